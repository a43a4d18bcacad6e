//! The asking side of the socket, for the window and the command line. Asks by number, and keeps what is pushed in a
//! bounded queue. Starting an agent is [`crate::launch`]'s.

mod queue;

use std::collections::HashMap;
use std::io;
use std::time::Duration;

use serde::Deserialize;
use siaga_core::wire::{Answer, Command, Hello, Outcome, Push, Reply, Request, WireError};
use tokio::io::{AsyncRead, AsyncWrite, ReadHalf, WriteHalf};
use tokio::sync::{mpsc, oneshot};

use self::queue::Queue;
use crate::places::Places;
use crate::socket;
use crate::socket::lines::{self, Incoming, Lines};

/// How long an answer may take; the longest that the agent promises is 10 s.
pub const ASK_LIMIT: Duration = Duration::from_secs(15);

/// The same where the agent looks at an address first, or asks a product itself, for which it promises 25 s.
pub const LOOK_LIMIT: Duration = Duration::from_secs(30);

/// The same where the agent tries an output, for which it promises 75 s.
pub const TEST_LIMIT: Duration = Duration::from_secs(80);

/// How long the agent's first line may take.
pub const HELLO_LIMIT: Duration = Duration::from_secs(5);

/// A connection to the agent.
#[derive(Debug)]
pub struct Connection {
    /// What the agent said first.
    pub hello: Hello,
    /// Asks.
    pub client: Client,
    /// What the agent pushes after [`Command::Subscribe`]; ends with the connection. Of snapshots only the newest waits
    /// to be taken, of decisions the newest 256.
    pub pushes: mpsc::Receiver<Push>,
}

/// Asks the agent. Clones share the connection, which ends with the last of them and of the pushes.
#[derive(Debug, Clone)]
pub struct Client(mpsc::Sender<Ask>);

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// No agent runs in these places.
    #[error("no agent of Siaga runs")]
    NoAgent,
    /// Something listens and does not speak as an agent does.
    #[error("what listens at {0} does not answer as an agent of Siaga")]
    NotAnAgent(String),
    /// The system refused. Somebody else's socket and a path that is too long are of this kind.
    #[error("the agent can't be reached: {0}")]
    Io(#[from] io::Error),
}

#[derive(Debug)]
struct Ask {
    command: Command,
    answer: oneshot::Sender<Result<Reply, WireError>>,
}

/// Connects to the agent of these places and waits for its first line.
///
/// # Errors
/// [`ConnectError`].
pub async fn connect(places: &Places) -> Result<Connection, ConnectError> {
    let stream = socket::connect(places).await.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => ConnectError::NoAgent,
        _ => ConnectError::Io(error),
    })?;
    greet(stream).await.map_err(|error| match error.kind() {
        // An agent that ends at this moment closes without a word.
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe => {
            ConnectError::NoAgent
        }
        io::ErrorKind::InvalidData | io::ErrorKind::TimedOut => ConnectError::NotAnAgent(socket::address(places)),
        _ => ConnectError::Io(error),
    })
}

impl Client {
    /// Asks, and waits for the answer for 15 s at most; for 30 s where an address is looked at or a product asked, for 80 s
    /// where an output is tried.
    ///
    /// # Errors
    /// What the agent answers; code `failed` when it does not answer in time or the connection has ended.
    pub async fn ask(&self, command: Command) -> Result<Reply, WireError> {
        let (answer, answered) = oneshot::channel();
        let limit = match command {
            Command::Detect { .. } | Command::AddProvider { .. } | Command::Why { .. } => LOOK_LIMIT,
            Command::TestOutput { .. } => TEST_LIMIT,
            _ => ASK_LIMIT,
        };
        let asked = async {
            self.0.send(Ask { command, answer }).await.map_err(|_| WireError::failed("the agent has ended"))?;
            answered.await.unwrap_or_else(|_| Err(WireError::failed("the agent has ended")))
        };
        tokio::time::timeout(limit, asked)
            .await
            .unwrap_or_else(|_| Err(WireError::failed("the agent did not answer in time")))
    }

