//! Any RSS, Atom or JSON Feed with the labels that status authors use. It is tried last and takes every feed of news, so
//! what it finds is an archive: it is never calm, and says that nothing is reported only where every entry has a label.
//!
//! A label is looked for in the line `Status:`, at either end of the title, in the first bold words and the first line
//! that begins with one, and among the categories. All that are found must say that it is over; one that does not keeps
//! it open. Planned work needs a label, or a title that speaks of maintenance and of no trouble. Entries under one
//! address and title are the updates of one incident, and the newest decides.
//!
//! An entry without a telling label is an incident of unknown stage. Time is no argument here, so "recent" is measured
//! against the newest time in the document itself: within [`RECENT`] of it, or without a time, it is open. That keeps an
//! outage announced without a label in sight for as long as a page speaks of nothing later, and leaves old news alone;
//! what is too old is not called resolved, and takes back that all open incidents are known.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest};
use crate::feed::label::{self, Label};
use crate::feed::markup;
use crate::feed::news::{Item, News};
use crate::feed::{Reading, Unreadable, text};
use crate::observation::{Impact, Incident, Maintenance, Stage, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "rss",
    aliases: &["atom", "json-feed", "rss-other"],
    label: "news feed",
    read,
    paths: &["/feed.atom", "/feed.rss", "/feed", "/rss", "/feed.xml", "/incidents.rss"],
    ..Dialect::PLAIN
};

/// How much older than the newest time in the document an entry without a label may be and still count as open.
const RECENT: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Lines of a text that are looked through for a label.
const MOST_LINES: usize = 12;

/// What a line is called that names the impact.
const IMPACT: [&str; 3] = ["severity", "impact", "priority"];

/// One entry with what was made of it.
struct Post<'a> {
    item: &'a Item,
    /// Without the label at either end.
    title: String,
    label: Option<Label>,
    /// One of its labels speaks of planned work.
    planned: bool,
    text: String,
    impact: Impact,
}

/// Reads one document.
///
/// # Errors
/// [`Unreadable`] when the bytes are no feed of news.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let news = document.news()?;
    let mut draft = Draft::default();
    draft.name(Some(&news.title));
    let newest = news.entries.iter().filter_map(Item::newest).chain(news.updated).max();
    let posts: Vec<Post<'_>> = news.entries.iter().map(post).collect();
    let mut understood = news.left_out == 0;
    for (id, mut updates) in threads(news, posts) {
        if updates.iter().all(|post| post.item.newest().is_some()) {
            updates.sort_by_key(|post| std::cmp::Reverse(post.item.newest()));
        }
        understood &= thread(id, &updates, newest, &mut draft);
    }
    if news.left_out > 0 {
        draft.note(format!("{} entries were not read", news.left_out));
    }
    draft.observation.history = true;
    draft.observation.reports_all = understood && !news.entries.is_empty();
    Ok(draft.finish())
}

fn post(item: &Item) -> Post<'_> {
    let written = text::title(&item.title);
    let said = text::update(&item.html);
    let mut at_ends: Vec<_> = label::leading(&written).into_iter().chain(label::trailing(&written)).collect();
    // `Outage: Slow replies - Resolved` speaks of a kind before, and of a state behind.
    at_ends.sort_by_key(|(label, _)| *label == Label::Open);
    let title = at_ends.first().map(|(_, rest)| *rest).filter(|rest| !rest.is_empty()).unwrap_or(&written).to_owned();
    let lines = || said.lines().filter(|line| !line.is_empty()).take(MOST_LINES);
    let state = lines().find_map(|line| label::named(line, &label::STATE)).and_then(|state| {
        let said = label::label(state).or_else(|| label::leading(state).map(|(label, _)| label));
        said.map(|label| if label == Label::Open { Label::At(Stage::Unknown) } else { label })
    });
    let begun = lines().next().and_then(|first| {
        let second = || lines().nth(1).filter(|_| is_date(first)).and_then(label::leading);
        label::leading(first).or_else(second)
    });
    let begun = begun.map(|(label, _)| label).filter(|label| *label != Label::Update);
    let filed = item.categories.iter().filter_map(|word| label::label(word));
    // The line that names the state is the newest; bold words and beginnings are in the order of the updates.
    let in_text = state.or_else(|| bold(&item.html)).or(begun);
    let found: Vec<Label> = in_text.into_iter().chain(at_ends.iter().map(|(label, _)| *label)).chain(filed).collect();
    let label = agreed(&found).or_else(|| label::hinted(&title, &said));
    let impact = lines().find_map(|line| label::named(line, &IMPACT)).into_iter();
    let impact = impact.chain(item.categories.iter().map(String::as_str)).filter_map(impact_word).max();
    let planned = found.contains(&Label::Planned);
    Post { item, title, label, planned, text: said, impact: impact.unwrap_or(Impact::Unknown) }
}

/// The label that is the first bold word, past dates and updates. It stands at the beginning, and no sentence goes on
/// behind it: in `<b>Resolved</b> orders are late` it is none.
fn bold(html: &str) -> Option<Label> {
    let words = markup::elements(html, &["strong", "b", "h3"]);
    let before = text::update(&html[..words.first()?.start]);
    if !before.is_empty() && !is_date(&before) {
        return None;
    }
    let told = words.iter().map(|word| (word, label::label(word.inner)));
    let mut told = told.filter(|(word, label)| *label != Some(Label::Update) && !is_date(&text::title(word.inner)));
    let (word, label) = told.next()?;
    label.filter(|_| !html[word.end..].trim_start().starts_with(char::is_lowercase))
}

