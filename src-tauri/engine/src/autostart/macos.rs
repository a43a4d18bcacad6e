//! A launch agent of the person's, started by `launchd` at login. Whether they have switched it off in the system's
//! settings is not known to a program that is not asked for it: the file alone counts.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::{Content, plist};
use crate::own::write_file;

/// What `launchd` calls it, and the name of its file.
const LABEL: &str = "id.siaga.Siaga.agent";

/// The entry of one person.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    file: PathBuf,
}

impl Entry {
    pub(super) fn of_the_person() -> Option<Self> {
        let folder = directories::BaseDirs::new()?.home_dir().join("Library/LaunchAgents");
        Some(Self { file: folder.join(format!("{LABEL}.plist")) })
    }

    pub(super) fn shown(&self) -> String {
        self.file.display().to_string()
    }

    pub(super) fn read(&self) -> io::Result<Content> {
        match fs::read_to_string(&self.file) {
            Ok(text) => Ok(plist::content(&text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Content::Absent),
            Err(error) => Err(error),
        }
    }

    pub(super) fn write(&self, command: &[String]) -> io::Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        write_file(&self.file, &plist::text(LABEL, command))
    }

    pub(super) fn remove(&self) -> io::Result<()> {
        match fs::remove_file(&self.file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }
}
