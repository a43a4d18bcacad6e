use serde_json::{Value, json};

use super::*;
use crate::sample::at;

/// A snapshot as an agent may have sent it, with one product watched and one not.
fn snapshot() -> Snapshot {
    let product = |id: &str, provider: &str, watched: bool| {
        json!({
            "id": id, "name": id, "provider": provider, "watched": watched, "status": "major_outage",
            "last_known": "major_outage", "since": "2026-11-22T04:00:00Z", "read_at": "2026-11-22T05:00:00Z",
            "incident": "x", "incidents": ["x"], "components": [], "uses": [], "opens": true, "local": false,
            "snoozed_until": null, "asked": false, "told": true, "held": null,
        })
    };
    let line = json!({
        "schema": 1, "at": "2026-11-22T05:00:00Z", "drill": false, "language": "en",
        "verdict": { "kind": "trouble", "status": "major_outage", "text": "Chat is down." },
        "products": [product("chat", "example", true), product("other", "nobody", false)],
        "providers": [{
            "id": "example", "name": "Example", "status_page": null, "host": "status.example.com",
            "source": { "kind": "readable", "why": null, "read_at": null, "failing_since": null, "next_at": null },
            "incidents": [], "maintenances": [], "own": false,
        }],
        "snoozed_until": null, "problems": [],
    });
    serde_json::from_value(line).unwrap()
}

fn report(products: &[&str], minute: i64) -> Value {
    let products: Vec<String> = products.iter().map(|&id| id.into()).collect();
    serde_json::to_value(StatusReport::of(&snapshot(), &products, true, at(minute))).unwrap()
}

#[test]
fn the_status_is_the_shape_that_scripts_rely_on() {
    let expected = json!({
        "schema": 1, "at": "2026-11-22T05:02:00Z", "agent": true, "verdict": "Chat is down.",
        "products": [{
            "id": "chat", "name": "chat", "status": "major_outage", "since": "2026-11-22T04:00:00Z", "age_s": 120,
            "source": "status.example.com", "incident": "x", "feed": "readable",
        }],
    });
    assert_eq!(report(&[], 2), expected);
}

#[test]
fn the_products_asked_for_are_reported_watched_or_not() {
    let made = report(&["other"], 2);
    let expected = json!([{
        "id": "other", "name": "other", "status": "major_outage", "since": "2026-11-22T04:00:00Z", "age_s": 120,
        "source": null, "incident": "x", "feed": "none",
    }]);
    assert_eq!(made["products"], expected);
    assert_eq!(report(&["unheard-of"], 2)["products"], json!([]));
}

#[test]
fn an_age_is_never_negative() {
    assert_eq!(report(&[], -5)["products"][0]["age_s"], 0);
}

#[test]
fn alternatives_are_the_shape_that_scripts_rely_on() {
    let made = serde_json::to_value(AlternativesReport { schema: 1, alternatives: vec![] }).unwrap();
    assert_eq!(made, json!({ "schema": 1, "alternatives": [] }));
}

#[test]
fn providers_of_ones_own_are_listed_first_and_what_is_absent_is_null() {
    let own = "name = \"Zoo\"\nfeed = { format = \"statuspage\", url = \"http://10.0.0.7/s.json\", internal = true }\n\
               [[product]]\nid = \"zoo\"\nname = \"Zoo\"\n";
    let quiet = "name = \"Quiet\"\n[[product]]\nid = \"quiet\"\nname = \"Quiet\"\n";
    let catalogue = crate::sample::with(&[("zoo", own), ("quiet", quiet)]);
    let list = serde_json::to_value(catalogue.providers().iter().collect::<ProviderList>()).unwrap();
    assert_eq!(list["schema"], 1);
    assert_eq!(
        list["providers"][0],
        json!({ "id": "quiet", "name": "Quiet", "own": true, "feed": null,
                "products": [{ "id": "quiet", "name": "Quiet" }] })
    );
    assert_eq!(
        list["providers"][1]["feed"],
        json!({ "format": "statuspage", "url": "http://10.0.0.7/s.json", "internal": true })
    );
    assert_eq!(list["providers"].as_array().unwrap().len(), catalogue.providers().len());
    assert_eq!(list["providers"][2]["own"], false);
}
