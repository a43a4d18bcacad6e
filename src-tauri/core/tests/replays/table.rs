//! The table by which the defaults were chosen: `docs/replays.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use siaga_core::provider::Catalogue;
use siaga_core::replay::{ReplayReport, Track};

use crate::histories::{ALL, OPENAI_BESIDE, named};
use crate::{all_of, replayed};

/// Rules that differ from the defaults, and what they are called.
pub(crate) const VARIATIONS: [(&str, &str); 9] = [
    ("defaults", ""),
    ("degraded at once (two reads)", "[notify]\ndegraded_after = 0\n"),
    ("degraded after 10 min", "[notify]\ndegraded_after = \"10m\"\n"),
    ("degraded after 30 min", "[notify]\ndegraded_after = \"30m\"\n"),
    ("degraded after 1 h", "[notify]\ndegraded_after = \"1h\"\n"),
    ("degraded after 2 h", "[notify]\ndegraded_after = \"2h\"\n"),
    ("degraded after 3 h", "[notify]\ndegraded_after = \"3h\"\n"),
    ("only broken in part and down", "[notify]\nthreshold = \"partial_outage\"\n"),
    ("only down", "[notify]\nthreshold = \"major_outage\"\n"),
];

const HEAD: &str = "\
# What Siaga would have told of recorded incidents

Recorded histories, pushed through the agent's own reading and deciding with a simulated clock: a read every two
minutes, an incident visible from its first publication on. `siaga replay` does the same with any history. This page is
written by `cargo xtask replays`.

*Majors* are incidents that broke a product in part or wholly (impact major or critical). A major that is not told was
history when it came: published when it was over, or already in *monitoring*. Histories keep only an incident's final
impact and name parts rather than their states, so that what was critical in the end counts as critical from its first
minute, and no part counts as a core part. Live, more that is degraded is told, and earlier: of the 29 minor incidents of
summer 2026 that name claude.ai, all had that very part degraded, and it is a core part of Claude.

*A month* is the mean month; less than one counts as one. *Delay* is the median time from an incident's publication to
its telling, the two minutes between reads included. What is told by an alert about another incident of the same outage
counts as told.

What the defaults aim at: all majors, and at most twelve others in a month for ChatGPT and Claude together.

";

#[test]
fn the_table_in_the_docs_is_what_the_histories_give() {
    let catalogue = Catalogue::shipped();
    if ALL[0].track(&catalogue).is_none() {
        return;
    }
    let mut page = HEAD.to_owned();
    both(&catalogue, &mut page);
    each(&catalogue, &mut page);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/replays.md");
    if std::env::var_os("SIAGA_BLESS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(there == page, "docs/replays.md is out of date: `cargo xtask replays` rewrites it. It should be:\n{page}");
}

/// ChatGPT and Claude side by side, under different rules.
fn both(catalogue: &Catalogue, page: &mut String) {
    let recent = [named("OpenAI 2026"), named("Anthropic 2026")];
    let older = [&OPENAI_BESIDE, named("Anthropic 2023 to 2024")];
    for (title, histories) in [("summer of 2026", recent), ("March 2023 to February 2024", older)] {
        let tracks: Vec<Track> = histories.iter().filter_map(|history| history.track(catalogue)).collect();
        let _ = write!(page, "## ChatGPT and Claude, {title}\n\n{COLUMNS}");
        for (name, rules) in VARIATIONS {
            row(page, name, &replayed(&tracks, &["chatgpt", "claude"], rules).report);
        }
        page.push('\n');
    }
}

/// Every history by itself, for somebody who uses all of its products, under the defaults.
fn each(catalogue: &Catalogue, page: &mut String) {
    let _ = write!(page, "## Every history, all products, defaults\n\n{COLUMNS}");
    for history in &ALL {
        let Some(track) = history.track(catalogue) else { continue };
        let products = all_of(catalogue, history.provider);
        let products: Vec<&str> = products.iter().map(String::as_str).collect();
        row(page, history.name, &replayed(&[track], &products, "").report);
    }
}

const COLUMNS: &str = "\
| | incidents | majors told | told | told a month | majors told a month | notifications | delay | never told, by reason |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
";

fn row(page: &mut String, name: &str, report: &ReplayReport) {
    let a_month = report.incidents_told_per_month;
    let share = f64::from(report.majors_told) / f64::from(report.incidents_told.max(1));
    let _ = writeln!(
        page,
        "| {name} | {} | {} of {} | {} | {a_month:.1} | {:.1} | {} | {} | {} |",
        report.incidents,
        report.majors_told,
        report.majors,
        report.incidents_told,
        a_month * share,
        report.notifications,
        report.median_delay_s.map_or_else(|| "-".to_owned(), |delay| format!("{:.0} min", delay as f64 / 60.0)),
        listed(&report.untold),
    );
}

fn listed(reasons: &BTreeMap<String, u32>) -> String {
    let listed: Vec<String> = reasons.iter().map(|(reason, number)| format!("{reason} {number}")).collect();
    if listed.is_empty() { "-".to_owned() } else { listed.join(", ") }
}
