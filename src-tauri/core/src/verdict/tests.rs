use super::*;
use crate::sample::at;
use crate::wording::Language;

fn view(name: &str, status: Status) -> ProductView {
    ProductView {
        id: name.to_lowercase(),
        name: name.into(),
        provider: "example".into(),
        watched: true,
        status,
        last_known: status,
        nothing_reported: false,
        since: None,
        read_at: None,
        incident: None,
        incidents: vec![],
        components: vec![],
        uses: vec![],
        opens: false,
        local: false,
        snoozed_until: None,
        asked: false,
        told: false,
        held: None,
        held_text: None,
    }
}

fn answer(statuses: &[Status], kind: SourceKind) -> Verdict {
    let names = ["Chat", "Code", "Draw", "Talk"];
    let views: Vec<ProductView> = names.iter().zip(statuses).map(|(name, status)| view(name, *status)).collect();
    verdict(&views, |_| kind, None, &Words::new(Language::English), at(0))
}

#[test]
fn the_answer_is_about_what_the_person_uses() {
    use Status::{Degraded, Maintenance, MajorOutage, Operational, PartialOutage, Unknown};
    use VerdictKind::{CannotTell, Checking, NothingWatched, Trouble, Working};
    let table: Vec<(&[Status], SourceKind, VerdictKind, Status, &str)> = vec![
        (
            &[],
            SourceKind::Readable,
            NothingWatched,
            Unknown,
            "Pick the tools you use. You will only be told about those.",
        ),
        (&[Operational, Operational], SourceKind::Readable, Working, Operational, "Everything you use is working."),
        (
            &[Operational, Maintenance],
            SourceKind::Readable,
            Working,
            Maintenance,
            "Planned work on Code. No other problem is known.",
        ),
        (&[Operational, Unknown], SourceKind::None, Working, Operational, "No status for Code."),
        (&[Unknown, Operational, Unknown], SourceKind::None, Working, Operational, "No status for Chat and Draw."),
        (&[Unknown, Unknown], SourceKind::Waiting, Checking, Unknown, "Checking the tools you use"),
        (&[Unknown, Unknown], SourceKind::Unreadable, CannotTell, Unknown, "Can't tell: no status could be read."),
        (&[Unknown, Unknown], SourceKind::None, CannotTell, Unknown, "Can't tell: no status could be read."),
        (&[Operational, MajorOutage], SourceKind::Readable, Trouble, MajorOutage, "Code is down."),
        (&[PartialOutage, Unknown], SourceKind::Readable, Trouble, PartialOutage, "Chat is partly down."),
        (&[Operational, Degraded], SourceKind::Readable, Trouble, Degraded, "Code has some problems."),
        (
            &[Degraded, Operational, MajorOutage],
            SourceKind::Readable,
            Trouble,
            MajorOutage,
            "2 of your tools have problems: Draw and Chat.",
        ),
        (
            &[Degraded, Degraded, Degraded],
            SourceKind::Readable,
            Trouble,
            Degraded,
            "3 of your tools have problems: Chat, Code and Draw.",
        ),
    ];
    for (statuses, source, kind, status, text) in table {
        let made = answer(statuses, source);
        assert_eq!((made.kind, made.status), (kind, status), "{statuses:?} {source:?}");
        assert!(made.text.ends_with(text) || made.text.starts_with(text), "{statuses:?}: {}", made.text);
    }
}

#[test]
fn nothing_known_is_never_called_working() {
    for source in SourceKind::ALL {
        let made = answer(&[Status::Unknown, Status::Unknown], source);
        assert_ne!(made.kind, VerdictKind::Working, "{source:?}");
        assert_eq!(made.status, Status::Unknown);
    }
}

#[test]
fn what_the_person_does_not_use_does_not_count() {
    let mut other = view("Other", Status::MajorOutage);
    other.watched = false;
    let views = [view("Chat", Status::Operational), other];
    let made = verdict(&views, |_| SourceKind::Readable, None, &Words::new(Language::English), at(0));
    assert_eq!((made.kind, made.status), (VerdictKind::Working, Status::Operational));
}

#[test]
fn who_is_offline_or_has_to_sign_in_hears_that_and_never_of_an_outage() {
    let read = |name: &str, status, minute| ProductView { read_at: Some(at(minute)), ..view(name, status) };
    let views = [read("Chat", Status::MajorOutage, 242), read("Code", Status::Unknown, 302)];
    let never = [view("Chat", Status::Unknown)];
    let table = [
        (
            Doubt::Offline,
            &views[..],
            Language::English,
            VerdictKind::Offline,
            "You're offline. Last checked 10:02. This isn't an outage.",
        ),
        (
            Doubt::Offline,
            &views[..],
            Language::Indonesian,
            VerdictKind::Offline,
            "Anda sedang luring. Terakhir diperiksa 10.02. Ini bukan gangguan layanan.",
        ),
        (
            Doubt::Offline,
            &never[..],
            Language::English,
            VerdictKind::Offline,
            "You're offline. Nothing could be checked yet. This isn't an outage.",
        ),
        (Doubt::SignIn, &views[..], Language::English, VerdictKind::SignIn, "This network needs you to sign in first."),
        (
            Doubt::SignIn,
            &views[..],
            Language::Indonesian,
            VerdictKind::SignIn,
            "Jaringan ini meminta Anda masuk lebih dulu.",
        ),
    ];
    for (doubt, views, language, kind, text) in table {
        let made = verdict(views, |_| SourceKind::Unreadable, Some(doubt), &Words::new(language), at(310));
        assert_eq!((made.kind, made.status, made.text.as_str()), (kind, Status::Unknown, text), "{doubt:?}");
    }
    let nothing = verdict(&[], |_| SourceKind::None, Some(Doubt::Offline), &Words::new(Language::English), at(310));
    assert_eq!(nothing.kind, VerdictKind::NothingWatched);
}

#[test]
fn who_has_just_woken_is_told_that_it_is_being_checked_and_trouble_that_is_known_stays() {
    for doubt in [Doubt::Awake, Doubt::ClockJumped] {
        let words = Words::new(Language::English);
        let answer =
            |status| verdict(&[view("Chat", status)], |_| SourceKind::Readable, Some(doubt), &words, at(0)).kind;
        assert_eq!(answer(Status::Unknown), VerdictKind::Checking, "{doubt:?}");
        assert_eq!(answer(Status::MajorOutage), VerdictKind::Trouble, "{doubt:?}");
        assert_eq!(answer(Status::Operational), VerdictKind::Working, "{doubt:?}");
    }
}
