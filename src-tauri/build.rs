//! Embeds the page and declares the commands, so that each needs a permission of its own.

use std::error::Error;
use std::path::Path;

/// Where `npm run build` in `ui/` puts the page.
const PAGE: &str = "../ui/dist";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={PAGE}");
    if !Path::new(PAGE).join("index.html").exists() {
        return Err("the page is not built yet: npm --prefix ui ci && npm --prefix ui run build".into());
    }
    let commands = tauri_build::AppManifest::new().commands(&[
        "follow",
        "try_again",
        "check_now",
        "snooze",
        "tell_me",
        "alternatives",
        "as_prompt",
        "switch",
        "copy",
        "message",
        "plan",
        "set_plan",
        "account",
        "why",
        "open_product",
        "open_status_page",
        "accept_move",
        "detect",
        "add_provider",
        "remove_provider",
        "watch",
        "set",
        "rules",
        "add_silence",
        "remove_silence",
        "decisions",
        "would_have",
        "touched",
        "history",
        "history_csv",
        "bars",
        "week",
        "together",
        "save",
        "about",
        "diagnose",
        "test_notification",
        "test_output",
        "autostart",
        "start_drill",
    ]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))?;
    Ok(())
}
