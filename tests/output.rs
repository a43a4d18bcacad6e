//! Further outputs over real sockets, real programs and a keyring on a private bus.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use siaga_core::forward::Forward;
use siaga_core::settings::{OutputSettings, Settings};
use siaga_core::wire::Command;
use siaga_core::wording::{Language, Words};
use siaga_engine::fetch::{Fetcher, Limits, Proxies};
use siaga_engine::output::carrier::NotSent;
use siaga_engine::output::webhook::{Post, send};
use tokio::io::AsyncWriteExt;

use crate::support::bus::{Mock, PrivateBus};
use crate::support::feeds::{Feeds, Trouble};
use crate::support::home::{Home, Said, WHEN_ASKED, soon};
use crate::support::secrets::Secrets;
use crate::support::server::{Gate, Response, Server, Step};

const HIDDEN: &str = "hidden-word-4711";

fn fetcher() -> Fetcher {
    Fetcher::with_limits("0", Limits::default(), Proxies::none()).unwrap()
}

fn settings(text: &str) -> OutputSettings {
    Settings::parse("settings.toml", &format!("[output.team]\n{text}\n")).unwrap().output["team"].clone()
}

fn forward() -> Forward {
    Forward::test(&Words::new(Language::English), "team", Timestamp::UNIX_EPOCH)
}

/// Posts to a page of the server, marked internal.
async fn post(server: &Server, page: &str, limit: Duration) -> Result<(), NotSent> {
    let settings = settings(&format!("kind = 'webhook'\ninternal = true\nurl = '{}'", server.url(page)));
    let post = Post::of(&settings, None, &forward()).unwrap();
    soon("an answer", send(&fetcher(), &post, limit, Timestamp::UNIX_EPOCH)).await
}

const LONG: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_message_is_one_post_of_json_and_is_taken_by_any_2xx() {
    let server = Server::start();
    server.set("/ok", Response::ok("ok"));
    server.set("/none", Response::status(204));
    assert_eq!(post(&server, "/ok?key=1", LONG).await, Ok(()));
    assert_eq!(post(&server, "/none", LONG).await, Ok(()));
    let hits = server.requests("/ok");
    assert_eq!((hits.len(), hits[0].method.as_str(), hits[0].target.as_str()), (1, "POST", "/ok?key=1"));
    assert_eq!(hits[0].header("content-type"), Some("application/json"));
    assert_eq!(hits[0].header("user-agent"), Some("Siaga/0"));
    assert_eq!(hits[0].header("authorization"), None);
    assert_eq!(String::from_utf8(hits[0].body.clone()).unwrap(), forward().json());
}

#[tokio::test]
async fn an_answer_says_whether_it_is_worth_another_try_and_when() {
    let server = Server::start();
    let host = server.address();
    for (status, retry_after, refused, wait) in [
        (500, None, false, None),
        (503, Some("120"), false, Some(120)),
        (429, Some("90"), false, Some(90)),
        (408, None, false, None),
        (400, None, true, None),
        (401, None, true, None),
        (404, None, true, None),
        (410, Some("60"), true, Some(60)),
    ] {
        let mut response = Response::status(status);
        if let Some(seconds) = retry_after {
            response = response.header("Retry-After", seconds);
        }
        server.set("/hook", response);
        let failure = post(&server, "/hook", LONG).await.unwrap_err();
        assert!(failure.why.starts_with(&format!("{host} answered {status}")), "{failure}");
        assert_eq!((failure.refused, failure.wait), (refused, wait.map(Duration::from_secs)), "{status}");
    }
    server.set("/hook", Response::ok(""));
    assert_eq!(post(&server, "/hook", LONG).await, Ok(()));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let server = Server::start();
    server.set("/hook", Response::redirect(307, "/elsewhere"));
    server.set("/elsewhere", Response::ok(""));
    let failure = post(&server, "/hook", LONG).await.unwrap_err();
    assert!(failure.why.contains("307") && !failure.refused, "{failure}");
    assert_eq!(server.hits("/elsewhere"), 0);
}

#[tokio::test]
async fn an_output_that_hangs_is_given_up_at_its_limit_and_one_that_talks_without_end_has_answered() {
    let server = Server::start();
    server.set("/silent", Response::raw(vec![Step::Wait(Gate::shut())]));
    let failure = post(&server, "/silent", Duration::from_millis(200)).await.unwrap_err();
    assert!(failure.why.contains("did not answer within 0.2 s") && !failure.refused, "{failure}");
    let endless = Step::Endless(vec![b'x'; 1024], Duration::ZERO);
    server.set("/endless", Response::steps(vec![endless]));
    assert_eq!(post(&server, "/endless", LONG).await, Ok(()));
}

