use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::alert::{Alert, Loudness, Reason, Severity};
use crate::golden;
use crate::observation::Status;

/// The messages of a file: key, and all that stands behind it.
fn messages(language: Language) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut key = String::new();
    for line in language.source().lines() {
        let (start, rest) = line.split_once(" =").unwrap_or((line, ""));
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            key = start.to_owned();
            assert_eq!(found.insert(key.clone(), rest.to_owned()), None, "{key} stands twice in {}", language.code());
        } else if line.starts_with([' ', '}']) {
            found.entry(key.clone()).or_default().push_str(line);
        }
    }
    found
}

/// The names that a message is filled in with.
fn fillings(pattern: &str) -> BTreeSet<&str> {
    let names = pattern.split('$').skip(1);
    names.map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default()).collect()
}

#[test]
fn both_files_are_read_to_the_end() {
    for language in Language::ALL {
        let resource = FluentResource::try_new(language.source().to_owned());
        assert!(resource.is_ok(), "{}: {:?}", language.code(), resource.err().map(|(_, errors)| errors));
        let words = Words::new(language);
        for key in messages(language).keys() {
            assert!(words.bundle.get_message(key).is_some_and(|message| message.value().is_some()), "{key}");
        }
    }
}

#[test]
fn both_languages_have_the_same_keys_filled_in_with_the_same_names() {
    let (english, indonesian) = (messages(Language::English), messages(Language::Indonesian));
    assert_eq!(english.keys().collect::<Vec<_>>(), indonesian.keys().collect::<Vec<_>>());
    for (key, pattern) in &english {
        let mut names = fillings(pattern);
        let mut others = fillings(&indonesian[key]);
        // Only a language with plurals needs the number that chooses one, where the text does not show it.
        for names in [&mut names, &mut others] {
            names.remove("count");
        }
        assert_eq!(names, others, "{key}");
    }
}

#[test]
fn no_text_shouts_and_none_is_empty() {
    for language in Language::ALL {
        for (key, pattern) in messages(language) {
            assert!(!pattern.contains(['!', '\t']) && !pattern.trim().is_empty(), "{key}: {pattern}");
            assert!(pattern.chars().all(|c| c < '\u{2190}'), "no pictures: {key}: {pattern}");
        }
    }
}

/// Texts in quotes within the sources, but for what stands in tests.
fn quoted() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for folder in ["src-tauri/core/src", "src-tauri/engine/src", "src-tauri/src", "ui/src"] {
        for file in golden::below(folder, &["rs", "ts", "svelte"]) {
            let name = file.to_string_lossy().replace('\\', "/");
            if name.ends_with("tests.rs")
                || name.contains("/tests/")
                || name.contains(".test.")
                || name.contains("/test/")
            {
                continue;
            }
            let text = golden::read(&file).unwrap();
            let shipped = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            for line in shipped.lines().filter(|line| !line.trim_start().starts_with("//")) {
                found.extend(line.split(['"', '\'', '`']).map(str::to_owned));
            }
        }
    }
    found
}

#[test]
fn every_key_is_used_and_every_key_that_is_used_exists() {
    let known = messages(Language::English);
    let quoted = quoted();
    let unused: Vec<&String> = known.keys().filter(|key| !quoted.contains(*key)).collect();
    assert_eq!(unused, [""; 0], "keys that nothing asks for");

    let families: BTreeSet<&str> =
        known.keys().filter_map(|key| key.split_once('-')).map(|(family, _)| family).collect();
    let is_key = |text: &&String| {
        let word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        text.split_once('-').is_some_and(|(family, _)| families.contains(family)) && text.split('-').all(word)
    };
    let missing: Vec<&String> = quoted.iter().filter(is_key).filter(|text| !known.contains_key(*text)).collect();
    assert_eq!(missing, [""; 0], "keys that no file has");
}

#[test]
fn an_unknown_key_shows_itself() {
    assert_eq!(Words::new(Language::English).text("no-such-key"), "no-such-key");
}

