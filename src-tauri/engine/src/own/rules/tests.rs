use serde_json::json;
use siaga_core::wording::Language;

use super::*;

fn desk(text: Option<&str>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    if let Some(text) = text {
        std::fs::write(folder.path().join("settings.toml"), text).unwrap();
    }
    folder
}

fn text(desk: &tempfile::TempDir) -> String {
    std::fs::read_to_string(desk.path().join("settings.toml")).unwrap_or_default()
}

fn changed(before: &str, key: &str, value: Option<&Json>) -> (String, Option<Json>) {
    let desk = desk(Some(before));
    let written = set(desk.path(), &Catalogue::shipped(), key, value);
    let written = written.unwrap_or_else(|error| panic!("{key}: {error:?}"));
    (text(&desk), written.before)
}

fn refusal(before: &str, key: &str, value: &Json) -> String {
    let desk = desk(Some(before));
    let error = set(desk.path(), &Catalogue::shipped(), key, Some(value)).expect_err(key);
    assert_eq!(text(&desk), before, "{key} = {value}: nothing is written");
    error.sentence(&Words::new(Language::English))
}

#[test]
fn a_value_is_written_in_its_place_and_the_rest_stays() {
    let table: &[(&str, &str, Json, &str)] = &[
        ("", "notify.threshold", json!("major_outage"), "[notify]\nthreshold = \"major_outage\"\n"),
        ("# mine\n", "notify.ceiling", json!(3), "# mine\n\n[notify]\nceiling = 3\n"),
        ("# mine\n", "language", json!("id"), "# mine\n\nlanguage = \"id\"\n"),
        (
            "watch = [\"claude\"] # all I use\n\n# loud\n[notify] # here\nceiling = 5 # a day\n# below\n",
            "notify.ceiling",
            json!(7),
            "watch = [\"claude\"] # all I use\n\n# loud\n[notify] # here\nceiling = 7 # a day\n# below\n",
        ),
        (
            "[notify]\nceiling = 5 # a day\n\n# later\n[quiet]\nsummary = false\n",
            "notify.maintenance",
            json!(true),
            "[notify]\nceiling = 5 # a day\nmaintenance = true\n\n# later\n[quiet]\nsummary = false\n",
        ),
        ("notify.ceiling = 5\n", "notify.maintenance", json!(true), "notify.ceiling = 5\nnotify.maintenance = true\n"),
        ("notify = { ceiling = 5 }\n", "notify.ceiling", json!(0), "notify = { ceiling = 0 }\n"),
        (
            "[product.github]\nthreshold = \"major_outage\"\n",
            "product.chatgpt.loudness",
            json!("off"),
            "[product.github]\nthreshold = \"major_outage\"\n\n[product.chatgpt]\nloudness = \"off\"\n",
        ),
        (
            "[quiet]\nhours = [\n  \"22:00-07:00\", # nights\n]\n",
            "quiet.hours",
            json!(["22:00-06:00", "sat-sun 00:00-24:00"]),
            "[quiet]\nhours = [\"22:00-06:00\", \"sat-sun 00:00-24:00\"]\n",
        ),
        ("", "quiet.zone", json!("Asia/Jakarta"), "[quiet]\nzone = \"Asia/Jakarta\"\n"),
        ("", "product.chatgpt.components", json!(["a", "b"]), "[product.chatgpt]\ncomponents = [\"a\", \"b\"]\n"),
        ("", "notify.reminder", json!("1h"), "[notify]\nreminder = \"1h\"\n"),
    ];
    for (before, key, value, after) in table {
        assert_eq!(changed(before, key, Some(value)).0, *after, "{key} in {before:?}");
    }
}

#[test]
fn what_stood_there_is_answered_and_puts_it_back() {
    for (before, key, value) in [
        ("[notify]\nthreshold = \"degraded\" # all\n", "notify.threshold", json!("major_outage")),
        ("[quiet]\nhours = [\"22:00-07:00\"]\n", "quiet.hours", json!([])),
        ("", "notify.ceiling", json!(3)),
        ("notify.enabled = false\n", "notify.enabled", json!(true)),
        ("[product.claude]\nloudness = \"off\"\n", "product.claude.loudness", json!("must-know")),
    ] {
        let desk = desk(Some(before));
        let catalogue = Catalogue::shipped();
        let written = set(desk.path(), &catalogue, key, Some(&value)).unwrap();
        set(desk.path(), &catalogue, key, written.before.as_ref()).unwrap();
        assert_eq!(text(&desk), before, "{key}");
    }
}

