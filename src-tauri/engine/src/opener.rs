//! Opening an address in the person's browser, or in the program that they named. Only https, and http on this very
//! computer, ever leave here; what is opened is named by id everywhere else.

use std::io;
use std::process::{Command, Stdio};

use url::{Host, Url};

/// Longest address that is opened, in bytes.
const LONGEST: usize = 16 * 1024;

/// Opens addresses.
#[derive(Debug, Clone, Copy, Default)]
pub struct Opener;

impl Opener {
    /// Opens `url` by `command`, where an item `{url}` stands for the address; by the system's browser where `command`
    /// is empty. Returns once the program has been started.
    ///
    /// # Errors
    /// An address that may not be opened, or no program that could be started.
    pub fn open(self, url: &Url, command: &[String], activation_token: Option<&str>) -> io::Result<()> {
        if !may_be_opened(url) {
            let why = "this address may not be opened: only https, and http on this computer";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        let Some((program, rest)) = command.split_first() else { return by_the_system(url, activation_token) };
        let mut command = Command::new(program.replace("{url}", url.as_str()));
        command.args(rest.iter().map(|item| item.replace("{url}", url.as_str())));
        start(command, activation_token)
    }

    /// Opens a link of a program's own scheme by the system. The catalogue names the link, and says when it is read which
    /// schemes are none of a program's own; nothing else may come here.
    ///
    /// # Errors
    /// A link that may not be opened, or no program that could be started.
    pub fn open_app(self, link: &Url, activation_token: Option<&str>) -> io::Result<()> {
        if !may_start_a_program(link) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "this link may not be opened"));
        }
        by_the_system(link, activation_token)
    }
}

fn by_the_system(url: &Url, activation_token: Option<&str>) -> io::Result<()> {
    let mut failure = io::Error::new(io::ErrorKind::NotFound, "no browser was found");
    for command in open::commands(url.as_str()) {
        match start(command, activation_token) {
            Ok(()) => return Ok(()),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

/// No address of the web or of this disk, and of bounded length.
fn may_start_a_program(link: &Url) -> bool {
    let web =
        ["http", "https", "file", "ftp", "data", "javascript", "vbscript", "blob", "about", "ms-msdt", "search-ms"];
    !web.contains(&link.scheme()) && link.as_str().len() <= LONGEST
}

/// Https anywhere, http only on this computer; no user or password in it, and of bounded length.
#[must_use]
pub fn may_be_opened(url: &Url) -> bool {
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let scheme = url.scheme() == "https" || url.scheme() == "http" && here;
    scheme && url.has_host() && url.username().is_empty() && url.password().is_none() && url.as_str().len() <= LONGEST
}

fn start(mut command: Command, activation_token: Option<&str>) -> io::Result<()> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some(token) = activation_token {
        command.env("XDG_ACTIVATION_TOKEN", token).env("DESKTOP_STARTUP_ID", token);
    }
    let mut command = tokio::process::Command::from(command);
    let mut child = command.kill_on_drop(false).spawn()?;
    // Somebody has to take note of its end, or it stays in the process table for ever.
    tokio::spawn(async move {
        let _ = child.wait().await;
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_this_computer_are_opened() {
        let table = [
            ("https://claude.ai/new", true),
            ("http://127.0.0.1:11434/", true),
            ("http://[::1]:8080/", true),
            ("http://localhost:1234/", true),
            ("http://example.com/", false),
            ("http://localhost.example.com/", false),
            ("https://user@example.com/", false),
            ("https://user:word@example.com/", false),
            ("file:///etc/passwd", false),
            ("smb://server/share", false),
            ("javascript:alert(1)", false),
            ("data:text/html,hello", false),
            ("ms-msdt:/id", false),
            ("vscode://file/x", false),
            ("mailto:a@example.com", false),
        ];
        for (address, expected) in table {
            assert_eq!(may_be_opened(&Url::parse(address).unwrap()), expected, "{address}");
        }
        let long = format!("https://example.com/{}", "a".repeat(LONGEST));
        assert!(!may_be_opened(&Url::parse(&long).unwrap()));
    }

    #[tokio::test]
    async fn only_a_programs_own_links_are_given_to_the_system() {
        for link in ["https://claude.ai/new", "file:///etc/passwd", "javascript:alert(1)", "ms-msdt:/id"] {
            assert!(Opener.open_app(&Url::parse(link).unwrap(), None).is_err(), "{link}");
        }
        assert!(may_start_a_program(&Url::parse("claude://claude.ai/new?q=a%20b").unwrap()));
    }

    #[tokio::test]
    async fn a_program_that_is_not_there_is_an_error() {
        let url = Url::parse("https://example.com/").unwrap();
        let command = ["/nonexistent/browser".to_owned(), "{url}".to_owned()];
        assert!(Opener.open(&url, &command, None).is_err());
    }
}
