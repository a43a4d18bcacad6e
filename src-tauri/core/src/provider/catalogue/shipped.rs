//! What the shipped files say, seen together: the promises that no single file can keep.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use url::Url;

use super::super::{Category, Use};
use super::*;

/// Products that a list of services does not have: Bedrock region by region, and the tools of this computer.
const OWN: [&str; 10] = [
    "bedrock-ap-northeast-1",
    "bedrock-ap-southeast-1",
    "bedrock-eu-central-1",
    "bedrock-us-east-1",
    "bedrock-us-west-2",
    "gpt4all",
    "jan",
    "llama-cpp",
    "lm-studio",
    "ollama",
];

/// How many services the catalogue began with; none of their ids may go.
const SERVICES: usize = 143;

/// More than these is a page, not a product.
const MOST_COMPONENTS: usize = 40;

/// Components that several products of a provider pick, by provider and beginning of the id, and why.
const SHARED: [(&str, &str, &str); 3] = [
    ("anthropic", "k8w3r06qmzrp", "Claude Code runs on the API and is of no use without it"),
    ("aws", "bedrock-", "Bedrock as a whole is its regions"),
    ("aws", "multipleservices-", "what hits many services of a region hits all that stand there"),
];

/// What an address must hold, and end with, to be a feed of this format. Formats with a free address are absent.
const SHAPES: [(&str, &str, &str); 22] = [
    ("apple", "https://www.apple.com/support/systemstatus/data/", ".js"),
    ("aws-currentevents", "https://health.aws.amazon.com/public/", "/currentevents"),
    ("azure-rss", "/status/", "feed/"),
    ("betterstack", "https://", "/index.json"),
    ("checkly", "/api/status-page/", "/unresolved-incidents"),
    ("datadog-status", ".statuspage.datadoghq.com/", "/config.json"),
    ("flashcat", "/api/status-page/", "/summary/active"),
    ("google-incidents", "https://", "/incidents.json"),
    ("heroku-v4", "https://", "/api/v4/current-status"),
    ("incidentio-compat", "https://", "/api/v2/summary.json"),
    ("incidentio-native", "/proxy/", ""),
    ("incidentio-widget", "https://", "/api/v1/summary"),
    ("instatus", "https://", "/summary.json"),
    ("m365-posts", "https://status.cloud.microsoft/api/posts/", ""),
    ("rootly", "https://", "/api/v1/status.json"),
    ("rss-xai", "https://", "/feed.xml"),
    ("salesforce", "https://api.status.salesforce.com/v1/", ""),
    ("slack", "https://", "/api/v2.0.0/current"),
    ("statusio", "https://api.status.io/1.0/status/", ""),
    ("statuspage", "https://", "/api/v2/summary.json"),
    ("statuspage-atom", "https://", "/history.atom"),
    ("webex", "/customer/dashServices/", ""),
];

/// Formats whose incidents often name no component: where products share such a page, titles decide.
const SPEAK_IN_TITLES: [&str; 9] = [
    "betterstack",
    "checkly",
    "google-incidents",
    "incidentio-compat",
    "incidentio-native",
    "incidentio-widget",
    "instatus",
    "slack",
    "statuspage",
];

#[derive(Deserialize)]
struct Reference {
    services: Vec<Service>,
}

#[derive(Deserialize)]
struct Service {
    id: String,
    category: Category,
    feed_format: String,
}

#[test]
fn every_shipped_file_is_without_fault() {
    let (catalogue, problems) = Catalogue::read_shipped();
    assert_eq!(problems, []);
    assert_eq!(catalogue.providers().len(), SHIPPED.len());
    for (file, text) in SHIPPED {
        let provider = catalogue.provider(file.trim_end_matches(".toml")).unwrap();
        assert_eq!(format!("{}.toml", provider.id), *file);
        assert!(text.starts_with('#'), "{file} says where its facts come from");
        assert!(text.contains(&format!("\nid = \"{}\"\n", provider.id)), "{file} names its id");
        if let Some(feed) = &provider.feed {
            assert!(!feed.internal, "{file}");
            assert!(provider.status_page.is_some() && provider.confidence.is_some(), "{file}");
        }
        let sharing = provider.products.len() > 1;
        for product in &provider.products {
            let id = &product.id;
            assert_eq!(product.provider, provider.id);
            assert_ne!(product.local, product.open.is_some(), "{id} opens somewhere, or runs here");
            assert!(!product.local || provider.feed.is_none(), "{id}: no feed speaks about a tool of this computer");
            if let Some(feed) = &provider.feed
                && sharing
                && SPEAK_IN_TITLES.contains(&feed.format.name())
            {
                assert!(!product.title_words.is_empty(), "{id} shares its page");
            }
        }
    }
}

#[test]
fn every_product_has_a_place_of_its_own_and_a_heading() {
    let catalogue = Catalogue::shipped();
    assert_eq!(catalogue.products().count(), SERVICES + OWN.len());
    let mut places = BTreeMap::new();
    for product in catalogue.products() {
        let id = product.id.as_str();
        let order = product.order.unwrap_or_else(|| panic!("{id} has no order"));
        assert_eq!(places.insert(order, id), None, "{id} stands where another does");
        let category = product.category.unwrap_or_else(|| panic!("{id} has no category"));
        assert_eq!(product.local, category == Category::Local, "{id}");
    }
    assert_eq!(catalogue.in_order()[0].id, "chatgpt");
    for category in Category::ALL {
        assert!(catalogue.products().any(|product| product.category == Some(category)), "{}", category.word());
    }
}

