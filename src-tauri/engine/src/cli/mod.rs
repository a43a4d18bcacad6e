//! The command line: what can be asked, and how it ends. One command, one file. With an agent, commands answer from its
//! snapshot; without one they read the watched feeds once, and write nothing.

mod accept;
mod agent;
pub(crate) mod alternatives;
mod autostart;
mod bar;
mod check;
mod detect;
mod diagnose;
mod drill;
mod feed;
mod history;
#[cfg(target_os = "linux")]
mod hold;
mod hush;
mod message;
mod open;
mod output;
mod plan;
mod provider;
mod replay;
mod settings;
mod source;
mod span;
mod status;
mod switch;
mod wait;
mod watch;
mod why;
mod window;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

use crate::places::{Places, PlacesArgs};

/// Exit code: the command line is not understood, or names an unknown product.
pub const USAGE: u8 = 64;
/// Exit code: bad input or settings.
pub const BAD_INPUT: u8 = 65;
/// Exit code: nothing to offer, or nobody to ask.
pub const NOTHING: u8 = 69;
/// Exit code: it did not come to pass in time.
pub const TIMED_OUT: u8 = 75;
/// The hidden command that keeps the clipboard.
#[cfg(target_os = "linux")]
pub(crate) const HOLD: &str = "clipboard-holder";

/// Exit code: something inside failed.
pub const INTERNAL: u8 = 70;

/// Watches the status feeds of AI tools, tells you once when one you use breaks and once when it is back, and names
/// what works meanwhile.
#[derive(Debug, Parser)]
#[command(name = "siaga", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    places: PlacesArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Watch and tell, until it is ended
    Agent(agent::Args),
    /// Say how the tools you use are doing
    Status(status::Args),
    /// Answer for monitoring: 0 working, 1 some problems, 2 down, 3 cannot tell
    Check(check::Args),
    /// Is it them or me? One sentence about one tool, and what stands behind it
    Why(why::Args),
    /// Wait until a tool works again; for scripts
    Wait(wait::Args),
    /// Follow decisions as they are made; never notifies
    Watch(watch::Args),
    /// Look back: outages, and how much of the time watched it worked
    History(history::Args),
    /// Name what to use instead
    Alternatives(alternatives::Args),
    /// Go to what works now, and take the prompt along
    Switch(switch::Args),
    /// Your own choices for each task, made on a calm day: show, set, check
    Plan(plan::Args),
    /// A message for your team about a tool, ready to be sent
    Message(message::Args),
    /// The state for a bar or a launcher
    Bar(bar::Args),
    /// Open a tool in the browser
    Open(open::Args),
    /// Open the window
    Window(window::Args),
    /// Tell nothing for a while
    Snooze(hush::SnoozeArgs),
    /// Be told once when a tool is back
    TellMe(hush::TellMeArgs),
    /// Say what you would have been told of recorded incidents, and what would have been held and why
    Replay(replay::Args),
    /// Rehearse an outage: a local feed, the real line, nothing of yours touched
    Drill(drill::Args),
    /// Find or read one status feed
    Feed(feed::Args),
    /// Further outputs: list, try, and keep their secrets
    Output(output::Args),
    /// Your own providers: list, add by address, remove, export and import
    Provider(provider::Args),
    /// Where your settings are, what they are, and whether they are right
    Settings(settings::Args),
    /// Start the agent when you log in, or not
    Autostart(autostart::Args),
    /// Say what Siaga knows about itself
    Diagnose(diagnose::Args),
    /// Keep the clipboard for a command that has ended
    #[cfg(target_os = "linux")]
    #[command(name = HOLD, hide = true)]
    HoldClipboard,
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

/// Why a command ends other than well: a code, and one line that says what to do.
#[derive(Debug)]
struct Failure {
    code: u8,
    message: String,
}

