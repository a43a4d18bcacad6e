//! Going elsewhere by the real binary: the prompt is copied and stays, the tool opens with it, and it is nowhere else.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use siaga_core::prompt::Prompt;
use siaga_core::provider::Catalogue;
use siaga_core::wire::{Command as Wish, Reply};
use url::Url;

use crate::support::browser::Browser;
use crate::support::display::Display;
use crate::support::feeds::{Feeds, Trouble};
use crate::support::home::{Home, Said, soon};
use crate::support::server::{Response, Server};

/// Stands in each prompt of the tests: where it is found outside clipboard and opener, a prompt was kept.
const MARK: &str = "zebrafinch";

/// A person with a display, whose ChatGPT is down.
struct Desk {
    feeds: Feeds,
    display: Display,
    home: Home,
    browser: Browser,
}

impl Desk {
    async fn new() -> Self {
        let (feeds, display) = (Feeds::start(), Display::start());
        feeds.trouble(Trouble::Down, "Elevated errors");
        let mut home = Home::new(&feeds, "");
        home.set("DISPLAY", display.name());
        let browser = Browser::in_home(&home).await;
        home.set_settings(&browser.settings());
        Self { feeds, display, home, browser }
    }

    async fn switch(&self, more: &[&str], prompt: &str) -> Said {
        let arguments: Vec<&str> = ["switch", "chatgpt", "--prompt-stdin"].iter().chain(more).copied().collect();
        self.home.siaga_reading(&arguments, prompt.as_bytes()).await
    }

    /// The address that was opened next.
    async fn opened(&mut self) -> Url {
        let line = self.browser.next().await;
        Url::parse(line.trim_end_matches(" none")).unwrap()
    }

    /// Ids of the processes that this person's Siaga has, with what the kernel shows of them to everybody.
    fn processes(&self) -> Vec<(u32, Vec<u8>)> {
        let own = format!("SIAGA_DATA_DIR={}", self.home.places.data.display());
        let mut found = Vec::new();
        for entry in std::fs::read_dir("/proc").unwrap().flatten() {
            let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
            let read = |name: &str| std::fs::read(entry.path().join(name)).unwrap_or_default();
            let (environment, arguments, name) = (read("environ"), read("cmdline"), read("comm"));
            if name.starts_with(b"siaga") && contains(&environment, own.as_bytes()) {
                found.push((pid, [environment, arguments].concat()));
            }
        }
        found
    }
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// Every file below a folder that holds the mark.
fn marked(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, kind) = (entry.path(), entry.file_type().unwrap());
        if kind.is_dir() {
            marked(&path, found);
        } else if kind.is_file() && contains(&std::fs::read(&path).unwrap_or_default(), MARK.as_bytes()) {
            found.insert(path.display().to_string());
        }
    }
}

fn corpus() -> Vec<String> {
    [
        "plain words",
        "100 % & more = less? #1 + 1; \"quoted\" 'single' \\back <tag> {q} $HOME `id`",
        "first line\nsecond line\n\n\tand a tab\n",
        "pertanyaan – 日本語, العربية, עברית, ñandú",
        "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ 1️⃣ 🇮🇩",
        " spaces at both ends ",
        "%20%00%zz +plus+",
    ]
    .iter()
    .map(|text| format!("{MARK} {text}"))
    .collect()
}

/// What was answered, without ages: a second may pass between two answers.
fn ageless(said: &Said) -> String {
    let rows = said.out.split("\"age_s\":").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    rows.collect()
}

fn query(url: &Url) -> Option<String> {
    url.query_pairs().find(|(name, _)| name == "q").map(|(_, text)| text.into_owned())
}