/// Whether a line may be a date: short, and with a figure.
fn is_date(line: &str) -> bool {
    line.len() <= 64 && line.contains(|c: char| c.is_ascii_digit())
}

/// What labels say together: over only where no stage speaks against it, planned only where nothing does. That there is
/// an outage names the kind of an entry, and stays true of one that is over.
fn agreed(found: &[Label]) -> Option<Label> {
    let has = |wanted: Label| found.contains(&wanted);
    let stage = |label: &&Label| matches!(label, Label::At(stage) if *stage != Stage::Resolved);
    let order = [Label::UnderWay, Label::At(Stage::Resolved), Label::Open, Label::Planned];
    let agreed = found.iter().find(stage).copied().or_else(|| order.into_iter().find(|label| has(*label)));
    // Of what was never planned, it is the trouble that is under way.
    agreed.map(|label| if label == Label::UnderWay && !has(Label::Planned) { Label::Open } else { label })
}

fn impact_word(word: &str) -> Option<Impact> {
    match word.trim().to_ascii_lowercase().as_str() {
        "minor" | "low" | "degraded" | "degraded performance" => Some(Impact::Minor),
        "major" | "high" | "partial outage" => Some(Impact::Major),
        "critical" | "major outage" | "outage" => Some(Impact::Critical),
        _ => None,
    }
}

/// Entries by what they are about: the address where it is theirs alone, else their own id.
fn threads<'a>(news: &News, posts: Vec<Post<'a>>) -> Vec<(Option<String>, Vec<Post<'a>>)> {
    let mut titles: BTreeMap<&str, Option<String>> = BTreeMap::new();
    for post in &posts {
        let Some(link) = post.item.link.as_deref() else { continue };
        // Two titles under one address: it is the page's, and tells nothing apart.
        let title = titles.entry(link).or_insert_with(|| Some(post.title.clone()));
        if title.as_deref() != Some(post.title.as_str()) {
            *title = None;
        }
    }
    let own =
        |link: &&str| titles.get(link).is_some_and(Option::is_some) && !news.links.iter().any(|page| page == link);
    let mut threads: Vec<(Option<String>, Vec<Post<'a>>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for post in posts {
        let link = post.item.link.as_deref().filter(own);
        let id = link.map(str::to_owned).or_else(|| post.item.id.clone());
        let place = id.as_ref().and_then(|id| places.get(id).copied());
        match place {
            Some(place) => threads[place].1.push(post),
            None => {
                places.extend(id.clone().map(|id| (id, threads.len())));
                threads.push((id, vec![post]));
            }
        }
    }
    threads
}

/// Makes one incident or piece of planned work of its updates, the newest first; says whether it was understood.
fn thread(id: Option<String>, posts: &[Post<'_>], newest_of_all: Option<Timestamp>, draft: &mut Draft) -> bool {
    let Some(first) = posts.first() else { return true };
    // An update without a stage of its own leaves the stage as it was; all that is open stays so until one ends it.
    let label = label::deciding(posts.iter().map(|post| post.label));
    let is_work = |post: &Post<'_>| matches!(post.label, Some(Label::Planned | Label::UnderWay));
    let planned = posts.iter().any(|post| post.planned || is_work(post))
        && posts.iter().all(|post| is_work(post) || post.label.is_some_and(Label::is_over));
    let over = label.is_some_and(Label::is_over);
    if planned && over {
        return true;
    }
    let Some(id) = id else {
        draft.note(format!("an entry has neither id nor address of its own: {}", text::word(&first.title)));
        if !over && !planned {
            draft.doubt();
        }
        return over || planned;
    };
    let title = first.title.clone();
    if planned {
        let active = label == Some(Label::UnderWay);
        draft.maintenance(Maintenance { id, title, starts_at: None, ends_at: None, active });
        return true;
    }
    let at = first.item.newest();
    let aged = match (at, newest_of_all) {
        (Some(at), Some(newest)) => newest.duration_since(at) > RECENT,
        (None, _) | (_, None) => false,
    };
    let open = match label {
        Some(label) => !label.is_over(),
        None => !aged,
    };
    if label.is_none() {
        draft.note(format!("entry {}: no label tells its stage", text::word(&id)));
    }
    let impact = posts.iter().map(|post| post.impact).find(|impact| *impact != Impact::Unknown);
    let updates: Vec<Update> = posts
        .iter()
        .map(|post| Update {
            at: post.item.newest(),
            stage: post.label.map_or(Stage::Unknown, Label::stage),
            text: post.text.clone(),
        })
        .collect();
    draft.incident(Incident {
        id,
        title,
        impact: impact.unwrap_or(Impact::Unknown),
        stage: label.map_or(Stage::Unknown, Label::stage),
        open,
        started_at: posts.iter().filter_map(|post| post.item.published).min().or_else(|| oldest(&updates)),
        updated_at: newest(&updates),
        resolved_at: at.filter(|_| over),
        components: Vec::new(),
        updates,
    });
    label.is_some()
}

fn oldest(updates: &[Update]) -> Option<Timestamp> {
    updates.iter().filter_map(|update| update.at).min()
}
