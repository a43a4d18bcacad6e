//! One conversation: greets, answers by number, and pushes to those who subscribed. Knows nothing of the system's
//! streams and keeps nothing once it ends.

use std::io;
use std::pin::Pin;
use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::stream::{FuturesUnordered, StreamExt};
use serde_json::Value;
use siaga_core::decide::Decision;
use siaga_core::snapshot::Snapshot;
use siaga_core::wire::{
    Answer, Bye, Command, ErrorCode, MAX_LINE, Outcome, Push, Reply, Request, Show, View, WireError,
};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, WriteHalf};
use tokio::sync::{broadcast, oneshot, watch};

use super::lines::{self, Incoming, Lines};
use super::window::Open;
use super::{Asked, Line, end};

/// Requests of one connection that wait for an answer; more are not read before one is answered.
const IN_FLIGHT: usize = 16;

type Pending = FuturesUnordered<Pin<Box<dyn Future<Output = Answer> + Send>>>;

/// Holds the conversation until one side ends it.
pub(super) async fn hold<S>(stream: S, line: Line)
where
    S: AsyncRead + AsyncWrite + Send + 'static,
{
    let (read, write) = tokio::io::split(stream);
    let conversation = Conversation { line, write, following: Following::default(), pending: Pending::new() };
    if let Err(error) = conversation.run(Lines::new(read)).await {
        tracing::debug!(%error, "a conversation was cut short");
    }
}

struct Conversation<S> {
    line: Line,
    write: WriteHalf<S>,
    following: Following,
    pending: Pending,
}

/// What this connection subscribed to.
#[derive(Default)]
struct Following {
    snapshots: Option<watch::Receiver<Arc<Snapshot>>>,
    decisions: Option<broadcast::Receiver<Decision>>,
    window: Option<Open>,
}

/// What happened next.
enum Turn {
    Came(Incoming),
    Answered(Answer),
    Changed,
    Decided(Decision),
    Wished(Show),
    Ending(Option<Bye>),
}

impl<S: AsyncRead + AsyncWrite> Conversation<S> {
    async fn run(mut self, mut lines: Lines<tokio::io::ReadHalf<S>>) -> io::Result<()> {
        lines::write(&mut self.write, &self.line.hello.clone()).await?;
        loop {
            match self.turn(&mut lines).await? {
                Turn::Came(Incoming::Line(line)) => self.hear(&line).await?,
                Turn::Came(Incoming::TooLong) => {
                    let error = WireError::bad_request(format!("a line may have {MAX_LINE} bytes and not more"));
                    self.answer(Answer { id: 0, outcome: Outcome::Error(error) }).await?;
                    return self.write.shutdown().await;
                }
                Turn::Came(Incoming::End) => {
                    // Who has closed only its own half still waits for what it asked.
                    self.following = Following::default();
                    while let Some(answer) = self.pending.next().await {
                        self.answer(answer).await?;
                    }
                    return self.write.shutdown().await;
                }
                Turn::Answered(answer) => self.answer(answer).await?,
                Turn::Changed => self.push_snapshot().await?,
                Turn::Decided(decision) => self.push(&Push::Decision(decision)).await?,
                Turn::Wished(show) => self.push(&Push::Show(show)).await?,
                Turn::Ending(bye) => {
                    // The request that ended the agent may be ours: its answer comes before the goodbye.
                    while let Some(Some(answer)) = self.pending.next().now_or_never() {
                        self.answer(answer).await?;
                    }
                    if let (Some(bye), Some(_)) = (bye, &self.following.snapshots) {
                        self.push(&Push::Bye(bye)).await?;
                    }
                    return self.write.shutdown().await;
                }
            }
        }
    }

    async fn turn(&mut self, lines: &mut Lines<tokio::io::ReadHalf<S>>) -> io::Result<Turn> {
        let room = self.pending.len() < IN_FLIGHT;
        let following = &mut self.following;
        tokio::select! {
            biased;
            bye = end(&mut self.line.ending) => Ok(Turn::Ending(bye)),
            Some(answer) = self.pending.next() => Ok(Turn::Answered(answer)),
            show = wish(following.window.as_ref()) => Ok(Turn::Wished(show)),
            decision = next_decision(&mut following.decisions) => Ok(Turn::Decided(decision)),
            () = change(&mut following.snapshots) => Ok(Turn::Changed),
            incoming = lines.next(), if room => incoming.map(Turn::Came),
        }
    }

