use super::*;

fn parsed(text: &str) -> Settings {
    Settings::parse("settings.toml", text).unwrap_or_else(|problem| panic!("{text}: {problem}"))
}

#[test]
fn the_defaults_are_what_the_shipped_file_says() {
    let settings = Settings::default();
    assert_eq!(settings.watch, ["chatgpt", "claude", "gemini", "ms-copilot"]);
    assert_eq!(settings.language, Language::Auto);
    assert_eq!(settings.poll.calm, Duration::from_secs(300));
    assert_eq!(settings.poll.favourite, Duration::from_secs(120));
    assert_eq!(settings.poll.open, Duration::from_secs(45));
    assert_eq!(settings.open.command, [""; 0]);
    assert!(settings.notify.enabled);
    assert_eq!(settings.notify.threshold, Status::Degraded);
    assert_eq!(settings.notify.degraded_after, Duration::from_secs(900));
    assert!(settings.product.is_empty());
    assert_eq!(settings.check_against(&Catalogue::shipped()), []);
}

#[test]
fn the_shipped_file_is_itself_a_settings_file_and_so_are_its_examples() {
    let written_out = DEFAULTS.replace("# [product", "[product").replace("# threshold = \"m", "threshold = \"m");
    let settings = parsed(&written_out.replace("# components", "components"));
    assert_eq!(settings.threshold_for("github"), Status::MajorOutage);
    assert_eq!(settings.product["github"].components.as_ref().map(Vec::len), Some(2));
    assert_eq!(settings.check_against(&Catalogue::shipped()), []);
}

