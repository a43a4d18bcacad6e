//! What a notification says and offers, made at the moment it is shown, so that what it names is true then.

use jiff::{SignedDuration, Timestamp};
use siaga_core::alert::{After, Alert, Digest, DigestItem, Loudness, Reason, Severity};
use siaga_core::alternatives::{Alternative, best};
use siaga_core::wording::{Text, digest, notification, several};

use super::Watch;
use super::outbox::{DAMAGED, digest_key, is_beginning, note_key, unread_key};
use crate::output::notification::{Button, Kind, Note, Press, Shown, Urgency};
use crate::store::{Outgoing, ShownRow};

/// How many working alternatives a notification names.
const NAMED: usize = 2;

/// What begins within this time of what was shown joins it, where the desktop can replace.
const JOINED: SignedDuration = SignedDuration::from_secs(60);

impl Watch {
    /// The notification for what is told together, and the alternative that its button names.
    pub(super) fn note(&self, contents: &[Outgoing]) -> (Note, Option<String>) {
        let alerts: Vec<&Alert> = contents
            .iter()
            .filter_map(|content| match content {
                Outgoing::Alert(alert) => Some(&**alert),
                Outgoing::Digest(_) | Outgoing::Damaged { .. } | Outgoing::Unread { .. } => None,
            })
            .collect();
        match &contents[0] {
            Outgoing::Alert(alert) => {
                let fresh = self.fresh(alert);
                if alerts.len() > 1 || fresh.is_some() {
                    self.group_note(&alerts, fresh)
                } else {
                    self.alert_note(alert)
                }
            }
            Outgoing::Digest(digest) => self.digest_note(digest),
            Outgoing::Damaged { file } => {
                let note = Note {
                    outage: DAMAGED.to_owned(),
                    title: self.words.text("notify-damaged-title"),
                    body: self.words.format("notify-damaged-body", &[("file", file.as_str().into())]),
                    buttons: Vec::new(),
                    urgency: Urgency::Normal,
                    silent: true,
                    replaces: None,
                    kind: Kind::Recovery,
                };
                (note, None)
            }
            Outgoing::Unread { provider, product, .. } => (self.unread_note(provider, product), None),
        }
    }

    /// The notice that a feed could not be read for a day, as things are now.
    fn unread_note(&self, provider: &str, product: &str) -> Note {
        let name = self.catalogue.product(product).map_or(product, |product| product.name.as_str());
        let snapshot = self.picture();
        let view = snapshot.provider(provider);
        let (maker, state) = view.map_or((provider, ""), |view| (view.name.as_str(), view.source.text.as_str()));
        let moved = view.is_some_and(|view| view.source.moved_to.is_some());
        let text = self.words.unread_notice(name, maker, state, moved, self.drill);
        Note {
            outage: note_key(product, &unread_key(provider)),
            title: text.title,
            body: text.body,
            buttons: vec![Button { press: Press::Details, label: self.words.text("notify-details") }],
            urgency: Urgency::Low,
            silent: true,
            replaces: None,
            kind: Kind::Trouble,
        }
    }