    async fn hear(&mut self, line: &[u8]) -> io::Result<()> {
        let Request { id, command } = match serde_json::from_slice(line) {
            Ok(request) => request,
            Err(error) => {
                let outcome = Outcome::Error(WireError::bad_request(format!("not understood: {error}")));
                return self.answer(Answer { id: readable_id(line), outcome }).await;
            }
        };
        if let Command::Subscribe { window, decisions } = command {
            return self.subscribe(id, window, decisions).await;
        }
        let (answer, answered) = oneshot::channel();
        let inbox = self.line.inbox.clone();
        self.pending.push(Box::pin(async move {
            let asked = Asked { command, activation_token: None, answer };
            let outcome = match inbox.send(asked).await {
                Ok(()) => answered.await.unwrap_or_else(|_| Err(is_ending())),
                Err(_) => Err(is_ending()),
            };
            Answer { id, outcome: outcome.map_or_else(Outcome::Error, Outcome::Ok) }
        }));
        Ok(())
    }

    async fn subscribe(&mut self, id: u64, window: bool, decisions: bool) -> io::Result<()> {
        if window && self.following.window.is_none() {
            self.following.window = self.line.windows.open();
            if self.following.window.is_none() {
                // Whatever another window was started for, the person wants to see one.
                let _ = self.line.windows.show(Show { view: View::Overview, activation_token: None });
                let message = "a window of Siaga is open already and was asked to come to the front".into();
                let error = WireError { code: ErrorCode::WindowExists, message };
                return self.answer(Answer { id, outcome: Outcome::Error(error) }).await;
            }
        }
        if decisions && self.following.decisions.is_none() {
            self.following.decisions = Some(self.line.decisions.subscribe());
        }
        self.following.snapshots = Some(self.line.snapshots.clone());
        self.answer(Answer { id, outcome: Outcome::Ok(Reply::Done) }).await?;
        self.push_snapshot().await
    }

    async fn push_snapshot(&mut self) -> io::Result<()> {
        let Some(snapshots) = &mut self.following.snapshots else { return Ok(()) };
        let newest = Arc::clone(&snapshots.borrow_and_update());
        self.push(&Push::Snapshot(Box::new(Snapshot::clone(&newest)))).await
    }

    async fn push(&mut self, push: &Push) -> io::Result<()> {
        match lines::write(&mut self.write, push).await {
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                tracing::warn!(%error, "something was too long to be pushed");
                Ok(())
            }
            other => other,
        }
    }

    async fn answer(&mut self, answer: Answer) -> io::Result<()> {
        match lines::write(&mut self.write, &answer).await {
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                let error = WireError::failed("the answer is too long");
                lines::write(&mut self.write, &Answer { id: answer.id, outcome: Outcome::Error(error) }).await
            }
            other => other,
        }
    }
}

async fn wish(window: Option<&Open>) -> Show {
    match window {
        Some(window) => window.wish().await,
        None => std::future::pending().await,
    }
}

async fn change(snapshots: &mut Option<watch::Receiver<Arc<Snapshot>>>) {
    let over = match snapshots {
        Some(snapshots) => snapshots.changed().await.is_err(),
        None => true,
    };
    if over {
        std::future::pending::<()>().await;
    }
}

/// The next decision; one who lags behind goes on with the oldest that is left.
async fn next_decision(decisions: &mut Option<broadcast::Receiver<Decision>>) -> Decision {
    if let Some(receiver) = decisions {
        loop {
            match receiver.recv().await {
                Ok(decision) => return decision,
                Err(broadcast::error::RecvError::Lagged(missed)) => tracing::debug!(missed, "a subscriber lags behind"),
                Err(broadcast::error::RecvError::Closed) => break,
            }
        }
    }
    std::future::pending().await
}

fn is_ending() -> WireError {
    WireError::failed("the agent is ending")
}

/// The number of a request that was not understood otherwise; 0 where there is none.
fn readable_id(line: &[u8]) -> u64 {
    serde_json::from_slice::<Value>(line).ok().and_then(|value| value.get("id")?.as_u64()).unwrap_or(0)
}
