//! Making words safe to hand to a desktop: provider text is data, never markup, never a way to disturb the layout.
//!
//! Wording is the core's; nothing here adds a word.

/// Longest title passed on, in characters.
const TITLE: usize = 200;

/// Longest body passed on, in characters before escaping.
const BODY: usize = 1500;

/// A title or a label: one line, no control characters, at most 200 characters.
pub(super) fn line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| shown(*c)).collect();
    cut(spaced.trim(), TITLE)
}

/// A body: lines kept, other control characters gone, at most 1500 characters; `& < >` escaped where the reader takes markup.
pub(super) fn body(text: &str, markup: bool) -> String {
    let plain: String = text.chars().filter(|c| *c == '\n' || shown(*c)).collect();
    let plain = cut(plain.trim(), BODY);
    if markup { escape(&plain) } else { plain }
}

/// Escapes the three characters that begin markup or an entity.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            other => out.push(other),
        }
    }
    out
}

/// Not a control character, and none of those that turn the reading direction round and so can disguise a name.
fn shown(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}')
}

fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => text.to_owned(),
        Some(_) => text.chars().take(longest - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_escaped_only_for_a_reader_of_markup() {
        let table = [
            ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
            ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
            ("&amp;", "&amp;amp;"),
            ("\"quotes\" and 'these'", "\"quotes\" and 'these'"),
        ];
        for (raw, escaped) in table {
            assert_eq!(body(raw, true), escaped);
            assert_eq!(body(raw, false), raw);
        }
    }

    #[test]
    fn control_characters_go_and_line_breaks_stay_in_a_body_alone() {
        assert_eq!(body("one\ntwo\u{0}\u{7}\u{1b}[31m\r", false), "one\ntwo[31m");
        assert_eq!(line("one\ntwo\tthree\u{0}"), "one two three");
        assert_eq!(line("Chat\u{202E}GPT\u{2069}"), "ChatGPT");
    }

    #[test]
    fn text_is_cut_just_after_its_limit_and_before_it_is_escaped() {
        for (length, expected) in [(TITLE - 1, TITLE - 1), (TITLE, TITLE), (TITLE + 1, TITLE)] {
            assert_eq!(line(&"é".repeat(length)).chars().count(), expected);
        }
        assert!(line(&"é".repeat(TITLE + 1)).ends_with('…'));
        assert_eq!(body(&"<".repeat(BODY), true), "&lt;".repeat(BODY));
    }
}
