//! `siaga message` and `siaga bar` through the real binary: what a team reads and what a bar shows, with an agent and
//! without.

use std::time::{Duration, Instant};

use crate::support::feeds::{Feeds, Trouble};
use crate::support::home::{Home, WHEN_ASKED};

async fn said(home: &Home, arguments: &[&str]) -> String {
    let said = home.siaga(arguments).await;
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    said.out
}

#[tokio::test]
async fn a_message_tells_the_team_what_is_known_in_either_language() {
    let feeds = Feeds::start();
    feeds.trouble(Trouble::Down, "Errors in conversations");
    let home = Home::new(&feeds, WHEN_ASKED);
    let before = home.listing();
    for agent in [false, true] {
        let agent = if agent { Some(home.settled_agent().await) } else { None };
        let short = said(&home, &["message", "chatgpt"]).await;
        assert!(short.starts_with("ChatGPT is down since ") && short.contains("Meanwhile use Claude"), "{short}");
        assert_eq!(short.lines().count(), 1, "{short}");
        let long = said(&home, &["message", "chatgpt", "--lang", "id", "--long"]).await;
        assert!(long.starts_with("ChatGPT mengalami gangguan sejak "), "{long}");
        assert!(long.contains("“Errors in conversations”") && long.contains("Terbaru dari OpenAI"), "{long}");
        let marked = said(&home, &["message", "chatgpt", "--long", "--markdown"]).await;
        assert!(marked.starts_with("**ChatGPT is down") && marked.contains("\n> "), "{marked}");
        match agent {
            None => assert_eq!(home.listing(), before, "a command leaves nothing behind"),
            Some(agent) => {
                feeds.calm();
                agent.read().await;
                agent.read().await;
                let closing = said(&home, &["message", "chatgpt"]).await;
                assert!(closing.contains("ChatGPT is working again, says OpenAI. It lasted "), "{closing}");
            }
        }
    }
    let wrong = home.siaga(&["message", "chatgtp"]).await;
    assert_eq!(wrong.code, 64);
    assert!(wrong.complaint().contains("chatgpt"), "{wrong:?}");
    assert_eq!(home.siaga(&["message", "chatgpt", "--lang", "fr"]).await.code, 64);
}

#[tokio::test]
async fn a_bar_is_answered_at_once_and_reads_no_feed() {
    let feeds = Feeds::start();
    feeds.trouble(Trouble::Down, "Errors");
    let home = Home::new(&feeds, WHEN_ASKED);
    let begun = Instant::now();
    let alone = said(&home, &["bar", "--format", "waybar"]).await;
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    let alone: serde_json::Value = serde_json::from_str(&alone).unwrap();
    assert_eq!((&alone["alt"], &alone["tooltip"]), (&"unknown".into(), &"Siaga is not running".into()));
    assert_eq!(said(&home, &["bar", "--format", "i3blocks"]).await.lines().count(), 3);
    assert_eq!(feeds.server.all_hits(), 0);

    let agent = home.settled_agent().await;
    for (format, shown) in [
        ("waybar", "\"class\":[\"down\"]"),
        ("i3blocks", "ChatGPT: Down\n1\n#"),
        ("polybar", "%{F#"),
        ("xbar", "ChatGPT: Down | color="),
        ("plain", "ChatGPT: Down"),
    ] {
        let bar = said(&home, &["bar", "--format", format]).await;
        assert!(bar.contains(shown), "{format}: {bar}");
    }
    drop(agent);
    assert_eq!(home.siaga(&["bar", "--format", "dzen"]).await.code, 64);
}
