//! What this engine says of itself: what it can do on this desktop, whom it contacts, and what is done about that at a
//! person's wish: one test notification, the start at login, a drill beside it. None of it is told, stored or counted.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use siaga_core::about::{About, Contact, Purpose, ShownOutput, TrayState};
use siaga_core::forward::Event;
use siaga_core::provider::{Catalogue, Use};
use siaga_core::settings::{OutputKind, OutputSettings};
use siaga_core::wire::{Reply, WireError};
use siaga_core::wording::Words;
use tokio::sync::{oneshot, watch};

use super::Watch;
use super::own::refuse;
use crate::autostart::{self, Autostart};
use crate::contacts::Contacts;
use crate::fetch::host_shown;
use crate::launch::LaunchError;
use crate::local_tools;
use crate::output::notification::{Kind, Note, ShowError, Urgency};
use crate::places::Places;

/// Key under which the test notification is shown.
pub(super) const TEST: &str = "test";

/// A drill that has not ended by then is under way.
const BEGINS: Duration = Duration::from_millis(1500);

/// Fewest choices of a plan that can be rehearsed.
const CHOICES: usize = 2;

type Answer = oneshot::Sender<Result<Reply, WireError>>;

/// Starts a drill, of the plan for a task where one is named; gives back what says how it ended.
pub type StartDrill = Box<dyn Fn(Option<Use>) -> Result<watch::Receiver<Option<bool>>, LaunchError> + Send + Sync>;

/// What an engine can know of itself only by being told.
pub struct Itself {
    /// Whom it contacts.
    pub contacts: Contacts,
    /// Whether the desktop shows its icon.
    pub tray: watch::Receiver<TrayState>,
    /// Its start at login; none where it has none, as in a drill.
    pub autostart: Option<Autostart>,
    /// Starts a drill beside it; none where there is none to start.
    pub start_drill: Option<StartDrill>,
    /// Its folders; none for an engine that has none.
    pub places: Option<Places>,
}

impl Default for Itself {
    /// An engine within a command: no icon, no start at login, no folders of its own.
    fn default() -> Self {
        Self {
            contacts: Contacts::default(),
            tray: watch::channel(TrayState::Unknown).1,
            autostart: None,
            start_drill: None,
            places: None,
        }
    }
}

impl Watch {
    pub(super) fn about(&self) -> About {
        let (notifications, notifications_text) = self.notifications();
        let folder = |of: fn(&Places) -> &Path| {
            self.itself.places.as_ref().map(|places| of(places).display().to_string()).unwrap_or_default()
        };
        About {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            welcome: self.settings.window.welcome && !self.drill,
            autostart: self.itself.autostart.as_ref().and_then(|autostart| autostart.standing().on),
            tray: *self.itself.tray.borrow(),
            notifications,
            notifications_text,
            contacts: self.contacts(),
            outputs: self.settings.output.iter().map(|(name, output)| self.shown_output(name, output)).collect(),
            settings_folder: folder(|places| &places.config),
            data_folder: folder(|places| &places.data),
        }
    }

    /// The same as lines of the report.
    pub(super) fn about_lines(&self) -> [String; 3] {
        let autostart = match &self.itself.autostart {
            Some(autostart) => autostart.standing().line(),
            None => "autostart: not for this agent".to_owned(),
        };
        let tray = match *self.itself.tray.borrow() {
            TrayState::Shown => "shown",
            TrayState::NoHost => "no host on this desktop",
            TrayState::Unknown => "cannot tell",
        };
        let contacts = self.contacts();
        let made = contacts.iter().filter(|contact| contact.times > 0).count();
        let contacts = format!("contacts: {made} hosts since the start, of {} in all", contacts.len());
        [autostart, format!("tray: {tray}"), contacts]
    }

    fn notifications(&self) -> (bool, String) {
        if self.voice.is_none() {
            return (false, self.words.text("itself-notifications-silent"));
        }
        if !self.settings.notify.enabled {
            return (false, self.words.text("itself-notifications-off"));
        }
        let Some(abilities) = &self.abilities else {
            return (false, self.words.text("itself-notifications-none"));
        };
        let word = |able: bool| if able { "yes" } else { "no" };
        // A toast of Windows stays as it is.
        let args = [
            ("server", abilities.server.trim().into()),
            ("buttons", word(abilities.actions).into()),
            ("replaced", word(!cfg!(windows)).into()),
        ];
        (true, self.words.format("itself-notifications-by", &args))
    }

