//! The history of an Atlassian Statuspage, `history.atom` and `history.rss`: the newest incidents and pieces of planned
//! work, each with its timeline as HTML. It is read where the page's JSON is not to be had.
//!
//! The anchor is Atom's id (`tag:<host>,2005:/history`, or `..:Incident/<number>` for every entry), or RSS's title
//! ending in "Incident History" with an address of an incident in every item. An incident goes by the id in its
//! address, which is the one that the JSON gives it.
//!
//! The newest label that names a phase decides; `Update` names none. Dates inside have no year: it is the one that puts
//! them before the entry's own time. A feed lists the newest 25 entries, no components and no impact.

use jiff::{Timestamp, ToSpan};

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest};
use crate::feed::label::{self, Label};
use crate::feed::markup::{self, Element};
use crate::feed::news::{Item, News};
use crate::feed::{Reading, Unreadable, date, text};
use crate::observation::{Impact, Incident, Maintenance, Stage, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "statuspage-atom",
    aliases: &["statuspage-rss", "statuspage-history"],
    label: "Atlassian Statuspage history",
    read,
    paths: &["/history.atom", "/history.rss"],
    ..Dialect::PLAIN
};

/// What the title of such a feed ends with.
const TITLE: &str = "Incident History";

/// What announces planned work above its timeline.
const SCHEDULED: &str = "THIS IS A SCHEDULED EVENT";

/// Most updates read of one entry, from the newest on; the longest captured timeline has fewer than 50.
const MOST_UPDATES: usize = 200;

/// Reads one document.
///
/// # Errors
/// [`Unreadable`] when the bytes are no such document.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let news = document.news()?;
    if !is_anchored(news) {
        return Err(Unreadable::OtherShape { what: "a feed of news that is no incident history".into() });
    }
    let mut draft = Draft::default();
    let name = news.title.trim().trim_end_matches(TITLE).trim_end_matches([' ', '-']);
    draft.name(Some(name));
    let mut understood = news.left_out == 0;
    for item in &news.entries {
        understood &= entry(item, &mut draft);
    }
    if news.left_out > 0 {
        draft.note(format!("{} entries were not read", news.left_out));
    }
    draft.observation.history = true;
    draft.observation.reports_all = understood && !news.entries.is_empty();
    Ok(draft.finish())
}

fn is_anchored(news: &News) -> bool {
    let is_tag = |id: &str, what: &str| id.starts_with("tag:") && id.contains(what);
    let all = |known: &dyn Fn(&Item) -> bool| news.entries.iter().all(known);
    let by_tag = |item: &Item| item.id.as_deref().is_some_and(|id| is_tag(id, ",2005:Incident/"));
    is_tag(&news.id, ",2005:/history") && all(&by_tag)
        || !news.entries.is_empty() && all(&by_tag)
        || news.id.is_empty()
            && news.title.trim_end().ends_with(TITLE)
            && all(&|item| item.incident_in_link().is_some())
}

/// Reads one entry; says whether all of it was understood.
fn entry(item: &Item, draft: &mut Draft) -> bool {
    let Some(id) = item.incident_in_link().or_else(|| item.id.clone()) else {
        draft.note(format!("an entry has no id: {}", text::word(&item.title)));
        draft.doubt();
        return false;
    };
    let timeline = timeline(item);
    let phase = label::deciding(timeline.iter().map(|(label, _)| *label));
    let planned = item.html.contains(SCHEDULED)
        || timeline.iter().any(|(label, _)| matches!(label, Some(Label::Planned | Label::UnderWay)));
    let title = text::title(&item.title);
    let is_trouble = matches!(phase, Some(Label::At(stage)) if stage != Stage::Resolved) || phase == Some(Label::Open);
    if planned && !is_trouble {
        if !phase.is_some_and(Label::is_over) {
            let (starts_at, ends_at) = window(item);
            draft.maintenance(Maintenance { id, title, starts_at, ends_at, active: phase == Some(Label::UnderWay) });
        }
        return true;
    }
    if phase.is_none() {
        draft.note(format!("incident {}: no label names a phase", text::word(&id)));
    }
    let stage = phase.map_or(Stage::Unknown, Label::stage);
    // Everything since the newest phase that was none of the end.
    let closing =
        timeline.iter().take_while(|(label, _)| matches!(label, Some(Label::At(Stage::Resolved) | Label::Update)));
    let resolved = closing.filter(|(label, _)| label.is_some_and(Label::is_over)).last();
    let resolved_at = resolved.and_then(|(_, update)| update.at).or(item.newest()).filter(|_| stage == Stage::Resolved);
    let updates: Vec<Update> = timeline.into_iter().map(|(_, update)| update).collect();
    draft.incident(Incident {
        id,
        title,
        impact: Impact::Unknown,
        stage,
        open: stage != Stage::Resolved,
        started_at: updates.iter().filter_map(|update| update.at).min().or(item.published),
        updated_at: item.updated.or_else(|| newest(&updates)),
        resolved_at,
        components: Vec::new(),
        updates,
    });
    phase.is_some()
}

