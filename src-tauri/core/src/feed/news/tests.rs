use super::*;
use crate::feed::document::{Document, decode};

fn read(bytes: &[u8]) -> Result<News, Unreadable> {
    let text = decode(bytes)?;
    match Document::parse(&text)? {
        Document::News(news) => Ok(news),
        Document::Json(value) => panic!("{value:?}"),
    }
}

fn rss(inside: &str) -> String {
    format!("<rss version=\"2.0\"><channel><title>Feed</title>{inside}</channel></rss>")
}

#[test]
fn ids_are_the_feeds_own_and_never_invented() {
    let long = "x".repeat(LONGEST_ID + 1);
    let table = [
        ("<item><guid> a </guid></item>".to_owned(), Some("a")),
        ("<item><title>t</title><link>https://a.example/1</link></item>".to_owned(), None),
        ("<item><guid></guid></item>".to_owned(), None),
        (format!("<item><guid>{long}</guid></item>"), None),
    ];
    for (item, expected) in table {
        let news = read(rss(&item).as_bytes()).unwrap();
        assert_eq!(news.entries[0].id.as_deref(), expected, "{item:.60}");
        assert_eq!((news.id.as_str(), news.left_out), ("", 0));
    }
}

#[test]
fn the_three_kinds_of_feed_read_alike() {
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><id>f</id><title>Feed</title><entry><id>a</id><title>T</title>\
                <updated>2026-05-04T09:00:00Z</updated><content type='html'>&lt;b>x&lt;/b></content></entry></feed>";
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Feed","items":[{"id":"a","title":"T",
                "date_modified":"2026-05-04T09:00:00Z","content_html":"<b>x</b>"}]}"#;
    let plain = rss("<item><guid>a</guid><title>T</title><pubDate>Mon, 04 May 2026 02:00:00 PDT</pubDate>\
                     <description>&lt;b>x&lt;/b></description></item>");
    for body in [atom, json, &plain] {
        let news = read(body.as_bytes()).unwrap();
        let entry = &news.entries[0];
        assert_eq!(
            (news.title.as_str(), entry.title.as_str(), entry.html.as_str()),
            ("Feed", "T", "<b>x</b>"),
            "{body}"
        );
        assert_eq!((entry.id.as_deref(), entry.newest()), (Some("a"), "2026-05-04T09:00:00Z".parse().ok()), "{body}");
    }
}

#[test]
fn every_encoding_that_a_feed_names_or_marks_is_read() {
    let title = "St\u{f6}rung";
    let body =
        format!("<?xml version=\"1.0\" encoding=\"CODE\"?>{}", rss(&format!("<item><title>{title}</title></item>")));
    let latin: Vec<u8> = body.replace("CODE", "ISO-8859-1").chars().map(|c| u8::try_from(c).unwrap()).collect();
    let wide = body.replace("CODE", "utf-16");
    let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(wide.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(wide.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    // What the first line says of an encoding does not count once a mark or UTF-8 itself has spoken.
    let belied = body.replace("CODE", "utf-16").into_bytes();
    for bytes in [body.replace("CODE", "utf-8").into_bytes(), latin, big, little, belied] {
        assert_eq!(read(&bytes).unwrap().entries[0].title, title);
    }
}

#[test]
fn what_the_reader_lets_pass_is_cleaned_as_text() {
    let odd = rss("<item><title>a&nbsp;&unknown;\u{1}\u{202e}b&#8238;</title></item>");
    let title = &read(odd.as_bytes()).unwrap().entries[0].title;
    assert_eq!(crate::feed::text::title(title), "a &unknown;b");
}

#[test]
fn entities_that_a_document_defines_are_not_expanded() {
    let mut bomb = "<!DOCTYPE rss [<!ENTITY a0 \"aaaaaaaaaa\">".to_owned();
    for level in 1..10 {
        bomb.push_str(&format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10)));
    }
    bomb.push_str(&format!("]>{}", rss("<item><title>&a9;</title></item>")));
    assert_eq!(read(bomb.as_bytes()).unwrap().entries[0].title, "&a9;");
}

#[test]
fn nesting_without_end_is_an_error() {
    for name in ["a", "channel", "m:group", "description"] {
        let (open, close) = (format!("<{name}>").repeat(200_000), format!("</{name}>").repeat(200_000));
        let deep = format!("<rss version='2.0' xmlns:m='http://search.yahoo.com/mrss/'><channel><item>{open}{close}");
        let deep = format!("{deep}</item></channel></rss>");
        assert!(
            matches!(read(deep.as_bytes()), Err(Unreadable::NotNews { .. } | Unreadable::TooLarge { .. })),
            "{name}"
        );
    }
}

#[test]
fn entries_that_are_passed_over_are_counted() {
    let foreign = rss("<item xmlns='https://other.example/'><guid>a</guid></item><item><guid>b</guid></item>");
    let news = read(foreign.as_bytes()).unwrap();
    assert_eq!((news.entries.len(), news.left_out), (1, 1));
    let many = rss(&"<item/>".repeat(MOST_ENTRIES + 3));
    let news = read(many.as_bytes()).unwrap();
    assert_eq!((news.entries.len(), news.left_out), (MOST_ENTRIES, 3));
}

#[test]
fn an_incident_is_known_by_what_its_address_ends_with() {
    let table = [
        ("https://a.example/incidents/abc", Some("abc")),
        ("https://a.example/incidents/abc/?x#y", Some("abc")),
        ("https://a.example/incidents/", None),
        ("https://a.example/incidents/a/b", None),
        ("https://a.example/", None),
    ];
    for (link, expected) in table {
        let news = read(rss(&format!("<item><link>{link}</link></item>")).as_bytes()).unwrap();
        assert_eq!(news.entries[0].incident_in_link().as_deref(), expected, "{link}");
    }
}