    /// Whom the settings lead to, and whom they and the person's wishes have led to.
    fn contacts(&self) -> Vec<Contact> {
        let mut contacts: BTreeMap<(Purpose, String), Contact> = BTreeMap::new();
        let mut add = |purpose: Purpose, host: String, id: Option<&str>, made: Option<(Timestamp, u32)>| {
            let fresh = Contact { host: host.clone(), purpose, names: Vec::new(), last_at: None, times: 0 };
            let contact = contacts.entry((purpose, host)).or_insert(fresh);
            if let Some((at, times)) = made {
                (contact.last_at, contact.times) = (Some(at), times);
            }
            contact.names.extend(id.map(|id| self.name_for(purpose, id)));
        };
        for (id, feed) in &self.feeds {
            add(Purpose::Feed, host_shown(&feed.url), Some(id), None);
            for companion in feed.format.companions(&feed.url) {
                add(Purpose::Feed, host_shown(&companion), Some(id), None);
            }
        }
        if self.forwards.reaches_out() {
            for (name, output) in &self.settings.output {
                if let Some(url) = &output.url {
                    add(Purpose::Output, host_shown(url), Some(name), None);
                }
            }
        }
        if self.settings.local.look {
            for (id, listens) in local_tools::known(&self.catalogue) {
                add(Purpose::Local, local_tools::place(listens), Some(&id), None);
            }
        }
        for ((purpose, host), noted) in self.itself.contacts.all() {
            add(purpose, host.clone(), None, Some((noted.last_at, noted.times)));
            for id in &noted.ids {
                add(purpose, host.clone(), Some(id), None);
            }
        }
        contacts
            .into_values()
            .map(|mut contact| {
                contact.names.sort();
                contact.names.dedup();
                contact
            })
            .collect()
    }

    fn name_for(&self, purpose: Purpose, id: &str) -> String {
        let name = match purpose {
            Purpose::Feed | Purpose::Search => self.catalogue.provider(id).map(|provider| provider.name.clone()),
            Purpose::Probe | Purpose::Local => self.catalogue.product(id).map(|product| product.name.clone()),
            Purpose::Output => None,
        };
        name.unwrap_or_else(|| id.to_owned())
    }

    fn shown_output(&self, name: &str, output: &OutputSettings) -> ShownOutput {
        let program = || {
            let file = Path::new(output.command.first()?).file_name()?;
            Some(file.to_string_lossy().into_owned())
        };
        let leads_to = match output.kind {
            OutputKind::Script => program(),
            OutputKind::Webhook | OutputKind::Slack | OutputKind::Ntfy => output.url.as_ref().map(host_shown),
        };
        let products: Vec<String> = output.products.iter().map(|id| self.name_for(Purpose::Probe, id)).collect();
        ShownOutput {
            name: name.to_owned(),
            kind: output.kind.word().to_owned(),
            leads_to,
            text: told_of(&self.words, &output.events, &products),
        }
    }

    /// Sends one marked notification by the same voice, and answers what came of it.
    pub(super) fn test_notification(&mut self, answer: Answer) {
        let Some(desktop) = self.voice.clone() else {
            return refuse(answer, self.words.text("itself-notifications-silent"));
        };
        if !self.settings.notify.enabled {
            return refuse(answer, self.words.text("said-notification-off"));
        }
        let title = self.words.text("said-notification-title");
        let title = if self.drill { self.words.format("tray-drill-line", &[("state", title.into())]) } else { title };
        let note = Note {
            outage: TEST.to_owned(),
            title,
            body: self.words.text("said-notification-body"),
            buttons: Vec::new(),
            urgency: Urgency::Normal,
            silent: false,
            replaces: None,
            kind: Kind::Recovery,
        };
        let words = Arc::clone(&self.words);
        self.tasks.spawn(async move {
            match desktop.show(&note).await {
                Ok(_) => done(answer, words.text("said-notification-sent")),
                Err(ShowError::NoServer) => refuse(answer, words.text("said-notification-no-server")),
                Err(ShowError::Hung) => refuse(answer, words.text("said-notification-hung")),
                Err(ShowError::Failed(why)) => {
                    refuse(answer, words.format("said-notification-refused", &[("why", why.into())]));
                }
            }
        });
    }

