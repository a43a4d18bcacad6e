//! `siaga autostart`: whether the agent starts when the person logs in, and changing that. Needs no agent.

use super::{Failure, INTERNAL, NOTHING, Outcome, say, source};
use crate::autostart::{self, Autostart, Unchanged};
use crate::places::Places;
use crate::settings::Files;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Copy, clap::Subcommand)]
enum What {
    /// Start the agent whenever you log in
    On,
    /// Not any more
    Off,
    /// Say which, and where that stands
    Status,
}

pub(super) fn run(places: &Places, args: &Args) -> Outcome {
    let mut files = Files::of(&places.config);
    let (settings, _) = files.load();
    let words = source::words(&files, &settings);
    let autostart = Autostart::of_the_system(places).map_err(|nowhere| {
        let message = words.format("said-autostart-refused", &[("why", nowhere.to_string().into())]);
        Failure::new(NOTHING, message)
    })?;
    let on = match args.what {
        What::Status => {
            say(&autostart.standing().sentence(&words));
            return Ok(0);
        }
        What::On => true,
        What::Off => false,
    };
    autostart.turn(on).map_err(|unchanged| {
        let code = match unchanged {
            Unchanged::Temporary(_) => NOTHING,
            Unchanged::Refused { .. } => INTERNAL,
        };
        Failure::new(code, unchanged.sentence(&words))
    })?;
    say(&autostart::said(&words, on));
    Ok(0)
}
