//! Stories over a real session bus with a notification server on it, while the clock stands still.
//!
//! Tokio's paused clock jumps to the next timer whenever nobody has anything to do, and an answer that is still under way
//! on a socket counts as nothing: every wait for the bus would time out at once. So here the clock does not jump by itself.
//! A blocking task that never ends keeps it from that, the story moves it on by small steps, and after each it waits until
//! the bus has nothing more to carry. It costs half a millisecond for each step, so only these stories are told this way.

#[path = "../../../../../tests/support/bus.rs"]
pub(super) mod bus;

use std::sync::{Arc, mpsc as std_mpsc};
use std::time::Duration;

use siaga_core::observation::Status;
use tokio::sync::mpsc;
use tokio::time::Instant;
use zbus::Connection;

use super::desk::*;
use crate::output::notification::Desktop;
use crate::watch::Voice;
use bus::{Call, Mock, PrivateBus};

/// How far the clock is moved at a time: less than any wait for the bus.
const STEP: Duration = Duration::from_secs(1);

/// How often in a row nothing may be new before a bus counts as idle.
const IDLE: usize = 3;

/// A bus in a story.
pub(super) struct Wire {
    bus: PrivateBus,
    pub(super) server: Option<Mock>,
    asker: Connection,
    /// Ends the task that holds the clock, once it is dropped.
    _held: std_mpsc::Sender<()>,
}

impl Wire {
    async fn start() -> Self {
        let (held, until) = std_mpsc::channel::<()>();
        tokio::task::spawn_blocking(move || until.recv().is_err());
        let bus = PrivateBus::start();
        let server = Some(Mock::start(&bus, &["actions", "body"]).await);
        Self { asker: bus.connect().await, bus, server, _held: held }
    }

    async fn voice(&self) -> Voice {
        let (heard, news) = mpsc::channel(32);
        let desktop = Desktop::on(self.bus.connect().await, "Siaga".to_owned(), heard).await;
        Voice::Desktop(Arc::new(desktop), news)
    }

    /// What the server was given so far.
    fn calls(&self) -> Vec<Call> {
        self.server.as_ref().map(Mock::calls).unwrap_or_default()
    }

    /// Lets time pass until then.
    pub(super) async fn pass(&self, until: Instant) {
        self.idle().await;
        while Instant::now() < until {
            tokio::time::advance(STEP.min(until - Instant::now())).await;
            self.idle().await;
        }
    }

    /// Waits until the bus has nothing more to carry: what was sent has come back, several times in a row.
    pub(super) async fn idle(&self) {
        let seen = || self.server.as_ref().map(|server| (server.received(), server.calls().len()));
        let mut quiet = 0;
        while quiet < IDLE {
            let before = seen();
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
            let daemon = Some("org.freedesktop.DBus");
            self.asker.call_method(daemon, "/org/freedesktop/DBus", daemon, "GetId", &()).await.unwrap();
            quiet = if seen() == before { quiet + 1 } else { 0 };
        }
    }
}

/// Everything works, and the engine has just been started on a desktop.
async fn open() -> Desk {
    open_on(Desk::closed()).await
}

/// The same on a desk that is laid out already.
pub(super) async fn open_on(mut desk: Desk) -> Desk {
    desk.wire = Some(Wire::start().await);
    start(&mut desk).await;
    desk
}

async fn start(desk: &mut Desk) {
    let voice = desk.wire.as_ref().unwrap().voice().await;
    desk.start_with(desk.store(), voice);
    desk.wire.as_ref().unwrap().idle().await;
}

/// What the server was given so far.
pub(super) fn shown(desk: &Desk) -> Vec<Call> {
    desk.wire.as_ref().unwrap().calls()
}

const PARTLY: &[(&str, Status)] = &[("chat", Status::PartialOutage)];
const DOWN: &[(&str, Status)] = &[("chat", Status::MajorOutage)];

#[tokio::test(start_paused = true)]
async fn an_outage_that_gets_worse_and_ends_stands_in_one_place_on_the_desktop() {
    let desk = open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(PARTLY));
    desk.at(20).await;
    desk.want(between(10.0, 12.3), "Quill is partly down");
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(25).await;
    desk.want(between(20.0, 21.0), "Quill is down");
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(30).await;
    desk.want(between(25.0, 27.0), "Quill is working again");
    desk.none_otherwise();
    let calls = shown(&desk);
    let places: Vec<u32> = calls.iter().map(|call| call.replaces).collect();
    assert_eq!(places, [0, calls[0].id, calls[0].id], "{calls:?}");
}

#[tokio::test(start_paused = true)]
async fn an_agent_killed_in_the_middle_replaces_what_it_had_shown() {
    let mut desk = open().await;
    desk.at(5).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(10).await;
    desk.want(between(5.0, 7.3), "Quill is down");
    desk.kill().await;
    start(&mut desk).await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(15).await;
    desk.want(between(10.0, 13.0), "Quill is working again");
    desk.none_otherwise();
    let calls = shown(&desk);
    assert_eq!((calls.len(), calls[1].replaces), (2, calls[0].id), "{calls:?}");
}

#[tokio::test(start_paused = true)]
async fn a_server_that_comes_later_is_told_what_is_still_true_and_at_once() {
    let mut desk = open().await;
    desk.wire.as_mut().unwrap().server.take().unwrap().stop().await;
    desk.at(5).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(10).await;
    desk.none_otherwise();
    let wire = desk.wire.as_mut().unwrap();
    wire.server = Some(Mock::start(&wire.bus, &["actions", "body"]).await);
    desk.at(11).await;
    desk.want(between(10.0, 10.1), "Quill is down");
    desk.none_otherwise();
    assert_eq!(shown(&desk).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_press_on_snooze_hushes_the_product_for_an_hour() {
    let desk = open().await;
    desk.at(5).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(10).await;
    desk.want(between(5.0, 7.3), "Quill is down");
    let wire = desk.wire.as_ref().unwrap();
    wire.server.as_ref().unwrap().press(shown(&desk)[0].id, "snooze").await;
    desk.at(11).await;
    let left = desk.product("quill").snoozed_until.unwrap().duration_since(desk.clock.now());
    assert!((58..=60).contains(&left.as_mins()), "{left:#}");
    desk.none_otherwise();
}
