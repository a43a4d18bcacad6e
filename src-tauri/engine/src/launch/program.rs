//! Where the programs of Siaga are: beside the one that runs, in the places that a package gives them, else in PATH.

use std::env;
use std::path::{Path, PathBuf};

/// One program and where to look for it.
#[derive(Debug)]
pub(super) struct Program {
    /// Its name, for people and in PATH.
    pub(super) name: &'static str,
    /// Paths to try, seen from the folder of the program that runs.
    beside: &'static [&'static str],
}

/// The agent. On Windows it has a binary without a console, on macOS a bundle of its own.
pub(super) const AGENT: Program = Program {
    name: "siaga",
    beside: if cfg!(windows) {
        &["siaga-agent.exe", "siaga.exe"]
    } else if cfg!(target_os = "macos") {
        &["../Library/LoginItems/Siaga Agent.app/Contents/MacOS/siaga", "siaga"]
    } else {
        &["siaga"]
    },
};

/// The window. On macOS the agent sits in a bundle inside the window's.
pub(super) const WINDOW: Program = Program {
    name: "siaga-desktop",
    beside: if cfg!(windows) {
        &["siaga-desktop.exe"]
    } else if cfg!(target_os = "macos") {
        &["siaga-desktop", "../../../../../MacOS/siaga-desktop"]
    } else {
        &["siaga-desktop"]
    },
};

impl Program {
    pub(super) fn find(&self) -> Option<PathBuf> {
        let own = env::current_exe().ok();
        let folder = own.as_deref().and_then(Path::parent);
        let path = env::var_os("PATH").unwrap_or_default();
        self.find_in(folder, env::split_paths(&path))
    }

    fn find_in(&self, folder: Option<&Path>, path: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
        let beside = folder.into_iter().flat_map(|folder| self.beside.iter().map(move |place| folder.join(place)));
        // An empty or relative entry of PATH means the folder that happens to be current: not ours to trust.
        let name = format!("{}{}", self.name, env::consts::EXE_SUFFIX);
        let in_path = path.filter(|folder| folder.is_absolute()).map(|folder| folder.join(&name));
        beside.chain(in_path).find(|candidate| is_program(candidate))
    }
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn put(folder: &Path, mode: u32) -> PathBuf {
        let path = folder.join("siaga");
        fs::write(&path, "#!/bin/sh\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path
    }

    #[test]
    fn the_neighbour_comes_before_path_and_a_file_that_cannot_run_does_not_count() {
        let (here, first, second) =
            (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = || [PathBuf::new(), first.path().into(), second.path().into()].into_iter();
        assert_eq!(AGENT.find_in(Some(here.path()), path()), None);
        put(first.path(), 0o644);
        let in_path = put(second.path(), 0o755);
        assert_eq!(AGENT.find_in(Some(here.path()), path()), Some(in_path));
        let beside = put(here.path(), 0o755);
        assert_eq!(AGENT.find_in(Some(here.path()), path()), Some(beside));
    }
}
