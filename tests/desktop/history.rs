//! The history in the real window, and what of it is taken along.

use std::fs;
use std::path::PathBuf;

use crate::desk::Desk;
use crate::page::Page;
use crate::past;
use crate::session::{self, in_a_session};
use crate::wait::until;

/// The window is started by the driver, and nothing here is notified or shown in a tray.
const DRIVEN: &[(&str, &str)] = &[("SESSION_NOTIFY", "mock"), ("SESSION_TRAY", "none")];

#[test]
fn a_history_saved_in_the_window_is_the_one_that_the_command_prints() {
    in_a_session("history::a_history_saved_in_the_window_is_the_one_that_the_command_prints", DRIVEN, async || {
        let desk = Desk::set_up();
        past::keep(&desk.places);
        let (_agent, _view) = desk.start_agent().await;
        let page = Page::open().await;
        page.until_heading("Everything you use is working").await;
        page.press("History").await;
        page.until_heading("History").await;

        page.press("Save as CSV").await;
        let table = fs::read_to_string(saved("csv").await).unwrap();
        assert_eq!(table, Desk::said(&["history", "claude", "--csv"]).await);
        assert!(table.contains("claude.ai is unavailable"), "{table}");
        session::screenshot("saved.png");

        page.press("Save as JSON").await;
        let data: serde_json::Value = serde_json::from_slice(&fs::read(saved("json").await).unwrap()).unwrap();
        assert_eq!((&data["product"], data["days"].as_array().map(Vec::len)), (&"claude".into(), Some(90)));
        page.press("Save as SVG").await;
        let drawn = fs::read_to_string(saved("svg").await).unwrap();
        assert!(drawn.starts_with("<svg") && !drawn.contains("<script"), "{drawn}");
        page.press("Save as PNG").await;
        let picture = fs::read(saved("png").await).unwrap();
        assert!(picture.len() > 1000, "{} bytes", picture.len());
    });
}

/// Waits until something of this ending is in the downloads, and all of it.
async fn saved(ending: &str) -> PathBuf {
    until(&format!("a download that ends in {ending}"), async || {
        let found = fs::read_dir(session::downloads()).unwrap().map(|entry| entry.unwrap().path());
        let mut found = found.filter(|path| path.extension().is_some_and(|own| own == ending));
        found.next().filter(|path| path.metadata().is_ok_and(|file| file.len() > 0))
    })
    .await
}
