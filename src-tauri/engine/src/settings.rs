//! The person's files: `settings.toml` and their own catalogue. Reads them, notices when they change, and keeps the last
//! good text of each that turns bad. What the keys mean is the core's.

mod own;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::tz::TimeZone;
use siaga_core::problem::Problem;
use siaga_core::provider::{Catalogue, OverlayFile};
use siaga_core::settings::Settings;
use siaga_core::wording::Language;

/// Largest file that is read, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// The person's files.
#[derive(Debug)]
pub struct Files {
    folder: Option<PathBuf>,
    seen: BTreeMap<PathBuf, Option<(SystemTime, u64)>>,
    good: Settings,
    good_overlays: Vec<OverlayFile>,
    problems: Vec<Problem>,
    language: Option<Language>,
    zone: Option<TimeZone>,
}

impl Files {
    /// The files of a folder, which need not exist.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        Self {
            folder: Some(folder.to_owned()),
            seen: BTreeMap::new(),
            good: Settings::default(),
            good_overlays: Vec::new(),
            problems: Vec::new(),
            language: None,
            zone: None,
        }
    }

    /// With this language, whatever settings and system say.
    #[must_use]
    pub const fn speaking(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// In this time zone, whatever the system says.
    #[must_use]
    pub fn living_in(mut self, zone: TimeZone) -> Self {
        self.zone = Some(zone);
        self
    }

    /// Reads everything. What is bad is left out and can be asked for by [`Files::problems`].
    pub fn load(&mut self) -> (Settings, Catalogue) {
        self.seen = self.look();
        self.problems.clear();
        let mut catalogue = self.catalogue();
        if let Some(file) = self.settings_file() {
            let name = file.display().to_string();
            match read(&file) {
                Ok(Some(text)) => match Settings::parse(&name, &text) {
                    Ok(settings) => self.good = settings,
                    Err(problem) => self.problems.push(problem),
                },
                Ok(None) => self.good = Settings::default(),
                Err(message) => self.problems.push(Problem { file: name, line: None, key: None, message }),
            }
        }
        self.problems.extend(self.good.check_against(&catalogue));
        self.problems.extend(self.good.check_zone(|name| TimeZone::get(name).is_ok()));
        // A product may have been renamed since the person wrote its settings.
        let current = |id: &str| catalogue.product(id).map_or_else(|| id.to_owned(), |product| product.id.clone());
        self.good.product = self.good.product.iter().map(|(id, own)| (current(id), own.clone())).collect();
        for (id, product) in &self.good.product {
            if let Some(components) = &product.components {
                catalogue.pick_components(id, components.clone());
            }
        }
        (self.good.clone(), catalogue)
    }

    /// The catalogue with the person's files laid over it, and nothing of their settings.
    pub fn whole_catalogue(&mut self) -> Catalogue {
        self.catalogue()
    }

    /// Whether a file has changed since the last [`Files::load`].
    #[must_use]
    pub fn changed(&self) -> bool {
        self.look() != self.seen
    }

    /// The last good settings.
    #[must_use]
    pub const fn good(&self) -> &Settings {
        &self.good
    }

    /// Where they are.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// What is wrong with the files.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Where the settings are read from, for a report.
    #[must_use]
    pub fn shown(&self) -> String {
        match self.settings_file() {
            Some(file) if file.exists() => file.display().to_string(),
            Some(file) => format!("{} (not there: defaults)", file.display()),
            None => "defaults".to_owned(),
        }
    }

    /// The language that these settings ask for; of itself, the system's.
    #[must_use]
    pub fn language(&self, settings: &Settings) -> Language {
        use siaga_core::settings::Language as Wanted;
        match (self.language, settings.language) {
            (Some(language), _) => language,
            (None, Wanted::En) => Language::English,
            (None, Wanted::Id) => Language::Indonesian,
            (None, Wanted::Auto) => Language::of_locale(&sys_locale::get_locale().unwrap_or_default()),
        }
    }

    /// The person's time zone.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        self.zone.clone().unwrap_or_else(TimeZone::system)
    }

    /// The time zone that the person's quiet hours are meant in. One that does not exist is reported when the settings
    /// are read; the system's stands in for it.
    #[must_use]
    pub fn quiet_zone(&self, settings: &Settings) -> TimeZone {
        match settings.quiet.zone.as_str() {
            "system" => self.zone(),
            name => TimeZone::get(name).unwrap_or_else(|_| self.zone()),
        }
    }

    fn settings_file(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join("settings.toml"))
    }

    /// The catalogue with the person's files laid over it. Of a file that has turned bad the last good text counts: an
    /// address that the person replaced must not come back with a slip of theirs, nor their own provider vanish.
    fn catalogue(&mut self) -> Catalogue {
        let mut overlays = self.overlays();
        let (catalogue, bad) = Catalogue::with_overlays(&overlays);
        let is_bad = |name: &str| bad.iter().any(|problem| problem.file == name);
        overlays.retain(|overlay| !is_bad(&overlay.name));
        let unread = self.problems.iter().chain(&bad).map(|problem| problem.file.as_str());
        let kept = |good: &&OverlayFile| unread.clone().any(|name| name == good.name);
        let whole = overlays.len();
        overlays.extend(self.good_overlays.iter().filter(kept).cloned());
        overlays.sort_by(|a, b| a.name.cmp(&b.name));
        let mut catalogue = if overlays.len() == whole { catalogue } else { Catalogue::with_overlays(&overlays).0 };
        // Without a good text it cannot be known which address the person wants: none is asked until the file is mended.
        for problem in self.problems.iter().chain(&bad) {
            let replaced = overlays.iter().any(|overlay| overlay.name == problem.file);
            if let Some(id) = Path::new(&problem.file).file_stem().and_then(|stem| stem.to_str())
                && !replaced
            {
                catalogue.leave_unread(id);
            }
        }
        self.good_overlays = overlays;
        self.problems.extend(bad);
        catalogue
    }

    fn overlays(&mut self) -> Vec<OverlayFile> {
        let mut overlays = Vec::new();
        for file in self.overlay_paths() {
            let name = file.display().to_string();
            match read(&file) {
                Ok(Some(text)) => overlays.push(OverlayFile { name, text }),
                Ok(None) => {}
                Err(message) => self.problems.push(Problem { file: name, line: None, key: None, message }),
            }
        }
        overlays
    }

    fn overlay_paths(&self) -> Vec<PathBuf> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let Ok(entries) = std::fs::read_dir(folder.join("catalogue")) else { return Vec::new() };
        let mut files: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .collect();
        files.sort();
        files
    }

    /// When each file was changed, and its length: two changes may fall into one tick of the file system's clock.
    fn look(&self) -> BTreeMap<PathBuf, Option<(SystemTime, u64)>> {
        let files = self.overlay_paths().into_iter().chain(self.settings_file());
        files
            .map(|file| {
                let seen = std::fs::metadata(&file).and_then(|data| Ok((data.modified()?, data.len()))).ok();
                (file, seen)
            })
            .collect()
    }
}

