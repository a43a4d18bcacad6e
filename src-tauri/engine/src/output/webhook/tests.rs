use siaga_core::settings::Settings;
use siaga_core::wording::{Language, Words};

use super::*;

fn settings(text: &str) -> OutputSettings {
    let text = format!("[output.team]\n{text}\n");
    Settings::parse("settings.toml", &text).unwrap().output["team"].clone()
}

fn forward() -> Forward {
    Forward::test(&Words::new(Language::English), "team", "2026-03-12T09:00:00Z".parse().unwrap())
}

fn post(text: &str, secret: Option<&str>) -> Result<Post, NotSent> {
    let settings = settings(text);
    let secret = secret.map(|secret| (settings.secret_kind().unwrap(), Secret::new(secret.to_owned())));
    Post::of(&settings, secret, &forward())
}

fn token(post: &Post) -> Option<&str> {
    post.authorization.as_ref().map(|value| value.to_str().unwrap())
}

#[test]
fn each_kind_posts_its_body_to_its_address_with_its_secret_in_its_place() {
    let hook = "kind = 'webhook'\nurl = 'https://a.example/hook'";
    let ntfy = "kind = 'ntfy'\nurl = 'https://push.example'\nsecret = true";
    for (text, secret, url, authorization, body) in [
        (hook, None, "https://a.example/hook", None, forward().json()),
        (
            &format!("{hook}\nsecret = true"),
            Some("t0k"),
            "https://a.example/hook",
            Some("Bearer t0k"),
            forward().json(),
        ),
        (
            "kind = 'webhook'\nsecret = true",
            Some("https://b.example/?k=1\n"),
            "https://b.example/?k=1",
            None,
            forward().json(),
        ),
        (
            "kind = 'slack'\nsecret = true",
            Some("https://c.example/T/B/x"),
            "https://c.example/T/B/x",
            None,
            forward().slack(),
        ),
        (ntfy, Some("my-topic"), "https://push.example/", None, forward().ntfy("my-topic")),
        (ntfy, Some("my-topic tk_1"), "https://push.example/", Some("Bearer tk_1"), forward().ntfy("my-topic")),
        (
            "kind = 'ntfy'\nurl = 'http://push.lan'\ninternal = true\ntopic = 'house'",
            None,
            "http://push.lan/",
            None,
            forward().ntfy("house"),
        ),
    ] {
        let post = post(text, secret).unwrap();
        assert_eq!((post.url.as_str(), token(&post), &post.body), (url, authorization, &body), "{text}");
    }
}

#[test]
fn a_secret_of_the_wrong_shape_is_refused_without_being_said() {
    for (text, secret) in [
        ("kind = 'slack'\nsecret = true", "hidden"),
        ("kind = 'slack'\nsecret = true", "http://a.example/hidden"),
        ("kind = 'slack'\nsecret = true", "https://me:hidden@a.example/"),
        ("kind = 'webhook'\nurl = 'https://a.example'\nsecret = true", "hidden word"),
        ("kind = 'webhook'\nurl = 'https://a.example'\nsecret = true", "hidd\u{e9}n"),
        ("kind = 'ntfy'\nurl = 'https://a.example'\nsecret = true", "hidden/topic"),
        ("kind = 'ntfy'\nurl = 'https://a.example'\nsecret = true", "hidden token rest"),
    ] {
        let refused = post(text, Some(secret)).unwrap_err();
        assert!(!refused.why.contains("hidd") && refused.why.contains("secret"), "{text}: {refused}");
    }
}

#[test]
fn what_is_shown_of_a_post_is_its_host() {
    let post = post("kind = 'slack'\nsecret = true", Some("https://c.example/T/B/hidden")).unwrap();
    let shown = format!("{post:?}");
    assert!(shown.contains("c.example") && !shown.contains("hidden"), "{shown}");
}
