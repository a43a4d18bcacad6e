//! The agent where things are not as they should be: another agent, folders that cannot be written, records that are
//! damaged or of the future, and secrets in addresses.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use siaga_core::observation::Status;

use crate::support::bus::{Mock, PrivateBus};
use crate::support::feeds::{Feeds, OPENAI, Trouble};
use crate::support::home::{ALL_THE_TIME, Home, WHEN_ASKED, chatgpt, soon};
use crate::support::server::{Gate, Response, Step};

#[tokio::test]
async fn a_second_agent_says_where_the_first_runs_and_ends_well() {
    let feeds = Feeds::start();
    let home = Home::new(&feeds, WHEN_ASKED);
    let agent = home.settled_agent().await;
    let said = home.siaga(&["agent", "--no-tray"]).await;
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    let socket = home.places.socket().display().to_string();
    assert_eq!(said.out.lines().count(), 1, "{said:?}");
    assert!(said.out.contains(&agent.pid().to_string()) && said.out.contains(&socket), "{said:?}");
    agent.read().await;
}

#[tokio::test]
async fn an_agent_asked_to_end_does_so_within_5_s_and_leaves_no_socket() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["body"]).await;
    let home = Home::new(&feeds, ALL_THE_TIME).on(&bus);
    let agent = home.settled_agent().await;
    // In the middle of a read that does not end, and of a notification that is not answered.
    desktop.hang();
    feeds.trouble(Trouble::Down, "Elevated errors");
    soon("the notification", desktop.arrived(1)).await;
    let gate = Gate::shut();
    feeds.answer(Response::steps(vec![Step::Wait(gate.clone())]));
    let hits = feeds.server.hits(OPENAI);
    soon("the read that does not end", feeds.server.reached(OPENAI, hits + 1)).await;
    let begun = Instant::now();
    let (status, said) = agent.terminate().await;
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert!(status.success() && said.is_empty(), "{status} {said}");
    assert!(!home.places.socket().exists());

    // The next one begins where it ended.
    gate.open();
    desktop.resume();
    feeds.trouble(Trouble::Down, "Elevated errors");
    let agent = home.settled_agent().await;
    agent.told_all().await;
    assert!(desktop.calls().len() <= 2, "told, and at most once more: {:?}", desktop.calls());
}

#[tokio::test]
async fn the_socket_of_a_killed_agent_is_no_obstacle() {
    let feeds = Feeds::start();
    let home = Home::new(&feeds, WHEN_ASKED);
    home.settled_agent().await.kill().await;
    assert!(home.places.socket().exists());
    home.settled_agent().await;
}

#[tokio::test]
async fn a_data_folder_that_cannot_be_made_means_running_from_memory_and_saying_so() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["body"]).await;
    let mut home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    // Root may write anywhere, but nobody can make a folder below a file.
    std::fs::write(home.path("file"), "").unwrap();
    home.places.data = home.path("file").join("data");
    let agent = home.settled_agent().await;
    let problems = agent.read().await.problems;
    assert!(problems.iter().any(|said| said.contains("Siaga runs from memory")), "{problems:?}");
    let status = home.siaga(&["status"]).await;
    assert_eq!(status.code, 0);
    assert!(status.out.contains("! ") && status.out.contains("Siaga runs from memory"), "{status:?}");
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.told_all().await;
    assert_eq!(desktop.calls().len(), 1);
    let (status, said) = agent.terminate().await;
    assert!(status.success());
    assert!(said.contains("running from memory") && said.contains("no log is written"), "{said}");
}

#[tokio::test]
async fn without_any_folder_that_can_be_used_the_agent_still_runs() {
    let mut home = Home::bare();
    std::fs::write(home.path("file"), "").unwrap();
    home.places.config = home.path("file").join("config");
    home.places.data = home.path("file").join("data");
    let agent = home.agent().await;
    let snapshot = agent.until("that it is said", |snapshot| snapshot.problems.len() >= 2).await;
    let named = |part: &str| snapshot.problems.iter().any(|said| said.contains(part));
    assert!(named("file/config") && named("file/data"), "{:?}", snapshot.problems);
    let check = home.siaga(&["check", "chatgpt"]).await;
    assert_eq!(check.code, 3, "nothing can be read: {check:?}");
    let (status, said) = agent.terminate().await;
    assert!(status.success());
    assert!(said.contains("file/config") && said.contains("file/data"), "{said}");
}

