use super::*;
use crate::alternatives::{PromptUse, Room};
use crate::provider::Catalogue;
use crate::wording::{Language, Words};

/// What people paste, and what somebody might make them paste.
const CORPUS: [&str; 14] = [
    "Summarise this report in five points",
    "a&b=c#d?e+f g%20h",
    "100 % sure; \"quoted\" 'single' \\ back / slash",
    "first line\nsecond line\n\n\tindented",
    "Rangkum laporan ini menjadi 5 poin — tolong",
    "日本語のテキスト",
    "نص عربي",
    "👩‍👩‍👧‍👦 👍🏽 ❤️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 1️⃣ ☎︎",
    "<script>alert(1)</script>",
    "{q}",
    "$(rm -rf ~) `id` ; && | > /tmp/x",
    "https://user:secret@example.com/?token=1#x",
    "e\u{301}clair",
    "../../etc/passwd\u{2026}",
];

fn decoded(url: &Url, link: &str) -> String {
    let (before, after) = link.split_once("{q}").unwrap();
    let rest = url.as_str().strip_prefix(before).or_else(|| {
        // The parser writes a path where the link has none.
        let parsed = Url::parse(before).unwrap();
        url.as_str().strip_prefix(parsed.as_str())
    });
    let encoded = rest.unwrap_or_else(|| panic!("{url} against {link}")).strip_suffix(after).unwrap();
    assert!(!encoded.contains('+'), "{encoded}");
    percent_encoding::percent_decode_str(encoded).decode_utf8().unwrap().into_owned()
}

#[test]
fn every_prompt_goes_through_every_link_and_comes_out_as_it_was() {
    let catalogue = Catalogue::shipped();
    let mut linked = 0;
    for product in catalogue.in_order() {
        let Some(link) = &product.prompt else { continue };
        for text in CORPUS {
            let prompt = Prompt::new(text).unwrap();
            assert_eq!(prompt.text(), text, "nothing of it is unseen");
            let (Carried::Filled(url) | Carried::Sent(url)) = prompt.carried(product, false) else {
                panic!("{}: {text:?} was not carried", product.id);
            };
            assert_eq!(decoded(&url, &link.link), text, "{}", product.id);
            assert_eq!(url.host_str(), Url::parse(&link.link.replace("{q}", "")).unwrap().host_str(), "{}", product.id);
            linked += 1;
        }
    }
    assert!(linked >= 14 * 10, "{linked}");
}

#[test]
fn an_address_at_the_limit_carries_it_and_one_byte_more_copies_it() {
    let catalogue = Catalogue::shipped();
    let product = catalogue.product("claude").unwrap();
    let link = product.prompt.as_ref().unwrap();
    let room = link.limit - link.link.replace("{q}", "").len();
    for (length, carried) in [(room - 1, true), (room, true), (room + 1, false), (10_000, false)] {
        let prompt = Prompt::new(&"x".repeat(length)).unwrap();
        match prompt.carried(product, false) {
            Carried::Filled(url) => assert!(carried && url.as_str().len() <= link.limit, "{length}"),
            Carried::Copied(url) => assert!(!carried && url == product.open, "{length}"),
            Carried::Sent(_) => panic!("it is filled in"),
        }
    }
    let prompt = Prompt::new(&"é".repeat(room / 6)).unwrap();
    assert!(matches!(prompt.carried(product, false), Carried::Filled(_)), "six bytes each once encoded");
    let prompt = Prompt::new(&"é".repeat(room / 6 + 1)).unwrap();
    assert!(matches!(prompt.carried(product, false), Carried::Copied(_)));
}

