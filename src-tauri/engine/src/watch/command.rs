//! What is asked of the loop by the socket, the tray and a press: the same doors for all.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use siaga_core::wire::{Command, ErrorCode, Reply, Show, Target, WireError};
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::Watch;
use super::going::Wish;
use super::own::Then;
use crate::socket::Asked;
use crate::store::Write;

/// How long a request to read now waits for its reads.
const CHECK_LIMIT: Duration = Duration::from_secs(10);

/// Key of the sentence about a window that could not be started.
const NO_WINDOW: &str = "problem-no-window";

/// A request to read now that waits for its reads.
#[derive(Debug)]
pub(super) struct Check {
    /// Providers whose reads are awaited.
    waiting: BTreeSet<String>,
    /// Answered by then in any case. Real time, also in a drill.
    pub(super) deadline: Instant,
    answer: oneshot::Sender<Result<Reply, WireError>>,
}

impl Watch {
    pub(super) fn answer(&mut self, asked: Asked) {
        let Some(asked) = self.look_first(asked) else { return };
        let Asked { command, activation_token, answer } = asked;
        let outcome = match command {
            Command::Check { products } => {
                self.check(&products, answer);
                return;
            }
            Command::AcceptMove { provider } => {
                self.accept_move(&provider, answer);
                self.publish();
                return;
            }
            Command::Detect { url, internal } => {
                self.look_at(&url, internal, Then::Say, answer);
                return;
            }
            Command::AddProvider { url, internal } => {
                self.look_at(&url, internal, Then::Add, answer);
                return;
            }
            Command::Why { product, probe } => {
                self.why(&product, probe, answer);
                return;
            }
            Command::Switch { to, product, r#use, prompt, copy_only } => {
                self.switch(Wish { to, product, r#use, prompt, copy_only }, activation_token, answer);
                return;
            }
            Command::Copy { text } => {
                self.copy(&text, answer);
                return;
            }
            Command::TestOutput { name } => {
                self.test_output(name, answer);
                return;
            }
            Command::TestNotification => {
                self.test_notification(answer);
                return;
            }
            Command::Drill { r#use } => {
                self.begin_drill(r#use, answer);
                return;
            }
            Command::RemoveProvider { provider } => self.remove_provider(&provider),
            Command::Watch { product, watched } => self.watch_product(&product, watched),
            Command::Settings => Ok(self.shown_settings()),
            Command::Set { key, value } => self.set(&key, value.as_ref()),
            Command::AddSilence { silence } => self.add_silence(&silence),
            Command::RemoveSilence { silence } => self.remove_silence(&silence),
            Command::Decisions { product, limit } => self.recent_decisions(product.as_deref(), limit),
            Command::Snapshot | Command::Subscribe { .. } => Ok(Reply::Snapshot(Box::new(self.picture()))),
            Command::Snooze { product, seconds } => self.ask_snooze(product.as_deref(), seconds),
            Command::TellMe { product, wanted } => self.tell_me(&product, wanted),
            Command::Alternatives { product, r#use, look: _ } => self.alternatives(product.as_deref(), r#use),
            Command::Message { product, language, form } => self.message(&product, language.as_deref(), form),
            Command::Plan => self.plan(),
            Command::SetPlan { r#use, order } => self.set_plan(r#use, &order),
            Command::Account { product, confirmed } => self.account(&product, confirmed),
            Command::Rehearsed { r#use, seconds } => self.rehearsed(r#use, seconds),
            Command::History { product, days } => self.history(&product, days),
            Command::Open { target } => self.open(&target, activation_token.as_deref()).map(|()| Reply::Done),
            Command::Show { view } => self.show(Show { view, activation_token }).map(|()| Reply::Done),
            Command::Touched => {
                self.touched.send_replace(true);
                Ok(Reply::Done)
            }
            Command::Stop { why } => {
                self.ended = Some(why);
                Ok(Reply::Done)
            }
            Command::WouldHave { days } => Ok(Reply::WouldHave(self.would_have(days))),
            Command::Diagnose => Ok(Reply::Report(self.report())),
            Command::HistoryCsv { product, days } => self.history_csv(&product, days),
            Command::Bars { days, after } => self.bars(days, after.as_deref()),
            Command::Week { product, days } => self.week(&product, days),
            Command::Together { products, days } => self.together(&products, days),
            Command::About => Ok(Reply::About(Box::new(self.about()))),
            Command::Autostart { on } => self.turn_autostart(on),
        };
        // Whoever asked may have hung up.
        let _ = answer.send(outcome);
        self.publish();
    }

    pub(super) fn known(&self, product: &str) -> Result<String, WireError> {
        if let Some(product) = self.catalogue.product(product) {
            return Ok(product.id.clone());
        }
        let message = self.catalogue.no_product(product);
        Err(WireError { code: ErrorCode::UnknownProduct, message })
    }

    fn ask_snooze(&mut self, product: Option<&str>, seconds: u32) -> Result<Reply, WireError> {
        let product = product.map(|id| self.known(id)).transpose()?;
        let now = self.clock.now();
        let until = now.checked_add(SignedDuration::from_secs(i64::from(seconds))).unwrap_or(Timestamp::MAX);
        self.snooze(product.as_deref(), (seconds > 0).then_some(until));
        let name = |id: &str| self.catalogue.product(id).map(|product| product.name.clone()).unwrap_or_default();
        Ok(Reply::Said(match (product, seconds) {
            (Some(id), 0) => self.words.format("said-snooze-over", &[("product", name(&id).into())]),
            (None, 0) => self.words.text("said-snooze-all-over"),
            (product, _) => {
                let time = self.words.moment(until, now).into();
                match product {
                    Some(id) => self.words.format("said-snoozed", &[("product", name(&id).into()), ("time", time)]),
                    None => self.words.format("said-snoozed-all", &[("time", time)]),
                }
            }
        }))
    }

    /// Sets or ends a snooze, of one product or of all.
    pub(super) fn snooze(&mut self, product: Option<&str>, until: Option<Timestamp>) {
        match (product, until) {
            (None, until) => self.memory.snoozes.all = until,
            (Some(product), Some(until)) => drop(self.memory.snoozes.products.insert(product.to_owned(), until)),
            (Some(product), None) => drop(self.memory.snoozes.products.remove(product)),
        }
        self.write(&[Write::Snooze(product.unwrap_or_default(), until)]);
    }

    fn tell_me(&mut self, product: &str, wanted: bool) -> Result<Reply, WireError> {
        let id = self.known(product)?;
        let name = self.catalogue.product(&id).map(|product| product.name.clone()).unwrap_or_default();
        let args = [("product", name.into())];
        if !wanted {
            self.memory.snoozes.asked.remove(&id);
            self.write(&[Write::Asked(&id, None)]);
            return Ok(Reply::Said(self.words.format("said-not-asked", &args)));
        }
        if self.memory.state.product(&id).is_none_or(|state| state.outage.is_none()) {
            return Ok(Reply::Said(self.words.format("said-no-outage", &args)));
        }
        let now = self.clock.now();
        self.memory.snoozes.asked.insert(id.clone());
        self.write(&[Write::Asked(&id, Some(now))]);
        Ok(Reply::Said(self.words.format("said-asked", &args)))
    }

    fn alternatives(
        &self,
        product: Option<&str>,
        wanted: Option<siaga_core::provider::Use>,
    ) -> Result<Reply, WireError> {
        let product = product.map(|id| self.known(id)).transpose()?;
        let now = self.clock.now();
        Ok(Reply::Alternatives(Box::new(self.ranked(&self.picture(), product.as_deref(), wanted, now))))
    }

    fn open(&self, target: &Target, activation_token: Option<&str>) -> Result<(), WireError> {
        let (url, name) = match target {
            Target::Product { id } => {
                let id = self.known(id)?;
                let product = self.catalogue.product(&id);
                (product.and_then(|product| product.open.clone()), product.map(|product| product.name.clone()))
            }
            Target::StatusPage { provider } => {
                let provider = self.catalogue.provider(provider);
                (provider.and_then(|found| found.status_page.clone()), provider.map(|found| found.name.clone()))
            }
        };
        let name = name.unwrap_or_default();
        let url = url.ok_or_else(|| {
            WireError::failed(self.words.format("said-no-address", &[("product", name.as_str().into())]))
        })?;
        let opened = self.opener.open(&url, &self.settings.open.command, activation_token);
        if let (Ok(()), Target::Product { id }) = (&opened, target) {
            self.went_to(id);
        }
        opened.map_err(|error| {
            let args = [("product", name.as_str().into()), ("why", error.to_string().into())];
            WireError::failed(self.words.format("said-not-opened", &args))
        })
    }

    /// Notes where the person went, for whoever waits for that.
    pub(super) fn went_to(&self, product: &str) {
        self.gone.send_replace(Some(product.to_owned()));
    }

    /// Opens something for a press, which nobody can answer: what goes wrong stands in the log and in the window.
    pub(super) fn open_or_report(&mut self, target: &Target, activation_token: Option<&str>) {
        let why = self.open(target, activation_token).err().map(|error| error.message);
        if let Some(why) = &why {
            tracing::warn!("{why}");
        }
        self.set_problem("problem-detail", why);
    }

    /// Shows the window where it is open, else starts it. What goes wrong is also kept for those who cannot be answered.
    pub(super) fn show(&mut self, show: Show) -> Result<(), WireError> {
        let token = show.activation_token.clone();
        if self.windows.show(show) {
            return Ok(());
        }
        let Some(start) = &self.start_window else { return Ok(()) };
        let why = start(token.as_deref()).err().map(|error| error.to_string());
        self.set_problem(NO_WINDOW, why.clone());
        let Some(why) = why else { return Ok(()) };
        tracing::warn!("the window could not be started: {why}");
        let message = self.words.format(NO_WINDOW, &[("detail", why.into())]);
        Err(WireError::failed(message))
    }

    fn check(&mut self, products: &[String], answer: oneshot::Sender<Result<Reply, WireError>>) {
        let ids = if products.is_empty() { self.settings.watch.clone() } else { products.to_vec() };
        let mut waiting = BTreeSet::new();
        for id in &ids {
            match self.known(id) {
                Ok(id) => waiting.extend(self.catalogue.provider_of(&id).map(|provider| provider.id.clone())),
                Err(error) => {
                    let _ = answer.send(Err(error));
                    return;
                }
            }
        }
        if waiting.iter().any(|provider| !self.feeds.contains_key(provider)) {
            // Asked about by name, a feed that nobody else needs is read too, from now on.
            let asked: Vec<String> = ids.iter().filter_map(|id| self.known(id).ok()).collect();
            self.asked_about.extend(asked);
            self.choose_feeds();
        }
        waiting.retain(|provider| self.feeds.contains_key(provider));
        let (now, moment) = (Instant::now(), self.clock.now());
        for provider in &waiting {
            // What a provider asked for stands above what a person asks for.
            if self.feeds.get(provider).is_some_and(|feed| feed.may_be_asked(moment)) {
                self.scheduler.hurry(provider, now);
            }
        }
        waiting.retain(|provider| self.feeds.get(provider).is_some_and(|feed| feed.may_be_asked(moment)));
        self.checks.push(Check { waiting, deadline: now + CHECK_LIMIT, answer });
    }

    /// Notes that a provider's feed was read, or tried.
    pub(super) fn checked(&mut self, provider: &str) {
        for check in &mut self.checks {
            check.waiting.remove(provider);
        }
    }

    /// Answers every request whose reads are done or whose time is up.
    pub(super) fn answer_checks(&mut self) {
        let now = Instant::now();
        let (ready, waiting): (Vec<Check>, Vec<Check>) = std::mem::take(&mut self.checks)
            .into_iter()
            .partition(|check| check.waiting.is_empty() || check.deadline <= now);
        self.checks = waiting;
        for check in ready {
            let _ = check.answer.send(Ok(Reply::Snapshot(Box::new(self.picture()))));
        }
    }

    /// What this engine knows about itself: no secrets, no prompts, addresses without query.
    fn report(&self) -> Vec<String> {
        let now = self.clock.now();
        let mut lines = vec![
            format!("siaga {} (pid {})", env!("CARGO_PKG_VERSION"), std::process::id()),
            format!("system: {} {}", std::env::consts::OS, std::env::consts::ARCH),
            format!("language: {}", self.words.language().code()),
            format!("settings: {}", self.files.shown()),
            format!("database: {:?}", self.store.condition()),
            format!(
                "notifications: {}",
                self.abilities.as_ref().map_or_else(|| "no server found".to_owned(), ToString::to_string)
            ),
            format!("waiting to be shown: {}", self.outbox.len()),
            format!("waiting for further outputs: {} (outputs: {})", self.forwards.len(), self.settings.output.len()),
            format!("window: {}", if self.windows.is_open() { "open" } else { "not open" }),
            self.shown_local(),
        ];
        lines.extend(self.about_lines());
        for (id, feed) in &self.feeds {
            let address = self.catalogue.provider(id).and_then(|provider| provider.feed.as_ref());
            let address = address.map(|feed| crate::fetch::shown(&feed.url)).unwrap_or_default();
            let read = feed.health.read_at.map_or_else(
                || "never read".to_owned(),
                |at| format!("read {} s ago", now.duration_since(at).as_secs()),
            );
            let failing = feed.health.why.as_ref().map(|why| format!(", failing: {why}")).unwrap_or_default();
            let next = feed.health.next_at.map_or(0, |at| at.duration_since(now).as_secs().max(0));
            lines.push(format!("feed {id}: {address}: {read}, next in {next} s{failing}"));
        }
        lines.extend(self.problem_sentences().into_iter().map(|sentence| format!("problem: {sentence}")));
        lines
    }
}
