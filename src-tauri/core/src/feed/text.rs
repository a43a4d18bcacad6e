//! A provider's text made plain and bounded: no tags, no control, bidirectional or invisible characters, folded white
//! space, an ellipsis where it was cut.
//!
//! At most [`RAW`] times as many bytes are looked at as characters are kept: what follows is cut off unread, so that a
//! long text costs no more than a short one.
//!
//! What comes out is text and only text: `1 &lt; 2` comes out as `1 < 2`, so whoever puts it into markup escapes it
//! there. Markdown is left as it stands, because it reads well enough.

mod plain;

use plain::Plain;

/// Longest title, in characters, the ellipsis included.
pub const TITLE: usize = 256;

/// Longest text of one update, in characters, the ellipsis included.
pub const UPDATE: usize = 2_000;

/// Longest foreign word quoted in an oddity, in characters, the ellipsis included.
pub const WORD: usize = 40;

/// Bytes looked at for each character kept. Markup takes room, and a character has up to four bytes.
pub const RAW: usize = 32;

/// One line, at most [`TITLE`] characters.
#[must_use]
pub fn title(raw: &str) -> String {
    one_line(raw, TITLE)
}

/// Several lines with at most one empty line between them, at most [`UPDATE`] characters.
#[must_use]
pub fn update(raw: &str) -> String {
    shortened(raw, true, UPDATE)
}

/// One line, at most [`WORD`] characters: for quoting what a provider wrote in a line of the log.
#[must_use]
pub fn word(raw: &str) -> String {
    one_line(raw, WORD)
}

/// A control character, or one that has neither ink nor width: what no id holds that anybody meant to be read.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control() || plain::is_unwanted(c)
}

fn one_line(raw: &str, limit: usize) -> String {
    shortened(raw, false, limit)
}

fn shortened(raw: &str, lines: bool, limit: usize) -> String {
    let looked_at = beginning(raw, limit * RAW);
    let mut plain = Plain::new(lines, limit, looked_at.len());
    plain.write(looked_at);
    plain.finish(looked_at.len() < raw.len())
}

