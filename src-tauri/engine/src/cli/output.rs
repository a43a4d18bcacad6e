//! `siaga output`: the further outputs of the settings, a test message to one of them, and its secret, which is read from
//! standard input and goes to the system's keyring and nowhere else.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Read};
use std::time::Duration;

use jiff::Timestamp;
use siaga_core::forward::Forward;
use siaga_core::settings::{OutputKind, OutputSettings, SecretKind};
use siaga_core::wire::{Command, Reply};
use siaga_core::wording::Words;

use super::{BAD_INPUT, Failure, INTERNAL, NOTHING, Outcome, USAGE, say, source};
use crate::fetch::{Fetcher, host_shown};
use crate::output::carrier::{Carrier, Outputs, Parcel, said};
use crate::output::keyring::{Keyring, KeyringError, LONGEST, Secret};
use crate::output::webhook::check_secret;
use crate::places::Places;
use crate::settings::Files;
use crate::watch::forward::unknown;

/// How long the keyring may take: it may ask the person for a password.
const KEYRING_LIMIT: Duration = Duration::from_secs(120);

/// How long it may take where nobody is asked.
const QUICK: Duration = Duration::from_secs(3);

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Name your outputs: kind, where to, and whether their secrets are stored
    List,
    /// Send one marked message to an output, and say what came of it
    Test {
        /// The output's name in your settings
        name: String,
    },
    /// Keep an output's secret in the system's keyring; it is read from standard input
    Secret {
        /// The output's name in your settings
        name: String,
        /// Take the secret away instead
        #[arg(long)]
        remove: bool,
    },
}

pub(super) async fn run(places: &Places, args: Args) -> Outcome {
    let mut files = Files::of(&places.config);
    let (settings, _) = files.load();
    let words = source::words(&files, &settings);
    source::complain_of(&files);
    match args.what {
        What::List => list(&settings.output).await,
        What::Test { name } => test(places, &words, &settings.output, name).await,
        What::Secret { name, remove: true } => remove(&name).await,
        What::Secret { name, remove: false } => {
            let output = known(&words, &settings.output, &name)?;
            keep(&name, output).await
        }
    }
}

fn known<'a>(
    words: &Words,
    outputs: &'a BTreeMap<String, OutputSettings>,
    name: &str,
) -> Result<&'a OutputSettings, Failure> {
    outputs.get(name).ok_or_else(|| Failure::new(USAGE, unknown(words, name, outputs)))
}

async fn list(outputs: &BTreeMap<String, OutputSettings>) -> Outcome {
    if outputs.is_empty() {
        say("no outputs: `siaga settings show` says how to add one");
    }
    for (name, output) in outputs {
        let place = match (&output.kind, &output.url) {
            (OutputKind::Script, _) => output.command.first().cloned().unwrap_or_default(),
            (_, Some(url)) => host_shown(url),
            (_, None) => "its address is in the keyring".to_owned(),
        };
        let secret = match output.secret_kind() {
            None => "",
            Some(_) => match tokio::time::timeout(QUICK, Keyring.read(name)).await {
                Ok(Ok(Some(_))) => "; its secret is stored",
                Ok(Ok(None)) => "; no secret is stored yet",
                Ok(Err(KeyringError::Locked)) => "; the keyring is locked",
                Ok(Err(_)) | Err(_) => "; the keyring cannot be read",
            },
        };
        say(&format!("{name}: {}, {place}{secret}", output.kind.word()));
    }
    Ok(0)
}

async fn test(places: &Places, words: &Words, outputs: &BTreeMap<String, OutputSettings>, name: String) -> Outcome {
    let output = known(words, outputs, &name)?;
    // The agent's own environment and keyring are what counts, where there is an agent.
    if let Some(connection) = source::agent(places).await? {
        let reply = connection.client.ask(Command::TestOutput { name }).await.map_err(source::refused)?;
        if let Reply::Said(sentence) = reply {
            say(&sentence);
        }
        return Ok(0);
    }
    let fetcher = Fetcher::new(env!("CARGO_PKG_VERSION")).map_err(|error| Failure::new(INTERNAL, error.to_string()))?;
    let now = Timestamp::now();
    let forward = Forward::test(words, &name, now);
    let parcel = Parcel { name: name.clone(), settings: output.clone(), forward, now };
    let outcome = Outputs::new(fetcher).carry(parcel).await;
    let sentence = said(words, &name, &outcome);
    if outcome.is_err() {
        return Err(Failure::new(NOTHING, sentence));
    }
    say(&sentence);
    Ok(0)
}

async fn keep(name: &str, output: &OutputSettings) -> Outcome {
    let Some(kind) = output.secret_kind() else {
        let message = format!("the output {name} has no secret: its settings do not say secret = true");
        return Err(Failure::new(USAGE, message));
    };
    let secret = read_secret(kind)?;
    check_secret(kind, &secret, output.internal).map_err(|why| Failure::new(BAD_INPUT, why))?;
    within(Keyring.keep(name, &secret)).await?;
    say(&format!("the secret of {name} is in the keyring; try it with `siaga output test {name}`"));
    Ok(0)
}

async fn remove(name: &str) -> Outcome {
    let was_there = within(Keyring.forget(name)).await?;
    say(&if was_there {
        format!("the secret of {name} is no longer in the keyring")
    } else {
        format!("the keyring holds no secret for {name}")
    });
    Ok(0)
}

async fn within<T>(asked: impl Future<Output = Result<T, KeyringError>>) -> Result<T, Failure> {
    match tokio::time::timeout(KEYRING_LIMIT, asked).await {
        Ok(outcome) => outcome.map_err(|error| Failure::new(NOTHING, error.to_string())),
        Err(_) => Err(Failure::new(NOTHING, "the keyring did not answer in time")),
    }
}

/// One line, or all there is, from standard input. Typed at a terminal it is not shown.
fn read_secret(kind: SecretKind) -> Result<Secret, Failure> {
    let wrong = |why: &str| Failure::new(BAD_INPUT, format!("no secret was read: {why}"));
    let mut text = String::new();
    let input = std::io::stdin();
    if input.is_terminal() {
        super::complain(match kind {
            SecretKind::Address => "paste the address and press Enter (it is not shown)",
            SecretKind::Token => "paste the token and press Enter (it is not shown)",
            SecretKind::Topic => "type the topic, and after a space its token if there is one, and press Enter",
        });
        let _hidden = Hidden::begin();
        input.read_line(&mut text).map_err(|error| wrong(&error.to_string()))?;
    } else {
        let most = LONGEST as u64 + 1;
        input.lock().take(most).read_to_string(&mut text).map_err(|error| wrong(&error.to_string()))?;
    }
    let text = text.trim();
    match text.len() {
        0 => Err(wrong("standard input was empty")),
        length if length > LONGEST => Err(wrong("it is longer than 2048 bytes")),
        _ => Ok(Secret::new(text.to_owned())),
    }
}

/// While it lives, what is typed is not shown.
struct Hidden {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

impl Hidden {
    #[cfg(unix)]
    fn begin() -> Self {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let before = tcgetattr(std::io::stdin()).ok();
        if let Some(mut hidden) = before.clone() {
            hidden.local_modes.remove(LocalModes::ECHO);
            // Where a terminal cannot do it, what is typed is seen by who types it.
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Flush, &hidden);
        }
        Self { before }
    }

    #[cfg(not(unix))]
    const fn begin() -> Self {
        Self {}
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(before) = &self.before {
            use rustix::termios::{OptionalActions, tcsetattr};
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, before);
        }
    }
}
