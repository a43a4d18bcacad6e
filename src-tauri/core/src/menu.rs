//! The tray's picture: which shape, what it says, and a menu that alone is enough, all from one [`Snapshot`].
//!
//! It draws nothing and speaks to no desktop; the engine does, from this. Labels are plain text without mnemonics:
//! who shows them escapes what their desktop would take for one.

mod items;
mod line;
#[cfg(test)]
mod tests;

use jiff::{Timestamp, Zoned};

use crate::observation::Status;
use crate::snapshot::{ProductView, Snapshot, SourceKind};
use crate::wire::Command;
use crate::wording::Words;

/// Everything that a tray shows at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The icon.
    pub shape: Shape,
    /// The person knows of all that is wrong: the icon is drawn as an outline.
    pub acknowledged: bool,
    /// A rehearsal: the icon carries a mark.
    pub drill: bool,
    /// The program and what is wrong, without an age: what a screen reader says. Changes only with the state.
    pub title: String,
    /// What is wrong, how much works, and how old that is.
    pub tooltip: String,
    /// The menu.
    pub menu: Vec<Item>,
}

/// The six icons. Each is a shape of its own, so that none needs its colour to be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// All that is watched and can be read works: a ring with a check mark.
    Ok,
    /// Something is degraded or broken in part: a triangle with an exclamation mark.
    Degraded,
    /// Something is down: an octagon with a cross.
    Outage,
    /// Planned work and nothing worse: a rounded square with a bar.
    Maintenance,
    /// It cannot be told: a dashed ring with a dot.
    Unknown,
    /// Nothing is told for a while: a crescent.
    Snoozed,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Self; 6] =
        [Self::Ok, Self::Degraded, Self::Outage, Self::Maintenance, Self::Unknown, Self::Snoozed];

    const fn of(status: Status) -> Self {
        match status {
            Status::Operational => Self::Ok,
            Status::Maintenance => Self::Maintenance,
            Status::Unknown => Self::Unknown,
            Status::Degraded | Status::PartialOutage => Self::Degraded,
            Status::MajorOutage => Self::Outage,
        }
    }
}

/// One line of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Plain text; empty for a separator.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// Carries a check mark; absent where it could carry none.
    pub checked: Option<bool>,
    /// Can be chosen.
    pub enabled: bool,
}

/// What a line of a menu is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Choosing it asks this of the agent.
    Command(Command),
    /// Opens further lines.
    Submenu(Vec<Item>),
    /// A line between groups.
    Separator,
    /// Says something and does nothing.
    Note,
}

impl Picture {
    /// The picture of a snapshot at a moment. The zone of `now` says when tomorrow morning is; it is that of `words`.
    #[must_use]
    pub fn of(snapshot: &Snapshot, words: &Words, now: &Zoned) -> Self {
        let at = now.timestamp();
        let state = line::state(snapshot, words, at);
        let title = if snapshot.drill { "tray-title-drill" } else { "tray-title" };
        Self {
            shape: shape(snapshot, at),
            acknowledged: acknowledged(snapshot, at),
            drill: snapshot.drill,
            title: words.format(title, &[("state", state.as_str().into())]),
            tooltip: line::tooltip(snapshot, words, at, state),
            menu: items::menu(snapshot, words, now),
        }
    }

    /// True if nothing but ages and the length of a snooze differs: what may wait for the next minute.
    #[must_use]
    pub fn differs_only_by_age(&self, other: &Self) -> bool {
        self.shape == other.shape
            && self.acknowledged == other.acknowledged
            && self.drill == other.drill
            && self.title == other.title
            && alike(&self.menu, &other.menu)
    }
}

fn alike(menu: &[Item], other: &[Item]) -> bool {
    menu.len() == other.len()
        && menu.iter().zip(other).all(|(item, other)| {
            let kinds = match (&item.kind, &other.kind) {
                (
                    Kind::Command(Command::Snooze { product, seconds }),
                    Kind::Command(Command::Snooze { product: other, seconds: others }),
                ) => product == other && (*seconds == 0) == (*others == 0),
                (Kind::Submenu(items), Kind::Submenu(others)) => alike(items, others),
                (kind, other) => kind == other,
            };
            kinds && item.label == other.label && item.checked == other.checked && item.enabled == other.enabled
        })
}

fn shape(snapshot: &Snapshot, now: Timestamp) -> Shape {
    if snapshot.snoozed_until.is_some_and(|until| until > now) {
        return Shape::Snoozed;
    }
    if line::is_about_us(snapshot) {
        return Shape::Unknown;
    }
    watched(snapshot)
        .filter(|product| !is_not_read(snapshot, product))
        .map(|product| product.status)
        .reduce(Status::worst)
        .map_or(Shape::Unknown, Shape::of)
}

/// Told and snoozed, or asked to hear of its end: for every product in trouble.
fn acknowledged(snapshot: &Snapshot, now: Timestamp) -> bool {
    let troubled = snapshot.troubled();
    !troubled.is_empty() && troubled.iter().all(|product| product.asked || (product.told && is_snoozed(product, now)))
}

fn watched(snapshot: &Snapshot) -> impl Iterator<Item = &ProductView> {
    snapshot.products.iter().filter(|product| product.watched)
}

fn is_snoozed(product: &ProductView, now: Timestamp) -> bool {
    product.snoozed_until.is_some_and(|until| until > now)
}

/// Nobody publishes a state of it that is read, so that its being unknown says nothing.
fn is_not_read(snapshot: &Snapshot, product: &ProductView) -> bool {
    let source = snapshot.provider(&product.provider).map(|provider| provider.source.kind);
    product.status == Status::Unknown && (product.local || matches!(source, None | Some(SourceKind::None)))
}