impl Failure {
    fn new(code: u8, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

type Outcome = Result<u8, Failure>;

/// Runs the command that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    // A monitoring system takes anything but 0, 1 and 2 as "unknown": for `check` that is 3, wrong usage included.
    let names = Cli::command();
    let named = arguments.iter().skip(1).find(|argument| names.find_subcommand(argument).is_some());
    let checking = named.is_some_and(|command| command == "check");
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) if !error.use_stderr() => {
            // Help and version were asked for. A closed pipe is no reason to complain.
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            let text = error.to_string();
            // Where the command itself is missing, clap answers with the whole help instead of an error. Otherwise its
            // first paragraph says what is wrong, and names it.
            let first = match error.kind() {
                ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "a command is missing".to_owned(),
                _ => {
                    let said: Vec<&str> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
                    said.join(" ").trim_start_matches("error: ").to_owned()
                }
            };
            complain(&format!("{first} (see `siaga --help`)"));
            return ExitCode::from(if checking { 3 } else { USAGE });
        }
    };
    match run(cli) {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            complain(&failure.message);
            ExitCode::from(failure.code)
        }
    }
}

fn run(cli: Cli) -> Outcome {
    let places = Places::find(&cli.places);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(INTERNAL, format!("cannot start: {error}")))?;
    let command = cli.command;
    let outcome = match command {
        // The tray of other systems needs the main thread.
        Command::Agent(args) => return agent::run(runtime, places, args),
        Command::Drill(args) => return drill::run(runtime, places, args),
        Command::Status(args) => runtime.block_on(status::run(&places, args)),
        Command::Check(args) => runtime.block_on(check::run(&places, &args)),
        Command::Why(args) => runtime.block_on(why::run(&places, &args)),
        Command::Wait(args) => runtime.block_on(wait::run(&places, &args)),
        Command::Watch(args) => runtime.block_on(watch::run(&places, &args)),
        Command::History(args) => runtime.block_on(history::run(&places, &args)),
        Command::Alternatives(args) => runtime.block_on(alternatives::run(&places, &args)),
        Command::Switch(args) => runtime.block_on(switch::run(&places, &args)),
        #[cfg(target_os = "linux")]
        Command::HoldClipboard => hold::run(),
        Command::Plan(args) => runtime.block_on(plan::run(&places, &args)),
        Command::Message(args) => runtime.block_on(message::run(&places, &args)),
        Command::Bar(args) => runtime.block_on(bar::run(&places, &args)),
        Command::Open(args) => runtime.block_on(open::run(&places, &args)),
        Command::Window(args) => runtime.block_on(window::run(&places, args)),
        Command::Snooze(args) => runtime.block_on(hush::snooze(&places, &args)),
        Command::TellMe(args) => runtime.block_on(hush::tell_me(&places, &args)),
        Command::Feed(args) => runtime.block_on(feed::run(&args)),
        Command::Provider(args) => runtime.block_on(provider::run(&places, args)),
        Command::Output(args) => runtime.block_on(output::run(&places, args)),
        Command::Replay(args) => replay::run(&places, &args),
        Command::Settings(args) => runtime.block_on(settings::run(&places, &args)),
        Command::Autostart(args) => autostart::run(&places, &args),
        Command::Diagnose(args) => runtime.block_on(diagnose::run(&places, &args)),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "siaga", &mut script);
            say(&String::from_utf8_lossy(&script));
            Ok(0)
        }
    };
    // Look-ups of names may hang in threads of their own; the answer is out, so nothing is waited for.
    runtime.shutdown_background();
    outcome
}

/// Prints a line. A reader that has gone, as `head` does, ends the process quietly.
fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    if writeln!(out, "{}", text.trim_end_matches('\n')).and_then(|()| out.flush()).is_err() {
        std::process::exit(0);
    }
}

fn say_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value)
        .map_err(|error| Failure::new(INTERNAL, format!("the answer could not be written: {error}")))?;
    say(&text);
    Ok(())
}

/// One line on standard error, whatever the text holds.
fn complain(text: &str) {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(std::io::stderr().lock(), "siaga: {line}");
}
