//! The text of a notification: a title that stands alone, who says so and since when, and what works instead.

use jiff::Timestamp;

use super::Words;
use crate::alert::{Alert, Reason, Severity};

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
    let title = if drill { words.format("drill-title", &[("title", title.into())]) } else { title };
    let mut sentences = Vec::new();
    match alert.until {
        Some(until) => {
            if alert.reason == Reason::Back {
                sentences.push(words.text("notify-asked"));
            }
            let (from, to) = words.span(alert.since, until, now);
            sentences.push(words.format(
                "notify-lasted",
                &[
                    ("duration", words.duration(until.duration_since(alert.since)).into()),
                    ("from", from.into()),
                    ("until", to.into()),
                    ("provider", provider.into()),
                ],
            ));
        }
        None => {
            let since = words.moment(alert.since, now);
            sentences.push(match &alert.title {
                Some(title) => words.format(
                    "notify-says",
                    &[("provider", provider.into()), ("title", quoted(title).into()), ("since", since.into())],
                ),
                None => words.format("notify-page", &[("provider", provider.into()), ("since", since.into())]),
            });
            if !alert.also.is_empty() {
                let also: Vec<String> = alert.also.iter().map(|id| name(id)).collect();
                let also: Vec<&str> = also.iter().map(String::as_str).collect();
                sentences.push(words.format("notify-also", &[("products", words.list(&also).into())]));
            }
            if !working.is_empty() {
                let count = working.len();
                sentences.push(
                    words
                        .format("notify-working", &[("products", words.list(working).into()), ("count", count.into())]),
                );
            }
        }
    }
    if drill {
        sentences.push(words.text("notify-drill"));
    }
    Text { title, body: sentences.join(" ") }
}

const fn title_key(alert: &Alert) -> &'static str {
    match (alert.reason, alert.severity) {
        (Reason::Back, _) => "notify-title-back",
        (Reason::Recovered, _) | (_, None) => "notify-title-recovered",
        (Reason::Reopened, Some(Severity::MajorOutage)) => "notify-title-reopened-down",
        (Reason::Reopened, Some(Severity::PartialOutage)) => "notify-title-reopened-partial",
        (Reason::Reopened, Some(Severity::Degraded)) => "notify-title-reopened-degraded",
        (_, Some(Severity::MajorOutage)) => "notify-title-down",
        (_, Some(Severity::PartialOutage)) => "notify-title-partial",
        (_, Some(Severity::Degraded)) => "notify-title-degraded",
    }
}

fn quoted(title: &str) -> String {
    let title = title.trim_end_matches(['.', ' ']);
    if title.chars().count() <= QUOTED {
        return title.to_owned();
    }
    let cut: String = title.chars().take(QUOTED - 1).collect();
    format!("{}…", cut.trim_end())
}
