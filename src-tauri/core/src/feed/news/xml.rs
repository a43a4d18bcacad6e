//! RSS in all its versions and Atom: one pass over the markup's tags and texts, into what [`super`] keeps.
//!
//! An element is known by its own name within the namespace of the feed, or one of the three that feeds borrow from;
//! those of others are passed over, whatever they are called. The five entities of XML and numbers are decoded, all
//! other entities stay as written. How deep, how long and how many is bounded before it comes here.

use std::borrow::Cow;

use jiff::Timestamp;
use quick_xml::escape::{minimal_escape, resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::{Item, MOST_ENTRIES, News, Unreadable, address, moment, usable_id};

const ATOM: &str = "http://www.w3.org/2005/Atom";
const CONTENT: &str = "http://purl.org/rss/1.0/modules/content/";
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";

/// RSS 1.0 and its forerunner: their root is of another namespace than the feed.
const RDF_FEEDS: [&str; 2] = ["http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"];

/// Whose element it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    /// The feed's own.
    Own,
    Atom,
    Content,
    DublinCore,
    Other,
}

/// Reads a feed, and says how many entries it came by.
///
/// # Errors
/// [`Unreadable::NotNews`] where it is no feed, or its tags do not match.
pub(super) fn read(body: &str) -> Result<(News, usize), Unreadable> {
    let mut reader = NsReader::from_str(body);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.trim_markup_names_in_closing_tags = true;
    let mut source = Source { reader, root: String::new() };
    let root = source.child()?.ok_or_else(|| not_news("no element at all"))?;
    if let (ResolveResult::Bound(namespace), _) = source.reader.resolver().resolve_element(root.name()) {
        source.root = namespace.into_inner().to_owned();
    }
    let mut feed = Feed { source, news: News::default(), published: None, met: 0 };
    match root.local_name().into_inner() {
        "feed" => feed.atom()?,
        "rss" | "RDF" => feed.rss()?,
        _ => return Err(not_news("no element that a feed begins with")),
    }
    feed.news.updated = feed.news.updated.or(feed.published);
    Ok((feed.news, feed.met))
}

/// What was read so far.
struct Feed<'a> {
    source: Source<'a>,
    news: News,
    published: Option<Timestamp>,
    /// Entries, those that are not kept too.
    met: usize,
}

impl<'a> Feed<'a> {
    /// The items stand within the channel, and in RSS 1.0 beside it.
    fn rss(&mut self) -> Result<(), Unreadable> {
        while let Some(start) = self.source.child()? {
            match (self.source.space(&start), start.local_name().into_inner()) {
                (_, "channel") => self.channel()?,
                (Space::Own, "item") => {
                    self.entry(Source::item)?;
                    // An item beside the channel is nothing but what it leads to.
                    let _ = self.news.entries.pop_if(|item| item.link.is_none());
                }
                _ => self.source.skip()?,
            }
        }
        Ok(())
    }

    fn channel(&mut self) -> Result<(), Unreadable> {
        while let Some(start) = self.source.child()? {
            let (source, news) = (&mut self.source, &mut self.news);
            match (source.space(&start), start.local_name().into_inner()) {
                (Space::Own, "title") => news.title = source.words()?,
                (Space::Own, "description") => news.description = source.words()?,
                (Space::Own, "generator") => news.generator = source.text()?,
                (Space::Own, "link") => news.links.extend(source.said_link()?),
                (Space::Atom, "link") => news.links.extend(source.borne_link(&start)?),
                (Space::Own, "lastBuildDate" | "updated") => news.updated = source.time()?,
                (Space::Own, "pubDate") | (Space::DublinCore, "date") => self.published = source.time()?,
                (Space::Own, "item") => self.entry(Source::item)?,
                _ => source.skip()?,
            }
        }
        Ok(())
    }

    fn atom(&mut self) -> Result<(), Unreadable> {
        while let Some(start) = self.source.child()? {
            let (source, news) = (&mut self.source, &mut self.news);
            match (source.space(&start), start.local_name().into_inner()) {
                (Space::Own, "id") => news.id = source.text()?,
                (Space::Own, "title") => news.title = source.construct(&start)?,
                (Space::Own, "subtitle") => news.description = source.construct(&start)?,
                (Space::Own, "generator") => news.generator = source.text()?,
                (Space::Own, "link") => news.links.extend(source.borne_link(&start)?),
                (Space::Own, "updated") => news.updated = source.time()?,
                (Space::Own, "entry") => self.entry(Source::entry)?,
                _ => source.skip()?,
            }
        }
        Ok(())
    }

