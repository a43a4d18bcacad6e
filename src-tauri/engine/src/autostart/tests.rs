//! What stands in the autostart folder, and what is made of it, in a folder of the test's.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use siaga_core::wording::Language;

use super::*;

struct Bench {
    folder: tempfile::TempDir,
    program: PathBuf,
    autostart: Autostart,
}

/// A program in a folder that is no temporary one: tests are built in such.
fn bench() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let program = env::current_exe().unwrap();
    let autostart = Autostart::at(entry(&folder), &program, Vec::new()).unwrap();
    Bench { folder, program, autostart }
}

fn entry(folder: &tempfile::TempDir) -> Entry {
    Entry { file: folder.path().join("autostart/siaga.desktop") }
}

/// As [`Autostart::turn`], whatever folder the tests are built in.
fn on(autostart: &Autostart) {
    autostart.entry.write(&autostart.command).unwrap();
}

#[test]
fn it_is_off_until_it_is_asked_for_and_off_again_after() {
    let Bench { autostart, folder, .. } = bench();
    let place = folder.path().join("autostart/siaga.desktop").display().to_string();
    let standing = |on| Standing { on: Some(on), place: place.clone(), note: None };
    assert_eq!(autostart.standing(), standing(false));
    autostart.turn(false).unwrap();
    assert!(!folder.path().join("autostart").exists(), "nothing is made to be taken away");
    on(&autostart);
    assert_eq!(autostart.standing(), standing(true));
    assert_eq!(fs::read_dir(folder.path().join("autostart")).unwrap().count(), 1, "nothing else is left behind");
    autostart.turn(false).unwrap();
    assert_eq!(autostart.standing(), standing(false));
}

#[test]
fn what_the_person_switched_off_is_off_until_they_ask_again() {
    let Bench { autostart, folder, .. } = bench();
    on(&autostart);
    let file = folder.path().join("autostart/siaga.desktop");
    let text = fs::read_to_string(&file).unwrap();
    for changed in [text.replace("enabled=true", "enabled=false"), text.clone() + "Hidden=true\n"] {
        fs::write(&file, changed).unwrap();
        let standing = autostart.standing();
        assert_eq!((standing.on, standing.note), (Some(false), Some(Note::SwitchedOff)));
    }
    on(&autostart);
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn a_program_that_is_gone_or_another_one_is_named() {
    let Bench { autostart, folder, program } = bench();
    let gone = folder.path().join("old version/siaga");
    on(&Autostart::at(entry(&folder), &gone, Vec::new()).unwrap());
    let standing = autostart.standing();
    assert_eq!((standing.on, &standing.note), (Some(false), &Some(Note::Gone(gone.clone()))));
    let said = standing.sentence(&Words::new(Language::English));
    assert!(said.starts_with("Off: ") && said.contains(&gone.display().to_string()), "{said}");

    fs::create_dir(gone.parent().unwrap()).unwrap();
    fs::write(&gone, "").unwrap();
    let standing = autostart.standing();
    assert_eq!((standing.on, standing.note), (Some(true), Some(Note::Other(gone))));

    let link = folder.path().join("siaga");
    std::os::unix::fs::symlink(&program, &link).unwrap();
    on(&Autostart::at(entry(&folder), &link, Vec::new()).unwrap());
    assert_eq!(autostart.standing().note, None, "a link to this program starts this program");
}

#[test]
fn what_cannot_be_read_or_understood_is_neither_on_nor_off() {
    let Bench { autostart, folder, .. } = bench();
    let file = folder.path().join("autostart/siaga.desktop");
    fs::create_dir_all(&file).unwrap();
    let standing = autostart.standing();
    assert_eq!(standing.on, None);
    assert!(standing.line().starts_with("autostart: cannot tell ("), "{}", standing.line());
    fs::remove_dir(&file).unwrap();
    fs::write(&file, "nonsense").unwrap();
    assert_eq!(autostart.standing().on, None);
}

#[test]
fn folders_of_ones_own_go_along() {
    let folder = tempfile::tempdir().unwrap();
    let moved = vec![("--data-dir", Path::new("/mnt/my data"))];
    let autostart = Autostart::at(entry(&folder), Path::new("/opt/siaga"), moved).unwrap();
    on(&autostart);
    let text = fs::read_to_string(folder.path().join("autostart/siaga.desktop")).unwrap();
    assert!(text.contains("\nExec=/opt/siaga agent --data-dir \"/mnt/my data\"\n"), "{text}");
}

#[test]
fn a_program_in_a_temporary_folder_is_refused() {
    let temporary = tempfile::tempdir().unwrap();
    let inside = temporary.path().join("mount/usr/bin");
    fs::create_dir_all(&inside).unwrap();
    assert!(is_temporary(&inside, temporary.path()));
    assert!(!is_temporary(Path::new("/usr/bin"), temporary.path()));
    let link = temporary.path().join("link");
    std::os::unix::fs::symlink("/usr/bin", &link).unwrap();
    assert!(!is_temporary(&link, temporary.path()), "what it leads to counts");
}

#[test]
fn a_folder_that_may_not_be_written_is_said() {
    let Bench { autostart, folder, .. } = bench();
    fs::write(folder.path().join("autostart"), "a file in its place").unwrap();
    let why = autostart.entry.write(&autostart.command).unwrap_err();
    let refused = Unchanged::Refused { place: autostart.entry.shown(), why };
    let said = refused.sentence(&Words::new(Language::English));
    assert!(said.contains("siaga.desktop: "), "{said}");
    assert_eq!(fs::metadata(folder.path().join("autostart")).unwrap().permissions().mode() & 0o111, 0);
}
