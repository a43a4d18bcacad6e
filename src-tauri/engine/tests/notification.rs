//! Native notifications against a notification server on a private bus: what goes out, and what is heard.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test suite; helpers outside the test functions count as well")]

#[path = "../../../tests/support/bus.rs"]
mod bus;

use bus::{Mock, PrivateBus, Tells};
use siaga_engine::output::notification::{
    Abilities, Button, Desktop, Heard, Kind, LIMIT, Note, Press, ShowError, Shown, Urgency,
};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

const ALL: &[&str] = &["actions", "body", "body-markup", "persistence"];

/// Long enough for anything that must happen on a busy machine, short enough to fail a test.
const PATIENCE: Duration = Duration::from_secs(20);

struct Listener(mpsc::Receiver<Heard>);

impl Listener {
    async fn next(&mut self) -> Heard {
        tokio::time::timeout(PATIENCE, self.0.recv()).await.expect("something was heard").expect("the desktop listens")
    }

    /// The next one, that must be a server's arrival.
    async fn server_up(&mut self) -> Abilities {
        match self.next().await {
            Heard::ServerUp(abilities) => abilities,
            other => panic!("{other:?}"),
        }
    }

    /// Whatever was heard and not asked for yet.
    fn rest(&mut self) -> Vec<Heard> {
        std::iter::from_fn(|| self.0.try_recv().ok()).collect()
    }
}

async fn desktop(bus: &PrivateBus) -> (Desktop, Listener) {
    let (heard, listener) = mpsc::channel(32);
    (Desktop::on(bus.connect().await, "Siaga".into(), heard).await, Listener(listener))
}

/// Where the session bus is at present, and how often it was sought.
#[derive(Clone, Default)]
struct Session {
    address: Arc<Mutex<Option<String>>>,
    sought: Arc<AtomicUsize>,
}

impl Session {
    fn moves_to(&self, bus: &PrivateBus) {
        *self.address.lock().unwrap() = Some(bus.address().to_owned());
    }

    fn sought(&self) -> usize {
        self.sought.load(Ordering::SeqCst)
    }

    async fn desktop(&self) -> (Desktop, Listener) {
        let (heard, listener) = mpsc::channel(32);
        let session = self.clone();
        let connect = move || {
            session.sought.fetch_add(1, Ordering::SeqCst);
            let address = session.address.lock().unwrap().clone();
            async move {
                let address = address.ok_or_else(|| std::io::Error::from(std::io::ErrorKind::NotFound))?;
                zbus::connection::Builder::address(address.as_str()).build().await
            }
        };
        (Desktop::joining(connect, "Siaga".into(), heard).await, Listener(listener))
    }
}

fn note(outage: &str) -> Note {
    Note {
        outage: outage.into(),
        title: "ChatGPT is down".into(),
        body: "OpenAI reports errors <on> login & chat.".into(),
        buttons: vec![
            Button { press: Press::Switch, label: "Switch to Claude".into() },
            Button { press: Press::Details, label: "Details".into() },
            Button { press: Press::Snooze, label: "Snooze 1 h".into() },
        ],
        urgency: Urgency::Critical,
        silent: false,
        replaces: None,
        kind: Kind::Trouble,
    }
}

fn recovery(outage: &str, replaces: &Shown) -> Note {
    Note {
        title: "ChatGPT is working again".into(),
        body: "Down 1 h 42 min.".into(),
        buttons: vec![Button { press: Press::Open, label: "Open ChatGPT".into() }],
        urgency: Urgency::Normal,
        silent: true,
        replaces: Some(replaces.clone()),
        kind: Kind::Recovery,
        ..note(outage)
    }
}

