//! What the page can ask for: each command is one line, forwarded to the agent. Arguments are ids, numbers and closed
//! words, and the address that a person pastes in the settings; no path and no other text enters here.

#![expect(clippy::needless_pass_by_value, reason = "tauri hands over arguments by value")]

use std::sync::Arc;

use siaga_core::alternatives::Alternative;
use siaga_core::provider::Use;
use siaga_core::wire::{Command, ErrorCode, Found, Reply, Target, WireError};
use tauri::{AppHandle, State};

use crate::id::Id;
use crate::link::Link;

type Linked<'a> = State<'a, Arc<Link>>;
type Answer<T> = Result<T, WireError>;

/// The page listens: gives it the newest of everything, now and from now on.
#[tauri::command]
pub(crate) fn follow(app: AppHandle, link: Linked<'_>) {
    link.listen(&app);
}

/// Tries once more to reach or start the agent.
#[tauri::command]
pub(crate) fn try_again(link: Linked<'_>) {
    link.try_again();
}

/// Reads now; done when it has been read.
#[tauri::command]
pub(crate) async fn check_now(link: Linked<'_>, product: Option<Id>) -> Answer<()> {
    link.ask(Command::Check { products: product.map(String::from).into_iter().collect() }).await.map(drop)
}

/// Tells nothing for so many seconds; 0 ends it.
#[tauri::command]
pub(crate) async fn snooze(link: Linked<'_>, product: Option<Id>, seconds: u32) -> Answer<Option<String>> {
    link.ask(Command::Snooze { product: product.map(String::from), seconds }).await.map(said)
}

/// Tells once when this product is back.
#[tauri::command]
pub(crate) async fn tell_me(link: Linked<'_>, product: Id, wanted: bool) -> Answer<Option<String>> {
    link.ask(Command::TellMe { product: product.into(), wanted }).await.map(said)
}

/// Alternatives to a product, or for a use, best first.
#[tauri::command]
pub(crate) async fn alternatives(
    link: Linked<'_>,
    product: Option<Id>,
    r#use: Option<Use>,
) -> Answer<Vec<Alternative>> {
    link.ask(Command::Alternatives { product: product.map(String::from), r#use }).await.map(named)
}

/// Opens a product's own address in the browser.
#[tauri::command]
pub(crate) async fn open_product(link: Linked<'_>, id: Id) -> Answer<Option<String>> {
    link.ask(Command::Open { target: Target::Product { id: id.into() } }).await.map(said)
}

/// Opens a provider's status page in the browser.
#[tauri::command]
pub(crate) async fn open_status_page(link: Linked<'_>, provider: Id) -> Answer<Option<String>> {
    link.ask(Command::Open { target: Target::StatusPage { provider: provider.into() } }).await.map(said)
}

/// Reads a provider's feed where it moved to from now on.
#[tauri::command]
pub(crate) async fn accept_move(link: Linked<'_>, provider: Id) -> Answer<Option<String>> {
    link.ask(Command::AcceptMove { provider: provider.into() }).await.map(said)
}

/// Looks what status is published at an address, without keeping it.
#[tauri::command]
pub(crate) async fn detect(link: Linked<'_>, url: String, internal: bool) -> Answer<Found> {
    link.ask(Command::Detect { url, internal }).await.and_then(found)
}

/// Makes what is found at an address a provider of the person's own.
#[tauri::command]
pub(crate) async fn add_provider(link: Linked<'_>, url: String, internal: bool) -> Answer<Option<String>> {
    link.ask(Command::AddProvider { url, internal }).await.map(said)
}

/// Takes a provider of the person's own away.
#[tauri::command]
pub(crate) async fn remove_provider(link: Linked<'_>, provider: Id) -> Answer<Option<String>> {
    link.ask(Command::RemoveProvider { provider: provider.into() }).await.map(said)
}

/// Watches a product, or not any more.
#[tauri::command]
pub(crate) async fn watch(link: Linked<'_>, product: Id, watched: bool) -> Answer<Option<String>> {
    link.ask(Command::Watch { product: product.into(), watched }).await.map(said)
}

/// The person uses the window: a drill that is over leaves it open.
#[tauri::command]
pub(crate) async fn touched(link: Linked<'_>) -> Answer<()> {
    link.ask(Command::Touched).await.map(drop)
}

fn said(reply: Reply) -> Option<String> {
    match reply {
        Reply::Said(sentence) => Some(sentence),
        Reply::Done
        | Reply::Snapshot(_)
        | Reply::Alternatives(_)
        | Reply::Report(_)
        | Reply::Found(_)
        | Reply::WouldHave(_) => None,
    }
}

fn named(reply: Reply) -> Vec<Alternative> {
    match reply {
        Reply::Alternatives(alternatives) => alternatives,
        Reply::Done
        | Reply::Said(_)
        | Reply::Snapshot(_)
        | Reply::Report(_)
        | Reply::Found(_)
        | Reply::WouldHave(_) => Vec::new(),
    }
}

fn found(reply: Reply) -> Answer<Found> {
    match reply {
        Reply::Found(found) => Ok(found),
        Reply::Done
        | Reply::Said(_)
        | Reply::Snapshot(_)
        | Reply::Alternatives(_)
        | Reply::Report(_)
        | Reply::WouldHave(_) => {
            Err(WireError { code: ErrorCode::Failed, message: "the agent gave an answer of another kind".into() })
        }
    }
}