    /// One entry; beyond the bound it is counted alone.
    fn entry(&mut self, read: fn(&mut Source<'a>) -> Result<Item, Unreadable>) -> Result<(), Unreadable> {
        self.met += 1;
        if self.news.entries.len() == MOST_ENTRIES {
            return self.source.skip();
        }
        self.news.entries.push(read(&mut self.source)?);
        Ok(())
    }
}

/// The markup, element by element. Each element that [`Source::child`] gives is read to its end before the next.
struct Source<'a> {
    reader: NsReader<&'a [u8]>,
    /// The namespace of the root; empty where it has none.
    root: String,
}

impl<'a> Source<'a> {
    /// The next element within the one that is read, or none at its end.
    fn child(&mut self) -> Result<Option<BytesStart<'a>>, Unreadable> {
        loop {
            match self.event()? {
                Event::Start(start) => return Ok(Some(start)),
                Event::End(_) => return Ok(None),
                _ => {}
            }
        }
    }

    fn event(&mut self) -> Result<Event<'a>, Unreadable> {
        match self.reader.read_event() {
            Ok(Event::Eof) => Err(not_news("an element without end")),
            Ok(event) => Ok(event),
            Err(error) => Err(Unreadable::NotNews { what: error.to_string() }),
        }
    }

    /// A prefix that nobody declared means what it means elsewhere.
    fn space(&self, start: &BytesStart<'_>) -> Space {
        match self.reader.resolver().resolve_element(start.name()).0 {
            ResolveResult::Unbound => Space::Own,
            ResolveResult::Bound(namespace) => match namespace.into_inner() {
                own if own == self.root || RDF_FEEDS.contains(&own) => Space::Own,
                ATOM => Space::Atom,
                CONTENT => Space::Content,
                DUBLIN_CORE => Space::DublinCore,
                _ => Space::Other,
            },
            ResolveResult::Unknown(prefix) => match prefix.as_str() {
                "atom" => Space::Atom,
                "content" => Space::Content,
                "dc" => Space::DublinCore,
                _ => Space::Other,
            },
        }
    }

    /// `<item>` of RSS.
    fn item(&mut self) -> Result<Item, Unreadable> {
        let (mut item, mut encoded) = (Item::default(), String::new());
        while let Some(start) = self.child()? {
            match (self.space(&start), start.local_name().into_inner()) {
                (Space::Own, "title") => item.title = self.words()?,
                (Space::Own, "guid") => item.id = usable_id(&self.text()?),
                (Space::Own, "link") => {
                    let link = self.said_link()?;
                    item.link = item.link.or_else(|| usable_id(&link?));
                }
                (Space::Own, "description") => item.html = self.words()?,
                (Space::DublinCore, "description") if item.html.is_empty() => item.html = self.words()?,
                (Space::Content, "encoded") => encoded = self.words()?,
                (Space::Own, "category") => item.categories.extend(Some(self.text()?).filter(|term| !term.is_empty())),
                (Space::Own, "pubDate") | (Space::DublinCore, "date") => item.published = self.time()?,
                (Space::Own | Space::Atom, "updated") => item.updated = self.time()?,
                _ => self.skip()?,
            }
        }
        item.updated = item.updated.or(item.published);
        if !encoded.is_empty() {
            item.html = encoded;
        }
        Ok(item)
    }

    /// `<entry>` of Atom.
    fn entry(&mut self) -> Result<Item, Unreadable> {
        let (mut item, mut summary, mut other_link) = (Item::default(), String::new(), None);
        while let Some(start) = self.child()? {
            match (self.space(&start), start.local_name().into_inner()) {
                (Space::Own, "id") => item.id = usable_id(&self.text()?),
                (Space::Own, "title") => item.title = self.construct(&start)?,
                (Space::Own, "link") => {
                    let link = self.borne_link(&start)?.as_deref().and_then(usable_id);
                    let is_page = attribute(&start, "rel").is_none_or(|rel| rel == "alternate");
                    let place = if is_page { &mut item.link } else { &mut other_link };
                    *place = place.take().or(link);
                }
                (Space::Own, "content") => item.html = self.construct(&start)?,
                (Space::Own, "summary") => summary = self.construct(&start)?,
                (Space::Own, "category") => {
                    item.categories.extend(attribute(&start, "term").map(|term| term.trim().to_owned()));
                    self.skip()?;
                }
                (Space::Own, "published" | "pubDate") => item.published = self.time()?,
                (Space::Own, "updated") => item.updated = self.time()?,
                _ => self.skip()?,
            }
        }
        item.link = item.link.or(other_link);
        if item.html.is_empty() {
            item.html = summary;
        }
        Ok(item)
    }

    /// Past the end of the element.
    fn skip(&mut self) -> Result<(), Unreadable> {
        let mut depth = 0_usize;
        loop {
            match self.event()? {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
    }

    /// The address that an element of RSS says.
    fn said_link(&mut self) -> Result<Option<String>, Unreadable> {
        Ok(Some(address(&self.text()?)).filter(|link| !link.is_empty()))
    }

    /// The address that an element of Atom bears.
    fn borne_link(&mut self, start: &BytesStart<'_>) -> Result<Option<String>, Unreadable> {
        self.skip()?;
        Ok(attribute(start, "href").map(|link| address(&link)))
    }

    fn time(&mut self) -> Result<Option<Timestamp>, Unreadable> {
        Ok(moment(&self.text()?))
    }

    /// The text before the first element within.
    fn text(&mut self) -> Result<String, Unreadable> {
        self.collect(Take::Text)
    }

    /// The text, or the markup of an author who did not escape it.
    fn words(&mut self) -> Result<String, Unreadable> {
        self.collect(Take::Words)
    }

    /// What Atom calls a text construct.
    fn construct(&mut self, start: &BytesStart<'_>) -> Result<String, Unreadable> {
        let is_markup = attribute(start, "type").is_some_and(|kind| kind == "xhtml");
        self.collect(if is_markup { Take::Xhtml } else { Take::Words })
    }

    /// What stands within the element, without white space around it.
    fn collect(&mut self, mut take: Take) -> Result<String, Unreadable> {
        let mut text: Cow<'a, str> = Cow::Borrowed("");
        let (mut depth, mut is_over) = (0_usize, false);
        loop {
            let event = self.event()?;
            let is_markup = matches!(take, Take::Markup | Take::Xhtml);
            match event {
                Event::Start(start) => {
                    if depth == 0 && take == Take::Words && text.trim().is_empty() {
                        take = Take::Markup;
                    }
                    if matches!(take, Take::Markup | Take::Xhtml) {
                        open(text.to_mut(), &start, take, depth);
                    } else {
                        is_over = true;
                    }
                    depth += 1;
                }
                Event::End(_) if depth == 0 => break,
                Event::End(end) => {
                    depth -= 1;
                    if is_markup {
                        close(text.to_mut(), end.local_name().into_inner(), take, depth);
                    }
                }
                _ if is_over => {}
                Event::Text(piece) => append(&mut text, piece.into_inner()),
                Event::CData(piece) if is_markup => append(&mut text, minimal_escape(piece.into_inner())),
                Event::CData(piece) => append(&mut text, piece.into_inner()),
                Event::GeneralRef(reference) => refer(text.to_mut(), &reference, is_markup),
                _ => {}
            }
        }
        let trimmed = text.trim();
        Ok(if trimmed.len() == text.len() { text.into_owned() } else { trimmed.to_owned() })
    }
}

/// What is taken of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Take {
    Text,
    /// The text, or the markup where the element begins with an element.
    Words,
    Markup,
    /// Markup within a `div` that is not part of it.
    Xhtml,
}

