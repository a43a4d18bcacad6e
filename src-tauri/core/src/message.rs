//! A message for the team, ready to be sent: what is affected, since when, who says so, what they wrote last, what to use
//! meanwhile, when Siaga looks again; and a closing one. What the provider wrote stands in quotation marks and is data.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::alert::Quote;
use crate::observation::Status;
use crate::wording::Words;

/// What a message tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// What people call the product.
    pub product: String,
    /// Who says so.
    pub provider: String,
    /// Their status page for people.
    pub page: Option<String>,
    /// How things are.
    pub state: MessageState,
    /// Parts of the product in trouble, by name.
    pub parts: Vec<String>,
    /// The incident's title in the provider's words.
    pub title: Option<String>,
    /// The newest that the provider wrote about it.
    pub newest: Option<Quote>,
    /// What works instead, best first.
    pub working: Vec<String>,
    /// When Siaga reads the feed next.
    pub next_look: Option<Timestamp>,
    /// A rehearsal.
    pub drill: bool,
}

/// How things are with the product of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageState {
    /// In trouble, since then.
    Trouble(Status, Timestamp),
    /// Over: from when to when.
    Over(Timestamp, Timestamp),
    /// Working as far as its provider says, since when that is known.
    Working,
    /// Nobody can tell.
    Unknown,
}

/// How a message is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Form {
    /// All that is known, a line each; else one or two sentences.
    #[serde(default)]
    pub long: bool,
    /// In Markdown; else plain text.
    #[serde(default)]
    pub markdown: bool,
}

/// Longest quotation, in characters: the message is read on a phone.
const QUOTED: usize = 400;

/// The message.
#[must_use]
pub fn message(words: &Words, facts: &Facts, form: Form, now: Timestamp) -> String {
    let write = |text: &str| if form.markdown { markdown(text) } else { text.to_owned() };
    let say = |key: &str, args: &[(&str, &str)]| {
        let written: Vec<(&str, String)> = args.iter().map(|(name, value)| (*name, write(value))).collect();
        let args: Vec<_> = written.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        words.format(key, &args)
    };
    let names = ("product", facts.product.as_str());
    let provider = ("provider", facts.provider.as_str());
    let mut lines = Vec::new();
    if facts.drill {
        lines.push(words.text("message-drill"));
    }
    match facts.state {
        MessageState::Trouble(status, since) => {
            let key = match status {
                Status::MajorOutage => "message-down",
                Status::PartialOutage => "message-partial",
                Status::Degraded | Status::Operational | Status::Maintenance | Status::Unknown => "message-degraded",
            };
            let since = words.moment(since, now);
            lines.push(strong(form, &say(key, &[names, provider, ("since", &since)])));
        }
        MessageState::Over(since, until) => {
            let (from, to) = words.span(since, until, now);
            let lasted = words.duration(until.duration_since(since));
            let args =
                [names, provider, ("duration", lasted.as_str()), ("from", from.as_str()), ("until", to.as_str())];
            lines.push(strong(form, &say("message-over", &args)));
        }
        MessageState::Working => lines.push(say("message-working", &[names, provider])),
        MessageState::Unknown => lines.push(say("message-unknown", &[names, provider])),
    }
    let in_trouble = matches!(facts.state, MessageState::Trouble(..));
    let list = |names: &[String]| words.list(&names.iter().map(String::as_str).collect::<Vec<_>>());
    if in_trouble && form.long {
        if let Some(title) = &facts.title {
            lines.push(say("message-title", &[("title", title)]));
        }
        if !facts.parts.is_empty() {
            lines.push(say("message-parts", &[("parts", &list(&facts.parts))]));
        }
        if let Some(newest) = &facts.newest {
            lines.push(say("message-newest", &[provider, ("time", &words.moment(newest.at.unwrap_or(now), now))]));
            lines.push(quotation(form, &newest.text));
        }
    }
    if in_trouble {
        lines.push(match facts.working.as_slice() {
            [] => words.text("message-nothing-works"),
            working => say("message-meanwhile", &[("products", &list(working))]),
        });
    }
    if form.long {
        if let Some(next) = facts.next_look.filter(|_| in_trouble) {
            lines.push(say("message-next", &[("time", &words.moment(next.max(now), now))]));
        }
        if let Some(page) = &facts.page {
            // An address from the catalogue: as it is, so that it can be followed.
            lines.push(words.format("message-page", &[("page", page.as_str().into())]));
        }
    }
    // In Markdown a line break alone joins lines.
    lines.join(match form {
        Form { long: false, .. } => " ",
        Form { long: true, markdown: true } => "\n\n",
        Form { long: true, markdown: false } => "\n",
    })
}

fn strong(form: Form, text: &str) -> String {
    if form.markdown { format!("**{text}**") } else { text.to_owned() }
}

/// What the provider wrote, marked as theirs.
fn quotation(form: Form, text: &str) -> String {
    let cut: String = text.chars().take(QUOTED).collect();
    let cut = if cut.len() < text.len() { format!("{}…", cut.trim_end()) } else { cut };
    if form.markdown {
        let lines: Vec<String> =
            cut.lines().map(|line| format!("> {}", markdown(line)).trim_end().to_owned()).collect();
        return lines.join("\n");
    }
    format!("“{}”", cut.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Text that Markdown shows as it is: nothing of it is a heading, a link, a picture or HTML.
fn markdown(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let begins = at == 0 && matches!(c, '-' | '+' | '#' | '>' | '=' | '~');
        if begins || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '!' | '~') {
            written.push('\\');
        }
        written.push(c);
    }
    // An address is made a link by most; that of a provider's text is not ours to offer.
    written.replace("://", ":\u{200B}//")
}

#[cfg(test)]
mod tests;
