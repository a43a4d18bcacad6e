//! What the page can ask for: each command is one line, forwarded to the agent. Arguments are ids, numbers and closed
//! words; in the settings also the address that a person pastes, values of the rules that the page may change, and what
//! a silence matches. No path enters here, and nothing that starts a program.

#![expect(clippy::needless_pass_by_value, reason = "tauri hands over arguments by value")]

use std::sync::Arc;

use siaga_core::alternatives::Alternative;
use siaga_core::provider::Use;
use siaga_core::replay::WouldHave;
use siaga_core::settings::SilenceSettings;
use siaga_core::settings::shown::{Changed, Explained, ShownSettings, is_changed_on_the_page};
use siaga_core::why::Explanation;
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
    link.ask(Command::Alternatives { product: product.map(String::from), r#use, look: false }).await.map(named)
}

/// Is it them or me? `probe` asks the product's own address, too; without a word about it the settings decide.
#[tauri::command]
pub(crate) async fn why(link: Linked<'_>, product: Id, probe: Option<bool>) -> Answer<Box<Explanation>> {
    link.ask(Command::Why { product: product.into(), probe }).await.and_then(explained)
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

/// Changes one setting; the page may change what is told and when.
#[tauri::command]
pub(crate) async fn set(link: Linked<'_>, key: String, value: Option<serde_json::Value>) -> Answer<Changed> {
    if !is_changed_on_the_page(&key) {
        return Err(WireError { code: ErrorCode::BadRequest, message: format!("{key} is not changed here") });
    }
    link.ask(Command::Set { key, value }).await.and_then(changed)
}

/// The settings as they are in force.
#[tauri::command]
pub(crate) async fn rules(link: Linked<'_>) -> Answer<ShownSettings> {
    link.ask(Command::Settings).await.and_then(shown)
}

/// Tells nothing of what this matches, until it ends.
#[tauri::command]
pub(crate) async fn add_silence(link: Linked<'_>, silence: SilenceSettings) -> Answer<Option<String>> {
    link.ask(Command::AddSilence { silence }).await.map(said)
}

/// Takes a silence back.
#[tauri::command]
pub(crate) async fn remove_silence(link: Linked<'_>, silence: SilenceSettings) -> Answer<Option<String>> {
    link.ask(Command::RemoveSilence { silence }).await.map(said)
}

/// The newest decisions about a product, and why they were made.
#[tauri::command]
pub(crate) async fn decisions(link: Linked<'_>, product: Id, limit: u32) -> Answer<Vec<Explained>> {
    link.ask(Command::Decisions { product: Some(product.into()), limit }).await.map(decided)
}

/// What would have been told of the last days with the settings as they are.
#[tauri::command]
pub(crate) async fn would_have(link: Linked<'_>, days: u16) -> Answer<WouldHave> {
    link.ask(Command::WouldHave { days }).await.and_then(counted)
}

fn said(reply: Reply) -> Option<String> {
    if let Reply::Said(sentence) = reply { Some(sentence) } else { None }
}

fn named(reply: Reply) -> Vec<Alternative> {
    if let Reply::Alternatives(ranked) = reply { ranked.alternatives } else { Vec::new() }
}

fn decided(reply: Reply) -> Vec<Explained> {
    if let Reply::Decisions(decisions) = reply { decisions } else { Vec::new() }
}

fn found(reply: Reply) -> Answer<Found> {
    if let Reply::Found(found) = reply { Ok(found) } else { Err(of_another_kind()) }
}

fn changed(reply: Reply) -> Answer<Changed> {
    if let Reply::Changed(changed) = reply { Ok(changed) } else { Err(of_another_kind()) }
}

fn shown(reply: Reply) -> Answer<ShownSettings> {
    if let Reply::Settings(settings) = reply { Ok(*settings) } else { Err(of_another_kind()) }
}

fn counted(reply: Reply) -> Answer<WouldHave> {
    if let Reply::WouldHave(count) = reply { Ok(count) } else { Err(of_another_kind()) }
}

fn explained(reply: Reply) -> Answer<Box<Explanation>> {
    match reply {
        Reply::Why(explanation) => Ok(explanation),
        _ => Err(of_another_kind()),
    }
}

fn of_another_kind() -> WireError {
    WireError { code: ErrorCode::Failed, message: "the agent gave an answer of another kind".into() }
}