#[tokio::test]
async fn a_private_address_is_posted_to_only_where_the_output_is_internal() {
    let server = Server::start_tls();
    for url in [server.url("/hook"), format!("https://localhost:{}/hook", server.address().port())] {
        let post = Post::of(&settings(&format!("kind = 'webhook'\nurl = '{url}'")), None, &forward()).unwrap();
        let failure = send(&fetcher(), &post, LONG, Timestamp::UNIX_EPOCH).await.unwrap_err();
        assert!(failure.why.contains("private network") && failure.why.contains("internal = true"), "{failure}");
    }
    assert_eq!(server.all_hits(), 0);
}

/// Runs a command with something on its standard input.
async fn fed(home: &Home, arguments: &[&str], input: &str) -> Said {
    let mut child = home.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).await.unwrap();
    let output = soon("the end of a command", child.wait_with_output()).await.unwrap();
    Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Whether any file below a folder holds this text.
fn holds(folder: &Path, text: &str) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            return holds(&path, text);
        }
        let bytes = std::fs::read(&path).unwrap_or_default();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

#[tokio::test]
async fn an_outage_reaches_a_webhook_and_a_script_with_the_secret_from_the_keyring_alone() {
    let (bus, feeds, server) = (PrivateBus::start(), Feeds::start(), Server::start());
    let (keyring, _desktop) = (Secrets::start(&bus).await, Mock::start(&bus, &["body"]).await);
    server.set("/hook", Response::status(500));
    let home = Home::new(&feeds, "").on(&bus);
    let out = home.path("lamp");
    home.set_settings(&format!(
        "{WHEN_ASKED}[output.team]\nkind = 'webhook'\nurl = '{}'\ninternal = true\nsecret = true\n\
         [output.lamp]\nkind = 'script'\ncommand = ['/bin/sh', '-c', 'printf %s \"$SIAGA_JSON\" >{1}.new; mv {1}.new {1}']\n",
        server.url("/hook"),
        out.display(),
    ));
    let said = fed(&home, &["output", "secret", "team"], &format!("{HIDDEN}\n")).await;
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    assert_eq!((keyring.secret().as_deref(), keyring.attribute("output").as_deref()), (Some(HIDDEN), Some("team")));
    let listed = home.siaga(&["output", "list"]).await;
    let host = server.address();
    assert_eq!(
        listed.out,
        format!("lamp: script, /bin/sh\nteam: webhook, {host}; its secret is stored\n"),
        "{listed:?}"
    );

    let agent = home.settled_agent().await;
    feeds.trouble(Trouble::Down, "Elevated errors");
    agent.read().await;
    soon("the first try", server.reached("/hook", 1)).await;
    server.set("/hook", Response::ok("ok"));
    soon("the second try", server.reached("/hook", 2)).await;
    let hits = server.requests("/hook");
    assert!(hits.iter().all(|hit| hit.header("authorization") == Some(&format!("Bearer {HIDDEN}"))), "{hits:?}");
    let body: Value = serde_json::from_slice(&hits[1].body).unwrap();
    for (key, value) in [
        ("schema", json!(1)),
        ("event", json!("began")),
        ("product", json!("chatgpt")),
        ("name", json!("ChatGPT")),
        ("provider", json!("openai")),
        ("title", json!("Elevated errors")),
        ("severity", json!("major_outage")),
        ("until", Value::Null),
        ("drill", json!(false)),
    ] {
        assert_eq!(body[key], value, "{key}: {body}");
    }
    assert!(body["text"].as_str().unwrap().starts_with("ChatGPT is down\n"), "{body}");
    let ran = async {
        while !out.exists() {
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
    };
    soon("the script", ran).await;
    let written: Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    assert_eq!((&written["event"], &written["product"]), (&json!("began"), &json!("chatgpt")));

    let said = home.siaga(&["output", "test", "team"]).await;
    assert_eq!((said.code, said.out.as_str()), (0, "The test message reached “team”.\n"), "{said:?}");
    server.set("/hook", Response::status(404));
    let said = home.siaga(&["output", "test", "team"]).await;
    let sentence = format!("siaga: The test message did not reach “team”: {host} answered 404 Not Found.");
    assert_eq!((said.code, said.complaint()), (69, sentence.as_str()), "{said:?}");
    assert!(server.requests("/hook").last().unwrap().body.windows(4).any(|window| window == b"test"));

    let arguments = std::fs::read_to_string(format!("/proc/{}/cmdline", agent.pid())).unwrap();
    let environment = std::fs::read_to_string(format!("/proc/{}/environ", agent.pid())).unwrap();
    assert!(!arguments.contains(HIDDEN) && !environment.contains(HIDDEN));
    let (_, complaints) = agent.terminate().await;
    assert!(!complaints.contains(HIDDEN), "{complaints}");
    assert!(home.places.database().exists() && home.places.log().exists());
    for folder in [&home.places.config, &home.places.data, &home.places.runtime, &home.path("tmp")] {
        assert!(!holds(folder, HIDDEN), "{}", folder.display());
    }
}

#[tokio::test]
async fn a_locked_keyring_asks_the_person_for_a_command_and_never_for_a_message() {
    let (bus, server) = (PrivateBus::start(), Server::start());
    let keyring = Secrets::start(&bus).await;
    server.set("/T0/B0", Response::ok("ok"));
    let home = Home::bare().on(&bus);
    home.set_settings("[output.team]\nkind = 'slack'\nsecret = true\ninternal = true\n");
    let address = server.url("/T0/B0");
    keyring.lock();
    assert_eq!(fed(&home, &["output", "secret", "team"], &address).await.code, 0);
    assert_eq!((keyring.asked(), keyring.secret()), (1, Some(address)));
    let said = home.siaga(&["output", "test", "team"]).await;
    assert_eq!((said.code, server.hits("/T0/B0")), (0, 1), "{said:?}");
    let body: Value = serde_json::from_slice(&server.requests("/T0/B0")[0].body).unwrap();
    assert!(body["text"].as_str().unwrap().starts_with("Test from Siaga\n"), "{body}");
    assert_eq!(body.as_object().unwrap().len(), 1);
    keyring.lock();
    let said = home.siaga(&["output", "test", "team"]).await;
    assert!(said.code == 69 && said.complaint().contains("the keyring is locked"), "{said:?}");
    assert!(home.siaga(&["output", "list"]).await.out.contains("the keyring is locked"));
    assert_eq!((keyring.asked(), server.hits("/T0/B0")), (1, 1));
    let said = home.siaga(&["output", "secret", "team", "--remove"]).await;
    assert_eq!((said.code, keyring.asked(), keyring.secret()), (0, 2, None), "{said:?}");
    let said = home.siaga(&["output", "secret", "team", "--remove"]).await;
    assert_eq!(said.out, "the keyring holds no secret for team\n");
    let said = home.siaga(&["output", "test", "team"]).await;
    assert!(said.complaint().contains("`siaga output secret team`"), "{said:?}");
}

#[tokio::test]
async fn without_a_keyring_a_secret_is_kept_nowhere_and_that_is_said() {
    let bus = PrivateBus::start();
    for home in [Home::bare(), Home::bare().on(&bus)] {
        home.set_settings("[output.team]\nkind = 'ntfy'\nurl = 'https://push.example'\nsecret = true\n");
        let before = home.listing();
        let said = fed(&home, &["output", "secret", "team"], HIDDEN).await;
        assert!(said.code == 69 && said.complaint().contains("this session has no keyring"), "{said:?}");
        assert!(!said.err.contains(HIDDEN));
        let said = home.siaga(&["output", "test", "team"]).await;
        assert!(said.code == 69 && said.complaint().contains("this session has no keyring"), "{said:?}");
        assert!(home.siaga(&["output", "list"]).await.out.contains("the keyring cannot be read"));
        assert_eq!(home.listing(), before);
    }
}

#[tokio::test]
async fn each_slip_at_an_output_is_one_line_and_no_secret_is_taken_from_the_arguments() {
    let home = Home::bare();
    let said = home.siaga(&["output", "list"]).await;
    assert!(said.code == 0 && said.out.contains("no outputs"), "{said:?}");
    let said = home.siaga(&["output", "test", "team"]).await;
    assert!(said.code == 64 && said.complaint().contains("There is no output yet"), "{said:?}");
    home.set_settings(
        "[output.team]\nkind = 'slack'\nsecret = true\n[output.lamp]\nkind = 'script'\ncommand = ['/no/such/lamp']\n",
    );
    for (arguments, input, code, part) in [
        (&["output", "test", "phone"][..], "", 64, "There is no output called “phone”. Yours: lamp, team."),
        (&["output", "secret", "phone"], HIDDEN, 64, "no output called “phone”"),
        (&["output", "secret", "team", HIDDEN], "", 64, "unexpected argument"),
        (&["output", "secret", "lamp"], HIDDEN, 64, "the output lamp has no secret"),
        (&["output", "secret", "team"], " \n", 65, "standard input was empty"),
        (&["output", "secret", "team"], HIDDEN, 65, "the secret is no address"),
        (&["output", "secret", "team"], "http://a.example/x", 65, "https only"),
        (&["output", "secret", "team"], &"x".repeat(5000), 65, "longer than 2048 bytes"),
        (&["output", "test", "lamp"], "", 69, "the script could not be started"),
        (&["output"], "", 64, "a command is missing"),
    ] {
        let said = fed(&home, arguments, input).await;
        assert!(said.code == code && said.complaint().contains(part), "{arguments:?}: {said:?}");
    }
}

#[tokio::test]
async fn an_agent_without_outputs_says_how_to_add_one() {
    let (feeds, bus) = (Feeds::start(), PrivateBus::start());
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let agent = home.agent().await;
    let said = agent.refused(Command::TestOutput { name: "team".to_owned() }).await;
    assert!(said.contains("There is no output yet"), "{said}");
}
