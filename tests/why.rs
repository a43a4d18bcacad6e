//! `siaga why` through the real binary: each answer, with an agent and without, and a probe that is one request.

use serde_json::Value;
use siaga_core::wire::{Command as Wish, Reply};

use crate::support::feeds::{Feeds, Trouble};
use crate::support::home::{Home, WHEN_ASKED, soon};
use crate::support::server::{Gate, Response, Server, Step, authority};

/// A person whose ChatGPT is at this address, which they said is within their own house.
fn home_of(feeds: &Feeds, open: &str) -> Home {
    let mut home = Home::new(feeds, WHEN_ASKED);
    home.set("SSL_CERT_FILE", authority());
    open_at(&home, open);
    home
}

fn open_at(home: &Home, open: &str) {
    home.change("openai", &format!("[[product]]\nid = \"chatgpt\"\nopen = \"{open}\"\n"));
}

async fn why(home: &Home, arguments: &[&str]) -> Value {
    let said = home.siaga(&[&["why", "chatgpt", "--json"], arguments].concat()).await;
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    said.json()
}

fn answered(explanation: &Value, answer: &str, text: &str) {
    assert_eq!(explanation["answer"], answer, "{explanation}");
    assert!(explanation["text"].as_str().unwrap().contains(text), "{explanation}");
    let lines = explanation["lines"].as_array().unwrap().len();
    assert!((1..=3).contains(&lines), "{explanation}");
}

#[tokio::test]
async fn each_answer_is_given_by_the_feed_the_probe_and_what_it_runs_on() {
    let (feeds, place) = (Feeds::start(), Server::start_tls());
    place.set("/", Response::status(403));
    let home = home_of(&feeds, &place.url("/"));
    let before = home.listing();

    let well = why(&home, &[]).await;
    answered(&well, "well", "OpenAI says ChatGPT is working. Status pages lag behind: by 16 min");
    assert_eq!((&well["schema"], &well["product"], &well["probe"]), (&1.into(), &"chatgpt".into(), &Value::Null));
    assert_eq!(well["source"]["host"], "127.0.0.1");
    assert_eq!((&well["source"]["feed"], well["source"]["age_s"].is_u64()), (&"readable".into(), true));
    assert_eq!(place.all_hits(), 0, "nobody asked for a look from here");

    let reached = why(&home, &["--probe"]).await;
    answered(&reached, "well", "All looks well from here");
    assert_eq!((&reached["probe"]["reached"], &reached["probe"]["status"]), (&true.into(), &403.into()));
    assert!(reached["probe"]["latency_ms"].is_u64() && reached["probe"]["why"].is_null(), "{reached}");

    place.set("/", Response::status(503));
    let errs = why(&home, &["--probe"]).await;
    answered(&errs, "unreachable", "answers with an error from here (503). Status pages lag behind");
    assert_eq!((&errs["probe"]["reached"], &errs["probe"]["status"]), (&false.into(), &503.into()));

    feeds.trouble(Trouble::Degraded, "Slow voices");
    answered(&why(&home, &["--probe"]).await, "degraded", "OpenAI says ChatGPT has some problems, since ");
    feeds.trouble(Trouble::Partial, "Some requests fail");
    answered(&why(&home, &[]).await, "partly_down", "OpenAI says ChatGPT is partly down, since ");
    feeds.trouble(Trouble::Down, "Elevated errors");
    answered(&why(&home, &[]).await, "down", "OpenAI says ChatGPT is down, since ");

    feeds.answer(Response::ok("<!DOCTYPE html>"));
    let unread = why(&home, &["--probe"]).await;
    answered(&unread, "cannot_tell", "Can't tell: 127.0.0.1 can't be read since ");
    assert!(unread["text"].as_str().unwrap().contains("answers with an error (503)."), "{unread}");
    assert!(unread["source"]["failing_since"].is_string(), "{unread}");
    assert_eq!(home.listing(), before, "nothing is written");
}

