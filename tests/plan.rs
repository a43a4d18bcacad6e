//! `siaga plan` through the real binary: made, shown, checked against feeds and a tool on this computer, rehearsed; with an
//! agent and without, in both languages.

use std::process::Stdio;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

use crate::support::feeds::{Feeds, Trouble};
use crate::support::home::{Home, Said, WHEN_ASKED, soon};
use crate::support::server::{Response, Server};

const TAGS: &str = r#"{"models":[{"name":"llama3.2:3b","digest":"a80c","details":{}}]}"#;

/// A person whose Ollama, if it is one, is this server.
fn home_with(feeds: &Feeds, tool: &Server) -> Home {
    let home = Home::new(feeds, WHEN_ASKED);
    home.change("ollama", &format!("[[product]]\nid = \"ollama\"\nport = {}\n", tool.address().port()));
    home
}

async fn good(home: &Home, arguments: &[&str]) -> Said {
    let said = home.siaga(arguments).await;
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    said
}

async fn checked(home: &Home) -> Value {
    good(home, &["plan", "check", "--json"]).await.json()["plans"][0].clone()
}

#[tokio::test]
async fn a_plan_is_made_shown_and_taken_away_and_what_is_unknown_is_said() {
    let feeds = Feeds::start();
    let home = Home::new(&feeds, WHEN_ASKED);
    assert!(good(&home, &["plan", "show"]).await.out.contains("No plan yet"));
    let set = good(&home, &["plan", "set", "coding", "chatgpt", "claude", "ollama"]).await;
    assert_eq!(set.out, "The plan for coding is: ChatGPT, Claude and Ollama.\n");
    let settings = std::fs::read_to_string(home.places.settings_file()).unwrap();
    assert!(settings.contains("[plan.coding]\norder = [\"chatgpt\", \"claude\", \"ollama\"]"), "{settings}");
    let shown = good(&home, &["plan", "show", "--json"]).await.json();
    assert_eq!(shown["plans"][0]["order"][2], "ollama");
    for (arguments, code, said) in [
        (&["plan", "set", "coding", "cluade"][..], 64, "claude"),
        (&["plan", "set", "cooking", "claude"], 64, "writing, research"),
        (&["plan", "account", "cluade"], 64, "claude"),
        (&["drill", "--plan", "image"], 69, "siaga plan set image"),
    ] {
        let wrong = home.siaga(arguments).await;
        assert_eq!(wrong.code, code, "{wrong:?}");
        assert!(wrong.complaint().contains(said), "{wrong:?}");
    }
    assert_eq!(std::fs::read_to_string(home.places.settings_file()).unwrap(), settings);
    good(&home, &["plan", "set", "coding"]).await;
    assert!(good(&home, &["plan", "show"]).await.out.contains("No plan yet"));
}

#[tokio::test]
async fn a_plan_written_by_hand_that_names_something_unknown_is_said_with_its_line_and_the_rest_goes_on() {
    let feeds = Feeds::start();
    let home = Home::new(&feeds, "[plan.writing]\norder = [\"cluade\", \"claude\"]\n");
    let said = home.siaga(&["plan", "check"]).await;
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.err.contains("settings.toml:3") && said.err.contains("cluade") && said.err.contains("claude"),
        "{said:?}"
    );
}

