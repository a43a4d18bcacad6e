//! A provider changes what its status page is made with: the real agent finds it again, says so, and tells of no move.

use serde_json::{Value, json};
use siaga_core::observation::Status;
use siaga_core::provider::Catalogue;

use crate::support::bus::{Mock, PrivateBus};
use crate::support::feeds::Feeds;
use crate::support::home::{Home, WHEN_ASKED};
use crate::support::server::Response;

const FEED: &str = "/anthropic/summary.json";

/// Anthropic's page as incident.io would publish it: the same parts by name, under new ids, all in this state.
fn publish(feeds: &Feeds, status: &str) {
    let catalogue = Catalogue::shipped();
    let products = &catalogue.provider("anthropic").unwrap().products;
    let mut names: Vec<&String> = products.iter().flat_map(|product| &product.components).collect();
    names.sort();
    names.dedup();
    let page = json!({ "id": "01JMDK9XYNYD8GFZ83MGDX6BZX", "name": "Claude" });
    let parts: Vec<Value> = names
        .iter()
        .enumerate()
        .map(|(n, name)| {
            let id = format!("01JMXBNJXGV1T5GT2M9XA83X{n:02}");
            json!({ "id": id, "name": format!("Part {name}"), "status": status })
        })
        .collect();
    let indicator = if status == "operational" { "none" } else { "critical" };
    let words = json!({ "indicator": indicator, "description": "As scripted" });
    let summary = json!({ "page": page, "components": parts, "status": words });
    let all = json!({ "page": page, "components": parts });
    feeds.server.set(FEED, Response::ok(summary.to_string()));
    feeds.server.set("/anthropic/components.json", Response::ok(all.to_string()));
}

#[tokio::test]
async fn a_page_that_goes_from_statuspage_to_incident_io_is_followed_and_told_of_only_in_trouble() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["actions", "body"]).await;
    let home = Home::new(&feeds, WHEN_ASKED).on(&bus);
    let agent = home.settled_agent().await;
    publish(&feeds, "operational");
    agent.read().await;
    let found = |snapshot: &siaga_core::snapshot::Snapshot| {
        snapshot.provider("anthropic").unwrap().source.read_as.as_deref() == Some("incident.io")
    };
    agent.until("that the page is found again", found).await;
    let snapshot = agent.read().await;
    assert_eq!(snapshot.product("claude").unwrap().status, Status::Operational);
    let listed = home.siaga(&["status", "--feeds"]).await;
    assert!(listed.out.contains("is read as incident.io since"), "{}", listed.out);
    agent.kill().await;
    // A command without an agent knows of it, too.
    let alone = home.siaga(&["status", "claude", "--json"]).await.json();
    assert_eq!((&alone["agent"], &alone["products"][0]["status"]), (&json!(false), &json!("operational")), "{alone}");

    let agent = home.settled_agent().await;
    assert!(found(&agent.read().await), "it is remembered");
    publish(&feeds, "full_outage");
    for _ in 0..3 {
        agent.told_all().await;
    }
    let titles: Vec<String> = desktop.calls().into_iter().map(|call| call.title).collect();
    assert_eq!(titles, ["Claude is down"]);
}
