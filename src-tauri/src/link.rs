//! Between the page and the agent: the connection to ask by, and the newest of what the page is told. It decides
//! nothing; [`crate::follow`] fills it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use siaga_core::snapshot::Snapshot;
use siaga_core::wire::{Command, Reply, Show, WireError};
use siaga_core::wording::Language;
use siaga_engine::client::Client;
use tauri::{AppHandle, Emitter as _};
use tokio::sync::Notify;

use crate::window;

/// How the window stands with the agent, as the page is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(crate) enum Agent {
    /// On the way to the first connection.
    Connecting,
    /// Connected and following.
    Following {
        /// Version of the agent.
        version: String,
    },
    /// It was lost and is being started again.
    Restarting {
        /// Which try within the minute, from 1.
        attempt: usize,
        /// How many there are.
        most: usize,
    },
    /// It made room for a newer version, which is awaited.
    Upgrading,
    /// It was given up.
    Gone {
        /// What went wrong last, as far as is known.
        why: Option<String>,
    },
    /// The person quit.
    Quit,
}

/// The state that the window's parts share.
#[derive(Debug, Default)]
pub(crate) struct Link {
    told: Mutex<Told>,
    again: Notify,
}

#[derive(Debug)]
struct Told {
    client: Option<Client>,
    snapshot: Option<Box<Snapshot>>,
    agent: Agent,
    /// A wish that came before the page listened.
    show: Option<Show>,
    listening: bool,
}

impl Default for Told {
    fn default() -> Self {
        Self { client: None, snapshot: None, agent: Agent::Connecting, show: None, listening: false }
    }
}

impl Link {
    /// Asks the agent.
    ///
    /// # Errors
    /// What the agent answers; code `failed` while there is none.
    pub(crate) async fn ask(&self, command: Command) -> Result<Reply, WireError> {
        let client = self.told().client.clone();
        match client {
            Some(client) => client.ask(command).await,
            None => Err(WireError::failed("the agent is not there")),
        }
    }

    /// From now on the page hears what happens; first it gets the newest of everything.
    pub(crate) fn listen(&self, app: &AppHandle) {
        let mut told = self.told();
        told.listening = true;
        emit(app, "agent", &told.agent);
        if let Some(snapshot) = &told.snapshot {
            emit(app, "snapshot", snapshot);
        }
        if let Some(show) = told.show.take() {
            emit(app, "show", &show);
        }
    }

    /// The person wants the agent to be tried once more.
    pub(crate) fn try_again(&self) {
        self.again.notify_one();
    }

    /// Waits until [`Self::try_again`].
    pub(crate) async fn wanted_again(&self) {
        self.again.notified().await;
    }

    /// The agent to ask from now on; none while there is none.
    pub(crate) fn connect(&self, client: Option<Client>) {
        self.told().client = client;
    }

    /// Keeps and passes on how it stands with the agent.
    pub(crate) fn agent(&self, app: &AppHandle, agent: Agent) {
        let mut told = self.told();
        if told.listening {
            emit(app, "agent", &agent);
        }
        told.agent = agent;
    }

    /// Keeps and passes on the newest picture.
    pub(crate) fn snapshot(&self, app: &AppHandle, snapshot: Box<Snapshot>) {
        let mut told = self.told();
        if told.listening {
            emit(app, "snapshot", &snapshot);
        }
        told.snapshot = Some(snapshot);
    }

    /// Whether the newest picture is of a drill.
    pub(crate) fn in_drill(&self) -> bool {
        self.told().snapshot.as_ref().is_some_and(|snapshot| snapshot.drill)
    }

    /// The language of the newest picture; English before there is one.
    pub(crate) fn language(&self) -> Language {
        self.told().snapshot.as_ref().map_or_else(Language::default, |snapshot| Language::of_locale(&snapshot.language))
    }

    /// Comes to the front and passes on where to; once the page listens, if it does not yet.
    pub(crate) fn show(&self, app: &AppHandle, mut show: Show) {
        window::come_forward(app, show.activation_token.take());
        let mut told = self.told();
        if told.listening {
            emit(app, "show", &show);
        } else {
            told.show = Some(show);
        }
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        // What is kept is whole at every moment, whoever panicked.
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The page may be closing; then nobody misses it.
fn emit(app: &AppHandle, event: &str, payload: &impl Serialize) {
    let _ = app.emit_to(window::LABEL, event, payload);
}

#[cfg(test)]
mod tests {
    use siaga_core::wire::ErrorCode;

    use super::*;

    #[test]
    fn the_agents_state_reads_as_the_page_expects() {
        let table = [
            (Agent::Connecting, serde_json::json!({"state": "connecting"})),
            (Agent::Following { version: "1".into() }, serde_json::json!({"state": "following", "version": "1"})),
            (
                Agent::Restarting { attempt: 1, most: 3 },
                serde_json::json!({"state": "restarting", "attempt": 1, "most": 3}),
            ),
            (Agent::Upgrading, serde_json::json!({"state": "upgrading"})),
            (Agent::Gone { why: Some("x".into()) }, serde_json::json!({"state": "gone", "why": "x"})),
            (Agent::Quit, serde_json::json!({"state": "quit"})),
        ];
        let page = include_str!("../../ui/src/lib/host.ts");
        for (agent, expected) in table {
            let value = serde_json::to_value(&agent).unwrap();
            assert_eq!(value, expected);
            let state = value["state"].as_str().unwrap();
            assert!(page.contains(&format!("state: '{state}'")), "{state} is not known to the page");
        }
    }

    #[test]
    fn without_an_agent_a_question_fails_at_once() {
        let link = Link::default();
        let answer = tauri::async_runtime::block_on(link.ask(Command::Snapshot));
        assert_eq!(answer.unwrap_err().code, ErrorCode::Failed);
    }
}
