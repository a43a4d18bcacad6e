//! Whether this computer slept, or its clock was set: found by comparing clocks, and heard from logind where that is
//! there. Nothing is read or planned here.

use std::time::Duration;

use jiff::SignedDuration;

use crate::clock::{Clock, Reading};

/// A difference this long, in real time, between two looks that are seconds apart is no accident.
const NOTICED: Duration = Duration::from_secs(30);

/// What happened between two looks at the clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// The computer, or this program, stood still for this long.
    Slept(Duration),
    /// The wall clock was set by this much.
    Set(SignedDuration),
}

/// What happened between two readings of a clock that is looked at every few seconds.
#[must_use]
pub fn gap(clock: &Clock, before: Reading, after: Reading) -> Option<Gap> {
    let passed = after.boot.saturating_sub(before.boot).max(after.monotonic.saturating_sub(before.monotonic));
    if clock.real(passed) > NOTICED {
        return Some(Gap::Slept(passed));
    }
    let set = after.wall.duration_since(before.wall) - SignedDuration::try_from(passed).unwrap_or(SignedDuration::ZERO);
    (clock.real(set.unsigned_abs()) > NOTICED).then_some(Gap::Set(set))
}

#[cfg(target_os = "linux")]
pub(super) use logind::listen_to_the_system;

#[cfg(target_os = "linux")]
mod logind {
    use futures_util::StreamExt;
    use tokio::sync::mpsc;
    use zbus::message::Type;
    use zbus::{Connection, MessageStream};

    use super::super::Hint;

    /// Who says so.
    const NAME: &str = "org.freedesktop.login1";
    const INTERFACE: &str = "org.freedesktop.login1.Manager";
    const SIGNAL: &str = "PrepareForSleep";

    const BUS: &str = "org.freedesktop.DBus";

    /// Hands on what logind says on the system's bus, for as long as somebody listens. Its absence is no trouble.
    pub(crate) async fn listen_to_the_system(say: mpsc::Sender<Hint>) {
        let Ok(connection) = Connection::system().await else {
            tracing::info!("no system bus: sleep is noticed by the clocks alone");
            return;
        };
        if let Err(error) = listen(&connection, &say).await {
            tracing::info!("logind is not heard: {error}");
        }
    }

    async fn listen(connection: &Connection, say: &mpsc::Sender<Hint>) -> zbus::Result<()> {
        let mut stream = MessageStream::from(connection);
        let rule = format!("type='signal',sender='{NAME}',interface='{INTERFACE}',member='{SIGNAL}'");
        let path = "/org/freedesktop/DBus";
        connection.call_method(Some(BUS), path, Some(BUS), "AddMatch", &rule).await?;
        loop {
            let message = tokio::select! {
                message = stream.next() => message,
                () = say.closed() => None,
            };
            let Some(message) = message.transpose()? else { return Ok(()) };
            let header = message.header();
            let is_it = message.message_type() == Type::Signal
                && header.interface().is_some_and(|interface| interface.as_str() == INTERFACE)
                && header.member().is_some_and(|member| member.as_str() == SIGNAL);
            if !is_it {
                continue;
            }
            let Ok(begins) = message.body().deserialize::<bool>() else { continue };
            let hint = if begins { Hint::Sleeps } else { Hint::Woke };
            if say.send(hint).await.is_err() {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_sleep_where_time_passed_and_a_set_clock_where_it_did_not() {
        let clock = Clock::scaled("2026-03-12T09:00:00Z".parse().unwrap(), 1.0);
        let before = clock.read();
        let after = |wall: i64, monotonic: u64, boot: u64| Reading {
            wall: before.wall + SignedDuration::from_secs(wall),
            monotonic: before.monotonic + Duration::from_secs(monotonic),
            boot: before.boot + Duration::from_secs(boot),
        };
        let slept = |seconds| Some(Gap::Slept(Duration::from_secs(seconds)));
        let set = |seconds| Some(Gap::Set(SignedDuration::from_secs(seconds)));
        for (name, reading, expected) in [
            ("nothing", after(5, 5, 5), None),
            ("a slow tick", after(30, 30, 30), None),
            ("a nap", after(31, 1, 31), slept(31)),
            ("a night", after(28_800, 5, 28_800), slept(28_800)),
            ("a night where timers go on", after(28_800, 28_800, 28_800), slept(28_800)),
            ("a night where no clock but the wall tells", after(28_800, 5, 5), set(28_795)),
            ("set forward, hardly", after(35, 5, 5), None),
            ("set forward", after(36, 5, 5), set(31)),
            ("set back", after(-3600, 5, 5), set(-3605)),
            ("asleep, and set back meanwhile", after(-3600, 5, 3600), slept(3600)),
        ] {
            assert_eq!(gap(&clock, before, reading), expected, "{name}");
        }
    }

    #[test]
    fn a_fast_clock_is_looked_at_in_real_time() {
        let clock = Clock::scaled("2026-03-12T09:00:00Z".parse().unwrap(), 60.0);
        let before = clock.read();
        let after = |seconds| Reading {
            wall: before.wall + SignedDuration::from_secs(seconds),
            monotonic: before.monotonic + Duration::from_secs(seconds.unsigned_abs()),
            boot: before.boot + Duration::from_secs(seconds.unsigned_abs()),
        };
        assert_eq!(gap(&clock, before, after(300)), None, "five seconds of ours");
        assert!(gap(&clock, before, after(1801)).is_some());
    }
}
