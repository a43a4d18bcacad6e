//! Providers that move: followed on their own domain, offered anywhere else, never news by itself.

use jiff::SignedDuration;
use siaga_core::feed::Format;
use siaga_core::observation::{Component, Impact, Observation, Status};
use siaga_core::place::same_house;
use siaga_core::snapshot::SourceKind;
use siaga_core::wire::{Command, Reply};
use url::Url;

use super::desk::*;
use crate::detect::{Found, NotFound};
use crate::fetch::{FailureKind, FetchFailure};
use crate::poll::{Failure, Place};
use crate::store::Write;

/// What products pick of Quill's page, by the names that people read.
const NAMES: [(&str, &str); 3] = [("chat", "Conversations"), ("files", "File uploads"), ("api", "Programming")];

fn url(address: &str) -> Url {
    Url::parse(address).unwrap()
}

/// Quill's page with these ids, each part under its own name, and one of them in this state.
fn page(ids: [&str; 3], bad: Option<Status>) -> Observation {
    let part = |(id, (_, name)): (&str, (&str, &str))| Component {
        id: id.to_owned(),
        name: name.to_owned(),
        status: Status::Operational,
    };
    let mut components: Vec<Component> = ids.into_iter().zip(NAMES).map(part).collect();
    if let Some(status) = bad {
        components[0].status = status;
    }
    Observation { components, complete: true, ..Observation::default() }
}

const OLD: [&str; 3] = ["chat", "files", "api"];
const NEW: [&str; 3] = ["01A", "01B", "01C"];

/// Quill's file, with its feed here.
fn quill_at(format: Format, address: &str) -> String {
    format!(
        r#"
            id = "quill"
            name = "Quill Labs"
            status_page = "https://quill.example/"
            feed = {{ format = "{}", url = "{address}" }}
            [[product]]
            id = "quill"
            name = "Quill"
            uses = ["music"]
            components = ["chat", "files"]
            core = ["chat"]
            title_words = ["quill"]
            [[product]]
            id = "quill-api"
            name = "Quill API"
            uses = ["music"]
            components = ["api"]
            core = ["api"]
            title_words = ["quill api"]
        "#,
        format.name()
    )
}

fn found(format: Format, address: &str, observation: Observation) -> Result<Found, NotFound> {
    Ok(Found { format, url: url(address), name: None, observation, oddities: Vec::new(), page: None, elsewhere: None })
}

fn fails(kind: FailureKind, moved_to: Option<&str>) -> Says {
    failing(FetchFailure {
        kind,
        text: "as it says".to_owned(),
        retry_after: None,
        moved_to: moved_to.map(url).map(Box::new),
        led_to: None,
    })
}

/// Quill is read here and works; then its feed fails like this, and a search finds that.
async fn moving(format: Format, address: &str, says: Says, search: Result<Found, NotFound>) -> Desk {
    let mut desk = Desk::closed();
    desk.overlay(QUILL, &quill_at(format, address));
    desk.feeds.says(QUILL, page(OLD, None));
    desk.start();
    desk.at(10).await;
    desk.feeds.is_found(QUILL, search);
    desk.feeds.answers(QUILL, says);
    desk
}

fn kind(desk: &Desk) -> SourceKind {
    desk.snapshot().provider(QUILL).unwrap().source.kind
}

fn text(desk: &Desk) -> String {
    desk.snapshot().provider(QUILL).unwrap().source.text.clone()
}

const SUMMARY: &str = "https://quill.example/api/v2/summary.json";

/// Statuspage to incident.io at the very same address: the pair of most moves.
async fn to_incident_io() -> Desk {
    let desk =
        moving(Format::Statuspage, SUMMARY, unreadable(), found(Format::IncidentIo, SUMMARY, page(NEW, None))).await;
    // What the next read gets is still what the old dialect cannot read.
    desk.feeds.then(QUILL, [unreadable()]);
    desk.feeds.says(QUILL, page(NEW, None));
    desk.at(15).await;
    desk
}

