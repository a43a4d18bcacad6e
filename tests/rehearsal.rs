//! Stories over the real binary: a feed on 127.0.0.1, the real line, and a notification server that records what reached
//! it. What is decided when, and why, is told in stories on a clock that stands still; these few prove the wiring.

use crate::support::bus::{Call, Mock, PrivateBus};
use crate::support::home::{Home, Said};

/// Times life: a story minute is 150 ms, so that a busy machine still tells in the minutes that are wanted.
const SPEED: &str = "400";

const ABILITIES: &[&str] = &["actions", "body"];

/// What every story begins with: its settings, and what it is about.
const TOP: &str = r#"
title = "As scripted"
product = "claude"
none_otherwise = true
settings = 'language = "en"'
"#;

const TWO_OF_ONE: &str = r#"
title = "As scripted"
product = "claude"
none_otherwise = true
settings = """
language = "en"
watch = ["claude", "claude-code"]
"""
"#;

const BEGINS: &str = r#"
[[step]]
at = "10m"
parts = { core = "partial_outage" }
incident = { id = "errors", title = "Errors in {product}", impact = "major", stage = "investigating", text = "We look." }
"#;

/// Plays a story twice at once: on a desktop, whose notifications are the answer, and checked against its own wants, which
/// shows nothing there.
async fn rehearse(story: &str) -> (Vec<Call>, Said) {
    let bus = PrivateBus::start();
    let desktop = Mock::start(&bus, ABILITIES).await;
    let mut home = Home::bare().on(&bus);
    home.set("DISPLAY", ":no-such");
    let file = home.path("story.toml");
    std::fs::write(&file, story).unwrap();
    let file = file.display().to_string();
    let (shown, check) =
        (["drill", "--story", &file, "--speed", SPEED], ["drill", "--check", "--story", &file, "--speed", SPEED]);
    let (told, checked) = tokio::join!(home.siaga(&shown), home.siaga(&check));
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{told:?}");
    let calls = desktop.calls();
    assert!(told.out.contains(&format!("{} notifications were told", calls.len())) || calls.len() == 1, "{told:?}");
    (calls, checked)
}

fn titles(calls: &[Call]) -> Vec<&str> {
    calls.iter().map(|call| call.title.strip_prefix("Drill: ").unwrap()).collect()
}

#[tokio::test]
async fn a_story_of_one_outage_reaches_the_desktop_as_its_beginning_and_its_end() {
    let below = r#"
[[step]]
at = "25m"
parts = { core = "operational" }
incident = { id = "errors", title = "Errors in {product}", impact = "major", stage = "resolved", text = "It is over." }
[[want]]
between = ["10m", "24m"]
product = "claude"
reason = "Began"
body = "“Errors in Claude”"
[[want]]
between = ["25m", "40m"]
product = "claude"
reason = "Recovered"
"#;
    let (calls, checked) = rehearse(&format!("rest = \"15m\"{TOP}{BEGINS}{below}")).await;
    assert_eq!(titles(&calls), ["Claude is partly down", "Claude is working again"]);
    assert!(calls[0].body.contains("says Anthropic: “Errors in Claude”"), "{}", calls[0].body);
    assert!(calls.iter().all(|call| call.body.ends_with("This is a drill.")), "{calls:?}");
    assert_eq!(calls[1].replaces, calls[0].id, "the end takes the place of the beginning");
    assert_eq!((checked.code, checked.err.as_str()), (0, ""), "{checked:?}");
    assert!(checked.out.trim_end().ends_with("As wanted: all 2 expectations were met."), "{}", checked.out);
}

#[tokio::test]
async fn a_story_that_gets_worse_reaches_the_desktop_in_one_place() {
    let below = r#"
[[step]]
at = "25m"
parts = { core = "major_outage" }
[[want]]
between = ["10m", "24m"]
reason = "Began"
[[want]]
between = ["25m", "40m"]
reason = "Worsened"
"#;
    let (calls, checked) = rehearse(&format!("rest = \"15m\"{TOP}{BEGINS}{below}")).await;
    assert_eq!(titles(&calls), ["Claude is partly down", "Claude is down"]);
    assert_eq!(calls[1].replaces, calls[0].id);
    assert_eq!(checked.code, 0, "{checked:?}");
}