#[tokio::test]
async fn a_note_is_shown_with_its_words_its_hints_and_its_buttons() {
    let bus = PrivateBus::start();
    let server = Mock::start(&bus, ALL).await;
    let (desktop, mut heard) = desktop(&bus).await;
    let abilities = heard.server_up().await;
    assert_eq!(
        abilities,
        Abilities { actions: true, body_markup: true, body: true, persistence: true, server: "Mock 1.0".into() }
    );
    assert_eq!(desktop.abilities().await, Some(abilities));

    let shown = desktop.show(&note("openai/chatgpt")).await.unwrap();
    let [call] = &server.calls()[..] else { panic!("one call") };
    assert_eq!(shown.id, call.id);
    assert!(shown.server.ends_with(&server.unique_name()), "{}", shown.server);
    assert_eq!((call.app_name.as_str(), call.icon.as_str(), call.replaces), ("Siaga", "id.siaga.Siaga", 0));
    assert_eq!(call.title, "ChatGPT is down");
    assert_eq!(call.body, "OpenAI reports errors &lt;on&gt; login &amp; chat.");
    assert_eq!(
        call.actions.chunks(2).map(|pair| pair[0].as_str()).collect::<Vec<_>>(),
        ["default", "switch", "details", "snooze"]
    );
    assert_eq!(call.text_hint("desktop-entry").as_deref(), Some("id.siaga.Siaga"));
    assert_eq!(call.text_hint("category").as_deref(), Some("network.error"));
    assert_eq!(call.urgency(), Some(2));
    assert_eq!(call.flag_hint("suppress-sound"), None);
    assert_eq!((call.flag_hint("transient"), call.flag_hint("resident")), (Some(false), Some(false)));
    assert_eq!(call.text_hint("image-path"), None);
}

#[tokio::test]
async fn a_recovery_takes_the_place_of_its_outage_and_makes_no_sound() {
    let bus = PrivateBus::start();
    let server = Mock::start(&bus, ALL).await;
    let (desktop, _heard) = desktop(&bus).await;
    let first = desktop.show(&note("openai/chatgpt")).await.unwrap();
    let other = desktop.show(&note("anthropic/claude")).await.unwrap();
    let second = desktop.show(&recovery("openai/chatgpt", &first)).await.unwrap();
    assert_eq!(second, first);
    assert_ne!(other, first);
    let call = &server.calls()[2];
    assert_eq!(call.replaces, first.id);
    assert_eq!(call.text_hint("category").as_deref(), Some("network.connected"));
    assert_eq!(call.flag_hint("suppress-sound"), Some(true));
    assert_eq!(call.urgency(), Some(1));
}

#[tokio::test]
async fn a_press_acts_once_also_after_a_replace_and_whomever_the_server_tells() {
    for tells in [Tells::Everybody, Tells::TheSender] {
        let bus = PrivateBus::start();
        let server = Mock::start_telling(&bus, ALL, tells).await;
        let (desktop, mut heard) = desktop(&bus).await;
        heard.server_up().await;
        let first = desktop.show(&note("openai/chatgpt")).await.unwrap();
        let shown = desktop.show(&recovery("openai/chatgpt", &first)).await.unwrap();

        server.press(shown.id, "open").await;
        server.close(shown.id, 2).await;
        assert_eq!(
            heard.next().await,
            Heard::Pressed { shown: shown.clone(), press: Press::Open, activation_token: None }
        );
        assert_eq!(heard.next().await, Heard::Closed { shown, reason: 2 }, "{tells:?}");
        assert_eq!(heard.rest(), []);
    }
}

#[tokio::test]
async fn a_token_goes_with_the_press_it_precedes_and_with_no_other() {
    for tells in [Tells::Everybody, Tells::TheSender] {
        let bus = PrivateBus::start();
        let server = Mock::start_telling(&bus, ALL, tells).await;
        let (desktop, mut heard) = desktop(&bus).await;
        heard.server_up().await;
        let one = desktop.show(&note("one")).await.unwrap();
        let two = desktop.show(&note("two")).await.unwrap();

        server.token(one.id, "token-1").await;
        server.press(one.id, "default").await;
        server.press(one.id, "details").await;
        server.token(one.id, "token-2").await;
        server.press(two.id, "snooze").await;
        let expected =
            [(&one, Press::Details, Some("token-1")), (&one, Press::Details, None), (&two, Press::Snooze, None)];
        for (shown, press, token) in expected {
            assert_eq!(
                heard.next().await,
                Heard::Pressed { shown: shown.clone(), press, activation_token: token.map(str::to_owned) }
            );
        }
    }
}