#[tokio::test]
async fn a_product_that_cannot_be_reached_and_a_computer_without_network_are_told_apart() {
    let feeds = Feeds::start();
    let closed = home_of(&feeds, "https://127.0.0.1:9/");
    let said = why(&closed, &["--probe"]).await;
    answered(&said, "unreachable", "but 127.0.0.1:9 can't be reached from here: it accepts no connection.");
    assert_eq!((&said["probe"]["reached"], &said["probe"]["status"]), (&false.into(), &Value::Null));

    // The system has no way to this address, whatever its network is.
    let mut offline = home_of(&feeds, "https://255.255.255.255/");
    offline.set("NO_PROXY", "255.255.255.255");
    let said = why(&offline, &["--probe"]).await;
    answered(&said, "offline", "You are offline, so nothing can be said about ChatGPT from here.");

    let stranger = Server::start_tls();
    let mut wary = home_of(&feeds, &stranger.url("/"));
    wary.set("SSL_CERT_FILE", "/dev/null");
    let said = why(&wary, &["--probe"]).await;
    answered(&said, "unreachable", "the connection could not be trusted.");
}

#[tokio::test]
async fn a_dependency_that_is_down_is_named_with_what_is_known_of_it() {
    let feeds = Feeds::start();
    let home = home_of(&feeds, "https://127.0.0.1:9/");
    let depends = "depends_on = [{ id = \"claude\", evidence = \"its own page says so\", confidence = \"high\" }]\n";
    home.change("openai", depends);
    feeds.anthropic_down();
    let said = why(&home, &[]).await;
    answered(&said, "dependency", "Anthropic says Claude is down, and ChatGPT runs on it. OpenAI itself says");
    let lines = said["lines"].to_string();
    assert!(lines.contains("Runs on Claude (Down since ") && lines.contains("its own page says so"), "{said}");

    feeds.trouble(Trouble::Down, "Elevated errors");
    answered(&why(&home, &[]).await, "down", "Claude, which it runs on, is down too.");

    feeds.calm();
    let _agent = home.settled_agent().await;
    answered(&why(&home, &[]).await, "dependency", "Anthropic says Claude is down");
    // What an agent does not read otherwise, and what that runs on, it reads when it is asked.
    let said = home.siaga(&["why", "modal"]).await;
    assert!(
        said.out.contains(" Modal is working. ") && said.out.contains("Runs on Amazon Web Services (Working)"),
        "{said:?}"
    );
}

#[tokio::test]
async fn a_probe_is_one_request_that_reads_no_body_and_carries_nothing() {
    let (feeds, place) = (Feeds::start(), Server::start_tls());
    let gate = Gate::shut();
    let page = Response::steps(vec![Step::Bytes(b"begun".to_vec()), Step::Wait(gate)]).header("Set-Cookie", "a=1");
    place.set("/chat", page);
    place.set("/", Response::redirect(302, "/chat").header("Set-Cookie", "b=2"));
    let home = home_of(&feeds, &place.url("/"));
    let said = why(&home, &["--probe"]).await;
    assert_eq!(said["probe"]["status"], 200, "its body never ended: {said}");
    for path in ["/", "/chat"] {
        let requests = place.requests(path);
        assert_eq!(requests.len(), 1, "{path}");
        assert_eq!(requests[0].method, "GET");
        assert!(requests[0].header("cookie").is_none() && requests[0].header("referer").is_none());
        assert!(requests[0].header("user-agent").unwrap().starts_with("Siaga/"));
    }
    // A redirect to another house is an answer, and is not followed.
    let elsewhere = Server::start_tls();
    place.set("/", Response::redirect(302, &elsewhere.url("/").replace("127.0.0.1", "localhost")));
    assert_eq!(why(&home, &["--probe"]).await["probe"]["status"], 302);
    assert_eq!(elsewhere.all_hits(), 0);
}

