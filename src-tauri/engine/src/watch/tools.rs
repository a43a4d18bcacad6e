//! Tools on this computer, and tools' own programs, as asked of the loop: looked for in a task of its own, at most once a
//! minute, only for a request that wants it. Whoever asks meanwhile waits for the same look. Tools get 300 ms for that.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use siaga_core::about::Purpose;
use siaga_core::alternatives::{LocalTool, only_local_is_left};
use siaga_core::provider::Use;
use siaga_core::snapshot::VerdictKind;
use siaga_core::wire::Command;
use tokio::time::Instant;

use super::{Event, Watch};
use crate::app_link;
use crate::local_tools;
use crate::socket::Asked;

/// How long what was found stands.
const STANDS: Duration = Duration::from_secs(60);

/// A look that is under way, and how long the last one stands.
#[derive(Debug, Default)]
pub(super) struct Looking {
    until: Option<Instant>,
    under_way: bool,
    waiting: Vec<Asked>,
}

/// What a look has found.
#[derive(Debug)]
pub(super) struct Found {
    /// Tools that answer, by product id.
    tools: BTreeMap<String, LocalTool>,
    /// Products whose own program is there.
    apps: BTreeSet<String>,
}

impl Watch {
    /// Keeps a request until tools on this computer have been looked for; gives it back where it wants no look, or the last
    /// one stands.
    pub(super) fn look_first(&mut self, asked: Asked) -> Option<Asked> {
        self.forget_tools();
        if !self.wants_tools(&asked.command) || self.local_tools.is_some() {
            return Some(asked);
        }
        self.looking.waiting.push(asked);
        if !self.looking.under_way {
            self.looking.under_way = true;
            let (events, known) = (self.events.clone(), local_tools::known(&self.catalogue));
            let schemes = app_link::known(&self.catalogue);
            for (product, listens) in &known {
                let host = local_tools::place(*listens);
                self.itself.contacts.note(Purpose::Local, &host, Some(product));
            }
            self.tasks.spawn(async move {
                let (tools, apps) = tokio::join!(local_tools::look(known), app_link::look(schemes));
                // The loop is gone only when the engine ends.
                let _ = events.send(Event::FoundTools(Found { tools, apps })).await;
            });
        }
        None
    }

    pub(super) fn take_tools(&mut self, found: Found) {
        let (tools, apps) = (found.tools.len(), found.apps.len());
        tracing::debug!(tools, apps, "tools on this computer were looked for");
        self.local_tools = Some(found.tools);
        // A program that is there stays: it is forgotten only by the next look.
        self.apps = found.apps;
        self.looking.until = Some(Instant::now() + STANDS);
        self.looking.under_way = false;
        for asked in std::mem::take(&mut self.looking.waiting) {
            self.answer(asked);
        }
    }

    /// What was found a minute ago is not known any more.
    pub(super) fn forget_tools(&mut self) {
        if self.looking.until.is_some_and(|until| until <= Instant::now()) {
            self.looking.until = None;
            self.local_tools = None;
        }
    }

    fn wants_tools(&self, command: &Command) -> bool {
        let planned = || {
            let products = self.settings.plan.values().flat_map(|plan| &plan.order);
            products.filter_map(|id| self.catalogue.product(id)).any(|product| product.local)
        };
        match command {
            Command::Alternatives { product, r#use, look } => {
                *look || self.settings.local.look || self.is_last_resort(product.as_deref(), *r#use)
            }
            Command::Switch { .. } | Command::Message { .. } => self.settings.local.look,
            Command::Plan => planned(),
            _ => false,
        }
    }
    /// Nothing that needs the network is left: it is gone, or all of which something is known has problems.
    fn is_last_resort(&self, product: Option<&str>, wanted: Option<Use>) -> bool {
        let snapshot = self.picture();
        matches!(snapshot.verdict.kind, VerdictKind::Offline | VerdictKind::SignIn)
            || only_local_is_left(&self.unworded(&snapshot, product, wanted, self.clock.now()).alternatives)
    }
}
