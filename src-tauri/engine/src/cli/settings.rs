//! `siaga settings`: where they are, what they come to, whether they are right, and one of them changed.

use serde_json::Value;
use siaga_core::settings::DEFAULTS;
use siaga_core::wire::{Command, ErrorCode, Reply, WireError};
use toml_edit::{DocumentMut, Item, Table};

use super::source;
use super::{BAD_INPUT, Failure, Outcome, say};
use crate::own::rules;
use crate::places::Places;
use crate::settings::Files;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, clap::Subcommand)]
enum What {
    /// Print where the settings file is, whether or not it exists
    Path,
    /// Print every setting with its explanation, as it is in force
    Show,
    /// Check the settings and your own catalogue; names file and line
    Check,
    /// Change one setting, such as `notify.threshold major_outage`; the rest of the file stays as it is
    Set {
        /// Dotted: notify.threshold, product.chatgpt.loudness, quiet.hours
        key: String,
        /// What it is from now on; a list takes several
        #[arg(required = true, allow_hyphen_values = true)]
        value: Vec<String>,
    },
    /// Take your own value of one setting away, so that the default counts
    Unset {
        /// Dotted: notify.threshold, product.chatgpt.loudness, quiet.hours
        key: String,
    },
}

pub(super) async fn run(places: &Places, args: &Args) -> Outcome {
    let file = places.settings_file();
    match &args.what {
        What::Path => say(&file.display().to_string()),
        What::Show => {
            check(places)?;
            let own = std::fs::read_to_string(&file).unwrap_or_default();
            say(&merged(&own));
        }
        What::Check => {
            let files = check(places)?;
            // Not wrong, and perhaps not what the person means.
            let doubtful = files.good().check_rules(jiff::Timestamp::now());
            for problem in &doubtful {
                super::complain(&problem.to_string());
            }
            if doubtful.is_empty() {
                say(&format!("{}: in order", file.display()));
            }
        }
        What::Set { key, value } => change(places, key, Some(rules::value_of(key, value))).await?,
        What::Unset { key } => change(places, key, None).await?,
    }
    Ok(0)
}

/// By the agent where one runs, so that it counts at once; else in the file.
async fn change(places: &Places, key: &str, value: Option<Value>) -> Result<(), Failure> {
    if let Some(connection) = source::agent(places).await? {
        let command = Command::Set { key: key.to_owned(), value };
        match connection.client.ask(command).await {
            Ok(Reply::Changed(changed)) => say(&changed.said),
            Ok(_) => {}
            Err(WireError { code: ErrorCode::Failed, message }) => return Err(Failure::new(BAD_INPUT, message)),
            Err(error) => return Err(source::refused(error)),
        }
        return Ok(());
    }
    let mut files = Files::of(&places.config);
    let (settings, catalogue) = files.load();
    let words = source::words(&files, &settings);
    let written = rules::set(&places.config, &catalogue, key, value.as_ref());
    let written = written.map_err(|error| source::unchanged(&error, &words))?;
    say(&written.sentence(&words));
    Ok(())
}

fn check(places: &Places) -> Result<Files, Failure> {
    let mut files = Files::of(&places.config);
    files.load();
    let problems = files.problems().to_vec();
    let Some((last, rest)) = problems.split_last() else { return Ok(files) };
    for problem in rest {
        super::complain(&problem.to_string());
    }
    Err(Failure::new(BAD_INPUT, last.to_string()))
}

/// The commented defaults with the person's values in their places.
fn merged(own: &str) -> String {
    let (Ok(mut all), Ok(own)) = (DEFAULTS.parse::<DocumentMut>(), own.parse::<DocumentMut>()) else {
        return own.to_owned();
    };
    lay_over(all.as_table_mut(), own.as_table());
    all.to_string()
}

fn lay_over(below: &mut Table, above: &Table) {
    for (key, item) in above {
        match (below.get_mut(key), item) {
            (Some(Item::Table(below)), Item::Table(above)) => lay_over(below, above),
            (Some(Item::Value(below)), Item::Value(above)) => {
                // The explanation beside the default stays beside the person's value.
                let decor = below.decor().clone();
                *below = above.clone();
                *below.decor_mut() = decor;
            }
            (Some(_) | None, item) => drop(below.insert(key, item.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persons_values_stand_in_the_commented_defaults() {
        let shown =
            merged("language = \"id\"\n[poll]\ncalm = 600 # mine\n[product.github]\nthreshold = \"major_outage\"\n");
        assert!(shown.contains("language = \"id\""), "{shown}");
        assert!(shown.contains("calm = 600"), "{shown}");
        assert!(shown.contains("[product.github]"), "{shown}");
        assert!(shown.contains("favourite = 120"), "{shown}");
        assert!(shown.contains("# "), "{shown}");
    }
}
