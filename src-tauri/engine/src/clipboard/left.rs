//! A text that outlives the command that copied it, where no agent keeps it: a child of the command, in a session of its
//! own, holds the selection until somebody copies something else, and ten minutes at most. It gets the text by its
//! standard input and nowhere else.

use std::io::{self, Write};
use std::process::Stdio;
use std::sync::mpsc::channel;
use std::time::Duration;

use arboard::SetExtLinux;
use siaga_core::prompt::Prompt;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::Command;

use super::{Clipboard, Copying, LIMIT, NotCopied, connect, is_display, refused};
use crate::cli::HOLD;

/// Longest time that a child stays.
const LONGEST: Duration = Duration::from_secs(600);

/// What the child says once the text is copied; anything else it says is why it is not.
const HELD: &str = "held";

/// Longest answer of a child that is read.
const ANSWER: u64 = 1024;

/// Leaves what it copies to a child.
#[derive(Debug, Clone, Copy)]
pub(super) struct Left;

impl Clipboard for Left {
    fn copy<'a>(&'a self, text: &'a Prompt) -> Copying<'a> {
        Box::pin(async move {
            // A display that is missing is said without a child.
            if !is_display() {
                return Err(NotCopied::NoDisplay);
            }
            // Longer than the child waits for the desktop, so that its own word is heard.
            match tokio::time::timeout(LIMIT + LIMIT / 2, leave(text)).await {
                Ok(outcome) => outcome,
                Err(_) => Err(NotCopied::TimedOut),
            }
        })
    }
}

async fn leave(text: &Prompt) -> Result<(), NotCopied> {
    let failed = |error: io::Error| NotCopied::Refused(error.to_string());
    let mut command = Command::new(std::env::current_exe().map_err(failed)?);
    command.arg(HOLD).current_dir("/");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    // Until it has answered it is ended with us.
    let mut child = command.kill_on_drop(true).spawn().map_err(failed)?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(NotCopied::Refused("the child that keeps the clipboard has no pipes".to_owned()));
    };
    input.write_all(text.text().as_bytes()).await.map_err(failed)?;
    drop(input);
    let mut said = String::new();
    BufReader::new(output.take(ANSWER)).read_line(&mut said).await.map_err(failed)?;
    match said.trim() {
        HELD => {
            // It stays, whatever becomes of us.
            std::mem::forget(child);
            Ok(())
        }
        "" => Err(NotCopied::Refused("the child that keeps the clipboard ended at once".to_owned())),
        why => Err(NotCopied::Refused(why.to_owned())),
    }
}

/// The child: copies the text, says so on standard output, and ends when somebody else has copied something.
pub fn hold(text: &Prompt) {
    let (copied, outcome) = channel();
    let (taken, end) = channel();
    let text = text.text().to_owned();
    // On a thread of its own: there is no way to be told when ten minutes are over.
    std::thread::spawn(move || {
        let held = connect().and_then(|mut desktop| {
            desktop.set_text(text.as_str()).map_err(refused)?;
            Ok(desktop)
        });
        match held {
            Ok(mut desktop) => {
                let _ = copied.send(Ok(()));
                // Once more, this time until it is taken over.
                let _ = desktop.set().wait().text(text);
            }
            Err(why) => drop(copied.send(Err(why))),
        }
        let _ = taken.send(());
    });
    let outcome = outcome.recv_timeout(LIMIT).unwrap_or(Err(NotCopied::TimedOut));
    let said = outcome.as_ref().map_or_else(ToString::to_string, |()| HELD.to_owned());
    let heard = writeln!(io::stdout(), "{}", said.replace('\n', " "));
    if outcome.is_ok() && heard.is_ok() {
        let _ = end.recv_timeout(LONGEST);
    }
}