    /// Lets the agent start at login, or not any more.
    pub(super) fn turn_autostart(&self, on: bool) -> Result<Reply, WireError> {
        let autostart = self.itself.autostart.as_ref().filter(|_| !self.drill);
        let autostart = autostart.ok_or_else(|| {
            WireError::failed(self.words.text(if self.drill {
                "said-autostart-drill"
            } else {
                "said-autostart-nowhere"
            }))
        })?;
        autostart.turn(on).map_err(|unchanged| WireError::failed(unchanged.sentence(&self.words)))?;
        Ok(Reply::Said(autostart::said(&self.words, on)))
    }

    /// Starts a drill beside this engine, one at a time, and answers once it is under way.
    pub(super) fn begin_drill(&mut self, task: Option<Use>, answer: Answer) {
        let Some(start) = self.itself.start_drill.as_ref().filter(|_| !self.drill) else {
            return refuse(answer, self.words.text("said-drill-within"));
        };
        if self.drill_beside.as_ref().is_some_and(is_under_way) {
            return refuse(answer, self.words.text("said-drill-under-way"));
        }
        if let Some(task) = task
            && !self.can_be_rehearsed(task)
        {
            let args = [("use", self.words.r#use(task).into())];
            return refuse(answer, self.words.format("said-drill-no-plan", &args));
        }
        let mut end = match start(task) {
            Ok(end) => end,
            Err(error) => {
                let args = [("why", error.to_string().into())];
                return refuse(answer, self.words.format("said-drill-not-begun", &args));
            }
        };
        self.drill_beside = Some(end.clone());
        let words = Arc::clone(&self.words);
        self.tasks.spawn(async move {
            let ended = tokio::time::timeout(BEGINS, end.wait_for(Option::is_some)).await;
            match ended.ok().map(|ended| ended.is_ok_and(|ended| *ended == Some(true))) {
                Some(false) => refuse(answer, words.text("said-drill-ended")),
                Some(true) | None => done(answer, words.text("said-drill-begun")),
            }
        });
    }

    /// A drill knows the shipped products alone.
    fn can_be_rehearsed(&self, task: Use) -> bool {
        let shipped = Catalogue::shipped();
        let order = self.settings.plan.get(&task).map(|plan| plan.order.as_slice()).unwrap_or_default();
        order.iter().filter(|id| shipped.product(id).is_some()).count() >= CHOICES
    }
}

/// Neither its end nor that of whoever waits for it has come.
fn is_under_way(end: &watch::Receiver<Option<bool>>) -> bool {
    end.borrow().is_none() && end.has_changed().is_ok()
}

/// What an output is told of.
fn told_of(words: &Words, events: &[Event], products: &[String]) -> String {
    let events: Vec<String> = events.iter().filter_map(|event| event_key(*event)).map(|key| words.text(key)).collect();
    let list = |texts: &[String]| words.list(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    match (events.is_empty(), products.is_empty()) {
        (true, true) => words.text("itself-output-all"),
        (true, false) => words.format("itself-output-of", &[("products", list(products).into())]),
        (false, true) => words.format("itself-output-events", &[("events", list(&events).into())]),
        (false, false) => {
            let args = [("events", list(&events).into()), ("products", list(products).into())];
            words.format("itself-output-events-of", &args)
        }
    }
}

const fn event_key(event: Event) -> Option<&'static str> {
    Some(match event {
        Event::Began => "itself-event-began",
        Event::Worsened => "itself-event-worsened",
        Event::Recovered => "itself-event-recovered",
        Event::Reopened => "itself-event-reopened",
        Event::Back => "itself-event-back",
        Event::Reminder => "itself-event-reminder",
        Event::Digest => "itself-event-digest",
        // No output waits for this one.
        Event::Test => return None,
    })
}

fn done(answer: Answer, sentence: String) {
    // Whoever asked may have hung up, here and below.
    let _ = answer.send(Ok(Reply::Said(sentence)));
}
