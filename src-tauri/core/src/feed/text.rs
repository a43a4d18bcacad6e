//! A provider's text made plain and bounded: no tags, no control, bidirectional or invisible characters, folded white
//! space, an ellipsis where it was cut.
//!
//! At most [`RAW`] times as many bytes are looked at as characters are kept: what follows is cut off unread, so that a
//! long text costs no more than a short one.
//!
//! What comes out is text and only text: `1 &lt; 2` comes out as `1 < 2`, so whoever puts it into markup escapes it
//! there. Markdown is left as it stands, because it reads well enough.

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
    // The longest name that means something has six letters.
    let mut lower = [0; 6];
    let Some(lower) = lower.get_mut(..name.len()) else { return Some(("", after)) };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    match &*lower {
        b"script" | b"style" if !closes => Some(("", after_element(after, name))),
        b"br" | b"hr" | b"p" | b"div" | b"ul" | b"ol" | b"tr" | b"table" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5"
        | b"h6" => Some(("\n", after)),
        b"li" if !closes => Some(("\n- ", after)),
        b"td" | b"th" => Some((" ", after)),
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
fn entity(text: &str) -> Option<(char, &str)> {
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
        return Some((char::from_u32(code)?, after));
    }
    let decoded = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "bull" => '•',
        "middot" => '·',
        "deg" => '°',
        "euro" => '€',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        _ => return None,
    };
    Some((decoded, after))
}

/// The text that comes out, made in one pass: what is seen, with white space folded, as far as there is room.
struct Plain {
    text: String,
    /// Whether lines stay lines.
    lines: bool,
    /// Characters there is room for still.
    room: usize,
    /// There was something for which there was no room.
    full: bool,
    /// White space since the last character seen, and how many breaks of lines in it.
    gap: bool,
    breaks: u8,
    /// The last character was a carriage return: a line feed behind it is the same break.
    returned: bool,
    /// A joiner may follow the last character kept.
    joinable: bool,
}

impl Plain {
    /// `limit` is in characters; `length` is that of the raw text, in bytes.
    fn new(lines: bool, limit: usize, length: usize) -> Self {
        let text = String::with_capacity(length.min(limit + '…'.len_utf8()));
        Self { text, lines, room: limit, full: false, gap: false, breaks: 0, returned: false, joinable: false }
    }

    /// Adds a raw text without tags, comments, and the content of scripts and styles, and with the entities outside of
    /// them decoded, each once.
    fn write(&mut self, raw: &str) {
        // Behind the last `>` no tag can end. Knowing it once keeps the work in proportion to the length.
        let mut last = None;
        let mut rest = raw;
        while !self.full {
            let run = words(rest.as_bytes());
            if run > 0 {
                self.words(&rest[..run]);
                rest = &rest[run..];
                continue;
            }
            let Some(first) = rest.chars().next() else { break };
            let tag = || {
                let last = *last.get_or_insert_with(|| raw.rfind('>').map_or(raw.len(), |at| raw.len() - at));
                (rest.len() > last || rest.starts_with("<!--")).then(|| tag(rest)).flatten()
            };
            if let Some((stand_in, after)) = (first == '<').then(tag).flatten() {
                stand_in.chars().for_each(|c| self.push(c));
                rest = after;
            } else if let Some((decoded, after)) = (first == '&').then(|| entity(rest)).flatten() {
                self.push(decoded);
                rest = after;
            } else {
                self.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }

    /// Adds a run of [`words`]: it needs no look at each character.
    fn words(&mut self, words: &str) {
        self.close_gap();
        let kept = words.len().min(self.room);
        self.text.push_str(&words[..kept]);
        self.room -= kept;
        self.full |= kept < words.len();
        (self.joinable, self.returned) = (false, false);
    }

    /// Adds a character, unless it can't be seen and could deceive. Joiners stay where scripts and emoji need them: after
    /// a character beyond Latin-1. A second one in a row joins nothing: it only hides.
    fn push(&mut self, c: char) {
        let joins = is_joiner(c);
        if (joins && !self.joinable) || is_unwanted(c) {
            return;
        }
        if c.is_whitespace() {
            self.gap = true;
            let is_break = matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
            let is_new = is_break && !(c == '\n' && self.returned);
            self.breaks = self.breaks.saturating_add(u8::from(is_new));
        } else {
            self.close_gap();
            self.keep(c);
        }
        self.joinable = c > '\u{FF}' && !joins && !c.is_whitespace();
        self.returned = c == '\r';
    }

    /// White space behind a character becomes one space, or where lines stay one break or one empty line if there were
    /// breaks.
    fn close_gap(&mut self) {
        if self.gap && !self.text.is_empty() {
            let breaks = if self.lines { self.breaks.min(2) } else { 0 };
            (0..breaks).for_each(|_| self.keep('\n'));
            if breaks == 0 {
                self.keep(' ');
            }
        }
        (self.gap, self.breaks) = (false, 0);
    }

    fn keep(&mut self, c: char) {
        if self.room == 0 {
            self.full = true;
            return;
        }
        self.text.push(c);
        self.room -= 1;
    }

    /// The text, the last character an ellipsis where something was cut off, here or `before`.
    fn finish(mut self, before: bool) -> String {
        if self.full || (before && !self.text.is_empty()) {
            if self.room == 0 {
                self.text.pop();
            }
            let kept = self.text.trim_end_matches(|c: char| c.is_whitespace() || is_joiner(c)).len();
            self.text.truncate(kept);
            self.text.push('…');
        }
        self.text
    }
}

/// Length of the run of visible ASCII that a text begins with, single spaces in between, up to a tag or an entity.
fn words(bytes: &[u8]) -> usize {
    /// So many bytes are judged at once.
    const BLOCK: usize = 16;
    let is_visible = |byte: u8| matches!(byte, b'!'..=b'~') && byte != b'<' && byte != b'&';
    if !bytes.first().is_some_and(|first| is_visible(*first)) {
        return 0;
    }
    let mut end = 1;
    while let Some((block, before)) = bytes[end..].first_chunk::<BLOCK>().zip(bytes[end - 1..].first_chunk::<BLOCK>()) {
        let pairs = block.iter().zip(before);
        let breaks = |(byte, before): (&u8, &u8)| !(is_visible(*byte) || (*byte == b' ' && *before != b' '));
        if pairs.fold(false, |any, pair| any | breaks(pair)) {
            break;
        }
        end += BLOCK;
    }
    // The run ends with a character: whether a space belongs to it shows behind.
    end -= usize::from(bytes[end - 1] == b' ');
    while let Some(byte) = bytes.get(end) {
        if is_visible(*byte) {
            end += 1;
        } else if *byte == b' ' && bytes.get(end + 1).is_some_and(|next| is_visible(*next)) {
            end += 2;
        } else {
            break;
        }
    }
    end
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