    fn alert_note(&self, alert: &Alert) -> (Note, Option<String>) {
        let now = self.clock.now();
        let ranked = self.others(&alert.product, now);
        let alternative = best(&ranked).cloned();
        let working = named(&ranked, &[]);
        let name = |id: &str| self.name(id);
        let provider = self.catalogue.provider(&alert.provider).map_or(alert.provider.as_str(), |p| p.name.as_str());
        let text = notification(&self.words, alert, &name, provider, &working, self.drill, now);
        let mut buttons = Vec::new();
        let mut button = |press, label| buttons.push(Button { press, label });
        if alert.until.is_some() {
            button(Press::Open, self.words.format("notify-open", &[("product", name(&alert.product).into())]));
            button(Press::Details, self.words.text("notify-details"));
        } else if alert.planned.is_some() {
            button(Press::Details, self.words.text("notify-details"));
        } else {
            if let Some(other) = &alternative {
                button(Press::Switch, self.switch_label(other));
            }
            button(Press::Details, self.words.text("notify-details"));
            button(Press::Snooze, self.words.text("notify-snooze"));
        }
        let standing = self.shown.iter().find(|row| row.product == alert.product && row.outage == alert.outage);
        // What tells of something else too that goes on stays; this stands beside it.
        let standing = standing.filter(|row| !self.is_shared(row));
        let asked = alert.reason == Reason::Back;
        let note = Note {
            outage: note_key(&alert.product, &alert.outage),
            title: text.title,
            body: text.body,
            buttons,
            urgency: urgency(alert),
            silent: is_silent(alert) && !asked,
            replaces: standing.map(|row| row.shown.clone()),
            kind: if alert.until.is_some() { Kind::Recovery } else { Kind::Trouble },
        };
        (note, alternative.map(|other| other.product))
    }

