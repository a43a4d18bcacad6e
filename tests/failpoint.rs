//! An agent that ends, as `kill -9` ends it, at every step around a change: nothing it had to tell is lost, and at most one
//! notification repeats for each end. Built with the engine's feature `failpoints` only.

use std::os::unix::process::ExitStatusExt;
use std::path::Path;

use rusqlite::Connection;
use siaga_core::observation::Status;
use siaga_core::snapshot::ProductView;

use crate::support::bus::{Mock, PrivateBus};
use crate::support::feeds::{Feeds, Trouble};
use crate::support::home::{ALL_THE_TIME, Agent, Home, chatgpt, soon};

/// Where the agent ends, and how often the same is then told in all: once, or once more.
type Places = [(&'static str, std::ops::RangeInclusive<usize>); 3];

const AROUND_A_CHANGE: Places = [("ChangeBefore", 1..=1), ("ChangeWithin", 1..=1), ("ChangeAfter", 1..=1)];

const AROUND_A_NOTIFICATION: Places = [("ShowBefore", 1..=1), ("ShowSent", 1..=2), ("ShowAnswered", 2..=2)];

const AROUND_ITS_MARK: Places = [("MarkBefore", 2..=2), ("MarkWithin", 2..=2), ("MarkAfter", 1..=1)];

/// The number of signal KILL.
const KILLED: Option<i32> = Some(9);

const VARIABLE: &str = "SIAGA_FAILPOINT";

/// Once; with `SIAGA_LONG=1`, often enough for 300 ends in all.
fn rounds() -> usize {
    if std::env::var("SIAGA_LONG").is_ok_and(|value| value == "1") { 15 } else { 1 }
}

/// Waits until the agent has ended where it was to.
async fn killed(place: &str, agent: Agent) {
    let status = soon(&format!("the end at {place}"), agent.ended()).await;
    assert_eq!(status.signal(), KILLED, "{place}: {status}");
}

async fn nothing_waits(agent: &Agent) {
    while agent.waiting().await > 0 {
        agent.read().await;
    }
}

#[tokio::test]
async fn nothing_is_lost_and_nothing_repeats_when_the_agent_ends_around_a_change() {
    end_at(AROUND_A_CHANGE).await;
}

#[tokio::test]
async fn nothing_is_lost_and_at_most_one_repeats_when_the_agent_ends_around_a_notification() {
    end_at(AROUND_A_NOTIFICATION).await;
}

#[tokio::test]
async fn nothing_is_lost_and_at_most_one_repeats_when_the_agent_ends_around_its_mark() {
    end_at(AROUND_ITS_MARK).await;
}

/// Ends the agent at each of these places, at the beginning of an outage and at its end.
async fn end_at(places: Places) {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["actions", "body"]).await;
    let mut home = Home::new(&feeds, ALL_THE_TIME).on(&bus);
    for round in 0..rounds() {
        for (number, (place, expected)) in places.clone().into_iter().enumerate() {
            let title = format!("Outage number {round}.{number}");
            for begins in [true, false] {
                let before = desktop.calls().len();
                home.set(VARIABLE, place);
                let agent = home.settled_agent().await;
                if begins {
                    feeds.trouble(Trouble::Down, &title);
                } else {
                    feeds.calm();
                }
                killed(place, agent).await;
                home.unset(VARIABLE);
                let agent = home.agent().await;
                let wanted = if begins { Status::MajorOutage } else { Status::Operational };
                let settled = |view: &ProductView| view.status == wanted && view.told == begins;
                agent.until("that the agent knows", |snapshot| settled(chatgpt(snapshot))).await;
                soon("that nothing waits", nothing_waits(&agent)).await;
                agent.kill().await;
                let told: Vec<String> = desktop.calls()[before..].iter().map(|call| call.title.clone()).collect();
                let said = if begins { "ChatGPT is down" } else { "ChatGPT is working again" };
                assert!(told.iter().all(|title| title == said), "{place}, begins: {begins}: {told:?}");
                assert!(expected.contains(&told.len()), "{place}, begins: {begins}: {told:?}");
            }
        }
    }
}

#[tokio::test]
async fn what_waits_outlives_an_end_while_settings_are_followed() {
    for place in ["SettingsRead", "SettingsFollowed"] {
        let (bus, feeds) = (PrivateBus::start(), Feeds::start());
        let desktop = Mock::start(&bus, &["actions", "body"]).await;
        let mut home = Home::new(&feeds, ALL_THE_TIME).on(&bus);
        home.set(VARIABLE, place);
        let agent = home.settled_agent().await;
        desktop.hang();
        feeds.trouble(Trouble::Down, "Elevated errors");
        soon("a notification that is not answered", desktop.arrived(1)).await;
        home.set_settings(&format!("language = \"id\"\n{ALL_THE_TIME}"));
        killed(place, agent).await;
        desktop.resume();
        home.unset(VARIABLE);
        let agent = home.agent().await;
        agent.until("that it is told", |snapshot| chatgpt(snapshot).told).await;
        soon("that nothing waits", nothing_waits(&agent)).await;
        let titles: Vec<String> = desktop.calls().into_iter().map(|call| call.title).collect();
        assert_eq!(titles, ["ChatGPT is down", "ChatGPT mengalami gangguan"], "{place}");
    }
}

#[tokio::test]
async fn what_waits_outlives_an_end_at_every_step_of_the_databases_versions() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    // Records of the present version, in which something waits: no desktop shows it.
    let full = Home::new(&feeds, ALL_THE_TIME);
    let agent = full.settled_agent().await;
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.until("an outage that waits to be told", |snapshot| chatgpt(snapshot).held.is_none()).await;
    while agent.waiting().await == 0 {
        agent.read().await;
    }
    agent.terminate().await;
    // The same records, as the first version kept them.
    let mut home = Home::new(&feeds, ALL_THE_TIME).on(&bus);
    end_at_start(&mut home, "MigrationAfter:1").await;
    fill(&home.places.database(), &full.places.database());
    let mut version = 1;
    loop {
        for place in ["MigrationBefore:1", "MigrationWithin:1"] {
            end_at_start(&mut home, place).await;
            assert_eq!(version_of(&home.places.database()), version, "{place}");
        }
        end_at_start(&mut home, "MigrationAfter:1").await;
        version += 1;
        assert_eq!(version_of(&home.places.database()), version);
        if version == version_of(&full.places.database()) {
            break;
        }
    }
    let desktop = Mock::start(&bus, &["actions", "body"]).await;
    home.unset(VARIABLE);
    let agent = home.agent().await;
    agent.until("that it is told", |snapshot| chatgpt(snapshot).told).await;
    soon("that nothing waits", nothing_waits(&agent)).await;
    let titles: Vec<String> = desktop.calls().into_iter().map(|call| call.title).collect();
    assert_eq!(titles, ["ChatGPT is down"]);
}

/// Starts an agent that ends before it answers.
async fn end_at_start(home: &mut Home, place: &str) {
    home.set(VARIABLE, place);
    let mut child = home.command(&["agent", "--no-tray"]).spawn().unwrap();
    let status = soon(&format!("the end at {place}"), child.wait()).await.unwrap();
    assert_eq!(status.signal(), KILLED, "{place}: {status}");
}

fn version_of(file: &Path) -> i64 {
    let connection = Connection::open(file).unwrap();
    connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

/// Copies what an older database has room for.
fn fill(old: &Path, full: &Path) {
    let connection = Connection::open(old).unwrap();
    connection.execute("ATTACH ?1 AS full", [full.display().to_string()]).unwrap();
    let names = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    for table in names("SELECT name FROM main.sqlite_schema WHERE type = 'table'") {
        let columns = names(&format!("SELECT name FROM pragma_table_info('{table}', 'main')")).join(", ");
        connection
            .execute(&format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM full.{table}"), [])
            .unwrap();
    }
}