#[tokio::test]
async fn damaged_records_are_put_aside_with_a_date_and_the_person_is_told_once() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["body"]).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    home.settled_agent().await.terminate().await;
    let rubbish = vec![b'x'; 8192];
    std::fs::write(home.places.database(), &rubbish).unwrap();
    for _ in 0..2 {
        let agent = home.settled_agent().await;
        assert_eq!(chatgpt(&agent.told_all().await).status, Status::Operational);
        agent.terminate().await;
    }
    let calls = desktop.calls();
    assert_eq!(calls.len(), 1, "{calls:?}");
    assert_eq!(calls[0].title, "Siaga started afresh");
    let names = names(&home.places.data);
    let aside: Vec<&String> = names.iter().filter(|name| name.contains(".damaged-")).collect();
    assert_eq!(aside.len(), 1, "{names:?}");
    let year = jiff::Timestamp::now().strftime("siaga.db.damaged-%Y").to_string();
    assert!(aside[0].starts_with(&year) && calls[0].body.contains(aside[0].as_str()), "{aside:?} {}", calls[0].body);
    assert_eq!(std::fs::read(home.places.data.join(aside[0])).unwrap(), rubbish, "nothing of it is lost");
}

#[tokio::test]
async fn a_damaged_page_within_the_records_is_found_before_it_is_relied_on() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["body"]).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    home.settled_agent().await.terminate().await;
    let mut bytes = std::fs::read(home.places.database()).unwrap();
    let page = bytes.len() / 2 / 4096 * 4096;
    bytes[page..page + 4096].fill(0xa5);
    std::fs::write(home.places.database(), bytes).unwrap();
    let agent = home.settled_agent().await;
    agent.told_all().await;
    assert_eq!(desktop.calls().len(), 1, "{:?}", desktop.calls());
    assert_eq!(desktop.calls()[0].title, "Siaga started afresh");
}

#[tokio::test]
async fn records_of_a_newer_version_are_read_and_not_written_and_that_is_said() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["body"]).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    home.settled_agent().await.terminate().await;
    let records = rusqlite::Connection::open(home.places.database()).unwrap();
    records.execute_batch("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE);").unwrap();
    drop(records);
    let before = std::fs::read(home.places.database()).unwrap();
    let agent = home.settled_agent().await;
    let problems = agent.read().await.problems;
    assert!(problems.iter().any(|said| said.contains("newer version of Siaga (99)")), "{problems:?}");
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.told_all().await;
    assert_eq!(desktop.calls().len(), 1, "what was known is known: this is no baseline");
    agent.terminate().await;
    assert_eq!(std::fs::read(home.places.database()).unwrap(), before);
    assert!(!names(&home.places.data).iter().any(|name| name.contains("damaged")));
}

#[tokio::test]
async fn files_are_for_this_person_alone() {
    let feeds = Feeds::start();
    let mut home = Home::bare();
    // The settings are where the person put them, with the rights that they gave; the rest is made by the agent.
    home.overlay(&feeds, "");
    home.set_settings(WHEN_ASKED);
    home.places.data = home.path("deep").join("data");
    let agent = home.settled_agent().await;
    let mut seen = Vec::new();
    for folder in [home.path("deep"), home.places.data.clone(), home.places.runtime.clone()] {
        let mode = |path: &Path| path.symlink_metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        for name in names(&folder) {
            let path = folder.join(&name);
            if !path.is_dir() {
                assert_eq!(mode(&path), 0o600, "{}", path.display());
                seen.push(name);
            }
        }
    }
    for name in ["agent.lock", "siaga.db", "siaga.db-wal", "siaga.log", "siaga.sock"] {
        assert!(seen.contains(&name.to_owned()), "{name} is not among {seen:?}");
    }
    agent.terminate().await;
}

#[tokio::test]
async fn no_secret_of_an_address_is_written_down() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let _desktop = Mock::start(&bus, &["body"]).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    home.overlay(&feeds, "?token=canary");
    let agent = home.settled_agent().await;
    assert!(feeds.server.requests(OPENAI)[0].target.ends_with("?token=canary"), "it is asked for as it stands");
    feeds.answer(Response::ok("<html>"));
    agent.read().await;
    feeds.trouble(Trouble::Down, "Elevated errors");
    let snapshot = agent.told_all().await;
    assert!(!format!("{snapshot:?}").contains("canary"));
    let report = home.siaga(&["diagnose"]).await;
    assert!(report.code == 0 && !report.out.contains("canary"), "{report:?}");
    agent.terminate().await;
    for name in names(&home.places.data) {
        let bytes = std::fs::read(home.places.data.join(&name)).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("canary"), "{name}");
    }
}

#[tokio::test]
async fn settings_that_turn_bad_leave_the_last_good_ones_in_use() {
    let feeds = Feeds::start();
    let home = Home::new(&feeds, WHEN_ASKED);
    let agent = home.settled_agent().await;
    home.set_settings("[poll]\ncalm = \"5 ms\"\n");
    let bad = agent.until("that it is said", |snapshot| !snapshot.problems.is_empty()).await;
    assert!(bad.problems[0].contains("settings.toml:3: poll.calm"), "{:?}", bad.problems);
    assert!(bad.product("claude").unwrap().watched);
    home.set_settings(&format!("notify.threshold = \"major_outage\"\n{WHEN_ASKED}"));
    agent.until("that all is well again", |snapshot| snapshot.problems.is_empty()).await;
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
