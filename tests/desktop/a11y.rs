//! Names, roles and order in the real window, as a screen reader is given them, compared with a list for each view:
//! `tests/desktop/a11y/<view>.txt`. `SIAGA_BLESS=1` writes the lists anew.

use std::env;
use std::fs;
use std::path::Path;

use siaga_core::wire::{Command, Reply};

use crate::desk::Desk;
use crate::mask::{masked, shortened};
use crate::page::Page;
use crate::session::{self, in_a_session};
use crate::tree::Tree;
use crate::wait::until_true;

/// The window is started by the driver and read by the accessibility bus, at a place and in words that are always the
/// same.
const READ: &[(&str, &str)] =
    &[("SESSION_NOTIFY", "mock"), ("SESSION_TRAY", "none"), ("SESSION_A11Y", "1"), ("TZ", "UTC"), ("LANG", "C.UTF-8")];

/// The views of the window, and what leads from one to the next.
#[test]
fn a_screen_reader_is_given_names_roles_and_order_as_listed_for_each_view() {
    let test = "a11y::a_screen_reader_is_given_names_roles_and_order_as_listed_for_each_view";
    in_a_session(test, READ, async || {
        let desk = Desk::set_up();
        let (_agent, mut view) = desk.start_agent().await;
        desk.feeds.down();
        view.until_down().await;
        until_true("a day on which Claude was down and ChatGPT was not", async || {
            let mut seen = Vec::new();
            for product in ["claude", "chatgpt"] {
                let asked = Command::History { product: product.to_owned(), days: 1 };
                let Reply::History(history) = view.ask(asked).await else { panic!("an answer of another kind") };
                seen.push((history.days[0].watched_s, history.days[0].major_s));
            }
            seen[0].1 > 1 && seen[1].0 > 1
        })
        .await;
        let tree = Tree::join().await;
        let page = Page::open().await;
        let mut differing = Vec::new();

        page.until_heading("Claude is down").await;
        differing.extend(compared(&tree, "overview").await);
        page.click("//*[@data-row='claude']").await;
        page.until_heading("Claude").await;
        page.until_text("Cause found").await;
        differing.extend(compared(&tree, "product").await);
        page.press("Switch to…").await;
        page.until_heading("Instead of Claude").await;
        page.until_text("ChatGPT").await;
        differing.extend(compared(&tree, "switch-to").await);
        page.press("My plan").await;
        page.until_heading("My plan").await;
        page.until("its tasks", "document.querySelector('#task')").await;
        differing.extend(compared(&tree, "plan").await);
        page.press("History").await;
        page.until_heading("History").await;
        page.until("its answers", "document.querySelectorAll('main svg').length > 2").await;
        differing.extend(compared(&tree, "history").await);
        page.press("Settings").await;
        page.until_heading("Settings").await;
        differing.extend(compared(&tree, "settings").await);
        assert!(differing.is_empty(), "{}\nSIAGA_BLESS=1 writes the lists anew", differing.join("\n\n"));
    });
}

#[test]
fn a_screen_reader_is_given_the_first_steps_as_listed() {
    in_a_session("a11y::a_screen_reader_is_given_the_first_steps_as_listed", READ, async || {
        let desk = Desk::welcoming();
        let (_agent, _view) = desk.start_agent().await;
        let tree = Tree::join().await;
        let page = Page::open().await;
        page.until_heading("First steps").await;
        let mut differing = Vec::from_iter(compared(&tree, "welcome-1").await);
        page.press("Continue").await;
        page.until_text("Step 2 of 3").await;
        differing.extend(compared(&tree, "welcome-2").await);
        page.press("Skip this step").await;
        page.until_text("Step 3 of 3").await;
        differing.extend(compared(&tree, "welcome-3").await);
        assert!(differing.is_empty(), "{}\nSIAGA_BLESS=1 writes the lists anew", differing.join("\n\n"));
    });
}

/// How the tree of this view differs from its list.
async fn compared(tree: &Tree, view: &str) -> Option<String> {
    let lines = tree.settled(view).await;
    let now = shortened(lines.iter().map(|line| masked(line))).join("\n") + "\n";
    fs::write(session::out(&format!("{view}.txt")), &now).unwrap();
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/desktop/a11y").join(format!("{view}.txt"));
    if env::var_os("SIAGA_BLESS").is_some() {
        fs::write(&list, &now).unwrap();
    }
    let listed = fs::read_to_string(&list).unwrap_or_default();
    let (first, (was, is)) =
        listed.lines().chain([""]).zip(now.lines().chain([""])).enumerate().find(|(_, (was, is))| was != is)?;
    Some(format!("{view}, line {}:\n  listed: {was}\n  is now: {is}", first + 1))
}
