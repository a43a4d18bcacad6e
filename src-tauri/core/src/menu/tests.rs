use jiff::{SignedDuration, Timestamp, Zoned};

use super::{Item, Kind, Picture, Shape};
use crate::observation::Status;
use crate::sample::source;
use crate::snapshot::{Instead, ProductView, ProviderView, Snapshot, Source, SourceKind, Verdict, VerdictKind};
use crate::wire::{Bye, Command, View};
use crate::wording::{Language, Words};

fn noon() -> Zoned {
    "2026-11-22T12:00:00+07:00[Asia/Jakarta]".parse().unwrap()
}

fn ago(minutes: i64) -> Timestamp {
    noon().timestamp() - SignedDuration::from_mins(minutes)
}

fn product(name: &str, status: Status) -> ProductView {
    let id = name.to_lowercase();
    ProductView {
        provider: format!("{id}-maker"),
        id,
        name: name.into(),
        watched: true,
        status,
        last_known: status,
        nothing_reported: false,
        since: Some(ago(168)),
        read_at: Some(ago(2)),
        incident: None,
        incidents: vec![],
        components: vec![],
        uses: vec![],
        opens: true,
        local: false,
        snoozed_until: None,
        asked: false,
        told: false,
        held: None,
        held_text: None,
    }
}

fn snapshot(products: Vec<ProductView>) -> Snapshot {
    let worst = products.iter().map(|product| product.status).fold(Status::Operational, Status::worst);
    let providers = products.iter().map(|product| maker(product, SourceKind::Readable)).collect();
    Snapshot {
        schema: 1,
        at: noon().timestamp(),
        drill: false,
        language: "en".into(),
        verdict: Verdict { kind: VerdictKind::Trouble, status: worst, text: String::new() },
        products,
        providers,
        snoozed_until: None,
        look: crate::settings::Look::default(),
        quiet_until: None,
        problems: vec![],
        instead: Vec::new(),
        rehearsal: None,
    }
}

fn maker(product: &ProductView, kind: SourceKind) -> ProviderView {
    ProviderView {
        id: product.provider.clone(),
        name: product.provider.clone(),
        status_page: None,
        host: None,
        source: source(kind),
        incidents: vec![],
        maintenances: vec![],
        own: false,
    }
}

fn not_read(mut snapshot: Snapshot, id: &str) -> Snapshot {
    for provider in &mut snapshot.providers {
        if provider.id == format!("{id}-maker") {
            provider.source.kind = SourceKind::None;
        }
    }
    snapshot
}

fn words(language: Language) -> Words {
    Words::new(language).in_zone(noon().time_zone().clone())
}

fn picture(snapshot: &Snapshot) -> Picture {
    Picture::of(snapshot, &words(Language::English), &noon())
}

fn labels(items: &[Item]) -> Vec<&str> {
    items.iter().map(|item| item.label.as_str()).collect()
}

fn submenu<'a>(items: &'a [Item], label: &str) -> &'a [Item] {
    let found = items.iter().find(|item| item.label == label);
    match found.map(|item| &item.kind) {
        Some(Kind::Submenu(items)) => items,
        other => panic!("no submenu {label}: {other:?}"),
    }
}

fn command<'a>(items: &'a [Item], label: &str) -> &'a Command {
    let found = items.iter().find(|item| item.label == label);
    match found.map(|item| &item.kind) {
        Some(Kind::Command(command)) => command,
        other => panic!("no command {label}: {other:?}"),
    }
}

#[test]
fn the_shape_is_the_worst_of_what_is_watched() {
    use Status::{Degraded, Maintenance, MajorOutage, Operational, PartialOutage, Unknown};
    let table = [
        (vec![], Shape::Unknown),
        (vec![Operational, Operational], Shape::Ok),
        (vec![Operational, Maintenance], Shape::Maintenance),
        (vec![Operational, Unknown], Shape::Unknown),
        (vec![Unknown, Unknown], Shape::Unknown),
        (vec![Unknown, Degraded], Shape::Degraded),
        (vec![Maintenance, PartialOutage], Shape::Degraded),
        (vec![Degraded, MajorOutage, Unknown], Shape::Outage),
    ];
    for (statuses, expected) in table {
        let products = statuses.iter().enumerate().map(|(i, status)| product(&format!("P{i}"), *status)).collect();
        assert_eq!(picture(&snapshot(products)).shape, expected, "{statuses:?}");
    }
}

