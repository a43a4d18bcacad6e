//! What the agent takes while nothing happens: its tray icon in a real panel, 30 products, the pauses of the defaults.
//! Beside it stand the panel and the notification server of the same session, and the window.

use std::env;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::known::{FEEDS, pages};
use super::{Outcome, window};
use crate::figure::{Figure, ratio};
use crate::person::Person;
use crate::process;

/// Most memory, in KiB of PSS.
const MEMORY: u64 = 15 * 1024;

/// Largest part of one core.
const PROCESSOR: f64 = 0.002;

/// How long a process is left alone after its start, before it counts as idle.
const SETTLE: Duration = Duration::from_secs(5);

/// How long the tray icon may take to appear.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a process took.
struct Taken {
    pss: u64,
    share: f64,
    waits: f64,
}

pub(crate) async fn measure(siaga: &Path, desktop: Option<&Path>, time: Duration) -> Outcome<Vec<Figure>> {
    let person = Person::new(&pages()?, FEEDS, "")?;
    let agent = person.agent(siaga, None)?;
    let connection = person.known().await?;
    tray_icon().await?;
    tokio::time::sleep(SETTLE).await;
    let mut watched = vec![("agent", agent.pid())];
    for (name, part) in [("xfce4-notifyd", "notify"), ("xfce4-panel", "tray")] {
        watched.extend(part_of_session(part).map(|pid| (name, pid)));
    }
    let taken = watch(&watched, time).await?;
    let own = &taken[0];
    let mut memory = Figure::new("idle with tray, 30 products: memory", mebibytes(own.pss))
        .target("at most 15 MiB PSS", own.pss <= MEMORY);
    let mut processor = Figure::new("idle with tray, 30 products: time", share(own))
        .target("at most 0.2 % of a core", own.share <= PROCESSOR)
        .beside(format!("over {} s; it woke {:.1} times a second", time.as_secs(), own.waits));
    for ((name, _), other) in watched.iter().zip(&taken).skip(1) {
        memory = memory.beside(format!(
            "{} of {name} in the same session ({})",
            ratio(own.pss as f64, other.pss as f64),
            mebibytes(other.pss)
        ));
        processor = processor.beside(format!("{name} in the same session: {}", share(other)));
    }
    let mut figures = vec![memory, processor];
    match desktop {
        Some(desktop) => match window::measure(&person, desktop, agent.pid(), own.pss).await {
            Ok(seen) => figures.extend(seen),
            Err(error) => figures.push(Figure::missing("window", error)),
        },
        // Nobody asked for it, so nothing is missing.
        None => figures.push(Figure::new("window", "not measured (siaga-desktop is not built)")),
    }
    agent.stop(connection).await?;
    Ok(figures)
}

/// Memory as it is printed, from KiB.
pub(super) fn mebibytes(kib: u64) -> String {
    format!("{:.1} MiB PSS", kib as f64 / 1024.0)
}

fn share(taken: &Taken) -> String {
    format!("{:.3} % of a core", taken.share * 100.0)
}

async fn watch(processes: &[(&str, u32)], time: Duration) -> Outcome<Vec<Taken>> {
    let reading = |pid: u32| Ok::<_, Box<dyn std::error::Error>>((process::processor_time(pid)?, process::waits(pid)?));
    let before: Vec<(Duration, u64)> = processes.iter().map(|(_, pid)| reading(*pid)).collect::<Result<_, _>>()?;
    let start = Instant::now();
    tokio::time::sleep(time).await;
    let seconds = start.elapsed().as_secs_f64();
    let mut taken = Vec::new();
    for ((_, pid), (used, waits)) in processes.iter().zip(before) {
        let (used_now, waits_now) = reading(*pid)?;
        taken.push(Taken {
            pss: process::pss(*pid)?,
            share: (used_now - used).as_secs_f64() / seconds,
            waits: waits_now.saturating_sub(waits) as f64 / seconds,
        });
    }
    Ok(taken)
}

/// A part that the session has started, by its pid file.
fn part_of_session(part: &str) -> Option<u32> {
    let folder = env::var_os("SESSION_OUT")?;
    fs::read_to_string(Path::new(&folder).join(format!("{part}.pid"))).ok()?.trim().parse().ok()
}

/// Waits until a panel has taken the agent's icon in.
async fn tray_icon() -> Outcome<()> {
    let bus = zbus::Connection::session().await?;
    let (name, path) = ("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher");
    let start = Instant::now();
    loop {
        let answer = bus
            .call_method(
                Some(name),
                path,
                Some("org.freedesktop.DBus.Properties"),
                "Get",
                &(name, "RegisteredStatusNotifierItems"),
            )
            .await?;
        let value: zbus::OwnedVariant = answer.body().deserialize()?;
        if Vec::<String>::try_from(value).is_ok_and(|items| !items.is_empty()) {
            return Ok(());
        }
        if start.elapsed() > PATIENCE {
            return Err("no panel shows the tray icon; is this run by `cargo xtask bench`?".into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
