//! Going elsewhere in the real window: a prompt goes along, and a plan is made.

use std::fs;
use std::path::Path;
use std::process::Command as Program;

use siaga_core::wire::{Command, Reply};

use crate::desk::Desk;
use crate::page::Page;
use crate::session::{self, in_a_session};
use crate::wait::until_true;

/// The window is started by the driver, and nothing here is notified or shown in a tray.
const DRIVEN: &[(&str, &str)] = &[("SESSION_NOTIFY", "mock"), ("SESSION_TRAY", "none")];

const PROMPT: &str = "//textarea[@id='prompt']";

/// A prompt with what addresses, markup and shells take for something else.
const WRITTEN: &str = "Rangkum 100% & <b>lebih</b> $HOME?";

/// The same in an address.
const ENCODED: &str = "Rangkum%20100%25%20%26%20%3Cb%3Elebih%3C%2Fb%3E%20%24HOME%3F";

#[test]
fn a_prompt_goes_along_stays_on_screen_and_is_kept_nowhere() {
    in_a_session("elsewhere::a_prompt_goes_along_stays_on_screen_and_is_kept_nowhere", DRIVEN, async || {
        let desk = Desk::set_up();
        let (_agent, mut view) = desk.start_agent().await;
        desk.feeds.down();
        view.until_down().await;
        let page = Page::open().await;
        page.until_heading("Claude is down").await;
        page.press("Switch to").await;
        page.until_heading("Instead of Claude").await;

        page.write(PROMPT, WRITTEN).await;
        page.until_text("34 characters").await;
        page.press("Open ChatGPT").await;
        desk.opened(&format!("https://chatgpt.com/?q={ENCODED}")).await;
        page.until("what came of it", "document.querySelector('.said')?.innerText").await;
        session::screenshot("switched.png");
        assert_eq!(page.run("return document.querySelector('#prompt').value").await, WRITTEN);
        until_true("the prompt on the clipboard", async || clipboard() == WRITTEN).await;

        page.press("Clear").await;
        page.until_text("0 characters").await;
        assert_eq!(page.run("return localStorage.length + sessionStorage.length").await, 0);
        for folder in [&desk.places.config, &desk.places.data] {
            assert!(!holds(folder, "Rangkum"), "the prompt is in {}", folder.display());
        }
        let log = fs::read_to_string(session::out("agent.log")).unwrap();
        assert!(!log.contains("Rangkum"), "{log}");
    });
}

#[test]
fn a_plan_is_made_in_order_and_says_whether_it_would_hold() {
    in_a_session("elsewhere::a_plan_is_made_in_order_and_says_whether_it_would_hold", DRIVEN, async || {
        let desk = Desk::set_up();
        let (_agent, view) = desk.start_agent().await;
        let page = Page::open().await;
        page.until_heading("Everything you use is working").await;
        page.press("Switch to").await;
        page.press("My plan").await;
        page.until_heading("My plan").await;

        page.choose("#task", "writing").await;
        page.press("Begin").await;
        for product in ["chatgpt", "claude"] {
            page.choose("#add-writing", product).await;
            page.press("Add").await;
            page.until(product, &format!("document.querySelector('[data-step={product}]')")).await;
        }
        page.until_text("This plan would hold now").await;
        page.click("//button[@aria-label='Move Claude up']").await;
        page.until("Claude first", "document.querySelector('[data-step]')?.dataset.step === 'claude'").await;
        page.click("//button[@aria-label='My account works at Claude']").await;
        page.until_text("account last confirmed").await;
        session::screenshot("plan.png");

        let Reply::Plan(report) = view.ask(Command::Plan).await else { panic!("an answer of another kind") };
        let steps: Vec<&str> = report.plans[0].steps.iter().map(|step| step.product.as_str()).collect();
        assert_eq!(steps, ["claude", "chatgpt"]);
        assert!(report.plans[0].steps[0].account.is_some());
    });
}

fn clipboard() -> String {
    let read = Program::new("xclip").args(["-selection", "clipboard", "-o"]).output().unwrap();
    String::from_utf8(read.stdout).unwrap()
}

/// A file in the folder, or below it, contains this text.
fn holds(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return holds(&path, text);
        }
        // What vanished meanwhile, or is no file, holds nothing.
        fs::read(&path).is_ok_and(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
    })
}