#[test]
fn a_sparse_text_changes_only_what_it_names() {
    let settings = parsed(
        "language = 'id'\nwatch = ['claude', 'codex', 'claude']\n[poll]\nopen = '30s'\n[product.codex]\n\
         threshold = 'partial_outage'\n",
    );
    assert_eq!(settings.language, Language::Id);
    assert_eq!(settings.watch, ["claude", "codex"]);
    assert_eq!(settings.poll.open, Duration::from_secs(30));
    assert_eq!(settings.poll.calm, Settings::default().poll.calm);
    assert_eq!(settings.notify, Settings::default().notify);
    assert_eq!(settings.threshold_for("codex"), Status::PartialOutage);
    assert_eq!(settings.threshold_for("claude"), Status::Degraded);
    assert_eq!(settings.product["codex"].components, None);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_move_no_line() {
    assert_eq!(parsed("\u{feff}language = 'en'\r\n").language, Language::En);
    let problem = Settings::parse("s.toml", "\u{feff}language = 'en'\r\npoll.calm = 0\r\n").unwrap_err();
    assert_eq!((problem.line, problem.key.as_deref()), (Some(2), Some("poll.calm")));
}

#[test]
fn durations_are_seconds_or_text() {
    for (written, milliseconds) in [
        ("10", 10_000),
        ("'100ms'", 100),
        ("'5m'", 300_000),
        ("'1h 30m'", 5_400_000),
        ("'24h'", 86_400_000),
        ("86400", 86_400_000),
    ] {
        let settings = parsed(&format!("poll.calm = {written}"));
        assert_eq!(settings.poll.calm, Duration::from_millis(milliseconds), "{written}");
    }
    assert_eq!(parsed("notify.degraded_after = 0").notify.degraded_after, Duration::ZERO);
}

#[test]
fn only_internal_feeds_are_read_more_often_than_every_ten_seconds() {
    let poll = parsed("poll = { calm = '100ms', favourite = '9999ms', open = 11 }").poll;
    for (pace, internal, milliseconds) in [
        (Pace::Calm, false, 10_000),
        (Pace::Calm, true, 100),
        (Pace::Favourite, false, 10_000),
        (Pace::Favourite, true, 9_999),
        (Pace::Open, false, 11_000),
        (Pace::Open, true, 11_000),
    ] {
        assert_eq!(poll.interval_for(pace, internal), Duration::from_millis(milliseconds), "{pace:?} {internal}");
    }
}

#[test]
fn a_command_takes_the_address_in_one_of_its_arguments() {
    let settings = parsed("open.command = ['firefox', '--url={url}']");
    assert_eq!(settings.open.command, ["firefox", "--url={url}"]);
    assert!(parsed("open.command = []").open.command.is_empty());
}

#[test]
fn a_bad_setting_names_file_line_key_and_what_is_allowed() {
    let duration = "seconds or a text such as \"5m\": at least 10 s (100 ms counts";
    let patience = "seconds or a text such as \"15m\": at most a day";
    let threshold = "one of \"degraded\", \"partial_outage\", \"major_outage\"";
    let command = "a program and its arguments, one of them with {url}";
    let components = "at least one component";
    for (text, line, key, message) in [
        // Unknown keys, with those that are known.
        ("\nwacth = []", 2, "wacth", "unknown field `wacth`, expected one of `watch`, `language`"),
        (
            "[poll]\n\ncalmer = 1",
            3,
            "poll.calmer",
            "unknown field `calmer`, expected one of `calm`, `favourite`, `open`",
        ),
        ("poll.fast = 1", 1, "poll.fast", "unknown field `fast`"),
        ("[product.codex]\nlimit = 1", 2, "product.codex.limit", "unknown field `limit`, expected one of"),
        ("[quite]\n", 1, "quite", "unknown field `quite`"),
        // Wrong types.
        ("watch = 'claude'", 1, "watch", "invalid type: string \"claude\", expected a sequence"),
        ("watch = [\n  'claude',\n  5,\n]", 3, "watch", "invalid type: integer `5`, expected a string"),
        ("[notify]\nenabled = 'yes'", 2, "notify.enabled", "invalid type: string \"yes\", expected a boolean"),
        ("poll = 5", 1, "poll", "invalid type: integer `5`, expected a table"),
        ("notify.threshold = 3", 1, "notify.threshold", "invalid type: integer `3`, expected one of \"degraded\""),
        ("poll.calm = 1.5", 1, "poll.calm", "invalid type: floating point `1.5`, expected seconds or a text"),
        // Below the least, beyond the most, no duration at all.
        ("[poll]\ncalm = 0", 2, "poll.calm", duration),
        ("poll.calm = -5", 1, "poll.calm", duration),
        ("poll.open = '99ms'", 1, "poll.open", duration),
        ("poll.open = '-5m'", 1, "poll.open", duration),
        ("poll.favourite = 86401", 1, "poll.favourite", duration),
        ("poll.favourite = 9223372036854775807", 1, "poll.favourite", duration),
        ("poll.calm = 'often'", 1, "poll.calm", duration),
        ("notify.degraded_after = '25h'", 1, "notify.degraded_after", patience),
        // Bad words.
        ("language = 'fr'", 1, "language", "unknown variant `fr`, expected one of `auto`, `en`, `id`"),
        ("notify.threshold = 'operational'", 1, "notify.threshold", threshold),
        ("[product.codex]\nthreshold = 'down'", 2, "product.codex.threshold", threshold),
        (
            "[product.codex]\nloudness = 'loud'",
            2,
            "product.codex.loudness",
            "unknown variant `loud`, expected one of `must-know`",
        ),
        // Rules.
        ("poll.battery = 0", 1, "poll.battery", "a number from 1 to 10"),
        ("notify.reminder = '5m'", 1, "notify.reminder", "\"off\", or seconds or a text"),
        ("notify.degraded_after = 'off'", 1, "notify.degraded_after", patience),
        ("quiet.hours = ['22-7']", 1, "quiet.hours", "times such as"),
        ("quiet.hours = ['07:00-07:00']", 1, "quiet.hours", "a time that ends when it begins"),
        ("history.keep_days = 3", 1, "history.keep_days", "a number of days from 7 to 4000"),
        ("[[silence]]\nproduct = 'codex'", 1, "silence", "missing field `until`"),
        ("[[silence]]\nproduct = 'codex'\nuntil = 'tomorrow'", 3, "silence.until", "a moment such as"),
        // Commands and components that could not work.
        ("open.command = ['firefox']", 1, "open.command", command),
        ("open.command = ['{url}']", 1, "open.command", command),
        ("open.command = [' ', '{url}']", 1, "open.command", command),
        ("[product.codex]\ncomponents = []", 2, "product.codex.components", components),
        ("[product.codex]\ncomponents = ['']", 2, "product.codex.components", components),
    ] {
        let problem = Settings::parse("settings.toml", text).expect_err(text);
        assert_eq!(problem.file, "settings.toml", "{text}");
        assert_eq!(problem.line, Some(line), "{text}: {problem}");
        assert_eq!(problem.key.as_deref(), Some(key), "{text}: {problem}");
        assert!(problem.message.starts_with(message), "{text}: {problem}");
    }
}

#[test]
fn a_text_that_is_no_toml_names_its_line() {
    for (text, line) in [("watch = [", 1), ("a = 1\nb", 2), ("[poll]\ncalm = 1\ncalm = 2", 3)] {
        let problem = Settings::parse("settings.toml", text).expect_err(text);
        assert_eq!(problem.line, Some(line), "{text}: {problem}");
        assert!(!problem.message.contains('\n'), "{problem:?}");
    }
}

#[test]
fn an_unknown_product_names_file_line_and_the_nearest() {
    let settings = parsed("watch = [\n  'chatgpt',\n  'claud',\n]\n\n[product.chatgtp]\nthreshold = 'degraded'\n");
    let problems: Vec<String> = settings.check_against(&Catalogue::shipped()).iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(
        problems[0].starts_with("settings.toml:3: watch: no product is called \"claud\"; nearest: claude, "),
        "{problems:?}"
    );
    assert!(
        problems[1].starts_with("settings.toml:6: product.chatgtp: no product is called \"chatgtp\"; nearest: chatgpt"),
        "{problems:?}"
    );
    let far = parsed("watch = ['zzzz']").check_against(&Catalogue::shipped());
    let far = far[0].to_string();
    assert!(far.starts_with("settings.toml:1: watch: no product is called \"zzzz\"; there are chatgpt, "), "{far}");
    assert!(far.ends_with(" more") && far.len() < 250, "{far}");
}
