//! What Siaga knows about itself: its start at login, whom it contacts, and what it says of that.

use std::path::{Path, PathBuf};

use siaga_core::about::{About, Contact, Purpose};
use siaga_core::wire::{Command as Wish, Reply};

use crate::support::bus::{Mock, PrivateBus};
use crate::support::feeds::Feeds;
use crate::support::home::{Agent, Home, WHEN_ASKED, soon};
use crate::support::server::{Response, Server, authority};

/// The folder in which a login of this person looks, and their entry in it.
fn private(home: &mut Home) -> (PathBuf, PathBuf) {
    let folder = home.path("xdg config");
    home.set("XDG_CONFIG_HOME", &folder);
    let autostart = folder.join("autostart");
    let entry = autostart.join("siaga.desktop");
    (autostart, entry)
}

async fn about(agent: &Agent) -> About {
    match agent.ask(Wish::About).await {
        Reply::About(about) => *about,
        other => panic!("an answer of another kind: {other:?}"),
    }
}

fn of(contacts: &[Contact], purpose: Purpose) -> Vec<&Contact> {
    contacts.iter().filter(|contact| contact.purpose == purpose).collect()
}

#[tokio::test]
async fn the_agent_starts_at_login_from_when_it_is_asked_for_until_it_is_not() {
    let mut home = Home::bare();
    let (autostart, entry) = private(&mut home);
    let place = entry.display().to_string();
    let said = home.siaga(&["autostart", "status"]).await;
    assert_eq!((said.code, said.out.starts_with("Off: "), said.out.contains(&place)), (0, true, true), "{said:?}");
    assert!(!autostart.exists(), "asking makes nothing");

    let said = home.siaga(&["autostart", "on"]).await;
    assert_eq!((said.code, said.out.trim_end()), (0, "From now on Siaga starts when you log in."), "{said:?}");
    let text = std::fs::read_to_string(&entry).unwrap();
    let exec = text.lines().find_map(|line| line.strip_prefix("Exec=")).unwrap();
    assert!(exec.contains("siaga") && exec.contains(" agent --config-dir "), "{exec}");
    assert!(!text.contains("siaga-desktop"), "the window never starts by itself: {text}");
    let said = home.siaga(&["autostart", "status"]).await;
    assert!(said.out.starts_with("On: "), "{said:?}");

    // What a desktop's own settings write.
    std::fs::write(&entry, text.replace("enabled=true", "enabled=false")).unwrap();
    let said = home.siaga(&["autostart", "status"]).await;
    assert_eq!((said.code, said.out.starts_with("Off: it was switched off in ")), (0, true), "{said:?}");
    // A version that was removed.
    std::fs::write(&entry, "[Desktop Entry]\nType=Application\nExec=\"/opt/siaga 0.0/siaga\" agent\n").unwrap();
    let said = home.siaga(&["autostart", "status"]).await;
    assert!(said.out.contains("names /opt/siaga 0.0/siaga, which is not there"), "{said:?}");
    let report = home.siaga(&["diagnose"]).await;
    assert!(report.out.contains("autostart: off ("), "{report:?}");

    let said = home.siaga(&["autostart", "off"]).await;
    assert_eq!((said.code, said.out.trim_end()), (0, "Siaga does not start when you log in."), "{said:?}");
    assert!(!entry.exists());
    for wrong in [&["autostart"][..], &["autostart", "maybe"]] {
        assert_eq!(home.siaga(wrong).await.code, 64);
    }
}