#[tokio::test]
async fn a_press_is_heard_by_the_next_agent_under_the_same_name() {
    let bus = PrivateBus::start();
    let server = Mock::start(&bus, ALL).await;
    let (before, _) = desktop(&bus).await;
    let shown = before.show(&note("openai/chatgpt")).await.unwrap();
    drop(before);

    let (after, mut heard) = desktop(&bus).await;
    heard.server_up().await;
    server.press(shown.id, "switch").await;
    assert_eq!(
        heard.next().await,
        Heard::Pressed { shown: shown.clone(), press: Press::Switch, activation_token: None }
    );
    let again = after.show(&recovery("openai/chatgpt", &shown)).await.unwrap();
    assert_eq!(again, shown);
}

#[tokio::test]
async fn unknown_keys_and_other_clients_signals_are_not_presses() {
    let bus = PrivateBus::start();
    let server = Mock::start(&bus, ALL).await;
    let (desktop, mut heard) = desktop(&bus).await;
    heard.server_up().await;
    let shown = desktop.show(&note("openai/chatgpt")).await.unwrap();

    let stranger = bus.connect().await;
    let (path, name) = ("/org/freedesktop/Notifications", "org.freedesktop.Notifications");
    stranger.emit_signal(None::<&str>, path, name, "ActionInvoked", &(shown.id, "switch")).await.unwrap();
    stranger.emit_signal(None::<&str>, path, name, "NotificationClosed", &(shown.id, 2u32)).await.unwrap();
    // An answered call of the stranger's proves that the bus has passed its signals on.
    stranger.call_method(Some(name), path, Some(name), "GetCapabilities", &()).await.unwrap();
    server.press(shown.id, "format-disk").await;
    server.press(shown.id, "snooze").await;
    assert_eq!(heard.next().await, Heard::Pressed { shown, press: Press::Snooze, activation_token: None });
    assert_eq!(heard.rest(), []);
}

#[tokio::test]
async fn a_server_without_actions_or_markup_gets_neither() {
    let bus = PrivateBus::start();
    let server = Mock::start(&bus, &["body"]).await;
    let (desktop, _heard) = desktop(&bus).await;
    desktop.show(&note("openai/chatgpt")).await.unwrap();
    let [call] = &server.calls()[..] else { panic!("one call") };
    assert!(call.actions.is_empty(), "{:?}", call.actions);
    assert_eq!(call.body, "OpenAI reports errors <on> login & chat.");
}

#[tokio::test]
async fn without_a_server_a_note_waits_until_one_appears() {
    let bus = PrivateBus::start();
    let (desktop, mut heard) = desktop(&bus).await;
    assert_eq!(desktop.show(&note("openai/chatgpt")).await, Err(ShowError::NoServer));
    assert_eq!(desktop.abilities().await, None);
    assert_eq!(heard.rest(), []);

    let server = Mock::start(&bus, ALL).await;
    assert!(heard.server_up().await.actions);
    desktop.show(&note("openai/chatgpt")).await.unwrap();
    assert_eq!(server.calls().len(), 1);
    server.stop().await;
    assert_eq!(heard.next().await, Heard::ServerGone);
    assert_eq!(desktop.show(&note("openai/chatgpt")).await, Err(ShowError::NoServer));
}

#[tokio::test]
async fn a_hung_server_is_reported_within_the_limit_and_gets_no_second_copy() {
    let bus = PrivateBus::start();
    let server = Mock::start(&bus, ALL).await;
    let (desktop, mut heard) = desktop(&bus).await;
    heard.server_up().await;
    server.hang();
    let began = Instant::now();
    assert_eq!(desktop.show(&note("openai/chatgpt")).await, Err(ShowError::Hung));
    assert!(began.elapsed() < LIMIT + Duration::from_secs(1), "{:?}", began.elapsed());
    assert_eq!(desktop.show(&note("openai/chatgpt")).await, Err(ShowError::Hung));
    assert_eq!(server.received(), 1);

    server.resume();
    let Heard::ShownLate { outage, shown } = heard.next().await else { panic!("shown late") };
    assert_eq!((outage.as_str(), shown.id), ("openai/chatgpt", server.calls()[0].id));
    desktop.show(&recovery("openai/chatgpt", &shown)).await.unwrap();
    assert_eq!(server.received(), 2);
}

