//! One notification, whatever the desktop's notification server can do, and whether it is there.

use siaga_core::observation::Status;

use crate::support::bus::{Call, Mock, PrivateBus};
use crate::support::feeds::{Feeds, OPENAI, Trouble};
use crate::support::home::{ALL_THE_TIME, Home, WHEN_ASKED, chatgpt, soon};

const TITLE: &str = "R&D: errors where n < 3 & \"chat\"";

/// How a server with these abilities is told of an outage.
async fn told(abilities: &[&str], settings: &str) -> Call {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, abilities).await;
    let home = Home::new(&feeds, &format!("{settings}{WHEN_ASKED}")).on(&bus);
    let agent = home.settled_agent().await;
    feeds.trouble(Trouble::Down, TITLE);
    agent.told_all().await;
    let calls = desktop.calls();
    assert_eq!(calls.len(), 1, "{calls:?}");
    calls[0].clone()
}

#[tokio::test]
async fn a_server_without_actions_gets_no_buttons_and_the_body_names_the_alternative() {
    let call = told(&["body"], "").await;
    assert!(call.actions.is_empty(), "{:?}", call.actions);
    assert!(call.body.contains("Claude is working.") || call.body.contains("are working."), "{}", call.body);
    assert!(call.body.contains("Claude"), "{}", call.body);
}

#[tokio::test]
async fn text_is_escaped_where_the_server_reads_markup_and_only_there() {
    let plain = told(&["body", "actions"], "").await;
    assert!(plain.body.contains(TITLE), "{}", plain.body);
    let markup = told(&["body", "actions", "body-markup"], "").await;
    assert!(markup.body.contains("R&amp;D: errors where n &lt; 3 &amp; "), "{}", markup.body);
    assert!(!markup.body.contains('<'), "{}", markup.body);
    assert_eq!(markup.title, "ChatGPT is down");
}

#[tokio::test]
async fn a_person_is_told_in_their_language() {
    let call = told(&["body", "actions"], "language = \"id\"\n").await;
    assert_eq!(call.title, "ChatGPT mengalami gangguan");
    assert!(call.actions.contains(&"Pindah ke Claude".to_owned()), "{:?}", call.actions);
    assert!(call.body.contains(TITLE) && !call.body.contains("says"), "{}", call.body);
}

#[tokio::test]
async fn without_a_server_an_alert_waits_and_is_shown_when_one_appears() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let agent = home.settled_agent().await;
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.read().await;
    let said = |start: &'static str| move |said: &String| said.starts_with(start);
    let cannot = said("Notifications cannot be shown");
    agent.until("that it is said", |snapshot| snapshot.problems.iter().any(cannot)).await;
    assert_eq!(agent.waiting().await, 1);
    let desktop = Mock::start(&bus, &["body"]).await;
    soon("the notification", desktop.shown(1)).await;
    let snapshot = agent.told_all().await;
    assert!(snapshot.problems.is_empty(), "{:?}", snapshot.problems);
    assert_eq!(desktop.calls().len(), 1);
}

#[tokio::test]
async fn an_alert_that_waits_outlives_the_agent() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let agent = home.settled_agent().await;
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.read().await;
    assert_eq!(agent.waiting().await, 1);
    agent.kill().await;
    let agent = home.settled_agent().await;
    assert_eq!(agent.waiting().await, 1);
    agent.terminate().await;
    let desktop = Mock::start(&bus, &["body"]).await;
    let agent = home.settled_agent().await;
    agent.told_all().await;
    assert_eq!(desktop.calls().len(), 1);
    assert_eq!(desktop.calls()[0].title, "ChatGPT is down");
}

#[tokio::test]
async fn an_outage_that_was_over_before_a_server_appeared_is_told_in_neither_half() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let agent = home.settled_agent().await;
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.read().await;
    agent.until("that the first try has failed", |snapshot| !snapshot.problems.is_empty()).await;
    feeds.calm();
    agent.read().await;
    agent.read().await;
    agent.told_all().await;
    let desktop = Mock::start(&bus, &["body"]).await;
    feeds.trouble(Trouble::Partial, "Another outage");
    agent.read().await;
    let calls = soon("the next outage", desktop.shown(1)).await;
    assert_eq!(calls[0].title, "ChatGPT is partly down");
    assert_eq!(calls.len(), 1);
}

#[tokio::test]
async fn what_a_hung_server_shows_late_stands_for_itself_and_not_for_what_came_after_it() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["body", "actions"]).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let agent = home.settled_agent().await;
    desktop.hang();
    feeds.trouble(Trouble::Partial, "Elevated errors");
    agent.read().await;
    agent.until("that it is said", |snapshot| !snapshot.problems.is_empty()).await;
    feeds.trouble(Trouble::Down, "Elevated errors");
    assert_eq!(chatgpt(&agent.read().await).status, Status::MajorOutage);
    desktop.resume();
    let calls = soon("that it is down", desktop.shown(2)).await;
    let titles: Vec<&str> = calls.iter().map(|call| call.title.as_str()).collect();
    assert_eq!(titles, ["ChatGPT is partly down", "ChatGPT is down"]);
    assert_eq!(calls[1].replaces, calls[0].id);
    agent.told_all().await;
}

#[tokio::test]
async fn what_a_hung_server_shows_after_its_end_is_taken_away() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["body", "actions"]).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let agent = home.settled_agent().await;
    desktop.hang();
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.read().await;
    agent.until("that it is said", |snapshot| !snapshot.problems.is_empty()).await;
    feeds.calm();
    // What is under way when it ends is given up at its limit.
    while agent.waiting().await > 0 {
        agent.read().await;
    }
    desktop.resume();
    let calls = soon("what was in its hands", desktop.shown(1)).await;
    assert_eq!(soon("that it is taken away", desktop.taken_away(1)).await, [calls[0].id]);
    assert_eq!(desktop.calls().len(), 1);
}

#[tokio::test]
async fn a_server_that_hangs_holds_nothing_up_and_shows_it_once() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["body", "actions"]).await;
    let home = Home::new(&feeds, ALL_THE_TIME).on(&bus);
    let agent = home.settled_agent().await;
    desktop.hang();
    feeds.trouble(Trouble::Down, "Elevated errors");
    soon("the notification", desktop.arrived(1)).await;
    let hits = feeds.server.hits(OPENAI);
    // Beyond the limit of a try and of the next: the agent gives up on it twice, and goes on reading.
    agent.until("that it is said", |snapshot| !snapshot.problems.is_empty()).await;
    soon("twenty reads", feeds.server.reached(OPENAI, hits + 20)).await;
    assert_eq!(chatgpt(&agent.read().await).status, Status::MajorOutage);
    assert_eq!(agent.waiting().await, 1);
    desktop.resume();
    agent.told_all().await;
    assert_eq!((desktop.received(), desktop.calls().len()), (1, 1), "no second copy");
}
