//! The state for bars and launchers, in the shape that each documents. Names and texts are data there too: what a format
//! takes for markup is escaped or left out.

use jiff::Zoned;
use serde::Serialize;

use crate::menu::{Picture, Shape};
use crate::observation::Status;
use crate::snapshot::{ProductView, Snapshot};
use crate::wording::Words;

/// A bar's dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarFormat {
    /// One JSON object on a line, for a custom module with `return-type` json.
    Waybar,
    /// Three lines: the text, a shorter one, a colour.
    I3blocks,
    /// One line with a colour in `%{F..}`.
    Polybar,
    /// The line of the menu bar, `---`, and a row for each product (xbar, SwiftBar, Argos).
    Xbar,
    /// One line of plain text.
    Plain,
}

impl BarFormat {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Waybar, Self::I3blocks, Self::Polybar, Self::Xbar, Self::Plain];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waybar => "waybar",
            Self::I3blocks => "i3blocks",
            Self::Polybar => "polybar",
            Self::Xbar => "xbar",
            Self::Plain => "plain",
        }
    }

    /// The format of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

#[derive(Serialize)]
struct Waybar<'a> {
    text: String,
    alt: &'a str,
    tooltip: String,
    class: Vec<&'a str>,
}

/// The state in a bar's format, without a line break at the end.
#[must_use]
pub fn bar(format: BarFormat, snapshot: &Snapshot, words: &Words, now: &Zoned) -> String {
    let picture = Picture::of(snapshot, words, now);
    let watched: Vec<&ProductView> = snapshot.products.iter().filter(|product| product.watched).collect();
    let text = text(snapshot, words);
    let text = if snapshot.drill { words.format("tray-drill-line", &[("state", text.into())]) } else { text };
    match format {
        BarFormat::Waybar => {
            let mut class = vec![class(picture.shape)];
            class.extend(snapshot.drill.then_some("drill"));
            class.extend(picture.acknowledged.then_some("acknowledged"));
            let mut tooltip = vec![picture.tooltip.clone()];
            tooltip.extend(watched.iter().map(|product| row(product, words)));
            let made = Waybar { text: pango(&text), alt: class[0], tooltip: pango(&tooltip.join("\n")), class };
            serde_json::to_string(&made).unwrap_or_default()
        }
        BarFormat::I3blocks => {
            let short = snapshot.troubled().len();
            let short = if short == 0 { words.status(snapshot.verdict.status) } else { short.to_string() };
            format!("{}\n{}\n{}", line(&text), line(&short), colour(picture.shape))
        }
        BarFormat::Polybar => {
            // A percent sign before a brace begins a tag there.
            let text = line(&text).replace("%{", "% {");
            format!("%{{F{}}}{text}%{{F-}}", colour(picture.shape))
        }
        BarFormat::Xbar => {
            let mut rows = vec![format!("{} | color={}", column(&text), colour(picture.shape)), "---".to_owned()];
            rows.push(column(&snapshot.verdict.text));
            rows.push("---".to_owned());
            rows.extend(
                watched.iter().map(|product| {
                    format!("{} | color={}", column(&row(product, words)), colour(shape(product.status)))
                }),
            );
            rows.push("---".to_owned());
            rows.push(format!("{} | refresh=true", column(&words.text("tray-check-now"))));
            rows.join("\n")
        }
        BarFormat::Plain => line(&text),
    }
}

/// The same where no agent answers: nothing is known, and nothing is read for a bar.
#[must_use]
pub fn bar_without_agent(format: BarFormat, words: &Words) -> String {
    let (text, why) = (words.text("bar-unknown"), words.text("bar-no-agent"));
    let colour = colour(Shape::Unknown);
    match format {
        BarFormat::Waybar => {
            let class = vec![class(Shape::Unknown), "no-agent"];
            let made = Waybar { text: pango(&text), alt: class[0], tooltip: pango(&why), class };
            serde_json::to_string(&made).unwrap_or_default()
        }
        BarFormat::I3blocks => format!("{why}\n{text}\n{colour}"),
        BarFormat::Polybar => format!("%{{F{colour}}}{why}%{{F-}}"),
        BarFormat::Xbar => format!("{text} | color={colour}\n---\n{}\n", column(&why)).trim_end().to_owned(),
        BarFormat::Plain => format!("{text}: {why}"),
    }
}

/// What is wrong, in as few words as can stand alone.
fn text(snapshot: &Snapshot, words: &Words) -> String {
    match snapshot.troubled().as_slice() {
        [] => words.status(snapshot.verdict.status),
        [one] => row(one, words),
        many => words.format("bar-many", &[("count", many.len().into())]),
    }
}

fn row(product: &ProductView, words: &Words) -> String {
    words.format("tray-state", &[("name", product.name.as_str().into()), ("state", words.state(product).into())])
}

const fn shape(status: Status) -> Shape {
    match status {
        Status::Operational => Shape::Ok,
        Status::Maintenance => Shape::Maintenance,
        Status::Unknown => Shape::Unknown,
        Status::Degraded | Status::PartialOutage => Shape::Degraded,
        Status::MajorOutage => Shape::Outage,
    }
}

const fn class(shape: Shape) -> &'static str {
    match shape {
        Shape::Ok => "working",
        Shape::Degraded => "degraded",
        Shape::Outage => "down",
        Shape::Maintenance => "maintenance",
        Shape::Unknown => "unknown",
        Shape::Snoozed => "snoozed",
    }
}

/// The palette's colours for dark ground, which bars have. The words say the same.
const fn colour(shape: Shape) -> &'static str {
    match shape {
        Shape::Ok => "#79EBD3",
        Shape::Degraded => "#F7B955",
        Shape::Outage => "#F9553F",
        Shape::Maintenance => "#82B4F4",
        Shape::Unknown | Shape::Snoozed => "#828B9B",
    }
}

/// One line, whatever a name holds.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A bar stands between a row's text and what it does; two hyphens begin a submenu, three a separator.
fn column(text: &str) -> String {
    line(text).replace('|', "¦").trim_start_matches('-').trim_start().to_owned()
}

fn pango(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
