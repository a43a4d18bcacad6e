//! The protocol over real sockets, as others see it: line by line.

use serde_json::{Value, json};
use siaga_core::alert::Reason;
use siaga_core::observation::Status;
use siaga_core::snapshot::{Verdict, VerdictKind};
use siaga_core::wire::{ErrorCode, MAX_LINE, Show, View};
use tempfile::TempDir;
use tokio::io::AsyncWriteExt;
use tokio::net::UnixStream;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::task::JoinHandle;

use super::lines::{Incoming, Lines};
use super::*;
use crate::lock::Lock;
use crate::places::{Places, in_folder};

/// An agent that is nothing but its socket.
struct Agent {
    _home: TempDir,
    places: Places,
    _lock: Lock,
    snapshots: watch::Sender<Arc<Snapshot>>,
    decisions: broadcast::Sender<Decision>,
    windows: Windows,
    inbox: mpsc::Receiver<Asked>,
    ending: watch::Sender<Option<Bye>>,
    serving: JoinHandle<()>,
}

impl Agent {
    fn start() -> Self {
        let home = tempfile::tempdir().unwrap();
        let places = in_folder(home.path());
        assert!(places.create().is_empty());
        let lock = Lock::take(&places).unwrap();
        let listener = Listener::bind(&places, &lock).unwrap();
        let (snapshots, newest) = watch::channel(Arc::new(snapshot("first")));
        let (decisions, _) = broadcast::channel(4);
        let windows = Windows::default();
        let (ask, inbox) = mpsc::channel(8);
        let (ending, ended) = watch::channel(None);
        let serving = {
            let (decisions, windows) = (decisions.clone(), windows.clone());
            tokio::spawn(async move { serve(listener, "1.2.3", newest, decisions, windows, ask, ended).await })
        };
        Self { _home: home, places, _lock: lock, snapshots, decisions, windows, inbox, ending, serving }
    }

    /// A connection that has heard the greeting.
    async fn meet(&self) -> Peer {
        let mut peer = Peer::connect(&self.places).await;
        let hello = peer.hear().await.unwrap();
        assert_eq!(hello, json!({ "siaga": 1, "version": "1.2.3", "pid": std::process::id() }));
        peer
    }

    async fn stop(self, bye: Bye) {
        self.ending.send(Some(bye)).unwrap();
        tokio::time::timeout(Duration::from_secs(1), self.serving).await.expect("ends within a second").unwrap();
        assert!(!self.places.socket().exists());
    }
}

struct Peer {
    lines: Lines<OwnedReadHalf>,
    write: OwnedWriteHalf,
}

impl Peer {
    async fn connect(places: &Places) -> Self {
        let (read, write) = UnixStream::connect(places.socket()).await.unwrap().into_split();
        Self { lines: Lines::new(read), write }
    }

    async fn say(&mut self, line: &str) {
        self.write.write_all(format!("{line}\n").as_bytes()).await.unwrap();
    }

    /// The next line; none at the end.
    async fn hear(&mut self) -> Option<Value> {
        match self.lines.next().await {
            Ok(Incoming::Line(line)) => Some(serde_json::from_slice(&line).unwrap()),
            Ok(Incoming::End) => None,
            Ok(Incoming::TooLong) => panic!("the agent sent a line that is too long"),
            Err(error) if error.kind() == io::ErrorKind::ConnectionReset => None,
            Err(error) => panic!("{error}"),
        }
    }

    async fn hear_verdict(&mut self) -> String {
        let line = self.hear().await.unwrap();
        line["snapshot"]["verdict"]["text"].as_str().unwrap_or_else(|| panic!("{line}")).to_owned()
    }
}

fn snapshot(text: &str) -> Snapshot {
    Snapshot {
        schema: 1,
        at: jiff::Timestamp::UNIX_EPOCH,
        drill: false,
        language: "en".into(),
        verdict: Verdict { kind: VerdictKind::Working, status: Status::Operational, text: text.into() },
        products: vec![],
        providers: vec![],
        snoozed_until: None,
        look: siaga_core::settings::Look::default(),
        quiet_until: None,
        problems: vec![],
        instead: Vec::new(),
        rehearsal: None,
    }
}

fn decision(product: &str) -> Decision {
    Decision {
        schema: 1,
        kind: "decision".into(),
        at: jiff::Timestamp::UNIX_EPOCH,
        product: product.into(),
        incident: None,
        incident_group: None,
        told: true,
        reason: Reason::Began,
        severity: None,
        title: None,
        hold: None,
    }
}

