//! `setup`: installs what a command needs, after saying what and why and asking. It never guesses: where it cannot
//! install, it prints what it would have run.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::SystemTime;

use crate::need::{Need, Purpose};
use crate::place;
use crate::step::{self, Failure};
use crate::system;

/// The oldest Node that builds the page.
const NODE: u32 = 20;

/// Who is asked before this machine is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Consent {
    /// The person at the terminal.
    Ask,
    /// Nobody: `--yes`, or CI.
    Given,
    /// There is nobody to ask, so it is a no.
    Nobody,
}

impl Consent {
    /// From the arguments and the surroundings.
    pub(crate) fn from(yes: bool) -> Self {
        if yes || system::is_ci() {
            Self::Given
        } else if io::stdin().is_terminal() {
            Self::Ask
        } else {
            Self::Nobody
        }
    }

    /// The answer to a question that a person can say yes or no to.
    pub(crate) fn allows(self, question: &str) -> bool {
        match self {
            Self::Given => true,
            Self::Nobody => false,
            Self::Ask => {
                print!("{question} [y/N] ");
                let _ = io::stdout().flush();
                let mut answer = String::new();
                io::stdin().read_line(&mut answer).is_ok()
                    && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "ya")
            }
        }
    }
}

/// `cargo xtask setup [--for demo|test|check|bench] [--yes]`
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode, Failure> {
    let mut purpose = Purpose::Build;
    let mut yes = false;
    let mut words = arguments.iter().map(String::as_str);
    while let Some(word) = words.next() {
        match word {
            "--yes" => yes = true,
            "--for" => {
                purpose = match words.next() {
                    Some("demo" | "run") => Purpose::Build,
                    Some("test") => Purpose::Test,
                    Some("check") => Purpose::Check,
                    Some("bench") => Purpose::Bench,
                    other => {
                        return Err(Failure::Usage(format!("--for takes demo, test, check or bench, not {other:?}")));
                    }
                }
            }
            other => return Err(Failure::Usage(format!("setup does not know `{other}`"))),
        }
    }
    let consent = Consent::from(yes);
    packages(purpose, consent)?;
    if purpose != Purpose::Check {
        page()?;
    }
    println!("set-up: everything is there");
    Ok(ExitCode::SUCCESS)
}

/// Sees to the system's packages for a purpose.
///
/// # Errors
/// What is missing, and the commands that would bring it, where it may not or cannot install.
pub(crate) fn packages(purpose: Purpose, consent: Consent) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let manager = system::manager();
    let missing = system::missing(&purpose.needs(), manager);
    if missing.is_empty() {
        return Ok(());
    }
    let Some(manager) = manager else {
        return Err(Failure::Step(format!(
            "this system's package manager is not one we know (apt, dnf, pacman, zypper). Please install, by its own means:\n{}",
            listed(&missing, |need| Some(need.plain_name()))
        )));
    };
    println!("set-up: missing on this machine:\n{}", listed(&missing, |need| need.package(manager)));
    let names: BTreeSet<&str> = missing.iter().filter_map(|need| need.package(manager)).collect();
    let commands = manager.commands(&names.into_iter().collect::<Vec<_>>());
    let typed: String = commands.iter().map(|words| format!("  {}\n", words.join(" "))).collect();
    let refusal = |why: &str| Failure::Step(format!("{why}. What set-up would have run:\n{typed}"));
    if !system::may_install() {
        return Err(refusal("packages are missing, and this is neither root nor is there sudo"));
    }
    println!("set-up: to be run:\n{typed}");
    if !consent.allows("Run this now?") {
        return Err(refusal(match consent {
            Consent::Nobody => "packages are missing, and there is no terminal to ask on (--yes answers)",
            _ => "packages are missing",
        }));
    }
    if let Err(Failure::Step(what)) = system::install(&commands) {
        return Err(refusal(&what));
    }
    let left = system::missing(&purpose.needs(), Some(manager));
    if left.is_empty() {
        return Ok(());
    }
    Err(Failure::Step(format!(
        "still missing after installing:\n{}",
        listed(&left, |need| need.package(manager).or(Some(need.plain_name())))
    )))
}

/// Sees to Node and the page's packages. These stay inside the checkout, so nobody is asked.
pub(crate) fn page() -> Result<(), Failure> {
    let version = place::output("node", &["--version"]);
    let major =
        version.as_deref().and_then(|version| version.trim().strip_prefix('v')?.split('.').next()?.parse::<u32>().ok());
    match major {
        None => {
            return Err(Failure::Step(format!(
                "the page is built by Node, which is not on PATH. Please install Node {NODE} or newer, with npm: https://nodejs.org"
            )));
        }
        Some(major) if major < NODE => {
            return Err(Failure::Step(format!(
                "the page needs Node {NODE} or newer; here is {}. Please install a newer one: https://nodejs.org",
                version.unwrap_or_default().trim()
            )));
        }
        Some(_) => {}
    }
    let lock = place::ui().join("package-lock.json");
    let changed = |path| fs::metadata(path).and_then(|data| data.modified()).ok();
    let wanted = changed(&lock).ok_or_else(|| Failure::Step(format!("{} is not there", lock.display())))?;
    // npm writes this file last, so it is older than the lock file unless the install was whole and is current.
    let installed = changed(&place::ui().join("node_modules/.package-lock.json")).unwrap_or(SystemTime::UNIX_EPOCH);
    if installed >= wanted {
        return Ok(());
    }
    println!("set-up: fetching the page's packages into ui/node_modules");
    let mut npm = place::npm();
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    step::run(&mut npm)
}

fn listed(needs: &[&'static Need], name: impl Fn(&Need) -> Option<&'static str>) -> String {
    let lines = needs.iter().filter_map(|need| Some(format!("  {:<28} for {}", name(need)?, need.purpose)));
    lines.collect::<Vec<_>>().join("\n")
}
