//! Stories that are right, and what is said of those that are not.

use super::*;

/// The least that a story is, with something on top and something below. Its one step stands on line 3, or below `top`.
fn least(top: &str, below: &str) -> String {
    format!("title = \"x\"\nrest = \"1h\"\n{top}[[step]]\nat = \"2m\"\nparts = {{ core = \"degraded\" }}\n{below}")
}

#[test]
fn the_shipped_stories_end_with_everything_working() {
    for product in ["chatgpt", "claude"] {
        let story = Story::shipped(product).unwrap();
        assert!(story.length() <= Duration::from_secs(75 * 60), "at most 75 s at sixty times the speed");
        let mut parts = BTreeMap::new();
        let mut stages = BTreeMap::new();
        for step in story.step.iter().map(Spanned::get_ref) {
            if step.parts.contains_key("product") {
                // The core is a part of the product.
                parts.remove("core");
            }
            parts.extend(step.parts.clone());
            stages.extend(step.incident.iter().map(|report| (report.id.clone(), report.stage)));
        }
        assert!(parts.values().all(|status| *status == Status::Operational), "{product}: {parts:?}");
        assert!(stages.values().all(|stage| *stage == Stage::Resolved), "{product}: {stages:?}");
    }
}

#[test]
fn the_example_names_every_key_and_fits_the_catalogue() {
    let story = Story::parse("example.toml", EXAMPLE).unwrap();
    story.check_against(&Catalogue::shipped(), story.product.as_deref().unwrap()).unwrap();
    let keys = [
        "title",
        "product",
        "begins",
        "rest",
        "settings",
        "none_otherwise",
        "names",
        "at",
        "parts",
        "incident",
        "gone",
        "planned",
        "unreadable",
        "started",
        "snooze",
        "tell_me",
        "network",
        "between",
        "reason",
        "body",
    ];
    for key in keys {
        assert!(EXAMPLE.contains(key), "{key}");
    }
}

#[test]
fn a_bad_story_names_its_line() {
    let incident =
        "[step.incident]\nid = \"\"\ntitle = \"x\"\nimpact = \"minor\"\nstage = \"identified\"\ntext = \"x\"\n";
    let act = |what: &str| format!("[[act]]\nat = \"3m\"\n{what}\n");
    let want = |what: &str| format!("[[want]]\n{what}\n");
    let table = [
        ("title = \"x\"\nrest = \"soon\"\nstep = []\n".to_owned(), ":2: “soon” is no duration"),
        ("title = \"x\"\nrest = \"1m\"\nstep = []\n".to_owned(), "at least one"),
        (least("", "[[step]]\nat = \"1m\"\n"), ":6: a step comes before the step above"),
        (least("", &(act("tell_me = true") + "[[act]]\nat = \"1m\"\ntell_me = true\n")), ":9: an act comes before"),
        (least("", "[[step]]\nat = \"2d\"\n"), ":6: a story lasts a day at most"),
        (least("", "what = 3\n"), ":6: unknown field `what`"),
        (least("", "[[step]]\nat = \"2m\"\nparts = { core = \"sad\" }\n"), ":8: unknown variant `sad`"),
        (least("", "unreadable = \"upset\"\n"), ":6: unknown variant `upset`"),
        (least("", incident), ":3: incident: its id is empty"),
        (least("begins = \"tomorrow\"\n", ""), ":3: “tomorrow” is no moment with its time zone"),
        (least("begins = \"2026-03-12T21:58:00[Asia/Atlantis]\"\n", ""), ":3: "),
        (least("", &act("")), ":6: an act is one of"),
        (least("", &act("snooze = \"1h\"\ntell_me = true")), ":6: an act is one of"),
        (least("", "[[act]]\nat = \"3h\"\ntell_me = true\n"), ":6: the story is over by then"),
        (least("", &want("between = [\"1m\", \"2h\"]\nreason = \"Began\"")), ":6: between: the story is over"),
        (least("", &want("between = [\"2m\", \"1m\"]\nreason = \"Began\"")), ":7: it ends before it begins"),
        (least("", &want("between = [\"1m\", \"2m\"]\nreason = \"Angry\"")), ":8: unknown variant `Angry`"),
        (least("", &want("between = [\"1m\", \"2m\"]")), ":6: a want needs at least one of"),
        (least("", &want("between = [\"1m\", \"2m\"]\nreason = \"Snoozed\"\ntitle = \"x\"")), ":6: what is held has"),
    ];
    for (text, expected) in table {
        let said = Story::parse("story.toml", &text).unwrap_err().to_string();
        assert!(said.starts_with("story.toml") && said.contains(expected), "{said}\n{text}");
    }
}

