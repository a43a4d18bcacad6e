//! The window of Siaga: shows what the agent says, passes on what the person asks. It starts the agent if none runs,
//! has no network, database or tray of its own, and leaves nothing behind when it is closed.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod display;
mod follow;
mod id;
mod link;
mod save;
mod window;

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use siaga_engine::places::{Places, PlacesArgs};
use tauri::Manager as _;

use crate::link::Link;

/// Nothing can be shown here: no display, or no web view. (`EX_SOFTWARE` of sysexits.h.)
const NOTHING_TO_SHOW_ON: u8 = 70;

fn main() -> ExitCode {
    match run() {
        Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(NOTHING_TO_SHOW_ON)),
        Err(why) => {
            // Standard error may be closed; there is nobody else to tell.
            let _ = writeln!(std::io::stderr(), "siaga-desktop: {why}");
            ExitCode::from(NOTHING_TO_SHOW_ON)
        }
    }
}

fn run() -> Result<i32, Unshown> {
    display::prepare()?;
    let app = tauri::Builder::default()
        .manage(Arc::new(Link::default()))
        .invoke_handler(tauri::generate_handler![
            commands::follow,
            commands::try_again,
            commands::check_now,
            commands::snooze,
            commands::tell_me,
            commands::alternatives,
            commands::as_prompt,
            commands::switch,
            commands::copy,
            commands::message,
            commands::plan,
            commands::set_plan,
            commands::account,
            commands::why,
            commands::open_product,
            commands::open_status_page,
            commands::accept_move,
            commands::detect,
            commands::add_provider,
            commands::remove_provider,
            commands::watch,
            commands::set,
            commands::rules,
            commands::add_silence,
            commands::remove_silence,
            commands::decisions,
            commands::would_have,
            commands::touched,
            commands::past::history,
            commands::past::history_csv,
            commands::past::bars,
            commands::past::week,
            commands::past::together,
            commands::past::save,
            commands::about::about,
            commands::about::diagnose,
            commands::about::test_notification,
            commands::about::test_output,
            commands::about::autostart,
            commands::about::start_drill,
        ])
        .setup(|app| {
            window::open(app.handle())?;
            let link = Arc::clone(&app.state::<Arc<Link>>());
            let places = Places::find(&PlacesArgs::default());
            tauri::async_runtime::spawn(follow::follow(app.handle().clone(), places, link));
            Ok(())
        })
        .build(tauri::generate_context!())?;
    Ok(app.run_return(|_, _| {}))
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
enum Unshown {
    #[error(transparent)]
    NoDisplay(#[from] display::NoDisplay),
    #[error("the window could not be opened: {0}")]
    Window(#[from] tauri::Error),
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    fn between<'a>(source: &'a str, start: &str, end: &str) -> &'a str {
        let from = source.find(start).unwrap() + start.len();
        &source[from..from + source[from..].find(end).unwrap()]
    }

    fn quoted(source: &str, quote: char) -> BTreeSet<String> {
        source.split(quote).skip(1).step_by(2).map(str::to_owned).collect()
    }

    /// A command that is not declared would be open to the page without a permission; one that is not granted is dead.
    #[test]
    fn every_command_is_handled_declared_granted_and_asked_for_under_one_name() {
        let handled: BTreeSet<String> = between(include_str!("main.rs"), "generate_handler![", "]")
            .split(',')
            .filter_map(|name| name.trim().strip_prefix("commands::")?.rsplit("::").next().map(str::to_owned))
            .collect();
        assert!(handled.len() >= 8, "{handled:?}");
        assert_eq!(quoted(between(include_str!("../build.rs"), ".commands(&[", "]"), '"'), handled);

        let files = [include_str!("commands.rs"), include_str!("commands/about.rs"), include_str!("commands/past.rs")];
        let defined: BTreeSet<String> = files
            .concat()
            .split("#[tauri::command]")
            .skip(1)
            .map(|source| between(source, "fn ", "(").to_owned())
            .collect();
        assert_eq!(defined, handled);

        let asked: BTreeSet<String> = include_str!("../../ui/src/lib/host.ts")
            .split("invoke('")
            .skip(1)
            .map(|rest| between(rest, "", "'").into())
            .collect();
        assert_eq!(asked, handled);

        let capability: serde_json::Value = serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        let granted: BTreeSet<&str> =
            capability["permissions"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        let mut expected: BTreeSet<String> =
            handled.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
        expected.extend(["core:event:allow-listen".into(), "core:event:allow-unlisten".into()]);
        assert_eq!(granted, expected.iter().map(String::as_str).collect());
    }

    #[test]
    fn the_page_is_granted_to_one_window_and_to_nobody_remote() {
        let capability: serde_json::Value = serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        assert_eq!(capability["windows"], serde_json::json!([crate::window::LABEL]));
        assert_eq!(capability.get("remote"), None);
        assert_eq!(capability.get("webviews"), None);
    }

    #[test]
    fn the_policy_of_the_page_allows_only_its_own_files_and_the_host() {
        let config: serde_json::Value = serde_json::from_str(include_str!("../tauri.conf.json")).unwrap();
        let security = &config["app"]["security"];
        let policy = security["csp"].as_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        for forbidden in ["unsafe", "https:", "*", "blob:"] {
            assert!(!policy.contains(forbidden), "{forbidden} in {policy}");
        }
        assert_eq!(security["freezePrototype"], true);
        assert_eq!(security.get("dangerousDisableAssetCspModification"), None);
        assert_eq!(security.get("assetProtocol"), None);
        assert_eq!(config["app"]["withGlobalTauri"], false);
        assert_eq!(config["app"]["windows"], serde_json::json!([]));
        assert_eq!(config["build"].get("devUrl"), None);
    }
}