#[tokio::test(start_paused = true)]
async fn a_feed_that_moves_on_its_own_domain_is_followed_without_a_word() {
    let pairs = [
        (Format::Statuspage, SUMMARY, Format::IncidentIo, SUMMARY),
        (Format::Instatus, "https://quill.example/summary.json", Format::IncidentIo, SUMMARY),
        (
            Format::OnlineOrNot,
            "https://quill.example/1.0/summary",
            Format::DatadogStatus,
            "https://status.quill.example/config.json",
        ),
    ];
    for (was, before, is, after) in pairs {
        let desk = moving(was, before, unreadable(), found(is, after, page(NEW, None))).await;
        desk.feeds.then(QUILL, [unreadable()]);
        desk.feeds.says(QUILL, page(NEW, None));
        desk.at(15).await;
        assert_eq!(desk.feeds.asked_as(QUILL), (is.name(), after.to_owned()));
        assert_eq!(desk.feeds.searched(QUILL).len(), 1);
        for product in ["quill", "quill-api"] {
            assert_eq!(desk.product(product).status, Status::Operational, "{} to {}", was.name(), is.name());
        }
        let said = text(&desk);
        assert!(said.contains(&format!("is read as {} since", is.label())), "{said}");
        desk.at(30).await;
        desk.none_otherwise();
    }
}

