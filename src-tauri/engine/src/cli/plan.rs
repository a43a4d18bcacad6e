//! `siaga plan`: what the person would use when their usual tool fails, made on a calm day, and whether it would hold now.

use jiff::Timestamp;
use siaga_core::plan::{Choices, PlanList, PlanReport};
use siaga_core::provider::{Catalogue, Use};
use siaga_core::settings::Settings;
use siaga_core::wire::{Command, Reply};
use siaga_core::wording::Words;

use super::alternatives::parse_use;
use super::{BAD_INPUT, Failure, INTERNAL, Outcome, USAGE, say, say_json, source};
use crate::own::{self, Unchanged};
use crate::places::Places;
use crate::settings::Files;
use crate::store::Store;
use crate::watch::plan::{account_said, plan_said};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Your choices for each task, as you wrote them
    Show {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Write your choices for a task, the first first; without products, take the plan away
    Set {
        /// The task: writing, research, data-analysis, coding, support, study ..
        #[arg(value_name = "USE")]
        task: String,
        /// Products, by id
        #[arg(value_name = "PRODUCT")]
        products: Vec<String>,
    },
    /// Whether your plans would hold now
    Check {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Write down that your account for a product works, as of today
    Account {
        /// The product, by id
        product: String,
        /// Take it back
        #[arg(long)]
        forget: bool,
    },
}

pub(super) async fn run(places: &Places, args: &Args) -> Outcome {
    let mut files = Files::of(&places.config);
    let (settings, catalogue) = files.load();
    let own = Own { places, words: source::words(&files, &settings), files, settings, catalogue };
    match &args.what {
        What::Show { json } => own.show(*json),
        What::Set { task, products } => own.set(parse_use(task)?, products).await,
        What::Check { json } => own.check(*json).await,
        What::Account { product, forget } => own.account(product, !forget).await,
    }
}

/// What the person has written, and the words to answer in.
struct Own<'a> {
    places: &'a Places,
    files: Files,
    settings: Settings,
    catalogue: Catalogue,
    words: Words,
}

impl Own<'_> {
    fn show(&self, json: bool) -> Outcome {
        source::complain_of(&self.files);
        let made = self.settings.plan.iter().filter(|(_, plan)| !plan.order.is_empty());
        let plans: Vec<Choices> =
            made.map(|(task, plan)| Choices { r#use: *task, order: plan.order.clone() }).collect();
        if json {
            say_json(&PlanList { schema: 1, plans })?;
            return Ok(0);
        }
        if plans.is_empty() {
            say(&self.words.text("plan-none"));
        }
        for plan in plans {
            let named = |id: &String| self.catalogue.product(id).map_or_else(|| id.clone(), |known| known.name.clone());
            let names: Vec<String> = plan.order.iter().map(named).collect();
            say(&plan_said(&self.words, plan.r#use, &names));
        }
        Ok(0)
    }

    async fn set(&self, task: Use, products: &[String]) -> Outcome {
        for product in products {
            source::known(&self.catalogue, product)?;
        }
        if let Some(connection) = source::agent(self.places).await? {
            // It follows at once, which it would otherwise do within seconds.
            return said(connection.client.ask(Command::SetPlan { r#use: task, order: products.to_vec() }).await);
        }
        let names =
            own::plan::set(&self.places.config, &self.catalogue, task, products).map_err(|e| self.refused(&e))?;
        say(&plan_said(&self.words, task, &names));
        Ok(0)
    }

    async fn account(&self, product: &str, confirmed: bool) -> Outcome {
        let product = source::known(&self.catalogue, product)?;
        if let Some(connection) = source::agent(self.places).await? {
            return said(connection.client.ask(Command::Account { product, confirmed }).await);
        }
        let today = Timestamp::now().to_zoned(self.files.zone()).date();
        let local = self.catalogue.product(&product).is_some_and(|product| product.local);
        let name = own::plan::account(&self.places.config, &self.catalogue, &product, confirmed.then_some(today))
            .map_err(|error| self.refused(&error))?;
        say(&account_said(&self.words, &name, confirmed, local));
        Ok(0)
    }

    async fn check(&self, json: bool) -> Outcome {
        let report = self.report().await?;
        if json {
            say_json(&report)?;
            return Ok(0);
        }
        if report.plans.is_empty() {
            say(&self.words.text("plan-none"));
        }
        for plan in &report.plans {
            say(&self.words.format("plan-heading", &[("use", self.words.r#use(plan.r#use).into())]));
            let widest = plan.steps.iter().map(|step| step.name.chars().count()).max().unwrap_or(0);
            for (place, step) in plan.steps.iter().enumerate() {
                say(&format!("  {}  {:widest$}  {}", place + 1, step.name, step.text));
            }
            say(&format!("  {}", plan.text));
            if plan.rehearsed.is_none() && plan.steps.len() > 1 {
                let task = plan.r#use.word();
                say(&format!("  {}", self.words.format("plan-rehearse-by", &[("use", task.into())])));
            }
        }
        Ok(0)
    }

    /// The agent's answer, once it has read what the plans name; else that of an engine in this process, with what was
    /// rehearsed from the person's records.
    async fn report(&self) -> Result<PlanReport, Failure> {
        let known = |id: &String| self.catalogue.product(id).map(|product| product.id.clone());
        let products: Vec<String> =
            self.settings.plan.values().flat_map(|plan| &plan.order).filter_map(known).collect();
        let agent = source::agent(self.places).await?;
        let reply = match &agent {
            Some(connection) => source::read_first(&connection.client, &products, Command::Plan).await?,
            None => source::ask(self.places, &products, Command::Plan).await?,
        };
        let Reply::Plan(mut report) = reply else {
            return Err(Failure::new(INTERNAL, "the agent gave an answer of another kind"));
        };
        if agent.is_none() {
            let rehearsed = Store::rehearsals_of(&self.places.database());
            for plan in &mut report.plans {
                plan.rehearsed = rehearsed.get(&plan.r#use).copied();
            }
            return Ok(self.words.planned(*report, &self.catalogue, Timestamp::now()));
        }
        Ok(*report)
    }

    fn refused(&self, error: &Unchanged) -> Failure {
        let code = if matches!(error, Unchanged::NoProduct(_)) { USAGE } else { BAD_INPUT };
        Failure::new(code, error.sentence(&self.words))
    }
}

fn said(reply: Result<Reply, siaga_core::wire::WireError>) -> Outcome {
    if let Reply::Said(sentence) = reply.map_err(source::refused)? {
        say(&sentence);
    }
    Ok(0)
}
