//! Providers of one's own, by the real binary: added by address, watched, exchanged as lists, taken away again.

use std::process::Stdio;

use serde_json::Value;
use siaga_core::observation::Status;
use siaga_core::wire::{Command, Reply};
use tokio::io::AsyncWriteExt;

use crate::support::feeds::Feeds;
use crate::support::home::{Home, Said, WHEN_ASKED, soon};
use crate::support::server::{Response, Server};

const PATH: &str = "/api/v2/summary.json";

/// A page of two parts, the second of this state.
fn page(name: &str, state: &str) -> Response {
    let indicator = if state == "operational" { "none" } else { "major" };
    Response::ok(
        serde_json::json!({
            "page": { "id": "kctbh9vrtdwd", "name": name },
            "status": { "indicator": indicator, "description": "As scripted" },
            "components": [
                { "id": "b13yz5g2cw10", "name": "Ovens", "status": "operational" },
                { "id": "9397cnd62316", "name": "Till", "status": state },
            ],
            "incidents": [], "scheduled_maintenances": [],
        })
        .to_string(),
    )
}

/// A server with one page.
fn bakery() -> Server {
    let server = Server::start();
    server.set(PATH, page("Corner Bakery", "operational"));
    server
}

fn ids(list: &Value) -> Vec<&str> {
    list["providers"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect()
}

async fn own(home: &Home) -> Value {
    home.siaga(&["provider", "list", "--own", "--json"]).await.json()
}

async fn fed(home: &Home, arguments: &[&str], text: &str) -> Said {
    let mut child = home.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(text.as_bytes()).await.unwrap();
    drop(pipe);
    let output = soon("the end of a command", child.wait_with_output()).await.unwrap();
    Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[tokio::test]
async fn an_address_becomes_a_provider_that_is_watched_and_can_be_taken_away() {
    let (feeds, server) = (Feeds::start(), bakery());
    let home = Home::new(&feeds, WHEN_ASKED);
    let added = home.siaga(&["provider", "add", &server.url("/"), "--internal"]).await;
    assert_eq!((added.code, added.err.as_str()), (0, ""), "{added:?}");
    assert!(added.out.starts_with("Corner Bakery was added as corner-bakery: "), "{added:?}");
    assert!(added.out.contains(", 2 parts.") && added.out.contains("You will be told about it."), "{added:?}");
    let file = home.places.config.join("catalogue/corner-bakery.toml");
    assert!(added.out.contains(&file.display().to_string()), "{added:?}");
    assert!(std::fs::read_to_string(&file).unwrap().contains("# Ovens"));
    assert_eq!(home.siaga(&["settings", "check"]).await.code, 0);

    let list = own(&home).await;
    assert_eq!(list["schema"], 1);
    let row = &list["providers"][0];
    assert_eq!(row["products"], serde_json::json!([{ "id": "corner-bakery", "name": "Corner Bakery" }]));
    assert_eq!((&row["feed"]["url"], &row["feed"]["internal"]), (&server.url(PATH).into(), &true.into()));
    let all = home.siaga(&["provider", "list", "--json"]).await.json();
    assert_eq!(ids(&all)[0], "corner-bakery", "one's own come first");
    assert!(ids(&all).contains(&"openai"));
    let text = home.siaga(&["provider", "list"]).await.out;
    assert!(text.contains("corner-bakery  Corner Bakery") && text.contains("more come with Siaga"), "{text}");

    server.set(PATH, page("Corner Bakery", "major_outage"));
    let status = home.siaga(&["status", "--json"]).await.json();
    let products = status["products"].as_array().unwrap();
    assert_eq!(
        products.iter().map(|one| one["id"].as_str().unwrap()).collect::<Vec<_>>(),
        ["chatgpt", "claude", "corner-bakery"]
    );
    assert_eq!(products[2]["status"], "major_outage");

    let again = home.siaga(&["provider", "add", &server.url(PATH), "--internal"]).await;
    assert_eq!((again.code, again.out.as_str()), (0, "Corner Bakery is there already, as corner-bakery.\n"));
    let removed = home.siaga(&["provider", "remove", "corner-bakery"]).await;
    assert_eq!(removed.code, 0, "{removed:?}");
    assert!(removed.out.contains("corner-bakery.toml.removed"), "{removed:?}");
    assert!(!file.exists() && file.with_extension("toml.removed").is_file());
    assert_eq!(own(&home).await["providers"], serde_json::json!([]));
    let settings = std::fs::read_to_string(home.places.settings_file()).unwrap();
    assert!(settings.starts_with("watch = [\"chatgpt\", \"claude\"]\nnotify.unstable"), "{settings}");
    assert_eq!(home.siaga(&["status", "corner-bakery"]).await.code, 64);
}

#[tokio::test]
async fn names_ids_formats_and_watching_are_the_persons_to_choose() {
    let (feeds, server) = (Feeds::start(), bakery());
    let home = Home::new(&feeds, WHEN_ASKED);
    let url = server.url(PATH);
    let wish = [
        "provider",
        "add",
        &url,
        "--internal",
        "--id",
        "till",
        "--name",
        "The Till",
        "--format",
        "statuspage",
        "--no-watch",
    ];
    let added = home.siaga(&wish).await;
    assert!(added.out.starts_with("The Till was added as till: "), "{added:?}");
    let list = own(&home).await;
    assert_eq!(
        (&list["providers"][0]["id"], &list["providers"][0]["feed"]["format"]),
        (&"till".into(), &"statuspage".into())
    );
    let status = home.siaga(&["status", "--json"]).await.json();
    assert_eq!(status["products"].as_array().unwrap().len(), 2, "it is not watched");
}

#[tokio::test]
async fn what_cannot_be_added_says_why_and_writes_nothing() {
    let (feeds, server) = (Feeds::start(), bakery());
    let home = Home::new(&feeds, WHEN_ASKED);
    server.set("/page", Response::ok("<!DOCTYPE html><title>All Systems Operational</title>"));
    let (plain, nothing) = (server.url(PATH), server.url("/nothing/here.json"));
    let secure = plain.replace("http:", "https:");
    let before = home.listing();
    let table: &[(&[&str], i32, &str)] = &[
        (&["provider", "add", &plain], 64, "--internal"),
        (&["provider", "add", &secure], 64, "--internal"),
        (&["provider", "add", "localhost:9"], 64, "--internal"),
        (&["provider", "add", "not an address"], 64, "https://status.example.com"),
        (&["provider", "add", "ftp://example.com/"], 64, "https://status.example.com"),
        (&["provider", "add", "https://ann:pw@example.com/"], 64, "password"),
        (&["provider", "add", &plain, "--internal", "--id", "chatgpt"], 64, "chatgpt is taken"),
        (&["provider", "add", &plain, "--internal", "--id", "../x"], 64, "small letters"),
        (&["provider", "add", &plain, "--internal", "--format", "gopher"], 64, "statuspage"),
        (&["provider", "add", &plain, "--internal", "--format", "instatus"], 69, "No status"),
        (&["provider", "add", &nothing, "--internal", "--format", "statuspage"], 69, "404"),
        (&["provider", "remove", "openai"], 64, "comes with Siaga"),
        (&["provider", "remove", "nobody"], 64, "nobody"),
        (&["provider", "remove", "../settings"], 64, "settings"),
        (&["provider", "import", "/no/such/file"], 65, "/no/such/file"),
        (&["provider", "import", "/dev/null"], 65, "not a list of feeds"),
        (&["provider", "export", "/no/such/folder/x"], 70, "/no/such/folder"),
        (&["provider"], 64, "a command is missing"),
    ];
    for (arguments, code, named) in table {
        let said = home.siaga(arguments).await;
        assert_eq!(said.code, *code, "{arguments:?} {said:?}");
        assert!(said.complaint().contains(named), "{arguments:?} {said:?}");
    }
    assert_eq!(home.listing(), before);
    assert_eq!(server.hits("/page"), 0);
    home.set_settings("[poll\n");
    let bad = home.siaga(&["provider", "add", &plain, "--internal"]).await;
    assert_eq!(bad.code, 65, "{bad:?}");
    assert!(bad.complaint().contains("settings.toml:2"), "{bad:?}");
    assert!(!home.places.config.join("catalogue/corner-bakery.toml").exists());
}

#[tokio::test]
async fn a_list_of_feeds_goes_from_one_desk_to_another() {
    let (feeds, server) = (Feeds::start(), bakery());
    let (home, other) = (Home::new(&feeds, WHEN_ASKED), Home::new(&feeds, WHEN_ASKED));
    home.siaga(&["provider", "add", &server.url("/"), "--internal", "--id", "bakery"]).await;
    let file = home.path("own.opml");
    let file = file.to_str().unwrap();
    assert_eq!(home.siaga(&["provider", "export", file]).await.out, format!("One feed was written to {file}.\n"));
    let list = std::fs::read_to_string(file).unwrap();
    assert_eq!(home.siaga(&["provider", "export"]).await.out.trim_end(), list.trim_end());
    assert!(list.contains("type=\"rss\"") && !list.contains("openai"), "{list}");
    let all = home.siaga(&["provider", "export", "-", "--all"]).await.out;
    assert!(all.contains("siagaId=\"openai\"") && all.contains("siagaId=\"bakery\""), "{all}");

    let hits = server.hits(PATH);
    let refused = other.siaga(&["provider", "import", file]).await;
    assert_eq!(refused.code, 69, "{refused:?}");
    assert!(refused.out.starts_with("not read: Corner Bakery: ") && refused.out.contains("--internal"), "{refused:?}");
    let taken = fed(&other, &["provider", "import", "-", "--internal"], &list).await;
    assert_eq!((taken.code, taken.out.as_str()), (0, "added: Corner Bakery (bakery)\n"), "{taken:?}");
    assert_eq!(server.hits(PATH), hits, "what Siaga wrote is taken as it is");
    assert_eq!(own(&other).await, own(&home).await);
    let again = other.siaga(&["provider", "import", file, "--internal"]).await;
    assert_eq!((again.code, again.out.as_str()), (0, "already there: Corner Bakery (bakery)\n"), "{again:?}");
}

#[tokio::test]
async fn a_list_of_another_program_is_looked_at_line_by_line() {
    let (feeds, server) = (Feeds::start(), bakery());
    let second = bakery();
    let home = Home::new(&feeds, WHEN_ASKED);
    let openai = feeds.server.url("/openai/summary.json");
    let list = format!(
        "<opml version='1.0'><body><outline text='Shops'>
         <outline text='Bread' xmlUrl='{}'/><outline text='Chat' xmlUrl='{openai}'/>
         <outline text='Bread too' xmlUrl='{}' siagaId='chatgpt'/>
         <outline text='Gone' xmlUrl='http://127.0.0.1:9/'/><outline xmlUrl='file:///etc/passwd'/>
         </outline></body></opml>",
        server.url("/"),
        second.url("/"),
    );
    let said = fed(&home, &["provider", "import", "-", "--internal", "--no-watch"], &list).await;
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines[..3], ["added: Bread (bread)", "already there: OpenAI (openai)", "added: Bread too (bread-too)"]);
    assert!(
        lines[3].starts_with("not read: Gone: ") && lines[4].starts_with("not read: file:///etc/passwd: "),
        "{lines:?}"
    );
    let none = fed(&home, &["provider", "import", "-"], "<opml><body><outline xmlUrl='x y'/></body></opml>").await;
    assert_eq!(none.code, 69, "{none:?}");
}

#[tokio::test]
async fn a_running_agent_takes_up_what_a_command_adds_and_lets_go_of_what_it_removes() {
    let (feeds, server) = (Feeds::start(), bakery());
    let home = Home::new(&feeds, WHEN_ASKED);
    let agent = home.settled_agent().await;
    home.siaga(&["provider", "add", &server.url("/"), "--internal"]).await;
    let picture = agent
        .until("the bakery", |seen| seen.product("corner-bakery").is_some_and(|one| one.status == Status::Operational))
        .await;
    assert!(picture.product("corner-bakery").unwrap().watched && picture.provider("corner-bakery").unwrap().own);
    assert!(!picture.provider("openai").unwrap().own);
    home.siaga(&["provider", "remove", "corner-bakery"]).await;
    let picture = agent.until("no bakery", |seen| seen.product("corner-bakery").is_none()).await;
    assert_eq!(picture.problems, Vec::<String>::new());
}

#[tokio::test]
async fn the_agent_looks_adds_and_watches_when_a_window_asks() {
    let (feeds, server) = (Feeds::start(), bakery());
    let home = Home::new(&feeds, WHEN_ASKED);
    let agent = home.settled_agent().await;
    let url = server.url("/");
    let refused = agent.refused(Command::Detect { url: url.clone(), internal: false }).await;
    assert!(refused.contains("internal"), "{refused}");
    let nothing = agent.refused(Command::Detect { url: "nothing at all".into(), internal: false }).await;
    assert!(nothing.contains("https://status.example.com"), "{nothing}");
    let Reply::Found(found) = agent.ask(Command::Detect { url: url.clone(), internal: true }).await else { panic!() };
    assert_eq!((found.name.as_deref(), found.parts, found.status), (Some("Corner Bakery"), 2, Status::Operational));
    assert_eq!((found.url, found.there), (server.url(PATH), None));
    let hits = server.hits(PATH);
    let Reply::Said(said) = agent.ask(Command::AddProvider { url: url.clone(), internal: true }).await else {
        panic!()
    };
    assert!(said.starts_with("Corner Bakery was added as corner-bakery"), "{said}");
    let read = |seen: &siaga_core::snapshot::Snapshot| {
        seen.product("corner-bakery").is_some_and(|one| one.watched && one.status == Status::Operational)
    };
    agent.until("the bakery", read).await;
    assert_eq!(server.hits(PATH), hits + 1, "what was found is not looked for again");
    let there = agent.refused(Command::AddProvider { url, internal: true }).await;
    assert!(there.contains("there already"), "{there}");

    agent.ask(Command::Watch { product: "corner-bakery".into(), watched: false }).await;
    agent.until("nobody watches it", |seen| seen.product("corner-bakery").is_some_and(|one| !one.watched)).await;
    agent.ask(Command::Watch { product: "github".into(), watched: true }).await;
    agent.until("GitHub", |seen| seen.product("github").is_some_and(|one| one.watched)).await;
    let unknown = agent.refused(Command::Watch { product: "githb".into(), watched: true }).await;
    assert!(unknown.contains("github"), "{unknown}");
    let Reply::Said(said) = agent.ask(Command::RemoveProvider { provider: "corner-bakery".into() }).await else {
        panic!()
    };
    assert!(said.contains("corner-bakery.toml.removed"), "{said}");
    agent.until("no bakery", |seen| seen.product("corner-bakery").is_none()).await;
    let shipped = agent.refused(Command::RemoveProvider { provider: "openai".into() }).await;
    assert!(shipped.contains("openai.toml"), "the overlay is named: {shipped}");
}

#[tokio::test]
async fn a_list_shows_no_secret_of_an_address_and_obeys_no_terminal() {
    let home = Home::new(&Feeds::start(), WHEN_ASKED);
    let lines = [
        "https://ann:canary@127.0.0.1:9/?token=canary",
        "https//ann:canary@example.com/?token=canary",
        "not&#27;]0;canary&#7;&#27;[31m an address?token=canary",
        "http://127.0.0.1:9/?token=canary",
    ];
    let outlines: String = lines.iter().map(|line| format!("<outline xmlUrl=\"{line}\"/>")).collect();
    let list = format!("<opml version=\"2.0\"><body>{outlines}</body></opml>");
    let said = fed(&home, &["provider", "import", "-"], &list).await;
    assert_eq!((said.code, said.out.lines().count()), (69, lines.len()), "{said:?}");
    let token = said.out.contains("token") || said.out.contains("ann:");
    assert!(!token && !said.out.contains(['\u{1b}', '\u{7}']), "{said:?}");
    assert!(said.out.contains("https://127.0.0.1:9/: "), "{said:?}");
}
