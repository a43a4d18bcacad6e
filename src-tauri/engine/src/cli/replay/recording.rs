//! The recordings that a person names: files and folders, and whose each is. What cannot be read is left out, with a
//! sentence that names it; the rest goes on.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use siaga_core::observation::Observation;
use siaga_core::provider::{Catalogue, Provider};
use siaga_core::replay::{Timeline, Track, belongs_to, captured_at, read};

/// Largest file that is read, in bytes: years of one page's history.
const LARGEST: u64 = 64 * 1024 * 1024;

/// One recording: a history, or documents captured one after the other.
struct Recording {
    name: String,
    /// Whose it is, as the person says or as it shows.
    provider: Option<String>,
    what: What,
}

enum What {
    History(Observation),
    Captures(Vec<(jiff::Timestamp, Observation)>),
}

/// What is to be replayed for each of these providers, and what could not be read, a sentence each.
pub(super) fn tracks(files: &[String], catalogue: &Catalogue, providers: &[&Provider]) -> (Vec<Track>, Vec<String>) {
    let mut wrong = Vec::new();
    let mut recordings: Vec<Recording> =
        files.iter().filter_map(|file| recording(file, catalogue, providers, &mut wrong)).collect();
    allot(&mut recordings, providers, &mut wrong);
    let mut tracks: Vec<Track> = Vec::new();
    for recording in recordings {
        let Some(id) = &recording.provider else { continue };
        let Some(provider) = providers.iter().find(|provider| provider.id == *id) else {
            wrong.push(format!("{}: none of the products is of {id}", recording.name));
            continue;
        };
        let mut timeline = Timeline::default();
        let place = tracks.iter().position(|track| track.provider.id == *id);
        let timeline = match place {
            Some(place) => &mut tracks[place].timeline,
            None => &mut timeline,
        };
        match recording.what {
            What::History(observation) => {
                if let Err(error) = timeline.add_history(&observation) {
                    wrong.push(format!("{}: {error}", recording.name));
                    continue;
                }
            }
            What::Captures(captures) => {
                for (at, observation) in captures {
                    timeline.add_capture(at, observation);
                }
            }
        }
        if place.is_none() {
            let timeline = std::mem::take(timeline);
            tracks.push(Track { provider: (*provider).clone(), timeline });
        }
    }
    (tracks, wrong)
}

/// Gives the one that does not tell whose it is to the one provider of which nothing else is there.
fn allot(recordings: &mut [Recording], providers: &[&Provider], wrong: &mut Vec<String>) {
    let has = |provider: &&&Provider| recordings.iter().any(|known| known.provider.as_ref() == Some(&provider.id));
    let without: Vec<String> =
        providers.iter().filter(|provider| !has(provider)).map(|provider| provider.id.clone()).collect();
    let mut unclear: Vec<&mut Recording> =
        recordings.iter_mut().filter(|recording| recording.provider.is_none()).collect();
    match (&without[..], &mut unclear[..]) {
        ([provider], [recording]) => recording.provider = Some(provider.clone()),
        (_, unclear) => {
            for recording in unclear {
                let ids: Vec<&str> = providers.iter().map(|provider| provider.id.as_str()).collect();
                let (name, first) = (&recording.name, ids.first().copied().unwrap_or_default());
                wrong.push(format!(
                    "{name}: it does not tell whose it is; write {first}={name} or another of {}",
                    ids.join(", ")
                ));
            }
        }
    }
}

fn recording(file: &str, catalogue: &Catalogue, providers: &[&Provider], wrong: &mut Vec<String>) -> Option<Recording> {
    let named = file.split_once('=').filter(|_| !Path::new(file).exists());
    let (said, path) = match named {
        Some((id, path)) => {
            let Some(provider) = catalogue.provider(id) else {
                wrong.push(format!("{file}: there is no provider {id}; `siaga provider list` names them"));
                return None;
            };
            (Some(provider.id.clone()), Path::new(path))
        }
        None => (None, Path::new(file)),
    };
    let shows = |bytes: &[u8], observation: &Observation| {
        said.clone().or_else(|| belongs_to(providers, bytes, observation).map(|provider| provider.id.clone()))
    };
    let name = path.display().to_string();
    if path.is_dir() {
        return captures(path, &shows, wrong).map(|(provider, captures)| Recording {
            name,
            provider,
            what: What::Captures(captures),
        });
    }
    let (bytes, observation) = document(path, wrong)?;
    Some(Recording { name, provider: shows(&bytes, &observation), what: What::History(observation) })
}

type Captures = (Option<String>, Vec<(jiff::Timestamp, Observation)>);

/// The documents of a folder, by the dates in their names.
fn captures(
    folder: &Path,
    shows: &dyn Fn(&[u8], &Observation) -> Option<String>,
    wrong: &mut Vec<String>,
) -> Option<Captures> {
    let shown = folder.display();
    let paths: Vec<PathBuf> = match std::fs::read_dir(folder) {
        Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()).collect(),
        Err(error) => {
            wrong.push(format!("{shown}: cannot be read: {error}"));
            return None;
        }
    };
    let mut dated: Vec<(jiff::Timestamp, PathBuf)> = Vec::new();
    let mut undated = 0_usize;
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        match captured_at(name) {
            Some(at) => dated.push((at, path)),
            None => undated += 1,
        }
    }
    if dated.is_empty() {
        wrong.push(format!(
            "{shown}: no file in it has a date in its name, such as 2026-05-01T064113Z; a history is given by its file"
        ));
        return None;
    }
    if undated > 0 {
        wrong.push(format!("{shown}: {undated} files without a date in their names are left out"));
    }
    dated.sort();
    let mut provider = None;
    let mut captures = Vec::new();
    for (at, path) in dated {
        let Some((bytes, observation)) = document(&path, wrong) else { continue };
        provider = provider.or_else(|| shows(&bytes, &observation));
        captures.push((at, observation));
    }
    (!captures.is_empty()).then_some((provider, captures))
}

fn document(path: &Path, wrong: &mut Vec<String>) -> Option<(Vec<u8>, Observation)> {
    let shown = path.display();
    let mut bytes = Vec::new();
    let opened = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    if let Err(error) = opened {
        wrong.push(format!("{shown}: cannot be read: {error}"));
        return None;
    }
    if bytes.len() as u64 > LARGEST {
        wrong.push(format!("{shown}: larger than 64 MiB"));
        return None;
    }
    match read(&bytes) {
        Ok(observation) => Some((bytes, observation)),
        Err(error) => {
            wrong.push(format!("{shown}: {error}"));
            None
        }
    }
}
