//! Follows the agent for as long as the window is open: connects, subscribes, hands on what is pushed, and starts an
//! agent again that ended without a goodbye, at most three times in a minute.

use std::sync::Arc;
use std::time::Duration;

use siaga_core::wire::{Bye, Command, ErrorCode, Push, Reply};
use siaga_engine::client::{self, Connection};
use siaga_engine::launch;
use siaga_engine::places::Places;
use tauri::AppHandle;
use tokio::time::{Instant, sleep};

use crate::link::{Agent, Link};

/// How long the newer version may take to appear before this one starts an agent itself.
const SUCCESSOR_LIMIT: Duration = Duration::from_secs(10);

/// Between two looks for it.
const LOOK: Duration = Duration::from_millis(100);

/// Follows until the person quits or another window turns out to be open; then ends the program.
pub(crate) async fn follow(app: AppHandle, places: Places, link: Arc<Link>) {
    let mut restarts = Restarts::default();
    let mut connection = None;
    loop {
        let found = match connection.take() {
            Some(connection) => Ok(connection),
            None => launch::connect_or_start_agent(&places).await,
        };
        let (pid, end) = match found {
            Ok(connection) => (Some(connection.hello.pid), hear(&app, &link, connection).await),
            Err(error) => (None, End::Lost(Some(error.to_string()))),
        };
        link.connect(None);
        match end {
            End::Bye(Bye::Quit) => {
                link.agent(&app, Agent::Quit);
                return app.exit(0);
            }
            // The first window has been shown instead.
            End::WindowExists => return app.exit(0),
            End::Bye(Bye::Upgrade) => {
                link.agent(&app, Agent::Upgrading);
                connection = successor(&places, pid).await;
            }
            // A drill has nobody who could go on with it: what would be started in its folders would be no drill.
            End::Lost(_) if link.in_drill() => {
                link.agent(&app, Agent::Quit);
                return app.exit(0);
            }
            End::Lost(why) => match restarts.next(Instant::now()) {
                Some(attempt) => link.agent(&app, Agent::Restarting { attempt, most: Restarts::MOST }),
                None => {
                    link.agent(&app, Agent::Gone { why });
                    link.wanted_again().await;
                    restarts = Restarts::default();
                    link.agent(&app, Agent::Connecting);
                }
            },
        }
    }
}

/// How a connection ended.
#[derive(Debug)]
enum End {
    Bye(Bye),
    WindowExists,
    /// Without a goodbye, and what is known of why.
    Lost(Option<String>),
}

async fn hear(app: &AppHandle, link: &Link, connection: Connection) -> End {
    let Connection { hello, client, mut pushes } = connection;
    match client.ask(Command::Subscribe { window: true, decisions: false }).await {
        Ok(Reply::Snapshot(snapshot)) => link.snapshot(app, snapshot),
        Ok(_) => {}
        Err(error) if error.code == ErrorCode::WindowExists => return End::WindowExists,
        Err(error) => return End::Lost(Some(error.message)),
    }
    link.connect(Some(client));
    link.agent(app, Agent::Following { version: hello.version });
    while let Some(push) = pushes.recv().await {
        match push {
            Push::Snapshot(snapshot) => link.snapshot(app, snapshot),
            Push::Show(show) => link.show(app, show),
            Push::Bye(bye) => return End::Bye(bye),
            // Not asked for.
            Push::Decision(_) => {}
        }
    }
    End::Lost(None)
}

/// The agent that takes over from process `before`. Starting one at once would be a race with it, which the older might
/// win.
async fn successor(places: &Places, before: Option<u32>) -> Option<Connection> {
    let deadline = Instant::now() + SUCCESSOR_LIMIT;
    while Instant::now() < deadline {
        match client::connect(places).await {
            Ok(connection) if Some(connection.hello.pid) != before => return Some(connection),
            Ok(_) | Err(_) => sleep(LOOK).await,
        }
    }
    None
}

/// When an agent was started again.
#[derive(Debug, Default)]
struct Restarts(Vec<Instant>);

impl Restarts {
    /// How many are allowed within [`Self::WITHIN`].
    const MOST: usize = 3;
    const WITHIN: Duration = Duration::from_secs(60);

    /// The number of the next restart within the last minute, from 1; none when they are used up.
    fn next(&mut self, now: Instant) -> Option<usize> {
        self.0.retain(|at| now.duration_since(*at) < Self::WITHIN);
        if self.0.len() == Self::MOST {
            return None;
        }
        self.0.push(now);
        Some(self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agent_is_started_again_three_times_in_a_minute_and_no_more() {
        let start = Instant::now();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let mut restarts = Restarts::default();
        assert_eq!(restarts.next(at(0)), Some(1));
        assert_eq!(restarts.next(at(20)), Some(2));
        assert_eq!(restarts.next(at(40)), Some(3));
        assert_eq!(restarts.next(at(59)), None);
        // The first is a minute ago.
        assert_eq!(restarts.next(at(60)), Some(3));
        assert_eq!(restarts.next(at(61)), None);
        assert_eq!(restarts.next(at(500)), Some(1));
    }
}
