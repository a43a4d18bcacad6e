//! A person's rules from the command line and over the socket: changed in the file, in force at once, and explained.

use serde_json::json;
use siaga_core::settings::SilenceSettings;
use siaga_core::wire::{Command as Wish, Reply};

use crate::support::feeds::{Feeds, Trouble};
use crate::support::home::{Home, WHEN_ASKED};

fn settings(home: &Home) -> String {
    std::fs::read_to_string(home.places.settings_file()).unwrap()
}

#[tokio::test]
async fn a_setting_is_changed_in_the_file_without_an_agent() {
    let feeds = Feeds::start();
    let home = Home::new(&feeds, "# how loud\n[notify]\nceiling = 5 # a day\n");
    let said = home.siaga(&["settings", "set", "notify.ceiling", "3"]).await;
    assert_eq!((said.code, said.out.trim_end()), (0, "notify.ceiling is now 3."), "{said:?}");
    let said = home.siaga(&["settings", "set", "quiet.hours", "22:00-07:00", "sat-sun 00:00-24:00"]).await;
    assert_eq!(said.code, 0, "{said:?}");
    assert!(settings(&home).contains("# how loud\n[notify]\nceiling = 3 # a day\n"), "{}", settings(&home));
    assert!(settings(&home).contains("hours = [\"22:00-07:00\", \"sat-sun 00:00-24:00\"]"), "{}", settings(&home));
    let said = home.siaga(&["settings", "unset", "quiet.hours"]).await;
    assert_eq!((said.code, said.out.trim_end()), (0, "quiet.hours is as shipped again."), "{said:?}");
    let before = settings(&home);
    for (arguments, code, word) in [
        (&["settings", "set", "notify.ceiling", "many"][..], 65, "a number from 0"),
        (&["settings", "set", "product.chatgtp.loudness", "off"], 64, "chatgpt"),
        (&["settings", "set", "quiet.zone", "Asia/Djakarta-Kota"], 65, "Asia/Jakarta"),
        (&["settings", "set", "notify", "off"], 65, "group of settings"),
        (&["settings", "set", "notify.ceiling"], 64, "<VALUE>"),
    ] {
        let said = home.siaga(arguments).await;
        assert_eq!(said.code, code, "{said:?}");
        assert!(said.complaint().contains(word), "{said:?}");
    }
    assert_eq!(settings(&home), before, "nothing that is refused is written");
    std::fs::write(home.places.settings_file(), "watch = [\n").unwrap();
    let said = home.siaga(&["settings", "set", "notify.ceiling", "3"]).await;
    assert_eq!(said.code, 65, "{said:?}");
    assert!(said.complaint().contains("settings.toml:"), "{said:?}");
    assert_eq!(settings(&home), "watch = [\n");
}

#[tokio::test]
async fn an_agent_changes_a_setting_at_once_and_says_why_it_holds_something() {
    let feeds = Feeds::start();
    let home = Home::new(&feeds, WHEN_ASKED);
    let agent = home.settled_agent().await;
    let said = home.siaga(&["settings", "set", "quiet.hours", "00:00-24:00"]).await;
    assert_eq!(said.code, 0, "{said:?}");
    feeds.trouble(Trouble::Down, "Elevated errors");
    let said = home.siaga(&["status", "chatgpt", "--fresh"]).await;
    assert!(said.out.contains("not announced: quiet hours until "), "{said:?}");
    let Reply::Decisions(decisions) = agent.ask(Wish::Decisions { product: Some("chatgpt".into()), limit: 5 }).await
    else {
        panic!("an answer of another kind")
    };
    assert!(!decisions[0].decision.told && decisions[0].text.starts_with("quiet hours until "), "{decisions:?}");
    let changed = agent.ask(Wish::Set { key: "quiet.hours".into(), value: None }).await;
    let Reply::Changed(changed) = changed else { panic!("{changed:?}") };
    assert_eq!(changed.before, Some(json!(["00:00-24:00"])));
    let silence = SilenceSettings {
        product: Some("chatgpt".into()),
        provider: None,
        component: None,
        title: None,
        until: "2100-01-01T00:00:00Z".parse().unwrap(),
        note: None,
    };
    agent.ask(Wish::AddSilence { silence: silence.clone() }).await;
    let Reply::Settings(shown) = agent.ask(Wish::Settings).await else { panic!("an answer of another kind") };
    assert!(shown.quiet.hours.is_empty());
    assert_eq!(shown.silences[0].silence, silence);
    agent.ask(Wish::RemoveSilence { silence: silence.clone() }).await;
    let gone = agent.refused(Wish::RemoveSilence { silence }).await;
    assert_eq!(gone, "There is no such silence any more.");
}
