//! What fails together.

use super::super::together::together;
use super::*;

fn compared(products: &[(&str, Past)]) -> Together {
    let products: Vec<(String, Past)> = products.iter().map(|(id, past)| ((*id).to_owned(), past.clone())).collect();
    together(&products, 2, &TimeZone::UTC, at(NOW))
}

/// Minutes: both watched, the first in trouble, the second, both, both reported.
fn minutes(pair: &Pair) -> [u32; 5] {
    [pair.watched_s, pair.a_s, pair.b_s, pair.both_s, pair.reported_both_s].map(|seconds| seconds / 60)
}

fn past(watched: Vec<Stretch>, outages: Vec<PastOutage>, incidents: Vec<PastIncident>) -> Past {
    Past { outages, watched, incidents }
}

#[test]
fn only_what_both_were_watched_in_counts_and_beside_it_what_both_providers_report() {
    let morning = || vec![watched("08:00", "10:00")];
    let table: [(&str, Past, Past, [u32; 5]); 6] = [
        ("nothing known", Past::default(), Past::default(), [0; 5]),
        (
            "one fails within the other",
            past(morning(), vec![outage("08:30", Some("09:30"), DOWN)], vec![]),
            past(morning(), vec![outage("09:00", Some("09:10"), SLOW)], vec![]),
            [120, 60, 10, 10, 0],
        ),
        (
            "one after the other",
            past(morning(), vec![outage("08:30", Some("09:00"), DOWN)], vec![]),
            past(morning(), vec![outage("09:00", Some("09:10"), PARTIAL)], vec![]),
            [120, 30, 10, 0, 0],
        ),
        (
            "the one was not watched half the time",
            past(morning(), vec![outage("08:00", Some("10:00"), DOWN)], vec![]),
            past(vec![watched("09:00", "11:00")], vec![outage("08:00", None, DOWN)], vec![]),
            [60, 60, 60, 60, 0],
        ),
        (
            "both go on",
            past(vec![watched("08:00", "12:00")], vec![outage("11:00", None, DOWN)], vec![]),
            past(vec![watched("08:00", "12:00")], vec![outage("11:30", None, DOWN)], vec![]),
            [240, 60, 30, 30, 0],
        ),
        (
            "only reported",
            past(vec![], vec![], vec![incident("a", "08:00", Some("09:00")), incident("b", "08:30", Some("09:20"))]),
            past(vec![], vec![], vec![incident("c", "08:50", None)]),
            [0, 0, 0, 0, 30],
        ),
    ];
    for (name, a, b, expected) in table {
        let forth = compared(&[("one", a.clone()), ("two", b.clone())]);
        assert_eq!(forth.days, 2);
        assert_eq!(minutes(&forth.pairs[0]), expected, "{name}");
        let [watched, of_a, of_b, both, reported] = minutes(&compared(&[("two", b), ("one", a)]).pairs[0]);
        assert_eq!([watched, of_b, of_a, both, reported], expected, "{name}, the other way round");
    }
}

#[test]
fn each_two_are_compared_once_and_those_that_failed_together_longest_stand_first() {
    let whole = || vec![watched("00:00", "12:00")];
    let down = |from: &str, until: &str| past(whole(), vec![outage(from, Some(until), DOWN)], vec![]);
    let reports = |mut past: Past| {
        past.incidents.push(incident("i", "01:00", Some("02:00")));
        past
    };
    let calm = || past(whole(), vec![], vec![]);
    let products =
        [("a", calm()), ("b", down("08:00", "09:00")), ("c", reports(calm())), ("d", reports(down("08:30", "10:00")))];
    let pairs = compared(&products).pairs;
    let order: Vec<String> = pairs.iter().map(|pair| format!("{}{}", pair.a, pair.b)).collect();
    assert_eq!(order, ["bd", "cd", "ab", "ac", "ad", "bc"]);
    assert!(pairs.iter().all(|pair| pair.text.is_empty()));
}

#[test]
fn a_product_beside_itself_agrees_with_its_own_days() {
    let one = past(
        vec![watched("2026-03-11T03:00:00Z", "06:00"), watched("07:00", "11:00")],
        vec![outage("2026-03-11T23:00:00Z", Some("01:00"), SLOW), outage("07:30", Some("08:00"), DOWN)],
        vec![incident("i", "05:00", Some("07:40"))],
    );
    let days = two_days(&one).days;
    let all = |of: fn(&HistoryDay) -> u32| days.iter().map(of).sum::<u32>();
    let pair = compared(&[("a", one.clone()), ("b", one)]).pairs.remove(0);
    assert_eq!(pair.watched_s, all(|day| day.watched_s));
    assert_eq!(pair.both_s, all(|day| day.major_s + day.partial_s + day.degraded_s));
    assert_eq!(pair.reported_both_s, all(|day| day.reported_s));
}
