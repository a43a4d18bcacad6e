//! The child that keeps the clipboard for a command that has ended: the text comes by standard input. Not for people.

use std::io::{self, Read};

use siaga_core::prompt::{LONGEST, Prompt};

use super::{BAD_INPUT, Failure, Outcome};

pub(super) fn run() -> Outcome {
    super::agent::leave_session();
    let mut text = String::new();
    let wrong = |why: String| Failure::new(BAD_INPUT, why);
    let most = LONGEST as u64;
    io::stdin().lock().take(most).read_to_string(&mut text).map_err(|error| wrong(error.to_string()))?;
    let prompt = Prompt::new(&text).map_err(|refused| wrong(refused.to_string()))?;
    drop(text);
    crate::clipboard::hold(&prompt);
    Ok(0)
}
