//! The menu. It alone must be enough: some desktops offer no left click, and screen readers read menus best.

use jiff::civil::time;
use jiff::{Timestamp, Zoned};

use super::{Item, Kind, is_snoozed, line, watched};
use crate::observation::Status;
use crate::provider::Use;
use crate::snapshot::{ProductView, Snapshot, Source};
use crate::wire::{Bye, Command, View};
use crate::wording::Words;

/// Products in trouble that get a submenu; the others stand in the window.
const TROUBLED: usize = 8;

/// Longest note about Siaga itself, in characters.
const NOTE: usize = 100;

/// Notes about Siaga itself.
const NOTES: usize = 3;

const HOUR: u32 = 3600;

/// The uses offered without a failing product, with their words.
const USES: [(Use, &str); 5] = [
    (Use::Writing, "tray-use-writing"),
    (Use::Research, "tray-use-research"),
    (Use::Coding, "tray-use-coding"),
    (Use::Support, "tray-use-support"),
    (Use::Study, "tray-use-study"),
];

/// The whole menu.
pub(super) fn menu(snapshot: &Snapshot, words: &Words, now: &Zoned) -> Vec<Item> {
    let mut menu = Vec::new();
    if snapshot.drill {
        menu.push(Item::note(words.text("tray-drill-note")));
    }
    menu.extend(snapshot.problems.iter().take(NOTES).map(|problem| Item::note(line::clip(problem, NOTE))));
    if line::is_about_us(snapshot) {
        menu.push(Item::note(line::clip(&snapshot.verdict.text, NOTE)));
    }
    menu.extend(standing(snapshot, words, now));
    menu.extend(unread(snapshot, words));
    menu.push(Item::separator());
    menu.push(Item::submenu(words.text("tray-switch-to"), uses(words)));
    menu.push(snooze_all(snapshot.snoozed_until, words, now));
    menu.push(Item::command(words.text("tray-check-now"), Command::Check { products: vec![] }));
    menu.push(Item::separator());
    menu.push(Item::command(words.text("tray-open"), Command::Show { view: View::Overview }));
    menu.push(Item::command(words.text("tray-history"), Command::Show { view: View::History { product: None } }));
    menu.push(Item::command(words.text("tray-settings"), Command::Show { view: View::Settings }));
    menu.push(Item::command(words.text("tray-quit"), Command::Stop { why: Bye::Quit }));
    menu
}

/// How what is watched stands.
fn standing(snapshot: &Snapshot, words: &Words, now: &Zoned) -> Vec<Item> {
    let troubled = snapshot.troubled();
    let mut lines: Vec<_> = troubled
        .iter()
        .take(TROUBLED)
        .map(|product| {
            Item::submenu(line::phrase_since(product, words, now.timestamp()), trouble(product, snapshot, words, now))
        })
        .collect();
    if troubled.len() > TROUBLED {
        let more = words.format("tray-more", &[("count", (troubled.len() - TROUBLED).into())]);
        lines.push(Item::command(more, Command::Show { view: View::Overview }));
    }
    let maintained = watched(snapshot).filter(|product| product.status == Status::Maintenance).take(TROUBLED);
    lines.extend(maintained.map(|product| details(line::phrase(product, words), product)));
    if lines.is_empty() {
        return vec![Item::note(line::state(snapshot, words, now.timestamp()))];
    }
    lines.extend(line::Counts::of(snapshot).lines(words, false).into_iter().map(Item::note));
    lines
}

/// One line where the feed of something watched is not readable: the sentence, or how many there are.
fn unread(snapshot: &Snapshot, words: &Words) -> Option<Item> {
    let feed = |product: &ProductView| snapshot.provider(&product.provider).map(|provider| &provider.source);
    let unread: Vec<(&ProductView, &Source)> = watched(snapshot)
        .filter(|product| !product.local)
        .filter_map(|product| Some((product, feed(product).filter(|source| source.kind.is_failing())?)))
        .collect();
    let (first, source) = unread.first()?;
    if unread.iter().all(|(product, _)| product.provider == first.provider) {
        return Some(details(line::clip(&source.text, NOTE), first));
    }
    let label = words.format("tray-feeds-unread", &[("count", unread.len().into())]);
    Some(Item::command(label, Command::Show { view: View::Overview }))
}

