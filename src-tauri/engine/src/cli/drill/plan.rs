//! `siaga drill --plan`: the first choice of a plan goes down, the person goes to the next one, and the time between is
//! kept. They go there by the notification's button, in the drill's window, or by Enter in the terminal; terminal and
//! window say what to do and what came of it.

use std::io::BufRead as _;

use jiff::Timestamp;
use siaga_core::alert::Reason;
use siaga_core::plan::{Rehearsal, WalkStage};
use siaga_core::provider::{Catalogue, Use};
use siaga_core::settings::Settings;
use siaga_core::wire::Command;
use siaga_core::wording::Words;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::agent::Agent;
use crate::cli::{Failure, INTERNAL, NOTHING, say, source};
use crate::drill::Story;
use crate::places::Places;
use crate::store::{Condition, Store, Write};

/// A plan that is rehearsed.
pub(super) struct Walk {
    task: Use,
    /// Ids and names, the first choice first. At least two.
    steps: Vec<(String, String)>,
    /// Notifications appear nowhere but in the terminal.
    silent: bool,
}

/// Where the person went, and how long that took.
pub(super) struct Gone {
    name: String,
    seconds: u32,
}

impl Walk {
    /// The person's plan for a task, as far as the shipped catalogue knows it: a drill has no other.
    pub(super) fn of(settings: &Settings, catalogue: &Catalogue, task: Use) -> Result<Self, Failure> {
        let order = settings.plan.get(&task).map(|plan| plan.order.as_slice()).unwrap_or_default();
        let known = |id: &String| catalogue.product(id).map(|product| (product.id.clone(), product.name.clone()));
        let steps: Vec<(String, String)> = order.iter().filter_map(known).collect();
        if steps.len() < 2 {
            let message = format!(
                "a plan with two choices is needed to rehearse it: siaga plan set {} FIRST SECOND",
                task.word()
            );
            return Err(Failure::new(NOTHING, message));
        }
        Ok(Self { task, steps, silent: false })
    }

    /// The choice that fails.
    pub(super) fn first(&self) -> &str {
        &self.steps[0].0
    }

    /// What is played.
    pub(super) fn story(&self) -> Result<Story, Failure> {
        Story::of_a_plan().map_err(|error| Failure::new(INTERNAL, error.to_string()))
    }

    /// The settings of the rehearsal: it reads what the plan names.
    pub(super) fn watched(&self, settings: &mut Settings) {
        for (id, _) in &self.steps {
            if !settings.watch.contains(id) {
                settings.watch.push(id.clone());
            }
        }
    }

    pub(super) const fn in_silence(mut self, silent: bool) -> Self {
        self.silent = silent;
        self
    }

    /// Walks the person through it. Answers where they went; none where nobody is there who could go.
    pub(super) async fn go(&self, agent: &Agent, catalogue: &Catalogue, words: &Words) -> Option<Gone> {
        let (mut tellings, mut gone) = (agent.engine.tellings.subscribe(), agent.engine.gone.clone());
        let mut lines = lines();
        self.name_steps(words);
        let (first, next) = (self.steps[0].1.as_str(), self.steps[1].1.as_str());
        let calm = [("use", words.r#use(self.task).into()), ("product", first.into())];
        self.show(agent, WalkStage::Calm, words.format("rehearsal-calm", &calm)).await;
        loop {
            match tellings.recv().await {
                Ok(telling) if telling.reason == Some(Reason::Began) => break,
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
        let told = Instant::now();
        // What was typed before does not count.
        while lines.try_recv().is_ok() {}
        gone.mark_unchanged();
        say(&words.format("drill-plan-go", &[("product", next.into())]));
        let go = [("product", first.into()), ("next", next.into())];
        self.show(agent, WalkStage::Go, words.format("rehearsal-go", &go)).await;
        let failing = self.first();
        let elsewhere = gone.wait_for(|product| product.as_ref().is_some_and(|product| product != failing));
        tokio::pin!(elsewhere);
        let went = tokio::select! {
            went = &mut elsewhere => went.ok()?.clone(),
            line = lines.recv() => match line {
                Some(()) => None,
                None if self.silent => return None,
                None => elsewhere.await.ok()?.clone(),
            },
        };
        let seconds = u32::try_from(told.elapsed().as_millis().div_ceil(1000)).unwrap_or(u32::MAX).max(1);
        // By Enter they say that they went to the next; otherwise it is known where.
        let went = went.and_then(|id| catalogue.product(&id)).map(|product| product.name.clone());
        Some(Gone { name: went.unwrap_or_else(|| next.to_owned()), seconds })
    }

    /// Shows in the drill's window what the person is to do, or what came of it.
    async fn show(&self, agent: &Agent, stage: WalkStage, text: String) {
        let product = self.first().to_owned();
        // An engine that has ended shows nothing any more.
        let _ = agent.engine.walks.send(siaga_core::plan::Walk { r#use: self.task, product, stage, text }).await;
    }

    fn name_steps(&self, words: &Words) {
        let of = words.r#use(self.task);
        say(&words.format("drill-plan-steps", &[("use", of.into())]));
        for (place, (_, name)) in self.steps.iter().enumerate() {
            say(&format!("  {}  {name}", place + 1));
        }
    }

    /// Keeps the result among the person's own records, and says what came of it in window and terminal.
    pub(super) async fn keep(&self, agent: &Agent, places: &Places, words: &Words, gone: &Gone) -> Result<(), Failure> {
        let kept = self.write(places, gone.seconds).await;
        let (product, time) = (gone.name.as_str(), words.took(gone.seconds));
        let text = match &kept {
            Ok(()) => words.format("rehearsal-kept", &[("product", product.into()), ("time", time.as_str().into())]),
            Err(why) => {
                let why = why.message.as_str().into();
                let args = [("product", product.into()), ("time", time.as_str().into()), ("why", why)];
                words.format("rehearsal-not-kept", &args)
            }
        };
        self.show(agent, WalkStage::Gone, text).await;
        kept?;
        say(&words.format("drill-plan-walked", &[("product", product.into()), ("time", time.into())]));
        Ok(())
    }

    /// By the person's agent, else in the file itself.
    async fn write(&self, places: &Places, seconds: u32) -> Result<(), Failure> {
        let failed = |error: String| Failure::new(INTERNAL, format!("the rehearsal could not be kept: {error}"));
        if let Some(connection) = source::agent(places).await? {
            let command = Command::Rehearsed { r#use: self.task, seconds };
            connection.client.ask(command).await.map_err(|error| failed(error.message))?;
        } else {
            if let Some(unusable) = places.create().into_iter().next() {
                return Err(failed(unusable.to_string()));
            }
            let at = Timestamp::now();
            let mut store = Store::open(&places.database(), at).map_err(|error| failed(error.to_string()))?;
            match store.condition() {
                Condition::Sound | Condition::Fresh(_) => {}
                Condition::Newer(version) => return Err(failed(format!("the database is of version {version}"))),
                Condition::Memory(why) => return Err(failed(why.clone())),
            }
            let row = Write::Rehearsal(self.task, Rehearsal { at, seconds });
            store.write(&[row]).map_err(|error| failed(error.to_string()))?;
        }
        Ok(())
    }
}

/// Lines as they are typed; ends with the input. The thread goes with the process.
fn lines() -> mpsc::Receiver<()> {
    let (typed, lines) = mpsc::channel(8);
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            if line.is_err() || typed.blocking_send(()).is_err() {
                break;
            }
        }
    });
    lines
}
