//! What is kept to look back on: stretches that grow and break, outages with their course, incidents of the provider.

use jiff::Timestamp;
use siaga_core::history::{History, IncidentSource, Past, since};
use siaga_core::observation::{Impact, Incident, Stage, Status, Update};
use siaga_core::provider::Catalogue;
use siaga_core::wire::{Command, ErrorCode, Reply};

use super::desk::*;
use crate::settings::Files;
use crate::store::Store;

/// Watched by name beside the usual ones.
const ALL: &str = "language = \"en\"\nwatch = [\"quill\", \"quill-api\", \"raven\"]\n";

/// Without Quill.
const OTHERS: &str = "language = \"en\"\nwatch = [\"raven\"]\n";

async fn asked(desk: &Desk, product: &str) -> History {
    match desk.ask(Command::History { product: product.to_owned(), days: 2 }).await {
        Ok(Reply::History(history)) => *history,
        other => panic!("{other:?}"),
    }
}

/// What stands in the file at this moment, as a crash would leave it.
fn written(desk: &Desk, product: &str) -> Past {
    let catalogue: Catalogue = Files::of(&desk.path("")).load().1;
    let (provider, product) = (catalogue.provider_of(product).unwrap(), catalogue.product(product).unwrap());
    Store::past_of(&desk.path("siaga.db"), provider, product, since(2, desk.clock.now())).unwrap()
}

/// Minutes of a story from its beginning, as numbers.
fn spans(past: &Past) -> Vec<(i64, i64)> {
    let start: Timestamp = "2026-03-12T09:00:00Z".parse().unwrap();
    let minute = |at: Timestamp| at.duration_since(start).as_secs() / 60;
    past.watched.iter().map(|stretch| (minute(stretch.from), minute(stretch.until))).collect()
}

#[tokio::test(start_paused = true)]
async fn a_stretch_grows_while_reads_go_on_and_breaks_where_they_did_not() {
    let mut desk = Desk::open().await;
    desk.at(30).await;
    assert_eq!(spans(&written(&desk, "quill")).len(), 1);
    let (from, until) = spans(&written(&desk, "quill"))[0];
    assert!(from == 0 && (26..=30).contains(&until), "{from} to {until}");
    // One failed read or two are no gap; half an hour is.
    desk.feeds.then(QUILL, [unreadable(), Ok(quill(&[]))]);
    desk.at(45).await;
    assert_eq!(spans(&written(&desk, "quill")).len(), 1);
    desk.feeds.answers(QUILL, unreadable());
    desk.at(75).await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(100).await;
    let broken = spans(&written(&desk, "quill"));
    assert_eq!(broken.len(), 2, "{broken:?}");
    assert!(broken[0].1 <= 47 && broken[1].0 >= 75, "{broken:?}");
    assert_eq!(spans(&written(&desk, "raven")).len(), 1, "each product by itself");
    let history = asked(&desk, "quill").await;
    assert!((3000..4800).contains(&history.watched_s), "{}", history.watched_s);
    assert_eq!(history.uptime.unwrap().millionths(), 1_000_000);
    desk.quit().await;
}

#[tokio::test(start_paused = true)]
async fn a_restart_goes_on_with_the_stretch_and_a_night_off_does_not() {
    let mut desk = Desk::open().await;
    desk.at(21).await;
    desk.restart().await;
    desk.at(40).await;
    assert_eq!(spans(&written(&desk, "quill")).len(), 1);
    // A crash loses what was read in the last minute or so, and not more.
    desk.kill().await;
    let (_, until) = spans(&written(&desk, "quill"))[0];
    assert!(until >= 35, "{until}");
    desk.at(600).await;
    desk.start();
    desk.at(620).await;
    desk.quit().await;
    let both = spans(&written(&desk, "quill"));
    assert_eq!((both.len(), both[1].0), (2, 600), "{both:?}");
}

#[tokio::test(start_paused = true)]
async fn calm_reads_write_once_a_minute_for_all_feeds_together() {
    let desk = Desk::open().await;
    desk.settings(&format!("{ALL}[poll]\nfavourite = \"10s\"\ncalm = \"10s\"\nopen = \"10s\"\n"));
    desk.at(5).await;
    let counter = rusqlite::Connection::open(desk.path("siaga.db")).unwrap();
    let version = || counter.query_row("PRAGMA data_version", [], |row| row.get::<_, i64>(0)).unwrap();
    let mut seen = version();
    let mut changes = 0;
    for second in (300..=900).step_by(5) {
        desk.at_second(second).await;
        let now = version();
        changes += i64::from(now != seen);
        seen = now;
    }
    assert!((8..=11).contains(&changes), "{changes} in ten minutes");
}

#[tokio::test(start_paused = true)]
async fn an_outage_counts_as_bad_as_it_was_at_each_time() {
    let desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(&[("chat", Status::MajorOutage)]));
    desk.at(30).await;
    desk.feeds.says(QUILL, quill(&[("chat", Status::Degraded)]));
    desk.at(60).await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(75).await;
    let history = asked(&desk, "quill").await;
    let today = &history.days[1];
    let near = |seconds: u32, minutes: u32| seconds.abs_diff(minutes * 60) <= 240;
    assert!(near(today.major_s, 20) && near(today.degraded_s, 30), "{today:?}");
    assert_eq!((today.partial_s, history.outages.len()), (0, 1));
    let outage = &history.outages[0];
    assert!(outage.told && outage.ended_at.is_some() && outage.held.is_none());
    assert!(history.uptime.unwrap().millionths() < 900_000);
    assert_eq!(asked(&desk, "quill-api").await.uptime.unwrap().millionths(), 1_000_000);
}