#[tokio::test]
async fn without_an_agent_the_prompt_stays_on_the_clipboard_after_the_command_has_ended() {
    let mut desk = Desk::new().await;
    let text = format!("{MARK}: 50 % of\n\"this\" & that? 👩‍👧\n");
    let said = desk.switch(&[], &text).await;
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    assert_eq!(said.out, "Claude: your prompt is copied, and filled in there.\n");
    let opened = desk.opened().await;
    assert!(opened.as_str().starts_with("https://claude.ai/new?q=zebrafinch%3A%2050%20%25"), "{opened}");
    assert_eq!(query(&opened).as_deref(), Some(text.as_str()));
    assert_eq!(desk.display.clipboard().await, text);
    assert_eq!(desk.display.clipboard().await, text, "it can be pasted again");
    let keeping = desk.processes();
    assert_eq!(keeping.len(), 1, "one child keeps it");
    assert!(!contains(&keeping[0].1, MARK.as_bytes()), "neither in its arguments nor in its environment");

    let second = desk.switch(&["--copy-only"], "zebrafinch, the second").await;
    assert_eq!((second.code, second.out.as_str()), (0, "Your prompt is copied. Nothing is opened.\n"), "{second:?}");
    assert_eq!(desk.display.clipboard().await, "zebrafinch, the second");
    desk.display.copy_elsewhere("something else").await;
    let ended = async {
        while !desk.processes().is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    soon("that whoever kept it has ended", ended).await;
    assert_eq!(desk.display.clipboard().await, "something else");
    let mut found = BTreeSet::new();
    marked(&desk.home.path(""), &mut found);
    assert_eq!(found, BTreeSet::new());
    assert!(!desk.home.places.data.exists(), "a command writes nothing");
}

#[tokio::test]
async fn each_prompt_reaches_the_tool_and_the_clipboard_as_it_was_and_is_kept_nowhere() {
    let mut desk = Desk::new().await;
    let agent = desk.home.settled_agent().await;
    for text in corpus() {
        let said = desk.switch(&[], &text).await;
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
        assert_eq!(query(&desk.opened().await).as_deref(), Some(text.as_str()));
        assert_eq!(desk.display.clipboard().await, text);
    }
    let unseen = format!("{MARK}\u{202E} left\u{200B} to\0 right\u{2066}");
    let said = desk.switch(&[], &unseen).await;
    assert!(said.out.starts_with("4 invisible characters are left out.\n"), "{said:?}");
    assert_eq!(query(&desk.opened().await).as_deref(), Some("zebrafinch left to right"));
    assert_eq!(desk.display.clipboard().await, "zebrafinch left to right");

    let long = format!("{MARK} {}", "a long story ".repeat(800));
    assert!(long.len() > 10_000);
    let said = desk.switch(&[], &long).await;
    assert_eq!(said.out, "Claude: your prompt is too long for its link. It is copied: paste it there.\n");
    assert_eq!(desk.opened().await.as_str(), "https://claude.ai/");
    assert_eq!(desk.display.clipboard().await, long);

    // What comes over the socket is held to the same rules.
    let smuggled: Prompt = serde_json::from_value(unseen.into()).unwrap();
    assert_eq!(agent.ask(Wish::Copy { text: smuggled }).await, Reply::Said("Copied.".into()));
    assert_eq!(desk.display.clipboard().await, "zebrafinch left to right");

    let running = desk.processes();
    assert_eq!(running.iter().map(|(pid, _)| *pid).collect::<Vec<_>>(), [agent.pid()], "the agent itself keeps it");
    assert!(!contains(&running[0].1, MARK.as_bytes()));
    let (_, complaints) = agent.terminate().await;
    assert!(!complaints.contains(MARK), "{complaints}");
    assert!(desk.home.places.log().is_file() && desk.home.places.database().is_file());
    let mut found = BTreeSet::new();
    marked(&desk.home.path(""), &mut found);
    assert_eq!(found, BTreeSet::new());
}

#[tokio::test]
async fn what_came_of_it_is_there_as_json() {
    let mut desk = Desk::new().await;
    let _agent = desk.home.settled_agent().await;
    let said = desk.switch(&["--for", "writing", "--json"], "zebrafinch").await;
    assert_eq!(said.code, 0, "{said:?}");
    let expected = serde_json::json!({
        "schema": 1, "product": "claude", "name": "Claude", "opened": true, "copied": true, "prompt": "prefill",
        "text": "Claude: your prompt is copied, and filled in there.",
    });
    assert_eq!(said.json(), expected);
    desk.opened().await;
    let plain = desk.home.siaga(&["switch", "chatgpt"]).await;
    assert_eq!((plain.code, plain.out.as_str()), (0, "Claude is opened.\n"), "{plain:?}");
    assert_eq!(desk.opened().await.as_str(), "https://claude.ai/");
    for more in [&["--for", "writing"][..], &["--for", "writing", "--json"], &[]] {
        let asked = |command: &[&'static str]| -> Vec<&str> { [command, more].concat() };
        let listed = desk.home.siaga(&asked(&["switch", "chatgpt", "--list"])).await;
        let named = desk.home.siaga(&asked(&["alternatives", "chatgpt"])).await;
        assert_eq!((listed.code, ageless(&listed)), (named.code, ageless(&named)), "{more:?}");
    }
    assert_eq!(desk.display.clipboard().await, "zebrafinch", "a list copies nothing");
    assert!(desk.feeds.server.hits("/openai/summary.json") > 0);
}

#[tokio::test]
async fn what_does_a_task_that_nothing_in_use_does_is_read_when_it_is_asked_for() {
    let mut desk = Desk::new().await;
    let task = ["switch", "--for", "meeting"];
    let alone = desk.home.siaga(&task).await;
    assert_eq!((alone.code, alone.err.as_str()), (0, ""), "{alone:?}");
    let first = desk.opened().await;
    let _agent = desk.home.settled_agent().await;
    let asked = desk.home.siaga(&task).await;
    assert_eq!((asked.code, &asked.out), (0, &alone.out), "{asked:?}");
    assert_eq!(desk.opened().await, first);
}

#[tokio::test]
async fn a_program_of_the_tools_own_is_opened_where_it_is_there() {
    let mut desk = Desk::new().await;
    let bin = desk.home.path("bin");
    std::fs::create_dir(&bin).unwrap();
    let program = |name: &str, script: &str| {
        let path = bin.join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    };
    program("xdg-mime", "[ \"$3\" = x-scheme-handler/claude ] && echo claude-desktop.desktop");
    program("xdg-open", &format!("echo \"$1 none\" > {}", desk.home.path("browser").display()));
    desk.home.set("PATH", format!("{}:/usr/bin:/bin", bin.display()));
    let long = format!("{MARK} & {}", "more ".repeat(600));
    let listed = desk.switch(&["--list"], &long).await;
    assert!(listed.out.lines().next().unwrap().ends_with(" · prompt filled in"), "{listed:?}");
    let said = desk.switch(&[], &long).await;
    assert_eq!(said.out, "Claude: your prompt is copied, and filled in there.\n", "{said:?}");
    let opened = desk.opened().await;
    assert_eq!(
        (opened.scheme(), opened.host_str()),
        ("claude", Some("claude.ai")),
        "its link takes more than the web's"
    );
    assert_eq!(query(&opened), Some(long));

    // Its link is taken, and what would open it is not there.
    std::fs::remove_file(bin.join("xdg-open")).unwrap();
    desk.home.set("PATH", &bin);
    let said = desk.switch(&["--json"], "zebrafinch").await.json();
    assert_eq!(said["prompt"], "prefill", "{said}");
    assert_eq!(desk.opened().await.as_str(), "https://claude.ai/new?q=zebrafinch");
    desk.display.copy_elsewhere("done").await;
}

#[tokio::test]
async fn a_list_says_what_would_become_of_this_very_prompt_and_does_nothing() {
    let desk = Desk::new().await;
    desk.display.copy_elsewhere("as it was").await;
    let list = |more: &[&'static str]| [&["switch", "chatgpt", "--list", "--prompt-stdin"], more].concat();
    let catalogue = Catalogue::shipped();
    let room = catalogue.product("claude").unwrap().prompt.as_ref().unwrap().room();
    let long = "prompt too long for its link: copied, paste it there";
    for (length, used, said) in [(room, "prefill", "prompt filled in"), (room + 1, "copy", long)] {
        let prompt = "x".repeat(length);
        let rows = desk.home.siaga_reading(&list(&[]), prompt.as_bytes()).await;
        assert_eq!((rows.code, rows.err.as_str()), (0, ""), "{rows:?}");
        assert!(rows.out.lines().next().unwrap().ends_with(&format!(" · {said}")), "{rows:?}");
        assert!(!rows.out.contains("xxx"), "{rows:?}");
        let json = desk.home.siaga_reading(&list(&["--json"]), prompt.as_bytes()).await.json();
        assert_eq!(json["alternatives"][0]["prompt"], used, "{json}");
    }
    assert_eq!(desk.display.clipboard().await, "as it was");
    assert_eq!(desk.processes(), []);
}

#[tokio::test]
async fn tools_on_this_computer_are_looked_for_on_the_way_there_and_where_nothing_else_is_left() {
    let (mut desk, tool) = (Desk::new().await, Server::start());
    tool.set("/api/tags", Response::ok(r#"{"models":[{"name":"llama3.2:3b","digest":"a80c","details":{}}]}"#));
    let port = tool.address().port();
    desk.home.change("ollama", &format!("[[product]]\nid = \"ollama\"\nport = {port}\nuses = [\"music\"]\n"));
    desk.home.change("anthropic", "[[product]]\nid = \"claude\"\nuses = [\"music\"]\n");
    let list = ["switch", "--for", "music", "--list"];
    let row = |said: &Said| said.out.lines().find(|line| line.contains("Ollama")).unwrap().to_owned();

    assert!(row(&desk.home.siaga(&list).await).contains("on this computer"), "a list looks at nothing by itself");
    assert_eq!(tool.all_hits(), 0);
    let went = desk.home.siaga(&["switch", "--for", "music"]).await;
    assert_eq!((went.code, went.out.as_str()), (0, "Claude is opened.\n"), "{went:?}");
    desk.opened().await;
    assert!(tool.all_hits() > 0, "who goes elsewhere wants to know");

    desk.feeds.anthropic_down();
    for maker in ["elevenlabs", "minimax", "stability", "udio"] {
        desk.home.change(maker, &format!("[[product]]\nid = \"{maker}\"\nuses = []\n"));
    }
    for agent in [false, true] {
        let agent = if agent { Some(desk.home.settled_agent().await) } else { None };
        let hits = tool.all_hits();
        let said = desk.home.siaga(&list).await;
        assert!(row(&said).contains("llama3.2:3b"), "{said:?}");
        assert!(said.out.starts_with(" 1  Ollama") && tool.all_hits() > hits, "{said:?}");
        if let Some(agent) = agent {
            agent.kill().await;
        }
    }
}

#[tokio::test]
async fn without_a_network_a_list_looks_at_this_computer() {
    let (home, tool) = (Home::bare(), Server::start());
    tool.set("/api/tags", Response::ok(r#"{"models":[{"name":"llama3.2:3b","digest":"a80c","details":{}}]}"#));
    std::fs::create_dir_all(home.places.config.join("catalogue")).unwrap();
    home.change("ollama", &format!("[[product]]\nid = \"ollama\"\nport = {}\n", tool.address().port()));
    let said = home.siaga(&["switch", "chatgpt", "--list"]).await;
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    assert!(said.out.starts_with(" 1  Ollama") && said.out.contains("llama3.2:3b"), "{said:?}");
}

#[tokio::test]
async fn what_cannot_be_copied_or_opened_is_said_and_the_prompt_is_still_on_screen() {
    let mut desk = Desk::new().await;
    let spare = Home::new(&desk.feeds, "[open]\ncommand = [\"/nonexistent/browser\", \"{url}\"]\n");
    let arguments = ["switch", "chatgpt", "--prompt-stdin"];

    let nothing = spare.siaga_reading(&arguments, b"zebrafinch, please").await;
    assert_eq!(nothing.code, 69, "{nothing:?}");
    assert!(nothing.out.ends_with("\nzebrafinch, please\n"), "{nothing:?}");
    for part in ["Claude could not be opened", "The prompt could not be copied: no display was found"] {
        assert!(nothing.err.contains(part), "{nothing:?}");
    }

    let mut displayed = spare;
    displayed.set("DISPLAY", desk.display.name());
    let copied = displayed.siaga_reading(&arguments, b"zebrafinch, please").await;
    assert_eq!(copied.code, 69, "{copied:?}");
    assert!(copied.out.ends_with("\nzebrafinch, please\n"), "{copied:?}");
    assert!(copied.err.contains("Your prompt is on the clipboard."), "{copied:?}");
    assert_eq!(desk.display.clipboard().await, "zebrafinch, please");
    desk.display.copy_elsewhere("done").await;

    let mut blind = Home::new(&desk.feeds, "");
    blind.set_settings(&desk.browser.settings());
    blind.set("DISPLAY", ":4711");
    let said = blind.siaga_reading(&arguments, b"zebrafinch, please").await;
    assert_eq!(said.code, 0, "the tool still opens: {said:?}");
    assert!(said.err.contains("could not be copied") && said.err.contains("It is filled in at Claude."), "{said:?}");
    assert!(said.out.ends_with("\nzebrafinch, please\n"), "{said:?}");
    assert_eq!(query(&desk.opened().await).as_deref(), Some("zebrafinch, please"));
}

#[tokio::test]
async fn what_cannot_be_done_ends_with_its_own_code_and_one_line_and_leaves_the_prompt_where_it_was() {
    let desk = Desk::new().await;
    for maker in ["elevenlabs", "minimax", "stability", "udio"] {
        desk.home.change(maker, &format!("[[product]]\nid = \"{maker}\"\nuses = []\n"));
    }
    desk.display.copy_elsewhere("as it was").await;
    let table: &[(&[&str], &[u8], i32, &str)] = &[
        (&["chatgtp", "--prompt-stdin"], b"a", 64, "nearest: chatgpt"),
        (&["--for", "gardening", "--prompt-stdin"], b"a", 64, "coding"),
        (&["--for", "music", "--prompt-stdin"], b"a", 69, "your prompt is still where it was"),
        (&["--copy-only"], b"", 64, "--prompt-stdin"),
        (&["--list", "--copy-only", "--prompt-stdin"], b"a", 64, "--list"),
        (&["--prompt-stdin"], b" \n", 65, "nothing in it can be seen"),
        (&["--prompt-stdin"], b"\xFF\xFE", 65, "UTF-8"),
        (&["--prompt-stdin"], &[b'a'; 5 * 1024 * 1024], 65, "longer than 256 KiB"),
        (&["a prompt as an argument", "--prompt-stdin"], b"a", 64, "no product"),
    ];
    for (arguments, prompt, code, part) in table {
        let all: Vec<&str> = ["switch"].iter().chain(*arguments).copied().collect();
        let said = desk.home.siaga_reading(&all, prompt).await;
        assert_eq!(said.code, *code, "{arguments:?} {said:?}");
        assert!(said.complaint().contains(part), "{arguments:?} {said:?}");
    }
    assert_eq!(desk.display.clipboard().await, "as it was");
    assert_eq!(desk.processes(), []);
}
