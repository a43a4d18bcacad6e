//! Whether the agent starts when the person logs in: what stands there about that, and changing it. Only the agent, never
//! the window; off until the person asks.
//!
//! | | where |
//! |---|---|
//! | Linux | `$XDG_CONFIG_HOME/autostart/siaga.desktop` (Desktop Application Autostart Specification) |
//! | Windows | `HKCU\Software\Microsoft\Windows\CurrentVersion\Run` |
//! | macOS | `~/Library/LaunchAgents/id.siaga.Siaga.agent.plist` |
//!
//! What the person or their desktop switched off there counts as off. On macOS `SMAppService` would name Siaga in the
//! system's settings; it needs bindings that nothing else here uses, and a signed bundle, so a launch agent does it.
//! Not here: starting the agent now, and whose wish it is.

#[cfg(any(windows, test))]
mod command_line;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(any(target_os = "macos", test))]
mod plist;
#[cfg(windows)]
mod windows;

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use siaga_core::wording::Words;

#[cfg(target_os = "linux")]
use linux::Entry;
#[cfg(target_os = "macos")]
use macos::Entry;
#[cfg(windows)]
use windows::Entry;

use crate::launch;
use crate::places::Places;

/// The place where a login looks, and the program that is to be started.
#[derive(Debug, Clone)]
pub struct Autostart {
    entry: Entry,
    /// The program and its arguments.
    command: Vec<String>,
}

/// What stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The agent starts at login. None where nobody can tell.
    pub on: Option<bool>,
    /// Where that stands, for people.
    pub place: String,
    /// What is odd about it.
    pub note: Option<Note>,
}

/// What is odd about what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The person, or their desktop, switched it off there.
    SwitchedOff,
    /// It names a program that is not there, so that nothing starts.
    Gone(PathBuf),
    /// It starts another program than this.
    Other(PathBuf),
    /// It could not be read, or not be understood.
    Unreadable(String),
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Unchanged {
    /// The program's own folder is a temporary one: it may be gone at the next login.
    #[error("{} is a temporary folder", .0.display())]
    Temporary(PathBuf),
    /// The system refused.
    #[error("{place}: {why}")]
    Refused {
        /// Where.
        place: String,
        /// What it said.
        #[source]
        why: io::Error,
    },
}

/// Why it cannot be said where a login looks, or which program that would start.
#[derive(Debug, thiserror::Error)]
pub enum Nowhere {
    /// There is no home folder.
    #[error("there is no home folder")]
    NoHome,
    /// The program does not know where it is, or its path is no text.
    #[error("the program's own path cannot be written down")]
    NoProgram,
}

/// What an entry says.
#[derive(Debug, PartialEq, Eq)]
enum Content {
    Absent,
    SwitchedOff,
    /// Starts this program.
    Starts(PathBuf),
    NotUnderstood,
}

impl Autostart {
    /// The place of this person, for the agent of this program. An agent with folders of its own gets them as
    /// arguments, as a login has not the environment of a terminal.
    ///
    /// # Errors
    /// [`Nowhere`]
    pub fn of_the_system(places: &Places) -> Result<Self, Nowhere> {
        let program = launch::agent_program().ok_or(Nowhere::NoProgram)?;
        Self::at(Entry::of_the_person().ok_or(Nowhere::NoHome)?, &program, places.moved())
    }

