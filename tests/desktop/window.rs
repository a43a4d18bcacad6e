//! The real window: what it shows, what is done in it, and what is left when it is closed.

use std::process::Command as Program;
use std::time::{Duration, Instant};

use siaga_core::snapshot::Snapshot;
use siaga_core::wire::{Bye, Command};
use siaga_engine::lock::Lock;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::UnixListener;

use crate::desk::{Desk, WINDOW, claude};
use crate::feed::{FIRST_UPDATE, TITLE, UPDATE};
use crate::page::Page;
use crate::session::{self, in_a_session, notified, programs};
use crate::wait::{until, until_true};

/// The window is started by the driver; notifications are only looked at on the bus.
const DRIVEN: &[(&str, &str)] = &[("SESSION_NOTIFY", "mock"), ("SESSION_TRAY", "none")];

#[test]
fn an_outage_is_in_the_window_within_two_seconds_and_what_is_pressed_there_is_done() {
    let test = "window::an_outage_is_in_the_window_within_two_seconds_and_what_is_pressed_there_is_done";
    in_a_session(test, &[], async || {
        let desk = Desk::set_up();
        let (_agent, mut view) = desk.start_agent().await;
        let page = Page::open().await;
        page.until_heading("Everything you use is working").await;

        desk.feeds.down();
        view.until_down().await;
        let changed = Instant::now();
        page.until_heading("Claude is down").await;
        let took = changed.elapsed();
        assert!(took < Duration::from_secs(2), "the window showed the outage after {took:?}");
        assert_eq!(page.run("return document.querySelector('[data-row]').dataset.row").await, "claude");
        notified("Claude is down").await;
        session::screenshot("outage.png");

        page.click("//*[@data-row='claude']").await;
        page.until_heading("Claude").await;
        page.until_text(FIRST_UPDATE).await;
        page.until_text("Investigating").await;
        page.until_text("Cause found").await;
        session::screenshot("incident.png");

        page.press("Tell me when it's back").await;
        view.until("asked for Claude's return", |snapshot| claude(snapshot).asked).await;
        page.press("Snooze 1 h").await;
        view.until("Claude snoozed", |snapshot| claude(snapshot).snoozed_until.is_some()).await;
        page.press("End snooze").await;
        view.until("Claude not snoozed", |snapshot| claude(snapshot).snoozed_until.is_none()).await;
        page.until_text("Snooze 1 h").await;

        page.press("Switch to…").await;
        page.until_heading("Instead of Claude").await;
        page.press("Writing").await;
        page.press("Open ChatGPT").await;
        desk.opened("https://chatgpt.com").await;
        page.until_text("ChatGPT is opened.").await;
        session::screenshot("switch.png");
    });
}

#[test]
fn a_snooze_of_everything_holds_what_begins_in_it_and_is_ended_by_hand() {
    in_a_session("window::a_snooze_of_everything_holds_what_begins_in_it_and_is_ended_by_hand", DRIVEN, async || {
        let desk = Desk::set_up();
        let (_agent, mut view) = desk.start_agent().await;
        let page = Page::open().await;
        page.until_heading("Everything you use is working").await;
        page.click("//summary[normalize-space()='Snooze all longer']").await;
        page.press("Snooze for these hours").await;
        view.until("all snoozed", |snapshot| snapshot.snoozed_until.is_some()).await;
        page.until_text("Notifications snoozed until").await;

        desk.feeds.down();
        page.until_heading("Claude is down").await;
        let held = |snapshot: &Snapshot| claude(snapshot).held.as_deref() == Some("Snoozed");
        view.until("Claude's outage held", held).await;
        assert_eq!(session::titles(), Vec::<String>::new());
        session::screenshot("snoozed.png");
        page.press("End snooze").await;
        view.until("nothing snoozed", |snapshot| snapshot.snoozed_until.is_none()).await;
        notified("Claude is down").await;
    });
}

