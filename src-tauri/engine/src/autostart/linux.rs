//! A desktop entry in the person's autostart folder, after the freedesktop.org specifications of both.

use std::env;
use std::fs;
use std::io;
use std::path::PathBuf;

use super::Content;
use crate::own::write_file;

const FILE: &str = "siaga.desktop";

/// The group of a desktop entry that counts.
const GROUP: &str = "[Desktop Entry]";

/// The entry of one person.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) file: PathBuf,
}

impl Entry {
    /// `XDG_CONFIG_HOME` where it is set, which must be absolute to count; else `.config` at home.
    pub(super) fn of_the_person() -> Option<Self> {
        let set = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
        let config = match set {
            Some(folder) => folder,
            None => directories::BaseDirs::new()?.config_dir().to_owned(),
        };
        Some(Self { file: config.join("autostart").join(FILE) })
    }

    pub(super) fn shown(&self) -> String {
        self.file.display().to_string()
    }

    pub(super) fn read(&self) -> io::Result<Content> {
        match fs::read_to_string(&self.file) {
            Ok(text) => Ok(content(&text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Content::Absent),
            Err(error) => Err(error),
        }
    }

    pub(super) fn write(&self, command: &[String]) -> io::Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        write_file(&self.file, &text(command))
    }

    pub(super) fn remove(&self) -> io::Result<()> {
        match fs::remove_file(&self.file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }
}

fn text(command: &[String]) -> String {
    let exec: Vec<String> = command.iter().map(|argument| quoted(argument)).collect();
    format!(
        "{GROUP}\nType=Application\nVersion=1.0\nName=Siaga\n\
         Comment=Watches the status of the AI tools you use\n\
         Comment[id]=Memantau status alat AI yang Anda pakai\n\
         Exec={}\nIcon=id.siaga.Siaga\nTerminal=false\nX-GNOME-Autostart-enabled=true\n",
        exec.join(" ")
    )
}

/// One argument of `Exec`: quoted where it must be, a per cent sign doubled, and then escaped once more as every value of
/// a desktop entry is.
fn quoted(argument: &str) -> String {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "/._-+:@,".contains(sign);
    if !argument.is_empty() && argument.chars().all(plain) {
        return argument.to_owned();
    }
    let mut quoted = String::from("\"");
    for sign in argument.chars() {
        match sign {
            '%' => quoted.push_str("%%"),
            '"' | '`' | '$' | '\\' => quoted.extend(['\\', sign]),
            _ => quoted.push(sign),
        }
    }
    quoted.push('"');
    let mut value = String::new();
    for sign in quoted.chars() {
        match sign {
            '\\' => value.push_str("\\\\"),
            '\n' => value.push_str("\\n"),
            '\r' => value.push_str("\\r"),
            '\t' => value.push_str("\\t"),
            _ => value.push(sign),
        }
    }
    value
}

fn content(text: &str) -> Content {
    let lines = text.lines().map(str::trim);
    let own = lines.skip_while(|line| *line != GROUP).skip(1).take_while(|line| !line.starts_with('['));
    let mut exec = None;
    for line in own.filter(|line| !line.starts_with('#')) {
        let Some((key, value)) = line.split_once('=') else { continue };
        match (key.trim(), value.trim()) {
            ("Hidden", "true") | ("X-GNOME-Autostart-enabled", "false") => return Content::SwitchedOff,
            ("Exec", value) => exec = program(value),
            _ => {}
        }
    }
    exec.map_or(Content::NotUnderstood, Content::Starts)
}

/// The first argument of an `Exec`.
fn program(value: &str) -> Option<PathBuf> {
    let mut line = String::new();
    let mut signs = value.chars();
    while let Some(sign) = signs.next() {
        line.push(match sign {
            '\\' => match signs.next()? {
                's' => ' ',
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                other => other,
            },
            other => other,
        });
    }
    let mut signs = line.chars().peekable();
    let is_quoted = signs.next_if_eq(&'"').is_some();
    let mut program = String::new();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if is_quoted => break,
            ' ' | '\t' if !is_quoted => break,
            '\\' if is_quoted => program.push(signs.next()?),
            '%' => {
                signs.next_if_eq(&'%');
                program.push('%');
            }
            other => program.push(other),
        }
    }
    (!program.is_empty()).then(|| program.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_quoted_as_the_specification_asks_and_reads_back() {
        for (path, written) in [
            ("/usr/bin/siaga", "/usr/bin/siaga"),
            ("/home/ann/My Apps/siaga", "\"/home/ann/My Apps/siaga\""),
            ("/opt/50%/siaga", "\"/opt/50%%/siaga\""),
            ("/opt/$HOME/siaga", "\"/opt/\\\\$HOME/siaga\""),
            ("/opt/a\"b`c/siaga", "\"/opt/a\\\\\"b\\\\`c/siaga\""),
            ("/opt/back\\slash/siaga", "\"/opt/back\\\\\\\\slash/siaga\""),
            ("/opt/line\nbreak/siaga", "\"/opt/line\\nbreak/siaga\""),
            ("/opt/ünïcode/siaga", "\"/opt/ünïcode/siaga\""),
        ] {
            assert_eq!(quoted(path), written);
            let entry = text(&[path.to_owned(), "agent".to_owned()]);
            assert_eq!(content(&entry), Content::Starts(path.into()), "{entry}");
            assert!(entry.contains(&format!("\nExec={written} agent\n")), "{entry}");
        }
    }

    #[test]
    fn what_was_changed_by_hand_is_understood() {
        for (text, expected) in [
            ("[Desktop Entry]\nExec=/usr/bin/siaga agent\nHidden=true\n", Content::SwitchedOff),
            ("[Desktop Entry]\nX-GNOME-Autostart-enabled = false\nExec=/usr/bin/siaga\n", Content::SwitchedOff),
            ("[Desktop Entry]\nHidden=false\nExec=siaga agent\n", Content::Starts("siaga".into())),
            ("# mine\n[Desktop Entry]\nExec = /a\n[Desktop Action x]\nHidden=true\n", Content::Starts("/a".into())),
            ("[Desktop Action x]\nExec=/a\n", Content::NotUnderstood),
            ("[Desktop Entry]\nName=Siaga\n", Content::NotUnderstood),
            ("[Desktop Entry]\nExec=\n", Content::NotUnderstood),
            ("", Content::NotUnderstood),
        ] {
            assert_eq!(content(text), expected, "{text}");
        }
    }
}
