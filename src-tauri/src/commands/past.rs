//! What the page asks about the days gone by.

use siaga_core::history::{Bars, History, Together, Week};
use siaga_core::wire::{Command, Reply};

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

/// The days of all that is watched.
#[tauri::command]
pub(crate) async fn bars(link: Linked<'_>, days: u16) -> Answer<Vec<Bars>> {
    match link.ask(Command::Bars { days }).await? {
        Reply::Bars(bars) => Ok(bars),
        _ => Err(of_another_kind()),
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
