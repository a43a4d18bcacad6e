use super::super::{Behaviour, Category, Confidence, PROMPT_LIMIT, Use};
use super::*;
use crate::feed::Format;

fn overlay(name: &str, text: &str) -> OverlayFile {
    OverlayFile { name: format!("/conf/catalogue/{name}.toml"), text: text.to_owned() }
}

fn overlaid(name: &str, text: &str) -> Catalogue {
    let (catalogue, problems) = Catalogue::with_overlays(&[overlay(name, text)]);
    assert_eq!(problems, []);
    catalogue
}

#[test]
fn a_provider_names_its_feed_or_has_none() {
    let catalogue = Catalogue::shipped();
    let reads = |id: &str| catalogue.provider(id).unwrap().feed.as_ref().map(|feed| feed.format);
    assert_eq!(reads("openai"), Some(Format::IncidentIo));
    assert_eq!(reads("anthropic"), Some(Format::Statuspage));
    assert_eq!(reads("google"), Some(Format::GoogleIncidents));
    assert_eq!(reads("ollama"), None);
}

#[test]
fn products_and_providers_are_found_by_id() {
    let catalogue = Catalogue::shipped();
    assert_eq!(catalogue.product("chatgpt").unwrap().name, "ChatGPT");
    assert_eq!(catalogue.provider_of("claude-code").unwrap().id, "anthropic");
    assert_eq!(catalogue.product("ChatGPT"), None);
    assert_eq!(catalogue.provider("chatgpt"), None);
    assert!(catalogue.providers().is_sorted_by(|a, b| a.id < b.id));
}

#[test]
fn a_wrong_id_has_nearest_names() {
    let catalogue = Catalogue::shipped();
    for (wrong, nearest) in [
        ("chatgtp", "chatgpt"),
        ("ChatGPT", "chatgpt"),
        ("claud", "claude"),
        ("Claude Kode", "claude-code"),
        ("le chat", "mistral"),
        ("gemni", "gemini"),
        ("ms-copilt", "ms-copilot"),
        ("olama", "ollama"),
    ] {
        let near = catalogue.nearest(wrong);
        assert_eq!(near.first().map(String::as_str), Some(nearest), "{wrong}: {near:?}");
        assert!(near.len() <= 3);
    }
    let copilots = catalogue.nearest("copilot");
    assert!(copilots.contains(&"ms-copilot".to_owned()) && copilots.contains(&"github-copilot".to_owned()));
    assert_eq!(catalogue.nearest("zzzz"), [""; 0]);
}

#[test]
fn an_overlay_changes_key_by_key() {
    let feed = r#"feed = { url = "http://127.0.0.1:4040/api/v2/summary.json", internal = true }"#;
    let catalogue = overlaid("openai", &format!("{feed}\n[[product]]\nid = \"codex\"\nname = \"My Codex\"\n"));
    let shipped = Catalogue::shipped();
    let (provider, before) = (catalogue.provider("openai").unwrap(), shipped.provider("openai").unwrap());
    let feed = provider.feed.as_ref().unwrap();
    assert_eq!(feed.url.as_str(), "http://127.0.0.1:4040/api/v2/summary.json");
    assert!(feed.internal);
    assert_eq!(feed.format, Format::IncidentIo, "the format stays");
    assert_eq!(provider.name, before.name);
    assert_eq!(provider.status_page, before.status_page);
    let (codex, codex_before) = (catalogue.product("codex").unwrap(), shipped.product("codex").unwrap());
    assert_eq!(codex.name, "My Codex");
    assert_eq!(codex.components, codex_before.components);
    assert_eq!(catalogue.product("chatgpt"), shipped.product("chatgpt"));
    assert_eq!(catalogue.providers().len(), shipped.providers().len());
}

#[test]
fn an_overlay_of_an_unknown_id_adds_a_provider() {
    let catalogue = overlaid(
        "acme",
        r#"
        id = "acme"
        name = "Acme"
        status_page = "https://status.acme.example"
        feed = { format = "statuspage", url = "https://status.acme.example/api/v2/summary.json" }
        confidence = "low"
        former_ids = ["acme-inc"]
        [[product]]
        id = "acme-chat"
        name = "Acme Chat"
        open = "https://chat.acme.example"
        uses = ["writing", "data-analysis"]
        depends_on = [{ id = "azure", evidence = "they say so", confidence = "low" }]
        prompt = { link = "https://chat.acme.example/?q={q}", behaviour = "prefill" }
        former_ids = ["acme-talk"]
        "#,
    );
    let product = catalogue.product("acme-talk").unwrap();
    assert_eq!(product.id, "acme-chat");
    assert_eq!(product.uses, [Use::Writing, Use::DataAnalysis]);
    assert!(product.components.is_empty(), "the whole page");
    assert_eq!(product.depends_on[0].confidence, Confidence::Low);
    let prompt = product.prompt.as_ref().unwrap();
    assert_eq!((prompt.behaviour, prompt.limit), (Behaviour::Prefill, PROMPT_LIMIT));
    assert_eq!(catalogue.provider("acme-inc").unwrap().id, "acme");
    assert!(catalogue.providers().is_sorted_by(|a, b| a.id < b.id), "ordered by id");
}