#[tokio::test]
async fn a_server_that_hangs_from_the_start_is_given_nothing_until_it_speaks() {
    let bus = PrivateBus::start();
    let server = Mock::start(&bus, ALL).await;
    server.hang();
    let (desktop, mut heard) = desktop(&bus).await;
    assert_eq!(desktop.show(&note("openai/chatgpt")).await, Err(ShowError::Hung));
    assert_eq!(desktop.abilities().await, None);
    assert_eq!(server.received(), 0);
    server.resume();
    heard.server_up().await;
    desktop.show(&note("openai/chatgpt")).await.unwrap();
    assert_eq!(server.received(), 1);
}

#[tokio::test]
async fn a_server_that_dies_with_a_note_in_hand_leaves_it_to_be_tried_again() {
    let bus = PrivateBus::start();
    let server = Mock::start(&bus, ALL).await;
    let (desktop, mut heard) = desktop(&bus).await;
    heard.server_up().await;
    server.hang();
    assert_eq!(desktop.show(&note("openai/chatgpt")).await, Err(ShowError::Hung));
    server.stop().await;
    assert_eq!(heard.next().await, Heard::ServerGone);

    let server = Mock::start(&bus, ALL).await;
    heard.server_up().await;
    desktop.show(&note("openai/chatgpt")).await.unwrap();
    assert_eq!(server.calls().len(), 1);
}

#[tokio::test]
async fn after_a_server_restart_nothing_of_the_former_one_is_replaced() {
    let bus = PrivateBus::start();
    let server = Mock::start(&bus, &["body"]).await;
    let (desktop, mut heard) = desktop(&bus).await;
    assert!(!heard.server_up().await.actions);
    let first = desktop.show(&note("openai/chatgpt")).await.unwrap();
    server.stop().await;
    assert_eq!(heard.next().await, Heard::ServerGone);

    let server = Mock::start(&bus, ALL).await;
    assert!(heard.server_up().await.actions);
    let second = desktop.show(&recovery("openai/chatgpt", &first)).await.unwrap();
    assert_ne!(second.server, first.server);
    let [call] = &server.calls()[..] else { panic!("one call") };
    assert_eq!(call.replaces, 0);
    assert_eq!(call.buttons(), ["open"]);
}

#[tokio::test]
async fn another_bus_with_the_same_unique_name_is_another_server() {
    let mut servers = Vec::new();
    for _ in 0..2 {
        let bus = PrivateBus::start();
        let server = Mock::start(&bus, ALL).await;
        let (desktop, _heard) = desktop(&bus).await;
        servers.push((server.unique_name(), desktop.show(&note("openai/chatgpt")).await.unwrap().server));
    }
    assert_eq!(servers[0].0, servers[1].0);
    assert_ne!(servers[0].1, servers[1].1);
}

#[tokio::test]
async fn the_end_of_the_bus_is_the_end_of_the_server() {
    let mut bus = PrivateBus::start();
    let _server = Mock::start(&bus, ALL).await;
    let (desktop, mut heard) = desktop(&bus).await;
    heard.server_up().await;
    bus.kill();
    assert_eq!(heard.next().await, Heard::ServerGone);
    assert_eq!(desktop.show(&note("openai/chatgpt")).await, Err(ShowError::NoServer));
}

#[tokio::test]
async fn a_bus_that_appears_after_the_start_is_joined_by_the_next_note() {
    let session = Session::default();
    let (desktop, mut heard) = session.desktop().await;
    assert_eq!(desktop.show(&note("openai/chatgpt")).await, Err(ShowError::NoServer));
    assert_eq!(desktop.abilities().await, None);
    assert_eq!((session.sought(), heard.rest()), (3, vec![]));

    let bus = PrivateBus::start();
    let server = Mock::start_telling(&bus, ALL, Tells::TheSender).await;
    session.moves_to(&bus);
    let shown = desktop.show(&note("openai/chatgpt")).await.unwrap();
    assert!(heard.server_up().await.actions);
    server.press(shown.id, "switch").await;
    assert_eq!(
        heard.next().await,
        Heard::Pressed { shown: shown.clone(), press: Press::Switch, activation_token: None }
    );
    assert_eq!(desktop.show(&recovery("openai/chatgpt", &shown)).await, Ok(shown));
    assert_eq!((session.sought(), heard.rest()), (4, vec![]));
}

