//! A file that is turned over by size: `siaga.log`, and before it `siaga.log.1` to `siaga.log.4`, the oldest last.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::places::private_file;

/// Bytes of one file at most; a single longer entry stands alone.
const FILE_SIZE: u64 = 1024 * 1024;
/// Files, the newest included.
const FILES: u32 = 5;

/// Writes entries to the newest file. Each call of `write` is one entry and is never split.
#[derive(Debug)]
pub(super) struct Turnover {
    path: PathBuf,
    /// None after the file could not be opened again; the next entry tries once more.
    file: Option<File>,
    written: u64,
    limit: u64,
}

impl Turnover {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Self::with_limit(path, FILE_SIZE)
    }

    fn with_limit(path: &Path, limit: u64) -> io::Result<Self> {
        let mut turnover = Self { path: path.to_owned(), file: None, written: 0, limit };
        turnover.reopen()?;
        Ok(turnover)
    }

    fn reopen(&mut self) -> io::Result<&mut File> {
        let file = private_file().append(true).create(true).open(&self.path)?;
        self.written = file.metadata()?.len();
        Ok(self.file.insert(file))
    }

    fn turn_over(&mut self) {
        self.file = None; // Windows renames no open file.
        for number in (1..FILES).rev() {
            let from = if number == 1 { self.path.clone() } else { self.numbered(number - 1) };
            // A missing one is no fault, and one that can't be moved is written on: better long than lost.
            let _ = fs::rename(from, self.numbered(number));
        }
    }

    fn numbered(&self, number: u32) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(format!(".{number}"));
        name.into()
    }
}

impl Write for Turnover {
    fn write(&mut self, entry: &[u8]) -> io::Result<usize> {
        let length = entry.len() as u64;
        if self.written > 0 && self.written + length > self.limit {
            self.turn_over();
        }
        let file = match &mut self.file {
            Some(file) => file,
            None => self.reopen()?,
        };
        file.write_all(entry)?;
        self.written += length;
        Ok(entry.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(()) // Every entry is handed to the system at once.
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_files_are_kept_and_the_oldest_goes() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("siaga.log");
        let mut log = Turnover::with_limit(&path, 10).unwrap();
        for number in 0..20 {
            writeln!(log, "entry {number:02}").unwrap();
        }
        let mut names: Vec<_> =
            fs::read_dir(home.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, ["siaga.log", "siaga.log.1", "siaga.log.2", "siaga.log.3", "siaga.log.4"]);
        assert_eq!(fs::read_to_string(&path).unwrap(), "entry 19\n");
        assert_eq!(fs::read_to_string(home.path().join("siaga.log.4")).unwrap(), "entry 15\n");
    }

    #[test]
    fn a_file_is_filled_up_to_the_limit_and_not_past_it() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("siaga.log");
        let mut log = Turnover::with_limit(&path, 10).unwrap();
        for entry in ["12345", "67890", "x", "much longer than the limit", "y"] {
            assert_eq!(log.write(entry.as_bytes()).unwrap(), entry.len());
        }
        let read = |name: &str| fs::read_to_string(home.path().join(name)).unwrap();
        assert_eq!(read("siaga.log.3"), "1234567890");
        assert_eq!(read("siaga.log.2"), "x");
        assert_eq!(read("siaga.log.1"), "much longer than the limit");
        assert_eq!(read("siaga.log"), "y");
    }

    #[test]
    fn a_restart_goes_on_where_the_file_ended() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("siaga.log");
        for entry in ["12345", "67890", "next"] {
            Turnover::with_limit(&path, 10).unwrap().write_all(entry.as_bytes()).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "next");
        assert_eq!(fs::read_to_string(home.path().join("siaga.log.1")).unwrap(), "1234567890");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_person_reads_the_log() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("siaga.log");
        Turnover::open(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
