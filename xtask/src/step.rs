//! Steps: one command after another, each announced and timed; the first that fails ends the run with a sentence.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Why a command of ours ended early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It was called in a way that it does not know.
    Usage(String),
    /// Something that had to hold did not; the sentence says what and, where it can, what to do.
    Step(String),
}

impl Failure {
    pub(crate) fn step(what: impl Into<String>) -> Self {
        Self::Step(what.into())
    }
}

/// Runs one command with its output shown.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let shown = shown(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::Step(format!("`{shown}` failed ({status})"))),
        Err(error) => Err(Failure::Step(format!("`{shown}` could not be started: {error}"))),
    }
}

/// A command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let mut words =
        vec![command.get_program().to_string_lossy().rsplit(['/', '\\']).next().unwrap_or_default().to_owned()];
    words.extend(command.get_args().map(|word| {
        let word = word.to_string_lossy();
        if word.contains(' ') { format!("'{word}'") } else { word.into_owned() }
    }));
    words.join(" ")
}

/// The steps done so far, with their times and the tests that they counted.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    done: Vec<(String, Duration)>,
    tally: Tally,
}

/// Tests as the test programs themselves counted them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Steps {
    /// Runs a command as one step.
    pub(crate) fn run(&mut self, name: &str, command: &mut Command) -> Result<(), Failure> {
        self.timed(name, command, run)
    }

    /// Runs a test program as one step: its output is shown and its closing lines are counted.
    pub(crate) fn count(&mut self, name: &str, command: &mut Command) -> Result<(), Failure> {
        let mut tally = self.tally;
        let outcome = self.timed(name, command, |command| run_counting(command, &mut tally));
        self.tally = tally;
        outcome
    }

    /// The times of the steps and what was counted, as lines.
    pub(crate) fn report(&self) -> String {
        let mut lines = String::from("\nsteps:\n");
        for (name, time) in &self.done {
            lines.push_str(&format!("  {:>7.1} s  {name}\n", time.as_secs_f64()));
        }
        let all: Duration = self.done.iter().map(|(_, time)| *time).sum();
        lines.push_str(&format!("  {:>7.1} s  in all\n", all.as_secs_f64()));
        lines.push_str(&format!("{} passed, {} failed", self.tally.passed, self.tally.failed));
        lines
    }

    fn timed(
        &mut self,
        name: &str,
        command: &mut Command,
        work: impl FnOnce(&mut Command) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        println!("\n== {name}: {}", shown(command));
        let start = Instant::now();
        let outcome = work(command);
        self.done.push((name.to_owned(), start.elapsed()));
        match outcome {
            Err(Failure::Step(what)) => Err(Failure::Step(format!("{name}: {what}"))),
            other => other,
        }
    }
}

fn run_counting(command: &mut Command, tally: &mut Tally) -> Result<(), Failure> {
    let shown = shown(command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| Failure::Step(format!("`{shown}` could not be started: {error}")))?;
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut line = Vec::new();
        // Bytes, not text: a test may print anything.
        while matches!(lines.read_until(b'\n', &mut line), Ok(read) if read > 0) {
            tally.read(&String::from_utf8_lossy(&line));
            let mut out = io::stdout().lock();
            let _ = out.write_all(&line).and_then(|()| out.flush());
            line.clear();
        }
    }
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::Step(format!("`{shown}` failed ({status})"))),
        Err(error) => Err(Failure::Step(format!("`{shown}` was lost: {error}"))),
    }
}

impl Tally {
    /// Adds what a line says, if it is a closing line of libtest (`test result: ok. 3 passed; 0 failed; ..`) or of
    /// vitest (`Tests  1 failed | 7 passed (8)`).
    pub(crate) fn read(&mut self, line: &str) {
        let plain = without_colour(line);
        let line = plain.trim();
        let counts = match line.strip_prefix("test result:") {
            Some(rest) => rest,
            None => match line.strip_prefix("Tests ") {
                Some(rest) => rest,
                None => return,
            },
        };
        let words: Vec<&str> = counts.split([' ', ';', '|', '.']).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            if let (Ok(number), what) = (pair[0].parse::<u64>(), pair[1]) {
                match what {
                    "passed" => self.passed += number,
                    "failed" => self.failed += number,
                    _ => {}
                }
            }
        }
    }
}

fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            // A colour is `ESC [ .. m`.
            for skipped in characters.by_ref() {
                if skipped.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn closing_lines_of_both_test_programs_are_counted() {
        let mut tally = Tally::default();
        for line in [
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.00s",
            "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            " Test Files  2 passed (2)",
            "      \u{1b}[2mTests\u{1b}[22m  \u{1b}[1m\u{1b}[31m1 failed\u{1b}[39m\u{1b}[22m | 7 passed (8)",
        ] {
            tally.read(line);
        }
        assert_eq!(tally, Tally { passed: 14, failed: 3 });
    }
}