#[tokio::test]
async fn a_page_that_cannot_be_read_in_the_middle_changes_nothing_that_is_told() {
    let middle = ["html", "empty", "500", "cut", "hang"].iter().enumerate().fold(String::new(), |text, (at, how)| {
        text + &format!("[[step]]\nat = \"{}m\"\nunreadable = \"{how}\"\n", 20 + 4 * at)
    });
    let below = r#"
[[act]]
at = "46m"
network = "off"
[[act]]
at = "50m"
network = "on"
[[step]]
at = "42m"
parts = { core = "partial_outage" }
[[step]]
at = "60m"
parts = { core = "operational" }
incident = { id = "errors", title = "Errors in {product}", impact = "major", stage = "resolved", text = "It is over." }
[[want]]
between = ["10m", "24m"]
reason = "Began"
[[want]]
between = ["60m", "90m"]
reason = "Recovered"
"#;
    let (calls, checked) = rehearse(&format!("rest = \"30m\"{TOP}{BEGINS}{middle}{below}")).await;
    assert_eq!(titles(&calls), ["Claude is partly down", "Claude is working again"]);
    assert_eq!(checked.code, 0, "{checked:?}");
}

#[tokio::test]
async fn one_incident_of_two_products_reaches_the_desktop_once_each_time() {
    let below = r#"
[[step]]
at = "10m"
parts = { product = "major_outage", others = "major_outage" }
incident = { id = "all", title = "All is down", impact = "critical", stage = "identified", text = "We look." }
[[step]]
at = "25m"
parts = { product = "operational", others = "operational" }
incident = { id = "all", title = "All is down", impact = "critical", stage = "resolved", text = "It is over." }
[[want]]
between = ["10m", "24m"]
product = "claude"
reason = "Began"
body = "Claude Code"
[[want]]
between = ["10m", "24m"]
product = "claude-code"
reason = "Grouped"
[[want]]
between = ["25m", "40m"]
reason = "Recovered"
"#;
    let (calls, checked) = rehearse(&format!("rest = \"15m\"{TWO_OF_ONE}{below}")).await;
    assert_eq!(titles(&calls), ["Claude is down", "Claude is working again"]);
    assert_eq!(checked.code, 0, "{checked:?}");
}

#[tokio::test]
async fn a_story_that_is_not_told_as_it_wants_says_how_and_ends_with_1() {
    let below = r#"
[[want]]
between = ["1m", "2m"]
product = "claude"
reason = "Began"
[[want]]
between = ["10m", "24m"]
reason = "Recovered"
"#;
    let story = format!("rest = \"15m\"{TOP}{BEGINS}{below}");
    let (_, checked) = rehearse(&story).await;
    assert_eq!(checked.code, 1, "{checked:?}");
    let line = |part: &str| story.lines().position(|line| line.contains(part)).unwrap();
    let early = format!(
        "story.toml:{}: not met in time: between = [\"1m\", \"2m\"], product = \"claude\"",
        line("\"1m\", \"2m\"")
    );
    let never = format!("story.toml:{}: not met: between = [\"10m\", \"24m\"], reason", line("\"10m\", \"24m\""));
    for said in [early.as_str(), never.as_str(), "and not wanted: Drill: Claude is partly down"] {
        assert!(checked.out.contains(said), "{said}: {}", checked.out);
    }
}

#[tokio::test]
async fn a_check_without_wants_and_a_bad_story_end_with_65_and_one_line() {
    let home = Home::bare();
    let file = home.path("story.toml");
    let name = file.display().to_string();
    let story = |text: &str| std::fs::write(&file, format!("title = \"x\"\nrest = \"1m\"\n{text}")).unwrap();
    let table = [
        ("[[step]]\nat = \"1m\"\n", format!("siaga: {name}: it wants nothing")),
        ("[[step]]\nat = \"1m\"\nparts = 3\n", format!("siaga: {name}:5: ")),
        ("none_otherwise = true\n[[step]]\nat = \"1m\"\nproduct = \"clawed\"\n", format!("siaga: {name}:4: product")),
    ];
    for (text, expected) in table {
        story(text);
        let said = home.siaga(&["drill", "--check", "--story", &name]).await;
        assert_eq!(said.code, 65, "{said:?}");
        assert!(said.complaint().starts_with(&expected), "{said:?}");
    }
    let said = home.siaga(&["drill", "--check"]).await;
    assert_eq!(said.code, 64, "{said:?}");
}
