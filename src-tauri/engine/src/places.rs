//! Where things are kept: the folders of one person, and the files in them. Finding them touches no disk; making them
//! gives back what could not be made, because the agent also runs from memory.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Moves the folder of the settings.
pub const CONFIG_DIR: &str = "SIAGA_CONFIG_DIR";
/// Moves the folder of the database and the log.
pub const DATA_DIR: &str = "SIAGA_DATA_DIR";
/// Moves the folder of the socket and the lock.
pub const RUNTIME_DIR: &str = "SIAGA_RUNTIME_DIR";

/// The flags that move the folders, for every command.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
pub struct PlacesArgs {
    /// Folder of the settings (also SIAGA_CONFIG_DIR)
    #[arg(long, global = true, value_name = "DIR")]
    pub config_dir: Option<PathBuf>,
    /// Folder of the database and the log (also SIAGA_DATA_DIR)
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Folder of the socket and the lock (also SIAGA_RUNTIME_DIR)
    #[arg(long, global = true, value_name = "DIR")]
    pub runtime_dir: Option<PathBuf>,
}

/// The three folders of one person. Two agents with different places know nothing of each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// Settings, and the person's own catalogue files.
    pub config: PathBuf,
    /// Database and log.
    pub data: PathBuf,
    /// Socket and lock.
    pub runtime: PathBuf,
}

/// A folder that cannot be used, and why.
#[derive(Debug, thiserror::Error)]
#[error("{}: {why}", path.display())]
pub struct Unusable {
    /// The folder.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub why: io::Error,
}

impl Places {
    /// Finds the folders: a flag, else the environment, else the system's custom for `id.siaga.Siaga`. Without a home
    /// folder, a folder of this person's among the temporary files.
    #[must_use]
    pub fn find(args: &PlacesArgs) -> Self {
        Self::find_in(args, |name| env::var_os(name).filter(|value| !value.is_empty()))
    }

    /// The places of a person who moved none.
    #[cfg(windows)]
    pub(crate) fn custom() -> Self {
        Self::find_in(&PlacesArgs::default(), |_| None)
    }

    /// The folders that are not where the system's custom has them, by the flags that move them there.
    #[must_use]
    pub fn moved(&self) -> Vec<(&'static str, &Path)> {
        // Which folder is the session's own is no choice of the person's.
        let session = |name: &str| env::var_os(name).filter(|value| name == "XDG_RUNTIME_DIR" && !value.is_empty());
        let custom = Self::find_in(&PlacesArgs::default(), session);
        // A folder of the runtime that follows from the data's needs no flag of its own.
        let follows = self.runtime == self.data.join("run") && custom.runtime == custom.data.join("run");
        let mut moved: Vec<(&'static str, &Path)> = Vec::new();
        if self.config != custom.config {
            moved.push(("--config-dir", &self.config));
        }
        if self.data != custom.data {
            moved.push(("--data-dir", &self.data));
        }
        if self.runtime != custom.runtime && !follows {
            moved.push(("--runtime-dir", &self.runtime));
        }
        moved
    }

    /// The socket. Windows names a pipe by the person instead.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        self.runtime.join("siaga.sock")
    }

    /// Held by the one agent.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.runtime.join("agent.lock")
    }

    /// The agent's log.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.data.join("siaga.log")
    }

    /// The person's settings.
    #[must_use]
    pub fn settings_file(&self) -> PathBuf {
        self.config.join("settings.toml")
    }

    /// The database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.data.join("siaga.db")
    }

    /// 16 hex digits that stand for these places where a path can't.
    #[must_use]
    pub fn mark(&self) -> String {
        mark(self.runtime.as_os_str().as_encoded_bytes())
    }

    /// The environment that makes another program of Siaga use the same places.
    #[must_use]
    pub fn environment(&self) -> [(&'static str, &Path); 3] {
        [(CONFIG_DIR, &self.config), (DATA_DIR, &self.data), (RUNTIME_DIR, &self.runtime)]
    }

    /// Makes the folders, mode 0700; one that is there keeps the mode that the person gave it. Gives back those that
    /// cannot be written, and a runtime folder that others may write: nothing here is a reason not to run.
    #[must_use]
    pub fn create(&self) -> Vec<Unusable> {
        let mut unusable = Vec::new();
        for path in [&self.config, &self.data, &self.runtime] {
            let made = make(path).and_then(|()| if *path == self.runtime { is_private(path) } else { Ok(()) });
            if let Err(why) = made {
                unusable.push(Unusable { path: path.clone(), why });
            }
        }
        unusable
    }

    fn find_in(args: &PlacesArgs, variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let named = |flag: &Option<PathBuf>, name: &str| {
            // Children are started in other folders than ours, so what is handed on must not be relative.
            let path = flag.clone().or_else(|| variable(name).map(PathBuf::from))?;
            Some(std::path::absolute(&path).unwrap_or(path))
        };
        let custom = directories::ProjectDirs::from("id", "siaga", "Siaga");
        let (config, data) = match &custom {
            Some(custom) => (custom.config_dir().to_owned(), custom.data_dir().to_owned()),
            None => (without_home().join("config"), without_home().join("data")),
        };
        let config = named(&args.config_dir, CONFIG_DIR).unwrap_or(config);
        let data = named(&args.data_dir, DATA_DIR).unwrap_or(data);
        let runtime = named(&args.runtime_dir, RUNTIME_DIR).unwrap_or_else(|| {
            let session = variable("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
            match session {
                Some(session) if cfg!(target_os = "linux") => session.join("siaga"),
                Some(_) | None => data.join("run"),
            }
        });
        Self { config, data, runtime }
    }
}

/// 16 hex digits that stand for these bytes: FNV-1a, because it must stay the same over versions, and the standard
/// library's hash need not.
pub(crate) fn mark(bytes: &[u8]) -> String {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}

/// Options that make a file which only this person can read.
#[cfg(unix)]
pub(crate) fn private_file() -> fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = fs::OpenOptions::new();
    options.mode(0o600);
    options
}

