//! Pictures of the real window: each view and state, in English and light, some in Indonesian and in the dark. They go
//! among a test's logs, and into the folder that `SIAGA_PICTURES` names (`cargo xtask screenshots`). A test holds of each
//! that nothing in it is wider than the window; whether it looks right is for people to say.

use std::env;
use std::fs;
use std::path::PathBuf;

use siaga_core::observation::Status;
use siaga_core::wire::Command;

use crate::desk::{Desk, View};
use crate::item::Item;
use crate::page::Page;
use crate::past;
use crate::session::{self, in_a_session, notified};
use crate::wait::{until, until_true};

/// A tall screen, in a place of its own.
const TALL: &[(&str, &str)] =
    &[("SESSION_NOTIFY", "mock"), ("SESSION_SCREEN", "1280x1700x24"), ("TZ", "Asia/Jakarta"), ("LANG", "C.UTF-8")];

/// A whole desktop.
const WHOLE: &[(&str, &str)] = &[("SESSION_WEBDRIVER", "0"), ("TZ", "Asia/Jakarta"), ("LANG", "C.UTF-8")];

const WIDTH: u32 = 960;
const LEAST: u32 = 480;
const MOST: u32 = 1600;

/// Somebody who has been using Siaga for a while.
fn person(language: &str, theme: &str) -> Desk {
    let desk = Desk::with(&format!(
        "watch = [\"chatgpt\", \"claude\", \"gemini\", \"ms-copilot\"]\nlanguage = \"{language}\"\n\
         [plan.writing]\norder = [\"chatgpt\", \"claude\", \"gemini\"]\n\
         [window]\nwelcome = false\ntheme = \"{theme}\"\n"
    ));
    past::keep(&desk.places);
    desk
}

/// What is pressed and read on the way, in one language.
struct Words {
    trouble: &'static str,
    switch: &'static str,
    instead: &'static str,
    history: &'static str,
    settings: &'static str,
    prompt: &'static str,
}

const ENGLISH: Words = Words {
    trouble: "ChatGPT is down",
    switch: "Switch to",
    instead: "Instead of ChatGPT",
    history: "History",
    settings: "Settings",
    prompt: "Summarise these meeting notes in five points for a client who was not there.",
};

const INDONESIAN: Words = Words {
    trouble: "ChatGPT",
    switch: "Pindah ke",
    instead: "Pengganti ChatGPT",
    history: "Riwayat",
    settings: "Pengaturan",
    prompt: "Ringkas catatan rapat ini menjadi lima pokok untuk klien yang tidak hadir.",
};

#[test]
fn a_desktop_is_seen_with_its_notification_and_its_tray() {
    in_a_session("pictures::a_desktop_is_seen_with_its_notification_and_its_tray", WHOLE, async || {
        session::paint();
        let desk = person("en", "light");
        let (_agent, mut view) = desk.start_agent().await;
        Item::registered().await;
        let mut window = Desk::start_window();
        session::window("Siaga").await;
        fails(&desk, &mut view).await;
        notified("ChatGPT is down").await;
        session::note().await;
        keep("desktop", "root").await;
        window.kill().unwrap();
        window.wait().unwrap();
    });
}

#[test]
fn each_view_and_state_is_seen_in_english() {
    in_a_session("pictures::each_view_and_state_is_seen_in_english", TALL, async || {
        let desk = person("en", "light");
        let (_agent, mut view) = desk.start_agent().await;
        let page = Page::open().await;
        page.until_heading("Everything you use is working").await;
        seen(&page, "overview-calm").await;
        fails(&desk, &mut view).await;
        views(&page, &ENGLISH, "").await;
        page.press("Overview").await;
        page.click("//*[@data-row='chatgpt']").await;
        page.until_heading("ChatGPT").await;
        page.until_text("Cause found").await;
        seen(&page, "incident").await;
        page.press("Switch to").await;
        page.press("My plan").await;
        page.until_heading("My plan").await;
        page.until_text("would").await;
        seen(&page, "plan").await;
    });
}