/// What can be done about one product in trouble.
fn trouble(product: &ProductView, snapshot: &Snapshot, words: &Words, now: &Zoned) -> Vec<Item> {
    let id = || product.id.clone();
    let snooze = |seconds| Command::Snooze { product: Some(id()), seconds };
    let snoozed = is_snoozed(product, now.timestamp()).then_some(product.snoozed_until).flatten();
    let mut items = vec![details(words.text("tray-details"), product)];
    items.extend(snapshot.instead.iter().find(|instead| instead.product == product.id).map(|instead| {
        let command = Command::Switch {
            to: Some(instead.to.clone()),
            product: Some(id()),
            r#use: None,
            prompt: None,
            copy_only: false,
        };
        Item::command(words.format("notify-switch", &[("product", instead.name.as_str().into())]), command)
    }));
    items.extend([
        Item::command(
            words.text("tray-switch-to"),
            Command::Show { view: View::SwitchTo { product: Some(id()), r#use: None } },
        ),
        Item::check(
            words.text("tray-tell-me"),
            Command::TellMe { product: id(), wanted: !product.asked },
            product.asked,
        ),
        match snoozed {
            Some(until) => Item::check(snoozed_until(until, words, now), snooze(0), true),
            None => Item::check(words.text("tray-snooze-hour"), snooze(HOUR), false),
        },
    ]);
    items
}

fn details(label: String, product: &ProductView) -> Item {
    Item::command(label, Command::Show { view: View::Product { id: product.id.clone() } })
}

fn uses(words: &Words) -> Vec<Item> {
    USES.iter()
        .map(|(wanted, key)| {
            let view = View::SwitchTo { product: None, r#use: Some(*wanted) };
            Item::command(words.text(key), Command::Show { view })
        })
        .collect()
}

fn snooze_all(until: Option<Timestamp>, words: &Words, now: &Zoned) -> Item {
    let snooze = |seconds| Command::Snooze { product: None, seconds };
    let until = until.filter(|until| *until > now.timestamp());
    let end = Item { enabled: until.is_some(), ..Item::command(words.text("tray-snooze-end"), snooze(0)) };
    let label = match until {
        Some(until) => snoozed_until(until, words, now),
        None => words.text("tray-snooze-all"),
    };
    let hour = Item::command(words.text("tray-hour"), snooze(HOUR));
    let morning = Item::command(words.text("tray-until-tomorrow"), snooze(seconds_to_morning(now)));
    Item::submenu(label, vec![hour, morning, end])
}

fn snoozed_until(until: Timestamp, words: &Words, now: &Zoned) -> String {
    words.format("tray-snoozed-until", &[("time", words.moment(until, now.timestamp()).into())])
}

/// Seconds until 08:00 of the next day where the person is; a clock change in between is counted.
fn seconds_to_morning(now: &Zoned) -> u32 {
    let morning = now.tomorrow().and_then(|day| day.with().time(time(8, 0, 0, 0)).build());
    morning.ok().and_then(|morning| u32::try_from(morning.duration_since(now).as_secs()).ok()).unwrap_or(24 * HOUR)
}

impl Item {
    fn command(label: String, command: Command) -> Self {
        Self { label, kind: Kind::Command(command), checked: None, enabled: true }
    }

    fn check(label: String, command: Command, checked: bool) -> Self {
        Self { checked: Some(checked), ..Self::command(label, command) }
    }

    fn submenu(label: String, items: Vec<Self>) -> Self {
        Self { label, kind: Kind::Submenu(items), checked: None, enabled: true }
    }

    fn note(label: String) -> Self {
        Self { label, kind: Kind::Note, checked: None, enabled: false }
    }

    const fn separator() -> Self {
        Self { label: String::new(), kind: Kind::Separator, checked: None, enabled: false }
    }
}
