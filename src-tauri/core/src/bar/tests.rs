use std::fmt::Write as _;

use jiff::tz::TimeZone;

use super::*;
use crate::golden;
use crate::sample::{at, catalogue, view};
use crate::snapshot::{Verdict, VerdictKind};
use crate::wording::Language;

fn snapshot(states: &[(&str, Status)], drill: bool) -> Snapshot {
    let catalogue = catalogue();
    let products: Vec<ProductView> = states
        .iter()
        .map(|(id, status)| ProductView { status: *status, watched: true, ..view(catalogue.product(id).unwrap()) })
        .collect();
    let status = states.iter().map(|(_, status)| *status).fold(Status::Operational, Status::worst);
    let kind = if status.is_trouble() { VerdictKind::Trouble } else { VerdictKind::Working };
    Snapshot {
        schema: 1,
        at: at(0),
        drill,
        language: "en".into(),
        verdict: Verdict { kind, status, text: "The verdict | as it is.".into() },
        products,
        providers: vec![],
        snoozed_until: None,
        look: crate::settings::Look::default(),
        quiet_until: None,
        problems: vec![],
        instead: Vec::new(),
        rehearsal: None,
    }
}

#[test]
fn each_format_is_written_as_its_bar_reads_it() {
    let mut made = String::new();
    let now = at(3).to_zoned(TimeZone::UTC);
    for language in Language::ALL {
        let words = Words::new(language);
        for (case, states, drill) in [
            ("all works", vec![("chat", Status::Operational), ("api", Status::Operational)], false),
            ("one down", vec![("chat", Status::MajorOutage), ("api", Status::Operational)], false),
            ("two in trouble", vec![("chat", Status::MajorOutage), ("api", Status::Degraded)], false),
            ("drill", vec![("chat", Status::PartialOutage)], true),
        ] {
            for format in BarFormat::ALL {
                let text = bar(format, &snapshot(&states, drill), &words, &now);
                writeln!(made, "# {} · {case} · {}\n{text}\n", language.code(), format.name()).unwrap();
            }
        }
    }
    for language in Language::ALL {
        for format in BarFormat::ALL {
            let text = bar_without_agent(format, &Words::new(language));
            writeln!(made, "# {} · no agent · {}\n{text}\n", language.code(), format.name()).unwrap();
        }
    }
    golden::check("src-tauri/core/src/bar/bars.golden.txt", &made);
}

#[test]
fn a_name_cannot_become_markup_a_tag_a_row_or_a_command() {
    let words = Words::new(Language::English);
    let now = at(0).to_zoned(TimeZone::UTC);
    let mut shown = snapshot(&[("chat", Status::MajorOutage)], false);
    shown.products[0].name = "--<b>&x | bash=/bin/sh %{A1:evil:}\nsecond".into();
    let made = |format| bar(format, &shown, &words, &now);
    let waybar: serde_json::Value = serde_json::from_str(&made(BarFormat::Waybar)).unwrap();
    assert!(!made(BarFormat::Waybar).contains('\n') && !waybar["text"].as_str().unwrap().contains("<b>"), "{waybar}");
    assert_eq!(made(BarFormat::I3blocks).lines().count(), 3);
    let polybar = made(BarFormat::Polybar);
    assert!(!polybar.contains("%{A") && polybar.lines().count() == 1, "{polybar}");
    let xbar = made(BarFormat::Xbar);
    for row in xbar.lines().filter(|row| row.contains("bash")) {
        assert_eq!(row.matches('|').count(), 1, "{row}");
        assert!(!row.starts_with("--"), "{row}");
    }
    assert_eq!(made(BarFormat::Plain).lines().count(), 1);
}

#[test]
fn every_format_is_found_by_its_name() {
    for format in BarFormat::ALL {
        assert_eq!(BarFormat::named(format.name()), Some(format));
    }
    assert_eq!(BarFormat::named("dwm"), None);
}
