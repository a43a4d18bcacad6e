//! `siaga agent`: watches and tells until it is asked to end.

use std::io::IsTerminal as _;

use tokio::runtime::Runtime;

use super::{Failure, INTERNAL, Outcome, say};
use crate::agent::{Agent, AgentError, Manner};
use crate::places::Places;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Without a tray icon
    #[arg(long)]
    no_tray: bool,
    /// Log to the terminal too
    #[arg(long)]
    verbose: bool,
    /// Leave the session of the terminal or window that started it
    #[arg(long, hide = true)]
    background: bool,
}

pub(super) fn run(runtime: Runtime, places: Places, args: Args) -> Outcome {
    if args.background {
        leave_session();
    }
    crate::tray::main_loop(move || {
        let code = match runtime.block_on(watch(&places, &args)) {
            Ok(()) => 0,
            Err(failure) => {
                super::complain(&failure.message);
                i32::from(failure.code)
            }
        };
        // Look-ups of names may hang in threads of their own; nothing waits for them.
        runtime.shutdown_background();
        code
    })
}

async fn watch(places: &Places, args: &Args) -> Result<(), Failure> {
    // The folder has to be there before its log. What cannot be made is reported by the agent itself.
    let unusable = places.create();
    if let Err(error) = crate::log::start(Some(&places.log()), args.verbose) {
        super::complain(&format!("no log is written: {error}"));
    }
    for folder in &unusable {
        super::complain(&format!("{folder}: running from memory; what is learnt is lost at the end"));
    }
    let manner = Manner { no_tray: args.no_tray, ..Manner::default() };
    match Agent::start(places, manner).await {
        Ok(agent) => {
            tracing::info!(version = env!("CARGO_PKG_VERSION"), pid = std::process::id(), "the agent has started");
            if std::io::stdout().is_terminal() {
                say(&agent.engine.words.borrow().text("cli-watching"));
            }
            agent.until_asked().await.map_err(|error| Failure::new(INTERNAL, error.to_string()))?;
            Ok(())
        }
        // Not a failure: the person has what they asked for.
        Err(AgentError::Taken(taken)) => {
            say(&taken.to_string());
            Ok(())
        }
        Err(error) => {
            tracing::error!("the agent could not start: {error}");
            Err(Failure::new(INTERNAL, error.to_string()))
        }
    }
}

#[cfg(unix)]
pub(super) fn leave_session() {
    // Fails only for the leader of a group, which has left already.
    let _ = rustix::process::setsid();
}

#[cfg(not(unix))]
pub(super) fn leave_session() {}
