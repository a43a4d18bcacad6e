//! OPML 2.0 both ways: a list of feeds as other programs know it. Own attributes carry what those do not (`siagaFormat`,
//! `siagaId`, `siagaInternal`); importers of others pass over them.
//!
//! Reading is bounded and expands nothing: a document type is passed over, an entity that only it defines makes its
//! line unreadable, and nested outlines are one list.

use quick_xml::XmlVersion;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use url::Url;

use super::own::LONGEST_ADDRESS;
use super::{Feed, Provider};
use crate::feed::{Format, text};

/// Largest document that is read, in bytes.
pub const LARGEST: usize = 1024 * 1024;

/// Most feeds that are taken from one document.
pub const MOST: usize = 500;

/// Deepest nesting of elements.
const DEEPEST: usize = 64;

/// Most attributes of one element.
const ATTRIBUTES: usize = 64;

/// One feed of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// What the list calls it.
    pub name: Option<String>,
    /// Its address, as it stands in the list.
    pub url: String,
    /// Its page for people, as it stands in the list.
    pub page: Option<String>,
    /// The dialect, where Siaga wrote the list.
    pub format: Option<Format>,
    /// The provider's id, where Siaga wrote the list.
    pub id: Option<String>,
    /// Siaga wrote that the feed is internal. Whether that counts is the person's to say.
    pub internal: bool,
}

/// Why a text is not a list of feeds. Reads on from "not a list of feeds: ".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotOpml {
    /// Larger than [`LARGEST`].
    #[error("larger than {} KiB", LARGEST / 1024)]
    TooLarge,
    /// Elements within elements, too deep to be meant.
    #[error("elements nest deeper than {DEEPEST}")]
    TooDeep,
    /// More than [`MOST`] feeds.
    #[error("more than {MOST} feeds")]
    TooMany,
    /// The XML is not well-formed.
    #[error("the XML breaks at byte {at}")]
    Broken {
        /// Where.
        at: u64,
    },
    /// XML, but another document.
    #[error("it has no <opml> element")]
    OtherDocument,
}

/// The list of those of these providers that have a feed.
#[must_use]
pub fn write<'a>(providers: impl IntoIterator<Item = &'a Provider>) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    \
         <title>Siaga: status feeds</title>\n  </head>\n  <body>\n"
        .to_owned();
    for provider in providers {
        if let Some(feed) = &provider.feed {
            text.push_str(&outline(provider, feed));
        }
    }
    text + "  </body>\n</opml>\n"
}

/// Every outline of the list that has an address, in its order, nested ones among the others.
///
/// # Errors
/// [`NotOpml`].
pub fn read(document: &str) -> Result<Vec<Outline>, NotOpml> {
    if document.len() > LARGEST {
        return Err(NotOpml::TooLarge);
    }
    let mut reader = Reader::from_str(document.trim_start_matches('\u{feff}'));
    let (mut depth, mut is_opml, mut outlines) = (0_usize, false, Vec::new());
    loop {
        let event = reader.read_event().map_err(|_| NotOpml::Broken { at: reader.error_position() })?;
        let (element, opens) = match event {
            Event::Eof if depth > 0 => return Err(NotOpml::Broken { at: reader.buffer_position() }),
            Event::Eof => break,
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                continue;
            }
            Event::Start(element) => (element, true),
            Event::Empty(element) => (element, false),
            Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => continue,
        };
        let name = element.local_name();
        if depth == 0 {
            is_opml |= name.as_ref().eq_ignore_ascii_case("opml");
        } else if is_opml && name.as_ref().eq_ignore_ascii_case("outline") {
            outlines.extend(read_outline(&element));
        }
        if outlines.len() > MOST {
            return Err(NotOpml::TooMany);
        }
        depth += usize::from(opens);
        if depth > DEEPEST {
            return Err(NotOpml::TooDeep);
        }
    }
    if is_opml { Ok(outlines) } else { Err(NotOpml::OtherDocument) }
}