#[tokio::test]
async fn the_agent_speaks_first_and_answers_by_number() {
    let mut agent = Agent::start();
    let mut peer = agent.meet().await;
    peer.say(r#"{"id":7,"do":"check","products":["chatgpt"]}"#).await;
    peer.say(r#"{"id":8,"do":"diagnose"}"#).await;
    let check = agent.inbox.recv().await.unwrap();
    assert_eq!(check.command, Command::Check { products: vec!["chatgpt".into()] });
    let diagnose = agent.inbox.recv().await.unwrap();
    assert_eq!(diagnose.command, Command::Diagnose);

    // The later one is answered first: a long check holds nobody up.
    diagnose.answer.send(Ok(Reply::Report(vec!["well".into()]))).unwrap();
    assert_eq!(peer.hear().await.unwrap(), json!({ "id": 8, "ok": { "report": ["well"] } }));
    let unknown = WireError { code: ErrorCode::UnknownProduct, message: "no such product".into() };
    check.answer.send(Err(unknown)).unwrap();
    let expected = json!({ "id": 7, "error": { "code": "unknown_product", "message": "no such product" } });
    assert_eq!(peer.hear().await.unwrap(), expected);
    agent.stop(Bye::Quit).await;
}

#[tokio::test]
async fn what_is_not_understood_is_answered_and_the_conversation_goes_on() {
    let agent = Agent::start();
    let mut peer = agent.meet().await;
    let table = [
        ("nonsense", 0),
        ("[]", 0),
        (r#"{"do":"snapshot"}"#, 0),
        (r#"{"id":3,"do":"launch-rockets"}"#, 3),
        (r#"{"id":4}"#, 4),
        (r#"{"id":5,"do":"snooze","seconds":-1}"#, 5),
        (r#"{"id":-6,"do":"snapshot"}"#, 0),
        ("\u{1f}\"", 0),
    ];
    for (line, id) in table {
        peer.say(line).await;
        let answer = peer.hear().await.unwrap();
        assert_eq!(answer["id"], id, "{line}");
        assert_eq!(answer["error"]["code"], "bad_request", "{line}");
    }
    peer.say(r#"{"id":9,"do":"subscribe"}"#).await;
    assert_eq!(peer.hear().await.unwrap(), json!({ "id": 9, "ok": "done" }));
}

#[tokio::test]
async fn a_line_that_is_too_long_is_answered_and_the_connection_closed() {
    let agent = Agent::start();
    let peer = agent.meet().await;
    let Peer { lines, mut write } = peer;
    // The agent stops to read in the middle of it, so writing the rest may fail.
    let writing = tokio::spawn(async move {
        let _ = write.write_all(&vec![b'x'; MAX_LINE + 4096]).await;
        write
    });
    let mut peer = Peer { lines, write: writing.await.unwrap() };
    let answer = peer.hear().await.unwrap();
    assert_eq!((&answer["id"], &answer["error"]["code"]), (&json!(0), &json!("bad_request")));
    assert_eq!(peer.hear().await, None);
}

#[tokio::test]
async fn a_subscriber_gets_the_picture_at_once_and_then_the_newest() {
    let agent = Agent::start();
    let mut peer = agent.meet().await;
    peer.say(r#"{"id":1,"do":"subscribe"}"#).await;
    assert_eq!(peer.hear().await.unwrap(), json!({ "id": 1, "ok": "done" }));
    assert_eq!(peer.hear_verdict().await, "first");
    // On one thread nobody runs between these: only the newest is left to be pushed.
    for text in ["second", "third", "fourth"] {
        agent.snapshots.send_replace(Arc::new(snapshot(text)));
    }
    assert_eq!(peer.hear_verdict().await, "fourth");
    // Who did not ask for decisions gets none.
    agent.decisions.send(decision("chatgpt")).unwrap_err();
    agent.snapshots.send_replace(Arc::new(snapshot("fifth")));
    assert_eq!(peer.hear_verdict().await, "fifth");
}

#[tokio::test]
async fn decisions_come_to_those_who_ask_and_who_lags_goes_on_with_what_is_left() {
    let agent = Agent::start();
    let mut peer = agent.meet().await;
    peer.say(r#"{"id":1,"do":"subscribe","decisions":true}"#).await;
    peer.hear().await.unwrap();
    assert_eq!(peer.hear_verdict().await, "first");
    agent.decisions.send(decision("claude")).unwrap();
    assert_eq!(peer.hear().await.unwrap()["decision"]["product"], "claude");
    // Four fit; six are made before the subscriber runs again.
    for number in 0..6 {
        agent.decisions.send(decision(&format!("p{number}"))).unwrap();
    }
    for number in 2..6 {
        assert_eq!(peer.hear().await.unwrap()["decision"]["product"], format!("p{number}"));
    }
}

#[tokio::test]
async fn a_second_window_is_refused_and_the_first_is_shown() {
    let agent = Agent::start();
    let mut first = agent.meet().await;
    first.say(r#"{"id":1,"do":"subscribe","window":true}"#).await;
    first.hear().await.unwrap();
    first.hear_verdict().await;
    assert!(agent.windows.is_open());

    let mut second = agent.meet().await;
    second.say(r#"{"id":1,"do":"subscribe","window":true}"#).await;
    assert_eq!(second.hear().await.unwrap()["error"]["code"], "window_exists");
    let expected = json!({ "show": { "view": "overview", "activation_token": null } });
    assert_eq!(first.hear().await.unwrap(), expected);

    let view = View::Product { id: "claude".into() };
    assert!(agent.windows.show(Show { view, activation_token: Some("token".into()) }));
    let expected = json!({ "show": { "view": "product", "id": "claude", "activation_token": "token" } });
    assert_eq!(first.hear().await.unwrap(), expected);
    agent.stop(Bye::Quit).await;
}

#[tokio::test]
async fn a_window_that_closed_makes_room_for_the_next_and_that_gets_the_wish() {
    let agent = Agent::start();
    let mut first = agent.meet().await;
    first.say(r#"{"id":1,"do":"subscribe","window":true}"#).await;
    first.hear().await.unwrap();
    first.hear_verdict().await;
    drop(first.write);
    // The agent closes its half once it has let the place go.
    assert!(matches!(first.lines.next().await, Ok(Incoming::End)));
    assert!(!agent.windows.show(Show { view: View::Overview, activation_token: None }));

    let mut next = agent.meet().await;
    next.say(r#"{"id":1,"do":"subscribe","window":true}"#).await;
    next.hear().await.unwrap();
    next.hear_verdict().await;
    assert_eq!(next.hear().await.unwrap()["show"]["view"], "overview");
}

#[tokio::test]
async fn at_the_end_the_answer_comes_first_and_subscribers_hear_goodbye() {
    let mut agent = Agent::start();
    let mut asker = agent.meet().await;
    asker.say(r#"{"id":1,"do":"subscribe"}"#).await;
    asker.hear().await.unwrap();
    asker.hear_verdict().await;
    let mut stranger = agent.meet().await;
    asker.say(r#"{"id":2,"do":"stop","why":"upgrade"}"#).await;
    let asked = agent.inbox.recv().await.unwrap();
    assert_eq!(asked.command, Command::Stop { why: Bye::Upgrade });
    asked.answer.send(Ok(Reply::Done)).unwrap();
    agent.stop(Bye::Upgrade).await;
    assert_eq!(asker.hear().await.unwrap(), json!({ "id": 2, "ok": "done" }));
    assert_eq!(asker.hear().await.unwrap(), json!({ "bye": "upgrade" }));
    assert_eq!(asker.hear().await, None);
    assert_eq!(stranger.hear().await, None);
}

#[tokio::test]
async fn who_closes_only_its_own_half_still_gets_the_answer() {
    let mut agent = Agent::start();
    let mut peer = agent.meet().await;
    peer.say(r#"{"id":1,"do":"diagnose"}"#).await;
    peer.write.shutdown().await.unwrap();
    agent.inbox.recv().await.unwrap().answer.send(Ok(Reply::Done)).unwrap();
    assert_eq!(peer.hear().await.unwrap(), json!({ "id": 1, "ok": "done" }));
    assert_eq!(peer.hear().await, None);
}

#[tokio::test]
async fn an_agent_that_drops_a_request_says_that_it_ends() {
    let mut agent = Agent::start();
    let mut peer = agent.meet().await;
    peer.say(r#"{"id":1,"do":"diagnose"}"#).await;
    drop(agent.inbox.recv().await.unwrap());
    assert_eq!(peer.hear().await.unwrap()["error"]["code"], "failed");
}

#[tokio::test]
async fn connections_are_bounded() {
    let agent = Agent::start();
    let mut peers = Vec::new();
    for _ in 0..MAX_CONNECTIONS {
        peers.push(agent.meet().await);
    }
    assert_eq!(Peer::connect(&agent.places).await.hear().await, None);
    agent.stop(Bye::Quit).await;
}