#[test]
fn a_locale_chooses_the_language() {
    for (locale, expected) in [
        ("id_ID.UTF-8", Language::Indonesian),
        ("id-ID", Language::Indonesian),
        ("ID", Language::Indonesian),
        ("in_ID", Language::Indonesian),
        ("id@latin", Language::Indonesian),
        ("en_GB.UTF-8", Language::English),
        ("de_DE", Language::English),
        ("ide", Language::English),
        ("C", Language::English),
        ("", Language::English),
    ] {
        assert_eq!(Language::of_locale(locale), expected, "{locale}");
    }
}

#[test]
fn names_are_listed_as_a_sentence_lists_them() {
    let (english, indonesian) = (Words::new(Language::English), Words::new(Language::Indonesian));
    let table: [(&[&str], &str, &str); 5] = [
        (&[], "", ""),
        (&["Claude"], "Claude", "Claude"),
        (&["Claude", "Gemini"], "Claude and Gemini", "Claude dan Gemini"),
        (&["Claude", "Gemini", "Grok"], "Claude, Gemini and Grok", "Claude, Gemini, dan Grok"),
        (&["A", "B", "C", "D"], "A, B, C and D", "A, B, C, dan D"),
    ];
    for (names, en, id) in table {
        assert_eq!((english.list(names).as_str(), indonesian.list(names).as_str()), (en, id));
    }
}

#[test]
fn states_are_worded_apart_from_one_another() {
    for language in Language::ALL {
        let words = Words::new(language);
        let texts: BTreeSet<String> = Status::ALL.into_iter().map(|status| words.status(status)).collect();
        assert_eq!(texts.len(), Status::ALL.len(), "{texts:?}");
    }
}

#[test]
fn durations_have_two_units_at_most_and_are_never_negative() {
    const HOUR: i64 = 3600;
    let (english, indonesian) = (Words::new(Language::English), Words::new(Language::Indonesian));
    for (seconds, en, id) in [
        (i64::MIN, "less than a minute", "kurang dari 1 menit"),
        (-3600, "less than a minute", "kurang dari 1 menit"),
        (0, "less than a minute", "kurang dari 1 menit"),
        (59, "less than a minute", "kurang dari 1 menit"),
        (60, "1 min", "1 menit"),
        (61, "1 min", "1 menit"),
        (HOUR - 1, "59 min", "59 menit"),
        (HOUR, "1 h", "1 jam"),
        (HOUR + 42 * 60, "1 h 42 min", "1 jam 42 menit"),
        (24 * HOUR - 1, "23 h 59 min", "23 jam 59 menit"),
        (24 * HOUR, "1 d", "1 hari"),
        (24 * HOUR + 59 * 60, "1 d", "1 hari"),
        (49 * HOUR, "2 d 1 h", "2 hari 1 jam"),
    ] {
        let duration = SignedDuration::from_secs(seconds);
        assert_eq!(
            (english.duration(duration).as_str(), indonesian.duration(duration).as_str()),
            (en, id),
            "{seconds} s"
        );
    }
}