#[tokio::test]
async fn an_agent_starts_at_login_by_the_wish_of_its_window_and_says_so() {
    let feeds = Feeds::start();
    let mut home = Home::new(&feeds, WHEN_ASKED);
    let (_, entry) = private(&mut home);
    let agent = home.settled_agent().await;
    assert_eq!(about(&agent).await.autostart, Some(false));
    assert!(matches!(agent.ask(Wish::Autostart { on: true }).await, Reply::Said(_)));
    assert_eq!((about(&agent).await.autostart, entry.is_file()), (Some(true), true));
    assert!(matches!(agent.ask(Wish::Autostart { on: false }).await, Reply::Said(_)));
    assert_eq!((about(&agent).await.autostart, entry.is_file()), (Some(false), false));
    std::fs::remove_dir(entry.parent().unwrap()).unwrap();
    std::fs::write(entry.parent().unwrap(), "a file in its place").unwrap();
    let refused = agent.refused(Wish::Autostart { on: true }).await;
    assert!(refused.starts_with("The start at login could not be changed: "), "{refused}");
}

#[tokio::test]
async fn a_copy_in_a_temporary_folder_is_not_started_at_login() {
    let mut home = Home::bare();
    let (autostart, _) = private(&mut home);
    let folder = Path::new(env!("CARGO_BIN_EXE_siaga")).parent().unwrap().to_owned();
    home.set("TMPDIR", folder);
    let said = home.siaga(&["autostart", "on"]).await;
    assert_eq!(said.code, 69, "{said:?}");
    assert!(said.complaint().contains("runs from a temporary folder"), "{said:?}");
    assert!(!autostart.exists());
}

#[tokio::test]
async fn after_a_round_of_reads_the_list_of_contacts_names_exactly_whom_was_asked() {
    let feeds = Feeds::start();
    let product = Server::start_tls();
    product.set("/chat", Response::ok("hello"));
    let mut home = Home::new(&feeds, WHEN_ASKED);
    home.set("SSL_CERT_FILE", authority());
    home.change("openai", &format!("[[product]]\nid = \"chatgpt\"\nopen = \"{}\"\n", product.url("/chat?user=ann")));
    let agent = home.settled_agent().await;
    let told = about(&agent).await;
    let read = of(&told.contacts, Purpose::Feed);
    assert_eq!(read.len(), told.contacts.len(), "{:?}", told.contacts);
    assert_eq!(read.len(), 1, "one server plays every feed: {read:?}");
    assert!(
        read[0].names.contains(&"OpenAI".to_owned()) && read[0].names.contains(&"Anthropic".to_owned()),
        "{read:?}"
    );
    assert_eq!(read[0].host, feeds.server.address().to_string());
    assert_eq!((read[0].times as usize, read[0].last_at.is_some()), (feeds.server.all_hits(), true), "{read:?}");

    agent.ask(Wish::Why { product: "chatgpt".into(), probe: Some(true) }).await;
    let told = about(&agent).await;
    let probed = of(&told.contacts, Purpose::Probe);
    assert_eq!((told.contacts.len(), probed.len()), (2, 1), "{:?}", told.contacts);
    assert_eq!((probed[0].host.as_str(), probed[0].times), (product.address().to_string().as_str(), 1));
    assert_eq!(probed[0].names, ["ChatGPT"]);
    assert_eq!(product.all_hits(), 1);
    let text = serde_json::to_string(&told.contacts).unwrap();
    assert!(!text.contains("chat?") && !text.contains("ann") && !text.contains("summary"), "{text}");
}

#[tokio::test]
async fn a_test_notification_reaches_the_desktop_and_what_hangs_is_said() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["actions", "body"]).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let agent = home.settled_agent().await;
    let told = about(&agent).await;
    assert!(told.notifications && told.notifications_text.contains("with buttons"), "{told:?}");
    assert!(matches!(agent.ask(Wish::TestNotification).await, Reply::Said(_)));
    let calls = soon("the test", desktop.shown(1)).await;
    assert_eq!((calls[0].title.as_str(), calls[0].urgency()), ("Siaga: a test", Some(1)));
    desktop.hang();
    let refused = agent.refused(Wish::TestNotification).await;
    assert!(refused.starts_with("The desktop did not answer within 2 seconds."), "{refused}");
    desktop.resume();
    assert_eq!(agent.waiting().await, 0);
}
