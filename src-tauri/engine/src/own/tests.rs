use super::*;
use crate::settings::Files;
use siaga_core::feed::Format;
use siaga_core::provider::Feed;
use url::Url;

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new(settings: Option<&str>) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        if let Some(settings) = settings {
            fs::write(desk.path("settings.toml"), settings).unwrap();
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn settings(&self) -> String {
        fs::read_to_string(self.path("settings.toml")).unwrap_or_default()
    }

    fn catalogue(&self) -> Catalogue {
        let mut files = Files::of(self.folder.path());
        let (_, catalogue) = files.load();
        assert!(files.problems().is_empty(), "{:?}", files.problems());
        catalogue
    }

    fn add(&self, feed: &str, id: Option<&str>, watched: bool) -> Result<OwnFile, Unchanged> {
        let feed = Feed { format: Format::Statuspage, url: Url::parse(feed).unwrap(), internal: false };
        let new = NewProvider { feed, name: Some("Example"), page: None, components: &[], id };
        add(self.folder.path(), &Catalogue::shipped(), &new, watched)
    }
}

const FEED: &str = "https://status.example.com/api/v2/summary.json";

#[test]
fn a_provider_is_added_watched_and_taken_away_again() {
    let desk = Desk::new(None);
    let own = desk.add(FEED, None, true).unwrap();
    assert_eq!((own.id.as_str(), own.name.as_str()), ("example", "Example"));
    let defaults = siaga_core::settings::Settings::default().watch;
    let (settings, catalogue) = Files::of(desk.folder.path()).load();
    assert_eq!(settings.watch, [defaults, vec!["example".to_owned()]].concat(), "the default list was written out");
    assert!(catalogue.provider("example").unwrap().own);
    let removed = remove(desk.folder.path(), &catalogue, "example").unwrap();
    assert_eq!(removed, Removed { name: "Example".into(), kept: desk.path("catalogue/example.toml.removed") });
    assert!(removed.kept.is_file() && desk.catalogue().provider("example").is_none());
    assert!(!desk.settings().contains("example"), "{}", desk.settings());
}

#[cfg(unix)]
#[test]
fn what_is_written_is_the_persons_alone_and_a_link_stays_a_link() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new(None);
    let elsewhere = desk.path("dotfiles.toml");
    fs::write(&elsewhere, "language = \"id\"\n").unwrap();
    std::os::unix::fs::symlink(&elsewhere, desk.path("settings.toml")).unwrap();
    desk.add(FEED, None, true).unwrap();
    let mode = |name: &str| fs::metadata(desk.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("catalogue"), mode("catalogue/example.toml"), mode("settings.toml")), (0o700, 0o600, 0o600));
    assert!(desk.path("settings.toml").symlink_metadata().unwrap().is_symlink());
    assert!(fs::read_to_string(elsewhere).unwrap().contains("\"example\""));
    let names: Vec<_> = fs::read_dir(desk.path("catalogue")).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(names, ["example.toml"]);
}

#[test]
fn settings_are_edited_where_they_stand_and_nothing_else_in_them_moves() {
    let table = [
        ("", "watch = [\"chatgpt\", \"claude\", \"gemini\", \"ms-copilot\", \"example\"]\n"),
        ("watch = []\n", "watch = [\"example\"]\n"),
        ("watch = [\"claude\"] # mine\n", "watch = [\"claude\", \"example\"] # mine\n"),
        (
            "# top\nwatch = [ 'claude' ]\n\n[poll] # often\ncalm = 60\n",
            "# top\nwatch = [ 'claude', \"example\" ]\n\n[poll] # often\ncalm = 60\n",
        ),
        (
            "watch = [\n  \"claude\", # for letters\n  \"github\", # for code\n]\nlanguage = \"id\"\n",
            "watch = [\n  \"claude\", # for letters\n  \"github\", # for code\n  \"example\",\n]\nlanguage = \"id\"\n",
        ),
        ("watch = [\n  \"claude\" # for letters\n]\n", "watch = [\n  \"claude\", # for letters\n  \"example\"\n]\n"),
        ("watch = [\"claude\",\n  \"github\"]\n", "watch = [\"claude\",\n  \"github\", \"example\"]\n"),
        (
            "# all mine\n[poll]\ncalm = 60\n",
            "watch = [\"chatgpt\", \"claude\", \"gemini\", \"ms-copilot\", \"example\"]\n# all mine\n[poll]\ncalm = 60\n",
        ),
        ("watch = [\"example\"]\n", "watch = [\"example\"]\n"),
    ];
    for (before, after) in table {
        let desk = Desk::new(Some(before));
        desk.add(FEED, None, true).unwrap();
        assert_eq!(desk.settings(), after, "{before}");
    }
}

