//! The project's own commands, one file each: `cargo xtask setup | demo | run | test | bench | check | deny | fuzz | replays |
//! screenshots | package`.
//!
//! It builds in seconds, because it depends on nothing. It changes a person's machine only after asking, and it holds no
//! knowledge of Siaga beyond the names of its crates and binaries.
#![allow(clippy::print_stdout, clippy::print_stderr)] // A command line speaks by printing.

mod bench;
mod check;
mod demo;
mod deny;
mod fuzz;
mod need;
mod package;
mod place;
mod replays;
mod run;
mod screenshots;
mod setup;
mod step;
mod system;
mod test;

use std::process::ExitCode;

use step::Failure;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  demo [--yes]                    set up, build, and rehearse an outage: in the window, or here where there is no display
  run [--yes]                     set up, build, and start Siaga
  test [--long] [--yes]           everything that must hold: format, lints, all tests, page and window included
  bench [parse] [--quick] [--window PATH] [--yes]
                                  speed, memory and size of the release build, printed with their targets and the machine
  setup [--for demo|test|check|bench] [--yes]
                                  install what building (or testing ..) needs; says what and why, and asks first
  check windows|macos [-p CRATE | --window] [--yes]
                                  type-check for another system from Linux (the engine, or the window)
  deny [--yes]                    licences, banned crates and sources, as deny.toml has them
  fuzz [FORMAT..] [--seconds N] [--jobs N] [--yes]
                                  each format's reader on documents that nobody would publish, 60 s each
  replays                         what the defaults would have told of recorded histories, into docs/replays.md
  screenshots [--yes]             pictures of window, tray and notification, into docs/images
  package                         a Debian package of the release build

--yes, or CI=true in the environment, answers every question with yes.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    let outcome = match command {
        "setup" => setup::command(rest),
        "demo" => demo::command(rest),
        "run" => run::command(rest),
        "test" => test::command(rest),
        "bench" => bench::command(rest),
        "check" => check::command(rest),
        "deny" => deny::command(rest),
        "fuzz" => fuzz::command(rest),
        "package" => package::command(rest),
        "replays" => replays::command(rest),
        "screenshots" => screenshots::command(rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        other => Err(Failure::Usage(format!("there is no command `{other}`"))),
    };
    match outcome {
        Ok(code) => code,
        Err(Failure::Usage(what)) => {
            eprintln!("xtask: {what}\n\n{USAGE}");
            ExitCode::from(64)
        }
        Err(Failure::Step(what)) => {
            eprintln!("\nxtask: {what}");
            ExitCode::FAILURE
        }
    }
}
