//! The first steps in the real window: they come by themselves once, and a notification is tried.

use siaga_core::wire::Bye;
use siaga_core::wire::Command;

use crate::desk::Desk;
use crate::page::Page;
use crate::session::{self, in_a_session, notified};
use crate::wait::until_true;

/// The window is started by the driver; notifications are only looked at on the bus.
const DRIVEN: &[(&str, &str)] = &[("SESSION_NOTIFY", "mock"), ("SESSION_TRAY", "none")];

#[test]
fn the_first_steps_come_once_try_a_notification_and_lead_to_the_overview() {
    in_a_session("first::the_first_steps_come_once_try_a_notification_and_lead_to_the_overview", DRIVEN, async || {
        let desk = Desk::welcoming();
        let (_agent, mut view) = desk.start_agent().await;
        let page = Page::open().await;
        page.until_heading("First steps").await;
        page.until_text("Step 1 of 3").await;
        page.click("//label[normalize-space()='Google Gemini']").await;
        view.until("Gemini watched", |seen| seen.product("gemini").is_some_and(|one| one.watched)).await;
        session::screenshot("tools.png");

        page.press("Continue").await;
        page.until_text("Step 2 of 3").await;
        page.press("Send a test notification").await;
        notified("Siaga: a test").await;
        page.press("No").await;
        page.until_text("Do not disturb").await;
        page.press("Yes").await;
        page.until_text("That is how you will hear of trouble").await;
        session::screenshot("tried.png");

        page.press("Continue").await;
        page.until_text("Step 3 of 3").await;
        assert_eq!(page.run("return document.querySelector('main input[type=checkbox]').checked").await, false);
        page.press("Skip this step").await;
        page.until(
            "the drill that is offered",
            "[...document.querySelectorAll('button')].some((one) => one.innerText === 'Start a drill')",
        )
        .await;
        session::screenshot("done.png");
        assert!(!desk.settings().contains("welcome"), "{}", desk.settings());
        page.press("Go to the overview").await;
        page.until_heading("Everything you use is working").await;
        until_true("what is kept of it", async || desk.settings().contains("welcome = false")).await;

        page.close().await;
        until_true("nothing but the agent", async || session::programs() == ["siaga"]).await;
        let page = Page::open().await;
        page.until_heading("Everything you use is working").await;
        page.until_text("Google Gemini").await;
        view.ask(Command::Stop { why: Bye::Quit }).await;
    });
}
