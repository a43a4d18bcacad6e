//! The tray on a real tray host (xfce4-panel).

use siaga_core::wire::{Bye, Command};

use crate::desk::{Desk, claude};
use crate::item::Item;
use crate::session::{self, in_a_session, tray_host};
use crate::wait::until_true;

/// No page is looked at here.
const WISHES: &[(&str, &str)] = &[("SESSION_WEBDRIVER", "0"), ("SESSION_NOTIFY", "mock")];

#[test]
fn the_tray_shows_an_outage_and_its_menu_reaches_the_agent() {
    in_a_session("tray::the_tray_shows_an_outage_and_its_menu_reaches_the_agent", WISHES, async || {
        let desk = Desk::set_up();
        let (mut agent, mut view) = desk.start_agent().await;
        let item = Item::registered().await;
        assert_eq!(item.text("Status").await.as_deref(), Some("Active"));
        until_true("a calm tooltip", async || item.tooltip().await.contains("Everything you use is working")).await;
        let calm = item.icon().await;

        desk.feeds.down();
        view.until_down().await;
        until_true("an outage in the tooltip", async || item.tooltip().await.contains("Claude down")).await;
        assert!(item.text("Title").await.unwrap().contains("Claude down"));
        until_true("another icon", async || item.icon().await != calm).await;
        session::screenshot("tray.png");

        let menu = item.menu().await;
        let trouble = menu.iter().find(|line| line.label.starts_with("Claude: Down since")).unwrap();
        let choices: Vec<&str> = trouble.lines.iter().map(|line| line.label.as_str()).collect();
        assert_eq!(
            choices,
            ["Details", "Switch to ChatGPT", "Switch to…", "Tell me when it's back", "Snooze for 1 hour"]
        );
        for label in ["Switch to…", "Snooze all", "Check now", "Open Siaga", "Quit"] {
            assert!(menu.iter().any(|line| line.label == label), "{label} is missing: {menu:?}");
        }

        item.choose(Some("Claude: "), "Tell me when it's back").await;
        view.until("asked for Claude's return", |snapshot| claude(snapshot).asked).await;
        until_true("a check mark", async || {
            let menu = item.menu().await;
            menu.iter().flat_map(|line| &line.lines).any(|line| line.label == "Tell me when it's back" && line.checked)
        })
        .await;
        item.choose(Some("Claude: "), "Snooze for 1 hour").await;
        view.until("Claude snoozed", |snapshot| claude(snapshot).snoozed_until.is_some()).await;

        item.activate().await;
        session::window("Siaga").await;
        item.choose(None, "Quit").await;
        assert!(agent.wait().unwrap().success());
        until_true("the end of all that is Siaga", async || session::programs().is_empty()).await;
    });
}

#[test]
fn the_tray_is_there_again_after_the_panel_was_restarted() {
    in_a_session("tray::the_tray_is_there_again_after_the_panel_was_restarted", WISHES, async || {
        let desk = Desk::set_up();
        let (mut agent, view) = desk.start_agent().await;
        Item::registered().await;
        tray_host(false);
        tray_host(true);
        let item = Item::registered().await;
        assert!(!item.menu().await.is_empty());
        view.ask(Command::Stop { why: Bye::Quit }).await;
        assert!(agent.wait().unwrap().success());
    });
}

#[test]
fn a_panel_that_comes_later_gets_the_tray_too() {
    in_a_session("tray::a_panel_that_comes_later_gets_the_tray_too", WISHES, async || {
        tray_host(false);
        let desk = Desk::set_up();
        let (_agent, _view) = desk.start_agent().await;
        tray_host(true);
        let item = Item::registered().await;
        item.activate().await;
        session::window("Siaga").await;
    });
}
