//! What this computer says of itself: that it slept, that its network came or went, that it runs on battery. Hints only:
//! each may be absent or wrong, and what is made of them is decided where reads are judged. Nobody is contacted.

mod network;
mod power;
mod sleep;

use tokio::sync::mpsc;

pub use power::Power;
pub use sleep::{Gap, gap};

/// News about this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// Its network interfaces changed. Whether one of them has an address that leads anywhere.
    Network {
        /// One has.
        usable: bool,
    },
    /// It is about to sleep.
    Sleeps,
    /// It has just woken.
    Woke,
}

/// Where an engine hears of its computer.
#[derive(Debug, Default)]
pub struct Hints {
    /// The battery.
    pub power: Power,
    /// News, where anybody brings them.
    pub news: Option<mpsc::Receiver<Hint>>,
    /// Kept so that the news go on.
    _network: Option<network::Interfaces>,
}

impl Hints {
    /// None: for an engine that reads once, and for rehearsals.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// These, and nobody else.
    #[must_use]
    pub const fn of(power: Power, news: mpsc::Receiver<Hint>) -> Self {
        Self { power, news: Some(news), _network: None }
    }

    /// Those of the system. Needs a tokio runtime.
    #[must_use]
    pub fn of_the_system() -> Self {
        let (say, news) = mpsc::channel(16);
        let network = network::watch(say.clone());
        #[cfg(target_os = "linux")]
        tokio::spawn(sleep::listen_to_the_system(say));
        #[cfg(not(target_os = "linux"))]
        drop(say);
        Self { power: Power::of_the_system(), news: Some(news), _network: network }
    }
}
