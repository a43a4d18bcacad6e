use crate::alert::Reason;
use crate::forward::Event;
use crate::provider::Catalogue;
use crate::settings::{OutputKind, SecretKind, Settings};

use std::time::Duration;

fn parsed(text: &str) -> Settings {
    Settings::parse("settings.toml", text).unwrap_or_else(|problem| panic!("{text}: {problem}"))
}

#[test]
fn an_output_of_each_kind_is_read_and_there_are_none_unless_somebody_writes_one() {
    assert!(Settings::default().output.is_empty());
    for (text, kind, secret) in [
        ("kind = 'webhook'\nurl = 'https://a.example/hook'", OutputKind::Webhook, None),
        (
            "kind = 'webhook'\nurl = 'https://a.example/hook'\nsecret = true",
            OutputKind::Webhook,
            Some(SecretKind::Token),
        ),
        ("kind = 'webhook'\nsecret = true", OutputKind::Webhook, Some(SecretKind::Address)),
        ("kind = 'webhook'\nurl = 'http://127.0.0.1:9/x'\ninternal = true", OutputKind::Webhook, None),
        ("kind = 'slack'\nsecret = true", OutputKind::Slack, Some(SecretKind::Address)),
        ("kind = 'slack'\nurl = 'http://chat.lan/hooks/x'\ninternal = true", OutputKind::Slack, None),
        ("kind = 'ntfy'\nurl = 'https://ntfy.example'\nsecret = true", OutputKind::Ntfy, Some(SecretKind::Topic)),
        ("kind = 'ntfy'\nurl = 'http://ntfy.lan'\ninternal = true\ntopic = 'siaga'", OutputKind::Ntfy, None),
        ("kind = 'script'\ncommand = ['say', 'it']", OutputKind::Script, None),
    ] {
        let settings = parsed(&format!("[output.team]\n{text}\n"));
        let output = &settings.output["team"];
        assert_eq!((output.kind, output.secret_kind()), (kind, secret), "{text}");
        assert_eq!(output.timeout, Duration::from_secs(10));
    }
}

#[test]
fn an_output_is_told_of_the_events_and_products_it_names_and_of_all_unless_it_names_some() {
    let script = "[output.x]\nkind = 'script'\ncommand = ['x']\n";
    let all = parsed(script).output["x"].clone();
    assert!(all.wants(Reason::Began, ["chatgpt"]) && all.wants(Reason::Digest, []));
    assert!(!all.wants(Reason::Snoozed, ["chatgpt"]), "what is held is never handed on");
    let some = parsed(&format!("{script}events = ['began', 'digest']\nproducts = ['claude']\n")).output["x"].clone();
    assert_eq!(some.events, [Event::Began, Event::Digest]);
    for (reason, products, expected) in [
        (Reason::Began, &["claude"][..], true),
        (Reason::Began, &["chatgpt", "claude"], true),
        (Reason::Began, &["chatgpt"], false),
        (Reason::Recovered, &["claude"], false),
        (Reason::Digest, &["claude"], true),
    ] {
        assert_eq!(some.wants(reason, products.iter().copied()), expected, "{reason:?} {products:?}");
    }
}

