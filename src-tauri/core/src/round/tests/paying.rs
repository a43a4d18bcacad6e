//! Debts: after what, together or alone, and those that are dropped.

use super::*;

#[test]
fn after_each_time_what_happened_is_told_together() {
    for (why, after) in [(Reason::QuietHours, After::QuietHours), (Reason::Offline, After::Away)] {
        let mut desk = Desk::calm();
        let hold = |desk: &mut Desk, on: bool| match why {
            Reason::QuietHours => desk.quiet = on,
            _ => desk.doubt = on.then_some(why),
        };
        hold(&mut desk, true);
        assert_eq!(desk.read(0, page(&[("c-talk", HALF), ("c-api", DOWN)], vec![])), []);
        assert_eq!(desk.read(20, talk(HALF)), []);
        assert_eq!(desk.read(21, talk(HALF)), []);
        assert_eq!(desk.pay(22), Payment::default(), "it is held still");
        hold(&mut desk, false);
        assert_eq!(desk.read(23, talk(HALF)), [], "it is owed");
        let payment = desk.pay(23);
        // What goes on stands first, whatever was worse.
        assert_eq!(items(&payment), [("chat", false), ("api", true)], "{why:?}");
        assert_eq!(payment.digest.as_ref().unwrap().after, after);
        assert_eq!(desk.read(24, talk(HALF)), []);
        assert_eq!((desk.pay(24), desk.owes()), (Payment::default(), 0));
        desk.read(25, calm());
        assert_eq!(desk.read(26, calm()), [told("chat", Reason::Recovered)]);
    }
}

#[test]
fn after_a_platform_was_doubted_what_goes_on_is_told_as_news() {
    let mut desk = Desk::calm();
    desk.doubt = Some(Reason::PlatformDoubt);
    assert_eq!(desk.read(0, talk(DOWN)), []);
    desk.doubt = None;
    assert_eq!((desk.pay(1), desk.owes()), (Payment::default(), 0), "nobody was away");
    assert_eq!(desk.read(1, talk(DOWN)), [told("chat", Reason::Began)]);
    assert_eq!(desk.read(2, talk(DOWN)), []);
}

#[test]
fn what_began_and_ended_within_a_quarter_of_an_hour_is_not_worth_telling() {
    for (ends, told) in [(14, 0), (15, 1), (16, 1)] {
        let mut desk = Desk::calm();
        desk.quiet = true;
        desk.read(0, talk(DOWN));
        desk.read(ends, calm());
        desk.read(ends + 1, calm());
        desk.quiet = false;
        let payment = desk.pay(30);
        assert_eq!(items(&payment).len(), told, "{ends} minutes");
        let reason = if told == 1 { Reason::Digest } else { Reason::NeverTold };
        assert_eq!(payment.decisions.iter().map(|made| made.reason).collect::<Vec<_>>(), [reason]);
        assert_eq!(desk.owes(), 0);
    }
}

#[test]
fn an_end_that_stands_alone_replaces_its_beginning_and_several_are_told_together() {
    let mut desk = Desk::calm();
    assert_eq!(desk.read(0, talk(DOWN)), [told("chat", Reason::Began)]);
    desk.quiet = true;
    desk.read(1, calm());
    assert_eq!(desk.read(2, calm()), []);
    desk.quiet = false;
    assert_eq!(alone(&desk.pay(3)), [("chat", Reason::Recovered)]);

    let mut desk = Desk::calm();
    desk.read(0, page(&[("c-talk", DOWN), ("c-api", DOWN)], vec![]));
    desk.quiet = true;
    desk.read(1, calm());
    desk.read(2, calm());
    desk.quiet = false;
    let payment = desk.pay(3);
    assert_eq!((items(&payment).len(), payment.alerts.len(), payment.over.len()), (2, 0, 2));
}

#[test]
fn what_went_on_through_it_is_told_once_worse_and_never_again() {
    let mut desk = Desk::calm();
    desk.read(0, talk(HALF));
    desk.quiet = true;
    assert_eq!(desk.read(1, talk(DOWN)), []);
    desk.quiet = false;
    assert_eq!(desk.pay(2), Payment::default(), "the person knows that it has problems");
    assert_eq!(desk.read(3, talk(DOWN)), [told("chat", Reason::Worsened)]);
}

#[test]
fn what_ended_and_reopened_while_it_was_quiet_goes_on_as_if_nothing_had_been() {
    let report = |impact| page(&[], vec![incident("x", "Chat", impact)]);
    let mut desk = Desk::calm();
    desk.read(0, report(Impact::Major));
    desk.quiet = true;
    desk.read(1, calm());
    desk.read(2, calm());
    assert_eq!(desk.read(3, report(Impact::Critical)), []);
    desk.quiet = false;
    assert_eq!(desk.pay(4), Payment::default());
    assert_eq!(desk.read(5, report(Impact::Critical)), [told("chat", Reason::Worsened)], "that it is down is news");
}

