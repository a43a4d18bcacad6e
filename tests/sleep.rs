//! Waking up, as the system's bus tells it: the real binary, and a mock of logind on a bus of the test's own.

use std::time::Duration;

use crate::support::bus::PrivateBus;
use crate::support::feeds::{Feeds, OPENAI};
use crate::support::home::{Home, PATIENCE, WHEN_ASKED};

#[tokio::test]
async fn an_agent_that_hears_of_waking_reads_its_feeds_again_long_before_they_are_due() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let logind = bus.connect().await;
    logind.request_name("org.freedesktop.login1").await.unwrap();
    let mut home = Home::new(&feeds, WHEN_ASKED);
    home.set("DBUS_SYSTEM_BUS_ADDRESS", bus.address());
    let _agent = home.settled_agent().await;
    let before = feeds.server.hits(OPENAI);
    assert!(before > 0);
    let woke = async {
        // Nothing tells when the agent has begun to listen; what it hears twice it does once.
        let mut moments = tokio::time::interval(Duration::from_millis(200));
        while feeds.server.hits(OPENAI) == before {
            moments.tick().await;
            let path = "/org/freedesktop/login1";
            logind
                .emit_signal(None::<&str>, path, "org.freedesktop.login1.Manager", "PrepareForSleep", &false)
                .await
                .unwrap();
        }
    };
    tokio::time::timeout(PATIENCE, woke).await.expect("the feed is read again");
}
