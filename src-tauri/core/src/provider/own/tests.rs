use super::*;
use crate::feed::Format;
use crate::observation::Status;
use crate::provider::OverlayFile;
use crate::wording::Language;

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

fn new<'a>(feed: &str, name: Option<&'a str>) -> NewProvider<'a> {
    let internal = feed.starts_with("http:");
    NewProvider {
        feed: Feed { format: Format::Statuspage, url: url(feed), internal },
        name,
        page: None,
        components: &[],
        id: None,
    }
}

fn id_of(feed: &str, name: Option<&str>) -> String {
    new(feed, name).file(&Catalogue::default(), |_| false).unwrap().id
}

/// The catalogue with this file in it, in which nothing is wrong.
fn read_back(file: &OwnFile) -> Catalogue {
    let overlay = OverlayFile { name: format!("{}.toml", file.id), text: file.text.clone() };
    let (catalogue, problems) = Catalogue::with_overlays(&[overlay]);
    assert_eq!(problems, [], "{}", file.text);
    catalogue
}

#[test]
fn an_id_says_whose_the_page_is() {
    for (feed, name, id) in [
        ("https://status.example.com/api/v2/summary.json", None, "example"),
        ("https://status.example.com/api/v2/summary.json", Some("Something Else"), "example"),
        ("https://www.example.com/feed", None, "example"),
        ("https://example.com/feed", None, "example"),
        ("https://status.example.co.uk/", None, "example"),
        ("https://example.co/", None, "example"),
        ("https://acme.github.io/index.json", None, "acme"),
        ("https://status.eu-west.example.com/", None, "example"),
        ("https://status.io/", None, "status-io"),
        ("https://status.io/", Some("Äcme & Söns, Ltd."), "cme-s-ns-ltd"),
        ("http://127.0.0.1:3001/x", Some("Rack 4"), "rack-4"),
        ("http://127.0.0.1:3001/x", None, "127-0-0-1"),
        ("http://[::1]:3001/x", None, "1"),
        ("http://kuma:3001/x", None, "kuma"),
        ("https://status.пример.example/", None, "xn-e1afmkfd"),
    ] {
        assert_eq!(id_of(feed, name), id, "{feed} {name:?}");
    }
    let long = format!("https://{}.example.com/", "a".repeat(60));
    assert!(id_of(&long, None).len() <= LONGEST_ID);
}

#[test]
fn an_id_that_is_taken_is_never_used() {
    let shipped = Catalogue::shipped();
    let taken = |feed: &str| new(feed, None).file(&shipped, |id| id == "own-2").unwrap().id;
    assert_eq!(taken("https://status.openai.example/"), "openai-2", "a provider has it");
    assert_eq!(taken("https://chatgpt.example/"), "chatgpt-2", "a product has it");
    assert_eq!(taken("https://own.example/"), "own");
    let wished =
        |id| NewProvider { id: Some(id), ..new("https://own.example/", None) }.file(&shipped, |id| id == "own-2");
    assert_eq!(wished("chatgpt"), Err(NotAdded::Taken("chatgpt".into())));
    assert_eq!(wished("own-2"), Err(NotAdded::Taken("own-2".into())), "a file has it that cannot be read");
    assert_eq!(wished("own-3").unwrap().id, "own-3");
    for bad in ["Own", "", "a b", "../x", "a_b", &"a".repeat(41)] {
        assert!(matches!(wished(bad), Err(NotAdded::NotAnId(_))), "{bad}");
    }
}

#[test]
fn the_file_reads_back_as_a_provider_with_one_product_of_its_name() {
    let page = url("https://status.example.com/");
    let file =
        NewProvider { page: Some(&page), ..new("https://status.example.com/api/v2/summary.json", Some("Example")) }
            .file(&Catalogue::shipped(), |_| false)
            .unwrap();
    let catalogue = read_back(&file);
    let provider = catalogue.provider("example").unwrap();
    assert!(provider.own && !catalogue.provider("openai").unwrap().own);
    assert_eq!((provider.name.as_str(), provider.status_page.as_ref()), ("Example", Some(&page)));
    let feed = Feed {
        format: Format::Statuspage,
        url: url("https://status.example.com/api/v2/summary.json"),
        internal: false,
    };
    assert_eq!(provider.feed, Some(feed));
    let [product] = provider.products.as_slice() else { panic!("{:?}", provider.products) };
    assert_eq!((product.id.as_str(), product.name.as_str()), ("example", "Example"));
    assert!(product.components.is_empty(), "the whole page counts");
    assert!(file.text.starts_with('#') && !file.text.contains("internal"), "{}", file.text);
}

#[test]
fn an_internal_feed_says_so_and_another_is_never_plain_http() {
    let plain = "http://10.0.0.7:3001/api/status-page/rack";
    let file = new(plain, None).file(&Catalogue::default(), |_| false).unwrap();
    let feed = read_back(&file).provider(&file.id).unwrap().feed.clone().unwrap();
    assert!(feed.internal && feed.url == url(plain));
    let mut refused = new(plain, None);
    refused.feed.internal = false;
    let host = "10.0.0.7:3001".to_owned();
    assert_eq!(refused.file(&Catalogue::default(), |_| false), Err(NotAdded::Private { host }));
}