#[test]
fn why_a_feed_is_read_next_is_a_phrase_in_both_languages() {
    use crate::schedule::{Ground, Why};
    let every = |seconds, ground| Why::Every { pause: std::time::Duration::from_secs(seconds), ground };
    for (why, english, indonesian) in [
        (every(120, Ground::Favourite), "every 2 min: you use it", "tiap 2 menit: Anda memakainya"),
        (every(45, Ground::Open), "every 45 s: an incident is open", "tiap 45 detik: ada gangguan yang belum selesai"),
        (every(60, Ground::Open), "every 1 min: an incident is open", "tiap 1 menit: ada gangguan yang belum selesai"),
        (every(600, Ground::Battery), "every 10 min: on battery", "tiap 10 menit: memakai baterai"),
        (
            every(300, Ground::Calm),
            "every 5 min: to know what else works",
            "tiap 5 menit: untuk tahu apa lagi yang berfungsi",
        ),
        (
            every(120, Ground::Offline),
            "every 2 min: until you are online again",
            "tiap 2 menit: sampai Anda daring kembali",
        ),
        (Why::Failing { times: 1 }, "it failed once", "gagal sekali"),
        (Why::Failing { times: 4 }, "it failed 4 times in a row", "gagal 4 kali berturut-turut"),
        (
            Why::Asked { until: noon() },
            "not before 05:02: the provider asked",
            "tidak sebelum 05.02: atas permintaan penyedia",
        ),
        (Why::Round, "all are read again after a break", "semua dibaca ulang setelah jeda"),
    ] {
        assert_eq!(Words::new(Language::English).next_read(why, noon()), english);
        assert_eq!(Words::new(Language::Indonesian).next_read(why, noon()), indonesian);
    }
}

#[test]
fn an_age_is_never_in_the_future() {
    let words = Words::new(Language::English);
    for (seconds, expected) in
        [(-90, "just now"), (0, "just now"), (59, "just now"), (60, "1 min ago"), (7_200, "2 h ago")]
    {
        assert_eq!(words.ago(noon() - SignedDuration::from_secs(seconds), noon()), expected, "{seconds} s");
    }
}