#[test]
fn a_product_is_watched_and_not_by_whatever_id_it_stands_there() {
    let desk = Desk::new(Some("watch = [\n  \"chatgpt\",\n  \"claude\", # mine\n]\n"));
    let catalogue = Catalogue::shipped();
    let set = |product: &str, watched: bool| watch(desk.folder.path(), &catalogue, product, watched);
    assert_eq!(set("chatgpt", false).unwrap(), "ChatGPT");
    assert_eq!(desk.settings(), "watch = [\n  \"claude\", # mine\n]\n");
    set("chatgpt", false).unwrap();
    set("claude", true).unwrap();
    assert_eq!(desk.settings(), "watch = [\n  \"claude\", # mine\n]\n");
    set("github", true).unwrap();
    assert_eq!(Files::of(desk.folder.path()).load().0.watch, ["claude", "github"]);
    set("claude", false).unwrap();
    set("github", false).unwrap();
    assert_eq!(Files::of(desk.folder.path()).load().0.watch, Vec::<String>::new());
    assert!(matches!(set("chatgtp", true), Err(Unchanged::NoProduct(sentence)) if sentence.contains("chatgpt")));
    let fresh = Desk::new(None);
    watch(fresh.folder.path(), &catalogue, "github", false).unwrap();
    assert!(!fresh.path("settings.toml").exists(), "there was nothing to change");
}

#[test]
fn what_goes_takes_its_own_comment_and_no_other() {
    let table = [
        ("[\"github\"]", "[]"),
        ("[ \"github\", \"claude\" ]", "[ \"claude\" ]"),
        ("[ \"claude\", \"github\" ]", "[ \"claude\" ]"),
        ("[\"claude\", \"github\",]", "[\"claude\",]"),
        ("[\"claude\", \"github\", \"grok\"]", "[\"claude\", \"grok\"]"),
        ("[\n  \"a\", # one\n  \"github\", # two\n  \"c\", # three\n]", "[\n  \"a\", # one\n  \"c\", # three\n]"),
        ("[\n  \"a\", # one\n  \"github\", # two\n]", "[\n  \"a\", # one\n]"),
        ("[\n  \"a\", # one\n  \"github\" # two\n]", "[\n  \"a\" # one\n]"),
        ("[ # mine\n  \"github\", # two\n  \"c\", # three\n]", "[ # mine\n  \"c\", # three\n]"),
        ("[\n  \"github\", # two\n]", "[\n]"),
    ];
    for (before, after) in table {
        let desk = Desk::new(Some(&format!("watch = {before} # end\n")));
        watch(desk.folder.path(), &Catalogue::shipped(), "github", false).unwrap();
        assert_eq!(desk.settings(), format!("watch = {after} # end\n"), "{before}");
    }
}

#[test]
fn settings_that_are_not_right_are_named_and_nothing_is_written() {
    for (settings, place) in
        [("watch = [\n", ":1"), ("language = \"id\"\nwatch = 3\n", ":2"), ("[watch]\nx = 1\n", ":1")]
    {
        let desk = Desk::new(Some(settings));
        let Err(Unchanged::Settings(problem)) = desk.add(FEED, None, true) else { panic!("{settings}") };
        assert!(problem.to_string().contains(&format!("settings.toml{place}")), "{problem}");
        assert!(!desk.path("catalogue").exists(), "{settings}");
        desk.add(FEED, None, false).unwrap();
        assert_eq!(desk.settings(), settings);
    }
    let odd = Desk::new(Some("watch = [\"claude\"]\nnonsense = 1\n"));
    odd.add(FEED, None, true).unwrap();
    assert_eq!(odd.settings(), "watch = [\"claude\", \"example\"]\nnonsense = 1\n", "what is wrong elsewhere stays");
}

#[test]
fn a_file_that_is_not_right_is_never_written_over_and_can_be_taken_away() {
    let desk = Desk::new(Some("watch = [\"example\", \"claude\"]\n"));
    fs::create_dir(desk.path("catalogue")).unwrap();
    fs::write(desk.path("catalogue/example.toml"), "nam = 3\n").unwrap();
    assert_eq!(desk.add(FEED, None, false).unwrap().id, "example-2");
    assert!(matches!(desk.add("https://other.example/s.json", Some("example"), false), Err(Unchanged::NotAdded(_))));
    let removed = remove(desk.folder.path(), &Catalogue::shipped(), "example").unwrap();
    assert_eq!(fs::read_to_string(removed.kept).unwrap(), "nam = 3\n");
    assert_eq!(desk.settings(), "watch = [\"claude\"]\n");
}

#[test]
fn only_ones_own_providers_are_taken_away() {
    let desk = Desk::new(None);
    fs::create_dir(desk.path("catalogue")).unwrap();
    fs::write(desk.path("catalogue/openai.toml"), "name = \"Other\"\n").unwrap();
    fs::write(desk.path("settings.toml"), "").unwrap();
    let refused = |id: &str| remove(desk.folder.path(), &desk.catalogue(), id).unwrap_err();
    assert!(
        matches!(refused("openai"), Unchanged::Shipped { overlay: Some(file), .. } if file.ends_with("openai.toml"))
    );
    assert!(matches!(refused("anthropic"), Unchanged::Shipped { overlay: None, .. }));
    for id in ["example", "../settings", "", "a/b"] {
        assert!(matches!(refused(id), Unchanged::Unknown { own, .. } if own.is_empty()), "{id}");
    }
    desk.add(FEED, None, false).unwrap();
    assert!(matches!(refused("exampel"), Unchanged::Unknown { own, .. } if own == ["example"]));
    assert!(desk.path("settings.toml").exists() && desk.path("catalogue/openai.toml").exists());
}