#[test]
fn a_local_tool_may_open_on_this_computer() {
    let text = "[[product]]\nid = \"ollama\"\nopen = \"http://127.0.0.1:8080/\"\n";
    assert!(overlaid("ollama", text).product("ollama").unwrap().open.is_some());
}

#[test]
fn a_faulty_overlay_names_file_line_and_what_is_allowed() {
    let new = "name = \"Acme\"\n[[product]]\nid = \"acme\"\nname = \"Acme\"\n";
    let with = |line: &str| format!("{new}{line}\n");
    let feed = |feed: &str| format!("feed = {{ {feed} }}\n{new}");
    let table: Vec<(&str, String, &str)> = vec![
        ("acme", with("colour = 1"), ":5: product.colour: unknown field `colour`, expected one of `id`, `name`"),
        (
            "acme",
            with("uses = [\"cooking\"]"),
            ":5: product.uses: unknown variant `cooking`, expected one of `writing`",
        ),
        (
            "acme",
            with("category = \"kitchen\""),
            ":5: product.category: unknown variant `kitchen`, expected one of `ai-assistant`, `ai-writing`",
        ),
        ("acme", with("order = -1"), ":5: product.order: invalid value: integer `-1`, expected u32"),
        ("acme", with("local = \"yes\""), ":5: product.local: invalid type: string \"yes\", expected a boolean"),
        ("acme", with("open = \"http://acme.example\""), ":5: product.acme.open: https only"),
        ("acme", with("open = \"acme.example\""), ":5: product.acme.open: not an address"),
        (
            "acme",
            with("open = \"https://me:pw@acme.example\""),
            ":5: product.acme.open: an address without a user name",
        ),
        ("acme", with("core = [\"x\"]"), ":3: product.acme.core: \"x\" is not among the product's components"),
        ("acme", with("components = [\" \"]"), ":5: product.acme.components: must not be empty"),
        ("acme", with("title_words = [\"Acme\"]"), ":5: product.acme.title_words: words in lower case"),
        ("acme", with("title_words = [\"\"]"), ":5: product.acme.title_words: words in lower case"),
        ("acme", with("former_ids = [\"A B\"]"), ":5: product.acme.former_ids: small letters, digits and hyphens"),
        (
            "acme",
            with("depends_on = [{ id = \"acme\", evidence = \"\", confidence = \"low\" }]"),
            ":3: product.acme.depends_on: \"acme\" is not the id of another",
        ),
        (
            "acme",
            with("prompt = { link = \"https://acme.example/\", behaviour = \"prefill\" }"),
            ":5: product.acme.prompt.link: an https address with {q} once",
        ),
        (
            "acme",
            with("prompt = { link = \"https://{q}.example/\", behaviour = \"prefill\" }"),
            ":5: product.acme.prompt.link: an https address with {q} once",
        ),
        (
            "acme",
            with("prompt = { link = \"http://acme.example/?q={q}\", behaviour = \"prefill\" }"),
            ":5: product.acme.prompt.link: an https address",
        ),
        (
            "acme",
            with("prompt = { link = \"https://acme.example/?q={q}&p={q}\", behaviour = \"prefill\" }"),
            ":5: product.acme.prompt.link: an https address",
        ),
        (
            "acme",
            with("prompt = { link = \"https://acme.example/?q={q}\", behaviour = \"type\" }"),
            ":5: product.prompt.behaviour: unknown variant `type`, expected `prefill` or `submit`",
        ),
        (
            "acme",
            with("prompt = { link = \"https://acme.example/?q={q}\" }"),
            ":5: product.acme.prompt: needs link and behaviour",
        ),
        (
            "acme",
            with("local = true\nopen = \"http://10.0.0.1/\""),
            ":6: product.acme.open: http only to this computer",
        ),
        ("acme", feed("format = \"statuspage\", url = \"http://127.0.0.1/\""), ":1: feed.url: https only, unless"),
        ("acme", feed("format = \"statuspage\""), ":1: feed.url: needed"),
        ("acme", feed("url = \"https://acme.example\""), ":1: feed.format: needed"),
        ("acme", feed("format = \"smoke\", url = \"https://acme.example\""), ":1: feed.format: one of apple, aws-"),
        ("acme", "[[product]]\nid = \"acme\"\nname = \"Acme\"\n".into(), ": name: needed"),
        ("acme", "name = \"Acme\"\n".into(), ": product: a provider needs at least one"),
        ("acme", "name = \"Acme\"\n[[product]]\nname = \"Acme\"\n".into(), ":2: product.id: every product needs an id"),
        ("acme", "name = \"Acme\"\n[[product]]\nid = \"acme\"\n".into(), ":3: product.acme.name: needed"),
        ("acme", format!("id = \"other\"\n{new}"), ":1: id: must be the file's own name, \"acme\""),
        ("acme", with("[[product]]\nid = \"acme\""), ":6: product.id: \"acme\" stands twice in this file"),
        (
            "acme",
            with("[[product]]\nid = \"claude\"\nname = \"C\""),
            ":6: product.id: \"claude\" belongs to \"claude\" of",
        ),
        (
            "acme",
            format!(
                "feed = {{ format = \"statuspage\", url = \"https://a.example\" }}\n{new}{}",
                "[[product]]\nid = \"b\"\nname = \"B\"\n"
            ),
            ":4: product.acme.components: needed where several products share one feed",
        ),
        ("acme", "name = \"Acme\n".into(), ":1: invalid basic string, expected"),
        ("Acme Inc", new.into(), ": id: the file's name without .toml is the id"),
        ("openai", "feed = { format = \"statuspage\", url = 5 }\n".into(), ":1: feed.url: invalid type: integer `5`"),
        ("openai", "name = \"\"\n".into(), ":1: name: must not be empty"),
        ("openai", "feed = 5\n".into(), ":1: feed: invalid type: integer `5`, expected a table"),
    ];
    for (name, text, expected) in table {
        let (catalogue, problems) = Catalogue::with_overlays(&[overlay(name, &text)]);
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        let expected = format!("/conf/catalogue/{name}.toml{expected}");
        assert!(first.starts_with(&expected), "{text}\nexpected {expected}\ngot      {first}");
        assert_eq!(catalogue, Catalogue::shipped(), "a faulty file is left out as a whole");
    }
}

