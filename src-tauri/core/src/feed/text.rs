//! A provider's text made plain and bounded: no tags, no control, bidirectional or invisible characters, folded white
//! space, an ellipsis where it was cut.
//!
//! At most [`RAW`] times as many bytes are looked at as characters are kept: what follows is cut off unread, so that a
//! long text costs no more than a short one.
//!
//! What comes out is text and only text: `1 &lt; 2` comes out as `1 < 2`, so whoever puts it into markup escapes it
//! there. Markdown is left as it stands, because it reads well enough.

use std::borrow::Cow;

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

fn one_line(raw: &str, limit: usize) -> String {
    shortened(raw, false, limit)
}

fn shortened(raw: &str, lines: bool, limit: usize) -> String {
    let looked_at = beginning(raw, limit * RAW);
    let text = fold(&clean(&without_tags(looked_at)), lines);
    let unread = looked_at.len() < raw.len() && !text.is_empty();
    cut(&text, limit, unread)
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

/// Removes tags, comments, and the content of scripts and styles, and decodes entities outside of them, each once.
fn without_tags(raw: &str) -> Cow<'_, str> {
    if !raw.contains(['<', '&']) {
        return Cow::Borrowed(raw);
    }
    // Behind the last `>` no tag can end. Knowing it once keeps the work in proportion to the length.
    let last = raw.rfind('>').map_or(raw.len(), |at| raw.len() - at);
    let mut plain = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['<', '&']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = match (rest.len() > last || rest.starts_with("<!--")).then(|| tag(rest)).flatten() {
            Some((stand_in, after)) => {
                plain.push_str(stand_in);
                after
            }
            None => match entity(rest) {
                Some((decoded, after)) => {
                    plain.push_str(&decoded);
                    after
                }
                None => {
                    plain.push_str(&rest[..1]);
                    &rest[1..]
                }
            },
        };
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// The tag that `text` begins with: what stands in for it, and what follows. A `<` that begins no complete tag is a
/// character like any other.
fn tag(text: &str) -> Option<(&'static str, &str)> {
    let inner = text.strip_prefix('<')?;
    if let Some(comment) = inner.strip_prefix("!--") {
        return Some(("", comment.find("-->").map_or("", |end| &comment[end + 3..])));
    }
    let first = inner.chars().next()?;
    if !(first.is_ascii_alphabetic() || matches!(first, '/' | '!' | '?')) {
        return None;
    }
    let after = &inner[closing(inner)? + 1..];
    let closes = first == '/';
    let name = inner.trim_start_matches('/');
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "script" | "style" if !closes => Some(("", after_element(after, &name))),
        "br" | "hr" | "p" | "div" | "ul" | "ol" | "tr" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            Some(("\n", after))
        }
        "li" if !closes => Some(("\n- ", after)),
        "td" | "th" => Some((" ", after)),
        _ => Some(("", after)),
    }
}

/// Where the tag ends: the first `>` outside of quotes, else the first at all.
fn closing(inner: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in inner.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            (None | Some(_), _) => {}
        }
    }
    inner.find('>')
}

/// What follows the end of a script or a style; nothing, when it never ends.
fn after_element<'a>(text: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let start = from + at + 2;
        let ends_here = text.get(start..start + name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name));
        if ends_here {
            return text[start..].find('>').map_or("", |end| &text[start + end + 1..]);
        }
        from = start;
    }
    ""
}

/// The entity that `text` begins with, decoded, and what follows.
fn entity(text: &str) -> Option<(Cow<'static, str>, &str)> {
    /// Longer than the longest name or number decoded here.
    const LONGEST: usize = 12;
    let inner = text.strip_prefix('&')?;
    let end = inner.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let (name, after) = (&inner[..end], &inner[end + 1..]);
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some((Cow::Owned(char::from_u32(code)?.to_string()), after));
    }
    let decoded = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => " ",
        "hellip" => "…",
        "ndash" => "–",
        "mdash" => "—",
        "lsquo" => "‘",
        "rsquo" => "’",
        "ldquo" => "“",
        "rdquo" => "”",
        "bull" => "•",
        "middot" => "·",
        "deg" => "°",
        "euro" => "€",
        "copy" => "©",
        "reg" => "®",
        "trade" => "™",
        _ => return None,
    };
    Some((Cow::Borrowed(decoded), after))
}

/// Removes what can't be seen and could deceive. Joiners stay where scripts and emoji need them: after a character
/// beyond Latin-1.
fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut before = None;
    for c in text.chars() {
        let keep = if is_joiner(c) {
            before.is_some_and(|previous: char| previous > '\u{FF}' && !previous.is_whitespace())
        } else {
            !is_unwanted(c)
        };
        if keep {
            kept.push(c);
            // A second joiner in a row joins nothing: it only hides.
            before = (!is_joiner(c)).then_some(c);
        }
    }
    kept
}

/// Zero-width joiner and non-joiner, and the selector of emoji presentation.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE0F}')
}

const fn is_unwanted(c: char) -> bool {
    match c {
        // White space, dealt with when folding.
        '\n' | '\r' | '\t' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => false,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => true,
        // Marks and overrides of direction.
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' => true,
        // Without width or ink: soft hyphen, joiners of other kinds, fillers, selectors, tags, annotations.
        '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' => true,
        '\u{200B}' | '\u{2060}'..='\u{2065}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0E}' => true,
        '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' => true,
        '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}' => true,
        _ => false,
    }
}

/// Runs of white space become one space, or with `lines` one line break or one empty line where there were breaks.
fn fold(text: &str, lines: bool) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut breaks = 0_u8;
    let mut gap = false;
    let mut before = None;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
            // "\r\n" is one break.
            let is_break = matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
            if is_break && !(c == '\n' && before == Some('\r')) {
                breaks = breaks.saturating_add(1);
            }
        } else {
            if gap && !folded.is_empty() {
                folded.push_str(match (lines, breaks) {
                    (false, _) | (true, 0) => " ",
                    (true, 1) => "\n",
                    (true, _) => "\n\n",
                });
            }
            folded.push(c);
            gap = false;
            breaks = 0;
        }
        before = Some(c);
    }
    folded
}

/// At most `limit` characters, the last an ellipsis where something was cut off, here or before.
fn cut(text: &str, limit: usize, before: bool) -> String {
    if !before && text.chars().nth(limit).is_none() {
        return text.to_owned();
    }
    let kept: String = text.chars().take(limit.saturating_sub(1)).collect();
    let kept = kept.trim_end_matches(|c: char| c.is_whitespace() || is_joiner(c));
    format!("{kept}…")
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
