//! Takes out of a line what is different each time: moments, ages, ports, and the folders of a session.

/// Stands for what was taken out.
const MARK: &str = "…";

/// Before a number of lines.
const TIMES: &str = " × ";

/// Choices of a list that are all listed.
const LONG: usize = 12;

const UNITS: [&str; 5] = ["ms", "s", "min", "h", "d"];

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What is the same each time although it names a length of time: what can be chosen.
const FIXED: [&str; 4] = ["menu item ", "check box ", "label ", "push button \"Snooze"];

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// After this the line says which feed is read next, and why then: of two that are read all the time now the one, now the
/// other.
const NEXT: &str = "tools. Next read";

/// The line without them. Words are what stands between blanks.
pub(crate) fn masked(line: &str) -> String {
    if FIXED.iter().any(|start| line.trim_start().starts_with(start)) {
        return line.to_owned();
    }
    if let Some((start, _)) = line.split_once(NEXT) {
        return format!("{start}{NEXT} {MARK}\"");
    }
    let indent = line.len() - line.trim_start().len();
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut kept: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (taken, end) = moment(&words[at..]);
        if taken == 0 {
            kept.push(place(words[at]));
            at += 1;
            continue;
        }
        let before = &words[at][..words[at].len() - words[at].trim_start_matches(['"', '(']).len()];
        let mark = format!("{before}{MARK}{end}");
        // "3 d 4 h ago" is one age.
        match kept.last_mut() {
            Some(last) if last.ends_with(MARK) && before.is_empty() => *last += end,
            _ => kept.push(mark),
        }
        at += taken;
    }
    " ".repeat(indent) + &kept.join(" ")
}

/// How many of these words are a moment or an age, and what closes it.
fn moment<'a>(words: &[&'a str]) -> (usize, &'a str) {
    let bare = |word: &'a str| word.trim_matches(['"', '(', ')', ',', '.', ';', '·', ':']);
    let closing = |word: &'a str| &word[word.trim_end_matches(['"', ')', ',', '.', ';', ':']).len()..];
    let word = |at: usize| words.get(at).map_or("", |word| bare(word));
    let number = |at: usize| !word(at).is_empty() && word(at).bytes().all(|byte| byte.is_ascii_digit());
    let taken = match word(0) {
        // "Sunday, 22 November 2026 at 17:52:21 UTC"
        day if DAYS.contains(&day) && number(1) && number(3) => words.len().min(7),
        day if DAYS.contains(&day) && is_clock(word(1)) => 2,
        "just" if word(1) == "now" => 2,
        "under" if word(1) == "a" && word(2) == "minute" => 3,
        "ago" => 1,
        clock if is_clock(clock) => 1,
        share
            if share
                .strip_suffix('%')
                .is_some_and(|share| share.bytes().all(|one| one.is_ascii_digit() || one == b'.')) =>
        {
            1
        }
        _ if number(0) && word(1) == "%" => 2,
        _ if number(0) && UNITS.contains(&word(1)) => 2,
        _ if number(0) && is_month(word(1)) => {
            let date = 2 + usize::from(number(2) && word(2).len() == 4);
            date + usize::from(is_clock(word(date)))
        }
        _ => 0,
    };
    (taken, if taken == 0 { "" } else { closing(words[taken - 1]) })
}

/// Of lines of which many in a row are the same one stands there, with their number; of what can be chosen from a long
/// list only the beginning: the rest is data.
pub(crate) fn shortened(lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut short: Vec<String> = Vec::new();
    let (mut same, mut choices) = (1, 0);
    for line in lines {
        let choice = line.trim_start().starts_with("menu item ");
        choices = if choice { choices + 1 } else { 0 };
        let last = short.last_mut();
        if choices > LONG {
            if choices == LONG + 1 {
                short.push(line[..line.len() - line.trim_start().len()].to_owned() + "menu item " + MARK);
            }
        } else if let Some(last) = last.filter(|last| last.split(TIMES).next() == Some(&line) && !choice) {
            same += 1;
            *last = format!("{line}{TIMES}{same}");
        } else {
            same = 1;
            short.push(line);
        }
    }
    short
}

fn is_clock(word: &str) -> bool {
    let two = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    word.split_once(':').is_some_and(|(hours, minutes)| two(hours) && two(minutes))
}

/// In full or abbreviated.
fn is_month(word: &str) -> bool {
    word.len() >= 3 && word.get(..3).is_some_and(|start| MONTHS.contains(&start))
}

/// A word without a port of this computer, the folder of a session, and Siaga's version.
fn place(word: &str) -> String {
    let mut place = word.replace(env!("CARGO_PKG_VERSION"), MARK);
    for start in ["127.0.0.1:", "siaga-session."] {
        if let Some(from) = place.find(start).map(|found| found + start.len()) {
            let length = place[from..].find(|one: char| !one.is_ascii_alphanumeric()).unwrap_or(place.len() - from);
            place.replace_range(from..from + length, MARK);
        }
    }
    place
}

#[test]
fn moments_ages_ports_and_folders_are_taken_out_and_counts_stay() {
    for (line, kept) in [
        ("  text \"says status.example, 3 d 4 h ago\"", "  text \"says status.example, …\""),
        ("text \"just now\"", "text \"…\""),
        ("text \"since 09:41 (7 min)\"", "text \"since … (…)\""),
        ("text \"22 Nov, 23:59, 2 tools\"", "text \"…, 2 tools\""),
        ("static \"Sunday, 22 November 2026 at 17:52:21 UTC\"", "static \"…\""),
        ("push button \"Snooze 1 h\"", "push button \"Snooze 1 h\""),
        ("list item \"22 November: not watched\"", "list item \"…: not watched\""),
        ("text \"It worked 0 % of it\"", "text \"It worked … of it\""),
        ("text \"100% over 1 day\"", "text \"… over 1 day\""),
        ("text \"2 tools. Next read in 1 min (every 2 min: you use it).\"", "text \"2 tools. Next read …\""),
        ("link \"http://127.0.0.1:41234/api\"", "link \"http://127.0.0.1:…/api\""),
        ("text \"/tmp/siaga-session.a1B2c3/config\"", "text \"/tmp/siaga-session.…/config\""),
    ] {
        assert_eq!(masked(line), kept);
    }
}

#[test]
fn what_repeats_is_counted_and_long_lists_are_cut() {
    let lines = |lines: &[&str]| shortened(lines.iter().map(|line| (*line).to_owned()));
    assert_eq!(lines(&["a", "b", "b", "b", "a"]), ["a", "b × 3", "a"]);
    let long: Vec<String> = (0..40).map(|number| format!("  menu item \"{number}\"")).collect();
    let cut = shortened(long.iter().cloned().chain(["end".to_owned()]));
    assert_eq!((cut.len(), cut[LONG].as_str(), cut[LONG + 1].as_str()), (LONG + 2, "  menu item …", "end"));
}