#[tokio::test(start_paused = true)]
async fn an_outage_that_ends_while_the_product_is_not_used_does_not_stay_open() {
    let desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(&[("chat", Status::MajorOutage)]));
    desk.at(30).await;
    desk.settings(OTHERS);
    desk.at(40).await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(60).await;
    desk.settings(ALL);
    desk.at(75).await;
    let history = asked(&desk, "quill").await;
    assert_eq!(history.outages.len(), 1);
    assert!(history.outages[0].ended_at.is_some());
    assert!(history.days[1].major_s <= 22 * 60, "{:?}", history.days[1]);
    // It is not watched while the person does not use it.
    assert_eq!(spans(&written(&desk, "quill")).len(), 2);
}

fn report(id: &str, open: bool, texts: &[&str]) -> Incident {
    let started_at = Some("2026-03-12T08:00:00Z".parse().unwrap());
    let update = |text: &&str| Update { at: started_at, stage: Stage::Identified, text: (*text).to_owned() };
    Incident {
        open,
        started_at,
        resolved_at: (!open).then(|| "2026-03-12T08:30:00Z".parse().unwrap()),
        updates: texts.iter().map(update).collect(),
        ..incident(id, Impact::Major, &["chat"])
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_provider_reports_is_kept_with_every_update_and_whose_word_it_is() {
    let mut desk = Desk::closed();
    desk.feeds.says(QUILL, reporting(calm(&["chat", "files", "api"]), report("past", false, &["It is over."])));
    desk.start();
    desk.at(10).await;
    let past = asked(&desk, "quill").await;
    assert_eq!((past.incidents.len(), past.incidents[0].source), (1, IncidentSource::Theirs));
    assert_eq!(past.days[1].incidents, 1);
    assert!(past.watched_s <= 600, "a past that is theirs was not watched: {}", past.watched_s);
    assert!(past.outages.is_empty());

    let page = || calm(&["chat", "files", "api"]);
    desk.feeds.says(QUILL, reporting(page(), report("now", true, &["We look."])));
    desk.at(20).await;
    desk.feeds.says(QUILL, reporting(page(), report("now", true, &["We found it."])));
    desk.at(30).await;
    // Many lists show only what is open: what is gone from them is over.
    desk.feeds.says(QUILL, page());
    desk.at(50).await;
    let kept = written(&desk, "quill").incidents;
    let now = kept.iter().find(|past| past.incident.id == "now").unwrap();
    let texts: Vec<&str> = now.incident.updates.iter().map(|update| update.text.as_str()).collect();
    assert_eq!(texts, ["We found it.", "We look."]);
    assert_eq!(now.source, IncidentSource::Seen);
    assert!(now.gone_at.is_some() && now.incident.open);
    assert!(asked(&desk, "quill").await.incidents.iter().all(|incident| incident.ended_at.is_some()));
}

#[tokio::test(start_paused = true)]
async fn what_is_older_than_the_person_keeps_is_forgotten_and_not_taken_up_again() {
    let mut desk = Desk::closed();
    desk.settings(&format!("{ALL}[history]\nkeep_days = 7\n"));
    let old = Incident {
        started_at: Some("2026-02-01T08:00:00Z".parse().unwrap()),
        resolved_at: Some("2026-02-01T09:00:00Z".parse().unwrap()),
        ..report("old", false, &[])
    };
    desk.feeds.says(QUILL, reporting(reporting(calm(&["chat", "files", "api"]), old), report("new", false, &[])));
    desk.start();
    desk.at(10).await;
    let kept = |desk: &Desk| desk.store().incidents(QUILL).unwrap().into_keys().collect::<Vec<_>>();
    assert_eq!(kept(&desk), ["new"]);
    desk.quit().await;
    let later = 9 * 24 * 60;
    desk.at(later).await;
    desk.start();
    desk.at(later + 20).await;
    assert_eq!(kept(&desk), [""; 0], "its list names them still");
    assert_eq!(spans(&written(&desk, "quill")).len(), 1, "the stretch of a week ago is forgotten too");
}

#[tokio::test(start_paused = true)]
async fn a_history_of_nothing_or_of_too_much_is_refused() {
    let desk = Desk::open().await;
    let refused = async |product: &str, days: u16| {
        let wish = Command::History { product: product.to_owned(), days };
        desk.ask(wish).await.unwrap_err().code
    };
    assert_eq!(refused("quil", 2).await, ErrorCode::UnknownProduct);
    assert_eq!(refused("quill", 0).await, ErrorCode::BadRequest);
    assert_eq!(refused("quill", 4001).await, ErrorCode::BadRequest);
    let heron = asked(&desk, "heron").await;
    assert_eq!((heron.uptime, heron.watched_s), (None, 0), "what the person does not use is not watched");
}
