//! What is handed on to a further output: the generic JSON, the shapes that chat servers take, and the variables of a
//! script. Pure: it sends nothing and keeps nothing, and knows no address and no secret but a topic given to it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::alert::{Alert, Digest, DigestItem, Loudness, Reason, Severity};
use crate::wording::{Text, Words};

/// Longest text that is handed on, in characters: a push service takes 4096 bytes in all.
const LONGEST: usize = 1000;

/// Most outages of a digest that are listed one by one.
const ITEMS: usize = 20;

/// What happened, as outputs name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// An outage began, or planned work did.
    Began,
    /// It got worse.
    Worsened,
    /// It is over.
    Recovered,
    /// It is there again.
    Reopened,
    /// It is over, and the person had asked.
    Back,
    /// It still goes on.
    Reminder,
    /// Several that were held for a time.
    Digest,
    /// Nothing happened: the person tries an output.
    Test,
}

impl Event {
    /// All that can be told, in the order in which settings name them.
    pub const TOLD: [Self; 7] =
        [Self::Began, Self::Worsened, Self::Recovered, Self::Reopened, Self::Back, Self::Reminder, Self::Digest];

    /// The event of a reason to tell; none for a reason to hold.
    #[must_use]
    pub const fn of(reason: Reason) -> Option<Self> {
        match reason {
            Reason::Began => Some(Self::Began),
            Reason::Worsened => Some(Self::Worsened),
            Reason::Recovered => Some(Self::Recovered),
            Reason::Reopened => Some(Self::Reopened),
            Reason::Back => Some(Self::Back),
            Reason::Reminder => Some(Self::Reminder),
            Reason::Digest => Some(Self::Digest),
            Reason::Baseline
            | Reason::Unconfirmed
            | Reason::AlreadyTold
            | Reason::NeverTold
            | Reason::BelowThreshold
            | Reason::Maintenance
            | Reason::RetroPosted
            | Reason::Snoozed
            | Reason::Silenced
            | Reason::QuietHours
            | Reason::Flapping
            | Reason::Offline
            | Reason::PlatformDoubt
            | Reason::Grouped => None,
        }
    }

    /// Its word in JSON, in settings and in a script's environment.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Began => "began",
            Self::Worsened => "worsened",
            Self::Recovered => "recovered",
            Self::Reopened => "reopened",
            Self::Back => "back",
            Self::Reminder => "reminder",
            Self::Digest => "digest",
            Self::Test => "test",
        }
    }
}

/// What is posted to a generic webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ForwardReport {
    /// 1.
    pub schema: u32,
    /// What happened.
    pub event: Event,
    /// When it was decided.
    pub at: Timestamp,
    /// The product's id; null for a digest and a test.
    pub product: Option<String>,
    /// What people call the product.
    pub name: Option<String>,
    /// The id of who says so.
    pub provider: Option<String>,
    /// The provider's incident, where there is one.
    pub incident: Option<String>,
    /// The incident's title in the provider's words.
    pub title: Option<String>,
    /// How bad; null once it is over.
    pub severity: Option<Severity>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// When it ended, for those that did.
    pub until: Option<Timestamp>,
    /// What the notification says, in the person's language: its title, a line break, its body.
    pub text: String,
    /// The outages of a digest, worst and newest first, at most 20; empty otherwise.
    pub items: Vec<ForwardItem>,
    /// True in a rehearsal.
    pub drill: bool,
}

/// One outage of a digest in a [`ForwardReport`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ForwardItem {
    /// The product's id.
    pub product: String,
    /// The id of who says so.
    pub provider: String,
    /// The provider's title, where there is one.
    pub title: Option<String>,
    /// How bad it was at worst.
    pub severity: Severity,
    /// Since when.
    pub since: Timestamp,
    /// When it ended, for those that did.
    pub until: Option<Timestamp>,
}

impl From<&DigestItem> for ForwardItem {
    fn from(item: &DigestItem) -> Self {
        Self {
            product: item.product.clone(),
            provider: item.provider.clone(),
            title: item.title.clone(),
            severity: item.severity,
            since: item.since,
            until: item.until,
        }
    }
}

/// One thing to hand on, worded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forward {
    report: ForwardReport,
    text: Text,
    /// Where a press leads: the provider's status page.
    page: Option<Url>,
    loudness: Loudness,
}

impl Forward {
    /// An alert, as it would be notified; none for one that is not to be told. `name` is what people call its product.
    #[must_use]
    pub fn of_alert(alert: &Alert, text: &Text, name: &str, page: Option<&Url>, drill: bool) -> Option<Self> {
        let text = bounded(text);
        let report = ForwardReport {
            schema: 1,
            event: Event::of(alert.reason)?,
            at: alert.at,
            product: Some(alert.product.clone()),
            name: Some(name.to_owned()),
            provider: Some(alert.provider.clone()),
            incident: alert.incident.clone(),
            title: alert.title.clone(),
            severity: alert.severity,
            since: Some(alert.since),
            until: alert.until,
            text: whole(&text),
            items: Vec::new(),
            drill,
        };
        Some(Self { report, text, page: page.cloned(), loudness: alert.loudness })
    }