#[test]
fn a_faulty_overlay_leaves_the_others_in_force() {
    let good = overlay("anthropic", "name = \"A\"\n");
    let (catalogue, problems) = Catalogue::with_overlays(&[overlay("openai", "nmae = 1\n"), good]);
    assert_eq!(problems.len(), 1);
    assert_eq!(catalogue.provider("anthropic").unwrap().name, "A");
    assert_eq!(catalogue.provider("openai").unwrap().name, "OpenAI");
}

#[test]
fn a_feed_that_stops_being_internal_needs_https() {
    let first = overlay("openai", "feed = { url = \"http://127.0.0.1:1/\", internal = true }\n");
    let second = overlay("openai", "feed = { internal = false }\n");
    let (catalogue, problems) = Catalogue::with_overlays(&[first, second]);
    assert_eq!(problems.len(), 1);
    assert!(catalogue.provider("openai").unwrap().feed.as_ref().unwrap().internal);
}

#[test]
fn picked_components_replace_the_shipped_ones() {
    let mut catalogue = Catalogue::shipped();
    let before = catalogue.product("chatgpt").unwrap().clone();
    catalogue.pick_components("chatgpt", vec![before.core[0].clone(), "X".into()]);
    let after = catalogue.product("chatgpt").unwrap();
    assert_eq!(after.components, [before.core[0].clone(), "X".into()]);
    assert_eq!(after.core, [before.core[0].clone()]);
    let unchanged = catalogue.clone();
    catalogue.pick_components("nothing", vec!["X".into()]);
    assert_eq!(catalogue, unchanged);
}

#[test]
fn products_stand_in_the_order_that_their_files_say() {
    let new = "name = \"Acme\"\n\
               [[product]]\nid = \"b-late\"\nname = \"B\"\norder = 9000000\n\
               [[product]]\nid = \"a-none\"\nname = \"A\"\n\
               [[product]]\nid = \"z-first\"\nname = \"Z\"\norder = 0\n\
               [[product]]\nid = \"a-late\"\nname = \"A\"\norder = 9000000\ncategory = \"work-tools\"\n";
    let catalogue = overlaid("acme", new);
    let ids: Vec<&str> = catalogue.in_order().iter().map(|product| product.id.as_str()).collect();
    assert_eq!(ids[0], "z-first");
    let place = |id: &str| ids.iter().position(|known| *known == id).unwrap();
    assert!(place("a-late") < place("b-late") && place("b-late") < place("a-none"));
    assert_eq!(ids.len(), catalogue.products().count());
    assert_eq!(catalogue.product("a-late").unwrap().category, Some(Category::WorkTools));
    assert_eq!(catalogue.product("a-none").unwrap().category, None);
    assert_eq!(catalogue.provider("acme").unwrap().products[1].id, "a-none", "the file's own order stays");
}
