//! The laws of this house that a compiler does not see. Each names the files that break it.
#![allow(clippy::unwrap_used)] // A file of the checkout that cannot be read is a failed test.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// A file longer than this holds two things.
const LINES: usize = 500;

/// Folders that are made and not written.
const MADE: [&str; 6] = ["target", "node_modules", "dist", "gen", "binaries", ".git"];

fn root() -> PathBuf {
    let xtask = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&xtask).parent().unwrap().to_path_buf()
}

/// The written files under `folder`, by their endings, with their text; paths are from the root of the checkout.
fn written(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    fn walk(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            if path.is_dir() {
                if !MADE.iter().any(|made| name == *made) {
                    walk(&path, endings, found);
                }
            } else if endings.iter().any(|ending| name.to_string_lossy().ends_with(ending)) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), endings, &mut found);
    found.sort();
    let named = |path: PathBuf| {
        let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
        (name, String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned())
    };
    found.into_iter().map(named).collect()
}

fn named_as_dependency(manifest: &str, is: impl Fn(&str) -> bool) -> bool {
    let mut in_dependencies = false;
    manifest.lines().map(str::trim).any(|line| {
        if let Some(header) = line.strip_prefix('[') {
            let header = header.trim_end_matches(']');
            in_dependencies = header.ends_with("dependencies");
            // A dependency may also be a table of its own: [dependencies.tauri]
            return header.rsplit_once("dependencies.").is_some_and(|(_, name)| is(name));
        }
        let key = line.split(['=', '.', ' ']).next().unwrap_or_default().trim_matches('"');
        let renamed = line.split("package = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        in_dependencies && (is(key) || is(renamed))
    })
}

#[test]
fn only_the_window_names_tauri() {
    let is_tauri = |name: &str| name == "tauri" || name.starts_with("tauri-");
    let manifests = written("", &["Cargo.toml"]);
    let names: Vec<&str> = manifests
        .iter()
        .filter(|(_, manifest)| named_as_dependency(manifest, is_tauri))
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(names, ["src-tauri/Cargo.toml"]);
}

#[test]
fn a_dependency_is_found_however_it_is_written() {
    let is = |name: &str| name == "tauri";
    for manifest in [
        "[dependencies]\ntauri = \"2\"",
        "[dependencies]\ntauri.workspace = true",
        "[target.'cfg(unix)'.dependencies]\ntauri={ version = \"2\" }",
        "[workspace.dependencies]\nshell = { package = \"tauri\", version = \"2\" }",
        "[dev-dependencies.tauri]\nversion = \"2\"",
    ] {
        assert!(named_as_dependency(manifest, is), "{manifest}");
    }
    assert!(!named_as_dependency("[features]\ntauri = []\n[dependencies]\nserde = \"1\"", is));
}

#[test]
fn the_mind_depends_on_nothing_that_does() {
    let hands =
        ["tokio", "reqwest", "hyper", "rusqlite", "zbus", "notify-rust", "ksni", "open", "directories", "siaga-engine"];
    let manifest = fs::read_to_string(root().join("src-tauri/core/Cargo.toml")).unwrap();
    let found: Vec<&str> =
        hands.into_iter().filter(|hand| named_as_dependency(&manifest, |name| name == *hand)).collect();
    assert!(found.is_empty(), "siaga-core depends on {found:?}");
}

/// What a person gets must not be able to end where a variable says.
#[test]
fn only_the_crash_test_is_built_with_places_to_end_at() {
    let name = concat!("fail", "points");
    let manifest = fs::read_to_string(root().join("src-tauri/engine/Cargo.toml")).unwrap();
    let off = manifest.contains(&format!("\n{name} = []\n"));
    assert!(off && !manifest.contains("\ndefault = ["), "a feature by itself, and never on by default");
    let naming: Vec<String> = written("", &["Cargo.toml", ".rs", ".json", ".yml", ".yaml"])
        .into_iter()
        .filter(|(path, text)| !path.starts_with("src-tauri/engine/") && text.contains(name))
        .map(|(path, _)| path)
        .collect();
    let allowed =
        ["tests/failpoint.rs", "tests/kill.rs", "tests/main.rs", "tests/support/home.rs", "xtask/src/test.rs"];
    assert_eq!(naming, allowed);
}

#[test]
fn the_page_builds_no_html_from_text() {
    let forbidden = ["{@html", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser"];
    let broken: Vec<String> = written("ui/src", &[".ts", ".js", ".svelte"])
        .into_iter()
        // A test may look at the HTML that came out; it shows none to anybody.
        .filter(|(path, _)| !path.contains(".test."))
        .flat_map(|(path, text)| {
            forbidden.into_iter().filter(move |word| text.contains(word)).map(move |word| format!("{path}: {word}"))
        })
        .collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn one_file_of_the_page_knows_tauri() {
    let broken: Vec<String> = written("ui/src", &[".ts", ".js", ".svelte"])
        .into_iter()
        .filter(|(path, text)| {
            path != "ui/src/lib/host.ts" && !path.contains(".test.") && text.contains("@tauri-apps/")
        })
        .map(|(path, _)| path)
        .collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn no_file_is_longer_than_two_screens_of_thought() {
    let long: Vec<String> = written("", &[".rs", ".ts", ".svelte"])
        .into_iter()
        // What a test writes is for nobody to read through.
        .filter(|(path, _)| !path.ends_with(".gen.ts"))
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LINES)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "over {LINES} lines, a split is due along a noun of the design: {long:#?}");
}

#[test]
fn no_test_is_left_out() {
    let forbidden =
        [concat!("#[", "ignore"), concat!("it.", "skip("), concat!("describe.", "skip("), concat!("test.", "skip(")];
    let broken: Vec<String> = written("", &[".rs", ".ts"])
        .into_iter()
        .flat_map(|(path, text)| {
            forbidden.into_iter().filter(move |word| text.contains(word)).map(move |word| format!("{path}: {word}"))
        })
        .collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

/// A format that nobody fuzzes is read on trust.
#[test]
fn every_format_has_a_fuzz_target_and_fixtures() {
    let formats = fs::read_to_string(root().join("src-tauri/core/src/feed/format/mod.rs")).unwrap();
    let names: Vec<&str> =
        formats.split("#[serde(rename = \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(names.len() > 30, "{names:?}");
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
    for name in names {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "fuzz/Cargo.toml has no target {name}");
        let fixtures = root().join("src-tauri/core/tests/feeds").join(name);
        assert!(
            fs::read_dir(&fixtures).is_ok_and(|mut files| files.next().is_some()),
            "{} is empty",
            fixtures.display()
        );
    }
}
