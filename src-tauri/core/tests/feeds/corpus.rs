//! Where the captured feeds are, which are not part of the project, and what their index says of each. Without them
//! there is nothing to do, and the tests say so.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Once;

use crate::files;

/// One captured document.
pub(crate) struct Capture {
    /// Its folder and name, as in the index.
    pub(crate) file: String,
    /// What the index says that it shows.
    pub(crate) state: String,
    pub(crate) bytes: Vec<u8>,
}

/// Every captured document, in the order of the index; nothing where there is no folder of them. A file without a line
/// in the index, or a line without its file, is an error.
pub(crate) fn captures() -> Option<Vec<Capture>> {
    let folder = folder()?;
    let index = fs::read_to_string(folder.join("INDEX.tsv")).unwrap();
    let mut found = Vec::new();
    for line in index.lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(file), Some(_), Some(state)) = (columns.next(), columns.next(), columns.next()) else {
            panic!("a line of the index without a state: {line}");
        };
        let bytes = fs::read(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        found.push(Capture { file: file.to_owned(), state: state.to_owned(), bytes });
    }
    let places = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let there: usize = places.map(|place| files(&place).len()).sum();
    assert_eq!(found.len(), there, "files without a line in the index");
    assert!(!found.is_empty());
    Some(found)
}

/// The folder of captured feeds. One that was named and is not there is an error.
fn folder() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("SIAGA_FEEDS") {
        let folder = PathBuf::from(named);
        assert!(folder.is_dir(), "SIAGA_FEEDS names {}, which is no folder", folder.display());
        return Some(folder);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/feeds");
    if folder.is_dir() {
        return Some(folder);
    }
    // Past the test harness, which shows what passing tests print to nobody; and once for all tests here.
    static SAID: Once = Once::new();
    SAID.call_once(|| drop(writeln!(std::io::stderr(), "captures: not run")));
    None
}
