//! A browser in a test: a pipe that says what was opened.

use std::path::PathBuf;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::net::unix::pipe;

use super::home::{Home, WHEN_ASKED, soon};

/// A browser that says what it was asked to open, and with which permission to take the focus.
pub(crate) struct Browser {
    pipe: PathBuf,
    opened: Lines<BufReader<pipe::Receiver>>,
}

impl Browser {
    pub(crate) async fn in_home(home: &Home) -> Self {
        let path = home.path("browser");
        let made = tokio::process::Command::new("mkfifo").arg(&path).stdin(Stdio::null()).status().await.unwrap();
        assert!(made.success());
        // Open for writing too, so that it does not end with its first writer.
        let receiver = pipe::OpenOptions::new().read_write(true).open_receiver(&path).unwrap();
        Self { pipe: path, opened: BufReader::new(receiver).lines() }
    }

    pub(crate) fn settings(&self) -> String {
        let script = format!("echo \\\"$1 ${{XDG_ACTIVATION_TOKEN-none}}\\\" > {}", self.pipe.display());
        format!("{WHEN_ASKED}[open]\ncommand = [\"/bin/sh\", \"-c\", \"{script}\", \"browser\", \"{{url}}\"]\n")
    }

    pub(crate) async fn next(&mut self) -> String {
        soon("that something is opened", self.opened.next_line()).await.unwrap().unwrap()
    }
}
