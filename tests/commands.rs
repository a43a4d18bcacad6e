//! The command line: what it answers with an agent and without one, how it ends, and that it leaves nothing behind.

use std::collections::BTreeSet;

use serde_json::Value;
use siaga_core::observation::Status;
use tokio::io::{AsyncBufReadExt, BufReader};

use crate::support::bus::{Mock, PrivateBus};
use crate::support::feeds::{Feeds, Trouble};
use crate::support::home::{ALL_THE_TIME, Home, WHEN_ASKED, chatgpt, soon};
use crate::support::server::{Response, Server, Tunnel, authority};

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn set<'a>(names: &[&'a str]) -> BTreeSet<&'a str> {
    names.iter().copied().collect()
}

#[tokio::test]
async fn a_read_goes_through_the_proxy_and_the_trust_store_of_the_system() {
    let (feed, proxy, feeds) = (Server::start_tls(), Server::start(), Feeds::start());
    feed.set("/api/v2/summary.json", Response::ok(feeds.calm_document()));
    proxy.set_tunnel(Tunnel::To(feed.address()));
    let mut home = Home::bare();
    home.set("HTTPS_PROXY", format!("http://{}", proxy.address()));
    let address = "https://feed.example.com/api/v2/summary.json";
    let stranger = home.siaga(&["feed", "read", address]).await;
    assert_eq!(stranger.code, 3, "its certificate is nobody's that this system trusts");
    assert!(stranger.complaint().contains("feed.example.com"), "{stranger:?}");
    home.set("SSL_CERT_FILE", authority());
    let read = home.siaga(&["feed", "read", address, "--json"]).await;
    assert_eq!(read.code, 0, "{read:?}");
    assert_eq!(read.json()["format"], "incidentio-compat");
    assert_eq!(feed.hits("/api/v2/summary.json"), 1);
    assert!(proxy.hits("feed.example.com:443") >= 2, "nothing went around it");
    assert_eq!(home.listing(), Vec::<String>::new());
}

#[tokio::test]
async fn each_command_ends_with_its_own_code_and_one_line_that_says_what_to_do() {
    let feeds = Feeds::start();
    let home = Home::new(&feeds, WHEN_ASKED);
    let page = home.path("page.html");
    std::fs::write(&page, "<!DOCTYPE html><title>All Systems Operational</title>").unwrap();
    let page = page.display().to_string();
    let nowhere = home.path("nowhere.toml");
    let step = "[[step]]\nat = \"1m\"\nparts = { nowhere = \"major_outage\" }\n";
    std::fs::write(&nowhere, format!("title = \"Nowhere\"\nrest = \"1m\"\n{step}")).unwrap();
    let nowhere = nowhere.display().to_string();
    for maker in ["elevenlabs", "minimax", "stability", "udio"] {
        home.change(maker, &format!("[[product]]\nid = \"{maker}\"\nuses = []\n"));
    }
    let before = home.listing();
    let table: &[(&[&str], i32, &str)] = &[
        (&["status", "chatgtp"], 64, "chatgpt"),
        (&["alternatives", "cluade"], 64, "claude"),
        (&["open", "chatgtp"], 64, "chatgpt"),
        (&["drill", "--product", "chatgtp"], 64, "chatgpt"),
        (&["drill", "--product", "grammarly"], 64, "Grammarly"),
        (&["alternatives", "--for", "gardening"], 64, "coding"),
        (&["alternatives", "--for", "music"], 69, "tell-me"),
        (&["snooze", "chatgpt", "1h"], 69, "siaga agent"),
        (&["snooze", "chatgpt", "soon"], 64, "30m"),
        (&["tell-me", "chatgpt"], 69, "siaga agent"),
        (&["tell-me", "chatgtp"], 64, "nearest: chatgpt"),
        (&["snooze", "chatgtp", "1h"], 64, "nearest: chatgpt"),
        (&["status", "zzzz"], 64, "there are chatgpt, "),
        (&[], 64, "a command is missing (see `siaga --help`)"),
        (&["feed"], 64, "a command is missing"),
        (&["settings", "check", "--nonsense"], 64, "--nonsense"),
        (&["drill", "--story", nowhere.as_str()], 65, "nowhere.toml:3: parts: nowhere"),
        (&["status", "--nonsense"], 64, "--nonsense"),
        (&["nonsense"], 64, "nonsense"),
        (&["check", "--nonsense"], 3, "--nonsense"),
        (&["check", "chatgtp"], 3, "chatgpt"),
        (&["feed", "read", page.as_str()], 3, "page.html"),
        (&["feed", "read", "/no/such/file"], 65, "/no/such/file"),
        (&["feed", "detect"], 64, "arguments"),
        (&["feed", "detect", "nonsense"], 65, "nonsense"),
        (&["feed", "detect", page.as_str()], 3, "HTML page"),
        (&["feed", "detect", "http://127.0.0.1:9/"], 3, "127.0.0.1:9 is plain http"),
        (&["feed", "detect", "127.0.0.1:9"], 3, "127.0.0.1:9 is on a private network"),
        (&["feed", "detect", "http://127.0.0.1:9", "--internal"], 3, "127.0.0.1:9 could not be reached"),
        (&["feed", "read", page.as_str(), "--format", "gopher"], 64, "statuspage"),
        (&["feed", "read", "http://127.0.0.1:9/"], 3, "127.0.0.1"),
    ];
    for (arguments, code, named) in table {
        let said = home.siaga(arguments).await;
        assert_eq!(said.code, *code, "{arguments:?} {said:?}");
        assert!(said.complaint().starts_with("siaga: ") && said.complaint().contains(named), "{arguments:?} {said:?}");
    }
    assert_eq!(home.listing(), before);
}