#[test]
fn a_bad_output_names_file_line_key_and_what_is_allowed() {
    let hook = "[output.team]\nkind = 'webhook'\nurl = 'https://a.example'\n";
    let script = "[output.team]\nkind = 'script'\ncommand = ['x']\n";
    let owned = |head: &str, tail: &str| format!("{head}{tail}");
    for (text, line, key, message) in [
        ("[output.team]\nkind = 'carrier-pigeon'".into(), 2, "output.team.kind", "unknown variant `carrier-pigeon`"),
        ("[output.team]\nurl = 'https://a.example'".into(), 1, "output.team", "missing field `kind`"),
        (owned(hook, "colour = 'red'"), 4, "output.team.colour", "unknown field `colour`"),
        ("output.team = 5".into(), 1, "output.team", "invalid type: integer `5`, expected a table"),
        (owned(hook, "timeout = '2m'"), 4, "output.team.timeout", "seconds or a text such as \"10s\": from 1 s to a"),
        (owned(hook, "timeout = 0"), 4, "output.team.timeout", "seconds or a text such as \"10s\": from 1 s to a"),
        (owned(hook, "events = ['snoozed']"), 4, "output.team.events", "any of \"began\", \"worsened\", \"recovered\""),
        (owned(hook, "events = ['test']"), 4, "output.team.events", "any of \"began\""),
        ("[output.team]\nkind = 'webhook'\nurl = 'hook'".into(), 3, "output.team.url", "an https address"),
        (
            "[output.team]\nkind = 'webhook'\nurl = 'http://a.example/x'".into(),
            3,
            "output.team.url",
            "https only, unless the output says internal = true",
        ),
        ("[output.team]\nkind = 'webhook'\nurl = 'ftp://a.example/x'".into(), 3, "output.team.url", "an https address"),
        (
            "[output.team]\nkind = 'webhook'\nurl = 'https://me:word@a.example/x'".into(),
            3,
            "output.team.url",
            "an https address without user",
        ),
        ("\n[output.team]\nkind = 'webhook'".into(), 2, "output.team.url", "an address; or, where the address is a"),
        (owned(hook, "command = ['x']"), 4, "output.team.command", "only for kind = \"script\""),
        (owned(hook, "topic = 'x'"), 4, "output.team.topic", "only for kind = \"ntfy\""),
        ("[output.team]\nkind = 'slack'".into(), 1, "output.team.secret", "the address is a secret: secret = true"),
        (
            "[output.team]\nkind = 'slack'\nurl = 'https://a.example/T0/B0/x'".into(),
            3,
            "output.team.url",
            "not in this file",
        ),
        (
            "[output.team]\nkind = 'slack'\nurl = 'https://a.example/'\nsecret = true".into(),
            3,
            "output.team.url",
            "not beside secret = true",
        ),
        ("[output.team]\nkind = 'ntfy'\nsecret = true".into(), 1, "output.team.url", "the server, such as"),
        (
            "[output.team]\nkind = 'ntfy'\nurl = 'https://a.example'\ntopic = 'x'".into(),
            4,
            "output.team.topic",
            "not in this file, because who knows the topic",
        ),
        (
            "[output.team]\nkind = 'ntfy'\nurl = 'http://a.lan'\ninternal = true\ntopic = 'a b'".into(),
            5,
            "output.team.topic",
            "at most 64 letters",
        ),
        (
            "[output.team]\nkind = 'ntfy'\nurl = 'https://a.example'".into(),
            1,
            "output.team.secret",
            "the topic is a secret",
        ),
        ("[output.team]\nkind = 'script'".into(), 1, "output.team.command", "a program and its arguments"),
        ("[output.team]\nkind = 'script'\ncommand = [' ']".into(), 3, "output.team.command", "a program and its"),
        (owned(script, "url = 'https://a.example'"), 4, "output.team.url", "not for a script"),
        (owned(script, "secret = true"), 4, "output.team.secret", "not for a script"),
        (owned(script, "internal = true"), 4, "output.team.internal", "not for a script"),
        ("[output.'My Team']\nkind = 'script'\ncommand = ['x']".into(), 1, "output.My Team", "a name of small letters"),
    ] {
        let problem = Settings::parse("settings.toml", &text).expect_err(&text);
        assert_eq!(problem.line, Some(line), "{text}: {problem}");
        assert_eq!(problem.key.as_deref(), Some(key), "{text}: {problem}");
        assert!(problem.message.starts_with(message), "{text}: {problem}");
    }
}

#[test]
fn what_is_wrong_with_an_address_is_said_without_it() {
    for text in [
        "[output.team]\nkind = 'slack'\nurl = 'https://a.example/T0/hidden'",
        "[output.team]\nkind = 'webhook'\nurl = 'http://a.example/hidden'",
        "[output.team]\nkind = 'webhook'\nurl = 'hidden'",
        "[output.team]\nkind = 'ntfy'\nurl = 'https://a.example'\ntopic = 'hidden'",
    ] {
        let problem = Settings::parse("settings.toml", text).unwrap_err().to_string();
        assert!(!problem.contains("hidden"), "{problem}");
    }
}

#[test]
fn an_output_that_names_an_unknown_product_names_its_line() {
    let settings = parsed("\n[output.team]\nkind = 'script'\ncommand = ['x']\nproducts = ['claude', 'chatgtp']\n");
    let problems: Vec<String> = settings.check_against(&Catalogue::shipped()).iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].starts_with("settings.toml:5: output.team.products: no product is called \"chatgtp\""),
        "{problems:?}"
    );
}

#[test]
fn the_examples_of_the_shipped_file_are_good_settings() {
    let examples: String = crate::settings::DEFAULTS
        .split_once("# [output.")
        .map(|(_, rest)| format!("# [output.{rest}"))
        .unwrap()
        .lines()
        .take_while(|line| line.starts_with('#'))
        .filter_map(|line| line.strip_prefix("# ").or(line.strip_prefix('#')))
        .map(|line| format!("{line}\n"))
        .collect();
    let settings = parsed(&examples);
    let kinds: Vec<&str> = settings.output.values().map(|output| output.kind.word()).collect();
    assert_eq!(kinds.len(), 4, "{kinds:?}");
    assert_eq!(settings.check_against(&Catalogue::shipped()), []);
}
