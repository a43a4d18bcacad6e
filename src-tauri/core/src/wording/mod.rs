//! The words of tray, notification, window and command line, from one pair of Fluent files. The reader's language and
//! time zone are arguments; nothing here asks the system.

mod digest;
mod elsewhere;
mod feed;
mod going;
mod held;
mod notification;
mod plan;
mod time;
mod together;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use jiff::tz::TimeZone;
use unic_langid::LanguageIdentifier;

pub use digest::digest;
pub use fluent_bundle::FluentValue;
pub use held::reason_key;
pub use notification::{Text, notification, several};

const ENGLISH: &str = include_str!("../../locales/en.ftl");
const INDONESIAN: &str = include_str!("../../locales/id.ftl");

/// A language that Siaga speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Indonesian.
    Indonesian,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::English, Self::Indonesian];

    /// The language for a system's locale name, such as `id_ID.UTF-8` or `en-GB`; English where we have no better.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        let language = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        // `in` is the old code of Indonesian.
        if language.eq_ignore_ascii_case("id") || language.eq_ignore_ascii_case("in") {
            Self::Indonesian
        } else {
            Self::English
        }
    }

    /// `en` or `id`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Indonesian => "id",
        }
    }

    const fn source(self) -> &'static str {
        match self {
            Self::English => ENGLISH,
            Self::Indonesian => INDONESIAN,
        }
    }
}

/// The words in one language, for a reader in one time zone.
pub struct Words {
    language: Language,
    zone: TimeZone,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("language", &self.language).field("zone", &self.zone).finish_non_exhaustive()
    }
}

impl Words {
    /// The words in this language; times in UTC until [`Words::in_zone`].
    #[must_use]
    pub fn new(language: Language) -> Self {
        let identifier: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // The marks that isolate directions would be copied into notifications and terminals.
        bundle.set_use_isolating(false);
        // The shipped files are parsed by a test; what is well-formed in them is used in any case.
        let resource = match FluentResource::try_new(language.source().to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
        Self { language, zone: TimeZone::UTC, bundle }
    }

    /// Times as a reader in this zone would write them.
    #[must_use]
    pub fn in_zone(mut self, zone: TimeZone) -> Self {
        self.zone = zone;
        self
    }

    /// Which language this is.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// A text without arguments.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.format(key, &[])
    }

    /// A text with arguments. An unknown key gives the key itself, so that a slip shows and nothing breaks.
    #[must_use]
    pub fn format(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        let mut slips = Vec::new();
        self.bundle.format_pattern(pattern, Some(&args), &mut slips).into_owned()
    }

    /// Names as a sentence lists them: "Claude, Gemini and Grok".
    #[must_use]
    pub fn list(&self, names: &[&str]) -> String {
        match names {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [one, two] => self.format("list-two", &[("first", (*one).into()), ("second", (*two).into())]),
            [rest @ .., last] => {
                self.format("list-many", &[("rest", rest.join(", ").into()), ("last", (*last).into())])
            }
        }
    }

    /// What a product's state is called, as a word on its own.
    #[must_use]
    pub fn status(&self, status: crate::observation::Status) -> String {
        use crate::observation::Status;
        self.text(match status {
            Status::Operational => "status-operational",
            Status::Maintenance => "status-maintenance",
            Status::Unknown => "status-unknown",
            Status::Degraded => "status-degraded",
            Status::PartialOutage => "status-partial-outage",
            Status::MajorOutage => "status-major-outage",
        })
    }

    /// What the state of a product is called, as it is shown: working only where its provider says so.
    #[must_use]
    pub fn state(&self, product: &crate::snapshot::ProductView) -> String {
        if product.nothing_reported { self.text("status-nothing-reported") } else { self.status(product.status) }
    }
}

#[cfg(test)]
mod tests;