#[tokio::test]
async fn a_feed_is_found_from_its_page_with_the_file_that_would_watch_it() {
    let (feeds, server) = (Feeds::start(), Server::start());
    server.set("/", Response::ok("<!DOCTYPE html><title>Contoh AI Status</title>"));
    let home = Home::new(&feeds, WHEN_ASKED);
    let address = server.url("/");
    let said = home.siaga(&["feed", "detect", &address, "--internal"]).await;
    assert_eq!(said.code, 3);
    assert!(said.complaint().contains("is an HTML page without a feed that is known here"), "{said:?}");

    let contoh = r#"{"page":{"id":"tymt9n04zgry","name":"Contoh"},"status":{"indicator":"none"},"incidents":[],
        "scheduled_maintenances":[],"components":[{"id":"k3f1x9c0q2aa","name":"Chat","status":"operational"}]}"#;
    server.set("/index.json", Response::ok(contoh));
    let said = home.siaga(&["feed", "detect", &address, "--internal", "--json"]).await;
    let report = said.json();
    let names = [
        "schema",
        "format",
        "label",
        "url",
        "name",
        "status_page",
        "elsewhere",
        "status",
        "components",
        "oddities",
        "catalogue",
    ];
    assert_eq!(keys(&report), set(&names), "{said:?}");
    assert_eq!((&report["schema"], &report["format"]), (&1.into(), &"statuspage".into()));
    assert_eq!(report["url"], server.url("/index.json"));
    assert_eq!((&report["name"], &report["elsewhere"]), (&"Contoh".into(), &Value::Null));
    assert!(report["components"].as_array().unwrap().iter().all(|part| part["status"] == "operational"));

    // What it prints is a file that is understood.
    let file = report["catalogue"].as_str().unwrap();
    std::fs::write(home.places.config.join("catalogue/contoh.toml"), file).unwrap();
    assert_eq!(home.siaga(&["settings", "check"]).await.code, 0);
    let read = home.siaga(&["status", "contoh", "--json"]).await.json();
    assert_eq!(read["products"][0]["status"], "operational");

    let said = home.siaga(&["feed", "detect", &address, "--internal"]).await;
    assert_eq!(said.code, 0);
    assert!(said.out.starts_with("statuspage (Atlassian Statuspage): operational\n"), "{said:?}");
    for part in [server.url("/index.json"), "Contoh".to_owned(), "[[product]]".to_owned(), "internal = true".to_owned()]
    {
        assert!(said.out.contains(&part), "{part}: {said:?}");
    }
    // A file is recognised, and watched by nobody.
    let saved = home.path("saved.json");
    std::fs::write(&saved, contoh).unwrap();
    let report = home.siaga(&["feed", "detect", &saved.display().to_string(), "--json"]).await.json();
    assert_eq!((&report["format"], &report["url"]), (&"statuspage".into(), &Value::Null));
    assert_eq!((&report["name"], &report["catalogue"]), (&"Contoh".into(), &Value::Null));
}

