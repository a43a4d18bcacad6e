//! One agent per person: a lock on a file, held as long as the agent lives and let go by the system when it dies. This
//! module does not judge who should win; the first one does.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::places::{Places, private_file, spare_folder};

/// Proof that no other agent runs in these places, as far as the system can tell.
#[derive(Debug)]
pub struct Lock {
    /// None where no file could be locked at all.
    file: Option<File>,
    path: Option<PathBuf>,
}

/// Another agent runs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("siaga runs already{}{}", pid.map(|pid| format!(" as process {pid}")).unwrap_or_default(), socket.as_ref().map(|path| format!(", at {path}")).unwrap_or_default())]
pub struct Taken {
    /// Its process; absent where the file could not be read (Windows: a locked file is closed to others).
    pub pid: Option<u32>,
    /// Where it listens.
    pub socket: Option<String>,
    /// The file that it holds.
    pub path: PathBuf,
}

impl Lock {
    /// Takes the lock, or says who has it.
    ///
    /// A runtime folder that cannot be written does not stop an agent: then a file in the data folder stands for it,
    /// then one among the temporary files, named after the place. Every agent tries them in the same order, so two with
    /// the same places meet at the same file. Where none can be locked the agent runs without ([`Lock::is_held`]): two
    /// notifications are better than none.
    ///
    /// # Errors
    /// [`Taken`] when another agent holds it.
    pub fn take(places: &Places) -> Result<Self, Taken> {
        for path in candidates(places) {
            let Ok(mut file) = private_file().read(true).write(true).create(true).truncate(false).open(&path) else {
                continue;
            };
            match try_for_a_moment(&file) {
                Ok(()) => {
                    // Whoever is refused reads this. Not being able to write it (a full disk) harms nobody else.
                    let _ = write_holder(&mut file, places);
                    return Ok(Self { file: Some(file), path: Some(path) });
                }
                Err(TryLockError::WouldBlock) => {
                    let (pid, socket) = read_holder(&mut file);
                    return Err(Taken { pid, socket, path });
                }
                Err(TryLockError::Error(_)) => {} // A file system without locks; the next may have them.
            }
        }
        Ok(Self { file: None, path: None })
    }

    /// Asks, without keeping it, whether the lock could be taken now.
    #[must_use]
    pub fn is_free(places: &Places) -> bool {
        for path in candidates(places) {
            let Ok(file) = File::open(&path) else { continue };
            // Shared, so that two who ask at once do not mistake each other for an agent.
            match file.try_lock_shared() {
                Ok(()) => return true,
                Err(TryLockError::WouldBlock) => return false,
                Err(TryLockError::Error(_)) => {}
            }
        }
        true
    }

    /// False where no file could be locked.
    #[must_use]
    pub const fn is_held(&self) -> bool {
        self.file.is_some()
    }

    /// The locked file.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

fn candidates(places: &Places) -> impl Iterator<Item = PathBuf> {
    let spare = || spare_folder().ok().map(|folder| folder.join(format!("{}.lock", places.mark())));
    // The spare folder is made only when the others have failed.
    [places.lock(), places.data.join("agent.lock")].into_iter().chain(std::iter::once_with(spare).flatten())
}

/// [`Lock::is_free`] holds a shared lock for an instant; an agent that starts in that instant must not give up.
#[expect(clippy::disallowed_methods, reason = "50 ms at most, when a second agent starts: there is nothing else to do")]
fn try_for_a_moment(file: &File) -> Result<(), TryLockError> {
    for _ in 0..5 {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(10)),
            other => return other,
        }
    }
    file.try_lock()
}

fn write_holder(file: &mut File, places: &Places) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    write!(file, "{}\n{}\n", std::process::id(), places.socket().display())?;
    file.flush()
}

fn read_holder(file: &mut File) -> (Option<u32>, Option<String>) {
    let mut text = String::new();
    if file.take(8192).read_to_string(&mut text).is_err() {
        return (None, None);
    }
    let mut lines = text.lines();
    let pid = lines.next().and_then(|line| line.trim().parse().ok());
    (pid, lines.next().map(str::to_owned).filter(|path| !path.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::in_folder;

    #[test]
    fn a_second_agent_is_told_where_the_first_runs() {
        let home = tempfile::tempdir().unwrap();
        let places = in_folder(home.path());
        assert!(places.create().is_empty());
        assert!(Lock::is_free(&places));

        let first = Lock::take(&places).unwrap();
        assert!(first.is_held());
        assert!(!Lock::is_free(&places));
        let taken = Lock::take(&places).unwrap_err();
        assert_eq!(taken.path, places.lock());
        #[cfg(unix)]
        {
            assert_eq!(taken.pid, Some(std::process::id()));
            assert_eq!(taken.socket.as_deref(), places.socket().to_str());
            assert!(taken.to_string().contains(&std::process::id().to_string()));
        }

        drop(first);
        assert!(Lock::is_free(&places));
        assert!(Lock::take(&places).unwrap().is_held(), "a dead agent's file is no obstacle");
    }

    #[test]
    fn without_a_runtime_folder_the_data_folder_holds_the_lock() {
        let home = tempfile::tempdir().unwrap();
        let places = in_folder(home.path());
        std::fs::create_dir(&places.data).unwrap();
        std::fs::write(&places.runtime, "a file in its place").unwrap();
        let first = Lock::take(&places).unwrap();
        assert_eq!(first.path(), Some(places.data.join("agent.lock").as_path()));
        assert!(Lock::take(&places).is_err());
        assert!(!Lock::is_free(&places));
    }

    #[test]
    fn with_no_folder_at_all_there_is_still_one_agent() {
        let home = tempfile::tempdir().unwrap();
        let places = in_folder(&home.path().join("nowhere"));
        let first = Lock::take(&places).unwrap();
        assert!(first.is_held());
        assert!(Lock::take(&places).is_err());
        let spare = first.path().unwrap().to_owned();
        drop(first);
        std::fs::remove_file(spare).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn the_lock_file_is_the_persons_alone() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let places = in_folder(home.path());
        assert!(places.create().is_empty());
        let _lock = Lock::take(&places).unwrap();
        assert_eq!(std::fs::metadata(places.lock()).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
