//! What a person's presses on a notification do, by a notification server that reports them to everybody.

use siaga_core::observation::Status;
use siaga_core::snapshot::Snapshot;

use crate::support::browser::Browser;
use crate::support::bus::{Mock, PrivateBus};
use crate::support::feeds::{Feeds, Trouble};
use crate::support::home::{Home, WHEN_ASKED, chatgpt, soon};

const ABILITIES: &[&str] = &["actions", "body", "body-markup"];

#[tokio::test]
async fn a_press_of_switch_opens_the_alternative_once_also_after_a_replace_and_a_restart() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, ABILITIES).await;
    let home = Home::new(&feeds, "").on(&bus);
    let mut browser = Browser::in_home(&home).await;
    home.set_settings(&browser.settings());
    let agent = home.settled_agent().await;
    feeds.trouble(Trouble::Partial, "Some requests fail");
    agent.told_all().await;
    let first = desktop.calls()[0].clone();
    let label = first.actions.iter().skip_while(|key| *key != "switch").nth(1);
    assert_eq!(label.map(String::as_str), Some("Switch to Claude"));
    desktop.token(first.id, "token-1").await;
    desktop.press(first.id, "switch").await;
    assert_eq!(browser.next().await, "https://claude.ai/ token-1");

    feeds.trouble(Trouble::Down, "Some requests fail");
    agent.told_all().await;
    let second = desktop.calls()[1].clone();
    assert_eq!((second.title.as_str(), second.replaces, second.id), ("ChatGPT is down", first.id, first.id));
    // Another program's notification, and an action that is not ours.
    desktop.press(first.id + 1000, "switch").await;
    desktop.press(second.id, "delete-everything").await;
    desktop.press(second.id, "switch").await;
    assert_eq!(browser.next().await, "https://claude.ai/ none");

    agent.kill().await;
    let agent = home.settled_agent().await;
    desktop.press(second.id, "switch").await;
    assert_eq!(browser.next().await, "https://claude.ai/ none");

    // Had any press acted twice, its second line would come before this one.
    feeds.calm();
    agent.read().await;
    agent.read().await;
    let calls = soon("its end", desktop.shown(3)).await;
    agent.told_all().await;
    desktop.press(calls[2].id, "open").await;
    assert_eq!(browser.next().await, "https://chatgpt.com/ none");
}

#[tokio::test]
async fn a_press_of_switch_does_not_open_what_has_failed_meanwhile() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, ABILITIES).await;
    let home = Home::new(&feeds, "").on(&bus);
    let mut browser = Browser::in_home(&home).await;
    home.set_settings(&browser.settings());
    let (home, _program) = home.without_window();
    let agent = home.settled_agent().await;
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.told_all().await;
    feeds.anthropic_down();
    agent.told_all().await;
    let calls = desktop.calls();
    assert_eq!(calls.len(), 2, "{calls:?}");
    desktop.press(calls[0].id, "switch").await;
    agent.until("that the window was wanted", no_window).await;
    feeds.calm();
    agent.read().await;
    agent.read().await;
    let calls = soon("its end", desktop.shown(3)).await;
    // The server has it; whose it is, the agent knows once it has been answered.
    agent.told_all().await;
    desktop.press(calls[2].id, "open").await;
    assert_eq!(browser.next().await, "https://chatgpt.com/ none", "nothing was opened before");
}

#[tokio::test]
async fn a_press_of_snooze_holds_what_comes_next() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, ABILITIES).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let agent = home.settled_agent().await;
    feeds.trouble(Trouble::Partial, "Some requests fail");
    agent.told_all().await;
    desktop.press(desktop.calls()[0].id, "snooze").await;
    agent.until("a snooze", |snapshot| chatgpt(snapshot).snoozed_until.is_some()).await;
    feeds.trouble(Trouble::Down, "Some requests fail");
    let snapshot = agent.told_all().await;
    assert_eq!(chatgpt(&snapshot).status, Status::MajorOutage);
    agent.kill().await;
    let agent = home.settled_agent().await;
    assert!(chatgpt(&agent.told_all().await).snoozed_until.is_some(), "it lasts over a restart");
    assert_eq!(desktop.calls().len(), 1);
    let over = home.siaga(&["snooze", "chatgpt", "0"]).await;
    assert_eq!(over.code, 0, "{over:?}");
    agent.told_all().await;
    let calls = soon("what was held", desktop.shown(2)).await;
    assert_eq!(calls[1].title, "ChatGPT is down");
}

#[tokio::test]
async fn an_outage_that_ends_while_snoozed_takes_its_notification_away_and_says_nothing() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, ABILITIES).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let agent = home.settled_agent().await;
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.told_all().await;
    let shown = desktop.calls()[0].id;
    desktop.press(shown, "snooze").await;
    agent.until("a snooze", |snapshot| chatgpt(snapshot).snoozed_until.is_some()).await;
    feeds.calm();
    agent.read().await;
    agent.read().await;
    assert_eq!(soon("that it is taken away", desktop.taken_away(1)).await, [shown]);
    assert_eq!(desktop.calls().len(), 1);
}

#[tokio::test]
async fn details_without_a_window_to_start_are_a_problem_that_is_said_and_no_end() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, ABILITIES).await;
    let (home, _program) = Home::new(&feeds, WHEN_ASKED).on(&bus).without_window();
    let agent = home.settled_agent().await;
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.told_all().await;
    for action in ["details", "default"] {
        desktop.press(desktop.calls()[0].id, action).await;
        agent.until("that it is said", no_window).await;
    }
    let said = home.siaga(&["status"]).await;
    assert_eq!(said.code, 0);
    assert!(said.out.contains("! The window could not be opened: siaga-desktop was not found"), "{said:?}");
    let asked = home.siaga(&["window"]).await;
    assert_eq!(asked.code, 69, "{asked:?}");
    assert!(asked.complaint().contains("siaga-desktop was not found"), "{asked:?}");
    let (status, _) = agent.terminate().await;
    assert!(status.success());
}

fn no_window(snapshot: &Snapshot) -> bool {
    snapshot.problems.iter().any(|problem| problem.starts_with("The window could not be opened"))
}
