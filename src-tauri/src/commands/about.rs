//! What the page asks about Siaga itself.

use siaga_core::about::About;
use siaga_core::provider::Use;
use siaga_core::wire::{Command, Reply};

use super::{Answer, Linked, of_another_kind, said};

/// What this copy is, what it can do here, and whom it has contacted.
#[tauri::command]
pub(crate) async fn about(link: Linked<'_>) -> Answer<Box<About>> {
    match link.ask(Command::About).await? {
        Reply::About(about) => Ok(about),
        _ => Err(of_another_kind()),
    }
}

/// The report for whoever asks for help: lines without secrets.
#[tauri::command]
pub(crate) async fn diagnose(link: Linked<'_>) -> Answer<Vec<String>> {
    match link.ask(Command::Diagnose).await? {
        Reply::Report(lines) => Ok(lines),
        _ => Err(of_another_kind()),
    }
}

/// Sends one marked notification.
#[tauri::command]
pub(crate) async fn test_notification(link: Linked<'_>) -> Answer<Option<String>> {
    link.ask(Command::TestNotification).await.map(said)
}

/// Sends one marked message to a further output, by its name in the settings.
#[tauri::command]
pub(crate) async fn test_output(link: Linked<'_>, name: String) -> Answer<Option<String>> {
    link.ask(Command::TestOutput { name }).await.map(said)
}

/// Starts the agent when the person logs in, or not any more.
#[tauri::command]
pub(crate) async fn autostart(link: Linked<'_>, on: bool) -> Answer<Option<String>> {
    link.ask(Command::Autostart { on }).await.map(said)
}

/// Starts a drill with a window of its own.
#[tauri::command]
pub(crate) async fn start_drill(link: Linked<'_>, r#use: Option<Use>) -> Answer<Option<String>> {
    link.ask(Command::Drill { r#use }).await.map(said)
}
