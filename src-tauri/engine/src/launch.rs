//! Starts the other program: an agent for a window or a command that finds none, a window or a drill for the agent. An older agent
//! is asked to make room first. Programs are looked for beside this one, then in PATH; never anywhere else.

mod program;
mod version;

use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use siaga_core::provider::Use;
use siaga_core::wire::{Bye, Command, Hello};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout_at};

use crate::client::{self, ConnectError, Connection};
use crate::lock::Lock;
use crate::places::Places;

/// How long an agent may take to answer after its start, and to make room.
pub const LIMIT: Duration = Duration::from_secs(10);

/// Between two looks at an agent that starts or ends.
const LOOK: Duration = Duration::from_millis(30);

/// Why there is no agent, or no window.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// The program is neither beside this one nor in PATH.
    #[error("{0} was not found beside this program or in PATH: install Siaga again")]
    NotFound(&'static str),
    /// The system would not start it.
    #[error("{program} could not be started: {why}")]
    NotStarted {
        /// Which program.
        program: String,
        /// What the system said.
        #[source]
        why: io::Error,
    },
    /// It was started and its socket does not answer.
    #[error("the agent was started and does not answer; its log may say why: {0}")]
    NoAnswer(String),
    /// An agent of an older version was asked to stop and still runs.
    #[error("an older agent (process {0}) does not stop")]
    StillRuns(u32),
    /// There is an agent, and it can't be spoken with.
    #[error(transparent)]
    Connect(#[from] ConnectError),
}

/// Connects to the agent; starts one if none runs, and replaces one of an older version. A newer one is used as it is.
///
/// # Errors
/// [`LaunchError`], after 20 s at most.
pub async fn connect_or_start_agent(places: &Places) -> Result<Connection, LaunchError> {
    reach(places, env!("CARGO_PKG_VERSION"), || start_agent(places)).await
}

/// Whether the agent that said this is of an older version than this program.
#[must_use]
pub fn is_older(hello: &Hello) -> bool {
    version::is_older(&hello.version, env!("CARGO_PKG_VERSION"))
}

/// The program that is an agent when it is started at login: on Windows one without a console, on macOS that of a bundle
/// of its own, else this one. None where it cannot be found.
#[must_use]
pub fn agent_program() -> Option<PathBuf> {
    let own = || std::env::current_exe().ok().filter(|path| path.is_file());
    if cfg!(target_os = "linux") { own() } else { program::AGENT.find().or_else(own) }
}

/// Starts a drill with a window of its own, detached; of the plan for a task where one is named. Needs a tokio runtime,
/// which buries it. Gives back what says how it ended, once it has: true for well.
///
/// # Errors
/// [`LaunchError::NotFound`] and [`LaunchError::NotStarted`].
pub fn start_drill(places: &Places, task: Option<Use>) -> Result<watch::Receiver<Option<bool>>, LaunchError> {
    // The very program that runs, unless it was replaced meanwhile.
    let own = std::env::current_exe().ok().filter(|path| path.is_file());
    let path = own.or_else(|| program::AGENT.find()).ok_or(LaunchError::NotFound(program::AGENT.name))?;
    let mut drill = prepared(places, path);
    drill.args(["drill", "--window", "--background"]);
    if let Some(task) = task {
        drill.args(["--plan", task.word()]);
    }
    let mut child = started(drill)?;
    let (ended, end) = watch::channel(None);
    tokio::spawn(async move {
        let well = child.wait().await.is_ok_and(|status| status.success());
        ended.send_replace(Some(well));
    });
    Ok(end)
}

/// Starts the window, detached. Needs a tokio runtime, which buries it when it closes.
///
/// # Errors
/// [`LaunchError::NotFound`] and [`LaunchError::NotStarted`].
pub fn start_window(places: &Places, activation_token: Option<&str>) -> Result<(), LaunchError> {
    let mut window = command(places, &program::WINDOW)?;
    if let Some(token) = activation_token {
        window.env("XDG_ACTIVATION_TOKEN", token);
    }
    // So that Ctrl-C in the agent's terminal does not close it.
    #[cfg(unix)]
    window.process_group(0);
    spawn(window)
}

/// The agent makes itself a session of its own (`--background`): as the leader of a group it could not.
fn start_agent(places: &Places) -> Result<(), LaunchError> {
    let mut agent = command(places, &program::AGENT)?;
    agent.args(["agent", "--background"]);
    spawn(agent)
}

async fn reach(
    places: &Places,
    own: &str,
    mut start: impl FnMut() -> Result<(), LaunchError>,
) -> Result<Connection, LaunchError> {
    match client::connect(places).await {
        Ok(met) if version::is_older(&met.hello.version, own) => replace(places, met).await?,
        Ok(met) => return Ok(met),
        Err(ConnectError::NoAgent) => {}
        Err(other) => return Err(other.into()),
    }
    start()?;
    let deadline = Instant::now() + LIMIT;
    while Instant::now() < deadline {
        match timeout_at(deadline, client::connect(places)).await {
            Ok(Ok(met)) => return Ok(met),
            Ok(Err(ConnectError::NoAgent)) => sleep(LOOK).await,
            Ok(Err(other)) => return Err(other.into()),
            Err(_) => break,
        }
    }
    Err(LaunchError::NoAnswer(places.log().display().to_string()))
}

/// Asks an agent to make room, and waits until it has.
async fn replace(places: &Places, met: Connection) -> Result<(), LaunchError> {
    let pid = met.hello.pid;
    tracing::info!(version = met.hello.version, pid, "an older agent is asked to stop");
    // An agent that ends before it answers has done what it was asked, so the lock alone is believed.
    if let Err(error) = met.client.ask(Command::Stop { why: Bye::Upgrade }).await {
        tracing::debug!(%error, "the older agent did not answer");
    }
    drop(met);
    let deadline = Instant::now() + LIMIT;
    while !Lock::is_free(places) {
        if Instant::now() >= deadline {
            return Err(LaunchError::StillRuns(pid));
        }
        sleep(LOOK).await;
    }
    Ok(())
}

fn command(places: &Places, wanted: &program::Program) -> Result<tokio::process::Command, LaunchError> {
    Ok(prepared(places, wanted.find().ok_or(LaunchError::NotFound(wanted.name))?))
}

fn prepared(places: &Places, path: PathBuf) -> tokio::process::Command {
    let mut command = tokio::process::Command::new(path);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.envs(places.environment());
    // A permission to take the focus is good once, and was given for this program's own window.
    command.env_remove("XDG_ACTIVATION_TOKEN").env_remove("DESKTOP_STARTUP_ID");
    #[cfg(windows)]
    {
        const CREATE_NEW_PROCESS_GROUP: u32 = 0x0000_0200;
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(CREATE_NEW_PROCESS_GROUP | CREATE_NO_WINDOW);
    }
    command
}

fn started(mut command: tokio::process::Command) -> Result<tokio::process::Child, LaunchError> {
    let program = command.as_std().get_program().to_string_lossy().into_owned();
    command.spawn().map_err(|why| LaunchError::NotStarted { program, why })
}

fn spawn(command: tokio::process::Command) -> Result<(), LaunchError> {
    let mut child = started(command)?;
    // Waited for, so that it leaves nothing behind in the process table; it is not ended with us.
    tokio::spawn(async move { child.wait().await });
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
