//! From the start of the agent to the moment at which its socket says that 30 feeds were read, beside curl reading the
//! same 30 addresses.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::Outcome;
use crate::figure::{Figure, milliseconds, percentile, ratio};
use crate::person::Person;
use crate::server::Page;

/// Feeds, each on a port of its own.
pub(crate) const FEEDS: usize = 30;

const RUNS: usize = 11;

const TARGET: Duration = Duration::from_millis(500);

pub(crate) async fn measure(siaga: &Path) -> Outcome<Vec<Figure>> {
    let pages = pages()?;
    let mut times = Vec::new();
    for _ in 0..RUNS {
        // Each time with an empty database: the first start is the slowest.
        let person = Person::new(&pages, FEEDS, "")?;
        let agent = person.agent(siaga, None)?;
        let connection = person.known().await?;
        times.push(agent.start.elapsed());
        agent.stop(connection).await?;
    }
    times.sort();
    let (median, worst) = (percentile(&times, 0.5), percentile(&times, 1.0));
    let value = format!("{}, worst {}", milliseconds(median), milliseconds(worst));
    let figure = Figure::new("30 feeds known after start", value)
        .target("at most 500 ms", worst <= TARGET)
        .beside(format!("median of {RUNS} starts with an empty database, from exec to the socket's snapshot"));
    Ok(vec![figure.beside(curl(&pages, median))])
}

/// The pages that most measurements use.
pub(crate) fn pages() -> Outcome<Vec<Page>> {
    Ok((0..FEEDS).map(|_| Page::start()).collect::<Result<_, _>>()?)
}

fn curl(pages: &[Page], median: Duration) -> String {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let mut curl = Command::new("curl");
        curl.args(["--silent", "--fail", "--noproxy", "*", "--parallel", "--parallel-immediate"]);
        for page in pages {
            curl.args(["--output", "/dev/null", &page.url()]);
        }
        let start = Instant::now();
        match curl.stdin(Stdio::null()).stderr(Stdio::null()).status() {
            Ok(status) if status.success() => times.push(start.elapsed()),
            Ok(status) => return format!("curl: not measured ({status})"),
            Err(error) => return format!("curl: not measured ({error})"),
        }
    }
    times.sort();
    let theirs = percentile(&times, 0.5);
    let times = ratio(median.as_secs_f64(), theirs.as_secs_f64());
    format!("{times} of curl --parallel fetching the same 30 without reading them ({})", milliseconds(theirs))
}