#[test]
fn a_value_taken_away_leaves_comments_and_no_empty_table() {
    for (before, key, after) in [
        ("[notify]\nceiling = 3\n", "notify.ceiling", ""),
        (
            "[notify]\n# few\nceiling = 3 # a day\n# more\nenabled = false\n",
            "notify.ceiling",
            "[notify]\n# few\n# more\nenabled = false\n",
        ),
        (
            "# top\n[notify]\nceiling = 3\n\n[quiet]\nsummary = false\n",
            "notify.ceiling",
            "# top\n[notify]\n\n[quiet]\nsummary = false\n",
        ),
        ("notify = { ceiling = 3, enabled = false }\n", "notify.ceiling", "notify = { enabled = false }\n"),
        ("notify.ceiling = 3\nlanguage = \"id\"\n", "notify.ceiling", "language = \"id\"\n"),
        (
            "[quiet]\nhours = [\n  \"22:00-07:00\",\n] # nights\nsummary = false\n",
            "quiet.hours",
            "[quiet]\nsummary = false\n",
        ),
        (
            "[product.claude]\nloudness = \"off\"\n[product.codex]\nloudness = \"off\"\n",
            "product.claude.loudness",
            "[product.codex]\nloudness = \"off\"\n",
        ),
    ] {
        assert_eq!(changed(before, key, None).0, after, "{key} in {before:?}");
    }
    let (after, before) = changed("language = \"id\"\n", "notify.ceiling", None);
    assert_eq!((after.as_str(), before), ("language = \"id\"\n", None), "what is not there is not taken away");
}

#[test]
fn a_product_is_found_under_its_former_name_in_the_file() {
    let folder = desk(Some("[product.old-name]\nthreshold = \"major_outage\"\n"));
    let own = "id = \"mine\"\nname = \"Mine\"\nstatus_page = \"https://mine.example\"\n\
               [[product]]\nid = \"new-name\"\nname = \"New\"\nformer_ids = [\"old-name\"]\nuses = [\"music\"]\n";
    std::fs::create_dir(folder.path().join("catalogue")).unwrap();
    std::fs::write(folder.path().join("catalogue/mine.toml"), own).unwrap();
    let (_, catalogue) = crate::settings::Files::of(folder.path()).load();
    set(folder.path(), &catalogue, "product.new-name.loudness", Some(&json!("quiet"))).unwrap();
    assert_eq!(text(&folder), "[product.old-name]\nthreshold = \"major_outage\"\nloudness = \"quiet\"\n");
}

#[test]
fn a_bad_value_is_answered_with_what_is_allowed() {
    for (key, value, said) in [
        ("notify.threshold", json!("operational"), "notify.threshold: one of \"degraded\""),
        ("notify.threshold", json!(null), "notify.threshold: a text, a number"),
        ("notify.threshold", json!({"a": 1}), "notify.threshold: a text, a number"),
        ("notify.ceiling", json!(-1), "notify.ceiling: a number from 0"),
        ("notify.ceiling", json!("many"), "notify.ceiling: a number from 0"),
        ("notify.reminder", json!("5m"), "notify.reminder: \"off\", or seconds or a text"),
        ("notify.loudness", json!("off"), "notify.loudness: unknown field"),
        ("notify", json!("off"), "notify is a group of settings"),
        ("product.claude.loudness", json!("loud"), "product.claude.loudness: unknown variant `loud`, expected one of"),
        ("product.claude.components", json!([]), "product.claude.components: at least one component"),
        ("product.claud.loudness", json!("off"), "no product is called \"claud\"; nearest: claude"),
        ("quiet.hours", json!(["22-7"]), "quiet.hours: times such as"),
        ("quiet.zone", json!("Asia/Djakarta-Kota"), "quiet.zone: there is no time zone"),
        ("silence", json!([]), "silence is no setting"),
        ("a..b", json!(1), "a..b is no setting"),
        ("", json!(1), " is no setting"),
        ("notify.ceiling.most", json!(1), "notify.ceiling.most"),
        ("watch", json!(["claud"]), "watch: no product is called \"claud\""),
    ] {
        let answer = refusal("[notify]\nceiling = 3\n", key, &value);
        assert!(answer.starts_with(said), "{key} = {value}: {answer}");
    }
}

#[test]
fn a_file_that_was_broken_by_hand_is_not_touched_and_its_line_is_named() {
    for (before, line) in [("[notify\n", 1), ("language = \"id\"\nwacth = []\n", 2), ("[quiet]\n\nhours = 3\n", 3)] {
        let answer = refusal(before, "notify.ceiling", &json!(3));
        assert!(answer.contains(&format!("settings.toml:{line}: ")), "{before:?}: {answer}");
    }
    let (mended, _) = changed("[notify]\nceiling = \"many\"\n", "notify.ceiling", Some(&json!(3)));
    assert_eq!(mended, "[notify]\nceiling = 3\n", "but what mends it is written");
}

#[test]
fn what_is_doubtful_elsewhere_stands_in_nobodys_way() {
    let (after, _) = changed("watch = [\"claud\"]\n", "notify.ceiling", Some(&json!(3)));
    assert_eq!(after, "watch = [\"claud\"]\n\n[notify]\nceiling = 3\n");
}

