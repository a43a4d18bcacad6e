//! What an engine says of itself, and what it does about that when it is asked.

use std::sync::{Arc, Mutex};

use siaga_core::about::{About, Purpose, TrayState};
use siaga_core::observation::Status;
use siaga_core::provider::Use;
use siaga_core::wire::{Command, Reply};
use tokio::sync::{mpsc, watch};

use super::desk::*;
use crate::contacts::Contacts;
use crate::launch::LaunchError;
use crate::output::carrier::{Carrier, Carrying, Parcel};
use crate::output::notification::{Abilities, Desktop, Heard};
use crate::places::Places;
use crate::watch::{Itself, StartDrill, Voice};

const SETTINGS: &str = "language = \"en\"\nwatch = [\"quill\", \"quill-api\", \"raven\"]\n";

async fn about(desk: &Desk) -> About {
    match desk.ask(Command::About).await.unwrap() {
        Reply::About(about) => *about,
        other => panic!("an answer of another kind: {other:?}"),
    }
}

async fn said(desk: &Desk, command: Command) -> Result<String, String> {
    match desk.ask(command).await {
        Ok(Reply::Said(sentence)) => Ok(sentence),
        Ok(other) => panic!("an answer of another kind: {other:?}"),
        Err(error) => Err(error.message),
    }
}

/// Outputs to which everything gets through.
struct Outside;