fn outline(provider: &Provider, feed: &Feed) -> String {
    let page = provider.status_page.as_ref().map(Url::as_str);
    let attributes = [
        ("text", Some(provider.name.as_str())),
        ("title", Some(provider.name.as_str())),
        ("type", Some("rss")),
        ("xmlUrl", Some(feed.url.as_str())),
        ("htmlUrl", page),
        ("siagaFormat", Some(feed.format.name())),
        ("siagaId", Some(provider.id.as_str())),
        ("siagaInternal", feed.internal.then_some("true")),
    ];
    let mut line = "    <outline".to_owned();
    for (key, value) in attributes {
        if let Some(value) = value {
            line.push_str(&format!(" {key}=\"{}\"", escape(value)));
        }
    }
    line + "/>\n"
}

/// An outline without an address is a folder, or nothing. One whose address cannot be read is kept without it, so that
/// somebody is told.
fn read_outline(element: &BytesStart<'_>) -> Option<Outline> {
    let mut outline = Outline { name: None, url: String::new(), page: None, format: None, id: None, internal: false };
    let (mut has_url, mut title) = (false, None);
    for attribute in element.attributes().with_checks(false).take(ATTRIBUTES).flatten() {
        let key = attribute.key.as_ref();
        has_url |= key.eq_ignore_ascii_case("xmlUrl");
        let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else { continue };
        match key {
            "text" => outline.name = plain(&value),
            "title" => title = plain(&value),
            "siagaFormat" => outline.format = Format::named(&value),
            "siagaId" => outline.id = plain(&value),
            "siagaInternal" => outline.internal = value == "true",
            key if key.eq_ignore_ascii_case("xmlUrl") => outline.url = bounded(&value),
            key if key.eq_ignore_ascii_case("htmlUrl") => outline.page = Some(bounded(&value)),
            _ => {}
        }
    }
    outline.name = outline.name.or(title);
    has_url.then_some(outline)
}

fn plain(value: &str) -> Option<String> {
    Some(text::title(value)).filter(|text| !text.is_empty())
}

