//! What would have been told of the past, asked of a running engine.

use jiff::SignedDuration;
use siaga_core::observation::{Impact, Incident, Stage};
use siaga_core::wire::{Command, Reply};

use super::desk::*;

const BOTH: &str = "language = \"en\"\nwatch = [\"raven\", \"quill\"]\n";

#[tokio::test(start_paused = true)]
async fn what_would_have_been_told_is_counted_from_what_the_feeds_list_of_their_past() {
    let mut desk = Desk::closed();
    desk.settings(BOTH);
    let past = |id: &str, impact, hours: i64| {
        let began = desk.clock.now() - SignedDuration::from_hours(hours);
        let ended = began + SignedDuration::from_hours(1);
        Incident {
            stage: Stage::Resolved,
            open: false,
            started_at: Some(began),
            updated_at: Some(ended),
            resolved_at: Some(ended),
            ..incident(id, impact, &["chat"])
        }
    };
    let page = reporting(quill(&[]), past("long-ago", Impact::Major, 24 * 100));
    desk.feeds.says(QUILL, reporting(page, past("of-late", Impact::Critical, 24 * 3)));
    desk.start();
    desk.at(5).await;
    let Ok(Reply::WouldHave(would)) = desk.ask(Command::WouldHave { days: 90 }).await else { panic!("no count") };
    assert_eq!((would.days, would.incidents, would.told, would.notifications), (90, 1, 1, 2), "{would:?}");
    assert_eq!(would.unknown, ["raven"], "nothing is known of its past");
    desk.settings("language = \"en\"\nwatch = [\"quill\"]\n[product.quill]\nloudness = \"off\"\n");
    desk.at(6).await;
    let Ok(Reply::WouldHave(would)) = desk.ask(Command::WouldHave { days: 90 }).await else { panic!("no count") };
    assert_eq!((would.incidents, would.told, would.unknown.len()), (1, 0, 0), "{would:?}");
}