#[test]
fn markup_and_links_of_a_provider_stay_text_in_the_real_page() {
    in_a_session("window::markup_and_links_of_a_provider_stay_text_in_the_real_page", DRIVEN, async || {
        let desk = Desk::set_up();
        let (_agent, mut view) = desk.start_agent().await;
        desk.feeds.down();
        view.until_down().await;
        let page = Page::open().await;
        page.click("//*[@data-row='claude']").await;
        page.until_text(TITLE).await;
        page.until_text(UPDATE).await;
        let made = "return document.querySelectorAll('main a, main img, main script, main b, #lure').length";
        assert_eq!(page.run(made).await, 0);

        let here = page.url().await;
        page.click("//blockquote[contains(., 'Click here')]").await;
        page.click("//blockquote[contains(., 'https://status.example.com')]").await;
        // Even a page that had been taken over could not leave.
        for way in [
            "window.location.href = 'https://evil.example/'",
            "window.open('https://evil.example/')",
            "const a = document.createElement('a'); a.href = 'https://evil.example/'; document.body.append(a); a.click()",
        ] {
            page.run(way).await;
            page.until_text(TITLE).await;
        }
        assert_eq!(page.url().await, here);
        assert_eq!(page.run("return document.title").await, "Siaga");
        assert_eq!(page.run("return typeof window.__TAURI__").await, "undefined");
        assert_eq!(desk.opened_count(), 0);
    });
}

#[test]
fn whoever_wants_a_window_gets_the_one_that_is_open() {
    in_a_session("window::whoever_wants_a_window_gets_the_one_that_is_open", DRIVEN, async || {
        let desk = Desk::set_up();
        let (_agent, _view) = desk.start_agent().await;
        let page = Page::open().await;
        page.until_heading("Everything you use is working").await;
        let first = session::window("Siaga").await;

        assert_eq!(Desk::siaga(&["window", "claude"]).await, Some(0));
        page.until_heading("Claude").await;

        session::xdotool(&["windowminimize", &first]);
        until_true("a window out of sight", async || session::windows("Siaga").is_empty()).await;
        let second = tokio::process::Command::new(WINDOW).status().await.unwrap();
        assert_eq!(second.code(), Some(0));
        assert_eq!(session::window("Siaga").await, first);
        assert_eq!(programs().iter().filter(|name| *name == "siaga-desktop").count(), 1);

        assert_eq!(Desk::siaga(&["window", "no-such-thing"]).await, Some(64));
    });
}

#[test]
fn the_window_alone_leads_to_notifications_and_leaves_only_the_agent_behind() {
    let test = "window::the_window_alone_leads_to_notifications_and_leaves_only_the_agent_behind";
    let wishes = [("SESSION_NOTIFY", "mock"), ("SESSION_TRAY", "none"), ("SESSION_WEBDRIVER", "0")];
    in_a_session(test, &wishes, async || {
        let desk = Desk::set_up();
        let mut window = Desk::start_window();
        let mut view = desk.view().await;
        let shown = session::window("Siaga").await;
        desk.feeds.down();
        view.until_down().await;
        notified("Claude is down").await;
        assert!(programs().len() > 2, "agent, window and its web view: {:?}", programs());

        session::close(&shown).await;
        let ended = until("the window's end", async || window.try_wait().unwrap()).await;
        assert!(ended.success(), "{ended}");
        until_true("nothing but the agent", async || programs() == ["siaga"]).await;

        desk.feeds.calm();
        notified("Claude is working again").await;
        desk.feeds.down();
        until_true("the next outage told", async || session::titles().len() == 3).await;
    });
}