    fn at(entry: Entry, program: &Path, moved: Vec<(&'static str, &Path)>) -> Result<Self, Nowhere> {
        let text = |path: &Path| path.to_str().map(str::to_owned).ok_or(Nowhere::NoProgram);
        let mut command = vec![text(program)?, "agent".to_owned()];
        for (flag, folder) in moved {
            command.extend([flag.to_owned(), text(folder)?]);
        }
        Ok(Self { entry, command })
    }

    /// What stands there now.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let (on, note) = match self.entry.read() {
            Ok(Content::Absent) => (Some(false), None),
            Ok(Content::SwitchedOff) => (Some(false), Some(Note::SwitchedOff)),
            // A name without a folder is looked for in PATH, which is the desktop's.
            Ok(Content::Starts(program)) if program.is_absolute() && !program.is_file() => {
                (Some(false), Some(Note::Gone(program)))
            }
            Ok(Content::Starts(program)) if !is_same(&program, Path::new(&self.command[0])) => {
                (Some(true), Some(Note::Other(program)))
            }
            Ok(Content::Starts(_)) => (Some(true), None),
            Ok(Content::NotUnderstood) => (None, Some(Note::Unreadable("it is not understood".to_owned()))),
            Err(why) => (None, Some(Note::Unreadable(why.to_string()))),
        };
        Standing { on, place: self.entry.shown(), note }
    }

    /// Lets the agent start at login, or not any more.
    ///
    /// # Errors
    /// [`Unchanged`]; what stood there stands there still.
    pub fn turn(&self, on: bool) -> Result<(), Unchanged> {
        let refused = |why| Unchanged::Refused { place: self.entry.shown(), why };
        if !on {
            return self.entry.remove().map_err(refused);
        }
        let folder = Path::new(&self.command[0]).parent().unwrap_or(Path::new("/"));
        if is_temporary(folder, &env::temp_dir()) {
            return Err(Unchanged::Temporary(folder.to_owned()));
        }
        self.entry.write(&self.command).map_err(refused)
    }
}

impl Standing {
    /// The same as a sentence for the person.
    #[must_use]
    pub fn sentence(&self, words: &Words) -> String {
        let place = || ("place", self.place.as_str().into());
        let program = |path: &Path| ("program", path.display().to_string().into());
        match (&self.note, self.on) {
            (Some(Note::SwitchedOff), _) => words.format("autostart-switched-off", &[place()]),
            (Some(Note::Gone(path)), _) => words.format("autostart-gone", &[place(), program(path)]),
            (Some(Note::Other(path)), _) => words.format("autostart-other", &[place(), program(path)]),
            (Some(Note::Unreadable(why)), _) => {
                words.format("autostart-unknown", &[place(), ("why", why.as_str().into())])
            }
            (None, Some(true)) => words.format("autostart-on", &[place()]),
            (None, Some(false) | None) => words.format("autostart-off", &[place()]),
        }
    }

    /// The same as a line of the report.
    #[must_use]
    pub fn line(&self) -> String {
        let state = match self.on {
            Some(true) => "on",
            Some(false) => "off",
            None => "cannot tell",
        };
        let note = match &self.note {
            None => String::new(),
            Some(Note::SwitchedOff) => ", switched off there".to_owned(),
            Some(Note::Gone(path)) => format!(", names {} which is not there", path.display()),
            Some(Note::Other(path)) => format!(", starts {}", path.display()),
            Some(Note::Unreadable(why)) => format!(", {why}"),
        };
        format!("autostart: {state} ({}{note})", self.place)
    }
}

impl Unchanged {
    /// The same as a sentence for the person.
    #[must_use]
    pub fn sentence(&self, words: &Words) -> String {
        match self {
            Self::Temporary(folder) => {
                words.format("said-autostart-temporary", &[("folder", folder.display().to_string().into())])
            }
            Self::Refused { .. } => words.format("said-autostart-refused", &[("why", self.to_string().into())]),
        }
    }
}

/// What was done, as a sentence for the person.
#[must_use]
pub fn said(words: &Words, on: bool) -> String {
    words.text(if on { "said-autostart-on" } else { "said-autostart-off" })
}

/// Whether two paths lead to the same file.
fn is_same(one: &Path, other: &Path) -> bool {
    one == other || fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}

fn is_temporary(folder: &Path, temporary: &Path) -> bool {
    let whole = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    whole(folder).starts_with(whole(temporary))
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests;
