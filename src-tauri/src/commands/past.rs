//! What the page asks about the days gone by.

use siaga_core::history::{Bars, History, Together, Week};
use siaga_core::wire::{Command, ErrorCode, Reply, WireError};

use super::{Answer, Linked, of_another_kind, text};
use crate::id::Id;

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
            return Err(WireError { code: ErrorCode::Failed, message });
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
