//! The agent's log: what happened, in a file that is turned over by size, and on the terminal when asked. No secrets:
//! addresses are written by [`crate::fetch::shown`].

mod turnover;

use std::io;
use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use self::turnover::Turnover;

/// Begins to log: to `file` when there is one (5 files of 1 MiB, mode 0600), and with `verbose` to standard error, in
/// more detail. Crates of Siaga log from level info on, others from warn on. Later calls change nothing.
///
/// # Errors
/// The file cannot be written. Everything else works then: the terminal still gets its part.
pub fn start(file: Option<&Path>, verbose: bool) -> io::Result<()> {
    let (file, outcome) = match file.map(Turnover::open) {
        Some(Ok(file)) => (Some(file), Ok(())),
        Some(Err(error)) => (None, Err(error)),
        None => (None, Ok(())),
    };
    let to_file = file
        .map(|file| fmt::layer().with_ansi(false).with_writer(Mutex::new(file)).with_filter(levels(LevelFilter::INFO)));
    let to_terminal =
        verbose.then(|| fmt::layer().with_ansi(false).with_writer(io::stderr).with_filter(levels(LevelFilter::DEBUG)));
    let nobody = to_file.is_none() && to_terminal.is_none();
    if !nobody && tracing_subscriber::registry().with(to_file).with(to_terminal).try_init().is_ok() {
        log_panics();
    }
    outcome
}

fn levels(own: LevelFilter) -> Targets {
    Targets::new().with_default(LevelFilter::WARN).with_target("siaga", own)
}

/// In the background standard error goes nowhere, so a panic would leave no trace.
fn log_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        tracing::error!("{panic}");
        before(panic);
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_crates_are_heard_from_info_on_and_others_from_warn_on() {
        use tracing::Level;
        let levels = levels(LevelFilter::INFO);
        assert!(levels.would_enable("siaga_engine::socket", &Level::INFO));
        assert!(!levels.would_enable("siaga_engine::socket", &Level::DEBUG));
        assert!(levels.would_enable("hyper::proto", &Level::WARN));
        assert!(!levels.would_enable("hyper::proto", &Level::INFO));
    }
}
