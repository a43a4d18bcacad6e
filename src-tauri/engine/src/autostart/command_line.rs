//! A command as one line of text, as Windows' own rules take it apart again (`CommandLineToArgvW`).

use super::Content;

pub(super) fn text(command: &[String]) -> String {
    command.iter().map(|argument| quoted(argument)).collect::<Vec<_>>().join(" ")
}

/// Whether the first byte of what Explorer keeps of an entry's state says that the person switched it off.
pub(super) fn is_switched_off(state: &[u8]) -> bool {
    state.first().is_some_and(|first| first & 1 == 1)
}

pub(super) fn content(line: &str) -> Content {
    let line = line.trim_start();
    let program = match line.strip_prefix('"') {
        Some(rest) => rest.split('"').next(),
        None => line.split([' ', '\t']).next(),
    };
    match program {
        Some(program) if !program.is_empty() => Content::Starts(program.into()),
        Some(_) | None => Content::NotUnderstood,
    }
}

/// Always in quotes; backslashes count only before one, where they are doubled. A path holds no quote itself.
fn quoted(argument: &str) -> String {
    let before_the_last = argument.len() - argument.trim_end_matches('\\').len();
    format!("\"{argument}{}\"", "\\".repeat(before_the_last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_reads_back() {
        let program = r"C:\Program Files\Siaga\siaga-agent.exe";
        let line = text(&[program.to_owned(), "agent".to_owned(), "--data-dir".to_owned(), r"D:\".to_owned()]);
        assert_eq!(line, r#""C:\Program Files\Siaga\siaga-agent.exe" "agent" "--data-dir" "D:\\""#);
        assert_eq!(content(&line), Content::Starts(program.into()));
        assert_eq!(content(r"C:\siaga.exe agent"), Content::Starts(r"C:\siaga.exe".into()));
        assert_eq!(content(" "), Content::NotUnderstood);
    }

    #[test]
    fn an_odd_first_byte_means_switched_off() {
        for (state, expected) in
            [(&[2, 0, 0][..], false), (&[3, 0, 0], true), (&[6], false), (&[7], true), (&[], false)]
        {
            assert_eq!(is_switched_off(state), expected, "{state:?}");
        }
    }
}
