//! What the page asks about the days gone by, and what a person takes along of it.

use std::path::PathBuf;

use siaga_core::history::{Bars, History, Together, Week};
use siaga_core::wire::{Command, Reply, WireError};
use siaga_core::wording::{Language, Words};

use super::{Answer, Linked, of_another_kind, text};
use crate::id::Id;
use crate::save::{Form, Unsaved};

/// A product's days, outages and incidents.
#[tauri::command]
pub(crate) async fn history(link: Linked<'_>, product: Id, days: u16) -> Answer<Box<History>> {
    match link.ask(Command::History { product: product.into(), days }).await? {
        Reply::History(history) => Ok(history),
        _ => Err(of_another_kind()),
    }
}

/// The same as comma-separated values.
#[tauri::command]
pub(crate) async fn history_csv(link: Linked<'_>, product: Id, days: u16) -> Answer<String> {
    link.ask(Command::HistoryCsv { product: product.into(), days }).await.and_then(text)
}

/// The days of all that is watched, in the person's order: asked for until there is no more.
#[tauri::command]
pub(crate) async fn bars(link: Linked<'_>, days: u16) -> Answer<Vec<Bars>> {
    let mut all: Vec<Bars> = Vec::new();
    loop {
        let after = all.last().map(|last| last.product.clone());
        let Reply::Bars(more) = link.ask(Command::Bars { days, after }).await? else {
            return Err(of_another_kind());
        };
        if more.is_empty() {
            return Ok(all);
        }
        // The order may change between two answers; nobody is to be asked in a circle.
        if more.iter().any(|new| all.iter().any(|known| known.product == new.product)) {
            let message = "what is watched has just changed".to_owned();
            return Err(WireError::failed(message));
        }
        all.extend(more);
    }
}

/// The hours of the week at which a product was in trouble.
#[tauri::command]
pub(crate) async fn week(link: Linked<'_>, product: Id, days: u16) -> Answer<Box<Week>> {
    match link.ask(Command::Week { product: product.into(), days }).await? {
        Reply::Week(week) => Ok(week),
        _ => Err(of_another_kind()),
    }
}

/// What failed at the same time.
#[tauri::command]
pub(crate) async fn together(link: Linked<'_>, products: Vec<Id>, days: u16) -> Answer<Box<Together>> {
    let products = products.into_iter().map(String::from).collect();
    match link.ask(Command::Together { products, days }).await? {
        Reply::Together(together) => Ok(together),
        _ => Err(of_another_kind()),
    }
}

/// Saves what the page made of a history where the person's downloads are, and says where. The agent is not asked.
#[tauri::command]
pub(crate) async fn save(link: Linked<'_>, product: Id, form: Form, content: String) -> Answer<String> {
    let language = link.language();
    let today = jiff::Zoned::now().date();
    // A disk may be slow, and the window is not to wait for it.
    let saving = tauri::async_runtime::spawn_blocking(move || crate::save::save(&product, form, content, today));
    let outcome = saving.await.unwrap_or_else(|error| Err(Unsaved::System(std::io::Error::other(error))));
    worded(language, outcome)
}

fn worded(language: Language, outcome: Result<PathBuf, Unsaved>) -> Answer<String> {
    let words = Words::new(language);
    match outcome {
        Ok(file) => Ok(words.format("said-saved", &[("file", file.display().to_string().into())])),
        Err(why) => {
            let message = words.format("said-not-saved", &[("why", why.to_string().into())]);
            Err(WireError::failed(message))
        }
    }
}

#[cfg(test)]
mod tests {
    use siaga_core::wire::ErrorCode;

    use super::*;

    #[test]
    fn where_it_was_saved_or_why_not_is_said_in_the_persons_language() {
        let said = worded(Language::English, Ok("/home/ana/Downloads/siaga-chatgpt-2026-03-12.csv".into()));
        assert_eq!(said, Ok("Saved as /home/ana/Downloads/siaga-chatgpt-2026-03-12.csv.".to_owned()));
        let refused = worded(Language::Indonesian, Err(Unsaved::TooLong)).unwrap_err();
        assert_eq!(refused.code, ErrorCode::Failed);
        assert!(refused.message.starts_with("Tidak dapat disimpan: "), "{}", refused.message);
    }
}
