//! End to end on a desktop: the real agent's tray on a real tray host, and the real window driven from outside.
//!
//! Every test starts itself once more inside a desktop of its own (`tests/support/desktop-session.sh`), so one runs at
//! a time. Nothing is contacted but 127.0.0.1: all feeds of the catalogue are laid over by pages that a test writes.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "desktop/a11y.rs"]
mod a11y;
#[path = "desktop/desk.rs"]
mod desk;
#[path = "desktop/drill.rs"]
mod drill;
#[path = "desktop/elsewhere.rs"]
mod elsewhere;
#[path = "desktop/feed.rs"]
mod feed;
#[path = "desktop/first.rs"]
mod first;
#[path = "desktop/history.rs"]
mod history;
#[path = "desktop/item.rs"]
mod item;
#[path = "desktop/mask.rs"]
mod mask;
#[path = "desktop/page.rs"]
mod page;
#[path = "desktop/past.rs"]
mod past;
#[path = "desktop/pictures.rs"]
mod pictures;
#[path = "desktop/rehearsal.rs"]
mod rehearsal;
#[path = "support/server.rs"]
#[allow(dead_code, reason = "written for more suites than this one")]
mod server;
#[path = "desktop/session.rs"]
mod session;
#[path = "desktop/settings.rs"]
mod settings;
#[path = "desktop/tray.rs"]
mod tray;
#[path = "desktop/tree.rs"]
mod tree;
#[path = "desktop/wait.rs"]
mod wait;
#[path = "desktop/window.rs"]
mod window;