#[tokio::test]
async fn a_page_that_moved_to_another_house_is_followed_for_a_person_who_is_told_so() {
    let (old, new, proxy) = (Server::start(), Server::start_tls(), Server::start());
    proxy.set_tunnel(Tunnel::To(new.address()));
    for path in ["/", "/api/v2/summary.json", "/summary.json", "/status.json", "/index.json"] {
        old.set(path, Response::redirect(301, "https://feed.example.com/"));
    }
    new.set("/", Response::ok("<!DOCTYPE html><link rel=alternate type=application/json href=/data/state>"));
    let contoh = r#"{"page":{"id":"tymt9n04zgry","name":"Contoh"},"status":{"indicator":"none"},"incidents":[],
        "scheduled_maintenances":[],"components":[{"id":"k3f1x9c0q2aa","name":"Chat","status":"operational"}]}"#;
    new.set("/data/state", Response::ok(contoh));
    let mut home = Home::bare();
    home.set("HTTPS_PROXY", format!("http://{}", proxy.address()));
    home.set("SSL_CERT_FILE", authority());
    let said = home.siaga(&["feed", "detect", &old.url("/"), "--internal", "--json"]).await;
    assert_eq!(said.code, 0, "{said:?}");
    let report = said.json();
    assert_eq!((&report["format"], &report["name"]), (&"statuspage".into(), &"Contoh".into()));
    assert_eq!(report["url"], "https://feed.example.com/data/state");
    assert_eq!((&report["elsewhere"], &report["status_page"]), (&report["url"], &"https://feed.example.com/".into()));
    let said = home.siaga(&["feed", "detect", &old.url("/"), "--internal"]).await;
    assert!(said.out.contains("another house than the address that was asked about"), "{said:?}");
}

#[tokio::test]
async fn settings_are_checked_by_line() {
    let feeds = Feeds::start();
    let home = Home::new(&feeds, WHEN_ASKED);
    assert_eq!(home.siaga(&["settings", "check"]).await.code, 0);
    let table = [
        ("colour = \"red\"\n", "settings.toml:2: colour"),
        ("[poll]\ncalm = \"2s\"\nopen = true\n", "settings.toml:4: poll.open"),
        ("language = \"fr\"\n", "settings.toml:2: language"),
        ("[notify\n", "settings.toml:2"),
    ];
    for (settings, place) in table {
        home.set_settings(settings);
        let said = home.siaga(&["settings", "check"]).await;
        assert_eq!(said.code, 65, "{settings:?} {said:?}");
        assert!(said.complaint().contains(place), "{settings:?} {said:?}");
    }
    home.set_settings("");
    std::fs::write(home.places.config.join("catalogue/openai.toml"), "name = \"Other\"\nfeeds = 3\n").unwrap();
    let said = home.siaga(&["settings", "check"]).await;
    assert_eq!(said.code, 65);
    assert!(said.complaint().contains("openai.toml:2"), "{said:?}");
    let path = home.siaga(&["settings", "path"]).await;
    assert_eq!(path.out.trim_end(), home.places.settings_file().display().to_string());
}