#[test]
fn what_is_not_watched_does_not_colour_the_tray() {
    let mut other = product("Sora", Status::MajorOutage);
    other.watched = false;
    let drawn = picture(&snapshot(vec![product("Claude", Status::Operational), other]));
    assert_eq!(drawn.shape, Shape::Ok);
    assert_eq!(drawn.tooltip, "Everything you use is working · 2 min ago");
}

#[test]
fn a_product_whose_status_is_not_read_makes_the_tray_unknown_only_alone() {
    let gemini = || product("Gemini", Status::Unknown);
    let both = not_read(snapshot(vec![product("Claude", Status::Operational), gemini()]), "gemini");
    assert_eq!(picture(&both).shape, Shape::Ok);
    assert_eq!(picture(&both).tooltip, "1 working · 1 not read · 2 min ago");
    let alone = not_read(snapshot(vec![gemini()]), "gemini");
    assert_eq!(picture(&alone).shape, Shape::Unknown);
    assert_eq!(picture(&alone).tooltip, "Can't tell right now");
}

#[test]
fn a_local_tool_without_a_status_leaves_the_others_alone() {
    let mut ollama = product("Ollama", Status::Unknown);
    ollama.local = true;
    assert_eq!(picture(&snapshot(vec![product("Claude", Status::Operational), ollama])).shape, Shape::Ok);
}

#[test]
fn the_tooltip_names_what_is_wrong_counts_what_works_and_says_how_old_that_is() {
    let mut products = vec![product("Copilot", Status::Degraded), product("ChatGPT", Status::MajorOutage)];
    products.extend((0..7).map(|i| product(&format!("P{i}"), Status::Operational)));
    let told = snapshot(products.clone());
    assert_eq!(picture(&told).tooltip, "ChatGPT down, Copilot some problems · 7 working · 2 min ago");
    assert_eq!(picture(&told).title, "Siaga: ChatGPT down, Copilot some problems · 7 working");

    products[4].read_at = Some(ago(9));
    products[5].status = Status::Unknown;
    let tooltip = picture(&snapshot(products)).tooltip;
    assert_eq!(tooltip, "ChatGPT down, Copilot some problems · 6 working · 1 unknown · 9 min ago");
}

#[test]
fn a_long_list_of_troubles_is_cut_and_counted() {
    let products = (0..12).map(|i| product(&format!("P{i}"), Status::PartialOutage)).collect();
    let drawn = picture(&snapshot(products));
    assert_eq!(drawn.tooltip, "P0 partly down, P1 partly down, P2 partly down, 9 more · 2 min ago");
    assert_eq!(drawn.menu[8].label, "4 more");
    assert_eq!(drawn.menu[8].kind, Kind::Command(Command::Show { view: View::Overview }));
}

#[test]
fn a_snooze_of_all_shows_the_crescent_until_it_ends() {
    let mut quiet = snapshot(vec![product("ChatGPT", Status::MajorOutage)]);
    quiet.snoozed_until = Some(ago(-60));
    let drawn = picture(&quiet);
    assert_eq!(drawn.shape, Shape::Snoozed);
    assert_eq!(drawn.tooltip, "Snoozed until 13:00 · ChatGPT down · 2 min ago");
    let items = submenu(&drawn.menu, "Snoozed until 13:00");
    assert_eq!(command(items, "End snooze"), &Command::Snooze { product: None, seconds: 0 });
    assert!(items.iter().all(|item| item.enabled));

    quiet.snoozed_until = Some(ago(0));
    let drawn = picture(&quiet);
    assert_eq!(drawn.shape, Shape::Outage);
    let ended = submenu(&drawn.menu, "Snooze all").iter().find(|item| item.label == "End snooze");
    assert!(!ended.unwrap().enabled);
}

