//! Documents made to hurt, each read in a process of its own that has 5 s of processor time for a read and 256 MiB of
//! address space: it must end by itself, whatever it says of the document, and never say that all is well.
//!
//! The process is this test binary again, told by an environment variable which document to make and read. Without
//! that variable the test that does it has nothing to do.

#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_types, reason = "each document is read by a child, which can be limited")]
#![allow(clippy::disallowed_methods, reason = "the test starts itself again; the library starts nothing")]
#![allow(clippy::unwrap_used, reason = "a test that can't set its limits has failed")]

use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};

use rustix::process::{Resource, Rlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};
use siaga_core::feed::{self, Format, Reading, Unreadable};
use siaga_core::observation::Status;

/// Names the document to a child.
const VARIABLE: &str = "SIAGA_HOSTILE_DOCUMENT";

/// Processor time for one read, in seconds.
const PROCESSOR: u64 = 5;

/// Address space of a child, in bytes.
const SPACE: u64 = 256 << 20;

/// Longer than anything that is read.
const HUGE: usize = 100 << 20;

/// As long as what is read may be, nearly.
const LONG: usize = (16 << 20) - 4_096;

const DEEP: usize = 200_000;

/// A hostile document: its name, how it is made, and whether reading it must fail.
struct Hostile {
    name: &'static str,
    make: fn() -> Vec<u8>,
    is_refused: bool,
}

const DOCUMENTS: [Hostile; 27] = [
    refused("deep arrays", || nested("[", "", "]")),
    refused("deep objects", || nested("{\"a\":", "1", "}")),
    refused("deep arrays in a page", || page(&nested("[", "", "]"))),
    refused("deep arrays without end", || "[".repeat(DEEP).into_bytes()),
    refused("deep elements", || rss(&nested("<a>", "", "</a>"))),
    refused("deep elements without end", || rss(&"<a>".repeat(DEEP).into_bytes())),
    read("elements as deep as may be", || rss(&[b"<item>".to_vec(), deep_as_may_be(), b"</item>".to_vec()].concat())),
    read("deep text of an entry", || {
        let inner = [b"<content type='xhtml'>".to_vec(), deep_as_may_be(), b"</content>".to_vec()].concat();
        atom(&[b"<entry><id>a</id><title>b</title>".to_vec(), inner, b"</entry>".to_vec()].concat())
    }),
    read("a billion laughs", || {
        let next = |at: usize| format!("<!ENTITY l{at} \"{}\">", format!("&l{};", at - 1).repeat(10));
        let entities: String = (1..10).map(next).collect();
        declared(&format!("<!ENTITY l0 \"lol\">{entities}"), "&l9;")
    }),
    read("one entity many times", || {
        declared(&format!("<!ENTITY a \"{}\">", "a".repeat(100_000)), &"&a;".repeat(100_000))
    }),
    read("an entity of another place", || declared("<!ENTITY a SYSTEM \"file:///etc/passwd\">", "&a;")),
    refused("a huge string", || filled("{\"page\":\"", "a", "\"}", HUGE)),
    refused("a huge list of strings", || filled("[\"a\"", ",\"a\"", "]", HUGE)),
    refused("a huge list of numbers", || filled("[1", ",1", "]", HUGE)),
    refused("huge space", || filled("", " ", "", HUGE)),
    refused("a huge feed", || filled("<rss version='2.0'><channel>", "<item/>", "</channel></rss>", HUGE)),
    refused("a huge page", || filled("<!DOCTYPE html><html>", "<p>", "</html>", HUGE)),
    refused("a huge text of wide characters", || [vec![0xFE, 0xFF], [0, b'['].repeat(HUGE / 2)].concat()),
    refused("a long list of numbers", || filled("[1", ",1", "]", LONG)),
    refused("a long list of lists", || filled("[[1]", ",[1]", "]", LONG)),
    refused("a long list of objects", || filled("[{\"\":1}", ",{\"\":1}", "]", LONG)),
    read("a long name", || {
        filled("{\"page\":{\"id\":\"c0ffee\",\"name\":\"", "<b>&amp;a", "\"},\"components\":[{\"id\":1}]}", LONG)
    }),
    read("a long list of components", || {
        let part = format!(",{{\"id\":\"{}\",\"name\":\"a\",\"status\":\"operational\"}}", "a".repeat(100));
        filled(
            "{\"page\":{\"id\":\"c0ffee\"},\"status\":{\"indicator\":\"none\"},\"components\":[{\"id\":1}",
            &part,
            "]}",
            LONG,
        )
    }),
    read("many components", || {
        numbered("{\"page\":{\"id\":\"c0ffee\"},\"components\":[", "{\"id\":#,\"status\":\"operational\"}", "]}")
    }),
    read("many incidents", || {
        numbered("{\"page\":{\"id\":\"c0ffee\"},\"incidents\":[", "{\"id\":#,\"components\":[]}", "]}")
    }),
    read("many entries", || filled("<rss version='2.0'><channel>", "<item/>", "</channel></rss>", 512 << 10)),
    read("a name that is not what it seems", || {
        let name = "Pay\\u0000ments \\u202edab\\u202c\\u2066\\u001b[31m\\u200b";
        page(
            format!("[{{\"id\":\"a\\u202eb\",\"status\":\"major_outage\"}},{{\"id\":1,\"name\":\"{name}\"}}]")
                .as_bytes(),
        )
    }),
];

const fn refused(name: &'static str, make: fn() -> Vec<u8>) -> Hostile {
    Hostile { name, make, is_refused: true }
}

const fn read(name: &'static str, make: fn() -> Vec<u8>) -> Hostile {
    Hostile { name, make, is_refused: false }
}

