//! `siaga replay`: recorded histories, from files to the lines and the JSON that a person reads.

use serde_json::{Value, json};

use crate::support::home::Home;

/// Conversations of ChatGPT, and claude.ai.
const CHATGPT: &str = "01JMXBNJXGV1T5GT2M9XA83XNG";
const CLAUDE: &str = "rwppv331jlwc";

/// An incident of a page, with its stages, oldest first.
fn incident(id: &str, title: &str, impact: &str, part: &str, stages: &[(&str, &str)]) -> Value {
    let update = |(stage, at): &(&str, &str)| json!({ "status": stage, "body": stage, "display_at": at });
    let updates: Vec<Value> = stages.iter().rev().map(update).collect();
    json!({
        "id": id, "name": title, "impact": impact, "status": stages[stages.len() - 1].0, "started_at": "2026-05-01T00:00:00Z",
        "components": [{ "id": part, "name": part }], "incident_updates": updates,
    })
}

fn history(incidents: &[Value]) -> String {
    json!({ "incidents": incidents }).to_string()
}

/// One that breaks it, one that is over too soon to be told, and one that was over when it was published.
fn months(part: &str) -> String {
    history(&[
        incident(
            "i-down",
            "Chat is down",
            "critical",
            part,
            &[("investigating", "2026-05-01T09:01:00Z"), ("resolved", "2026-05-01T10:00:00Z")],
        ),
        incident(
            "i-short",
            "Slow",
            "minor",
            part,
            &[("investigating", "2026-05-09T09:00:00Z"), ("resolved", "2026-05-09T09:10:00Z")],
        ),
        incident("i-late", "It was slow", "major", part, &[("resolved", "2026-06-01T09:00:00Z")]),
    ])
}

