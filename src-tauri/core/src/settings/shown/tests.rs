use super::*;
use crate::observation::Status;
use crate::sample::{at, catalogue, page};

fn silence(product: Option<&str>, title: Option<&str>, until: i64) -> SilenceSettings {
    SilenceSettings {
        product: product.map(Into::into),
        provider: None,
        component: None,
        title: title.map(Into::into),
        until: at(until),
        note: None,
    }
}

#[test]
fn the_values_in_force_are_shown_and_what_can_be_ticked() {
    let text = "watch = ['chat', 'api', 'claude']\n[why]\nprobe = true\n[notify]\nceiling = 5\nreminder = '1h'\n[quiet]\n\
                hours = ['sat,sun 22:00-24:00']\n[product.api]\nloudness = 'off'\nthreshold = 'major_outage'\n\
                [[silence]]\nproduct = 'chat'\nuntil = '2026-11-22T05:00:00Z'\n";
    let settings = Settings::parse("s.toml", text).unwrap();
    let seen = [("example".to_owned(), page(&[], vec![]))].into();
    let shown = ShownSettings::of(&settings, &catalogue(), &seen, Some("s.toml".into()), at(0));
    assert_eq!((shown.notify.ceiling, shown.notify.reminder_s, shown.notify.degraded_after_s), (5, Some(3600), 900));
    assert_eq!((shown.why_probe, shown.look_local, shown.keep_days), (true, false, 400));
    let days = vec![false, false, false, false, false, true, true];
    assert_eq!(shown.quiet.hours, [ShownHours { days, from: "22:00".into(), until: "24:00".into() }]);
    let [chat, api, claude] = shown.products.as_slice() else { panic!("{:?}", shown.products) };
    assert_eq!((chat.loudness, chat.threshold, chat.own_components), (Loudness::Normal, None, false));
    assert_eq!(chat.picked, ["c-login", "c-talk"]);
    assert_eq!((api.loudness, api.threshold), (Loudness::Off, Some(Status::MajorOutage)));
    assert!(claude.picked.is_empty(), "its feed was not read");
    assert_eq!(shown.pages.len(), 1, "one page, though two products are on it");
    assert_eq!(shown.pages[0].parts.len(), 4);
    assert!(shown.silences[0].over, "it ends now");
}

#[test]
fn the_page_changes_what_is_told_and_nothing_that_starts_a_program() {
    for key in [
        "notify.threshold",
        "notify.degraded_after",
        "quiet.hours",
        "quiet.zone",
        "product.ms-copilot.loudness",
        "product.github.components",
        "why.probe",
    ] {
        assert!(is_changed_on_the_page(key), "{key}");
    }
    for key in [
        "open.command",
        "notify",
        "notify.",
        "product..loudness",
        "product.a b.loudness",
        "product.github.other",
        "output.hook.command",
        "watch",
        "silence",
        "\"notify\".threshold",
        "",
    ] {
        assert!(!is_changed_on_the_page(key), "{key}");
    }
}

#[test]
fn a_silence_names_something_and_ends_in_the_future() {
    for (silence, expected) in [
        (silence(Some("chat"), None, 1), Ok(())),
        (silence(None, Some("copilot"), 1), Ok(())),
        (silence(None, None, 1), Err(NoSilence::NamesNothing)),
        (silence(Some("chat"), None, 0), Err(NoSilence::Past)),
        (silence(Some("chat"), Some(""), 1), Err(NoSilence::BadText)),
        (silence(Some("chat"), Some(&"x".repeat(301)), 1), Err(NoSilence::BadText)),
    ] {
        assert_eq!(silence.check(at(0)), expected, "{silence:?}");
    }
}

#[test]
fn a_silence_crosses_the_line_as_it_stands_in_the_file() {
    let silence = silence(Some("chat"), Some("Copilot"), 60);
    let line = serde_json::to_string(&silence).unwrap();
    assert_eq!(serde_json::from_str::<SilenceSettings>(&line).unwrap(), silence);
}