#[test]
fn what_cannot_be_seen_is_left_out_and_all_else_stays() {
    for (raw, seen) in [
        ("a\u{202E}b\u{202C}c", "abc"),
        ("a\u{2066}b\u{2069}", "ab"),
        ("\u{200E}a\u{200F}\u{061C}", "a"),
        ("zero\u{200B}width\u{FEFF}", "zerowidth"),
        ("nul\0bell\u{7}esc\u{1b}[31m", "nulbellesc[31m"),
        ("c1\u{85}control\u{9b}", "c1control"),
        ("tags\u{E0041}\u{E0042}\u{E007F}", "tags"),
        ("join\u{200D}ed letters", "joined letters"),
        ("select\u{FE0F} a letter", "select\u{FE0F} a letter"),
        ("\u{FE0F}alone", "alone"),
        ("soft\u{AD}hyphen", "softhyphen"),
        ("windows\r\nlines\rmac", "windows\nlines\nmac"),
        ("line\u{2028}separator", "lineseparator"),
    ] {
        assert_eq!(Prompt::new(raw).unwrap().text(), seen, "{raw:?}");
    }
}

#[test]
fn what_is_no_prompt_is_refused() {
    assert_eq!(Prompt::new(""), Err(Refused::Empty));
    assert_eq!(Prompt::new(" \n\t\u{200B}"), Err(Refused::Empty));
    assert!(Prompt::new(&"x".repeat(LONGEST)).is_ok());
    assert_eq!(Prompt::new(&"x".repeat(LONGEST + 1)), Err(Refused::TooLong));
    assert_eq!(Prompt::new(&"x".repeat(5 * 1024 * 1024)), Err(Refused::TooLong));
}

#[test]
fn its_debug_says_how_long_it_is_and_nothing_else() {
    let prompt = Prompt::new("my secret").unwrap();
    assert_eq!(format!("{prompt:?}"), "Prompt(9 bytes)");
    let catalogue = Catalogue::shipped();
    for product in catalogue.in_order() {
        assert!(!format!("{:?}", prompt.carried(product, true)).contains("secret"), "{}", product.id);
    }
}

/// What Rust and the window's page have to agree on: the page reads the same file.
#[derive(serde::Deserialize)]
struct Table {
    encoded: Vec<Encoded>,
    becomes: Vec<Becomes>,
}

#[derive(serde::Deserialize)]
struct Encoded {
    text: String,
    encoded: String,
}

#[derive(serde::Deserialize)]
struct Becomes {
    links: Vec<Room>,
    text: String,
    becomes: String,
}

#[test]
fn a_prompt_is_encoded_and_finds_room_as_the_page_counts() {
    let table: Table = serde_json::from_str(include_str!("carried.json")).unwrap();
    for Encoded { text, encoded } in &table.encoded {
        assert_eq!(Prompt::new(text).unwrap().encoded(), *encoded, "{text:?}");
    }
    let catalogue = Catalogue::shipped();
    let (words, claude) = (Words::new(Language::English), catalogue.product("claude").unwrap());
    for Becomes { links, text, becomes } in &table.becomes {
        let link = |base: &Option<PromptLink>, room: &Room| {
            let base = base.as_ref().unwrap();
            let behaviour = if room.prompt == PromptUse::Prefill { Behaviour::Prefill } else { Behaviour::Submit };
            let limit = base.link.len() - "{q}".len() + usize::try_from(room.limit).unwrap();
            Some(PromptLink { behaviour, limit, ..base.clone() })
        };
        let (app, prompt) = match links.as_slice() {
            [one] => (None, link(&claude.prompt, one)),
            [first, second] => (link(&claude.app, first), link(&claude.prompt, second)),
            other => panic!("{other:?}"),
        };
        let product = Product { app, prompt, ..claude.clone() };
        assert_eq!(product.links(true).map(Room::of).collect::<Vec<_>>(), *links);
        let expected = match becomes.as_str() {
            "prefill" => (PromptUse::Prefill, "prompt filled in"),
            "submit" => (PromptUse::Submit, "prompt sent at once"),
            _ => (PromptUse::Copy, "prompt too long for its link: copied, paste it there"),
        };
        let (used, said) = words.becomes(&Prompt::new(text).unwrap(), &product, true);
        assert_eq!((used, said.as_str()), expected, "{text:?} {links:?}");
    }
    let gemini = catalogue.product("gemini").unwrap();
    let copied = (PromptUse::Copy, "prompt copied".to_owned());
    assert_eq!(words.becomes(&Prompt::new("x").unwrap(), gemini, false), copied);
}