fn home(files: &[(&str, &str)]) -> Home {
    let home = Home::bare();
    for (name, text) in files {
        let path = home.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    home
}

fn shown(home: &Home, name: &str) -> String {
    home.path(name).display().to_string()
}

#[tokio::test]
async fn a_history_is_told_in_lines_and_summed_up() {
    let home = home(&[("openai.json", &months(CHATGPT))]);
    let before = home.listing();
    let said = home.siaga(&["replay", &shown(&home, "openai.json"), "--product", "chatgpt"]).await;
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    let told = "2026-05-01 09:02  ChatGPT: told: it began · “Chat is down”";
    assert!(said.out.lines().any(|line| line == told), "{said:?}");
    for part in ["ChatGPT: held: not confirmed yet · “Slow”", "told: it is over", "1  RetroPosted", "1  Unconfirmed"]
    {
        assert!(said.out.contains(part), "{part}: {said:?}");
    }
    assert!(said.out.contains("3 incidents concern you; told: 1."), "{said:?}");
    assert_eq!(home.listing(), before, "it leaves nothing behind");
}

#[tokio::test]
async fn the_json_is_the_agreed_one() {
    let home = home(&[("openai.json", &months(CHATGPT))]);
    let said = home.siaga(&["replay", &shown(&home, "openai.json"), "--product", "chatgpt", "--json"]).await;
    let told = |at: &str, reason: &str| json!({ "at": at, "reason": reason, "incident": "i-down", "product": "chatgpt", "title": "Chat is down" });
    let report = said.json();
    assert_eq!((&report["schema"], &report["incidents"], &report["majors"]), (&json!(1), &json!(3), &json!(2)));
    assert_eq!(
        report["told"],
        json!([told("2026-05-01T09:02:00Z", "Began"), told("2026-05-01T10:02:00Z", "Recovered")])
    );
    assert_eq!(report["held"]["RetroPosted"], 1);
    assert_eq!(report["untold"], json!({ "RetroPosted": 1, "Unconfirmed": 1 }));
    assert_eq!((&report["median_delay_s"], &report["notifications"]), (&json!(60), &json!(2)));
    assert!(report["per_month"].as_f64().is_some_and(|alerts| alerts > 1.9 && alerts <= 2.0), "{report}");
}

#[tokio::test]
async fn the_rules_are_those_of_the_file_and_never_the_persons_own() {
    let rules = "[notify]\ndegraded_after = 0\n[[silence]]\nproduct = \"chatgpt\"\ntitle = \"down\"\nuntil = \"2030-01-01T00:00:00Z\"\n";
    let home =
        home(&[("openai.json", &months(CHATGPT)), ("rules.toml", rules), ("bad.toml", "\n[notify]\nthreshold = 3\n")]);
    home.set_settings("[notify]\nthreshold = \"major_outage\"\ndegraded_after = 0\n");
    let (file, rules) = (shown(&home, "openai.json"), shown(&home, "rules.toml"));
    let told = |said: &crate::support::home::Said| {
        said.json()["told"].as_array().unwrap().iter().map(|told| told["incident"].clone()).collect::<Vec<_>>()
    };
    let shipped = home.siaga(&["replay", &file, "--product", "chatgpt", "--json"]).await;
    assert_eq!(told(&shipped), ["i-down", "i-down"]);
    let ruled = home.siaga(&["replay", &file, "--product", "chatgpt", "--rules", &rules, "--json"]).await;
    assert_eq!(told(&ruled), ["i-short", "i-short"]);
    assert_eq!(ruled.json()["untold"]["Silenced"], 1);
    let bad = shown(&home, "bad.toml");
    let said = home.siaga(&["replay", &file, "--product", "chatgpt", "--rules", &bad]).await;
    assert!(said.code == 65 && said.complaint().contains("bad.toml:3: notify.threshold"), "{said:?}");
}

#[tokio::test]
async fn several_providers_are_replayed_side_by_side() {
    let home = home(&[("a.json", &months(CHATGPT)), ("b.json", &months(CLAUDE)), ("c.json", &months("nobodys"))]);
    let (first, second, third) = (shown(&home, "a.json"), shown(&home, "b.json"), shown(&home, "c.json"));
    let both = ["--product", "chatgpt", "--product", "claude", "--json"];
    let ask =
        |files: &[&str]| [&["replay"], files, &both].concat().iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let told = |said: &Value| {
        said["told"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|told| told["reason"] == "Began")
            .map(|told| told["product"].clone())
            .collect::<Vec<_>>()
    };
    let said = |words: Vec<String>| {
        let home = &home;
        async move { home.siaga(&words.iter().map(String::as_str).collect::<Vec<_>>()).await }
    };
    let seen = said(ask(&[&first, &second])).await;
    assert_eq!(told(&seen.json()), ["chatgpt", "claude"], "their parts tell whose they are");
    assert_eq!(seen.json()["notifications"], 3, "what begins at one moment is one; the ends come one by one");
    let seen = said(ask(&[&first, &third])).await;
    assert_eq!((seen.code, seen.err.as_str()), (0, ""), "the one that is left over is the other's: {seen:?}");
    let named = format!("anthropic={third}");
    assert_eq!(said(ask(&[&first, &named])).await.code, 0);
    let unclear = said(ask(&[&third, &third])).await;
    assert!(unclear.code == 65 && unclear.err.contains("whose it is; write openai="), "{unclear:?}");
}

#[tokio::test]
async fn captures_in_a_folder_follow_each_other_by_their_dates() {
    let page = |status: &str| {
        json!({ "page": { "id": "tymt9n04zgry", "name": "Claude" }, "incidents": [], "scheduled_maintenances": [],
            "components": [{ "id": CLAUDE, "name": "claude.ai", "status": status }, { "id": "bpp5gb3hpjcl", "name": "Cowork", "status": "operational" }],
            "status": { "indicator": "none", "description": "-" } })
        .to_string()
    };
    let home = home(&[
        ("seen/claude-2026-05-01T080000Z.json", &page("operational")),
        ("seen/claude-2026-05-01T090000Z.json", &page("major_outage")),
        ("seen/claude-2026-05-01T100000Z.json", &page("operational")),
        ("seen/notes.txt", "mine"),
        ("undated/page.json", &page("operational")),
    ]);
    let said = home.siaga(&["replay", &shown(&home, "seen"), "--product", "claude", "--json"]).await;
    let told: Vec<Value> = said.json()["told"].as_array().unwrap().iter().map(|told| told["at"].clone()).collect();
    assert_eq!(told, ["2026-05-01T09:00:00Z", "2026-05-01T10:02:00Z"]);
    assert!(said.err.contains("1 files without a date"), "{said:?}");
    let said = home.siaga(&["replay", &shown(&home, "undated"), "--product", "claude"]).await;
    assert!(said.code == 65 && said.complaint().contains("undated: no file in it has a date in its name"), "{said:?}");
}

#[tokio::test]
async fn what_cannot_be_replayed_is_named_and_the_rest_goes_on() {
    let whole = months(CHATGPT);
    let half = &whole[..whole.len() / 2];
    let home = home(&[("whole.json", &whole), ("half.json", half), ("empty.json", &history(&[]))]);
    let (whole, half) = (shown(&home, "whole.json"), shown(&home, "half.json"));
    let said = home.siaga(&["replay", &half, &whole, "--product", "chatgpt", "--json"]).await;
    assert_eq!((said.code, &said.json()["incidents"]), (0, &json!(3)), "{said:?}");
    assert!(said.err.contains("half.json: the document is cut off"), "{said:?}");
    let absent = shown(&home, "absent.json");
    let table: [(&[&str], i32, &str); 6] = [
        (&[&half, "--product", "chatgpt"], 65, "half.json: the document is cut off"),
        (&[&absent, "--product", "chatgpt"], 65, "absent.json: cannot be read"),
        (&[&whole, "--product", "chatgtp"], 64, "nearest: chatgpt"),
        (&[&whole], 64, "--product"),
        (&["--product", "chatgpt"], 64, "FILE"),
        (&[&whole, "--product", "chatgpt", "--rules", &absent], 65, "absent.json: there is no such file"),
    ];
    for (words, code, named) in table {
        let said = home.siaga(&[&["replay"], words].concat()).await;
        assert!(said.code == code && said.complaint().contains(named), "{words:?}: {said:?}");
    }
}
