//! What two products share that fail together, as the catalogue knows it, in a sentence with its evidence.

use super::Words;
use crate::history::Together;
use crate::plan::{SharedKind, shared};
use crate::provider::{Catalogue, Product};

impl Words {
    /// Puts beside each pair what they share; nothing where the catalogue knows of nothing.
    #[must_use]
    pub fn paired(&self, mut together: Together, catalogue: &Catalogue) -> Together {
        for pair in &mut together.pairs {
            let both = catalogue.product(&pair.a).zip(catalogue.product(&pair.b));
            pair.text = both.and_then(|(a, b)| self.both(a, b, catalogue)).unwrap_or_default();
        }
        together
    }

    fn both(&self, a: &Product, b: &Product, catalogue: &Catalogue) -> Option<String> {
        let shared = shared(catalogue, a, b)?;
        let key = match shared.kind {
            SharedKind::Provider => "together-provider",
            SharedKind::Built => "together-built",
            SharedKind::Ground => "together-ground",
        };
        let args = [
            ("a", a.name.as_str().into()),
            ("b", b.name.as_str().into()),
            ("name", shared.name.as_str().into()),
            ("evidence", shared.evidence.as_str().into()),
        ];
        Some(self.format(key, &args))
    }
}

#[cfg(test)]
mod tests {
    use crate::history::{Past, together};
    use crate::sample::{at, with};
    use crate::wording::{Language, Words};
    use jiff::tz::TimeZone;

    /// Two on one cloud, one built on the first, and one by itself.
    const TIED: [(&str, &str); 4] = [
        ("cloud", "name = \"Cloud\"\n[[product]]\nid = \"cloud\"\nname = \"Cloud\"\n"),
        (
            "one",
            "name = \"One\"\n[[product]]\nid = \"one\"\nname = \"One\"\nuses = [\"writing\"]\n\
             depends_on = [{ id = \"cloud\", evidence = \"its incidents say so\", confidence = \"high\" }]\n\
             [[product]]\nid = \"one-api\"\nname = \"One API\"\nuses = [\"coding\"]\n",
        ),
        (
            "two",
            "name = \"Two\"\n[[product]]\nid = \"two\"\nname = \"Two\"\nuses = [\"writing\"]\n\
             depends_on = [{ id = \"cloud\", evidence = \"its page says so\", confidence = \"high\" }]\n",
        ),
        (
            "three",
            "name = \"Three\"\n[[product]]\nid = \"three\"\nname = \"Three\"\nuses = [\"writing\"]\n\
             depends_on = [{ id = \"one-api\", evidence = \"its documents\", confidence = \"high\" }]\n\
             [[product]]\nid = \"odd\"\nname = \"Odd\"\nuses = [\"writing\"]\n",
        ),
    ];

    #[test]
    fn what_two_products_share_is_said_with_its_evidence_and_nothing_where_nothing_is_known() {
        let catalogue = with(&TIED);
        let said = |language: Language, a: &str, b: &str| {
            let products = [(a.to_owned(), Past::default()), (b.to_owned(), Past::default())];
            let found = together(&products, 90, &TimeZone::UTC, at(0));
            Words::new(language).paired(found, &catalogue).pairs.remove(0).text
        };
        let table = [
            ("one", "two", "Both run on Cloud (its page says so)."),
            ("one", "one-api", "Both come from the same provider: One."),
            ("one-api", "three", "One API and Three run on the same models or parts: One API (its documents)."),
            ("one", "odd", ""),
            ("one", "unheard-of", ""),
        ];
        for (a, b, expected) in table {
            assert_eq!(said(Language::English, a, b), expected, "{a} and {b}");
        }
        let indonesian = said(Language::Indonesian, "one", "two");
        assert_eq!(indonesian, "Keduanya bergantung pada Cloud (its page says so).");
    }
}