/// A file's text; none where there is no file; a sentence where there is one that cannot be read.
pub(crate) fn read(file: &Path) -> Result<Option<String>, String> {
    match std::fs::metadata(file) {
        Ok(data) if data.len() > LARGEST => return Err("larger than 1 MiB: this is no settings file".to_owned()),
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("cannot be read: {error}")),
    }
    std::fs::read_to_string(file).map(Some).map_err(|error| format!("cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(settings: &str) -> (tempfile::TempDir, Files) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("settings.toml"), settings).unwrap();
        let files = Files::of(folder.path());
        (folder, files)
    }

    #[test]
    fn a_bad_file_names_its_line_and_the_last_good_settings_stay() {
        let (folder, mut files) = folder("watch = [\"claude\"]\n");
        assert_eq!(files.load().0.watch, ["claude"]);
        std::fs::write(folder.path().join("settings.toml"), "watch = [\"claude\"]\nwatching = 3\n").unwrap();
        assert_eq!(files.load().0.watch, ["claude"]);
        let said = files.problems()[0].to_string();
        assert!(said.contains("settings.toml:2") && said.contains("watching"), "{said}");
        std::fs::write(folder.path().join("settings.toml"), "watch = [\"chatgpt\"]\n").unwrap();
        assert_eq!(files.load().0.watch, ["chatgpt"]);
        assert!(files.problems().is_empty());
    }

    #[test]
    fn an_overlay_that_turns_bad_leaves_its_last_good_text_in_use() {
        let (folder, mut files) = folder("");
        let overlays = folder.path().join("catalogue");
        std::fs::create_dir(&overlays).unwrap();
        let mirror = "feed = { url = \"https://mirror.example/summary.json\" }\n";
        let address =
            |catalogue: &Catalogue| catalogue.provider("openai").unwrap().feed.as_ref().unwrap().url.to_string();
        std::fs::write(overlays.join("openai.toml"), mirror).unwrap();
        assert_eq!(address(&files.load().1), "https://mirror.example/summary.json");
        for _ in 0..2 {
            for bad in ["nam = 3\n", "feed = {\n"] {
                std::fs::write(overlays.join("openai.toml"), format!("{mirror}{bad}")).unwrap();
                assert_eq!(address(&files.load().1), "https://mirror.example/summary.json", "{bad}");
                assert!(files.problems()[0].to_string().contains("openai.toml:2"), "{:?}", files.problems());
            }
        }
        std::fs::remove_file(overlays.join("openai.toml")).unwrap();
        let shipped = Catalogue::shipped();
        assert_eq!(address(&files.load().1), address(&shipped), "taken away on purpose");
        assert!(files.problems().is_empty());
        std::fs::write(overlays.join("openai.toml"), "nam = 3\n").unwrap();
        let (_, catalogue) = files.load();
        assert_eq!(catalogue.provider("openai").unwrap().feed, None, "nobody knows which address is wanted");
        assert!(catalogue.product("chatgpt").is_some());
    }

    #[test]
    fn settings_written_for_a_product_that_was_renamed_are_its_own() {
        let (folder, mut files) = folder("watch = [\"new-name\"]\n[product.old-name]\nthreshold = \"major_outage\"\n");
        std::fs::create_dir(folder.path().join("catalogue")).unwrap();
        let own = "id = \"mine\"\nname = \"Mine\"\nstatus_page = \"https://mine.example\"\n\
                   [[product]]\nid = \"new-name\"\nname = \"New\"\nformer_ids = [\"old-name\"]\nuses = [\"music\"]\n";
        std::fs::write(folder.path().join("catalogue/mine.toml"), own).unwrap();
        let (settings, _) = files.load();
        assert!(files.problems().is_empty(), "{:?}", files.problems());
        assert_eq!(settings.threshold_for("new-name"), siaga_core::observation::Status::MajorOutage);
    }

    #[test]
    fn a_folder_that_is_not_there_gives_the_defaults() {
        let mut files = Files::of(Path::new("/nonexistent/siaga"));
        assert_eq!(files.load().0, Settings::default());
        assert!(files.problems().is_empty() && !files.changed());
    }

    #[test]
    fn a_new_overlay_is_noticed() {
        let (folder, mut files) = folder("");
        files.load();
        assert!(!files.changed());
        std::fs::create_dir(folder.path().join("catalogue")).unwrap();
        std::fs::write(folder.path().join("catalogue/openai.toml"), "name = \"Other\"\n").unwrap();
        assert!(files.changed());
        let (_, catalogue) = files.load();
        assert_eq!(catalogue.provider("openai").unwrap().name, "Other");
    }
}