/// The updates, in the entry's order, each with what its label says.
fn timeline(item: &Item) -> Vec<(Option<Label>, Update)> {
    let html = item.html.as_str();
    let parts = markup::elements(html, &["small", "strong"]);
    let mut starts: Vec<(Element<'_>, Option<Element<'_>>)> = parts
        .iter()
        .enumerate()
        .filter(|(_, part)| part.name == "strong" && !part.inner.contains(SCHEDULED))
        .map(|(at, part)| {
            let date = at.checked_sub(1).map(|before| parts[before]).filter(|date| is_date_of(date, part, html));
            (*part, date)
        })
        .collect();
    // Bold words inside of a text have no date. Where no label has one, the words have to tell.
    let dated = starts.iter().any(|(_, date)| date.is_some());
    starts.retain(|(part, date)| {
        let marked = html[part.end..].trim_start().starts_with(['-', '–', ':']) && label::label(part.inner).is_some();
        if dated { date.is_some() } else { marked }
    });
    starts.truncate(MOST_UPDATES);
    if starts.is_empty() {
        // Some write it without markup.
        let plain = text::update(html);
        let labelled = label::leading(&plain).map(|(label, rest)| {
            let update = Update { at: item.newest(), stage: label.stage(), text: rest.to_owned() };
            (Some(label), update)
        });
        return labelled.into_iter().collect();
    }
    let mut latest = item.newest();
    let ends = starts.iter().skip(1).map(|(label, date)| date.unwrap_or(*label).start).chain([html.len()]);
    let mut updates = Vec::new();
    for ((word, date), end) in starts.iter().zip(ends) {
        let at = date.and_then(|date| moment(&text::title(date.inner), latest));
        // The next one is older.
        latest = at.or(latest);
        let label = label::label(word.inner);
        let said = text::update(&html[word.end..end]);
        let said = said.trim_start_matches(['-', ' ']).to_owned();
        updates.push((label, Update { at, stage: label.map_or(Stage::Unknown, Label::stage), text: said }));
    }
    updates
}

/// Whether a small element is the date of a label: nothing but a line break between them.
fn is_date_of(date: &Element<'_>, label: &Element<'_>, html: &str) -> bool {
    date.name == "small" && text::title(&html[date.end..label.start]).is_empty()
}

/// The moment of `Aug 21, 00:37 UTC`, in the year that puts it no later than the other, but for a day of doubt about
/// zones.
fn moment(written: &str, latest: Option<Timestamp>) -> Option<Timestamp> {
    let latest = latest?;
    let words: Vec<&str> = written.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let [month, day, time, zone] = words[..] else { return None };
    let bound = latest.checked_add(36.hours()).ok()?;
    let year = bound.to_zoned(jiff::tz::TimeZone::UTC).year();
    let in_year = |year: i16| date::moment(&format!("{day} {month} {year} {time} {zone}"));
    [year, year - 1].into_iter().filter_map(in_year).find(|moment| *moment <= bound)
}

/// The planned time, from `THIS IS A SCHEDULED EVENT Oct 27, 15:00 - Oct 28, 16:00 UTC`; the second day is left out
/// where it is the first. The year is the one nearest to the entry's own time, which is that of the beginning.
fn window(item: &Item) -> (Option<Timestamp>, Option<Timestamp>) {
    let plain = text::update(&item.html);
    let Some((_, line)) = plain.lines().find_map(|line| line.split_once(SCHEDULED)) else { return (None, None) };
    let words: Vec<&str> = line.split([' ', ',']).filter(|word| !word.is_empty() && *word != "-").collect();
    let (from, to, zone) = match words[..] {
        [month, day, from, to, zone] => ([month, day, from], [month, day, to], zone),
        [month, day, from, last_month, last_day, to, zone] => ([month, day, from], [last_month, last_day, to], zone),
        _ => return (None, None),
    };
    let Some(near) = item.published.or(item.updated) else { return (None, None) };
    let nearest = |[month, day, time]: [&str; 3], near: Timestamp| {
        let year = near.to_zoned(jiff::tz::TimeZone::UTC).year();
        let years = [year - 1, year, year + 1].into_iter();
        let moments = years.filter_map(|year| date::moment(&format!("{day} {month} {year} {time} {zone}")));
        moments.min_by_key(|moment| moment.as_second().abs_diff(near.as_second()))
    };
    let starts_at = nearest(from, near);
    let ends_at = starts_at.and_then(|start| nearest(to, start));
    (starts_at, ends_at.filter(|end| Some(*end) >= starts_at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_without_a_year_is_before_the_entry_that_holds_it() {
        let table = [
            ("Aug 21, 00:37 UTC", "2026-08-21T00:37:20Z", Some("2026-08-21T00:37:00Z")),
            ("Aug 20, 17:05 PDT", "2026-08-21T00:37:20Z", Some("2026-08-21T00:05:00Z")),
            ("Dec 31, 23:50 UTC", "2026-01-01T01:00:00Z", Some("2025-12-31T23:50:00Z")),
            ("Jan 1, 01:00 UTC", "2025-12-31T23:59:00Z", Some("2026-01-01T01:00:00Z")),
            ("Jan 9, 01:00 UTC", "2025-12-31T23:59:00Z", Some("2025-01-09T01:00:00Z")),
            ("Feb 29, 01:00 UTC", "2025-01-31T23:59:00Z", Some("2024-02-29T01:00:00Z")),
            ("Aug 21", "2026-08-21T00:37:20Z", None),
        ];
        for (written, latest, expected) in table {
            assert_eq!(moment(written, latest.parse().ok()), expected.map(|at| at.parse().unwrap()), "{written}");
        }
        assert_eq!(moment("Aug 21, 00:37 UTC", None), None);
    }
}