fn silence(product: Option<&str>, title: Option<&str>, until: &str) -> SilenceSettings {
    SilenceSettings {
        product: product.map(Into::into),
        provider: None,
        component: None,
        title: title.map(Into::into),
        until: until.parse().unwrap(),
        note: None,
    }
}

const NOW: &str = "2026-11-22T05:00:00Z";
const LATER: &str = "2027-01-31T11:00:00Z";

#[test]
fn silences_come_and_go_one_by_one() {
    let (folder, catalogue) = (desk(Some("# mine\nlanguage = \"id\" # ours\n")), Catalogue::shipped());
    let now = NOW.parse().unwrap();
    let (first, second) = (silence(Some("github"), Some("co\"pilot"), LATER), silence(Some("claude"), None, LATER));
    add_silence(folder.path(), &catalogue, &first, now).unwrap();
    add_silence(folder.path(), &catalogue, &second, now).unwrap();
    let both = text(&folder);
    assert!(both.starts_with("# mine\nlanguage = \"id\" # ours\n"), "{both}");
    let (settings, _) = crate::settings::Files::of(folder.path()).load();
    assert_eq!(settings.silence, [first.clone(), second.clone()]);
    let commented = both.replacen("[[silence]]", "# the first\n[[silence]] # here", 1);
    std::fs::write(folder.path().join("settings.toml"), format!("{commented}# the end\n[quiet]\nsummary = false\n"))
        .unwrap();
    remove_silence(folder.path(), &catalogue, &first).unwrap();
    let one = text(&folder);
    assert_eq!(crate::settings::Files::of(folder.path()).load().0.silence, std::slice::from_ref(&second));
    for kept in ["# mine\n", "# the first\n", "# the end\n[quiet]\nsummary = false\n"] {
        assert!(one.contains(kept), "{kept:?} in {one}");
    }
    let gone = remove_silence(folder.path(), &catalogue, &first).unwrap_err();
    assert_eq!(gone.sentence(&Words::new(Language::English)), "There is no such silence any more.");
    remove_silence(folder.path(), &catalogue, &second).unwrap();
    assert!(!text(&folder).contains("silence"), "{}", text(&folder));
}

#[test]
fn a_list_of_silences_written_in_one_line_is_one_too() {
    let line = format!("silence = [{{ product = \"github\", until = \"{LATER}\" }}]\n");
    let (folder, catalogue) = (desk(Some(&line)), Catalogue::shipped());
    let second = silence(Some("claude"), None, LATER);
    add_silence(folder.path(), &catalogue, &second, NOW.parse().unwrap()).unwrap();
    assert_eq!(crate::settings::Files::of(folder.path()).load().0.silence.len(), 2);
    remove_silence(folder.path(), &catalogue, &second).unwrap();
    assert_eq!(text(&folder), line);
}

#[test]
fn a_silence_that_could_hold_nothing_back_is_refused() {
    let (folder, catalogue) = (desk(None), Catalogue::shipped());
    let long = "x".repeat(301);
    for (wrong, said) in [
        (silence(None, None, LATER), "Say what it is about"),
        (silence(Some("claude"), None, NOW), "It would end in the past"),
        (silence(Some("claude"), Some(" "), LATER), "One of its texts is empty"),
        (silence(Some("claude"), Some(&long), LATER), "One of its texts is empty or too long"),
        (silence(Some("claud"), None, LATER), "silence.product: no product is called \"claud\""),
    ] {
        let error = add_silence(folder.path(), &catalogue, &wrong, NOW.parse().unwrap()).unwrap_err();
        let answer = error.sentence(&Words::new(Language::English));
        assert!(answer.starts_with(said), "{answer}");
    }
    assert_eq!(text(&folder), "");
}

#[test]
fn words_of_the_command_line_become_values() {
    let one = |word: &str| vec![word.to_owned()];
    for (key, words, value) in [
        ("notify.threshold", one("major_outage"), json!("major_outage")),
        ("notify.ceiling", one("3"), json!(3)),
        ("notify.maintenance", one("true"), json!(true)),
        ("notify.reminder", one("1h"), json!("1h")),
        ("quiet.zone", one("Asia/Jakarta"), json!("Asia/Jakarta")),
        ("quiet.hours", one("22:00-07:00"), json!(["22:00-07:00"])),
        ("quiet.hours", one("[]"), json!([])),
        (
            "quiet.hours",
            vec!["22:00-07:00".into(), "sat 00:00-24:00".into()],
            json!(["22:00-07:00", "sat 00:00-24:00"]),
        ),
        ("product.github.components", one("abc"), json!(["abc"])),
        ("language", one("\"id\""), json!("id")),
    ] {
        assert_eq!(value_of(key, &words), value, "{key} {words:?}");
    }
}