/// One byte too many is enough to be refused as an address.
fn bounded(value: &str) -> String {
    let value = value.trim();
    value.get(..=LONGEST_ADDRESS).unwrap_or(value).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::{Catalogue, OverlayFile};

    fn outline(name: &str, url: &str) -> Outline {
        Outline { name: Some(name.into()), url: url.into(), page: None, format: None, id: None, internal: false }
    }

    #[test]
    fn what_is_written_reads_back_with_its_format() {
        let text = "name = \"R&D <\\\"lab\\\"> 'x'\"\n\
                    feed = { format = \"statuspage\", url = \"http://10.0.0.7/s.json?a=1&b='2'\", internal = true }\n\
                    [[product]]\nid = \"lab\"\nname = \"Lab\"\n";
        let overlay = OverlayFile { name: "lab.toml".into(), text: text.into() };
        let (catalogue, problems) = Catalogue::with_overlays(&[overlay]);
        assert_eq!(problems, []);
        let written = write(catalogue.providers());
        let read = read(&written).unwrap();
        let with_feed: Vec<&Provider> = catalogue.providers().iter().filter(|one| one.feed.is_some()).collect();
        assert_eq!(read.len(), with_feed.len());
        for (outline, provider) in read.iter().zip(with_feed) {
            let feed = provider.feed.as_ref().unwrap();
            assert_eq!(outline.name.as_deref(), Some(provider.name.as_str()));
            assert_eq!(outline.url, feed.url.as_str());
            assert_eq!(outline.page.as_deref(), provider.status_page.as_ref().map(Url::as_str));
            assert_eq!(outline.format, Some(feed.format));
            assert_eq!(outline.id.as_deref(), Some(provider.id.as_str()));
            assert_eq!(outline.internal, feed.internal);
        }
        assert!(written.contains("type=\"rss\""), "{written}");
    }

    #[test]
    fn lists_of_other_programs_are_read_and_their_folders_flattened() {
        let document = "\u{feff}<?xml version='1.0' encoding='UTF-8'?>\n<!-- by hand -->\n<OPML version='1.1'><head><title>x</title></head><body>
            <outline text='Clouds' title='Clouds'>
              <outline text='One &amp; only' type='rss' xmlUrl='https://one.example/feed?a=1&amp;b=2' htmlUrl='https://one.example/'/>
              <outline title='Two' xmlurl=' https://two.example/history.atom ' category='x'></outline>
              <outline text='deep'><outline text='Three' xmlUrl='three.example' starred='true'/></outline>
            </outline>
            <outline text='a note'/>
            <outline text='' xmlUrl=''/>
            </body></OPML>";
        let mut one = outline("One & only", "https://one.example/feed?a=1&b=2");
        one.page = Some("https://one.example/".into());
        let mut empty = outline("", "");
        empty.name = None;
        let expected =
            [one, outline("Two", "https://two.example/history.atom"), outline("Three", "three.example"), empty];
        assert_eq!(read(document).unwrap(), expected);
    }

    #[test]
    fn what_is_no_list_is_refused_by_name() {
        let deep = format!("<opml><body>{}", "<outline>".repeat(100_000));
        let many = format!("<opml><body>{}</body></opml>", "<outline xmlUrl='https://a.example/'/>".repeat(MOST + 1));
        for (document, refusal) in [
            ("", NotOpml::OtherDocument),
            ("not xml", NotOpml::OtherDocument),
            ("<html><body><outline xmlUrl='x'/></body></html>", NotOpml::OtherDocument),
            ("{\"opml\": 1}", NotOpml::OtherDocument),
            (deep.as_str(), NotOpml::TooDeep),
            (many.as_str(), NotOpml::TooMany),
            (&" ".repeat(LARGEST + 1), NotOpml::TooLarge),
        ] {
            assert_eq!(read(document), Err(refusal), "{:.60}", document);
        }
        for broken in
            ["<opml><body>", "<opml><body></opml>", "<opml", "<opml><outline xmlUrl='a'</opml>", "<opml></opml></opml>"]
        {
            assert!(matches!(read(broken), Err(NotOpml::Broken { .. })), "{broken} {:?}", read(broken));
        }
    }

    #[test]
    fn entities_are_never_expanded_and_their_lines_are_kept_without_an_address() {
        let bomb = "<?xml version='1.0'?><!DOCTYPE opml [<!ENTITY a 'https://a.example/'><!ENTITY b '&a;&a;&a;&a;'>
            <!ENTITY c SYSTEM 'file:///etc/passwd'>]>
            <opml><body>
            <outline text='bomb' xmlUrl='&b;'/><outline text='&c;' xmlUrl='https://c.example/'/>
            <outline text='ok' xmlUrl='https://ok.example/'/></body></opml>";
        let read = read(bomb).unwrap();
        let urls: Vec<&str> = read.iter().map(|outline| outline.url.as_str()).collect();
        assert_eq!(urls, ["", "https://c.example/", "https://ok.example/"]);
        assert_eq!(read[1].name, None);
    }

    #[test]
    fn names_are_plain_and_addresses_bounded() {
        let long = "a".repeat(10_000);
        let document = format!(
            "<opml><body><outline text='a&#x202e;b&#10;&lt;b&gt;c' xmlUrl='https://a.example/{long}' siagaFormat='gopher' \
             siagaId='../x'/></body></opml>"
        );
        let read = read(&document).unwrap();
        assert_eq!(read[0].name.as_deref(), Some("ab c"));
        assert_eq!(read[0].url.len(), LONGEST_ADDRESS + 1);
        assert_eq!((read[0].format, read[0].id.as_deref()), (None, Some("../x")), "whether it is an id is asked later");
    }

    #[test]
    fn a_list_cut_anywhere_is_an_error_and_never_a_panic() {
        let whole = write(Catalogue::shipped().providers().iter().take(3));
        for at in 0..whole.trim_end().len() {
            if whole.is_char_boundary(at) {
                assert!(read(&whole[..at]).is_err(), "{}", &whole[..at]);
            }
        }
    }
}
