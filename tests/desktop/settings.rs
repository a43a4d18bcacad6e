//! The settings in the real window: a provider of one's own, and what is watched.

use siaga_core::snapshot::Snapshot;

use crate::desk::Desk;
use crate::page::Page;
use crate::session::{self, in_a_session, notified};
use crate::wait::until_true;

/// The window is started by the driver, and nothing here is notified or shown in a tray.
const DRIVEN: &[(&str, &str)] = &[("SESSION_NOTIFY", "mock"), ("SESSION_TRAY", "none")];

const ADDRESS: &str = "//input[@id='address']";

#[test]
fn a_provider_is_found_added_and_removed_and_a_tool_is_ticked() {
    in_a_session("settings::a_provider_is_found_added_and_removed_and_a_tool_is_ticked", DRIVEN, async || {
        let desk = Desk::set_up();
        let (_agent, mut view) = desk.start_agent().await;
        let address = desk.feeds.stranger("Corner <b>Bakery</b>");
        let page = Page::open().await;
        page.until_heading("Everything you use is working").await;
        page.press("Settings").await;
        page.until_heading("Settings").await;

        page.write(ADDRESS, &address).await;
        page.press("Look").await;
        page.until_text("is reached by plain http or a private address").await;
        page.click("//label[contains(., 'Internal')]").await;
        page.press("Look").await;
        page.until_text("Statuspage").await;
        page.until_text("/api/v2/summary.json").await;
        session::screenshot("found.png");
        page.press("Add").await;
        page.until_text("was added as").await;
        let added = view
            .until("the provider, watched and read", |seen| {
                seen.providers.iter().any(|one| {
                    one.own
                        && seen.products.iter().any(|of| of.provider == one.id && of.watched && of.read_at.is_some())
                })
            })
            .await;
        let id = added.providers.iter().find(|one| one.own).unwrap().id.clone();
        assert_eq!(page.run("return document.querySelectorAll('main b').length").await, 0, "markup stays text");
        session::screenshot("added.png");

        page.click(&format!("//button[@data-remove='{id}']")).await;
        page.press("Remove").await;
        view.until("the provider gone", |seen| seen.provider(&id).is_none()).await;
        page.until_text("You have added none yet.").await;

        page.write("//section[.//h2[@id='tools']]//input[@type='search']", "github copilot").await;
        page.until_text("One tool").await;
        page.click("//label[normalize-space()='GitHub Copilot']").await;
        let watched = |seen: &Snapshot| seen.product("github-copilot").is_some_and(|one| one.watched);
        view.until("GitHub Copilot watched", watched).await;
        page.until_text("You will be told about GitHub Copilot.").await;
        session::screenshot("settings.png");
    });
}

#[test]
fn quiet_hours_are_added_changed_and_taken_back() {
    in_a_session("settings::quiet_hours_are_added_changed_and_taken_back", DRIVEN, async || {
        let desk = Desk::set_up();
        let (_agent, _view) = desk.start_agent().await;
        let page = Page::open().await;
        page.until_heading("Everything you use is working").await;
        page.press("Settings").await;
        page.until_text("You have set none.").await;
        session::screenshot("rules.png");

        page.press("Add hours").await;
        until_settings(&desk, "the hours", |text| text.contains("hours = [\"22:00-07:00\"]")).await;
        page.click("//button[span[normalize-space()='Sunday']]").await;
        let weekdays = "hours = [\"mon,tue,wed,thu,fri,sat 22:00-07:00\"]";
        until_settings(&desk, "the days", |text| text.contains(weekdays)).await;
        page.until_text("Saved; it counts from now on.").await;
        page.run("document.getElementById('quiet').scrollIntoView()").await;
        session::screenshot("quiet.png");
        page.press("Undo").await;
        until_settings(&desk, "every day again", |text| text.contains("hours = [\"22:00-07:00\"]")).await;
        page.click("//button[@aria-label='Remove quiet hours 1']").await;
        until_settings(&desk, "no hours", |text| !text.contains("hours = ")).await;
        page.until_text("You have set none.").await;
        page.run("document.getElementById('silences').scrollIntoView()").await;
        session::screenshot("silences.png");
    });
}

#[test]
fn a_change_of_language_is_seen_and_said_at_once_and_can_be_taken_back() {
    in_a_session("settings::a_change_of_language_is_seen_and_said_at_once_and_can_be_taken_back", DRIVEN, async || {
        let desk = Desk::set_up();
        let (_agent, mut view) = desk.start_agent().await;
        let page = Page::open().await;
        page.until_heading("Everything you use is working").await;
        page.press("Settings").await;
        page.until_heading("Settings").await;
        page.choose("section[aria-labelledby=look] select", "id").await;
        page.until_heading("Pengaturan").await;
        page.until("a page in Indonesian", "document.documentElement.lang === 'id'").await;
        page.until_text("Ringkasan").await;
        until_settings(&desk, "Indonesian", |text| text.contains("language = \"id\"")).await;
        page.run("document.getElementById('look').scrollIntoView()").await;
        session::screenshot("indonesian.png");
        desk.feeds.down();
        view.until_down().await;
        notified("Claude mengalami gangguan").await;
        desk.feeds.calm();

        page.press("Urungkan").await;
        page.until_heading("Settings").await;
        page.until("a page in English", "document.documentElement.lang === 'en'").await;
        until_settings(&desk, "English", |text| text.contains("language = \"en\"")).await;
        page.press("Overview").await;
        page.until_heading("Everything you use is working").await;
    });
}

async fn until_settings(desk: &Desk, what: &str, is_so: impl Fn(&str) -> bool) {
    until_true(what, async || is_so(&desk.settings())).await;
}
