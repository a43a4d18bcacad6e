//! Raw text to plain text in one pass, each character looked at once: tags and entities, what can't be seen, white space,
//! and the bound. How long a text may be is said by the caller.

/// The text that comes out, made in one pass: what is seen, with white space folded, as far as there is room.
pub(super) struct Plain {
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
    pub(super) fn new(lines: bool, limit: usize, length: usize) -> Self {
        let text = String::with_capacity(length.min(limit + '…'.len_utf8()));
        Self { text, lines, room: limit, full: false, gap: false, breaks: 0, returned: false, joinable: false }
    }

    /// Adds a raw text without tags, comments, and the content of scripts and styles, and with the entities outside of
    /// them decoded, each once.
    pub(super) fn write(&mut self, raw: &str) {
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
    pub(super) fn finish(mut self, before: bool) -> String {
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

pub(super) const fn is_unwanted(c: char) -> bool {
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