#[test]
fn the_first_steps_are_seen() {
    in_a_session("pictures::the_first_steps_are_seen", TALL, async || {
        let desk = Desk::with("language = \"en\"\n[window]\ntheme = \"light\"\n");
        let (_agent, _view) = desk.start_agent().await;
        let page = Page::open().await;
        page.until_heading("First steps").await;
        page.until_text("Google Gemini").await;
        seen(&page, "first-steps").await;
        page.press("Continue").await;
        page.press("Send a test notification").await;
        page.press("No").await;
        page.until_text("Do not disturb").await;
        seen(&page, "first-steps-notification").await;
    });
}

#[test]
fn the_main_views_are_seen_in_indonesian() {
    in_a_session("pictures::the_main_views_are_seen_in_indonesian", TALL, async || {
        let desk = person("id", "light");
        let (_agent, mut view) = desk.start_agent().await;
        fails(&desk, &mut view).await;
        views(&Page::open().await, &INDONESIAN, "-id").await;
    });
}

#[test]
fn the_main_views_are_seen_in_the_dark() {
    in_a_session("pictures::the_main_views_are_seen_in_the_dark", TALL, async || {
        let desk = person("en", "dark");
        let (_agent, mut view) = desk.start_agent().await;
        fails(&desk, &mut view).await;
        views(&Page::open().await, &ENGLISH, "-dark").await;
    });
}

/// The overview in trouble, where to go instead, the history and the settings.
async fn views(page: &Page, words: &Words, ending: &str) {
    page.until_heading(words.trouble).await;
    page.until("ninety days beside each tool", "document.querySelector('[data-row] svg, li svg')").await;
    seen(page, &format!("overview{ending}")).await;
    page.press(words.switch).await;
    page.until_heading(words.instead).await;
    page.write("//textarea[@id='prompt']", words.prompt).await;
    page.until("somewhere to go", "document.querySelectorAll('main li').length > 2").await;
    seen(page, &format!("switch-to{ending}")).await;
    page.press(words.history).await;
    page.until_heading(words.history).await;
    page.until("what happened", "document.querySelectorAll('main svg').length > 2").await;
    seen(page, &format!("history{ending}")).await;
    page.press(words.settings).await;
    page.until_heading(words.settings).await;
    seen(page, &format!("settings{ending}")).await;
}

/// ChatGPT goes down, and the agent is asked to look.
async fn fails(desk: &Desk, view: &mut View) {
    desk.feeds.play();
    view.ask(Command::Check { products: Vec::new() }).await;
    let down = |seen: &siaga_core::snapshot::Snapshot| {
        seen.product("chatgpt").is_some_and(|one| one.status == Status::MajorOutage)
    };
    view.until("ChatGPT down", down).await;
}

/// Makes the window as high as what it shows, and keeps a picture of it.
async fn seen(page: &Page, name: &str) {
    page.run("document.activeElement?.blur(); scrollTo(0, 0)").await;
    // Nothing is under the pointer.
    session::xdotool(&["mousemove", "1279", "1699"]);
    let window = session::window("Siaga").await;
    sized(page, &window, LEAST).await;
    let height = page.run("return document.documentElement.scrollHeight").await.as_u64().unwrap();
    let height = u32::try_from(height).unwrap().clamp(LEAST, MOST);
    sized(page, &window, height).await;
    keep(name, &window).await;
    let wider = page.run("return document.documentElement.scrollWidth - innerWidth").await;
    assert!(wider.as_i64().unwrap() <= 0, "{name} is wider than its window by {wider}");
}

async fn sized(page: &Page, window: &str, height: u32) {
    session::xdotool(&["windowsize", window, &WIDTH.to_string(), &height.to_string()]);
    let so = format!("return innerWidth === {WIDTH} && innerHeight === {height}");
    until_true(&format!("a window of {WIDTH} x {height}"), async || page.run(&so).await == true).await;
}

/// Keeps a picture once two in a row are the same: nothing moves any more.
async fn keep(name: &str, window: &str) {
    let file = session::out(&format!("{name}.png"));
    let mut last = Vec::new();
    let picture = until(&format!("{name} standing still"), async || {
        session::picture_of(window, &file);
        let now = fs::read(&file).unwrap();
        let same = now == last;
        last.clone_from(&now);
        same.then_some(now)
    })
    .await;
    assert!(picture.len() > 1000, "{name} shows nothing");
    if let Some(folder) = env::var_os("SIAGA_PICTURES") {
        fs::write(PathBuf::from(folder).join(format!("{name}.png")), picture).unwrap();
    }
}