#[tokio::test]
async fn check_answers_as_monitoring_systems_expect_with_an_agent_and_without() {
    let feeds = Feeds::start();
    let home = Home::new(&feeds, WHEN_ASKED);
    let agent = home.settled_agent().await;
    let alone = Home::new(&feeds, WHEN_ASKED);
    type Make<'a> = &'a dyn Fn();
    let states: [(&str, Make<'_>, i32); 5] = [
        ("OK", &|| feeds.calm(), 0),
        ("WARNING", &|| feeds.trouble(Trouble::Degraded, "Slow voices"), 1),
        ("WARNING", &|| feeds.trouble(Trouble::Partial, "Some requests fail"), 1),
        ("CRITICAL", &|| feeds.trouble(Trouble::Down, "Elevated errors"), 2),
        ("UNKNOWN", &|| feeds.answer(Response::ok("{}")), 3),
    ];
    for (word, make, code) in states {
        make();
        agent.read().await;
        let said = alone.siaga(&["check", "chatgpt"]).await;
        assert_eq!((said.code, said.out.lines().count()), (code, 1), "{word} {said:?}");
        assert!(said.out.starts_with(&format!("SIAGA {word} - ChatGPT ")), "{word} {said:?}");
        if code < 3 {
            // The agent still believes what it read a moment ago when it cannot read now.
            assert_eq!(home.siaga(&["check", "chatgpt"]).await.code, code, "{word}");
        }
    }
    let both = alone.siaga(&["check"]).await;
    assert_eq!(both.code, 3, "what works does not hide what cannot be told: {both:?}");
}

#[tokio::test]
async fn commands_without_an_agent_write_nothing_and_the_next_agent_still_tells() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["body"]).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let fresh = Home::new(&feeds, WHEN_ASKED).on(&bus);
    home.settled_agent().await.terminate().await;
    feeds.trouble(Trouble::Down, "Elevated errors");
    for home in [&home, &fresh] {
        let before = home.listing();
        let commands: &[&[&str]] = &[
            &["status"],
            &["status", "--json", "--fresh"],
            &["status", "--feeds"],
            &["check"],
            &["alternatives", "chatgpt", "--json"],
            &["diagnose"],
            &["settings", "show"],
            &["feed", "read", "-"],
            &["snooze", "all"],
        ];
        for arguments in commands {
            home.siaga(arguments).await;
            assert_eq!(home.listing(), before, "{arguments:?}");
        }
    }
    assert!(!fresh.places.data.exists() && !fresh.places.runtime.exists());
    assert_eq!(desktop.received(), 0);
    let agent = home.settled_agent().await;
    agent.told_all().await;
    assert_eq!(desktop.calls().len(), 1, "what a command has seen is not told by it");
}

#[tokio::test]
async fn watch_without_an_agent_prints_decisions_and_never_notifies() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["body"]).await;
    let home = Home::new(&feeds, ALL_THE_TIME).on(&bus);
    feeds.trouble(Trouble::Partial, "Elevated errors");
    let before = home.listing();
    let mut watch = home.command(&["watch", "--jsonl"]).spawn().unwrap();
    let mut lines = BufReader::new(watch.stdout.take().unwrap()).lines();
    let mut next = async || {
        let line = soon("a decision", lines.next_line()).await.unwrap().unwrap();
        serde_json::from_str::<Value>(&line).unwrap()
    };
    let first = next().await;
    let names =
        ["schema", "kind", "at", "product", "incident", "incident_group", "told", "reason", "severity", "title"];
    assert_eq!(keys(&first), set(&names));
    assert_eq!((&first["told"], &first["reason"]), (&Value::Bool(false), &Value::from("Baseline")));
    let digest = next().await;
    let told = (&digest["told"], &digest["reason"], &digest["severity"]);
    assert_eq!(told, (&Value::Bool(true), &Value::from("Digest"), &Value::from("partial_outage")));
    feeds.trouble(Trouble::Down, "Elevated errors");
    let second = next().await;
    assert_eq!(second["schema"], 1);
    assert_eq!(second["kind"], "decision");
    assert_eq!(second["product"], "chatgpt");
    assert_eq!((&second["told"], &second["reason"]), (&Value::Bool(true), &Value::from("Worsened")));
    assert_eq!(
        (&second["severity"], &second["title"]),
        (&Value::from("major_outage"), &Value::from("Elevated errors"))
    );
    watch.kill().await.unwrap();
    assert_eq!(desktop.received(), 0);
    assert_eq!(home.listing(), before);
}

