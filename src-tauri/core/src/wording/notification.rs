//! The text of a notification: a title that stands alone, who says so and since when, and what works instead.

use jiff::Timestamp;

use super::Words;
use crate::alert::{Alert, Planned, Reason, Severity};

/// What a notification says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Stands alone; at most about 40 characters for usual names.
    pub title: String,
    /// Plain text; the desktop's markup is escaped where it is shown.
    pub body: String,
}

/// Longest part of a provider's title that is quoted, in characters.
const QUOTED: usize = 120;

/// Words an alert. `working` are names of alternatives that work at this moment, best first.
#[must_use]
pub fn notification(
    words: &Words,
    alert: &Alert,
    name: &dyn Fn(&str) -> String,
    provider: &str,
    working: &[&str],
    drill: bool,
    now: Timestamp,
) -> Text {
    let product = name(&alert.product);
    let title = words.format(title_key(alert), &[("product", product.as_str().into())]);
    let mut sentences = Vec::new();
    match (&alert.planned, alert.until) {
        (Some(planned), _) => sentences.push(work(words, planned, provider, now)),
        (None, Some(until)) => sentences.extend(end(words, alert, provider, until, now)),
        (None, None) => {
            sentences.extend(trouble(words, alert, provider, now));
            if !alert.also.is_empty() {
                let also: Vec<String> = alert.also.iter().map(|id| name(id)).collect();
                let also: Vec<&str> = also.iter().map(String::as_str).collect();
                sentences.push(words.format("notify-also", &[("products", words.list(&also).into())]));
            }
            sentences.extend(others(words, working));
        }
    }
    words.marked(title, sentences, drill)
}

/// Words several beginnings that came together: the products in trouble, worst first.
#[must_use]
pub fn several(words: &Words, troubled: &[&str], working: &[&str], drill: bool) -> Text {
    let title = words.format("notify-title-several", &[("count", troubled.len().into())]);
    let mut sentences = vec![words.format("notify-several", &[("products", words.list(troubled).into())])];
    sentences.extend(others(words, working));
    words.marked(title, sentences, drill)
}

impl Words {
    /// A title and a body, marked where it is a drill.
    pub(super) fn marked(&self, title: String, mut sentences: Vec<String>, drill: bool) -> Text {
        if !drill {
            return Text { title, body: sentences.join(" ") };
        }
        sentences.push(self.text("notify-drill"));
        Text { title: self.format("drill-title", &[("title", title.into())]), body: sentences.join(" ") }
    }
}

/// What can be used meanwhile.
pub(super) fn others(words: &Words, working: &[&str]) -> Option<String> {
    let args = [("products", words.list(working).into()), ("count", working.len().into())];
    (!working.is_empty()).then(|| words.format("notify-working", &args))
}

fn trouble(words: &Words, alert: &Alert, provider: &str, now: Timestamp) -> Vec<String> {
    let since = words.moment(alert.since, now);
    let mut sentences = Vec::new();
    if alert.unstable {
        sentences.push(words.text("notify-unstable"));
    } else if let Some(worked_since) = alert.worked_since {
        let worked = words.duration(alert.at.duration_since(worked_since));
        sentences.push(words.format("notify-worked", &[("duration", worked.into())]));
    }
    if alert.reason == Reason::Reminder {
        let duration = words.duration(alert.at.duration_since(alert.since));
        sentences.push(words.format("notify-goes-on", &[("duration", duration.into())]));
    }
    sentences.push(match &alert.title {
        Some(title) => words.format(
            "notify-says",
            &[("provider", provider.into()), ("title", quoted(title).into()), ("since", since.into())],
        ),
        None => words.format("notify-page", &[("provider", provider.into()), ("since", since.into())]),
    });
    if let Some(quote) = alert.quote.as_ref().filter(|_| alert.reason == Reason::Reminder) {
        let at = words.moment(quote.at.unwrap_or(alert.at), now);
        sentences.push(words.format("notify-newest", &[("text", quoted(&quote.text).into()), ("time", at.into())]));
    }
    sentences
}

fn end(words: &Words, alert: &Alert, provider: &str, until: Timestamp, now: Timestamp) -> Vec<String> {
    let mut sentences = Vec::new();
    if alert.reason == Reason::Back {
        sentences.push(words.text("notify-asked"));
    }
    let (from, to) = words.span(alert.since, until, now);
    let key = if alert.no_longer_listed { "notify-no-longer-listed" } else { "notify-lasted" };
    sentences.push(words.format(
        key,
        &[
            ("duration", words.duration(until.duration_since(alert.since)).into()),
            ("from", from.into()),
            ("until", to.into()),
            ("provider", provider.into()),
        ],
    ));
    sentences
}

fn work(words: &Words, planned: &Planned, provider: &str, now: Timestamp) -> String {
    let provider = ("provider", provider.into());
    match (planned.overran, planned.starts_at, planned.ends_at) {
        (true, _, Some(end)) => {
            words.format("notify-work-overran", &[("until", words.moment(end, now).into()), provider])
        }
        (false, Some(start), Some(end)) => {
            let (from, until) = words.span(start, end, now);
            words.format("notify-work", &[("from", from.into()), ("until", until.into()), provider])
        }
        (_, _, Some(end)) => words.format("notify-work-until", &[("until", words.moment(end, now).into()), provider]),
        (_, _, None) => words.format("notify-work-open", &[provider]),
    }
}

const fn title_key(alert: &Alert) -> &'static str {
    if let Some(planned) = &alert.planned {
        return if planned.overran { "notify-title-work-overran" } else { "notify-title-work" };
    }
    match (alert.reason, alert.severity) {
        (Reason::Back, _) => "notify-title-back",
        (Reason::Recovered, _) | (_, None) => "notify-title-recovered",
        (_, Some(_)) if alert.unstable => "notify-title-unstable",
        (Reason::Reminder, Some(Severity::MajorOutage)) => "notify-title-still-down",
        (Reason::Reminder, Some(Severity::PartialOutage)) => "notify-title-still-partial",
        (Reason::Reminder, Some(Severity::Degraded)) => "notify-title-still-degraded",
        (Reason::Reopened, Some(Severity::MajorOutage)) => "notify-title-reopened-down",
        (Reason::Reopened, Some(Severity::PartialOutage)) => "notify-title-reopened-partial",
        (Reason::Reopened, Some(Severity::Degraded)) => "notify-title-reopened-degraded",
        (_, Some(Severity::MajorOutage)) => "notify-title-down",
        (_, Some(Severity::PartialOutage)) => "notify-title-partial",
        (_, Some(Severity::Degraded)) => "notify-title-degraded",
    }
}

pub(super) fn quoted(title: &str) -> String {
    let title = title.trim_end_matches(['.', ' ']);
    if title.chars().count() <= QUOTED {
        return title.to_owned();
    }
    let cut: String = title.chars().take(QUOTED - 1).collect();
    format!("{}…", cut.trim_end())
}