#[test]
fn trouble_is_acknowledged_when_told_and_snoozed_or_asked_for() {
    // told, snoozed, asked -> acknowledged
    let table = [
        (false, false, false, false),
        (true, false, false, false),
        (false, true, false, false),
        (true, true, false, true),
        (false, false, true, true),
    ];
    for (told, snoozed, asked, expected) in table {
        let mut chatgpt = product("ChatGPT", Status::MajorOutage);
        chatgpt.told = told;
        chatgpt.snoozed_until = snoozed.then(|| ago(-1));
        chatgpt.asked = asked;
        let one = snapshot(vec![chatgpt.clone(), product("Claude", Status::Operational)]);
        assert_eq!(picture(&one).acknowledged, expected, "{told} {snoozed} {asked}");
        let two = snapshot(vec![chatgpt, product("Copilot", Status::Degraded)]);
        assert!(!picture(&two).acknowledged);
    }
    assert!(!picture(&snapshot(vec![product("Claude", Status::Operational)])).acknowledged);
}

#[test]
fn the_menu_alone_is_enough() {
    let products = vec![
        product("Claude", Status::Operational),
        product("Copilot", Status::Degraded),
        product("ChatGPT", Status::MajorOutage),
        product("Gemini", Status::Maintenance),
    ];
    let menu = picture(&snapshot(products)).menu;
    assert_eq!(
        labels(&menu),
        [
            "ChatGPT: Down since 09:12",
            "Copilot: Some problems since 09:12",
            "Gemini under maintenance",
            "1 working",
            "",
            "Switch to…",
            "Snooze all",
            "Check now",
            "",
            "Open Siaga",
            "History",
            "Settings",
            "Quit",
        ]
    );
    let chatgpt = submenu(&menu, "ChatGPT: Down since 09:12");
    let id = || "chatgpt".to_owned();
    assert_eq!(command(chatgpt, "Details"), &Command::Show { view: View::Product { id: id() } });
    let switch = View::SwitchTo { product: Some(id()), r#use: None };
    assert_eq!(command(chatgpt, "Switch to…"), &Command::Show { view: switch });
    assert!(
        chatgpt.iter().all(|item| item.label != "Switch to Claude"),
        "nothing is named where nothing is known to work"
    );
    assert_eq!(command(chatgpt, "Tell me when it's back"), &Command::TellMe { product: id(), wanted: true });
    assert_eq!(command(chatgpt, "Snooze for 1 hour"), &Command::Snooze { product: Some(id()), seconds: 3600 });
    assert_eq!(submenu(&menu, "Switch to…").len(), 5);
    assert_eq!(command(&menu, "Check now"), &Command::Check { products: vec![] });
    assert_eq!(command(&menu, "Open Siaga"), &Command::Show { view: View::Overview });
    assert_eq!(command(&menu, "History"), &Command::Show { view: View::History { product: None } });
    assert_eq!(command(&menu, "Settings"), &Command::Show { view: View::Settings });
    assert_eq!(command(&menu, "Quit"), &Command::Stop { why: Bye::Quit });
    let one = menu.iter().find(|item| item.label == "1 working").unwrap();
    assert_eq!((one.enabled, &one.kind), (false, &Kind::Note));
}

#[test]
fn a_wish_and_a_snooze_carry_check_marks_and_can_be_taken_back() {
    let mut chatgpt = product("ChatGPT", Status::MajorOutage);
    chatgpt.asked = true;
    chatgpt.snoozed_until = Some(ago(-90));
    let menu = picture(&snapshot(vec![chatgpt])).menu;
    let items = submenu(&menu, "ChatGPT: Down since 09:12");
    let marks: Vec<_> = items.iter().map(|item| item.checked).collect();
    assert_eq!(marks, [None, None, Some(true), Some(true)]);
    let id = "chatgpt".to_owned();
    let taken_back = Command::TellMe { product: id.clone(), wanted: false };
    assert_eq!(command(items, "Tell me when it's back"), &taken_back);
    let ended = Command::Snooze { product: Some(id), seconds: 0 };
    assert_eq!(command(items, "Snoozed until 13:30"), &ended);
}

#[test]
fn until_tomorrow_is_the_next_morning_where_the_person_is() {
    let table = [
        ("2026-11-22T12:00:00+07:00[Asia/Jakarta]", 20 * 3600),
        ("2026-11-22T23:59:00+07:00[Asia/Jakarta]", 8 * 3600 + 60),
        ("2026-11-22T00:00:00+07:00[Asia/Jakarta]", 32 * 3600),
        // Clocks go back at 03:00 of the 25th: an hour more.
        ("2026-10-24T20:00:00+02:00[Europe/Berlin]", 13 * 3600),
    ];
    let calm = snapshot(vec![product("Claude", Status::Operational)]);
    for (now, expected) in table {
        let menu = Picture::of(&calm, &Words::new(Language::English), &now.parse().unwrap()).menu;
        let asked = command(submenu(&menu, "Snooze all"), "Until tomorrow 08:00");
        assert_eq!(asked, &Command::Snooze { product: None, seconds: expected }, "{now}");
    }
}

#[test]
fn a_time_of_another_day_carries_its_date() {
    let mut chatgpt = product("ChatGPT", Status::MajorOutage);
    for (minutes, expected) in [(719, "00:01"), (24 * 60, "21 November, 12:00")] {
        chatgpt.since = Some(ago(minutes));
        let menu = picture(&snapshot(vec![chatgpt.clone()])).menu;
        assert_eq!(menu[0].label, format!("ChatGPT: Down since {expected}"));
    }
    chatgpt.since = None;
    assert_eq!(picture(&snapshot(vec![chatgpt])).menu[0].label, "ChatGPT: Down");
}

#[test]
fn a_drill_is_marked_in_the_icon_the_title_the_tooltip_and_the_menu() {
    let mut rehearsed = snapshot(vec![product("ChatGPT", Status::MajorOutage)]);
    rehearsed.drill = true;
    let drawn = picture(&rehearsed);
    assert!(drawn.drill);
    assert_eq!(drawn.title, "Siaga (Drill): ChatGPT down");
    assert_eq!(drawn.tooltip, "Drill: ChatGPT down · 2 min ago");
    assert_eq!(drawn.menu[0].label, "Drill: a rehearsed outage");
}

#[test]
fn first_reads_and_an_empty_list_say_so() {
    let mut first = snapshot(vec![product("Claude", Status::Unknown)]);
    first.products[0].read_at = None;
    first.verdict.kind = VerdictKind::Checking;
    assert_eq!(picture(&first).tooltip, "Checking…");
    let mut empty = snapshot(vec![]);
    empty.verdict.kind = VerdictKind::NothingWatched;
    assert_eq!(picture(&empty).tooltip, "Nothing is watched yet");
    assert_eq!(picture(&empty).menu[0].label, "Nothing is watched yet");
}

#[test]
fn who_is_offline_sees_that_and_no_outage() {
    for kind in [VerdictKind::Offline, VerdictKind::SignIn] {
        let mut offline = snapshot(vec![product("ChatGPT", Status::MajorOutage)]);
        offline.verdict.kind = kind;
        offline.verdict.text = "You're offline. Last checked 10:02. This isn't an outage.".into();
        let drawn = picture(&offline);
        assert_eq!(drawn.shape, Shape::Unknown);
        assert_eq!(drawn.title, "Siaga: You're offline. Last checked 10:02. This isn't an outage.");
        assert_eq!(drawn.tooltip, offline.verdict.text, "the time stands in it already");
        assert_eq!((drawn.menu[0].label.as_str(), &drawn.menu[0].kind), (offline.verdict.text.as_str(), &Kind::Note));
        assert_eq!(drawn.menu[1].label, "ChatGPT: Down since 09:12", "what was last known stands below");
    }
}

#[test]
fn what_is_wrong_with_siaga_itself_stands_first_and_is_bounded() {
    let mut hurt = snapshot(vec![product("Claude", Status::Operational)]);
    hurt.problems = vec!["x".repeat(500); 9];
    let menu = picture(&hurt).menu;
    assert_eq!(menu[0].label.chars().count(), 100);
    assert_eq!(menu[2].kind, Kind::Note);
    assert_eq!(menu[3].label, "Everything you use is working");
}

#[test]
fn only_an_age_may_wait_for_the_next_minute() {
    let before = snapshot(vec![product("ChatGPT", Status::MajorOutage)]);
    let words = words(Language::English);
    let later = noon() + SignedDuration::from_secs(90);
    let (drawn, aged) = (picture(&before), Picture::of(&before, &words, &later));
    assert_ne!(drawn, aged);
    assert!(drawn.differs_only_by_age(&aged));

    let mut asked = before.clone();
    asked.products[0].asked = true;
    assert!(!drawn.differs_only_by_age(&picture(&asked)));
    let mut snoozed = before;
    snoozed.products[0].snoozed_until = Some(ago(-60));
    assert!(!drawn.differs_only_by_age(&picture(&snoozed)));
}

#[test]
fn one_line_says_that_the_feed_of_something_watched_is_not_readable() {
    let mut shown = snapshot(vec![product("Claude", Status::Unknown), product("Sora", Status::Operational)]);
    let lines = |shown: &Snapshot| {
        let menu = picture(shown).menu;
        menu.iter().filter(|item| item.label.contains("moved to") || item.label.contains("cannot be read")).count()
    };
    assert_eq!(lines(&shown), 0);
    let text = "status.claude.com moved to status.example.net: confirm before it is read there";
    shown.providers[0].source = Source { text: text.into(), ..source(SourceKind::Moved) };
    assert_eq!(lines(&shown), 1);
    let view = View::Product { id: "claude".into() };
    assert_eq!(command(&picture(&shown).menu, text), &Command::Show { view });
    shown.providers[1].source = source(SourceKind::Gone);
    assert_eq!(lines(&shown), 1);
    let both = "Status of 2 tools cannot be read";
    assert_eq!(command(&picture(&shown).menu, both), &Command::Show { view: View::Overview });
    shown.products[1].watched = false;
    assert_eq!(command(&picture(&shown).menu, text), &Command::Show { view: View::Product { id: "claude".into() } });
}

#[test]
fn the_same_is_said_in_indonesian() {
    let mut told = snapshot(Status::ALL.iter().map(|status| product(status.word(), *status)).collect());
    told.drill = true;
    told.snoozed_until = Some(ago(-60));
    let drawn = Picture::of(&told, &words(Language::Indonesian), &noon());
    assert_eq!(
        drawn.tooltip,
        "Latihan: Dijeda sampai 13.00 WIB · major_outage terganggu, partial_outage terganggu sebagian, \
         degraded kurang lancar, 1 lainnya · 1 normal · 1 tidak diketahui · 2 menit lalu"
    );
    let ends: Vec<_> = labels(&drawn.menu).into_iter().rev().take(4).collect();
    assert_eq!(ends, ["Keluar", "Pengaturan", "Riwayat", "Buka Siaga"]);
}

#[test]
fn the_alternative_is_named_as_the_notification_names_it() {
    let mut shown = snapshot(vec![product("ChatGPT", Status::MajorOutage), product("Claude", Status::Operational)]);
    let instead = Instead { product: "chatgpt".into(), to: "claude".into(), name: "Claude".into() };
    shown.instead = vec![Instead { product: "other".into(), ..instead.clone() }, instead];
    let menu = picture(&shown).menu;
    let switch = Command::Switch {
        to: Some("claude".into()),
        product: Some("chatgpt".into()),
        r#use: None,
        prompt: None,
        copy_only: false,
    };
    assert_eq!(command(submenu(&menu, "ChatGPT: Down since 09:12"), "Switch to Claude"), &switch);
}