#[tokio::test]
async fn watch_follows_the_agent_where_one_runs() {
    let feeds = Feeds::start();
    let home = Home::new(&feeds, WHEN_ASKED);
    let agent = home.settled_agent().await;
    let mut watch = home.command(&["watch", "--jsonl", "--explain"]).spawn().unwrap();
    let mut lines = BufReader::new(watch.stdout.take().unwrap()).lines();
    // It listens from some moment on, so there is news until it has heard some.
    let first = async {
        for round in 0_u32.. {
            feeds.trouble(Trouble::Down, &format!("Outage {round}"));
            agent.read().await;
            feeds.calm();
            agent.read().await;
            tokio::select! {
                biased;
                line = lines.next_line() => return line.unwrap().unwrap(),
                _ = agent.read() => {}
            }
        }
        unreachable!()
    };
    let first = soon("a decision", first).await;
    assert_eq!(serde_json::from_str::<Value>(&first).unwrap()["product"], "chatgpt");
    agent.terminate().await;
    let status = soon("its end", watch.wait()).await.unwrap();
    assert_eq!(status.code(), Some(69), "the agent has ended");
}

#[tokio::test]
async fn json_has_every_key_and_null_for_what_is_absent() {
    let feeds = Feeds::start();
    let home = Home::new(&feeds, WHEN_ASKED);
    let agent = home.settled_agent().await;
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.read().await;
    let alone = Home::new(&feeds, WHEN_ASKED);
    for (home, with_agent) in [(&home, true), (&alone, false)] {
        let status = home.siaga(&["status", "chatgpt", "claude", "ollama", "grammarly", "--json"]).await.json();
        assert_eq!(keys(&status), set(&["schema", "at", "agent", "verdict", "products"]));
        assert_eq!((&status["schema"], &status["agent"]), (&Value::from(1), &Value::Bool(with_agent)));
        assert_eq!(status["verdict"], "ChatGPT is down.");
        assert!(status["at"].as_str().unwrap().ends_with('Z'), "{status}");
        let products = status["products"].as_array().unwrap();
        assert_eq!(products.len(), 4, "{status}");
        for product in products {
            let names = ["id", "name", "status", "since", "age_s", "source", "incident", "feed"];
            assert_eq!(keys(product), set(&names));
        }
        let of = |id: &str| products.iter().find(|product| product["id"] == id).unwrap();
        assert_eq!(of("chatgpt")["status"], "major_outage");
        assert_eq!(of("chatgpt")["source"], "127.0.0.1");
        assert!(of("chatgpt")["incident"].is_string() && of("chatgpt")["age_s"].is_u64(), "{status}");
        assert!(of("claude")["incident"].is_null(), "{status}");
        assert_eq!(of("grammarly")["status"], "unknown");
        assert!(of("grammarly")["age_s"].is_null() && of("ollama")["source"].is_null(), "{status}");

        let other = home.siaga(&["alternatives", "chatgpt", "--json"]).await.json();
        assert_eq!(keys(&other), set(&["schema", "alternatives"]));
        let ranked = other["alternatives"].as_array().unwrap();
        assert_eq!((&ranked[0]["product"], &ranked[0]["prompt"]), (&Value::from("claude"), &Value::from("prefill")));
        for alternative in ranked {
            let names = ["product", "name", "status", "age_s", "reasons", "prompt", "url"];
            assert_eq!(keys(alternative), set(&names));
            assert_ne!(alternative["product"], "chatgpt");
        }
        assert!(ranked.iter().any(|alternative| alternative["age_s"].is_null()), "{other}");
    }
}