#[tokio::test(start_paused = true)]
async fn after_a_move_an_outage_is_told_once() {
    let desk = to_incident_io().await;
    desk.feeds.says(QUILL, page(NEW, Some(Status::MajorOutage)));
    desk.at(30).await;
    desk.want(between(15.0, 17.3), "Quill is down");
    desk.feeds.says(QUILL, page(NEW, None));
    desk.at(40).await;
    desk.want(between(30.0, 33.0), "Quill is working again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn an_outage_that_is_open_when_its_feed_moves_is_not_told_again() {
    let before = reporting(page(OLD, Some(Status::MajorOutage)), incident("sp-1", Impact::Critical, &["chat"]));
    let after = reporting(page(NEW, Some(Status::MajorOutage)), incident("01INC", Impact::Critical, &["01A"]));
    let mut desk = Desk::closed();
    desk.overlay(QUILL, &quill_at(Format::Statuspage, SUMMARY));
    desk.feeds.says(QUILL, page(OLD, None));
    desk.start();
    desk.at(5).await;
    desk.feeds.says(QUILL, before);
    desk.at(10).await;
    desk.want(between(5.0, 7.3), "Quill is down");
    desk.feeds.is_found(QUILL, found(Format::IncidentIo, SUMMARY, after.clone()));
    desk.feeds.then(QUILL, [unreadable()]);
    desk.feeds.says(QUILL, after);
    desk.at(30).await;
    assert_eq!(desk.feeds.asked_as(QUILL).0, Format::IncidentIo.name());
    desk.none_otherwise();
    desk.feeds.says(QUILL, page(NEW, None));
    desk.at(40).await;
    desk.want(between(30.0, 33.0), "Quill is working again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_restart_remembers_the_move_and_another_address_of_the_catalogue_ends_it() {
    let mut desk = to_incident_io().await;
    desk.restart().await;
    assert_eq!(desk.feeds.asked_as(QUILL), (Format::IncidentIo.name(), SUMMARY.to_owned()));
    assert_eq!(desk.product("quill").status, Status::Operational);
    assert!(text(&desk).contains("is read as"), "{}", text(&desk));
    let other = "https://quill.example/other.json";
    desk.overlay(QUILL, &quill_at(Format::Statuspage, other));
    desk.feeds.says(QUILL, page(OLD, None));
    desk.at(16).await;
    assert_eq!(desk.feeds.asked_as(QUILL), (Format::Statuspage.name(), other.to_owned()));
    assert_eq!((kind(&desk), text(&desk)), (SourceKind::Readable, "quill.example can be read".to_owned()));
    desk.restart().await;
    desk.overlay(QUILL, &quill_at(Format::Statuspage, SUMMARY));
    desk.at(20).await;
    assert_eq!(desk.feeds.asked_as(QUILL), (Format::Statuspage.name(), SUMMARY.to_owned()), "it was forgotten");
}

#[tokio::test(start_paused = true)]
async fn parts_with_new_names_make_a_product_unknown_and_never_working() {
    let mut strange = page(NEW, None);
    strange.components[2].name = "Something else".to_owned();
    let desk =
        moving(Format::Statuspage, SUMMARY, unreadable(), found(Format::IncidentIo, SUMMARY, strange.clone())).await;
    desk.feeds.then(QUILL, [unreadable()]);
    strange.reports_all = true;
    desk.feeds.says(QUILL, strange);
    desk.at(60).await;
    assert_eq!(desk.product("quill").status, Status::Operational, "its parts are recognised by their names");
    let api = desk.product("quill-api");
    assert_eq!((api.status, api.last_known), (Status::Unknown, Status::Operational));
    assert!(text(&desk).ends_with("and the parts of Quill API have new names there"), "{}", text(&desk));
    // What is listed after all counts again.
    desk.feeds.says(QUILL, page(["01A", "01B", "api"], None));
    desk.at(65).await;
    assert_eq!(desk.product("quill-api").status, Status::Operational);
    assert!(!text(&desk).contains("new names"), "{}", text(&desk));
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn silence_and_trouble_of_the_servers_own_are_no_reason_to_look_elsewhere() {
    let found = || found(Format::IncidentIo, SUMMARY, page(NEW, None));
    for kind in [
        FailureKind::Timeout,
        FailureKind::Connect,
        FailureKind::Dns,
        FailureKind::Offline,
        FailureKind::Tls,
        FailureKind::Http(500),
        FailureKind::Http(503),
        FailureKind::Http(408),
        FailureKind::RateLimited,
    ] {
        let desk = moving(Format::Statuspage, SUMMARY, fails(kind, None), found()).await;
        desk.at(25).await;
        assert_eq!(desk.feeds.searched(QUILL), [], "{kind}");
        assert_eq!(desk.feeds.asked_as(QUILL).0, Format::Statuspage.name());
    }
    for kind in [FailureKind::Gone, FailureKind::Blocked, FailureKind::Http(400)] {
        let desk = moving(Format::Statuspage, SUMMARY, fails(kind, None), found()).await;
        desk.at(15).await;
        assert_eq!(desk.feeds.searched(QUILL).len(), 1, "{kind}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_feed_is_looked_for_once_a_day_also_across_restarts_and_what_was_known_stays_with_its_age() {
    let nothing = Err(NotFound::NoFeed { there: "a page".to_owned(), tried: 20 });
    let mut desk = moving(Format::Statuspage, SUMMARY, unreadable(), nothing).await;
    desk.at(30).await;
    let quill = desk.product("quill");
    assert_eq!((quill.status, quill.last_known), (Status::Unknown, Status::Operational));
    assert_eq!(kind(&desk), SourceKind::Unreadable);
    assert!(text(&desk).ends_with(": this is an HTML page"), "{}", text(&desk));
    desk.restart().await;
    desk.at(60).await;
    desk.kill().await;
    desk.start();
    desk.at(80).await;
    assert_eq!(desk.feeds.searched(QUILL).len(), 1);
    desk.quit().await;
    // A day later.
    let mut stored = desk.store().load().unwrap().feeds.remove(QUILL).unwrap();
    let day = SignedDuration::from_hours(24);
    stored.looked_at = Some(desk.clock.now() - day + SignedDuration::from_mins(20));
    desk.store().write(&[Write::Feed(QUILL, &stored)]).unwrap();
    desk.start();
    desk.at(95).await;
    assert_eq!(desk.feeds.searched(QUILL).len(), 1);
    desk.at(120).await;
    assert_eq!(desk.feeds.searched(QUILL).len(), 2);
    let (_, place) = desk.feeds.searched(QUILL).remove(1);
    assert_eq!(place, Place::Own { page: url("https://quill.example/"), known: url(SUMMARY) });
    let read_at = desk.product("quill").read_at.unwrap();
    assert!(desk.clock.now().duration_since(read_at).as_mins() >= 108);
}

#[tokio::test(start_paused = true)]
async fn a_page_that_is_not_the_feeds_own_is_not_asked() {
    let desk = moving(
        Format::Statuspage,
        "https://mirror.example.net/quill.json",
        unreadable(),
        Err(NotFound::NoFeed { there: "a page".to_owned(), tried: 20 }),
    )
    .await;
    desk.at(15).await;
    let places = desk.feeds.searched(QUILL);
    let known = url("https://mirror.example.net/quill.json");
    assert!(matches!(&places[0].1, Place::Own { page, .. } if same_house(page, &known)), "{places:?}");
}

/// Statuspage to Flashcat: the old address leads to another house.
async fn to_flashcat() -> Desk {
    let desk = moving(
        Format::Statuspage,
        SUMMARY,
        fails(FailureKind::Moved, Some("https://quill.flashcat.example.org/status")),
        Err(NotFound::Elsewhere {
            place: "https://quill.example/".to_owned(),
            to: url("https://quill.flashcat.example.org/status"),
            tried: 1,
        }),
    )
    .await;
    desk.at(15).await;
    desk
}

const NEW_HOME: &str = "https://quill.flashcat.example.org/api/active";

#[tokio::test(start_paused = true)]
async fn another_house_is_offered_and_not_read_until_the_person_agrees() {
    let mut desk = to_flashcat().await;
    assert_eq!(kind(&desk), SourceKind::Moved);
    assert!(text(&desk).ends_with("moved to quill.flashcat.example.org: confirm before it is read there"));
    desk.restart().await;
    desk.at(60).await;
    assert_eq!((kind(&desk), desk.feeds.asked_as(QUILL).1.as_str()), (SourceKind::Moved, SUMMARY));
    assert_eq!(desk.product("quill").status, Status::Unknown);
    desk.none_otherwise();

    desk.feeds.is_found(QUILL, found(Format::Flashcat, NEW_HOME, page(NEW, None)));
    desk.feeds.says(QUILL, page(NEW, None));
    let Ok(Reply::Said(said)) = desk.ask(Command::AcceptMove { provider: QUILL.to_owned() }).await else {
        panic!("not accepted")
    };
    assert!(said.contains("Quill Labs") && said.contains("quill.flashcat.example.org"), "{said}");
    let agreed = Place::Agreed(url("https://quill.flashcat.example.org/status"));
    assert_eq!(desk.feeds.searched(QUILL).pop().unwrap().1, agreed);
    desk.settle().await;
    assert_eq!(desk.feeds.asked_as(QUILL), (Format::Flashcat.name(), NEW_HOME.to_owned()));
    assert_eq!(desk.product("quill").status, Status::Operational);
    let file = std::fs::read_to_string(desk.path("catalogue/quill.toml")).unwrap();
    assert!(file.contains(NEW_HOME) && file.contains("title_words = [\"quill api\"]"), "{file}");
    desk.restart().await;
    assert_eq!((kind(&desk), desk.product("quill").status), (SourceKind::Readable, Status::Operational));
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_nobody_offered_or_what_cannot_be_read_is_not_accepted() {
    let desk = to_flashcat().await;
    for provider in [RAVEN, "unheard-of"] {
        let error = desk.ask(Command::AcceptMove { provider: provider.to_owned() }).await.unwrap_err();
        assert!(error.message.contains("Raven") || error.message.contains("unheard-of"), "{}", error.message);
    }
    let accept = || desk.ask(Command::AcceptMove { provider: QUILL.to_owned() });
    assert!(accept().await.is_err(), "nothing is found there");
    desk.feeds.is_found(QUILL, found(Format::Flashcat, "https://third.example.com/active", page(NEW, None)));
    let error = accept().await.unwrap_err();
    assert!(error.message.contains("leads on to https://third.example.com/active"), "{}", error.message);
    assert_eq!(desk.snapshot().provider(QUILL).unwrap().source.moved_to.as_deref(), Some("third.example.com"));
    desk.at(20).await;
    assert_eq!(desk.feeds.asked_as(QUILL).1, SUMMARY);
}

#[tokio::test(start_paused = true)]
async fn a_page_for_people_where_the_feed_was_is_neither_calm_nor_an_outage() {
    // 301 to an HTML page of the same house, with nothing else to be found.
    let html = Failure::not_understood("this is an HTML page".to_owned());
    let nothing = Err(NotFound::NoFeed { there: "a page".to_owned(), tried: 20 });
    let desk = moving(Format::Statuspage, SUMMARY, Err(html), nothing).await;
    desk.at(60).await;
    assert_eq!((kind(&desk), desk.product("quill").status), (SourceKind::Unreadable, Status::Unknown));
    assert_eq!(desk.feeds.searched(QUILL).len(), 1);
    desk.none_otherwise();
    // The same page of another house, found by the search, is offered.
    let desk = moving(
        Format::Statuspage,
        SUMMARY,
        unreadable(),
        found(Format::IncidentIo, "https://quill.status.example.org/api/v2/summary.json", page(NEW, None)),
    )
    .await;
    desk.at(15).await;
    assert_eq!((kind(&desk), desk.feeds.asked_as(QUILL).1.as_str()), (SourceKind::Moved, SUMMARY));
    // A good read at the old address ends the offer.
    desk.feeds.says(QUILL, page(OLD, None));
    desk.at(60).await;
    assert_eq!((kind(&desk), desk.product("quill").status), (SourceKind::Readable, Status::Operational));
    assert!(desk.ask(Command::AcceptMove { provider: QUILL.to_owned() }).await.is_err());
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_page_that_answers_in_its_former_shape_under_new_ids_is_looked_at_anew() {
    for (format, label) in [(Format::IncidentIo, "incident.io"), (Format::Statuspage, "Atlassian Statuspage")] {
        let desk =
            moving(Format::Statuspage, SUMMARY, Ok(page(NEW, None)), found(format, SUMMARY, page(NEW, None))).await;
        desk.at(20).await;
        assert_eq!(desk.feeds.searched(QUILL).len(), 1);
        assert_eq!(desk.feeds.asked_as(QUILL), (format.name(), SUMMARY.to_owned()));
        assert_eq!(desk.product("quill").status, Status::Operational, "{label}");
        assert!(text(&desk).contains(label), "{}", text(&desk));
        desk.feeds.says(QUILL, page(NEW, Some(Status::MajorOutage)));
        desk.at(25).await;
        desk.want(between(20.0, 22.3), "Quill is down");
        desk.none_otherwise();
    }
    // Parts that are there under no name that was known are not guessed, and nothing is offered for them.
    let mut strange = page(NEW, None);
    for part in &mut strange.components {
        part.name = "Everything".to_owned();
    }
    let elsewhere = found(Format::IncidentIo, "https://quill.example.org/summary.json", strange.clone());
    let desk = moving(Format::Statuspage, SUMMARY, Ok(strange), elsewhere).await;
    desk.at(30).await;
    assert_eq!((kind(&desk), desk.product("quill").status), (SourceKind::Readable, Status::Unknown));
    assert_eq!(desk.feeds.searched(QUILL).len(), 1);
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_host_that_asks_for_patience_while_it_is_searched_is_left_alone() {
    let desk =
        moving(Format::Statuspage, SUMMARY, unreadable(), Err(NotFound::NoFeed { there: String::new(), tried: 1 }))
            .await;
    let until = desk.clock.now() + SignedDuration::from_mins(50);
    let place = "https://quill.example/".to_owned();
    desk.feeds.is_found(QUILL, Err(NotFound::RateLimited { place, until: Some(until) }));
    desk.at(59).await;
    let asked = desk.feeds.asked(QUILL);
    let searched = desk.feeds.searched(QUILL)[0].0;
    assert!(asked.iter().all(|at| *at <= searched), "{asked:?}");
    desk.at(65).await;
    assert!(desk.feeds.asked(QUILL).len() > asked.len());
}
