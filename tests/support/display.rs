//! An X display of one test's own, and its clipboard as another program sees it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tokio::io::AsyncWriteExt;

use super::home::soon;

/// A display. Ends when dropped.
pub(crate) struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts it. Panics where `Xvfb` is not installed.
    pub(crate) fn start() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "320x240x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Self { server, name: format!(":{}", number.trim()) }
    }

    /// For `DISPLAY` of a process under test.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// What another program would paste.
    pub(crate) async fn clipboard(&self) -> String {
        let output = soon("what is on the clipboard", self.xclip("-o").output()).await.unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Another program copies something.
    pub(crate) async fn copy_elsewhere(&self, text: &str) {
        let mut other = self.xclip("-i").stdin(Stdio::piped()).spawn().unwrap();
        other.stdin.take().unwrap().write_all(text.as_bytes()).await.unwrap();
        assert!(soon("that something is copied", other.wait()).await.unwrap().success());
    }

    fn xclip(&self, way: &str) -> tokio::process::Command {
        let mut xclip = tokio::process::Command::new("xclip");
        xclip.args([way, "-selection", "clipboard", "-silent"]).env_clear().env("DISPLAY", &self.name);
        xclip.env("PATH", "/usr/bin:/bin").stdin(Stdio::null());
        // The one that copies goes on in the background, and must not hold our pipes.
        if way == "-i" {
            xclip.stdout(Stdio::null()).stderr(Stdio::null());
        }
        xclip
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
