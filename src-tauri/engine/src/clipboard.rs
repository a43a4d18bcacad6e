//! The person's clipboard: a text that was copied stays there until somebody copies something else. On Linux what is
//! copied is asked of the program that copied it, so one has to stay: the agent ([`Kept`]), or a child of a command
//! ([`left`]). Elsewhere the system keeps it.
//!
//! The clipboard is written and never read. Texts are in no log, no argument, no environment and no file.

#[cfg(target_os = "linux")]
mod left;

use std::pin::Pin;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use siaga_core::prompt::Prompt;
use tokio::sync::oneshot;

#[cfg(target_os = "linux")]
pub use left::hold;

/// How long a desktop may take to accept a text.
const LIMIT: Duration = Duration::from_secs(3);

/// How long the end of the agent waits for the desktop's clipboard manager, where there is one, to take the text over.
const FAREWELL: Duration = Duration::from_millis(300);

/// Why a text is not on the clipboard. Says nothing of the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCopied {
    /// Neither an X nor a Wayland display.
    #[error("no display was found")]
    NoDisplay,
    /// The desktop did not answer.
    #[error("the desktop did not answer in time")]
    TimedOut,
    /// The desktop would not.
    #[error("{0}")]
    Refused(String),
}

/// What [`Clipboard::copy`] gives.
pub type Copying<'a> = Pin<Box<dyn Future<Output = Result<(), NotCopied>> + Send + 'a>>;

/// Where texts are copied to.
pub trait Clipboard: Send + Sync {
    /// Copies a text. Answers within a few seconds.
    fn copy<'a>(&'a self, text: &'a Prompt) -> Copying<'a>;
}

/// A clipboard that this process keeps as long as it lives, on a thread of its own. It starts with the first text.
#[derive(Debug, Default)]
pub struct Kept(Mutex<Option<Keeper>>);

#[derive(Debug)]
struct Keeper {
    texts: Sender<Wanted>,
    ended: Receiver<()>,
}

struct Wanted {
    text: Prompt,
    done: oneshot::Sender<Result<(), NotCopied>>,
}

impl Clipboard for Kept {
    fn copy<'a>(&'a self, text: &'a Prompt) -> Copying<'a> {
        Box::pin(async move {
            let (done, answer) = oneshot::channel();
            let gone = || NotCopied::Refused("the clipboard's thread has ended".to_owned());
            {
                let mut keeper = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                let keeper = match keeper.as_mut() {
                    Some(keeper) => keeper,
                    None => keeper.insert(Keeper::start()?),
                };
                keeper.texts.send(Wanted { text: text.clone(), done }).map_err(|_| gone())?;
            }
            match tokio::time::timeout(LIMIT, answer).await {
                Ok(outcome) => outcome.map_err(|_| gone())?,
                Err(_) => Err(NotCopied::TimedOut),
            }
        })
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let keeper = self.0.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Keeper { texts, ended }) = keeper {
            drop(texts);
            // It closes when the thread has ended. A desktop that hangs is not waited for.
            let _ = ended.recv_timeout(FAREWELL);
        }
    }
}

impl Keeper {
    fn start() -> Result<Self, NotCopied> {
        let (texts, wanted) = channel();
        let (ending, ended) = channel();
        let keep = move || {
            keep(&wanted);
            drop(ending);
        };
        let thread = std::thread::Builder::new().name("clipboard".to_owned()).spawn(keep);
        thread.map_err(|error| NotCopied::Refused(error.to_string()))?;
        Ok(Self { texts, ended })
    }
}

/// Copies one text after another until nobody can want another.
fn keep(wanted: &Receiver<Wanted>) {
    let mut desktop = None;
    while let Ok(Wanted { text, done }) = wanted.recv() {
        // Whoever asked may have given up.
        let _ = done.send(set(&mut desktop, &text));
    }
}

/// Copies a text, connecting to the desktop where that is not done, or where it has been started anew since.
fn set(desktop: &mut Option<arboard::Clipboard>, text: &Prompt) -> Result<(), NotCopied> {
    if let Some(known) = desktop
        && known.set_text(text.text()).is_ok()
    {
        return Ok(());
    }
    // The old one goes first: they share what lies below.
    *desktop = None;
    let fresh = desktop.insert(connect()?);
    fresh.set_text(text.text()).map_err(refused)
}

fn connect() -> Result<arboard::Clipboard, NotCopied> {
    if !is_display() {
        return Err(NotCopied::NoDisplay);
    }
    arboard::Clipboard::new().map_err(refused)
}

/// Whether there is a display, as far as the environment says.
fn is_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(named)
}

#[expect(clippy::needless_pass_by_value, reason = "made for map_err")]
fn refused(error: arboard::Error) -> NotCopied {
    let text = error.to_string();
    NotCopied::Refused(text.trim_end_matches('.').to_owned())
}

/// The clipboard of a process that ends soon: what it copies is left to a child, or to the system.
#[must_use]
pub fn left() -> Arc<dyn Clipboard> {
    #[cfg(target_os = "linux")]
    return Arc::new(left::Left);
    #[cfg(not(target_os = "linux"))]
    return Arc::new(Kept::default());
}