    /// Waits until the connection has ended.
    pub async fn ended(&self) {
        self.0.closed().await;
    }
}

async fn greet<S>(stream: S) -> io::Result<Connection>
where
    S: AsyncRead + AsyncWrite + Send + 'static,
{
    let (read, write) = tokio::io::split(stream);
    let mut lines = Lines::new(read);
    let first = tokio::time::timeout(HELLO_LIMIT, lines.next()).await.map_err(|_| io::ErrorKind::TimedOut)??;
    let hello = match first {
        Incoming::Line(line) => serde_json::from_slice::<Hello>(&line)?,
        Incoming::TooLong => return Err(io::ErrorKind::InvalidData.into()),
        Incoming::End => return Err(io::ErrorKind::UnexpectedEof.into()),
    };
    let (ask, asks) = mpsc::channel(16);
    let (push, pushes) = mpsc::channel(1);
    let routing = Routing { write, waiting: HashMap::new(), last: 0, queue: Queue::default() };
    tokio::spawn(async move {
        if let Err(error) = routing.run(lines, asks, push).await {
            tracing::debug!(%error, "the connection to the agent was cut short");
        }
    });
    Ok(Connection { hello, client: Client(ask), pushes })
}

/// What the agent sends after its first line.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Sent {
    Answer(Answer),
    Push(Push),
}

/// Owns the connection: routes answers to askers, and pushes to the queue.
struct Routing<S> {
    write: WriteHalf<S>,
    /// Dropping it answers everybody that the agent has ended.
    waiting: HashMap<u64, oneshot::Sender<Result<Reply, WireError>>>,
    last: u64,
    queue: Queue,
}

impl<S: AsyncRead + AsyncWrite> Routing<S> {
    async fn run(
        mut self,
        mut lines: Lines<ReadHalf<S>>,
        mut asks: mpsc::Receiver<Ask>,
        pushes: mpsc::Sender<Push>,
    ) -> io::Result<()> {
        let mut asking = true;
        loop {
            let listening = !pushes.is_closed();
            if !asking && !listening {
                return Ok(());
            }
            tokio::select! {
                incoming = lines.next() => match incoming? {
                    Incoming::Line(line) => self.hear(&line),
                    Incoming::TooLong => return Err(io::ErrorKind::InvalidData.into()),
                    Incoming::End => break,
                },
                ask = asks.recv(), if asking => match ask {
                    Some(ask) => self.ask(ask).await?,
                    None => asking = false,
                },
                () = pushes.closed(), if listening => {}
                Ok(place) = pushes.reserve(), if listening && !self.queue.is_empty() => {
                    if let Some(push) = self.queue.take() {
                        place.send(push);
                    }
                }
            }
        }
        // The agent is gone. Askers learn it now; what was pushed is still handed over, the goodbye above all.
        self.waiting.clear();
        drop(asks);
        while let Some(push) = self.queue.take() {
            if pushes.send(push).await.is_err() {
                break;
            }
        }
        Ok(())
    }

    async fn ask(&mut self, ask: Ask) -> io::Result<()> {
        self.waiting.retain(|_, asker| !asker.is_closed());
        self.last += 1;
        let request = Request { id: self.last, command: ask.command };
        match lines::write(&mut self.write, &request).await {
            Ok(()) => {
                self.waiting.insert(self.last, ask.answer);
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                let _ = ask.answer.send(Err(WireError::failed("that is too long to be asked")));
                Ok(())
            }
            // What the agent sent before it ended is still to be read: the end is found there.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn hear(&mut self, line: &[u8]) {
        match serde_json::from_slice(line) {
            Ok(Sent::Answer(answer)) => {
                if let Some(asker) = self.waiting.remove(&answer.id) {
                    let _ = asker.send(match answer.outcome {
                        Outcome::Ok(reply) => Ok(reply),
                        Outcome::Error(error) => Err(error),
                    });
                }
            }
            Ok(Sent::Push(push)) => self.queue.add(push),
            // A newer agent may push what this version does not know.
            Err(error) => tracing::debug!(%error, "a line of the agent was not understood"),
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
