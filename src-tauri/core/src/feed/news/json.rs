//! JSON Feed, versions 1 and 1.1, from values that are read already.

use super::{Item, MOST_ENTRIES, News, Unreadable, address, moment, usable_id};
use crate::feed::json::{self, List, Object, Value};

/// Reads a feed, and says how many entries it came by.
///
/// # Errors
/// [`Unreadable::NotNews`] where it is of a version that nobody knows, or has no items.
pub(super) fn read(fields: &Object<'_>) -> Result<(News, usize), Unreadable> {
    if !json::string(fields, "version").is_some_and(|version| version.starts_with("https://jsonfeed.org/version/1")) {
        return Err(Unreadable::NotNews { what: "an unknown version of JSON Feed".into() });
    }
    let List::Listed(items) = json::list(fields, "items") else {
        return Err(Unreadable::NotNews { what: "no list of items".into() });
    };
    let links = ["home_page_url", "feed_url"].into_iter().filter_map(|key| json::string(fields, key));
    let news = News {
        title: text(fields, "title"),
        description: text(fields, "description"),
        links: links.map(address).collect(),
        entries: items.iter().filter_map(Value::as_object).take(MOST_ENTRIES).map(item).collect(),
        ..News::default()
    };
    Ok((news, items.len()))
}

fn item(fields: &Object<'_>) -> Item {
    let time = |key| json::string(fields, key).and_then(moment);
    let html = ["content_html", "content_text", "summary"].into_iter().map(|key| text(fields, key));
    let link = |key| json::string(fields, key).and_then(|link| usable_id(&address(link)));
    let tags = json::list(fields, "tags").entries();
    Item {
        id: json::string(fields, "id").and_then(usable_id).or_else(|| json::id(fields, "id")),
        title: text(fields, "title"),
        link: ["url", "external_url"].into_iter().find_map(link),
        published: time("date_published"),
        updated: time("date_modified"),
        html: html.into_iter().find(|html| !html.is_empty()).unwrap_or_default(),
        categories: tags.iter().filter_map(Value::as_str).map(|tag| tag.trim().to_owned()).collect(),
    }
}

fn text(fields: &Object<'_>, key: &str) -> String {
    json::string(fields, key).unwrap_or_default().trim().to_owned()
}
