//! Meeting agents of other versions. Starting is a closure here: the agents are sockets in this process.

use siaga_core::wire::{Answer, Hello, Outcome, PROTOCOL, Reply, Request};
use tempfile::TempDir;
use tokio::net::UnixListener;
use tokio::sync::mpsc;

use super::*;
use crate::places::in_folder;
use crate::socket::lines::{self, Incoming, Lines};

fn home() -> (TempDir, Places) {
    let home = tempfile::tempdir().unwrap();
    let places = in_folder(home.path());
    assert!(places.create().is_empty());
    (home, places)
}

/// An agent of this version that stops when it is asked to, and tells what it was asked.
fn agent(places: &Places, version: &'static str) -> mpsc::UnboundedReceiver<Command> {
    agent_that(places, version, true)
}

fn agent_that(places: &Places, version: &'static str, obeys: bool) -> mpsc::UnboundedReceiver<Command> {
    let lock = Lock::take(places).unwrap();
    let _ = std::fs::remove_file(places.socket());
    let listener = UnixListener::bind(places.socket()).unwrap();
    let (tell, told) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let _lock = lock;
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (read, mut write) = stream.into_split();
            let hello = Hello { siaga: PROTOCOL, version: version.into(), pid: 42 };
            lines::write(&mut write, &hello).await.unwrap();
            let mut lines = Lines::new(read);
            while let Ok(Incoming::Line(line)) = lines.next().await {
                let request: Request = serde_json::from_slice(&line).unwrap();
                let stops = obeys && matches!(request.command, Command::Stop { .. });
                tell.send(request.command).unwrap();
                lines::write(&mut write, &Answer { id: request.id, outcome: Outcome::Ok(Reply::Done) }).await.unwrap();
                if stops {
                    return;
                }
            }
        }
    });
    told
}

fn nothing() -> Result<(), LaunchError> {
    panic!("nothing was to be started")
}

#[tokio::test]
async fn an_agent_that_runs_is_used() {
    for version in ["0.3.0", "0.4.0", "1.0.0"] {
        let (_home, places) = home();
        let mut told = agent(&places, version);
        let met = reach(&places, "0.3.0", nothing).await.unwrap();
        assert_eq!(met.hello.version, version);
        drop(met);
        assert!(told.try_recv().is_err(), "an agent of {version} was asked something");
    }
}

#[tokio::test]
async fn without_an_agent_one_is_started_once() {
    let (_home, places) = home();
    let mut started = 0;
    let met = reach(&places, "0.3.0", || {
        started += 1;
        agent(&places, "0.3.0");
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(met.hello.version, "0.3.0");
    assert_eq!(started, 1);
}

#[tokio::test]
async fn an_older_agent_is_asked_to_stop_and_replaced() {
    let (_home, places) = home();
    let mut told = agent(&places, "0.2.9");
    let met = reach(&places, "0.3.0", || {
        assert!(Lock::is_free(&places), "the older one has let go");
        agent(&places, "0.3.0");
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(met.hello.version, "0.3.0");
    assert_eq!(told.recv().await, Some(Command::Stop { why: Bye::Upgrade }));
    assert_eq!(told.recv().await, None, "it was asked once and is gone");
}

#[tokio::test(start_paused = true)]
async fn an_agent_that_never_answers_is_given_up_after_10_s() {
    let (_home, places) = home();
    let began = Instant::now();
    let met = reach(&places, "0.3.0", || Ok(())).await;
    assert!(matches!(met, Err(LaunchError::NoAnswer(_))));
    assert!((LIMIT..LIMIT + LOOK).contains(&began.elapsed()));
}

#[tokio::test(start_paused = true)]
async fn an_older_agent_that_does_not_stop_is_named() {
    let (_home, places) = home();
    let _told = agent_that(&places, "0.2.9", false);
    let met = reach(&places, "0.3.0", nothing).await;
    assert!(matches!(met, Err(LaunchError::StillRuns(42))));
}

#[tokio::test]
async fn what_could_not_be_started_is_said() {
    let (_home, places) = home();
    let met = reach(&places, "0.3.0", || Err(LaunchError::NotFound("siaga"))).await;
    assert!(matches!(met, Err(LaunchError::NotFound("siaga"))));
}