fn append<'a>(text: &mut Cow<'a, str>, piece: Cow<'a, str>) {
    if text.is_empty() {
        *text = piece;
    } else {
        text.to_mut().push_str(&piece);
    }
}

/// A reference that can't be told stays as written, and so do all within markup.
fn refer(text: &mut String, reference: &BytesRef<'_>, is_markup: bool) {
    let name: &str = reference;
    if !is_markup {
        if let Some(known) = resolve_predefined_entity(name) {
            return text.push_str(known);
        }
        if let Ok(Some(known)) = reference.resolve_char_ref() {
            return text.push(known);
        }
    }
    text.push('&');
    text.push_str(name);
    text.push(';');
}

/// Writes a tag without its prefix, which is how HTML has it.
fn open(text: &mut String, start: &BytesStart<'_>, take: Take, depth: usize) {
    let name = start.local_name().into_inner();
    if take == Take::Xhtml && depth == 0 && name == "div" {
        return;
    }
    text.push('<');
    text.push_str(name);
    text.push_str(start.attributes_raw());
    text.push('>');
}

/// See [`open`]. What two such `div`s say is not one word.
fn close(text: &mut String, name: &str, take: Take, depth: usize) {
    if take == Take::Xhtml && depth == 0 && name == "div" {
        return text.push('\n');
    }
    text.push_str("</");
    text.push_str(name);
    text.push('>');
}

/// What an attribute says. One with an entity that nobody knows is taken as written.
fn attribute<'a>(start: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let found = start.attributes().with_checks(false).flatten().find(|one| one.key.as_ref() == name)?;
    Some(match found.value {
        Cow::Borrowed(value) => unescape(value).unwrap_or(Cow::Borrowed(value)),
        Cow::Owned(value) => Cow::Owned(unescape(&value).map(Cow::into_owned).unwrap_or(value)),
    })
}

fn not_news(what: &str) -> Unreadable {
    Unreadable::NotNews { what: what.into() }
}
