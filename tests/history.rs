//! Looking back over the real binary: the same answer from an agent and from the records that it leaves.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::feeds::{Feeds, Trouble};
use crate::support::home::{ALL_THE_TIME, Home, WHEN_ASKED, soon};

/// A title that a spreadsheet would calculate.
const TITLE: &str = "=HYPERLINK(\"http://x.example\",\"ChatGPT\")";

#[tokio::test]
async fn a_history_of_nothing_is_said_and_leaves_nothing_behind() {
    let feeds = Feeds::start();
    let home = Home::new(&feeds, WHEN_ASKED);
    let before = home.listing();
    let said = home.siaga(&["history", "chatgpt"]).await;
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    assert!(said.out.starts_with("ChatGPT: the last 90 days\n  No outage of it was seen.\n"), "{said:?}");
    assert!(said.out.contains("did not watch it"), "{said:?}");
    assert!(!said.out.contains('%'), "not watched is not up: {said:?}");
    let json = home.siaga(&["history", "chatgpt", "--days", "7", "--json"]).await.json();
    assert_eq!((&json["uptime"], &json["watched_s"]), (&Value::Null, &0.into()));
    assert_eq!((json["days"].as_array().unwrap().len(), &json["outages"]), (7, &Value::Array(Vec::new())));
    let csv = home.siaga(&["history", "chatgpt", "--csv"]).await;
    assert_eq!(csv.out, "id,incident,title,severity,began_at,ended_at,duration_s,told,held\n");
    let table: &[(&[&str], &str)] = &[
        (&["history", "chatgtp"], "nearest: chatgpt"),
        (&["history"], "PRODUCT"),
        (&["history", "chatgpt", "--days", "0"], "1..=4000"),
        (&["history", "chatgpt", "--days", "4001"], "1..=4000"),
        (&["history", "chatgpt", "--days", "soon"], "soon"),
        (&["history", "chatgpt", "--csv", "--json"], "--json"),
    ];
    for (arguments, named) in table {
        let said = home.siaga(arguments).await;
        assert_eq!(said.code, 64, "{arguments:?} {said:?}");
        assert!(said.complaint().contains(named), "{arguments:?} {said:?}");
    }
    assert_eq!(home.listing(), before);
    std::fs::create_dir_all(&home.places.data).unwrap();
    std::fs::write(home.places.database(), "this is no database, however long the text in it may be").unwrap();
    let said = home.siaga(&["history", "chatgpt"]).await;
    assert_eq!(said.code, 65, "{said:?}");
    assert!(said.complaint().contains("database"), "{said:?}");
}

#[tokio::test]
async fn an_outage_is_looked_back_on_with_an_agent_and_without_one() {
    let feeds = Feeds::start();
    let home = Home::new(&feeds, ALL_THE_TIME);
    let agent = home.settled_agent().await;
    feeds.trouble(Trouble::Down, TITLE);
    agent.until("trouble", |snapshot| snapshot.product("chatgpt").unwrap().status.is_trouble()).await;
    let watched =
        async { while home.siaga(&["history", "chatgpt", "--json"]).await.json()["days"][89]["major_s"] == 0 {} };
    soon("a second of the outage", watched).await;
    let open = home.siaga(&["history", "chatgpt"]).await;
    assert!(open.out.contains("still going on") && open.out.contains(" · told"), "{open:?}");
    feeds.calm();
    agent.until("calm", |snapshot| !snapshot.product("chatgpt").unwrap().status.is_trouble()).await;
    agent.read().await;
    agent.read().await;

    let json = home.siaga(&["history", "chatgpt", "--json"]).await.json();
    let keys: BTreeSet<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let names = ["schema", "product", "days", "outages", "incidents", "left_out", "uptime", "watched_s", "window_s"];
    assert_eq!(keys, names.into());
    let outage = &json["outages"][0];
    assert_eq!((json["outages"].as_array().unwrap().len(), &outage["told"]), (1, &true.into()), "{json}");
    assert_eq!((&outage["severity"], &outage["title"]), (&"major_outage".into(), &TITLE.into()));
    assert!(outage["ended_at"].is_string() && json["uptime"].as_f64().unwrap() < 1.0, "{json}");
    assert_eq!(json["incidents"][0]["source"], "seen");
    assert!(json["incidents"][0]["ended_at"].is_string(), "it is no longer listed: {json}");

    let csv = home.siaga(&["history", "chatgpt", "--csv"]).await.out;
    let row = csv.lines().nth(1).unwrap();
    assert!(row.contains(",\"'=HYPERLINK(\"\"http://x.example\"\",\"\"ChatGPT\"\")\",major_outage,"), "{csv}");
    assert!(row.ends_with(",true,"), "{csv}");

    let (status, _) = agent.terminate().await;
    assert!(status.success());
    let before = home.listing();
    let alone = home.siaga(&["history", "chatgpt", "--json"]).await.json();
    assert_eq!((&alone["outages"], &alone["incidents"]), (&json["outages"], &json["incidents"]));
    assert!(alone["watched_s"].as_u64() >= json["watched_s"].as_u64());
    assert_eq!(home.siaga(&["history", "chatgpt", "--csv"]).await.out, csv);
    let page = home.siaga(&["history", "chatgpt", "--days", "2"]).await.out;
    assert!(page.starts_with("ChatGPT: the last 2 days\n"), "{page}");
    assert!(page.contains(&format!("Down  “{TITLE}” · told")), "{page}");
    assert!(page.contains("% of the time watched"), "{page}");
    assert_eq!(home.listing(), before);
}