#[test]
fn an_agent_that_is_killed_is_started_again_by_the_window_and_nothing_is_lost() {
    let test = "window::an_agent_that_is_killed_is_started_again_by_the_window_and_nothing_is_lost";
    in_a_session(test, DRIVEN, async || {
        let desk = Desk::set_up();
        let (mut agent, mut view) = desk.start_agent().await;
        let page = Page::open().await;
        desk.feeds.down();
        notified("Claude is down").await;
        page.click("//*[@data-row='claude']").await;
        page.press("Tell me when it's back").await;
        view.until("told and asked", |snapshot| claude(snapshot).asked && claude(snapshot).told).await;
        page.run(
            "window.seen = ''; new MutationObserver(() => { window.seen += document.querySelector('main').innerText })
             .observe(document.body, { childList: true, subtree: true, characterData: true })",
        )
        .await;

        let before = view.hello.pid;
        agent.kill().unwrap();
        agent.wait().unwrap();
        page.until("what the window says", "window.seen.includes('has stopped. Starting it again (1 of 3)')").await;
        let mut view = desk.view().await;
        assert_ne!(view.hello.pid, before);
        view.until("what was asked and told", |snapshot| claude(snapshot).asked && claude(snapshot).told).await;
        page.until("a window that follows", "!document.body.innerText.includes('has stopped')").await;
        page.until_heading("Claude").await;
        assert_eq!(session::titles(), ["Claude is down"]);

        desk.feeds.calm();
        page.until_text("Working").await;
        until_true("its return told", async || session::titles().len() == 2).await;
    });
}

#[test]
fn an_older_agent_is_replaced_by_the_window() {
    in_a_session("window::an_older_agent_is_replaced_by_the_window", DRIVEN, async || {
        let desk = Desk::set_up();
        let lock = Lock::take(&desk.places).unwrap();
        let socket = desk.places.socket();
        let listener = UnixListener::bind(&socket).unwrap();
        let older = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            let (read, mut write) = stream.into_split();
            let hello = format!("{{\"siaga\":1,\"version\":\"0.0.1\",\"pid\":{}}}\n", std::process::id());
            write.write_all(hello.as_bytes()).await.unwrap();
            let asked = BufReader::new(read).lines().next_line().await.unwrap().unwrap();
            let asked: serde_json::Value = serde_json::from_str(&asked).unwrap();
            let answer = format!("{{\"id\":{},\"ok\":\"done\"}}\n{{\"bye\":\"upgrade\"}}\n", asked["id"]);
            write.write_all(answer.as_bytes()).await.unwrap();
            std::fs::remove_file(socket).unwrap();
            drop(lock);
            asked
        });
        let page = Page::open().await;
        page.until_heading("Everything you use is working").await;
        let asked = older.await.unwrap();
        assert_eq!((&asked["do"], &asked["why"]), (&"stop".into(), &"upgrade".into()), "{asked}");
        let view = desk.view().await;
        assert_eq!(view.hello.version, env!("CARGO_PKG_VERSION"));
    });
}

#[test]
fn an_agent_that_makes_room_is_awaited_and_one_that_is_quit_closes_the_window() {
    let test = "window::an_agent_that_makes_room_is_awaited_and_one_that_is_quit_closes_the_window";
    in_a_session(test, DRIVEN, async || {
        let desk = Desk::set_up();
        let (mut agent, view) = desk.start_agent().await;
        let page = Page::open().await;
        page.until_heading("Everything you use is working").await;

        view.ask(Command::Stop { why: Bye::Upgrade }).await;
        assert!(agent.wait().unwrap().success());
        page.until_text("Siaga is being brought up to date").await;
        let (mut agent, view) = desk.start_agent().await;
        desk.feeds.down();
        page.until_heading("Claude is down").await;

        view.ask(Command::Stop { why: Bye::Quit }).await;
        assert!(agent.wait().unwrap().success());
        until_true("nothing left", async || programs().is_empty()).await;
    });
}

#[test]
fn without_a_display_the_window_says_so_in_a_sentence() {
    for display in [None, Some(":54321")] {
        let mut window = Program::new(WINDOW);
        window.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        window.envs(display.map(|display| ("DISPLAY", display)));
        let output = window.output().unwrap();
        assert_eq!(output.status.code(), Some(70), "{display:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("siaga-desktop: no display answers"), "{display:?}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}
