//! The rehearsal of a plan in the real window: the first choice fails there, the person goes to the next one, and what
//! came of it is said and kept.

use std::process::Command;

use crate::desk::{self, Desk};
use crate::page::Page;
use crate::session::{self, in_a_session, notified, programs};
use crate::wait::until_true;

const WISHES: &[(&str, &str)] = &[("SESSION_NOTIFY", "mock"), ("SESSION_TRAY", "none")];

/// The first choice of the plan fails after two minutes of this.
const SPEED: &str = "60";

#[test]
fn a_plan_is_rehearsed_in_the_window_and_its_time_is_kept() {
    in_a_session("rehearsal::a_plan_is_rehearsed_in_the_window_and_its_time_is_kept", WISHES, async || {
        let desk = Desk::set_up();
        assert_eq!(Desk::siaga(&["plan", "set", "writing", "chatgpt", "claude"]).await, Some(0));
        let page = Page::of(&desk::agent(), &["drill", "--plan", "writing", "--window", "--speed", SPEED]).await;
        page.until_text("Your plan for writing is being rehearsed.").await;
        page.until_text("ChatGPT is down in this drill. Go to your next choice, Claude").await;
        notified("Drill: ChatGPT is down").await;
        session::screenshot("rehearsal-go.png");
        page.press("Show my choices").await;
        page.until_heading("Instead of ChatGPT").await;
        assert_eq!(desk.opened_count(), 0);
        page.press("Open Claude").await;
        desk.opened("https://claude.ai/").await;
        page.until_text("from the outage to Claude. Kept with your plan.").await;
        session::screenshot("rehearsal-kept.png");

        let said = Command::new(desk::agent()).args(["plan", "check", "--json"]).output().unwrap();
        let report: serde_json::Value = serde_json::from_slice(&said.stdout).unwrap();
        let plan = &report["plans"][0];
        assert!(plan["rehearsed"]["seconds"].as_u64().is_some_and(|seconds| (1..60).contains(&seconds)), "{plan}");
        assert!(plan["text"].as_str().unwrap().contains("Last rehearsed "), "{plan}");

        // Somebody uses it, so it stays until they close it; then nothing of the drill is left.
        session::close(&session::window("Siaga - Drill").await).await;
        until_true("nothing of the drill left", async || programs().is_empty()).await;
    });
}