impl Carrier for Outside {
    fn carry(&self, _: Parcel) -> Carrying {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// A drill that was started, and how to end it.
type Started = (Option<Use>, watch::Sender<Option<bool>>);

/// Drills that were started.
#[derive(Clone, Default)]
struct Stage {
    started: Arc<Mutex<Vec<Started>>>,
}

impl Stage {
    fn door(&self) -> StartDrill {
        let stage = self.clone();
        Box::new(move |task| {
            let (ended, end) = watch::channel(None);
            stage.started.lock().unwrap().push((task, ended));
            Ok(end)
        })
    }

    fn tasks(&self) -> Vec<Option<Use>> {
        self.started.lock().unwrap().iter().map(|(task, _)| *task).collect()
    }

    fn end_the_last(&self, well: bool) {
        self.started.lock().unwrap().last().unwrap().1.send_replace(Some(well));
    }
}

async fn on_stage(stage: &Stage, settings: &str) -> Desk {
    let mut desk = Desk::closed();
    desk.settings(&format!("{SETTINGS}{settings}"));
    desk.itself = Itself { start_drill: Some(stage.door()), ..Itself::default() };
    desk.start();
    desk.settle().await;
    desk
}

#[tokio::test(start_paused = true)]
async fn an_engine_says_what_it_is_and_where_its_files_are() {
    let (shown, tray) = watch::channel(TrayState::Unknown);
    let mut desk = Desk::closed();
    let places = Places { config: "/c".into(), data: "/d".into(), runtime: "/r".into() };
    desk.itself = Itself { tray, places: Some(places), ..Itself::default() };
    desk.start();
    desk.settle().await;
    let first = about(&desk).await;
    assert_eq!(first.version, env!("CARGO_PKG_VERSION"));
    assert_eq!((first.welcome, first.autostart, first.tray), (true, None, TrayState::Unknown));
    assert_eq!((first.settings_folder.as_str(), first.data_folder.as_str()), ("/c", "/d"));
    shown.send_replace(TrayState::NoHost);
    desk.settings(&format!("{SETTINGS}[window]\nwelcome = false\n"));
    desk.at(1).await;
    let second = about(&desk).await;
    assert_eq!((second.welcome, second.tray), (false, TrayState::NoHost));
}

#[tokio::test(start_paused = true)]
async fn whom_the_settings_lead_to_and_whom_was_asked_is_one_list() {
    let mut desk = Desk::closed();
    desk.settings(&format!(
        "{SETTINGS}[output.lamp]\nkind = \"script\"\ncommand = [\"/home/ann/bin/lamp\", \"--secret\"]\nevents = [\"began\"]\n\
         [output.team]\nkind = \"webhook\"\nurl = \"https://team.example:8443/hook\"\n\
         products = [\"quill\", \"raven\"]\n[output.chat]\nkind = \"slack\"\nsecret = true\nevents = [\"began\", \
         \"recovered\"]\nproducts = [\"quill\"]\n"
    ));
    let contacts = Contacts::new(desk.clock.clone());
    contacts.note(Purpose::Feed, "quill.example", Some("quill"));
    contacts.note(Purpose::Probe, "chat.quill.example", Some("quill-api"));
    contacts.note(Purpose::Search, "gone.example", Some("no-such-provider"));
    desk.itself = Itself { contacts, ..Itself::default() };
    desk.outputs = Some(Arc::new(Outside));
    desk.start();
    desk.settle().await;
    let told = about(&desk).await;
    // What can stand in is read too.
    let own = told.contacts.iter().filter(|one| one.host.contains("example"));
    let contacts: Vec<(Purpose, &str, String, u32)> =
        own.map(|one| (one.purpose, one.host.as_str(), one.names.join("+"), one.times)).collect();
    assert_eq!(
        contacts,
        [
            (Purpose::Feed, "quill.example", "Quill Labs".to_owned(), 1),
            (Purpose::Feed, "raven.example", "Raven".to_owned(), 0),
            (Purpose::Search, "gone.example", "no-such-provider".to_owned(), 1),
            (Purpose::Probe, "chat.quill.example", "Quill API".to_owned(), 1),
            (Purpose::Output, "team.example:8443", "team".to_owned(), 0),
        ]
    );
    assert!(told.contacts.iter().all(|one| one.last_at.is_some() == (one.times > 0)), "{:?}", told.contacts);
    let outputs: Vec<(&str, &str, Option<&str>, &str)> = told
        .outputs
        .iter()
        .map(|one| (one.name.as_str(), one.kind.as_str(), one.leads_to.as_deref(), one.text.as_str()))
        .collect();
    assert_eq!(
        outputs,
        [
            ("chat", "slack", None, "Only beginnings and ends, about Quill"),
            ("lamp", "script", Some("lamp"), "Only beginnings"),
            ("team", "webhook", Some("team.example:8443"), "What you are told about Quill and Raven"),
        ]
    );
    let Reply::Report(lines) = desk.ask(Command::Diagnose).await.unwrap() else { panic!("an answer of another kind") };
    let line = format!("contacts: 3 hosts since the start, of {} in all", told.contacts.len());
    assert!(lines.contains(&line), "{lines:#?}");
}

#[tokio::test(start_paused = true)]
async fn who_shows_notifications_is_said_and_why_nobody_does() {
    let text = async |desk: &Desk| {
        let told = about(desk).await;
        (told.notifications, told.notifications_text)
    };
    let silent = Desk::open().await;
    assert_eq!(text(&silent).await, (false, "Nothing is shown on the desktop here.".to_owned()));

    let (heard, news) = mpsc::channel(8);
    let desktop = Desktop::offline("Siaga".to_owned(), mpsc::channel(8).0);
    let mut desk = Desk::closed();
    desk.start_with(desk.store(), Voice::Desktop(Arc::new(desktop), news));
    desk.settle().await;
    let (able, why) = text(&desk).await;
    assert!(!able && why.starts_with("Nothing on this desktop shows notifications yet"), "{why}");
    let abilities = Abilities { actions: true, server: "Panel 4.1".to_owned(), ..Abilities::default() };
    heard.send(Heard::ServerUp(abilities)).await.unwrap();
    desk.settle().await;
    let (able, by) = text(&desk).await;
    assert!(able && by.starts_with("Panel 4.1 shows notifications, with buttons; "), "{by}");
    desk.settings(&format!("{SETTINGS}notify.enabled = false\n"));
    desk.at(1).await;
    assert_eq!(text(&desk).await, (false, "You have switched notifications off.".to_owned()));
    assert!(said(&desk, Command::TestNotification).await.unwrap_err().contains("switch them on"));
}

#[tokio::test(start_paused = true)]
async fn a_test_without_a_server_says_so_and_waits_for_nothing() {
    let (_heard, news) = mpsc::channel(8);
    let desktop = Desktop::offline("Siaga".to_owned(), mpsc::channel(8).0);
    let mut desk = Desk::closed();
    desk.start_with(desk.store(), Voice::Desktop(Arc::new(desktop), news));
    desk.settle().await;
    let answer = said(&desk, Command::TestNotification).await;
    assert_eq!(answer.unwrap_err(), "Nothing on this desktop shows notifications.");
    assert!(desk.store().load().unwrap().waiting.is_empty());
    assert!(desk.snapshot().problems.is_empty(), "a test is no trouble: {:?}", desk.snapshot().problems);
}

#[cfg(target_os = "linux")]
#[tokio::test(start_paused = true)]
async fn a_test_is_shown_once_marked_and_is_neither_told_nor_stored_nor_counted() {
    let desk = super::wire::open_on(ceiling_of_one()).await;
    desk.at(5).await;
    let answer = said(&desk, Command::TestNotification).await;
    assert!(answer.unwrap().starts_with("The test notification was sent."));
    let calls = super::wire::shown(&desk);
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].title, "Siaga: a test");
    assert_eq!(calls[0].body, "This is how Siaga tells you. Nothing is wrong.");
    assert_eq!((calls[0].urgency(), calls[0].replaces), (Some(1), 0));
    assert!(desk.store().load().unwrap().waiting.is_empty());
    desk.none_otherwise();
    // A limit of one in a day is still there for what is real.
    desk.feeds.says(QUILL, quill(&[("chat", Status::MajorOutage)]));
    desk.at(10).await;
    desk.want(between(5.0, 7.3), "Quill is down");
    assert_eq!(super::wire::shown(&desk)[1].replaces, 0);
}