#[tokio::test]
async fn an_agent_asks_a_product_once_a_minute_whoever_wants_to_know() {
    let (feeds, place) = (Feeds::start(), Server::start_tls());
    place.set("/", Response::ok("hello"));
    let home = home_of(&feeds, &place.url("/"));
    let agent = home.settled_agent().await;
    let ask = async |probe| {
        let Reply::Why(explanation) = agent.ask(Wish::Why { product: "chatgpt".into(), probe }).await else {
            panic!("another answer")
        };
        explanation
    };
    assert_eq!(ask(None).await.probe, None, "the settings do not say so");
    let (one, other) = tokio::join!(ask(Some(true)), ask(Some(true)));
    assert!(one.probe.as_ref().is_some_and(|probe| probe.reached), "{one:?}");
    assert_eq!(one.probe.as_ref().map(|probe| probe.at), other.probe.as_ref().map(|probe| probe.at));
    let said = why(&home, &["--probe"]).await;
    assert_eq!(said["probe"]["at"], serde_json::to_value(one.probe.unwrap().at).unwrap());
    assert!(ask(None).await.probe.is_some(), "what is known stands");
    assert_eq!(why(&home, &["--no-probe"]).await["probe"], Value::Null);
    assert_eq!(place.hits("/"), 1);
    let refused = agent.refused(Wish::Why { product: "chatgtp".into(), probe: None }).await;
    assert!(refused.contains("chatgpt"), "{refused}");
}

#[tokio::test]
async fn the_settings_switch_the_probe_on_and_a_flag_stands_above_them() {
    let (feeds, place) = (Feeds::start(), Server::start_tls());
    place.set("/", Response::ok("hello"));
    let home = home_of(&feeds, &place.url("/"));
    home.set_settings(&format!("{WHEN_ASKED}[why]\nprobe = true\n"));
    assert_eq!(why(&home, &["--no-probe"]).await["probe"], Value::Null);
    assert_eq!(place.all_hits(), 0);
    assert_eq!(why(&home, &[]).await["probe"]["reached"], true);
    let agent = home.settled_agent().await;
    let Reply::Why(seen) = agent.ask(Wish::Why { product: "chatgpt".into(), probe: None }).await else { panic!() };
    assert!(seen.probe.is_some_and(|probe| probe.reached));
    assert_eq!(place.hits("/"), 2);
}

#[tokio::test]
async fn what_may_not_or_cannot_be_asked_is_said_and_left_alone() {
    let feeds = Feeds::start();
    let home = home_of(&feeds, "https://127.0.0.1:9/");
    // Grammarly's feed is nobody's own: its product is on the internet, or is not asked.
    let place = Server::start_tls();
    let public = "feed = { format = \"statuspage\", url = \"https://status.example.com/api/v2/summary.json\" }\n";
    let product =
        format!("[[product]]\nid = \"contoh\"\nname = \"Contoh\"\nuses = []\nopen = \"{}\"\n", place.url("/"));
    let file = home.places.config.join("catalogue/contoh.toml");
    std::fs::write(file, format!("name = \"Contoh\"\n{public}{product}")).unwrap();
    let said = home.siaga(&["why", "contoh", "--probe"]).await;
    assert!(said.out.contains("is on a private network: it is asked only where"), "{said:?}");
    assert_eq!(place.all_hits(), 0);

    let said = home.siaga(&["why", "ollama", "--probe"]).await;
    assert!(said.out.starts_with("Ollama runs on this computer: no status page speaks about it.\n"), "{said:?}");
    assert!(said.out.contains("\n  Ollama runs on this computer and is not asked"), "{said:?}");
    for (arguments, code, named) in [
        (&["why", "chatgtp"][..], 64, "chatgpt"),
        (&["why"][..], 64, "PRODUCT"),
        (&["why", "chatgpt", "--probe", "--no-probe"][..], 64, "--no-probe"),
    ] {
        let said = home.siaga(arguments).await;
        assert_eq!(said.code, code, "{said:?}");
        assert!(said.complaint().contains(named), "{said:?}");
    }
}

#[tokio::test]
async fn it_reads_as_one_sentence_and_the_lines_behind_it_in_both_languages() {
    let feeds = Feeds::start();
    feeds.trouble(Trouble::Down, "Elevated errors");
    for (language, text, line) in [
        ("en", "OpenAI says ChatGPT is down, since ", "  127.0.0.1 was read just now"),
        ("id", "Menurut OpenAI, ChatGPT mengalami gangguan sejak ", "  127.0.0.1 dibaca baru saja"),
    ] {
        let home = Home::new(&feeds, &format!("language = \"{language}\"\n{WHEN_ASKED}"));
        let said = soon("an answer", home.siaga(&["why", "chatgpt"])).await;
        assert!(said.out.starts_with(text), "{said:?}");
        assert_eq!(said.out.lines().nth(1), Some(line), "{said:?}");
    }
}