#[test]
fn a_digest_tells_how_bad_it_is_now_and_worse_than_that_is_news() {
    let mut desk = Desk::calm();
    desk.quiet = true;
    desk.read(0, talk(DOWN));
    desk.read(20, talk(SLOW));
    desk.quiet = false;
    assert_eq!(desk.pay(21).digest.unwrap().items[0].severity, Severity::Degraded);
    assert_eq!(desk.read(22, talk(DOWN)), [told("chat", Reason::Worsened)]);
}

#[test]
fn a_reminder_counts_from_the_digest() {
    let mut desk = Desk::calm();
    desk.rules.reminder = Some(SignedDuration::from_hours(1));
    desk.quiet = true;
    desk.read(0, talk(DOWN));
    desk.quiet = false;
    assert_eq!(items(&desk.pay(300)).len(), 1);
    assert_eq!(desk.read(359, talk(DOWN)), []);
    assert_eq!(desk.read(360, talk(DOWN)), [told("chat", Reason::Reminder)]);
}

#[test]
fn who_asked_is_told_alone_once_and_only_while_it_works() {
    let asks = |desk: &mut Desk| assert!(desk.memory.snoozes.asked.insert("chat".to_owned()));
    let mut desk = Desk::calm();
    desk.quiet = true;
    desk.read(0, talk(DOWN));
    asks(&mut desk);
    for minute in [1, 2, 60] {
        desk.read(minute, calm());
    }
    desk.read(61, talk(DOWN));
    desk.quiet = false;
    let payment = desk.pay(61);
    assert_eq!(alone(&payment), [], "it is down again");
    assert!(desk.memory.snoozes.asked.contains("chat"), "the wish stays");

    let mut desk = Desk::calm();
    desk.quiet = true;
    asks(&mut desk);
    for start in [0, 100] {
        desk.read(start, talk(DOWN));
        desk.read(start + 20, calm());
        desk.read(start + 21, calm());
    }
    desk.quiet = false;
    let payment = desk.pay(200);
    assert_eq!(alone(&payment), [("chat", Reason::Back)]);
    assert_eq!((payment.answered.as_slice(), items(&payment)), (["chat".to_owned()].as_slice(), vec![("chat", true)]));
    assert!(desk.memory.snoozes.asked.is_empty());
}

#[test]
fn who_no_longer_asks_is_told_like_anybody_else() {
    let mut desk = Desk::calm();
    desk.quiet = true;
    desk.memory.snoozes.asked.insert("chat".to_owned());
    desk.read(0, talk(DOWN));
    desk.read(5, calm());
    desk.read(6, calm());
    desk.memory.snoozes.asked.clear();
    desk.quiet = false;
    let payment = desk.pay(10);
    assert_eq!((alone(&payment), items(&payment)), (vec![], vec![]), "it was short");
}

#[test]
fn a_snooze_holds_what_is_owed_but_not_what_was_asked_for() {
    let mut desk = Desk::calm();
    desk.quiet = true;
    desk.read(0, page(&[("c-talk", DOWN), ("c-api", DOWN)], vec![]));
    desk.memory.snoozes.asked.insert("chat".to_owned());
    desk.read(20, page(&[("c-api", DOWN)], vec![]));
    desk.read(21, page(&[("c-api", DOWN)], vec![]));
    desk.memory.snoozes.all = Some(at(60));
    desk.quiet = false;
    let payment = desk.pay(22);
    assert_eq!((alone(&payment), items(&payment)), (vec![("chat", Reason::Back)], vec![]));
    assert_eq!(items(&desk.pay(59)), []);
    assert_eq!(items(&desk.pay(60)), [("api", false)]);
}

#[test]
fn must_know_passes_quiet_hours_and_the_ceiling() {
    let mut desk = Desk::calm();
    (desk.quiet, desk.ceiling, desk.rules.loudness) = (true, 1, Loudness::MustKnow);
    assert_eq!(desk.read(0, talk(DOWN)), [told("chat", Reason::Began)]);
    assert_eq!(desk.read(1, page(&[("c-talk", DOWN), ("c-api", DOWN)], vec![])), [told("api", Reason::Began)]);
    // What was held before the person said so is told at once.
    let mut desk = Desk::calm();
    desk.quiet = true;
    desk.read(0, talk(DOWN));
    desk.rules.loudness = Loudness::MustKnow;
    assert_eq!(items(&desk.pay(1)), [("chat", false)]);
}

#[test]
fn a_product_that_comes_and_goes_is_told_once_and_its_last_end_when_it_has_settled() {
    let mut desk = Desk::calm();
    assert_eq!(desk.read(0, talk(HALF)), [told("chat", Reason::Began)]);
    desk.read(5, calm());
    assert_eq!(desk.read(6, calm()), [told("chat", Reason::Recovered)]);
    assert_eq!(desk.read(10, talk(HALF)), [told("chat", Reason::Began)], "it is called unstable");
    for start in [12, 16, 20] {
        assert_eq!(desk.read(start, calm()), []);
        assert_eq!(desk.read(start + 1, calm()), []);
        assert_eq!((desk.pay(start + 1), desk.owes()), (Payment::default(), 1));
        assert_eq!(desk.read(start + 2, talk(DOWN)), [], "carried on, and no worse is told yet");
        assert_eq!(desk.owes(), 0);
    }
    assert_eq!(desk.read(39, talk(DOWN)), []);
    assert_eq!(desk.read(40, talk(DOWN)), [told("chat", Reason::Worsened)], "half an hour has passed");
    desk.read(41, calm());
    assert_eq!(desk.read(42, calm()), [told("chat", Reason::Recovered)]);

    let mut desk = Desk::calm();
    for (minute, observation) in
        [(0, talk(HALF)), (5, calm()), (6, calm()), (10, talk(HALF)), (12, calm()), (13, calm())]
    {
        desk.read(minute, observation);
    }
    assert_eq!(desk.pay(39), Payment::default());
    assert_eq!(alone(&desk.pay(40)), [("chat", Reason::Recovered)]);
}

