//! Documents made to hurt, each read in a process of its own: how long it takes and how much memory beyond the document
//! itself. That none of them ends the process is a test's business.

use std::fs;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use siaga_core::feed::read_any;

use crate::figure::{Figure, milliseconds};
use crate::linux::Outcome;

/// The word that makes this program read one such document and say what it took.
pub(crate) const ARGUMENT: &str = "--hostile";

const TIME: Duration = Duration::from_millis(50);
const MEMORY: u64 = 16 * 1024;

type Make = fn() -> String;

const DOCUMENTS: [(&str, Make); 7] = [
    ("200,000 lists in each other", || "[".repeat(200_000)),
    ("200,000 objects in each other", || "{\"a\":".repeat(200_000)),
    ("200,000 elements in each other", || {
        format!("<rss version=\"2.0\"><channel>{}{}</channel></rss>", "<a>".repeat(200_000), "</a>".repeat(200_000))
    }),
    ("entities that grow", || {
        let mut text = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"ha\">");
        for level in 1..=30 {
            text.push_str(&format!("<!ENTITY a{level} \"&a{0};&a{0};&a{0};&a{0};\">", level - 1));
        }
        text.push_str("]><rss version=\"2.0\"><channel><title>&a30;</title></channel></rss>");
        text
    }),
    ("100 MB in one string", || format!("{{\"page\":{{\"id\":\"{}\"}}}}", "a".repeat(100_000_000))),
    ("100 MB of small values", || format!("[{}0]", "0,".repeat(50_000_000))),
    ("100 MB of entries", || {
        let entry = "<item><title>Down</title><guid>1</guid></item>";
        let body = entry.repeat(100_000_000 / entry.len());
        format!("<rss version=\"2.0\"><channel><title>x</title>{body}</channel></rss>")
    }),
];

pub(super) fn measure() -> Outcome<Vec<Figure>> {
    let (mut slowest, mut largest, mut lines) = (Duration::ZERO, 0, Vec::new());
    for (number, (name, _)) in DOCUMENTS.iter().enumerate() {
        let output = Command::new(std::env::current_exe()?).args([ARGUMENT, &number.to_string()]).output()?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut words = said.split_whitespace();
        let (Some(Ok(micros)), Some(Ok(kib))) =
            (words.next().map(str::parse::<u64>), words.next().map(str::parse::<u64>))
        else {
            return Err(format!("{name}: {}", output.status).into());
        };
        let time = Duration::from_micros(micros);
        lines.push(format!("{name}: {}, {kib} KiB", milliseconds(time)));
        (slowest, largest) = (slowest.max(time), largest.max(kib));
    }
    let figure = Figure::new("hostile documents", format!("{}, {} KiB at most", milliseconds(slowest), largest))
        .target("50 ms and 16 MiB beyond the document", slowest <= TIME && largest <= MEMORY);
    Ok(vec![lines.into_iter().fold(figure, Figure::beside)])
}

/// Reads one document and prints microseconds and KiB.
pub(crate) fn child(number: &str) -> ExitCode {
    let made = number.parse::<usize>().ok().and_then(|number| DOCUMENTS.get(number));
    let Some((_, make)) = made else { return ExitCode::from(64) };
    let document = make();
    // What making the document took is forgotten: from here on the most is counted anew.
    if fs::write("/proc/self/clear_refs", "5").is_err() {
        return ExitCode::FAILURE;
    }
    let before = peak();
    let start = Instant::now();
    let _ = std::hint::black_box(read_any(std::hint::black_box(document.as_bytes())));
    println!("{} {}", start.elapsed().as_micros(), peak().saturating_sub(before));
    ExitCode::SUCCESS
}

/// The most memory that this process held since the count began, in KiB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|text| text.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
}