#[test]
fn what_a_page_calls_itself_and_its_parts_stays_text() {
    let names = [
        "Evil\"\ninternal = true\n[[product]]\nid = \"x",
        "'''\"\"\" \\u0000 \\",
        "# a comment",
        "a\u{202e}b\u{0}c\rd",
        "<b>Bold</b> & co",
        "\u{7f}\u{85}\u{2028}",
    ];
    for name in names {
        let parts = [
            Component { id: name.into(), name: name.into(), status: Status::Operational },
            Component { id: "]".into(), name: "\n[feed]\nurl = 1".into(), status: Status::Operational },
        ];
        let file = NewProvider { components: &parts, ..new("https://status.example.com/x", Some(name)) }
            .file(&Catalogue::default(), |_| false)
            .unwrap();
        let catalogue = read_back(&file);
        let provider = catalogue.provider("example").unwrap();
        assert_eq!(provider.name, file.name);
        assert!(!provider.name.is_empty() && !provider.name.contains(char::is_control), "{:?}", provider.name);
        assert!(!provider.feed.as_ref().unwrap().internal);
        assert_eq!(provider.products.len(), 1);
    }
}

#[test]
fn the_parts_of_the_page_can_be_chosen_by_taking_marks_away() {
    let parts: Vec<Component> = (0..50)
        .map(|n| Component { id: format!("part-{n}"), name: format!("Part {n}"), status: Status::Operational })
        .collect();
    let mut file = NewProvider { components: &parts, ..new("https://status.example.com/x", None) }
        .file(&Catalogue::default(), |_| false)
        .unwrap();
    assert!(file.text.contains("and 10 more"), "{}", file.text);
    let chosen = file.text.find("# components").unwrap();
    let (before, after) = file.text.split_at(chosen);
    file.text = format!("{before}{}", after.lines().map(|line| format!("{}\n", &line[1..])).collect::<String>());
    let catalogue = read_back(&file);
    let components = &catalogue.product("example").unwrap().components;
    assert_eq!((components.len(), components[0].as_str()), (PARTS_NAMED, "part-0"));
}

#[test]
fn a_feed_that_the_catalogue_has_is_not_added_again() {
    let shipped = Catalogue::shipped();
    let openai = shipped.provider("openai").unwrap();
    let feed = openai.feed.as_ref().unwrap().url.to_string();
    let there = NotAdded::There { id: "openai".into(), name: openai.name.clone() };
    assert_eq!(new(&feed, None).file(&shipped, |_| false), Err(there.clone()));
    let page = openai.status_page.as_ref().unwrap().as_str();
    for address in [page.trim_end_matches('/').to_owned(), format!("{}/#now", page.trim_end_matches('/'))] {
        assert_eq!(must_be_new(&shipped, &url(&address)), Err(there.clone()), "its status page: {address}");
    }
    assert_eq!(must_be_new(&shipped, &url("https://status.openai.com/elsewhere")), Ok(()));
}

#[test]
fn an_address_is_read_as_people_paste_it() {
    for (written, read) in [
        (" https://status.example.com/#history ", "https://status.example.com/"),
        ("status.example.com", "https://status.example.com/"),
        ("status.example.com/history?x=1", "https://status.example.com/history?x=1"),
        ("http://kuma.lan:3001/status/rack", "http://kuma.lan:3001/status/rack"),
        ("localhost:3001", "https://localhost:3001/"),
        ("HTTPS://Status.Example.COM", "https://status.example.com/"),
    ] {
        assert_eq!(address(written).map(String::from), Ok(read.to_owned()), "{written}");
    }
    for bad in ["", "  ", "two words", "ftp://example.com/", "file:///etc/passwd", "mailto:a@example.com", "https://"] {
        assert!(address(bad).is_err(), "{bad}");
    }
    assert_eq!(address("https://ann:pw@example.com/"), Err(NotAdded::SignIn));
    assert_eq!(address(&format!("https://example.com/{}", "a".repeat(LONGEST_ADDRESS))), Err(NotAdded::NotAnAddress));
}

#[test]
fn every_refusal_is_a_sentence_in_both_languages() {
    let refusals = [
        NotAdded::NotAnAddress,
        NotAdded::SignIn,
        NotAdded::Private { host: "10.0.0.7".into() },
        NotAdded::There { id: "openai".into(), name: "OpenAI".into() },
        NotAdded::NotAnId("A".into()),
        NotAdded::Taken("openai".into()),
    ];
    for language in [Language::English, Language::Indonesian] {
        for refusal in &refusals {
            let sentence = refusal.sentence(&Words::new(language));
            assert!(!sentence.contains("own-") && !sentence.contains("{$") && sentence.len() > 10, "{sentence}");
        }
    }
}
