//! Where a provider's feed was found again after it had moved, and which parts of it are which former ones. Ids are never
//! guessed: a part is recognised by a name that was unique before and is now, or not at all.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Catalogue, Feed, Product};
use crate::feed::Format;
use crate::observation::Observation;
use crate::ownership::picked;

/// Where a provider's feed was found again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct House {
    /// The address that it stands in for, as the engine keeps addresses. Where the catalogue names another one, this is
    /// forgotten.
    pub replaced: String,
    /// The format that it stands in for, by name.
    pub replaced_format: String,
    /// The format, by name.
    pub format: String,
    /// The address.
    pub url: Url,
    /// Since when.
    pub since: Timestamp,
    /// Parts that were recognised by their name: former id, present id.
    pub parts: BTreeMap<String, String>,
    /// Products of which no part is listed, by id.
    pub renamed: BTreeSet<String>,
}

impl House {
    /// The format, where this version still knows it.
    #[must_use]
    pub fn format(&self) -> Option<Format> {
        Format::named(&self.format)
    }
}

/// Which picked part of a page is which one after it has moved: those whose id is no longer listed, and whose name was
/// unique before and is now.
#[must_use]
pub fn matched(products: &[Product], before: Option<&Observation>, after: &Observation) -> BTreeMap<String, String> {
    let picks: BTreeSet<&String> =
        products.iter().flat_map(|product| product.components.iter().chain(&product.core)).collect();
    picks
        .into_iter()
        .filter(|pick| after.component(pick).is_none())
        .filter_map(|pick| {
            let name = &before?.components.iter().find(|part| part.id == *pick)?.name;
            only(before?, name)?;
            Some((pick.clone(), only(after, name)?.to_owned()))
        })
        .collect()
}

/// The id of the one part of this name; none where there are several.
fn only<'a>(observation: &'a Observation, name: &str) -> Option<&'a str> {
    let mut named = observation.components.iter().filter(|part| part.name == name);
    let one = named.next()?;
    named.next().is_none().then_some(one.id.as_str())
}

impl Catalogue {
    /// Lets a provider's feed be read where it was found again. A house of a format that this version does not know
    /// changes nothing.
    pub fn rehouse(&mut self, provider: &str, house: &House) {
        let Some(format) = house.format() else { return };
        let Some(provider) = self.providers.iter_mut().find(|known| known.id == provider) else { return };
        let Some(feed) = &mut provider.feed else { return };
        *feed = Feed { format, url: house.url.clone(), internal: feed.internal };
        for product in &mut provider.products {
            for pick in product.components.iter_mut().chain(&mut product.core) {
                if let Some(now) = house.parts.get(pick) {
                    now.clone_into(pick);
                }
            }
            product.renamed = house.renamed.contains(&product.id);
        }
    }
}

/// Ids of the products that pick parts and none of them is listed.
#[must_use]
pub fn unlisted(products: &[Product], observation: &Observation) -> BTreeSet<String> {
    let lost = |product: &&Product| !product.components.is_empty() && picked(product, observation).is_empty();
    products.iter().filter(lost).map(|product| product.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::{Component, Status};
    use crate::ownership::judge;
    use crate::sample::{at, catalogue};

    fn page(parts: &[(&str, &str)]) -> Observation {
        let part = |(id, name): &(&str, &str)| Component {
            id: (*id).to_owned(),
            name: (*name).to_owned(),
            status: Status::Operational,
        };
        Observation { components: parts.iter().map(part).collect(), complete: true, ..Observation::default() }
    }

    fn house() -> House {
        House {
            replaced: "https://status.example.com/api/v2/summary.json".to_owned(),
            replaced_format: "statuspage".to_owned(),
            format: "incidentio-compat".to_owned(),
            url: Url::parse("https://status.example.com/new.json").unwrap(),
            since: at(0),
            parts: BTreeMap::new(),
            renamed: BTreeSet::new(),
        }
    }

    #[test]
    fn a_part_is_recognised_by_a_name_that_was_unique_and_is() {
        let catalogue = catalogue();
        let products = &catalogue.provider("example").unwrap().products;
        let before = page(&[("c-login", "Login"), ("c-talk", "Talk"), ("c-api", "API"), ("c-other", "API")]);
        type Pairs<'a> = &'a [(&'a str, &'a str)];
        let table: [(Pairs<'_>, Pairs<'_>); 6] = [
            (&[("n-1", "Login"), ("n-2", "Talk")], &[("c-login", "n-1"), ("c-talk", "n-2")]),
            (&[("n-1", "Login"), ("n-2", "Login")], &[]),
            (&[("c-login", "Login"), ("n-2", "Talk")], &[("c-talk", "n-2")]),
            (&[("n-3", "API")], &[]),
            (&[("n-1", "login")], &[]),
            (&[], &[]),
        ];
        for (after, expected) in table {
            let found = matched(products, Some(&before), &page(after));
            let found: Vec<(&str, &str)> = found.iter().map(|(was, is)| (was.as_str(), is.as_str())).collect();
            assert_eq!(found, expected, "{after:?}");
        }
        assert!(matched(products, None, &page(&[("n-1", "Login")])).is_empty());
    }

    #[test]
    fn a_product_of_which_no_part_is_listed_is_never_called_working() {
        let mut catalogue = catalogue();
        let silent = Observation { reports_all: true, complete: true, ..Observation::default() };
        let listed = |catalogue: &Catalogue| unlisted(&catalogue.provider("example").unwrap().products, &silent);
        assert_eq!(listed(&catalogue).len(), 3);
        let status = |catalogue: &Catalogue| {
            let provider = catalogue.provider("example").unwrap();
            judge(provider, &provider.products[0], &silent).status
        };
        assert_eq!(status(&catalogue), Status::Operational, "where it did not move, nothing reported is calm");
        catalogue.rehouse("example", &House { renamed: listed(&catalogue), ..house() });
        assert_eq!(status(&catalogue), Status::Unknown);
    }

    #[test]
    fn a_house_changes_the_address_and_the_parts_it_recognised() {
        let mut catalogue = catalogue();
        let parts = [("c-login".to_owned(), "n-1".to_owned())].into();
        catalogue.rehouse("example", &House { parts, ..house() });
        let provider = catalogue.provider("example").unwrap();
        let feed = provider.feed.as_ref().unwrap();
        assert_eq!((feed.format.name(), feed.url.path()), ("incidentio-compat", "/new.json"));
        assert_eq!(provider.products[0].components, ["n-1", "c-talk"]);
        assert_eq!(provider.products[0].core, ["n-1"]);
        let before = catalogue.clone();
        catalogue.rehouse("example", &House { format: "unheard-of".to_owned(), ..house() });
        catalogue.rehouse("unheard-of", &house());
        assert_eq!(catalogue, before);
    }
}