#[test]
fn what_was_never_said_to_be_unstable_is_not_held_for_it() {
    let mut desk = Desk::calm();
    // Mild and short: nothing of it is told.
    for start in [0, 4, 8, 12] {
        assert_eq!(desk.read(start, talk(SLOW)), []);
        assert_eq!(desk.read(start + 1, calm()), []);
        assert_eq!(desk.read(start + 2, calm()), []);
    }
    assert_eq!(desk.read(16, talk(DOWN)), [told("chat", Reason::Began)]);
}

#[test]
fn a_debt_of_what_vanished_or_is_not_wanted_any_more_is_dropped() {
    type Change = fn(&mut Desk);
    let table: [(&str, Change); 5] = [
        ("its outage is not known any more", |desk| {
            let known = desk.memory.state.product("chat").unwrap().clone();
            desk.memory.state.restore("chat", crate::state::ProductState { outage: None, ..known });
        }),
        ("off", |desk| desk.rules.loudness = Loudness::Off),
        ("a higher threshold", |desk| desk.rules.threshold = Severity::MajorOutage),
        ("no longer used", |desk| {
            desk.used.retain(|id| *id != "chat");
            desk.memory.keep_to(&|id| id != "chat");
        }),
        ("no longer used, by the next read", |desk| {
            desk.used.retain(|id| *id != "chat");
            desk.read(10, talk(HALF));
        }),
    ];
    for (name, change) in table {
        let mut desk = Desk::calm();
        desk.quiet = true;
        desk.read(0, talk(HALF));
        assert_eq!(desk.owes(), 1, "{name}");
        change(&mut desk);
        desk.quiet = false;
        let payment = desk.pay(60);
        assert_eq!((payment.alerts.len(), payment.digest, desk.owes()), (0, None, 0), "{name}");
    }
}

#[test]
fn the_end_of_what_was_told_is_taken_away_in_silence_where_its_product_is_off() {
    let mut desk = Desk::calm();
    desk.read(0, talk(HALF));
    desk.quiet = true;
    desk.read(1, calm());
    desk.read(2, calm());
    (desk.quiet, desk.rules.loudness) = (false, Loudness::Off);
    let payment = desk.pay(3);
    assert_eq!((payment.alerts.len(), &payment.digest, payment.over.len()), (0, &None, 1));
}

#[test]
fn what_may_be_over_waits_for_the_read_that_says_so() {
    let mut desk = Desk::calm();
    desk.quiet = true;
    desk.read(0, talk(DOWN));
    desk.quiet = false;
    desk.read(60, calm());
    assert_eq!((desk.pay(60), desk.owes()), (Payment::default(), 1));
    desk.read(61, calm());
    assert_eq!(items(&desk.pay(61)), [("chat", true)]);
}

#[test]
fn what_waits_to_be_shown_is_not_named_a_second_time() {
    let mut desk = Desk::calm();
    desk.read(0, talk(HALF));
    let entry = desk.memory.told.entries().next().unwrap().clone();
    desk.memory.told.record(Entry { delivered: false, ..entry });
    desk.quiet = true;
    desk.read(1, talk(DOWN));
    desk.quiet = false;
    assert_eq!((desk.pay(60), desk.owes()), (Payment::default(), 0));
    assert_eq!(desk.read(61, talk(DOWN)), [told("chat", Reason::Worsened)]);
}

#[test]
fn what_was_there_at_the_first_look_is_told_together_and_not_once_it_is_over() {
    let first = |observation| {
        let mut desk = Desk::calm();
        (desk.memory, desk.before) = (Memory::default(), None);
        desk.read(0, observation);
        desk
    };
    let mut desk = first(page(&[("c-talk", DOWN), ("c-api", HALF)], vec![]));
    let payment = desk.pay(0);
    assert_eq!((items(&payment).len(), payment.digest.unwrap().after), (2, After::FirstLook));
    desk.read(1, calm());
    assert_eq!(desk.read(2, calm()).len(), 2, "both ends are told");

    let mut desk = first(talk(DOWN));
    assert_eq!(desk.memory.state.product("chat").unwrap().outage.as_ref().unwrap().origin, Origin::Baseline(DOWN));
    desk.quiet = true;
    assert_eq!(desk.pay(0), Payment::default());
    desk.read(60, calm());
    desk.read(61, calm());
    desk.quiet = false;
    let payment = desk.pay(62);
    assert_eq!((payment.digest, desk.owes()), (None, 0), "history");
}
