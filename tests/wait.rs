//! `siaga wait --up` through the real binary: it ends when a product works, or says at once or in time that it does not.

use tokio::process::Child;

use crate::support::feeds::{Feeds, OPENAI, Trouble};
use crate::support::home::{ALL_THE_TIME, Home, WHEN_ASKED, soon};
use crate::support::server::Response;

/// How it ended, and what it printed.
async fn ended(waiting: Child) -> (i32, String, String) {
    let output = soon("the end of the wait", waiting.wait_with_output()).await.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[tokio::test]
async fn what_works_is_not_waited_for() {
    let feeds = Feeds::start();
    let (alone, followed) = (Home::new(&feeds, WHEN_ASKED), Home::new(&feeds, WHEN_ASKED));
    let before = alone.listing();
    let _agent = followed.settled_agent().await;
    // Modal is one that the agent does not read otherwise.
    for home in [&alone, &followed] {
        for (product, line) in [("chatgpt", "ChatGPT is working.\n"), ("modal", "Modal is working.\n")] {
            let said = home.siaga(&["wait", product, "--up", "--timeout", "25s"]).await;
            assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (0, line, ""), "{said:?}");
        }
    }
    assert_eq!(alone.listing(), before);
}

#[tokio::test]
async fn a_wait_without_an_agent_ends_with_the_second_good_read_and_writes_nothing() {
    let feeds = Feeds::start();
    feeds.trouble(Trouble::Down, "Elevated errors");
    let home = Home::new(&feeds, ALL_THE_TIME);
    let before = home.listing();
    let waiting = home.command(&["wait", "chatgpt", "--up", "--timeout", "1h 30m"]).spawn().unwrap();
    soon("a few reads in trouble", feeds.server.reached(OPENAI, 3)).await;
    let reads = feeds.server.hits(OPENAI);
    feeds.calm();
    assert_eq!(ended(waiting).await, (0, "ChatGPT is working.\n".into(), String::new()));
    // The read that was counted last may have been answered with calm already.
    assert!(feeds.server.hits(OPENAI) > reads, "one good read is no recovery");
    assert_eq!(home.listing(), before);
}

#[tokio::test]
async fn a_wait_follows_the_agent_where_one_runs() {
    let feeds = Feeds::start();
    feeds.trouble(Trouble::Down, "Elevated errors");
    let home = Home::new(&feeds, WHEN_ASKED);
    let agent = home.settled_agent().await;
    let reads = feeds.server.hits(OPENAI);
    let first = home.command(&["wait", "chatgpt", "--up"]).spawn().unwrap();
    let second = home.command(&["wait", "chatgpt", "--up"]).spawn().unwrap();
    agent.read().await;
    feeds.calm();
    agent.read().await;
    agent.read().await;
    assert_eq!(ended(first).await.0, 0);
    assert_eq!(ended(second).await, (0, "ChatGPT is working.\n".into(), String::new()));
    assert!(feeds.server.hits(OPENAI) <= reads + 3, "only the agent reads");
}

#[tokio::test]
async fn a_wait_goes_on_when_its_agent_ends() {
    let feeds = Feeds::start();
    feeds.trouble(Trouble::Down, "Elevated errors");
    let home = Home::new(&feeds, ALL_THE_TIME);
    let agent = home.settled_agent().await;
    let waiting = home.command(&["wait", "chatgpt", "--up"]).spawn().unwrap();
    agent.read().await;
    agent.terminate().await;
    let reads = feeds.server.hits(OPENAI);
    soon("a read of its own", feeds.server.reached(OPENAI, reads + 1)).await;
    feeds.calm();
    assert_eq!(ended(waiting).await, (0, "ChatGPT is working.\n".into(), String::new()));
}

#[tokio::test]
async fn a_wait_that_is_in_vain_says_so() {
    let feeds = Feeds::start();
    feeds.trouble(Trouble::Down, "Elevated errors");
    let home = Home::new(&feeds, WHEN_ASKED);
    for (arguments, code, named) in [
        (&["wait", "chatgpt", "--up", "--timeout", "2s"][..], 75, "ChatGPT is not known to work after 2s: Down"),
        (&["wait", "grammarly", "--up"][..], 69, "publishes no status that can be read"),
        (&["wait", "ollama", "--up"][..], 69, "Ollama runs on this computer"),
        (&["wait", "chatgtp", "--up"][..], 64, "chatgpt"),
        (&["wait", "chatgpt"][..], 64, "--up"),
        (&["wait", "chatgpt", "--up", "--timeout", "soon"][..], 64, "1h 30m"),
        (&["wait", "chatgpt", "--up", "--timeout", "0s"][..], 64, "1h 30m"),
        (&["wait", "chatgpt", "--up", "--timeout", "31d"][..], 64, "from 1s to 30d"),
    ] {
        let said = home.siaga(arguments).await;
        assert_eq!(said.code, code, "{arguments:?} {said:?}");
        assert!(said.complaint().contains(named), "{arguments:?} {said:?}");
    }
    feeds.answer(Response::ok("{}"));
    let _agent = home.settled_agent().await;
    let said = home.siaga(&["wait", "chatgpt", "--up", "--timeout", "1s"]).await;
    assert_eq!(said.code, 75, "what cannot be read is not up: {said:?}");
}