/// At most as many bytes, without the tag or the entity that would be cut in two.
fn beginning(raw: &str, most: usize) -> &str {
    /// Longer than the longest entity decoded here.
    const ENTITY: usize = 16;
    if raw.len() <= most {
        return raw;
    }
    let end = (0..=most).rev().find(|at| raw.is_char_boundary(*at)).unwrap_or(0);
    let kept = &raw[..end];
    let kept = match kept.rfind('<') {
        Some(at) if !kept[at..].contains('>') => &kept[..at],
        Some(_) | None => kept,
    };
    match kept.rfind('&') {
        Some(at) if kept.len() - at < ENTITY && !kept[at..].contains(';') => &kept[..at],
        Some(_) | None => kept,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_come_out_plain() {
        let table = [
            ("Elevated errors", "Elevated errors"),
            ("  Elevated\r\n errors\t ", "Elevated errors"),
            ("<b>Down</b> &amp; out", "Down & out"),
            ("a < b and c > d", "a < b and c > d"),
            ("5 <6", "5 <6"),
            ("x <unclosed tag", "x <unclosed tag"),
            ("1 &lt; 2 &#60; 3 &#x3C; 4", "1 < 2 < 3 < 4"),
            ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
            ("R&D & more &unknown; &;", "R&D & more &unknown; &;"),
            ("It&#39;s &quot;back&quot;&hellip;", "It's \"back\"…"),
            (
                "caf\u{e9} Stoerung \u{2013} \u{65e5}\u{672c}\u{8a9e}",
                "caf\u{e9} Stoerung \u{2013} \u{65e5}\u{672c}\u{8a9e}",
            ),
            ("one<br>two<br/>three", "one two three"),
            ("", ""),
            ("<p></p>", ""),
            ("&nbsp;\u{a0}\u{3000}", ""),
        ];
        for (raw, expected) in table {
            assert_eq!(title(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn hostile_text_loses_its_teeth() {
        let table = [
            ("<script>alert(1)</script>Down", "Down"),
            ("<SCRIPT src=x>alert('</b>')</ScRiPt >Down", "Down"),
            ("<style>*{display:none}</style>Down", "Down"),
            ("<script>never closed", ""),
            ("<!-- hidden --> shown", "shown"),
            ("<!-- never closed", ""),
            ("<img src=x onerror=\"a>b\">Down", "Down"),
            ("<a href='javascript:x'>Down</a>", "Down"),
            ("<a title=\"never closed>Down</a>", "Down"),
            ("</script\u{1F600}>x", "x"),
            ("Down\0 now\u{1}\u{7f}\u{9b}31m", "Down now31m"),
            ("\u{1b}[31mred\u{1b}[0m", "[31mred[0m"),
            ("Payments \u{202e}nwod\u{202c}", "Payments nwod"),
            ("\u{2066}a\u{2069}\u{200f}\u{61c}", "a"),
            ("Do\u{200b}wn\u{feff}\u{2060}\u{ad}", "Down"),
            ("Do\u{200d}wn\u{fe0f}", "Down"),
            ("&#0;&#8238;&#x200B;x", "x"),
            ("&#xD800;&#x110000;&#99999999999;", "&#xD800;&#x110000;&#99999999999;"),
            ("tag\u{e0041}\u{e007f}ged", "tagged"),
            ("a\u{2028}b\u{85}c", "a b c"),
        ];
        for (raw, expected) in table {
            assert_eq!(title(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn joiners_stay_where_scripts_and_emoji_need_them() {
        let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}";
        assert_eq!(title(family), family);
        assert_eq!(title("\u{2764}\u{FE0F}"), "\u{2764}\u{FE0F}");
        assert_eq!(title("\u{0645}\u{200C}\u{200C}\u{0645}"), "\u{0645}\u{200C}\u{0645}");
    }

    #[test]
    fn updates_keep_their_lines() {
        let table = [
            ("one\ntwo", "one\ntwo"),
            ("one\r\ntwo\rthree", "one\ntwo\nthree"),
            ("one \n\n\n\n two", "one\n\ntwo"),
            ("<p>one</p><p>two</p>", "one\n\ntwo"),
            ("one<br /><br />two", "one\n\ntwo"),
            ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
            ("**Title**\nSee [page](https://example.com)", "**Title**\nSee [page](https://example.com)"),
        ];
        for (raw, expected) in table {
            assert_eq!(update(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn long_text_is_cut_on_a_character_with_an_ellipsis() {
        for filling in ["a", "\u{e9}", "\u{65e5}", "\u{1F600}"] {
            for (limit, shorten) in
                [(TITLE, title as fn(&str) -> String), (UPDATE, update as fn(&str) -> String), (WORD, word)]
            {
                assert_eq!(shorten(&filling.repeat(limit - 1)), filling.repeat(limit - 1));
                assert_eq!(shorten(&filling.repeat(limit)), filling.repeat(limit));
                let cut = shorten(&filling.repeat(limit + 1));
                assert_eq!(cut, format!("{}…", filling.repeat(limit - 1)));
                assert_eq!(shorten(&filling.repeat(100_000)), cut);
            }
        }
        let joined = format!("{}\u{1F468}\u{200D}\u{1F469}x", "a".repeat(TITLE - 3));
        assert_eq!(title(&joined), format!("{}\u{1F468}…", "a".repeat(TITLE - 3)));
        // Tags go first, so they take no room.
        assert_eq!(title(&format!("{}ok", "<i></i>".repeat(1_000))), "ok");
    }

    #[test]
    fn what_follows_a_long_beginning_is_not_looked_at() {
        let hidden = "<i></i>".repeat(100_000);
        assert_eq!(update(&format!("shown{hidden}unread")), "shown…");
        assert_eq!(title(&format!("{hidden}unread")), "");
        // Neither the tag nor the entity at the edge is left in two.
        for edge in ["<b>", "&amp;", "\u{1F600}"] {
            for before in TITLE * RAW - 6..=TITLE * RAW {
                let shown = title(&format!("{}{}{edge}{hidden}", "a".repeat(9), " ".repeat(before - 9)));
                assert!(["aaaaaaaaa…", "aaaaaaaaa &…", "aaaaaaaaa \u{1F600}…"].contains(&shown.as_str()), "{shown}");
            }
        }
    }

    #[test]
    fn text_made_to_be_slow_is_not() {
        for unit in ["<", "&", "<a \"", "</", "<!", "<script></", "&#"] {
            assert!(update(&unit.repeat(20_000)).chars().count() <= UPDATE);
        }
    }
}
