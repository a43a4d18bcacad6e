//! What is made from the types of the core and kept in the project: the window's TypeScript and the JSON Schemas of
//! what the command line prints. `SIAGA_BLESS=1 cargo test -p siaga-core generated` refreshes them.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use ts_rs::{Config, TS};

use crate::golden;

const HEADER: &str = "\
// The shapes that cross the line, as the core defines them. Made from its types; do not edit it. To refresh it:
// SIAGA_BLESS=1 cargo test -p siaga-core generated
";

/// One declaration for each type, in the order given.
macro_rules! declared {
    ($($type:ty),* $(,)?) => {
        vec![$((<$type as TS>::name(&Config::default()), <$type as TS>::decl(&Config::default()))),*]
    };
}

fn typescript() -> Vec<(String, String)> {
    use crate::settings::{Language, Look, SilenceSettings, TextSize, Theme, shown};
    use crate::{
        about, alert, alternatives, decide, history, hold, message, observation, plan, prompt, provider, replay,
        snapshot, why, wire,
    };
    declared![
        observation::Status,
        observation::Impact,
        observation::Stage,
        observation::Component,
        observation::Update,
        observation::Incident,
        observation::Maintenance,
        provider::Use,
        Language,
        Theme,
        TextSize,
        Look,
        snapshot::VerdictKind,
        snapshot::Verdict,
        snapshot::ProductView,
        snapshot::SourceKind,
        snapshot::Source,
        snapshot::ProviderView,
        snapshot::Instead,
        plan::WalkStage,
        plan::Walk,
        snapshot::Snapshot,
        alternatives::Why,
        alternatives::PromptUse,
        alternatives::Room,
        alternatives::Alternative,
        alternatives::Saying,
        alternatives::Ranked,
        provider::Confidence,
        plan::SharedKind,
        plan::Shared,
        plan::Step,
        plan::PlanVerdict,
        plan::Rehearsal,
        plan::Plan,
        plan::PlanReport,
        message::Form,
        prompt::Prompt,
        alert::Severity,
        alert::Reason,
        alert::Loudness,
        hold::Hold,
        decide::Decision,
        SilenceSettings,
        shown::ShownNotify,
        shown::ShownHours,
        shown::ShownQuiet,
        shown::ShownProduct,
        shown::ShownPart,
        shown::ShownPage,
        shown::ShownSilence,
        shown::ShownSettings,
        shown::Changed,
        shown::Explained,
        why::Finding,
        why::ProbeReport,
        why::Speaker,
        why::Explanation,
        history::IncidentSource,
        about::TrayState,
        about::Purpose,
        about::Contact,
        about::ShownOutput,
        about::About,
        history::Bars,
        history::WeekHour,
        history::Week,
        history::Pair,
        history::Together,
        history::HistoryDay,
        history::HistoryOutage,
        history::HistoryIncident,
        history::History,
        replay::WouldHave,
        wire::View,
        wire::Found,
        wire::Target,
        wire::Switched,
        wire::Show,
        wire::Bye,
        wire::Command,
        wire::Reply,
        wire::ErrorCode,
        wire::WireError,
    ]
}

#[test]
fn the_windows_types_are_the_cores() {
    let mut text = HEADER.to_owned();
    for (_, declaration) in typescript() {
        text.push_str(&format!("\nexport {}\n", laid_out(&declaration)));
    }
    golden::check("ui/src/lib/wire.gen.ts", &text);
}

/// A comment and its field on a line each.
fn laid_out(declaration: &str) -> String {
    declaration
        .replace("/**\n * ", "  /** ")
        .replace("\n */\n", " */\n  ")
        .replace(" \n", "\n")
        .replace(", };", ",\n};")
        .replace(", } |", ",\n} |")
}

/// A declaration without what its comments say.
fn bare(declaration: &str) -> String {
    let mut parts = declaration.split("/**");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |bare, part| bare + part.split_once("*/").map_or("", |(_, after)| after))
}

#[test]
fn every_type_that_a_declaration_names_is_declared_once() {
    let declared = typescript();
    let names: Vec<&str> = declared.iter().map(|(name, _)| name.as_str()).collect();
    for (name, declaration) in &declared {
        assert_eq!(names.iter().filter(|other| *other == name).count(), 1, "{name}");
        let bare = bare(declaration);
        let words = bare.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '"');
        for word in words.filter(|word| word.starts_with(|c: char| c.is_uppercase())) {
            assert!(names.contains(&word) || word == "Array", "{name} names {word}");
        }
    }
}

fn schema<T: JsonSchema>(name: &str) {
    // As it is written: what is absent is null, and nothing is left out.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<T>();
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let text = text.replace("[`", "`").replace("`]", "`");
    golden::check(&format!("src-tauri/core/schema/{name}.json"), &text);
}

#[test]
fn every_json_shape_of_the_command_line_stands_as_a_schema() {
    schema::<crate::report::StatusReport>("status");
    schema::<crate::report::AlternativesReport>("alternatives");
    schema::<crate::report::SwitchReport>("switch");
    schema::<crate::why::Explanation>("why");
    schema::<crate::plan::PlanReport>("plans-check");
    schema::<crate::plan::PlanList>("plans-show");
    schema::<crate::report::ProviderList>("provider-list");
    schema::<crate::decide::Decision>("decision");
    schema::<crate::history::History>("history");
    schema::<crate::forward::ForwardReport>("forward");
    schema::<crate::replay::ReplayReport>("replay");
    schema::<crate::feed::FeedReport>("feed-read");
    schema::<crate::feed::DetectReport>("feed-detect");
}
