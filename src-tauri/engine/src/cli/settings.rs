//! `siaga settings`: where they are, what they come to, and whether they are right.

use siaga_core::settings::DEFAULTS;
use toml_edit::{DocumentMut, Item, Table};

use super::{BAD_INPUT, Failure, Outcome, say};
use crate::places::Places;
use crate::settings::Files;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Copy, clap::Subcommand)]
enum What {
    /// Print where the settings file is, whether or not it exists
    Path,
    /// Print every setting with its explanation, as it is in force
    Show,
    /// Check the settings and your own catalogue; names file and line
    Check,
}

pub(super) fn run(places: &Places, args: &Args) -> Outcome {
    let file = places.settings_file();
    match args.what {
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
    }
    Ok(0)
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
