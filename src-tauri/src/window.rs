//! The one window: its size, its title, and that it goes nowhere but to the page that this program carries.

use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, Manager as _, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// What the window is called among windows; the capability names it too.
pub(crate) const LABEL: &str = "main";

/// Longest title taken from the page, in characters.
const MAX_TITLE: usize = 80;

/// Makes the window. It shows once the page is there, so that a second one, which ends at once, is never seen.
///
/// # Errors
/// What the system said.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Siaga")
        .inner_size(900.0, 640.0)
        .min_inner_size(360.0, 480.0)
        .prevent_overflow()
        .visible(false)
        // For the press on Paste beside the prompt. Without it the page is refused what the keys for pasting give anyway.
        .enable_clipboard_access()
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        // The page words its own title, in the person's language and with the drill's mark.
        .on_document_title_changed(|window, title| {
            let title: String = title.chars().filter(|one| !one.is_control()).take(MAX_TITLE).collect();
            let _ = window.set_title(&title);
        })
        .on_page_load(|window, page| {
            if page.event() == PageLoadEvent::Finished {
                let _ = window.show();
            }
        })
        .build()?;
    Ok(())
}

/// Brings the window to the front, with the desktop's permission to do so where it gave one.
pub(crate) fn come_forward(app: &AppHandle, activation_token: Option<String>) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    // All of it on the thread that owns the window: GTK insists.
    let _ = app.run_on_main_thread(move || {
        let _ = window.unminimize();
        let _ = window.show();
        present(&window, activation_token);
        let _ = window.set_focus();
    });
}

#[cfg(target_os = "linux")]
fn present(window: &WebviewWindow, activation_token: Option<String>) {
    use gtk::prelude::GtkWindowExt as _;
    if let (Ok(window), Some(token)) = (window.gtk_window(), activation_token) {
        window.set_startup_id(&token);
    }
}

#[cfg(not(target_os = "linux"))]
fn present(_window: &WebviewWindow, _activation_token: Option<String>) {}

/// Only the page that this program carries: `tauri://localhost`, on Windows `http(s)://tauri.localhost`.
fn is_own(url: &Url) -> bool {
    let (scheme, host) = (url.scheme(), url.host_str());
    let own = if cfg!(windows) {
        matches!(scheme, "http" | "https") && host == Some("tauri.localhost")
    } else {
        scheme == "tauri" && host == Some("localhost")
    };
    own && url.port().is_none() && url.username().is_empty() && url.password().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(not(windows))]
    #[test]
    fn the_window_goes_nowhere_but_to_its_own_page() {
        for own in ["tauri://localhost", "tauri://localhost/index.html"] {
            assert!(is_own(&Url::parse(own).unwrap()), "{own}");
        }
        for other in [
            "https://status.example.com",
            "http://localhost",
            "http://tauri.localhost",
            "tauri://evil.example",
            "tauri://localhost.evil.example",
            "tauri://localhost:81/",
            "tauri://a@localhost/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "about:blank",
        ] {
            assert!(!is_own(&Url::parse(other).unwrap()), "{other}");
        }
    }
}