fn nested(start: &str, middle: &str, end: &str) -> Vec<u8> {
    format!("{}{middle}{}", start.repeat(DEEP), end.repeat(DEEP)).into_bytes()
}

/// Half as many elements as are read at all.
fn deep_as_may_be() -> Vec<u8> {
    format!("{}{}", "<div>".repeat(45_000), "</div>".repeat(45_000)).into_bytes()
}

fn page(components: &[u8]) -> Vec<u8> {
    let head = "{\"page\":{\"id\":\"c0ffee\"},\"status\":{\"indicator\":\"none\"},\"components\":";
    [head.as_bytes(), components, b"}"].concat()
}

fn rss(inner: &[u8]) -> Vec<u8> {
    [b"<rss version='2.0'><channel><title>a</title>", inner, b"</channel></rss>"].concat()
}

fn atom(inner: &[u8]) -> Vec<u8> {
    [b"<feed xmlns='http://www.w3.org/2005/Atom'><id>a</id><title>a</title>", inner, b"</feed>"].concat()
}

/// A feed with declarations of its own, and what stands in the title of its one entry.
fn declared(entities: &str, title: &str) -> Vec<u8> {
    let item = format!("<item><title>{title}</title><description>{title}</description></item>");
    let feed = String::from_utf8(rss(item.as_bytes())).unwrap();
    format!("<?xml version='1.0'?><!DOCTYPE rss [{entities}]>{feed}").into_bytes()
}

/// As many of `unit` between the two as make `length` bytes.
fn filled(start: &str, unit: &str, end: &str, length: usize) -> Vec<u8> {
    let many = unit.repeat(1 + 4_096 / unit.len());
    let count = (length - start.len() - end.len()) / many.len();
    let mut made = Vec::with_capacity(length);
    made.extend_from_slice(start.as_bytes());
    (0..count).for_each(|_| made.extend_from_slice(many.as_bytes()));
    made.extend_from_slice(end.as_bytes());
    made
}

/// As many entries as are read at all, nearly, each with a number of its own.
fn numbered(start: &str, entry: &str, end: &str) -> Vec<u8> {
    let marks = entry.bytes().filter(|byte| b",[{".contains(byte)).count() + 1;
    let entries: Vec<String> = (0..240_000 / marks).map(|at| entry.replace('#', &at.to_string())).collect();
    format!("{start}{}{end}", entries.join(",")).into_bytes()
}

#[test]
fn hostile_documents_are_read_within_the_limits_or_refused() {
    // As many at a time as a small machine has processors.
    for pair in DOCUMENTS.chunks(2) {
        let children: Vec<(&str, Child)> = pair.iter().map(|document| (document.name, start(document.name))).collect();
        for (name, child) in children {
            let ended = child.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&ended.stderr);
            assert_eq!(ended.status.signal(), None, "{name}: ended by a signal; {said}");
            assert!(ended.status.success(), "{name}: {}{said}", String::from_utf8_lossy(&ended.stdout));
        }
    }
}

fn start(name: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_child_reads_its_document", "--nocapture"])
        .env(VARIABLE, name)
        // One heap for all threads: each further one takes much of the address space and uses nothing of it.
        .env("MALLOC_ARENA_MAX", "1")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn a_child_reads_its_document() {
    let Ok(name) = std::env::var(VARIABLE) else { return };
    let hostile = DOCUMENTS.iter().find(|hostile| hostile.name == name).unwrap();
    setrlimit(Resource::As, Rlimit { current: Some(SPACE), maximum: Some(SPACE) }).unwrap();
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }).unwrap();
    let document = (hostile.make)();
    let read = |what: &str, reader: &dyn Fn() -> Result<Reading, Unreadable>| {
        let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap();
        setrlimit(Resource::Cpu, Rlimit { current: Some(used + PROCESSOR), maximum: None }).unwrap();
        judge(hostile, what, reader());
    };
    read("without a name", &|| feed::read_any(&document).map(|(_, reading)| reading));
    // What takes long is the same for all formats, so of long documents that are read at all two of each kind are enough:
    // formats that accept them, and formats that don't.
    let few = [Format::Statuspage, Format::Gatus, Format::StatuspageHistory, Format::Rss];
    let is_long = !hostile.is_refused && document.len() > 100_000;
    for format in Format::ALL.into_iter().filter(|format| !is_long || few.contains(format)) {
        read(format.name(), &|| format.read(&document));
    }
}

fn judge(hostile: &Hostile, what: &str, outcome: Result<Reading, Unreadable>) {
    let name = hostile.name;
    let reading = match outcome {
        Ok(reading) => reading,
        Err(why) => {
            let why = why.to_string();
            assert!(why.len() < 300 && is_plain(&why), "{name}, {what}: {why}");
            return;
        }
    };
    assert!(!hostile.is_refused, "{name}, {what}: read");
    let observation = &reading.observation;
    assert_ne!(observation.status(), Status::Operational, "{name}, {what}");
    let parts = observation.components.iter().map(|part| &part.name);
    let reports = observation.incidents.iter().flat_map(|i| i.updates.iter().map(|u| &u.text).chain([&i.title]));
    let works = observation.maintenances.iter().map(|work| &work.title);
    for text in parts.chain(reports).chain(works).chain(&reading.name).chain(&reading.oddities) {
        assert!(is_plain(text) && text.len() < 10_000, "{name}, {what}: {text:?}");
        assert!(!text.contains("root:"), "{name}, {what}: a file of this machine was read");
    }
}

/// Without control characters but line breaks, and without marks of direction.
fn is_plain(text: &str) -> bool {
    let is_mark = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().all(|c| c == '\n' || !(c.is_control() || is_mark(c)))
}
