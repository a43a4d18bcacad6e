//! What the page can ask for: each command is one line, forwarded to the agent. Arguments are ids, numbers and closed
//! words; in the settings also the address that a person pastes, values of the rules that the page may change, and what
//! a silence matches; the prompt that they take along, a message to be copied, and a history to be saved under a name
//! that is made here. No path enters here, and nothing that starts a program. A prompt is handed on and kept nowhere.

#![expect(clippy::needless_pass_by_value, reason = "tauri hands over arguments by value")]

pub(crate) mod about;
pub(crate) mod past;

use std::sync::Arc;

use siaga_core::alternatives::Ranked;
use siaga_core::message::Form;
use siaga_core::plan::PlanReport;
use siaga_core::prompt::{Prompt, Refused};
use siaga_core::provider::Use;
use siaga_core::replay::WouldHave;
use siaga_core::settings::SilenceSettings;
use siaga_core::settings::shown::{Changed, Explained, ShownSettings, is_changed_on_the_page};
use siaga_core::why::Explanation;
use siaga_core::wire::{Command, Found, Reply, Switched, Target, WireError};
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

/// Alternatives to a product, or for a use, best first. `look`: for tools on this computer, too.
#[tauri::command]
pub(crate) async fn alternatives(
    link: Linked<'_>,
    product: Option<Id>,
    r#use: Option<Use>,
    look: bool,
) -> Answer<Box<Ranked>> {
    link.ask(Command::Alternatives { product: product.map(String::from), r#use, look }).await.and_then(ranked)
}

/// What of a text goes along as a prompt; null where nothing of it can be seen. Nobody is asked.
#[tauri::command]
pub(crate) fn as_prompt(text: String) -> Answer<Option<Prompt>> {
    prompt(&text)
}

/// Goes elsewhere: the prompt is copied first, then the tool is opened with it where it can take it.
#[tauri::command]
pub(crate) async fn switch(
    link: Linked<'_>,
    to: Option<Id>,
    product: Option<Id>,
    r#use: Option<Use>,
    text: String,
    copy_only: bool,
) -> Answer<Switched> {
    let (to, product) = (to.map(String::from), product.map(String::from));
    let prompt = prompt(&text)?;
    link.ask(Command::Switch { to, product, r#use, prompt, copy_only }).await.and_then(switched)
}

/// Copies a message for the team.
#[tauri::command]
pub(crate) async fn copy(link: Linked<'_>, text: String) -> Answer<Option<String>> {
    match prompt(&text)? {
        Some(text) => link.ask(Command::Copy { text }).await.map(said),
        None => Ok(None),
    }
}

/// A message for the team about a product, in `en` or `id`.
#[tauri::command]
pub(crate) async fn message(link: Linked<'_>, product: Id, language: Id, form: Form) -> Answer<String> {
    let language = Some(language.into());
    link.ask(Command::Message { product: product.into(), language, form }).await.and_then(text)
}

/// The person's plans, and whether they would hold now.
#[tauri::command]
pub(crate) async fn plan(link: Linked<'_>) -> Answer<Box<PlanReport>> {
    link.ask(Command::Plan).await.and_then(planned)
}

/// The person's choices for a task, the first first; none takes the plan away.
#[tauri::command]
pub(crate) async fn set_plan(link: Linked<'_>, r#use: Use, order: Vec<Id>) -> Answer<Option<String>> {
    let order = order.into_iter().map(String::from).collect();
    link.ask(Command::SetPlan { r#use, order }).await.map(said)
}

/// The person has made sure today that their account works, or takes that back.
#[tauri::command]
pub(crate) async fn account(link: Linked<'_>, product: Id, confirmed: bool) -> Answer<Option<String>> {
    link.ask(Command::Account { product: product.into(), confirmed }).await.map(said)
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
        return Err(WireError::bad_request(format!("{key} is not changed here")));
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

/// The newest decisions about a product, or about all, and why they were made.
#[tauri::command]
pub(crate) async fn decisions(link: Linked<'_>, product: Option<Id>, limit: u32) -> Answer<Vec<Explained>> {
    link.ask(Command::Decisions { product: product.map(String::from), limit }).await.map(decided)
}

/// What would have been told of the last days with the settings as they are.
#[tauri::command]
pub(crate) async fn would_have(link: Linked<'_>, days: u16) -> Answer<WouldHave> {
    link.ask(Command::WouldHave { days }).await.and_then(counted)
}

fn said(reply: Reply) -> Option<String> {
    if let Reply::Said(sentence) = reply { Some(sentence) } else { None }
}

fn decided(reply: Reply) -> Vec<Explained> {
    if let Reply::Decisions(decisions) = reply { decisions } else { Vec::new() }
}

/// Without what cannot be seen; nothing where that leaves nothing.
fn prompt(text: &str) -> Answer<Option<Prompt>> {
    match Prompt::new(text) {
        Ok(prompt) => Ok(Some(prompt)),
        Err(Refused::Empty) => Ok(None),
        // The page says so in the person's language before it asks.
        Err(refused @ Refused::TooLong) => Err(WireError::bad_request(refused.to_string())),
    }
}

fn ranked(reply: Reply) -> Answer<Box<Ranked>> {
    match reply {
        Reply::Alternatives(ranked) => Ok(ranked),
        _ => Err(of_another_kind()),
    }
}

fn switched(reply: Reply) -> Answer<Switched> {
    match reply {
        Reply::Switched(switched) => Ok(switched),
        _ => Err(of_another_kind()),
    }
}

fn text(reply: Reply) -> Answer<String> {
    match reply {
        Reply::Text(text) => Ok(text),
        _ => Err(of_another_kind()),
    }
}

fn planned(reply: Reply) -> Answer<Box<PlanReport>> {
    match reply {
        Reply::Plan(report) => Ok(report),
        _ => Err(of_another_kind()),
    }
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
    WireError::failed("the agent gave an answer of another kind")
}

#[cfg(test)]
mod tests {
    use siaga_core::wire::ErrorCode;

    use super::*;

    #[test]
    fn a_prompt_goes_along_without_what_cannot_be_seen_or_not_at_all() {
        let seen = prompt("a\u{202e}b\r\nc").unwrap();
        assert_eq!(seen.as_ref().map(Prompt::text), Some("ab\nc"));
        assert_eq!(prompt(" \u{200b}\n"), Ok(None));
        let refused = prompt(&"x".repeat(siaga_core::prompt::LONGEST + 1)).unwrap_err();
        assert_eq!(refused.code, ErrorCode::BadRequest);
        assert!(!refused.message.contains("xx"), "{}", refused.message);
    }
}
