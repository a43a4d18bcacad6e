//! From the last byte of a feed to `Notify` on the bus, beside the same call made directly. The bus and its notification
//! server are the bench's own, so that what is measured is not how fast some server draws.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use zbus::{Connection, Variant};

use super::Outcome;
use super::known::pages;
use crate::figure::{Figure, milliseconds, percentile, ratio};
use crate::person::Person;

#[path = "../../../../tests/support/bus.rs"]
mod bus;

/// Each is two notifications: a beginning and an end.
const OUTAGES: usize = 110;

const TARGET: Duration = Duration::from_millis(50);

/// How long a notification may take before the measurement is given up.
const PATIENCE: Duration = Duration::from_secs(10);

/// Good reads without trouble until an end is told, the last of which is what is measured from.
const CLEAR_READS: usize = siaga_core::state::CLEAR_READS as usize;

pub(crate) async fn measure(siaga: &Path) -> Outcome<Vec<Figure>> {
    let bus = bus::PrivateBus::start();
    let server = bus::Mock::start(&bus, &["actions", "body", "body-markup", "persistence"]).await;
    let pages = pages()?;
    // One of thirty is watched and read every 100 ms; the others are there as alternatives, and calm.
    // Told each time: a hundred outages in a few seconds would be called unstable, and be more than anybody wants in a day.
    let rules = "[poll]\nfavourite = \"100ms\"\nopen = \"100ms\"\n[notify]\nunstable = false\nceiling = 0\n";
    let person = Person::new(&pages, 1, rules)?;
    let agent = person.agent(siaga, Some(bus.address()))?;
    let connection = person.known().await?;
    let page = &pages[0];
    let (mut began, mut ended) = (Vec::new(), Vec::new());
    for outage in 0..OUTAGES {
        page.fail(&format!("1nc1dent{outage:04}"));
        let at = shown(&server, 2 * outage + 1).await?;
        began.push(at - page.given(0).ok_or("told of an outage before it was read")?);
        page.recover();
        let at = shown(&server, 2 * outage + 2).await?;
        ended.push(at - page.given(CLEAR_READS - 1).ok_or("told of an end before it was confirmed")?);
    }
    agent.stop(connection).await?;
    let count = server.calls().len();
    if count != 2 * OUTAGES {
        return Err(format!("{count} notifications instead of {}", 2 * OUTAGES).into());
    }
    let direct = directly(&bus, &server).await?;

    let mut all: Vec<Duration> = began.iter().chain(&ended).copied().collect();
    all.sort();
    began.sort();
    ended.sort();
    let (p99, floor) = (percentile(&all, 0.99), percentile(&direct, 0.99));
    let value = format!("p99 {}, median {}", milliseconds(p99), milliseconds(percentile(&all, 0.5)));
    let kind = |name: &str, times: &[Duration]| {
        format!(
            "{name}: median {}, p99 {}, worst {}",
            milliseconds(percentile(times, 0.5)),
            milliseconds(percentile(times, 0.99)),
            milliseconds(percentile(times, 1.0))
        )
    };
    let figure = Figure::new("from fetched to Notify", value)
        .target("p99 at most 50 ms", p99 <= TARGET)
        .beside(format!("{} notifications of one feed; {}", all.len(), kind("beginnings", &began)))
        .beside(kind("ends", &ended))
        .beside(format!(
            "median {}, p99 {} of the same call made directly ({})",
            ratio(percentile(&all, 0.5).as_secs_f64(), percentile(&direct, 0.5).as_secs_f64()),
            ratio(p99.as_secs_f64(), floor.as_secs_f64()),
            kind("direct", &direct)
        ));
    Ok(vec![figure])
}

async fn shown(server: &bus::Mock, count: usize) -> Outcome<Instant> {
    let waited = tokio::time::timeout(PATIENCE, server.shown(count)).await;
    waited.map(|_| Instant::now()).map_err(|_| format!("notification {count} did not come").into())
}

/// The floor: a client that does nothing but call.
async fn directly(bus: &bus::PrivateBus, server: &bus::Mock) -> Outcome<Vec<Duration>> {
    let client: Connection = bus.connect().await;
    let before = server.calls().len();
    let mut times = Vec::new();
    for number in 0..2 * OUTAGES {
        let hints: HashMap<&str, Variant<'_>> = HashMap::from([("urgency", Variant::from(1_u8))]);
        let actions = ["switch", "Switch to Bench 1", "details", "Details", "snooze", "Snooze 1 h"];
        let (title, body) = ("Bench 0 is down", "Bench 0 says so since 09:00. Bench 1 works.");
        let note = ("Siaga", 0_u32, "", title, body, &actions[..], hints, -1_i32);
        let name = "org.freedesktop.Notifications";
        let start = Instant::now();
        let call = client.call_method(Some(name), "/org/freedesktop/Notifications", Some(name), "Notify", &note);
        let (answer, at) = tokio::join!(call, shown(server, before + number + 1));
        answer?;
        times.push(at? - start);
    }
    times.sort();
    Ok(times)
}