    /// Several outages together, as they would be notified.
    #[must_use]
    pub fn of_digest(digest: &Digest, text: &Text, drill: bool) -> Self {
        let mut forward = Self::bare(Event::Digest, digest.at, text);
        forward.report.items = digest.items.iter().take(ITEMS).map(ForwardItem::from).collect();
        forward.report.drill = drill;
        forward
    }

    /// A message that says of itself that it is a test, and of which output.
    #[must_use]
    pub fn test(words: &Words, output: &str, now: Timestamp) -> Self {
        let text = Text {
            title: words.text("forward-test-title"),
            body: words.format("forward-test-body", &[("output", output.to_owned().into())]),
        };
        Self::bare(Event::Test, now, &text)
    }

    fn bare(event: Event, at: Timestamp, text: &Text) -> Self {
        let text = bounded(text);
        let report = ForwardReport {
            schema: 1,
            event,
            at,
            product: None,
            name: None,
            provider: None,
            incident: None,
            title: None,
            severity: None,
            since: None,
            until: None,
            text: whole(&text),
            items: Vec::new(),
            drill: false,
        };
        Self { report, text, page: None, loudness: Loudness::Normal }
    }

    /// What happened.
    #[must_use]
    pub const fn event(&self) -> Event {
        self.report.event
    }

    /// The generic JSON.
    #[must_use]
    pub fn json(&self) -> String {
        written(&self.report)
    }

    /// What chat servers take that are compatible with Slack's incoming webhooks: `{"text": ..}`, where `&`, `<` and `>`
    /// are escaped, so that no text of a provider's can become a link or call a channel.
    #[must_use]
    pub fn slack(&self) -> String {
        let mut text = escaped(&self.report.text);
        if let Some(page) = &self.page {
            text = format!("{text}\n{}", escaped(page.as_str()));
        }
        written(&serde_json::json!({ "text": text }))
    }

    /// What ntfy takes when a message is published as JSON (docs.ntfy.sh/publish, "Publish as JSON").
    #[must_use]
    pub fn ntfy(&self, topic: &str) -> String {
        #[derive(Serialize)]
        struct Published<'a> {
            topic: &'a str,
            title: &'a str,
            message: &'a str,
            priority: u8,
            tags: Vec<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            click: Option<&'a str>,
        }
        let mut tags = vec!["siaga", self.report.event.word()];
        tags.extend(self.report.product.as_deref());
        written(&Published {
            topic,
            title: &self.text.title,
            message: &self.text.body,
            priority: self.priority(),
            tags,
            click: self.page.as_ref().map(Url::as_str),
        })
    }

    /// From 1 (least) to 5, where 3 is usual.
    const fn priority(&self) -> u8 {
        match (self.loudness, self.report.severity) {
            (Loudness::MustKnow, Some(_)) => 5,
            (Loudness::Quiet | Loudness::Off, _) => 2,
            (Loudness::Normal, Some(Severity::MajorOutage | Severity::PartialOutage)) | (Loudness::MustKnow, None) => 4,
            (Loudness::Normal, Some(Severity::Degraded) | None) => 3,
        }
    }

    /// What a script finds in its environment. All are always set; what is absent is empty.
    #[must_use]
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let report = &self.report;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let time = |value: Option<Timestamp>| value.map(|at| at.to_string()).unwrap_or_default();
        let all = vec![
            ("SIAGA_EVENT", report.event.word().to_owned()),
            ("SIAGA_AT", report.at.to_string()),
            ("SIAGA_PRODUCT", text(&report.product)),
            ("SIAGA_NAME", text(&report.name)),
            ("SIAGA_PROVIDER", text(&report.provider)),
            ("SIAGA_INCIDENT", text(&report.incident)),
            ("SIAGA_TITLE", text(&report.title)),
            ("SIAGA_SEVERITY", report.severity.map(|severity| severity.status().word().to_owned()).unwrap_or_default()),
            ("SIAGA_SINCE", time(report.since)),
            ("SIAGA_UNTIL", time(report.until)),
            ("SIAGA_TEXT", report.text.clone()),
            ("SIAGA_JSON", self.json()),
        ];
        // The one character that no variable can hold.
        all.into_iter().map(|(name, value)| (name, value.replace('\0', ""))).collect()
    }
}

fn whole(text: &Text) -> String {
    format!("{}\n{}", text.title, text.body)
}

fn bounded(text: &Text) -> Text {
    let cut = |text: &str, longest: usize| match text.char_indices().nth(longest) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    };
    Text { title: cut(&text.title, LONGEST / 4), body: cut(&text.body, LONGEST) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn written(value: &impl Serialize) -> String {
    // Texts, numbers and lists always can be.
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests;
