//! One outage from its beginning to its end, told once, whatever happens to the feed and to the agent meanwhile.

use siaga_core::observation::Status;
use siaga_core::snapshot::SourceKind;

use crate::support::bus::{Mock, PrivateBus};
use crate::support::feeds::{Feeds, OPENAI, Trouble};
use crate::support::home::{ALL_THE_TIME, Home, WHEN_ASKED, chatgpt, soon};
use crate::support::server::{Response, Step};

const ABILITIES: &[&str] = &["actions", "body", "body-markup"];

#[tokio::test]
async fn an_outage_after_a_feed_was_unreadable_is_told_exactly_once() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, ABILITIES).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let agent = home.settled_agent().await;
    let known = agent.read().await;
    assert_eq!(chatgpt(&known).status, Status::Operational);
    assert_eq!(known.provider("openai").unwrap().source.kind, SourceKind::Readable);

    let calm = feeds.calm_document();
    let half = calm.as_bytes()[..calm.len() / 2].to_vec();
    let broken_off = Response::steps(vec![Step::Bytes(half.clone())]).header("Content-Length", &calm.len().to_string());
    let unreadable = [
        ("a page for people", Response::ok("<!DOCTYPE html><title>All Systems Operational</title>")),
        ("nothing", Response::ok("{}")),
        ("half a document", Response::ok(half)),
        ("a document that breaks off", broken_off),
        ("an error with a calm body", Response { status: 500, ..Response::ok(calm) }),
    ];
    for (what, answer) in unreadable {
        feeds.answer(answer);
        let before = feeds.server.hits(OPENAI);
        let snapshot = agent.read().await;
        assert!(feeds.server.hits(OPENAI) > before, "{what}");
        assert_eq!(snapshot.provider("openai").unwrap().source.kind, SourceKind::Unreadable, "{what}");
        assert_eq!(chatgpt(&snapshot).last_known, Status::Operational, "{what}");
    }

    feeds.trouble(Trouble::Down, "Elevated errors");
    assert_eq!(chatgpt(&agent.told_all().await).status, Status::MajorOutage);
    for _ in 0..3 {
        agent.told_all().await;
    }
    let calls = desktop.calls();
    assert_eq!(calls.len(), 1, "{calls:?}");
    assert_eq!(calls[0].title, "ChatGPT is down");
    assert!(
        calls[0].body.starts_with("Since ") && calls[0].body.contains(", says OpenAI: “Elevated errors”."),
        "{}",
        calls[0].body
    );
    assert!(calls[0].body.contains("Claude"), "{}", calls[0].body);
    assert_eq!(calls[0].buttons(), ["switch", "details", "snooze"]);
}

#[tokio::test]
async fn a_feed_polled_by_the_schedule_alone_leads_to_one_notification_and_one_recovery() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, ABILITIES).await;
    let home = Home::new(&feeds, ALL_THE_TIME).on(&bus);
    let agent = home.agent().await;
    agent.until("a first read", |snapshot| chatgpt(snapshot).status == Status::Operational).await;
    feeds.trouble(Trouble::Partial, "Some requests fail");
    soon("its beginning", desktop.shown(1)).await;
    let hits = feeds.server.hits(OPENAI);
    soon("five more reads", feeds.server.reached(OPENAI, hits + 5)).await;
    feeds.calm();
    let calls = soon("its end", desktop.shown(2)).await;
    let titles: Vec<&str> = calls.iter().map(|call| call.title.as_str()).collect();
    assert_eq!(titles, ["ChatGPT is partly down", "ChatGPT is working again"]);
    assert_eq!(calls[1].replaces, calls[0].id, "the recovery takes the place of the outage");
    assert_eq!(calls[1].buttons(), ["open", "details"]);
    agent.told_all().await;
}

#[tokio::test]
async fn a_restart_during_an_outage_tells_nothing_again() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, ABILITIES).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let agent = home.settled_agent().await;
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.told_all().await;
    agent.terminate().await;
    let agent = home.settled_agent().await;
    assert!(chatgpt(&agent.told_all().await).told);
    agent.kill().await;
    let agent = home.settled_agent().await;
    let snapshot = agent.told_all().await;
    assert_eq!(chatgpt(&snapshot).status, Status::MajorOutage);
    assert!(chatgpt(&snapshot).told);
    assert_eq!(desktop.calls().len(), 1);
}

#[tokio::test]
async fn an_outage_that_ended_while_no_agent_ran_is_told_as_over_once() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, ABILITIES).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let agent = home.settled_agent().await;
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.told_all().await;
    agent.kill().await;
    feeds.calm();
    for _ in 0..2 {
        let agent = home.settled_agent().await;
        for _ in 0..3 {
            assert_eq!(chatgpt(&agent.told_all().await).status, Status::Operational);
        }
        agent.terminate().await;
    }
    let calls = desktop.calls();
    let titles: Vec<&str> = calls.iter().map(|call| call.title.as_str()).collect();
    assert_eq!(titles, ["ChatGPT is down", "ChatGPT is working again"]);
    assert_eq!(calls[1].replaces, calls[0].id, "the same server still shows the outage");
}

#[tokio::test]
async fn an_end_does_not_replace_what_another_server_showed() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let first = Mock::start(&bus, ABILITIES).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let agent = home.settled_agent().await;
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.told_all().await;
    first.stop().await;
    let second = Mock::start(&bus, ABILITIES).await;
    feeds.calm();
    agent.read().await;
    agent.read().await;
    let calls = soon("its end", second.shown(1)).await;
    assert_eq!((calls[0].title.as_str(), calls[0].replaces), ("ChatGPT is working again", 0));
}
