//! The package manager: which one this is, what it lacks of a list, and the commands that would bring it.

use std::collections::BTreeSet;
use std::env;
use std::io::{self, IsTerminal};
use std::process::Command;

use crate::need::Need;
use crate::place;
use crate::step::{self, Failure};

/// A package manager that we know how to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manager {
    /// Debian, Ubuntu and kin.
    Apt,
    /// Fedora and kin.
    Dnf,
    /// Arch and kin.
    Pacman,
    /// openSUSE.
    Zypper,
}

/// The manager of this machine, if it is one of those we know.
pub(crate) fn manager() -> Option<Manager> {
    let known =
        [("apt-get", Manager::Apt), ("dnf", Manager::Dnf), ("pacman", Manager::Pacman), ("zypper", Manager::Zypper)];
    known.into_iter().find(|(program, _)| place::on_path(program)).map(|(_, manager)| manager)
}

/// Those of the needs that are not on this machine.
pub(crate) fn missing(needs: &[&'static Need], manager: Option<Manager>) -> Vec<&'static Need> {
    let unseen: Vec<&'static Need> = needs.iter().copied().filter(|need| need.seen() != Some(true)).collect();
    let Some(manager) = manager else {
        // What only a package manager could tell is taken to be there: naming it would be a guess.
        return unseen.into_iter().filter(|need| need.seen() == Some(false)).collect();
    };
    let names: Vec<&str> = unseen.iter().filter_map(|need| need.package(manager)).collect();
    let there = manager.installed(&names);
    unseen.into_iter().filter(|need| need.package(manager).is_some_and(|name| !there.contains(name))).collect()
}

impl Manager {
    /// The commands that install these packages, as a person would type them (`sudo` in front unless we are root).
    pub(crate) fn commands(self, packages: &[&str]) -> Vec<Vec<String>> {
        let sudo: &[&str] = if is_root() { &[] } else { &["sudo"] };
        let command = |words: &[&str], packages: &[&str]| -> Vec<String> {
            sudo.iter().chain(words).chain(packages).map(|&word| word.to_owned()).collect()
        };
        match self {
            Self::Apt => vec![
                command(&["apt-get", "update"], &[]),
                command(
                    &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "--no-install-recommends"],
                    packages,
                ),
            ],
            Self::Dnf => vec![command(&["dnf", "install", "-y"], packages)],
            Self::Pacman => vec![command(&["pacman", "-S", "--needed", "--noconfirm"], packages)],
            Self::Zypper => vec![command(&["zypper", "--non-interactive", "install", "--no-recommends"], packages)],
        }
    }

    /// Those of the packages that it has installed.
    fn installed<'a>(self, packages: &[&'a str]) -> BTreeSet<&'a str> {
        let there = |words: &[&str], name: &str| {
            place::output(words[0], &words[1..].iter().copied().chain([name]).collect::<Vec<_>>()).is_some()
        };
        match self {
            Self::Apt => {
                // dpkg-query fails as a whole when it does not know one name, but prints what it knows.
                let mut query = Command::new("dpkg-query");
                let printed = run_anyway(query.args(["-W", "-f=${Package} ${db:Status-Status}\n"]).args(packages));
                let known: BTreeSet<&str> =
                    printed.lines().filter_map(|line| line.strip_suffix(" installed")).collect();
                packages.iter().copied().filter(|name| known.contains(name)).collect()
            }
            Self::Dnf | Self::Zypper => {
                packages.iter().copied().filter(|name| there(&["rpm", "-q", "--whatprovides"], name)).collect()
            }
            Self::Pacman => packages.iter().copied().filter(|name| there(&["pacman", "-Q"], name)).collect(),
        }
    }
}

/// Runs the commands one after another. The last decides: a list that could not be refreshed may still be good enough.
pub(crate) fn install(commands: &[Vec<String>]) -> Result<(), Failure> {
    let mut outcome = Ok(());
    for words in commands {
        let mut words = words.iter();
        let program = words.next().map(String::as_str).unwrap_or_default();
        let mut command = Command::new(program);
        // sudo asks on the terminal, and where there is none it must fail and not wait.
        if program == "sudo" && (is_ci() || !io::stdin().is_terminal()) {
            command.arg("-n");
        }
        outcome = step::run(command.args(words));
    }
    outcome
}

/// Whether we could install: as root, or through sudo.
pub(crate) fn may_install() -> bool {
    is_root() || place::on_path("sudo")
}

fn is_root() -> bool {
    // Asked of `id`, because std does not say and a crate for one number is one crate too many.
    place::output("id", &["-u"]).is_some_and(|id| id.trim() == "0")
}

fn run_anyway(command: &mut Command) -> String {
    let output = command.env("LC_ALL", "C").output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

/// Whether nobody is to be asked: `CI=true`.
pub(crate) fn is_ci() -> bool {
    env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}

#[cfg(test)]
mod tests {
    use super::Manager;
    use crate::need::Purpose;

    #[test]
    fn every_need_has_a_name_under_apt() {
        for purpose in [Purpose::Build, Purpose::Test, Purpose::Check, Purpose::Bench] {
            for need in purpose.needs() {
                assert!(need.package(Manager::Apt).is_some(), "{need:?}");
            }
        }
    }

    #[test]
    fn apt_is_refreshed_before_it_installs_and_is_never_asked_for_recommendations() {
        let commands = Manager::Apt.commands(&["xvfb"]);
        assert!(commands[0].ends_with(&["apt-get".to_owned(), "update".to_owned()]));
        assert!(commands[1].contains(&"--no-install-recommends".to_owned()));
        assert_eq!(commands[1].last().map(String::as_str), Some("xvfb"));
    }
}
