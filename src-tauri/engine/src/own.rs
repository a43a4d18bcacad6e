//! The person's own providers and what they watch, as files: catalogue files are made and put aside, `settings.toml` is
//! edited in place with its comments. A running engine notices changed files by itself.
//!
//! Every file is written beside its place, mode 0600, and then takes it at once. Finding out what is published at an
//! address is [`look`]'s.

pub mod look;
pub mod plan;
mod settings;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use siaga_core::problem::Problem;
use siaga_core::provider::own::{NewProvider, NotAdded, OwnFile};
use siaga_core::provider::{Catalogue, comes_with_siaga};
use siaga_core::wording::Words;

/// What is put behind the name of a file whose provider was taken away.
const REMOVED: &str = "removed";

/// Why the person's files stay as they are.
#[derive(Debug)]
pub enum Unchanged {
    /// The address, or the wish, is not one.
    NotAdded(NotAdded),
    /// The settings are not right, so that nothing can be written into them.
    Settings(Box<Problem>),
    /// The provider comes with Siaga; the person's file that changes it, where there is one.
    Shipped {
        /// Its name.
        name: String,
        /// The overlay.
        overlay: Option<PathBuf>,
    },
    /// No provider of the person's own is called so.
    Unknown {
        /// What was asked for.
        id: String,
        /// Those that there are.
        own: Vec<String>,
    },
    /// No product is called so; the sentence names the nearest.
    NoProduct(String),
    /// The system refused.
    NotWritten {
        /// Which file.
        file: PathBuf,
        /// What it said.
        why: io::Error,
    },
}

impl Unchanged {
    /// The same as a sentence for the person.
    #[must_use]
    pub fn sentence(&self, words: &Words) -> String {
        let shown = |file: &Path| file.display().to_string();
        match self {
            Self::NotAdded(why) => why.sentence(words),
            Self::Settings(problem) => problem.to_string(),
            Self::Shipped { name, overlay: None } => words.format("own-shipped", &[("name", name.as_str().into())]),
            Self::Shipped { name, overlay: Some(file) } => {
                let args = [("name", name.as_str().into()), ("file", shown(file).into())];
                words.format("own-shipped-overlay", &args)
            }
            Self::Unknown { id, own } if own.is_empty() => words.format("own-unknown", &[("id", id.as_str().into())]),
            Self::Unknown { id, own } => {
                let args = [("id", id.as_str().into()), ("ids", own.join(", ").into())];
                words.format("own-unknown-among", &args)
            }
            Self::NoProduct(sentence) => sentence.clone(),
            Self::NotWritten { file, why } => {
                let args = [("file", shown(file).into()), ("why", why.to_string().into())];
                words.format("own-not-written", &args)
            }
        }
    }
}

/// A provider that was taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// Its name, else its id.
    pub name: String,
    /// Where its file is kept.
    pub kept: PathBuf,
}

/// Makes a provider of the person's own, and watches its product if `watched`. `config` is the folder of the settings.
///
/// # Errors
/// [`Unchanged`]; then nothing was written.
pub fn add(config: &Path, catalogue: &Catalogue, new: &NewProvider<'_>, watched: bool) -> Result<OwnFile, Unchanged> {
    let folder = config.join("catalogue");
    // A file that is not right is not in the catalogue, and must not be written over.
    let taken = |id: &str| file_of(&folder, id).symlink_metadata().is_ok();
    let own = new.file(catalogue, taken).map_err(Unchanged::NotAdded)?;
    let settings = match watched {
        true => Some(settings::watching(config, |id| id == own.id, &own.id, true)?),
        false => None,
    };
    let file = file_of(&folder, &own.id);
    make_private(&folder)
        .and_then(|()| write_file(&file, &own.text))
        .map_err(|why| Unchanged::NotWritten { file, why })?;
    if let Some(settings) = settings {
        settings.write()?;
    }
    Ok(own)
}

/// Takes a provider of the person's own away: its file is put aside, and its products leave the watch list.
///
/// # Errors
/// [`Unchanged`]; then nothing was written.
pub fn remove(config: &Path, catalogue: &Catalogue, id: &str) -> Result<Removed, Unchanged> {
    let folder = config.join("catalogue");
    let known = catalogue.provider(id);
    let id = known.map_or(id, |provider| provider.id.as_str());
    let file = file_of(&folder, id);
    let is_file = is_plain(id) && file.is_file();
    if comes_with_siaga(id) {
        let name = known.map_or(id, |provider| provider.name.as_str()).to_owned();
        return Err(Unchanged::Shipped { name, overlay: is_file.then_some(file) });
    }
    if !is_file {
        let own = catalogue.providers().iter().filter(|provider| provider.own).map(|provider| provider.id.clone());
        return Err(Unchanged::Unknown { id: id.to_owned(), own: own.collect() });
    }
    let products: Vec<&str> =
        known.map(|provider| provider.products.iter().map(|product| product.id.as_str()).collect()).unwrap_or_default();
    // What cannot be edited is left alone: a product that nobody knows is named there, and that is all.
    let settings = settings::watching(config, |one| products.contains(&one) || one == id, id, false).ok();
    let kept = file.with_extension(format!("toml.{REMOVED}"));
    fs::rename(&file, &kept).map_err(|why| Unchanged::NotWritten { file: kept.clone(), why })?;
    if let Some(settings) = settings {
        settings.write()?;
    }
    Ok(Removed { name: known.map_or(id, |provider| provider.name.as_str()).to_owned(), kept })
}

/// Writes into the settings whether the person uses a product, and gives its name.
///
/// # Errors
/// [`Unchanged`]; then nothing was written.
pub fn watch(config: &Path, catalogue: &Catalogue, product: &str, watched: bool) -> Result<String, Unchanged> {
    let Some(known) = catalogue.product(product) else {
        return Err(Unchanged::NoProduct(catalogue.no_product(product)));
    };
    let is_it = |id: &str| catalogue.product(id).is_some_and(|one| one.id == known.id);
    settings::watching(config, is_it, &known.id, watched)?.write()?;
    Ok(known.name.clone())
}

fn file_of(folder: &Path, id: &str) -> PathBuf {
    folder.join(format!("{id}.toml"))
}

/// A name that stays in its folder.
fn is_plain(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Makes a folder that only this person can open, mode 0700, unless it is there.
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// Writes a file of the person's, mode 0600, whole or not at all. A link stays one: what it leads to is replaced.
///
/// # Errors
/// What the system says; the file is then as it was.
pub fn write_file(file: &Path, text: &str) -> io::Result<()> {
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let folder = file.parent().unwrap_or(Path::new("."));
    // Made with mode 0600, and under a name that no file of the catalogue has.
    let mut beside = tempfile::Builder::new().prefix(".siaga-").suffix(".part").tempfile_in(folder)?;
    beside.write_all(text.as_bytes())?;
    beside.as_file().sync_all()?;
    beside.persist(&file).map(drop).map_err(|error| error.error)
}

#[cfg(test)]
mod tests;
