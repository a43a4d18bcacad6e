//! Records that are damaged, newer than this program, or cannot be kept: the watch goes on, and the person is told what
//! is wrong.

use siaga_core::observation::Status;
use siaga_core::wire::Command;

use super::desk::*;
use crate::store::{Condition, Store};
use crate::watch::Voice;

const DOWN: &[(&str, Status)] = &[("chat", Status::MajorOutage)];

fn sql(desk: &Desk, text: &str) {
    rusqlite::Connection::open(desk.path("siaga.db")).unwrap().execute_batch(text).unwrap();
}

fn count(desk: &Desk, text: &str) -> i64 {
    let connection = rusqlite::Connection::open(desk.path("siaga.db")).unwrap();
    connection.query_row(text, [], |row| row.get(0)).unwrap()
}

#[tokio::test(start_paused = true)]
async fn damaged_records_are_put_aside_and_that_is_told_once() {
    let mut desk = Desk::closed();
    std::fs::write(desk.path("siaga.db"), "these are no records").unwrap();
    desk.start();
    desk.at(1).await;
    let told = desk.want(between(0.0, 0.1), "Siaga started afresh");
    let aside = "siaga.db.damaged-20260312T090000Z";
    assert!(told.telling.text.body.contains(aside), "{}", told.telling.text.body);
    assert_eq!(std::fs::read_to_string(desk.path(aside)).unwrap(), "these are no records");
    desk.at(2).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(10).await;
    desk.want(between(2.0, 4.3), "Quill is down");
    desk.restart().await;
    desk.at(20).await;
    desk.none_otherwise();
    assert!(desk.product("quill").told, "the fresh records are kept");
}

#[tokio::test(start_paused = true)]
async fn records_of_a_newer_version_are_read_and_not_written_and_that_is_said() {
    let mut desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    desk.want(between(10.0, 12.3), "Quill is down");
    desk.quit().await;
    sql(&desk, "PRAGMA user_version = 99; ALTER TABLE shown RENAME TO displayed; PRAGMA wal_checkpoint(TRUNCATE);");
    let before = std::fs::read(desk.path("siaga.db")).unwrap();
    desk.start();
    desk.at(30).await;
    desk.none_otherwise();
    assert!(desk.product("quill").told, "what was told is known");
    let said = desk.snapshot().problems.join("\n");
    assert!(said.contains("99"), "{said}");
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(40).await;
    desk.want(between(30.0, 32.0), "Quill is working again");
    desk.ask(Command::Snooze { product: None, seconds: 60 }).await.unwrap();
    desk.quit().await;
    assert_eq!(std::fs::read(desk.path("siaga.db")).unwrap(), before);
}

#[tokio::test(start_paused = true)]
async fn without_a_place_for_records_it_runs_from_memory_and_says_so() {
    let mut desk = Desk::closed();
    let store = Store::open(&desk.path("not/there/siaga.db"), desk.clock.now()).unwrap();
    assert!(matches!(store.condition(), Condition::Memory(_)));
    desk.start_with(store, Voice::Silent);
    desk.at(1).await;
    let said = desk.snapshot().problems.join("\n");
    assert!(said.starts_with("Nothing can be saved"), "{said}");
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(10).await;
    desk.want(between(1.0, 3.3), "Quill is down");
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(20).await;
    desk.want(between(10.0, 12.0), "Quill is working again");
    desk.none_otherwise();
}

/// A disk that is full, as the records see it: every write is refused while this stands.
const FULL: &str = "
    CREATE TRIGGER full_product BEFORE INSERT ON product BEGIN SELECT RAISE(ABORT, 'the disk is full'); END;
    CREATE TRIGGER full_told BEFORE INSERT ON told BEGIN SELECT RAISE(ABORT, 'the disk is full'); END;
    CREATE TRIGGER full_outbox BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'the disk is full'); END;
    CREATE TRIGGER full_done BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'the disk is full'); END;
    CREATE TRIGGER full_document BEFORE INSERT ON document BEGIN SELECT RAISE(ABORT, 'the disk is full'); END;
    CREATE TRIGGER full_snooze BEFORE INSERT ON snooze BEGIN SELECT RAISE(ABORT, 'the disk is full'); END;
    CREATE TRIGGER full_feed BEFORE INSERT ON feed BEGIN SELECT RAISE(ABORT, 'the disk is full'); END;
";

/// Room again.
const FREE: &str = "
    DROP TRIGGER full_product; DROP TRIGGER full_told; DROP TRIGGER full_outbox; DROP TRIGGER full_done;
    DROP TRIGGER full_document; DROP TRIGGER full_snooze; DROP TRIGGER full_feed;
";

#[tokio::test(start_paused = true)]
async fn while_nothing_can_be_saved_it_tells_from_memory_says_so_and_saves_everything_later() {
    let mut desk = Desk::open().await;
    desk.at(1).await;
    sql(&desk, FULL);
    desk.feeds.says(QUILL, quill(DOWN));
    desk.ask(Command::Snooze { product: Some("raven".to_owned()), seconds: 7200 }).await.unwrap();
    desk.at(10).await;
    desk.want(between(1.0, 3.3), "Quill is down");
    let said = desk.snapshot().problems.join("\n");
    assert!(said.contains("the disk is full"), "{said}");
    assert_eq!(count(&desk, "SELECT count(*) FROM told"), 0);
    sql(&desk, FREE);
    desk.at(11).await;
    assert_eq!(desk.snapshot().problems, Vec::<String>::new());
    assert_eq!(count(&desk, "SELECT count(*) FROM told"), 1);
    desk.kill().await;
    desk.start();
    desk.at(20).await;
    assert!(desk.product("quill").told && desk.product("raven").snoozed_until.is_some());
    desk.none_otherwise();
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(30).await;
    desk.want(between(20.0, 22.0), "Quill is working again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn an_end_that_could_not_be_saved_at_first_is_not_told_again_after_a_restart() {
    let mut desk = Desk::open().await;
    desk.at(1).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(10).await;
    desk.want(between(1.0, 3.3), "Quill is down");
    sql(&desk, FULL);
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(20).await;
    desk.want(between(10.0, 12.0), "Quill is working again");
    sql(&desk, FREE);
    desk.at(21).await;
    desk.kill().await;
    desk.start();
    desk.at(40).await;
    desk.none_otherwise();
    assert_eq!(count(&desk, "SELECT count(*) FROM outbox WHERE done_at IS NULL"), 0);
}