#[test]
fn a_part_or_a_product_that_is_not_there_is_named_with_its_line() {
    let catalogue = Catalogue::shipped();
    let own = catalogue.provider_of("chatgpt").unwrap().products[0].components[0].as_str();
    let step = |what: &str| format!("[[step]]\nat = \"2m\"\n{what}\n");
    let part = |part: &str| step(&format!("parts = {{ \"{part}\" = \"degraded\" }}"));
    let foreign = step(&format!("product = \"claude\"\nparts = {{ \"{own}\" = \"degraded\" }}"));
    let act = "[[act]]\nat = \"3m\"\nproduct = \"clawed\"\ntell_me = true\n".to_owned();
    let want = "[[want]]\nbetween = [\"1m\", \"2m\"]\nproduct = \"clawed\"\n".to_owned();
    let table = [
        (part("product"), None),
        (part("core"), None),
        (part("others"), None),
        (part(own), None),
        (part("nowhere"), Some("story.toml:6: parts: nowhere ")),
        (step("product = \"claude\"\nparts = { core = \"degraded\" }"), None),
        (foreign, Some("story.toml:6: parts: ")),
        (step("product = \"clawed\""), Some("story.toml:6: product: clawed ")),
        (act, Some("story.toml:6: product: clawed ")),
        (want, Some("story.toml:6: product: clawed ")),
    ];
    for (below, wrong) in table {
        let checked = Story::parse("story.toml", &least("", &below)).unwrap().check_against(&catalogue, "chatgpt");
        let said = checked.map_err(|error| error.to_string());
        match wrong {
            None => assert_eq!(said, Ok(()), "{below}"),
            Some(expected) => assert!(said.as_ref().is_err_and(|said| said.starts_with(expected)), "{said:?}: {below}"),
        }
    }
}

#[test]
fn what_is_wrong_with_the_settings_of_a_story_is_named_by_its_line_in_the_file() {
    let catalogue = Catalogue::shipped();
    let table = [
        ("settings = \"\"\"\nlanguage = \"en\"\nwatching = 3\n\"\"\"\n", "story.toml:5: settings: watching: "),
        ("settings = '''language = \"en\"\nwatching = 3\n'''\n", "story.toml:4: settings: watching: "),
        ("settings = 'watch = [\"clawed\"]'\n", "story.toml:3: settings: watch: "),
        ("settings = '''\n[quiet]\nhours = [\"25:00-26:00\"]\n'''\n", "story.toml:5: settings: quiet.hours: "),
    ];
    for (top, expected) in table {
        let checked = Story::parse("story.toml", &least(top, "")).unwrap().check_against(&catalogue, "chatgpt");
        let said = checked.unwrap_err().to_string();
        assert!(said.starts_with(expected), "{said}");
    }
}

#[test]
fn steps_and_acts_are_played_in_the_order_of_their_times() {
    let acts = "[[act]]\nat = \"1m\"\ntell_me = true\n[[act]]\nat = \"2m\"\nsnooze = \"1h\"\n";
    let story = Story::parse("story.toml", &least("", &format!("[[step]]\nat = \"3m\"\n{acts}"))).unwrap();
    let played: Vec<(u64, bool)> =
        story.cues().iter().map(|cue| (cue.at().as_secs(), matches!(cue, Cue::Step(_)))).collect();
    assert_eq!(played, [(60, false), (120, true), (120, false), (180, true)]);
}