#[tokio::test]
async fn a_document_that_was_read_is_printed_with_every_key() {
    let feeds = Feeds::start();
    let home = Home::bare();
    feeds.trouble(Trouble::Down, "Elevated errors");
    let address = feeds.server.url("/openai/summary.json");
    let refused = home.siaga(&["feed", "read", &address]).await;
    assert_eq!(refused.code, 3, "plain http to this machine is not asked for by chance: {refused:?}");
    let document = home.siaga(&["feed", "read", &address, "--internal", "--json"]).await.json();
    let names = ["schema", "format", "status", "components", "incidents", "maintenances", "oddities"];
    assert_eq!(keys(&document), set(&names));
    assert_eq!((&document["schema"], &document["status"]), (&Value::from(1), &Value::from("major_outage")));
    assert!(document["components"].as_array().unwrap().len() > 25, "the list beside it was read too");
    assert_eq!(keys(&document["components"][0]), set(&["id", "name", "status"]));
    let incident = &document["incidents"][0];
    let names =
        ["id", "title", "impact", "stage", "open", "started_at", "updated_at", "resolved_at", "components", "updates"];
    assert_eq!(keys(incident), set(&names));
    assert!(incident["resolved_at"].is_null() && incident["components"].is_array(), "{incident}");
    assert_eq!(keys(&incident["updates"][0]), set(&["at", "stage", "text"]));
    assert_eq!(document["maintenances"], Value::Array(Vec::new()));
}

#[tokio::test]
async fn tell_me_brings_word_of_the_end_whatever_is_snoozed() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["body", "actions"]).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let agent = home.settled_agent().await;
    assert!(home.siaga(&["tell-me", "chatgpt"]).await.out.starts_with("No problem with ChatGPT is known"));
    assert_eq!(home.siaga(&["snooze", "all", "2h"]).await.code, 0);
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.told_all().await;
    let asked = home.siaga(&["tell-me", "chatgpt"]).await;
    assert_eq!((asked.code, asked.out.as_str()), (0, "You will be told when ChatGPT is back.\n"));
    agent.kill().await;
    feeds.calm();
    let agent = home.settled_agent().await;
    agent.read().await;
    let calls = soon("word of it", desktop.shown(1)).await;
    assert_eq!(calls[0].title, "ChatGPT is back");
    assert_eq!(chatgpt(&agent.told_all().await).status, Status::Operational);
    assert_eq!(desktop.calls().len(), 1);
}

#[tokio::test]
async fn a_drill_tells_its_story_and_leaves_nothing_behind() {
    let feeds = Feeds::start();
    let home = Home::new(&feeds, WHEN_ASKED);
    let agent = home.settled_agent().await;
    let picture = agent.read().await;
    let (listing, openai) = (home.listing(), feeds.server.hits("/openai/summary.json"));
    let said = home.siaga(&["drill", "--speed", "600"]).await;
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    let titles: Vec<&str> =
        said.out.lines().filter_map(|line| line.split_once("  Drill: ")).map(|(_, title)| title).collect();
    assert_eq!(titles.len(), 3, "{}", said.out);
    assert!(titles.iter().all(|title| title.starts_with("ChatGPT ")), "{titles:?}");
    assert_eq!(titles[2], "ChatGPT is working again");
    assert!(said.out.contains("[Switch to ") && said.out.contains("This is a drill."), "{}", said.out);
    assert!(said.out.trim_end().ends_with("3 notifications were told."), "{}", said.out);

    assert_eq!(feeds.server.hits("/openai/summary.json"), openai, "the person's own feeds were left alone");
    assert_eq!(chatgpt(&agent.read().await).status, chatgpt(&picture).status);
    let own = |line: &String| !line.contains("siaga.db") && !line.contains("siaga.log");
    let now = home.listing();
    assert_eq!(
        now.iter().filter(|line| own(line)).collect::<Vec<_>>(),
        listing.iter().filter(|l| own(l)).collect::<Vec<_>>()
    );
    let left: Vec<_> = std::fs::read_dir(home.path("tmp")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, Vec::<std::ffi::OsString>::new());
    let mark = home.places.config.display().to_string();
    assert_eq!(processes_with(&mark), [agent.pid()], "no process of it is left");
}

/// Running processes whose environment names this.
fn processes_with(mark: &str) -> Vec<u32> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap() {
        let entry = entry.unwrap();
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        let Ok(environment) = std::fs::read(entry.path().join("environ")) else { continue };
        if String::from_utf8_lossy(&environment).contains(mark) {
            found.push(pid);
        }
    }
    found
}