fn noon() -> Timestamp {
    "2026-11-22T05:02:00Z".parse().unwrap()
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

#[test]
fn a_moment_is_written_as_its_reader_writes_it() {
    for (language, place, today, yesterday) in [
        (Language::English, "UTC", "05:02", "20 November, 05:02"),
        (Language::English, "Asia/Jakarta", "12:02", "20 November, 12:02"),
        (Language::English, "Europe/London", "05:02", "20 November, 05:02"),
        (Language::Indonesian, "Asia/Jakarta", "12.02 WIB", "20 November, 12.02 WIB"),
        (Language::Indonesian, "Asia/Makassar", "13.02 WITA", "20 November, 13.02 WITA"),
        (Language::Indonesian, "Asia/Jayapura", "14.02 WIT", "20 November, 14.02 WIT"),
        (Language::Indonesian, "Asia/Tokyo", "14.02", "20 November, 14.02"),
    ] {
        let words = Words::new(language).in_zone(zone(place));
        assert_eq!(words.moment(noon(), noon()), today, "{place}");
        assert_eq!(words.moment(noon() - SignedDuration::from_hours(48), noon()), yesterday, "{place}");
    }
}

#[test]
fn another_day_is_one_where_the_reader_is() {
    let words = Words::new(Language::Indonesian).in_zone(zone("Asia/Jakarta"));
    // 17:00 UTC is midnight in Jakarta.
    let midnight: Timestamp = "2026-11-21T17:00:00Z".parse().unwrap();
    assert_eq!(words.moment(midnight, noon()), "00.00 WIB");
    assert_eq!(words.moment(midnight - SignedDuration::from_secs(1), noon()), "21 November, 23.59 WIB");
    let december: Timestamp = "2026-12-01T05:00:00Z".parse().unwrap();
    assert_eq!(words.moment(december, noon()), "1 Desember, 12.00 WIB");
    for month in 1..=12 {
        let at: Timestamp = format!("2025-{month:02}-15T05:00:00Z").parse().unwrap();
        assert!(!words.moment(at, noon()).contains("month-"), "month {month}");
    }
}

fn alert(reason: Reason, severity: Option<Severity>) -> Alert {
    Alert {
        outage: "x".into(),
        reason,
        product: "chatgpt".into(),
        also: vec![],
        provider: "openai".into(),
        incident: Some("x".into()),
        title: Some("Elevated errors in conversations".into()),
        severity,
        since: noon() - SignedDuration::from_mins(102),
        until: severity.is_none().then(noon),
        at: noon(),
        loudness: Loudness::Normal,
        unstable: false,
        worked_since: None,
        no_longer_listed: false,
        planned: None,
        quote: None,
    }
}

fn name(id: &str) -> String {
    match id {
        "chatgpt" => "ChatGPT".to_owned(),
        "codex" => "Codex".to_owned(),
        other => other.to_owned(),
    }
}

const SEVERITIES: [Severity; 3] = [Severity::Degraded, Severity::PartialOutage, Severity::MajorOutage];

/// Everything that a notification may be about, named.
fn told() -> Vec<(String, Alert, Vec<&'static str>, bool)> {
    let both = vec!["Claude", "Gemini"];
    let mut all = Vec::new();
    for reason in [Reason::Began, Reason::Worsened, Reason::Reopened] {
        for severity in SEVERITIES {
            all.push((format!("{reason:?}, {severity:?}"), alert(reason, Some(severity)), both.clone(), false));
        }
    }
    for reason in [Reason::Recovered, Reason::Back] {
        all.push((format!("{reason:?}"), alert(reason, None), both.clone(), false));
    }
    let began = || alert(Reason::Began, Some(Severity::MajorOutage));
    all.push(("one alternative".into(), began(), vec!["Claude"], false));
    all.push(("no alternative".into(), began(), vec![], false));
    all.push(("no incident".into(), Alert { incident: None, title: None, ..began() }, both.clone(), false));
    all.push(("two products".into(), Alert { also: vec!["codex".into()], ..began() }, both.clone(), false));
    let yesterday = noon() - SignedDuration::from_hours(30);
    all.push(("since yesterday".into(), Alert { since: yesterday, ..began() }, both.clone(), false));
    all.push((
        "a title with a full stop".into(),
        Alert { title: Some("All logins fail. ".into()), ..began() },
        both.clone(),
        false,
    ));
    all.push(("a long title".into(), Alert { title: Some("Very ".repeat(40)), ..began() }, both.clone(), false));
    all.push(("drill".into(), began(), both.clone(), true));
    all.push(("drill, over".into(), alert(Reason::Recovered, None), both, true));
    all
}

#[test]
fn notifications_read_as_the_golden_file_says() {
    let mut made = String::new();
    for language in Language::ALL {
        let words = Words::new(language).in_zone(zone("Asia/Jakarta"));
        writeln!(made, "# {}", language.code()).unwrap();
        for (case, alert, working, drill) in told() {
            let text = notification(&words, &alert, &name, "OpenAI", &working, drill, noon());
            writeln!(made, "\n{case}\n  {}\n  {}", text.title, text.body).unwrap();
        }
        made.push('\n');
    }
    golden::check("src-tauri/core/src/wording/notifications.golden.txt", &made);
}

#[test]
fn a_title_stands_alone_within_forty_characters() {
    for language in Language::ALL {
        let words = Words::new(language);
        for (case, alert, working, drill) in told() {
            for product in ["Twelve Chars", "Grok"] {
                let text = notification(&words, &alert, &|_| product.to_owned(), "OpenAI", &working, drill, noon());
                let mark = if drill { words.format("drill-title", &[("title", "".into())]).chars().count() } else { 0 };
                assert!(text.title.contains(product), "{case}: {}", text.title);
                assert!(text.title.chars().count() <= 40 + mark, "{case}: {}", text.title);
            }
        }
    }
}

#[test]
fn what_is_told_says_who_says_so_and_never_names_what_it_cannot_know() {
    for language in Language::ALL {
        let words = Words::new(language);
        for (case, alert, working, drill) in told() {
            let text = notification(&words, &alert, &name, "OpenAI", &working, drill, noon());
            assert!(text.body.contains("OpenAI"), "{case}: {}", text.body);
            assert!(!text.title.contains(['{', '$']) && !text.body.contains(['{', '$']), "{case}: {text:?}");
            let names_one = working.first().is_some_and(|name| text.body.contains(name));
            assert_eq!(names_one, alert.until.is_none() && !working.is_empty(), "{case}: {}", text.body);
        }
    }
}