#[tokio::test]
async fn another_bus_takes_over_from_one_that_ended() {
    let session = Session::default();
    let mut bus = PrivateBus::start();
    let _server = Mock::start(&bus, ALL).await;
    session.moves_to(&bus);
    let (desktop, mut heard) = session.desktop().await;
    heard.server_up().await;
    let first = desktop.show(&note("openai/chatgpt")).await.unwrap();
    bus.kill();
    assert_eq!(heard.next().await, Heard::ServerGone);
    assert_eq!(desktop.show(&note("anthropic/claude")).await, Err(ShowError::NoServer));

    let bus = PrivateBus::start();
    let server = Mock::start_telling(&bus, &["body", "actions"], Tells::TheSender).await;
    session.moves_to(&bus);
    assert_eq!(desktop.abilities().await.map(|abilities| abilities.body_markup), Some(false));
    assert!(!heard.server_up().await.body_markup);
    let second = desktop.show(&recovery("openai/chatgpt", &first)).await.unwrap();
    assert_ne!(second.server, first.server);
    assert_eq!(server.calls()[0].replaces, 0);
    server.press(second.id, "open").await;
    assert_eq!(heard.next().await, Heard::Pressed { shown: second, press: Press::Open, activation_token: None });
    assert_eq!(heard.rest(), []);
}

#[tokio::test]
async fn a_note_in_hand_when_the_bus_ends_can_be_shown_on_the_next() {
    let session = Session::default();
    let mut bus = PrivateBus::start();
    let server = Mock::start(&bus, ALL).await;
    session.moves_to(&bus);
    let (desktop, mut heard) = session.desktop().await;
    heard.server_up().await;
    server.hang();
    assert_eq!(desktop.show(&note("openai/chatgpt")).await, Err(ShowError::Hung));
    bus.kill();
    assert_eq!(heard.next().await, Heard::ServerGone);

    let bus = PrivateBus::start();
    let server = Mock::start(&bus, ALL).await;
    session.moves_to(&bus);
    desktop.show(&note("openai/chatgpt")).await.unwrap();
    assert_eq!(server.received(), 1);
}

#[tokio::test]
async fn notes_that_come_together_join_a_bus_once() {
    let session = Session::default();
    let (desktop, mut heard) = session.desktop().await;
    let bus = PrivateBus::start();
    let server = Mock::start(&bus, ALL).await;
    session.moves_to(&bus);
    let (one, two, three) = (note("one"), note("two"), note("three"));
    let shown = tokio::join!(desktop.show(&one), desktop.show(&two), desktop.show(&three));
    assert!(matches!(shown, (Ok(_), Ok(_), Ok(_))), "{shown:?}");
    assert_eq!((session.sought(), server.calls().len()), (2, 3));
    heard.server_up().await;
    assert_eq!(heard.rest(), []);
}

#[tokio::test]
async fn a_bus_that_does_not_answer_holds_a_note_up_for_the_limit_alone() {
    // It takes connections and never speaks.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bus");
    let _mute = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let session = Session::default();
    *session.address.lock().unwrap() = Some(format!("unix:path={}", path.display()));
    let (desktop, _heard) = session.desktop().await;
    let began = Instant::now();
    assert_eq!(desktop.show(&note("openai/chatgpt")).await, Err(ShowError::NoServer));
    assert!(began.elapsed() < LIMIT + Duration::from_secs(1), "{:?}", began.elapsed());

    let bus = PrivateBus::start();
    let _server = Mock::start(&bus, ALL).await;
    session.moves_to(&bus);
    desktop.show(&note("openai/chatgpt")).await.unwrap();
}
