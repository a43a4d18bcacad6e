//! Both sides over a real socket, the agent's written by hand.

use siaga_core::wire::{Bye, MAX_LINE, PROTOCOL};
use tokio::io::AsyncWriteExt;
use tokio::net::{UnixListener, UnixStream};

use super::*;
use crate::places::in_folder;

const HELLO: Hello = Hello { siaga: PROTOCOL, version: String::new(), pid: 1 };

struct Far {
    lines: Lines<tokio::net::unix::OwnedReadHalf>,
    write: tokio::net::unix::OwnedWriteHalf,
}

impl Far {
    async fn request(&mut self) -> Request {
        match self.lines.next().await.unwrap() {
            Incoming::Line(line) => serde_json::from_slice(&line).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    async fn answer(&mut self, id: u64, outcome: Outcome) {
        lines::write(&mut self.write, &Answer { id, outcome }).await.unwrap();
    }
}

async fn pair() -> (Connection, Far) {
    let (near, far) = UnixStream::pair().unwrap();
    let (read, write) = far.into_split();
    let mut far = Far { lines: Lines::new(read), write };
    lines::write(&mut far.write, &HELLO).await.unwrap();
    (greet(near).await.unwrap(), far)
}

#[tokio::test]
async fn answers_find_their_askers_in_any_order() {
    let (connection, mut far) = pair().await;
    assert_eq!(connection.hello, HELLO);
    let client = connection.client;
    let agent = async {
        let (first, second) = (far.request().await, far.request().await);
        assert_eq!((first.command, second.command), (Command::Snapshot, Command::Diagnose));
        far.answer(99, Outcome::Ok(Reply::Done)).await;
        far.answer(second.id, Outcome::Ok(Reply::Report(vec![]))).await;
        far.answer(first.id, Outcome::Error(WireError::failed("no"))).await;
    };
    let (first, second, ()) = tokio::join!(client.ask(Command::Snapshot), client.ask(Command::Diagnose), agent);
    assert_eq!(first, Err(WireError::failed("no")));
    assert_eq!(second, Ok(Reply::Report(vec![])));
}

#[tokio::test]
async fn an_ended_connection_answers_everybody() {
    let (connection, mut far) = pair().await;
    let client = connection.client;
    let agent = async {
        far.request().await;
        far.request().await;
        drop(far);
    };
    let (first, second, ()) = tokio::join!(client.ask(Command::Snapshot), client.ask(Command::Diagnose), agent);
    assert_eq!(first, Err(WireError::failed("the agent has ended")));
    assert_eq!(second, Err(WireError::failed("the agent has ended")));
    client.ended().await;
    assert_eq!(client.ask(Command::Snapshot).await, Err(WireError::failed("the agent has ended")));
}

#[tokio::test(start_paused = true)]
async fn an_agent_that_does_not_answer_is_not_waited_for_longer_than_15_s() {
    let (connection, mut far) = pair().await;
    let began = tokio::time::Instant::now();
    let (asked, _) = tokio::join!(connection.client.ask(Command::Snapshot), far.request());
    assert_eq!(asked, Err(WireError::failed("the agent did not answer in time")));
    assert_eq!(began.elapsed().as_secs(), ASK_LIMIT.as_secs());
}

#[tokio::test]
async fn pushes_that_nobody_takes_do_not_hold_up_answers_and_the_goodbye_comes_last() {
    let (mut connection, mut far) = pair().await;
    let agent = async {
        let request = far.request().await;
        for line in [r#"{"show":{"view":"overview","activation_token":null}}"#, r#"{"of_a_later_version":{}}"#] {
            for _ in 0..50 {
                far.write.write_all(format!("{line}\n").as_bytes()).await.unwrap();
            }
        }
        far.answer(request.id, Outcome::Ok(Reply::Done)).await;
        lines::write(&mut far.write, &Push::Bye(Bye::Upgrade)).await.unwrap();
        drop(far);
    };
    let (asked, ()) = tokio::join!(connection.client.ask(Command::Snapshot), agent);
    assert_eq!(asked, Ok(Reply::Done));
    let mut pushed = Vec::new();
    while let Some(push) = connection.pushes.recv().await {
        pushed.push(push);
    }
    assert!(pushed.len() <= 3, "only the newest of each kind waits: {pushed:?}");
    assert_eq!(pushed.pop(), Some(Push::Bye(Bye::Upgrade)));
}

#[tokio::test]
async fn a_connection_ends_with_its_last_holder() {
    let (connection, mut far) = pair().await;
    let second = connection.client.clone();
    drop(connection);
    drop(second);
    assert_eq!(far.lines.next().await.unwrap(), Incoming::End);
}

#[tokio::test]
async fn what_listens_there_must_speak_as_an_agent() {
    let home = tempfile::tempdir().unwrap();
    let places = in_folder(home.path());
    assert!(matches!(connect(&places).await, Err(ConnectError::NoAgent)));
    assert!(places.create().is_empty());
    let listener = UnixListener::bind(places.socket()).unwrap();
    let table: [(Vec<u8>, bool); 4] = [
        (b"220 mail.example.com\n".to_vec(), false),
        (vec![b'x'; MAX_LINE + 1], false),
        (Vec::new(), true),
        (b"{\"siaga\":1".to_vec(), true),
    ];
    for (first, ended) in table {
        let far = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            let _ = stream.write_all(&first).await;
        };
        let (met, ()) = tokio::join!(connect(&places), far);
        match met {
            Err(ConnectError::NoAgent) => assert!(ended),
            Err(ConnectError::NotAnAgent(_)) => assert!(!ended),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn one_who_says_nothing_is_not_waited_for_longer_than_5_s() {
    let (near, _far) = UnixStream::pair().unwrap();
    assert_eq!(greet(near).await.unwrap_err().kind(), io::ErrorKind::TimedOut);
}
