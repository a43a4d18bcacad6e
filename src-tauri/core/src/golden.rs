//! Files that tests of the core compare with or look into. The one door to the disk, and only tests have it.
//!
//! `SIAGA_BLESS=1` writes what a test made in place of what it finds; read the difference before you keep it.
#![allow(clippy::disallowed_methods, reason = "tests read and refresh files of the project; the library reads none")]

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The project's own folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Whether a file of the project is what was made; makes it so under `SIAGA_BLESS=1`.
pub(crate) fn check(file: &str, made: &str) {
    let path = root().join(file);
    if env::var_os("SIAGA_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, made).unwrap();
    }
    let there = read(&path).unwrap_or_default();
    assert!(there == made, "{file} is out of date: SIAGA_BLESS=1 rewrites it. It should be:\n{made}");
}

/// The text of a file, without the line ends of another system.
pub(crate) fn read(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok().map(|text| text.replace("\r\n", "\n"))
}

/// Every file of these endings below a folder of the project, in order; none where there is no such folder.
pub(crate) fn below(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if path.is_dir() {
                open.push(path);
            } else if endings.contains(&ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A captured feed: from `SIAGA_FEEDS`, else from `../shared/feeds` beside the checkout. None where there are none.
pub(crate) fn captured(file: &str) -> Option<Vec<u8>> {
    let named = env::var_os("SIAGA_FEEDS").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| root().join("../shared/feeds"));
    folder.is_dir().then(|| fs::read(folder.join(file)).unwrap())
}

/// A list that stands beside the captured feeds, in `../reference`. None where there is none: nothing depends on it.
pub(crate) fn reference(file: &str) -> Option<Vec<u8>> {
    let named = env::var_os("SIAGA_FEEDS").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| root().join("../shared/feeds"));
    fs::read(folder.join("../reference").join(file)).ok()
}
