//! The one thing that Siaga writes into the person's own catalogue: where a provider's feed is read, once they agreed.

use std::io;

use siaga_core::provider::Feed;
use toml_edit::{DocumentMut, InlineTable, value};

use super::{Files, read};
use crate::own::{make_private, write_file};

impl Files {
    /// Writes down where a provider's feed is read. All else that stands in its file stays as it is.
    ///
    /// # Errors
    /// When there is no folder, the file that is there is no TOML, or the disk refuses.
    pub fn own_feed(&self, provider: &str, feed: &Feed) -> io::Result<()> {
        let folder = self.folder.as_ref().ok_or_else(|| io::Error::other("there is no folder for settings"))?;
        let folder = folder.join("catalogue");
        make_private(&folder)?;
        let file = folder.join(format!("{provider}.toml"));
        let text = read(&file).map_err(io::Error::other)?;
        let text = with_feed(text.as_deref(), provider, feed).map_err(io::Error::other)?;
        // Whole or not at all: a file that breaks off would leave the provider unread.
        write_file(&file, &text)
    }
}

/// A provider's file with this feed in it.
fn with_feed(text: Option<&str>, provider: &str, feed: &Feed) -> Result<String, toml_edit::TomlError> {
    let mut document: DocumentMut = text.unwrap_or_default().parse()?;
    if !document.contains_key("id") {
        document.insert("id", value(provider));
    }
    let mut table = InlineTable::new();
    table.insert("format", feed.format.name().into());
    table.insert("url", feed.url.as_str().into());
    if feed.internal {
        table.insert("internal", true.into());
    }
    document.insert("feed", value(table));
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use siaga_core::feed::Format;
    use url::Url;

    use super::*;

    fn feed(internal: bool) -> Feed {
        let url = Url::parse("https://status.example.net/api/v2/summary.json").unwrap();
        Feed { format: Format::named("statuspage").unwrap(), url, internal }
    }

    #[test]
    fn a_new_file_names_the_provider_and_its_feed() {
        let folder = tempfile::tempdir().unwrap();
        let mut files = Files::of(folder.path());
        files.own_feed("anthropic", &feed(false)).unwrap();
        let (_, catalogue) = files.load();
        assert!(files.problems().is_empty(), "{:?}", files.problems());
        assert_eq!(catalogue.provider("anthropic").unwrap().feed, Some(feed(false)));
        assert_eq!(std::fs::read_dir(folder.path().join("catalogue")).unwrap().count(), 1);
    }

    #[test]
    fn what_stands_in_the_file_already_stays() {
        let table = [
            "# mine\nname = \"A\" # so called\nfeed = { format = \"rss\", url = \"https://a.example/\" }\n[[product]]\nid = \"p\"\n",
            "# mine\nname = \"A\" # so called\n[feed]\nformat = \"rss\"\nurl = \"https://a.example/\"\n[[product]]\nid = \"p\"\n",
        ];
        for text in table {
            let made = with_feed(Some(text), "a", &feed(true)).unwrap();
            for kept in ["# mine", "name = \"A\" # so called", "[[product]]\nid = \"p\""] {
                assert!(made.contains(kept), "{made}");
            }
            let read: toml::Table = made.parse().unwrap();
            assert_eq!(read["feed"]["url"].as_str(), Some("https://status.example.net/api/v2/summary.json"), "{made}");
            assert_eq!(read["feed"]["internal"].as_bool(), Some(true));
            assert_eq!(read["product"][0]["id"].as_str(), Some("p"), "{made}");
        }
        assert!(with_feed(Some("= broken"), "a", &feed(false)).is_err());
    }
}
