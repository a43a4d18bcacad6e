//! `siaga history`: what was, and how much of the time watched a product worked. With an agent it answers; without one
//! its records are read as they were left, and stay so. No feed is read for it.

use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use siaga_core::history::{History, HistoryOutage, IncidentSource, MOST_DAYS, Past, Share, csv, history, since};
use siaga_core::observation::{Impact, Status};
use siaga_core::wire::{Command, Reply};
use siaga_core::wording::reason_key;
use siaga_core::wording::{Language, Words};

use super::{BAD_INPUT, Failure, INTERNAL, Outcome, say, say_json, source};
use crate::places::Places;
use crate::settings::Files;
use crate::store::Store;

/// Most outages in the table that a person reads.
const MOST_ROWS: usize = 20;

/// Most incidents of the provider's own list in that table.
const MOST_THEIRS: usize = 5;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The product, by id
    product: String,
    /// How many days, today included
    #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=i64::from(MOST_DAYS)))]
    days: u16,
    /// The outages as comma-separated values
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(places: &Places, args: &Args) -> Outcome {
    let mut files = Files::of(&places.config);
    let (settings, catalogue) = files.load();
    let id = source::known(&catalogue, &args.product)?;
    let now = Timestamp::now();
    let found = if let Some(connection) = source::agent(places).await? {
        let command = Command::History { product: id.clone(), days: args.days };
        let Reply::History(history) = connection.client.ask(command).await.map_err(source::refused)? else {
            return Err(Failure::new(INTERNAL, "the agent gave an answer of another kind"));
        };
        *history
    } else {
        source::complain_of(&files);
        let past = match catalogue.provider_of(&id).zip(catalogue.product(&id)) {
            Some((provider, product)) => Store::past_of(&places.database(), provider, product, since(args.days, now))
                .map_err(|error| Failure::new(BAD_INPUT, error.to_string()))?,
            None => Past::default(),
        };
        history(&id, &past, args.days, &files.zone(), now)
    };
    if args.json {
        say_json(&found)?;
    } else if args.csv {
        say(&csv(&found));
    } else {
        let name = catalogue.product(&id).map_or(id.as_str(), |product| product.name.as_str());
        let page = Page { words: source::words(&files, &settings), zone: files.zone(), now };
        page.table(name, &found);
    }
    Ok(0)
}

/// What a person reads.
struct Page {
    words: Words,
    zone: TimeZone,
    now: Timestamp,
}

impl Page {
    fn table(&self, name: &str, history: &History) {
        let words = &self.words;
        say(&words.format("cli-history", &[("product", name.into()), ("days", history.days.len().into())]));
        if history.outages.is_empty() {
            say(&format!("  {}", words.text("cli-history-none")));
        }
        let shown = history.outages.iter().take(MOST_ROWS);
        aligned(&shown.map(|outage| self.outage(outage)).collect::<Vec<_>>());
        let left = u32::try_from(history.outages.len().saturating_sub(MOST_ROWS)).unwrap_or(u32::MAX);
        if left > 0 {
            say(&format!("  {}", words.format("cli-history-rest", &[("count", left.into())])));
        }
        self.theirs(history);
        self.uptime(history);
    }

    fn outage(&self, outage: &HistoryOutage) -> [String; 5] {
        let words = &self.words;
        let heard = match (outage.told, outage.held) {
            (true, _) => Some(words.text("watch-told")),
            (false, Some(reason)) => Some(format!("{}: {}", words.text("watch-held"), words.text(reason_key(reason)))),
            (false, None) => None,
        };
        let title = outage.title.as_ref().map(|title| format!("“{title}”"));
        let said: Vec<String> = title.into_iter().chain(heard).collect();
        let began = self.moment(Some(outage.began_at));
        let ended = outage.ended_at.map_or_else(|| words.text("cli-history-open"), |at| self.moment(Some(at)));
        let lasted = self.between(Some(outage.began_at), outage.ended_at.or(Some(self.now)));
        [began, ended, lasted, words.status(outage.severity.status()), said.join(" · ")]
    }

    /// The newest of what only the provider's own list tells.
    fn theirs(&self, history: &History) {
        let of_theirs = history.incidents.iter().filter(|incident| incident.source == IncidentSource::Theirs);
        let rows: Vec<[String; 5]> = of_theirs
            .filter(|incident| incident.impact != Impact::None)
            .take(MOST_THEIRS)
            .map(|incident| {
                let (began, ended) = (self.moment(incident.started_at), self.moment(incident.ended_at));
                let lasted = self.between(incident.started_at, incident.ended_at);
                let harm: Status = incident.impact.status();
                [began, ended, lasted, self.words.status(harm), format!("“{}”", incident.title)]
            })
            .collect();
        if !rows.is_empty() {
            say(&self.words.text("cli-history-theirs"));
            aligned(&rows);
        }
    }

    fn uptime(&self, history: &History) {
        let words = &self.words;
        let Some(uptime) = history.uptime else {
            say(&words.text("cli-history-unwatched"));
            return;
        };
        let share = Share::of(history.watched_s, history.window_s).unwrap_or(uptime);
        let args = [
            ("uptime", self.percent(uptime).into()),
            ("watched", self.lasted(history.watched_s).into()),
            ("window", self.lasted(history.window_s).into()),
            ("share", self.percent(share).into()),
        ];
        say(&words.format("cli-history-uptime", &args));
        let degraded = history.days.iter().map(|day| day.degraded_s).fold(0, u32::saturating_add);
        if degraded > 0 {
            say(&words.format("cli-history-degraded", &[("duration", self.lasted(degraded).into())]));
        }
    }

    fn moment(&self, at: Option<Timestamp>) -> String {
        let text = |at: Timestamp| at.to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
        at.map_or_else(|| "-".to_owned(), text)
    }

    fn between(&self, began: Option<Timestamp>, ended: Option<Timestamp>) -> String {
        let lasted = began.zip(ended).map(|(began, ended)| self.words.duration(ended.duration_since(began)));
        lasted.unwrap_or_else(|| "-".to_owned())
    }

    fn lasted(&self, seconds: u32) -> String {
        let lasted = SignedDuration::try_from(Duration::from_secs(seconds.into())).unwrap_or(SignedDuration::MAX);
        self.words.duration(lasted)
    }

    /// With two decimals, rounded down: 100 is said of all and of nothing less.
    fn percent(&self, share: Share) -> String {
        let hundredths = share.millionths() / 100;
        let point = match self.words.language() {
            Language::English => '.',
            Language::Indonesian => ',',
        };
        if hundredths == 10_000 {
            "100".to_owned()
        } else {
            format!("{}{point}{:02}", hundredths / 100, hundredths % 100)
        }
    }
}

/// Rows in columns; the last is as long as it is.
fn aligned(rows: &[[String; 5]]) {
    let widest = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (began, ended, lasted, how) = (widest(0), widest(1), widest(2), widest(3));
    for [a, b, c, d, rest] in rows {
        say(format!("  {a:began$}  {b:ended$}  {c:>lasted$}  {d:how$}  {rest}").trim_end());
    }
}
