//! A program of the person's, started without a shell for each message.
//!
//! Its arguments are those of the settings, unchanged: nothing that a provider wrote ever becomes one. What happened
//! stands in its environment (`SIAGA_EVENT`, `SIAGA_AT`, `SIAGA_PRODUCT`, `SIAGA_NAME`, `SIAGA_PROVIDER`,
//! `SIAGA_INCIDENT`, `SIAGA_TITLE`, `SIAGA_SEVERITY`, `SIAGA_SINCE`, `SIAGA_UNTIL`, `SIAGA_TEXT`, `SIAGA_JSON`; all set,
//! empty where there is nothing), beside the agent's own. Its input is empty, and its output is counted and forgotten:
//! it may hold anything. It runs in a process group of its own, which ends with its time.

use std::process::Stdio;
use std::time::Duration;

use siaga_core::forward::Forward;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};

use super::carrier::NotSent;

/// How long output is still taken after the program has ended: what it started may hold its pipes open.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// Runs `command` once and waits for its end, `limit` at most.
///
/// # Errors
/// A program that cannot be started, that ends other than with 0, or that is not over in time. Trying again may help in
/// each case: a person mends a script.
pub async fn run(command: &[String], forward: &Forward, limit: Duration) -> Result<(), NotSent> {
    let Some((program, arguments)) = command.split_first() else { return Err(NotSent::now("it has no command")) };
    let mut start = Command::new(program);
    start.args(arguments).envs(forward.environment());
    start.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    if let Some(home) = std::env::home_dir().filter(|home| home.is_dir()) {
        start.current_dir(home);
    }
    #[cfg(unix)]
    start.process_group(0);
    let mut child = start.spawn().map_err(|error| NotSent::now(format!("the script could not be started: {error}")))?;
    let mut group = Group::of(&child);
    let (mut out, mut err) = (0, 0);
    let ended = {
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let listening = async { tokio::join!(count(stdout, &mut out), count(stderr, &mut err)) };
        tokio::pin!(listening);
        let ended = tokio::select! {
            ended = tokio::time::timeout(limit, child.wait()) => Some(ended),
            _ = &mut listening => None,
        };
        match ended {
            Some(ended) => {
                let _ = tokio::time::timeout(LAST_WORDS, listening).await;
                ended
            }
            // It has closed its outputs, and may go on for a while.
            None => tokio::time::timeout(limit, child.wait()).await,
        }
    };
    tracing::info!(out, err, "a script wrote so many bytes");
    match ended {
        Ok(Ok(status)) => {
            group.ended = true;
            if status.success() { Ok(()) } else { Err(NotSent::now(format!("the script ended with {status}"))) }
        }
        Ok(Err(error)) => Err(NotSent::now(format!("the script could not be waited for: {error}"))),
        Err(_) => {
            drop(group);
            // Taken note of, so that it does not stay in the process table.
            let _ = child.wait().await;
            Err(NotSent::now(format!("the script was not over within {} s and was ended", limit.as_secs_f32())))
        }
    }
}

async fn count(pipe: Option<impl AsyncRead + Unpin>, bytes: &mut u64) {
    let Some(mut pipe) = pipe else { return };
    let mut piece = [0; 4096];
    while let Ok(read) = pipe.read(&mut piece).await
        && read > 0
    {
        *bytes = bytes.saturating_add(read as u64);
    }
}

/// The processes of one script. Ended when dropped, unless the script has ended by itself.
struct Group {
    #[cfg(unix)]
    leader: Option<rustix::process::Pid>,
    ended: bool,
}

impl Group {
    #[cfg(unix)]
    fn of(child: &Child) -> Self {
        let leader = child.id().and_then(|id| i32::try_from(id).ok()).and_then(rustix::process::Pid::from_raw);
        Self { leader, ended: false }
    }

    #[cfg(not(unix))]
    fn of(_: &Child) -> Self {
        Self { ended: false }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let (false, Some(leader)) = (self.ended, self.leader) {
            // Fails only where the whole group has gone already.
            let _ = rustix::process::kill_process_group(leader, rustix::process::Signal::KILL);
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
