//! Why an alternative stands where it stands, and what is said beside a list of them: the same words in notification,
//! tray, window and command line.

use super::Words;
use crate::alternatives::{Alternative, PromptUse, Ranked, Saying, Why};
use crate::observation::Status;
use crate::prompt::{Carried, Prompt};
use crate::provider::{Catalogue, Product, Use};

/// Most models of a tool that are named.
const MODELS: usize = 3;

impl Words {
    /// Puts its sentence beside each alternative, and beside the list.
    #[must_use]
    pub fn explained(&self, mut ranked: Ranked, catalogue: &Catalogue) -> Ranked {
        for other in &mut ranked.alternatives {
            other.text = self.alternative(other, catalogue);
            other.prompt_text = self.text(prompt_key(other.prompt));
        }
        ranked.text = ranked.says.iter().map(|saying| self.saying(saying, catalogue)).collect::<Vec<_>>().join(" ");
        ranked
    }

    /// What becomes of this very prompt at an alternative: in the words of a list, and as data. `app`: the tool's own program
    /// is on this computer.
    #[must_use]
    pub fn becomes(&self, prompt: &Prompt, product: &Product, app: bool) -> (PromptUse, String) {
        let used = match prompt.carried(product, app) {
            Carried::Filled(_) => PromptUse::Prefill,
            Carried::Sent(_) => PromptUse::Submit,
            Carried::Copied(_) => PromptUse::Copy,
        };
        let too_long = used == PromptUse::Copy && product.links(app).next().is_some();
        (used, self.text(if too_long { "prompt-too-long" } else { prompt_key(used) }))
    }

    fn alternative(&self, other: &Alternative, catalogue: &Catalogue) -> String {
        let reasons: Vec<String> =
            other.reasons.iter().map(|why| self.standing(why, other.status, catalogue)).collect();
        reasons.join(" · ")
    }

    /// One reason. `status` is that of the product it is about.
    pub(super) fn standing(&self, why: &Why, status: Status, catalogue: &Catalogue) -> String {
        let named = |id: &str| catalogue.product(id).map_or_else(|| id.to_owned(), |product| product.name.clone());
        match why {
            Why::Working => self.text("why-working"),
            Why::Running(models) if models.is_empty() => self.text("why-running"),
            Why::Running(models) => {
                let models: Vec<&str> = models.iter().take(MODELS).map(String::as_str).collect();
                self.format("why-running-models", &[("models", self.list(&models).into())])
            }
            Why::NothingReported => self.text("why-nothing-reported"),
            Why::WorksForThis => self.text("why-works-for-this"),
            Why::Planned(place) => self.format("why-planned", &[("place", (*place).into())]),
            Why::Account => self.text("why-account"),
            Why::Yours => self.text("why-yours"),
            Why::Local => self.text("why-local"),
            Why::NotRunning => self.text("why-not-running"),
            Why::SameProvider => self.text("why-same-provider"),
            Why::DependsOn(id) => self.format("why-depends-on", &[("product", named(id).into())]),
            Why::Shares(id) => self.format("why-shares", &[("product", named(id).into())]),
            Why::Reliability(tenths) => {
                let share = f64::from(*tenths) / 10.0;
                self.format("why-reliability", &[("share", self.decimal(share).into())])
            }
            Why::StatusNotRead => self.text("why-not-read"),
            Why::Unreadable => self.text("why-unreadable"),
            Why::Maintenance => self.text("why-maintenance"),
            Why::InTrouble => self.format("why-in-trouble", &[("status", self.status(status).into())]),
        }
    }

    fn saying(&self, saying: &Saying, catalogue: &Catalogue) -> String {
        match saying {
            Saying::OnlyAffects { product, fails, works } => {
                let name = catalogue.product(product).map_or(product.as_str(), |product| product.name.as_str());
                let args =
                    [("product", name.into()), ("fails", self.uses(fails).into()), ("works", self.uses(works).into())];
                self.format("says-only-affects", &args)
            }
            Saying::NothingWorks => self.text("says-nothing-works"),
            Saying::NothingDoes => self.text("says-nothing-does"),
        }
    }

    /// Tasks as a sentence lists them.
    fn uses(&self, uses: &[Use]) -> String {
        let names: Vec<String> = uses.iter().map(|known| self.r#use(*known)).collect();
        self.list(&names.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// What a task is called within a sentence.
    #[must_use]
    pub fn r#use(&self, known: Use) -> String {
        self.text(match known {
            Use::Writing => "use-writing",
            Use::Research => "use-research",
            Use::DataAnalysis => "use-data-analysis",
            Use::Coding => "use-coding",
            Use::Support => "use-support",
            Use::Study => "use-study",
            Use::Image => "use-image",
            Use::Video => "use-video",
            Use::Voice => "use-voice",
            Use::Meeting => "use-meeting",
            Use::Translation => "use-translation",
            Use::Presentation => "use-presentation",
            Use::Music => "use-music",
        })
    }

    /// A number with one decimal place, as the language writes it.
    fn decimal(&self, number: f64) -> String {
        let written = format!("{number:.1}");
        match self.language() {
            super::Language::English => written,
            super::Language::Indonesian => written.replace('.', ","),
        }
    }
}

const fn prompt_key(prompt: PromptUse) -> &'static str {
    match prompt {
        PromptUse::Prefill => "prompt-prefill",
        PromptUse::Submit => "prompt-submit",
        PromptUse::Copy => "prompt-copy",
        PromptUse::None => "prompt-none",
    }
}