/// Options for a file; the folders of a person's profile are closed to others already.
#[cfg(not(unix))]
pub(crate) fn private_file() -> fs::OpenOptions {
    fs::OpenOptions::new()
}

fn make(path: &Path) -> io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        folder.mode(0o700);
    }
    folder.create(path)?;
    // Permissions, a full disk and a read-only mount all show only when something is written.
    tempfile::tempfile_in(path).map(drop)
}

/// A folder of this person's among the temporary files, made and found to be theirs.
pub(crate) fn spare_folder() -> io::Result<PathBuf> {
    let folder = without_home();
    make(&folder).and_then(|()| is_private(&folder)).map(|()| folder)
}

#[cfg(unix)]
fn without_home() -> PathBuf {
    env::temp_dir().join(format!("siaga-{}", rustix::process::geteuid().as_raw()))
}

#[cfg(not(unix))]
fn without_home() -> PathBuf {
    env::temp_dir().join("siaga")
}

#[cfg(unix)]
fn is_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let found = fs::metadata(path)?;
    if found.uid() != rustix::process::geteuid().as_raw() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "this folder belongs to somebody else"));
    }
    if found.mode() & 0o022 != 0 {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "others may write in this folder: chmod 700 it"));
    }
    Ok(())
}

#[cfg(not(unix))]
fn is_private(_path: &Path) -> io::Result<()> {
    Ok(()) // Windows keeps no socket here; the pipe has an access list of its own.
}

/// Lets nobody but this person read a file. Where that fails the file is used all the same, and the log says so.
pub(crate) fn keep_private(file: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if let Err(error) = std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)) {
            tracing::warn!("{} could not be made private: {error}", file.display());
        }
    }
    // Elsewhere the folder's own access list does it.
    #[cfg(not(unix))]
    let _ = file;
}

#[cfg(test)]
pub(crate) fn in_folder(folder: &Path) -> Places {
    Places { config: folder.join("config"), data: folder.join("data"), runtime: folder.join("run") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(args: &PlacesArgs, variables: &[(&str, &str)]) -> Places {
        Places::find_in(args, |name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[cfg(unix)]
    #[test]
    fn a_flag_outranks_the_environment_and_that_outranks_the_custom() {
        let variables = [(CONFIG_DIR, "/env/config"), (DATA_DIR, "/env/data"), (RUNTIME_DIR, "/env/run")];
        let flags = PlacesArgs { data_dir: Some("/flag/data".into()), ..PlacesArgs::default() };
        let places = found(&flags, &variables);
        assert_eq!(places.config, Path::new("/env/config"));
        assert_eq!(places.data, Path::new("/flag/data"));
        assert_eq!(places.runtime, Path::new("/env/run"));
        assert_eq!(places.socket(), Path::new("/env/run/siaga.sock"));
        assert_eq!(places.settings_file(), Path::new("/env/config/settings.toml"));
        assert_eq!(places.log(), Path::new("/flag/data/siaga.log"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_runtime_folder_is_the_sessions_else_inside_the_data() {
        let none = PlacesArgs::default();
        let with = found(&none, &[(DATA_DIR, "/d"), ("XDG_RUNTIME_DIR", "/run/user/1000")]);
        assert_eq!(with.runtime, Path::new("/run/user/1000/siaga"));
        assert_eq!(found(&none, &[(DATA_DIR, "/d")]).runtime, Path::new("/d/run"));
        assert_eq!(found(&none, &[(DATA_DIR, "/d"), ("XDG_RUNTIME_DIR", "relative")]).runtime, Path::new("/d/run"));
    }

    #[test]
    fn the_mark_of_a_place_never_changes() {
        let mark = |runtime: &str| Places { runtime: runtime.into(), ..in_folder(Path::new("")) }.mark();
        assert_eq!(mark(""), "cbf29ce484222325");
        assert_eq!(mark("foobar"), "85944171f73967e8");
    }

    #[test]
    fn a_relative_place_is_made_absolute_because_children_run_elsewhere() {
        let args = PlacesArgs { config_dir: Some("here".into()), ..PlacesArgs::default() };
        assert!(found(&args, &[]).config.is_absolute());
    }

    #[cfg(unix)]
    #[test]
    fn new_folders_are_the_persons_alone() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let places = in_folder(&home.path().join("deep"));
        assert!(places.create().is_empty());
        for folder in [&places.config, &places.data, &places.runtime] {
            assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700, "{}", folder.display());
        }
        assert!(places.create().is_empty(), "folders that are there are used");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named_and_the_others_are_made() {
        let home = tempfile::tempdir().unwrap();
        let places = in_folder(home.path());
        fs::write(&places.data, "a file in its place").unwrap();
        let unusable = places.create();
        assert_eq!(unusable.len(), 1);
        assert_eq!(unusable[0].path, places.data);
        assert!(places.config.is_dir() && places.runtime.is_dir());
    }

    #[cfg(unix)]
    #[test]
    fn a_runtime_folder_that_others_may_write_is_named() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let places = in_folder(home.path());
        fs::create_dir(&places.runtime).unwrap();
        fs::set_permissions(&places.runtime, fs::Permissions::from_mode(0o777)).unwrap();
        let unusable = places.create();
        assert_eq!(unusable.len(), 1);
        assert!(unusable[0].to_string().contains("chmod 700"));
    }
}