#[tokio::test(start_paused = true)]
async fn one_drill_at_a_time_is_started_and_its_beginning_is_answered() {
    let stage = Stage::default();
    let desk = on_stage(
        &stage,
        "[plan.music]\norder = [\"quill\", \"raven\"]\n[plan.coding]\norder = [\"claude\", \"chatgpt\"]\n",
    )
    .await;
    let plain = Command::Drill { r#use: None };
    assert!(said(&desk, plain.clone()).await.unwrap().starts_with("The drill has begun."));
    assert_eq!(said(&desk, plain.clone()).await.unwrap_err(), "A drill is under way already.");
    assert_eq!(stage.tasks(), [None]);
    stage.end_the_last(true);
    assert!(said(&desk, Command::Drill { r#use: Some(Use::Coding) }).await.is_ok());
    stage.end_the_last(false);
    // What a drill does not know cannot be rehearsed, and what is not there neither.
    for task in [Use::Music, Use::Meeting] {
        let refused = said(&desk, Command::Drill { r#use: Some(task) }).await.unwrap_err();
        assert!(refused.starts_with("A plan with two choices is needed"), "{refused}");
    }
    assert_eq!(stage.tasks(), [None, Some(Use::Coding)]);
}

#[tokio::test(start_paused = true)]
async fn a_drill_that_ends_at_once_or_cannot_begin_is_said_and_may_be_tried_again() {
    let stage = Stage::default();
    let desk = on_stage(&stage, "").await;
    let asked = desk.send(Command::Drill { r#use: None }).await;
    desk.settle().await;
    stage.end_the_last(false);
    let refused = asked.await.unwrap().unwrap_err().message;
    assert!(refused.starts_with("The drill ended at once."), "{refused}");
    assert!(said(&desk, Command::Drill { r#use: None }).await.is_ok());

    let mut other = Desk::closed();
    let start: StartDrill = Box::new(|_| Err(LaunchError::NotFound("siaga")));
    other.itself = Itself { start_drill: Some(start), ..Itself::default() };
    other.start();
    other.settle().await;
    let refused = said(&other, Command::Drill { r#use: None }).await.unwrap_err();
    assert!(refused.contains("siaga was not found"), "{refused}");
}

#[tokio::test(start_paused = true)]
async fn an_engine_that_has_neither_says_so() {
    let desk = Desk::open().await;
    assert_eq!(said(&desk, Command::Drill { r#use: None }).await.unwrap_err(), "No drill can be started from here.");
    let refused = said(&desk, Command::Autostart { on: true }).await.unwrap_err();
    assert_eq!(refused, "This system offers no place for a start at login.");
}

fn ceiling_of_one() -> Desk {
    let desk = Desk::closed();
    desk.settings(&format!("{SETTINGS}notify.ceiling = 1\n"));
    desk
}