    /// Several beginnings in one: those that wait, and those that stand there since less than a minute.
    fn group_note(&self, alerts: &[&Alert], fresh: Option<Fresh>) -> (Note, Option<String>) {
        let now = self.clock.now();
        let leader = alerts[0];
        let mut products: Vec<(Severity, String)> =
            fresh.as_ref().map(|fresh| fresh.products.clone()).unwrap_or_default();
        for alert in alerts {
            for product in std::iter::once(&alert.product).chain(&alert.also) {
                products.push((alert.severity.unwrap_or(Severity::Degraded), product.clone()));
            }
        }
        let place = |id: &String| self.settings.watch.iter().position(|watched| watched == id);
        products.sort_by_key(|(severity, id)| (std::cmp::Reverse(*severity), place(id).unwrap_or(usize::MAX)));
        let mut ids: Vec<String> = Vec::new();
        for (_, id) in products {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let ranked = self.others(&leader.product, now);
        let working = named(&ranked, &ids);
        let alternative = ranked.iter().find(|other| other.works() && !ids.contains(&other.product)).cloned();
        let names: Vec<String> = ids.iter().map(|id| self.name(id)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let text = several(&self.words, &names, &working, self.drill);
        let mut buttons = Vec::new();
        if let Some(other) = &alternative {
            buttons.push(Button { press: Press::Switch, label: self.switch_label(other) });
        }
        buttons.push(Button { press: Press::Details, label: self.words.text("notify-details") });
        let note = Note {
            outage: note_key(&leader.product, &leader.outage),
            title: text.title,
            body: text.body,
            buttons,
            urgency: alerts.iter().map(|alert| urgency(alert)).max().unwrap_or(Urgency::Normal),
            silent: alerts.iter().all(|alert| is_silent(alert)),
            replaces: fresh.map(|fresh| fresh.shown),
            kind: Kind::Trouble,
        };
        (note, alternative.map(|other| other.product))
    }

    /// What was shown of other beginnings within the last minute, and goes on.
    fn fresh(&self, alert: &Alert) -> Option<Fresh> {
        if !is_beginning(alert) || cfg!(windows) {
            return None;
        }
        let now = self.clock.now();
        let severity = |row: &ShownRow| {
            let outage = self.memory.state.product(&row.product)?.outage.as_ref()?;
            let goes_on = outage.id == row.outage && (row.product != alert.product || row.outage != alert.outage);
            Severity::of(outage.status).filter(|_| goes_on && now.duration_since(row.at) < JOINED)
        };
        let newest = self.shown.iter().rev().find(|row| severity(row).is_some())?;
        let with = self.shown.iter().filter(|row| row.shown == newest.shown);
        let products = with.filter_map(|row| severity(row).map(|severity| (severity, row.product.clone()))).collect();
        Some(Fresh { shown: newest.shown.clone(), products })
    }

    fn digest_note(&self, owed: &Digest) -> (Note, Option<String>) {
        let now = self.clock.now();
        let items = self.still_worth_telling(owed);
        let first = items.first().map(|item| item.product.clone()).unwrap_or_default();
        let ranked = self.others(&first, now);
        let ids: Vec<String> =
            items.iter().filter(|item| item.until.is_none()).map(|item| item.product.clone()).collect();
        let working = named(&ranked, &ids);
        let made = Digest { items, ..owed.clone() };
        let Text { title, body } = digest(&self.words, &made, &|id| self.name(id), &working, self.drill, now);
        let note = Note {
            outage: digest_key(owed),
            title,
            body,
            buttons: vec![Button { press: Press::Details, label: self.words.text("notify-details") }],
            urgency: Urgency::Low,
            silent: true,
            replaces: None,
            kind: Kind::Trouble,
        };
        (note, None)
    }

    /// What a digest says, as things are now.
    pub(super) fn digest_text(&self, owed: &Digest) -> Text {
        let (note, _) = self.digest_note(owed);
        Text { title: note.title, body: note.body }
    }

    /// What of a digest is still to be told, as things are now: what has ended meanwhile is told as that.
    pub(super) fn still_worth_telling(&self, digest: &Digest) -> Vec<DigestItem> {
        // What was there before and is over by now is history.
        let tells = |item: &DigestItem| digest.after != After::FirstLook || item.until.is_none();
        digest.items.iter().filter_map(|item| self.as_it_is(item)).filter(tells).collect()
    }

    fn as_it_is(&self, item: &DigestItem) -> Option<DigestItem> {
        if item.until.is_some() {
            return Some(item.clone());
        }
        let known = self.memory.state.product(&item.product)?;
        if let Some(outage) = known.outage.as_ref().filter(|outage| outage.id == item.outage) {
            let severity = Severity::of(outage.status).unwrap_or(item.severity);
            return Some(DigestItem { severity, ..item.clone() });
        }
        let ended = known.ended.iter().rev().find(|ended| ended.id == item.outage)?;
        Some(DigestItem { until: Some(ended.at), ..item.clone() })
    }

    fn others(&self, product: &str, now: Timestamp) -> Vec<Alternative> {
        self.ranked(&self.snapshots.borrow(), Some(product), None, now).alternatives
    }

    fn name(&self, id: &str) -> String {
        self.catalogue.product(id).map_or_else(|| id.to_owned(), |product| product.name.clone())
    }

    fn switch_label(&self, other: &Alternative) -> String {
        self.words.format("notify-switch", &[("product", other.name.as_str().into())])
    }
}

/// A notification that stands there since less than a minute, and of which products it tells.
struct Fresh {
    shown: Shown,
    products: Vec<(Severity, String)>,
}

/// Names of what works, best first, but for these.
fn named<'a>(ranked: &'a [Alternative], but: &[String]) -> Vec<&'a str> {
    let works = ranked.iter().filter(|other| other.works() && !but.contains(&other.product));
    works.take(NAMED).map(|other| other.name.as_str()).collect()
}

/// Must-know stays on the desktop until the person has dealt with it; its end need not.
const fn urgency(alert: &Alert) -> Urgency {
    match (alert.loudness, alert.until.is_some(), alert.planned.is_some()) {
        (_, _, true) | (Loudness::Quiet | Loudness::Off, _, _) => Urgency::Low,
        (Loudness::MustKnow, false, false) => Urgency::Critical,
        (Loudness::MustKnow | Loudness::Normal, _, false) => Urgency::Normal,
    }
}

fn is_silent(alert: &Alert) -> bool {
    let mild = alert.severity == Some(Severity::Degraded) && alert.loudness != Loudness::MustKnow;
    let again = matches!(alert.reason, Reason::Recovered | Reason::Reopened | Reason::Reminder);
    mild || again || alert.planned.is_some() || alert.loudness == Loudness::Quiet
}
