//! What a provider's own list says of the time before, where its feed lists only what is open.

use jiff::Timestamp;
use siaga_core::history::{History, IncidentSource};
use siaga_core::observation::{Impact, Incident, Observation};
use siaga_core::wire::{Command, Reply};
use std::time::Duration;

use super::desk::*;

const QUILL_ALONE: &str = "language = \"en\"\nwatch = [\"quill\"]\n";

async fn history(desk: &Desk, product: &str, days: u16) -> History {
    match desk.ask(Command::History { product: product.to_owned(), days }).await {
        Ok(Reply::History(history)) => *history,
        other => panic!("{other:?}"),
    }
}

/// An hour of a day in March, over or not.
fn report(id: &str, day: u8, open: bool) -> Incident {
    let moment = |hour: u8| format!("2026-03-{day:02}T{hour:02}:00:00Z").parse::<Timestamp>().ok();
    Incident {
        open,
        started_at: moment(7),
        resolved_at: moment(8).filter(|_| !open),
        ..incident(id, Impact::Major, &["chat"])
    }
}

fn list(reports: &[Incident]) -> Observation {
    Observation { history: true, incidents: reports.to_vec(), ..Observation::default() }
}

#[tokio::test(start_paused = true)]
async fn the_list_of_what_is_over_fills_the_past_once_and_tells_nothing() {
    let mut desk = Desk::closed();
    desk.feeds.remembers(QUILL, Ok(list(&[report("a", 10, false), report("b", 11, false)])));
    desk.start();
    desk.at(10).await;
    let found = history(&desk, "quill", 5).await;
    let reported: Vec<u32> = found.days.iter().map(|day| day.reported_s / 60).collect();
    assert_eq!(reported, [0, 0, 60, 60, 0]);
    assert!(found.incidents.iter().all(|incident| incident.source == IncidentSource::Theirs));
    assert!(found.outages.is_empty() && found.watched_s <= 600, "{}", found.watched_s);
    assert_eq!(history(&desk, "quill-api", 5).await.incidents, [], "it is about the parts that it names");
    desk.none_otherwise();
    assert!(desk.reasons().is_empty(), "nothing is decided about what is over: {:?}", desk.reasons());
    // Not at each start, and not of what is read only to stand in.
    desk.restart().await;
    desk.at(60).await;
    assert_eq!((desk.feeds.archived(QUILL).len(), desk.feeds.archived(HERON).len()), (1, 0));
    assert_eq!(history(&desk, "quill", 5).await.incidents.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_happened_while_nobody_looked_is_read_up_on() {
    let mut desk = Desk::closed_on("2026-03-12T09:00:00[UTC]", 60.0);
    desk.settings(QUILL_ALONE);
    desk.feeds.remembers(QUILL, Ok(list(&[])));
    desk.start();
    desk.at(30).await;
    desk.quit().await;
    desk.feeds.remembers(QUILL, Ok(list(&[report("away", 16, false)])));
    let days = 8 * 24 * 60;
    desk.at(days).await;
    desk.start();
    desk.at(days + 30).await;
    assert_eq!(desk.feeds.archived(QUILL).len(), 2);
    let found = history(&desk, "quill", 10).await;
    assert_eq!((found.incidents.len(), found.days[5].reported_s), (1, 3600), "{found:?}");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_product_that_is_added_later_has_the_list_of_its_own_provider_too() {
    let mut desk = Desk::closed();
    desk.settings("language = \"en\"\nwatch = [\"raven\"]\n");
    desk.feeds.remembers(QUILL, Ok(list(&[report("a", 11, false)])));
    desk.start();
    desk.at(20).await;
    assert_eq!(desk.feeds.archived(QUILL), []);
    desk.settings("language = \"en\"\nwatch = [\"raven\", \"quill\"]\n");
    desk.at(40).await;
    assert_eq!(history(&desk, "quill", 2).await.days[0].reported_s, 3600);
}

#[tokio::test(start_paused = true)]
async fn what_is_open_in_that_list_is_left_to_the_feed_and_what_was_seen_stays_seen() {
    let desk = Desk::open().await;
    desk.feeds.remembers(QUILL, Ok(list(&[report("seen", 11, false), report("open", 12, true)])));
    desk.feeds.says(QUILL, reporting(calm(&["chat", "files", "api"]), report("seen", 11, true)));
    desk.at(20).await;
    let found = history(&desk, "quill", 2).await;
    let ids: Vec<(&str, IncidentSource)> = found.incidents.iter().map(|one| (one.id.as_str(), one.source)).collect();
    assert_eq!(ids, [("seen", IncidentSource::Seen)]);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_is_not_there_is_not_asked_for_again_and_one_that_fails_is_left_alone_for_a_day() {
    let mut desk = Desk::open().await;
    desk.feeds.remembers(RAVEN, unreached());
    desk.at(60).await;
    assert_eq!((desk.feeds.archived(QUILL).len(), desk.feeds.archived(RAVEN).len()), (1, 1));
    desk.restart().await;
    desk.at(120).await;
    assert_eq!(desk.feeds.archived(QUILL).len(), 1, "it said that there is none");
    assert_eq!(desk.feeds.archived(RAVEN).len(), 2, "nobody knows what it would have said");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_asks_for_patience_there_is_left_alone_with_its_feed_too() {
    let desk = Desk::open().await;
    desk.feeds.remembers(QUILL, asks_to_wait(Duration::from_secs(20 * 60)));
    desk.at(15).await;
    let asked = desk.feeds.asked(QUILL);
    assert!(asked.len() <= 2, "{asked:?}");
    desk.at(40).await;
    assert!(desk.feeds.asked(QUILL).len() > asked.len());
}