/// Where the list of services is at hand; its ids are permanent.
#[test]
fn every_service_is_a_product_and_has_a_feed_only_where_one_can_be_read() {
    let Some(bytes) = crate::golden::reference("catalogue.json") else { return };
    let reference: Reference = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(reference.services.len(), SERVICES);
    let catalogue = Catalogue::shipped();
    for (position, service) in reference.services.iter().enumerate() {
        let id = service.id.as_str();
        let product = catalogue.products().find(|product| product.id == id);
        let product = product.unwrap_or_else(|| panic!("{id} is no product"));
        assert_eq!(product.order, u32::try_from(10 * (position + 1)).ok(), "{id}");
        assert_eq!(product.category, Some(service.category), "{id}");
        let feed = catalogue.provider_of(id).unwrap().feed.is_some();
        // Formats of one provider alone that nothing else uses, and pages that no program can read.
        let unreadable = ["none", "unknown", "html-only", "custom-json", "alibaba", "zendesk"];
        if unreadable.contains(&service.feed_format.as_str()) {
            assert!(!feed, "{id} has no feed that can be read");
        } else if service.feed_format != "railway-custom" {
            assert!(feed, "{id} has a feed");
        }
    }
    let known: BTreeSet<&str> = reference.services.iter().map(|service| service.id.as_str()).collect();
    let own: BTreeSet<&str> =
        catalogue.products().map(|product| product.id.as_str()).filter(|id| !known.contains(id)).collect();
    assert_eq!(own, BTreeSet::from(OWN));
}

#[test]
fn a_product_depends_on_products_that_are_known() {
    let catalogue = Catalogue::shipped();
    for product in catalogue.products() {
        let mut seen = BTreeSet::new();
        for on in &product.depends_on {
            assert!(catalogue.products().any(|other| other.id == on.id), "{} depends on {}", product.id, on.id);
            assert!(seen.insert(&on.id), "{} names {} twice", product.id, on.id);
            assert!(!on.evidence.is_empty() && !on.evidence.contains(['[', ']', '@']), "{}", product.id);
        }
    }
}

#[test]
fn every_address_is_https_and_a_prompt_stands_in_it_once() {
    let catalogue = Catalogue::shipped();
    let plain = |url: &Url| url.scheme() == "https" && url.port().is_none() && url.username().is_empty();
    for provider in catalogue.providers() {
        assert!(provider.status_page.iter().all(plain), "{}", provider.id);
        assert!(provider.feed.iter().all(|feed| plain(&feed.url)), "{}", provider.id);
        for product in &provider.products {
            assert!(product.open.iter().all(plain), "{}", product.id);
            let Some(prompt) = &product.prompt else { continue };
            assert_eq!(prompt.link.matches("{q}").count(), 1, "{}", product.id);
            assert!(prompt.link.starts_with("https://"), "{}", product.id);
        }
    }
}

#[test]
fn a_feed_has_the_address_that_its_format_wants() {
    for provider in Catalogue::shipped().providers() {
        let Some(feed) = &provider.feed else { continue };
        let url = feed.url.as_str();
        for (format, holds, end) in SHAPES {
            if feed.format.name() == format {
                assert!(url.contains(holds) && url.ends_with(end), "{}: {url} is no {format}", provider.id);
            }
        }
    }
}

#[test]
fn a_product_picks_its_own_components_and_few() {
    let mut told = BTreeSet::new();
    for provider in Catalogue::shipped().providers() {
        let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
        for product in &provider.products {
            let (id, picks) = (&product.id, &product.components);
            assert!(picks.len() <= MOST_COMPONENTS, "{id} picks {}", picks.len());
            assert_eq!(picks.iter().collect::<BTreeSet<_>>().len(), picks.len(), "{id} picks one twice");
            for pick in picks {
                let Some(other) = owners.insert(pick, id) else { continue };
                let why = SHARED.iter().find(|(of, start, _)| *of == provider.id && pick.starts_with(start));
                let why = why.unwrap_or_else(|| panic!("{id} and {other} both pick {pick}"));
                told.insert(*why);
            }
        }
    }
    assert_eq!(told, BTreeSet::from(SHARED), "what is no longer shared needs no reason");
}

#[test]
fn every_use_has_four_products_and_what_people_use_has_a_use() {
    let catalogue = Catalogue::shipped();
    for wanted in Use::ALL {
        let count = catalogue.products().filter(|product| product.uses.contains(&wanted)).count();
        assert!(count >= 4, "{}: {count}", wanted.word());
    }
    for product in catalogue.products() {
        let distinct: BTreeSet<Use> = product.uses.iter().copied().collect();
        assert_eq!(distinct.len(), product.uses.len(), "{} says a use twice", product.id);
        let needed = match product.category {
            Some(
                Category::AiAssistant
                | Category::AiWriting
                | Category::AiCoding
                | Category::AiMedia
                | Category::AiMeeting
                | Category::Local,
            ) => true,
            Some(Category::AiInfrastructure | Category::Cloud | Category::DeveloperTools | Category::WorkTools)
            | None => false,
        };
        assert!(!needed || !product.uses.is_empty(), "{} is good for something", product.id);
    }
}
