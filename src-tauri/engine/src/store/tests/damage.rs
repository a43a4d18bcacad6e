//! Files that are damaged, not ours, or cannot be: they are put aside, and the agent goes on.

use super::*;

#[test]
fn a_file_of_nothing_is_a_new_one() {
    let (_folder, path) = file();
    std::fs::write(&path, "").unwrap();
    assert_eq!(Store::open(&path, now()).unwrap().condition(), &Condition::Sound);
}

#[test]
fn garbage_is_put_aside_with_its_journal_and_a_fresh_file_made() {
    let (folder, path) = file();
    std::fs::write(&path, vec![b'x'; 5000]).unwrap();
    std::fs::write(folder.path().join("siaga.db-wal"), "journal").unwrap();
    let mut store = Store::open(&path, now()).unwrap();
    let aside = folder.path().join("siaga.db.damaged-20260312T090000Z");
    assert_eq!(store.condition(), &Condition::Fresh(aside.clone()));
    assert_eq!(std::fs::read(&aside).unwrap(), vec![b'x'; 5000]);
    let journal = folder.path().join("siaga.db.damaged-20260312T090000Z-wal");
    assert_eq!(std::fs::read_to_string(journal).unwrap(), "journal");
    full(&mut store);
    drop(store);
    assert_eq!(Store::open(&path, now()).unwrap().condition(), &Condition::Sound);
}

#[test]
fn a_file_cut_anywhere_is_put_aside() {
    let (_folder, path) = file();
    let mut store = Store::open(&path, now()).unwrap();
    full(&mut store);
    drop(store);
    let whole = std::fs::read(&path).unwrap();
    assert!(whole.len() > 8 * 4096, "{}", whole.len());
    for length in (512..whole.len()).step_by(512) {
        let (_folder, path) = file();
        std::fs::write(&path, &whole[..length]).unwrap();
        let mut store = Store::open(&path, now()).unwrap();
        assert!(matches!(store.condition(), Condition::Fresh(_)), "{length}: {:?}", store.condition());
        full(&mut store);
    }
}

#[test]
fn a_page_of_noise_anywhere_never_stops_the_agent() {
    let (_folder, path) = file();
    let mut store = Store::open(&path, now()).unwrap();
    full(&mut store);
    drop(store);
    let whole = std::fs::read(&path).unwrap();
    for page in 0..whole.len() / 4096 {
        let (_folder, path) = file();
        let mut noisy = whole.clone();
        noisy[page * 4096..(page + 1) * 4096].fill(0xa5);
        std::fs::write(&path, noisy).unwrap();
        let store = Store::open(&path, now()).unwrap();
        assert!(store.load().is_ok(), "page {page}: {:?}", store.condition());
        assert!(!matches!(store.condition(), Condition::Memory(_)), "page {page}: {:?}", store.condition());
    }
}

#[test]
fn a_database_of_another_make_is_put_aside() {
    let table = [
        ("of our version, without our tables", "PRAGMA user_version = 1; CREATE TABLE other (x);"),
        ("of no version, with a table of our name", "CREATE TABLE product (x);"),
        ("of a version below zero", "PRAGMA user_version = -3; CREATE TABLE product (x);"),
    ];
    for (what, sql) in table {
        let (_folder, path) = file();
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let store = Store::open(&path, now()).unwrap();
        assert!(matches!(store.condition(), Condition::Fresh(_)), "{what}: {:?}", store.condition());
        assert!(store.load().is_ok(), "{what}");
    }
}

#[test]
fn where_no_file_can_be_it_runs_from_memory_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().join("not/there.db"), folder.path().to_owned()] {
        let mut store = Store::open(&path, now()).unwrap();
        assert!(matches!(store.condition(), Condition::Memory(why) if !why.is_empty()), "{:?}", store.condition());
        full(&mut store);
        assert_eq!(store.load().unwrap().memory.told.entries().count(), 1);
    }
}

#[cfg(unix)]
#[test]
fn only_the_person_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = file();
    let mut store = Store::open(&path, now()).unwrap();
    full(&mut store);
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", entry.file_name());
    }
}