#[tokio::test]
async fn a_check_says_how_each_choice_stands_with_an_agent_and_without() {
    let (feeds, tool) = (Feeds::start(), Server::start());
    tool.set("/api/tags", Response::ok(TAGS));
    let home = home_with(&feeds, &tool);
    good(&home, &["plan", "set", "writing", "chatgpt", "claude", "ollama"]).await;
    good(&home, &["plan", "account", "claude"]).await;
    for agent in [false, true] {
        let agent = if agent { Some(home.settled_agent().await) } else { None };
        let plan = checked(&home).await;
        assert_eq!((&plan["use"], &plan["verdict"]), (&"writing".into(), &"holds".into()), "{plan}");
        let texts: Vec<&str> =
            plan["steps"].as_array().unwrap().iter().map(|step| step["text"].as_str().unwrap()).collect();
        assert_eq!(texts[0], "working · no account confirmed");
        assert!(texts[1].starts_with("working · account last confirmed "), "{texts:?}");
        assert_eq!(texts[2], "runs on this computer: llama3.2:3b");
        if let Some(agent) = agent {
            agent.kill().await;
        }
    }
    home.set_settings("language = \"id\"\n[plan.writing]\norder = [\"chatgpt\", \"ollama\"]\n");
    tool.set("/api/tags", Response::ok("<html>a shop</html>"));
    let said = good(&home, &["plan", "check"]).await;
    assert!(said.out.contains("tidak berjalan di komputer ini"), "{said:?}");
    assert!(said.out.contains("Saat ini tidak ada pilihan mandiri"), "{said:?}");
}

#[tokio::test]
async fn a_tool_on_this_computer_is_asked_only_where_the_person_wants_it() {
    let (feeds, tool) = (Feeds::start(), Server::start());
    tool.set("/api/tags", Response::ok(TAGS));
    let home = home_with(&feeds, &tool);
    let listed = || async {
        let said = good(&home, &["alternatives", "chatgpt", "--json"]).await.json();
        let rows = said["alternatives"].as_array().unwrap().clone();
        rows.into_iter().find(|row| row["product"] == "ollama").unwrap()["reasons"][0].clone()
    };
    let agent = home.settled_agent().await;
    assert_eq!(listed().await, "local");
    assert!(!good(&home, &["plan", "check"]).await.out.contains("Ollama"));
    assert_eq!(tool.all_hits(), 0, "nobody asked for a look");
    agent.kill().await;
    home.set_settings(&format!("{WHEN_ASKED}[local]\nlook = true\n"));
    assert_eq!(listed().await["running"][0], "llama3.2:3b");
    assert_eq!(tool.hits("/api/tags"), 1);
}

#[tokio::test]
async fn a_plan_that_is_rehearsed_is_timed_and_its_check_says_so() {
    let feeds = Feeds::start();
    feeds.trouble(Trouble::Down, "The real thing");
    let home = Home::new(&feeds, WHEN_ASKED);
    good(&home, &["plan", "set", "writing", "chatgpt", "claude"]).await;
    let mut drill = home.command(&["drill", "--plan", "writing", "--speed", "600"]);
    let unrehearsed = good(&home, &["plan", "check"]).await.out;
    assert!(unrehearsed.contains("Not rehearsed yet.\n  Rehearse it: siaga drill --plan writing\n"), "{unrehearsed}");
    let mut drill = drill.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
    let mut lines = BufReader::new(drill.stdout.take().unwrap()).lines();
    let mut keys = drill.stdin.take().unwrap();
    let mut seen = String::new();
    while !seen.contains("Now go to Claude") {
        seen += &soon("the drill tells", lines.next_line()).await.unwrap().unwrap_or_else(|| panic!("{seen}"));
        seen.push('\n');
    }
    assert!(seen.contains("  1  ChatGPT\n  2  Claude\n") && seen.contains("Drill: ChatGPT is down"), "{seen}");
    keys.write_all(b"\n").await.unwrap();
    let ended = soon("the drill ends", drill.wait()).await.unwrap();
    assert!(ended.success(), "{ended}");
    let plan = checked(&home).await;
    assert!(plan["rehearsed"]["seconds"].as_u64().unwrap() >= 1, "{plan}");
    assert!(plan["text"].as_str().unwrap().contains("Last rehearsed "), "{plan}");
    let agent = home.settled_agent().await;
    assert_eq!(checked(&home).await["rehearsed"], plan["rehearsed"], "an agent knows it too");
    drop(agent);
}
