use super::*;
use crate::observation::{Component, Impact};
use crate::sample::{incident, source, with};
use crate::snapshot::SourceKind;

/// Good for four things; three parts serve one of them each, one is its core.
const MAKER: &str = r#"
name = "Maker"
feed = { format = "statuspage", url = "https://status.maker.example/api/v2/summary.json" }

[[product]]
id = "pen"
name = "Pen"
uses = ["writing", "image", "voice", "data-analysis"]
components = ["p-talk", "p-image", "p-voice", "p-other"]
core = ["p-talk"]
serves = { image = ["p-image"], voice = ["p-voice"] }
title_words = ["pen"]

[[product]]
id = "page"
name = "Page"
uses = ["image", "voice"]
components = ["q-image", "q-voice"]
serves = { image = ["q-image"], voice = ["q-voice"] }
title_words = ["page"]
"#;

fn what(product: &str, parts: &[(&str, Status)], incidents: Vec<Incident>) -> Failed {
    let catalogue = with(&[("maker", MAKER)]);
    let product = catalogue.product(product).unwrap();
    let status = parts.iter().map(|(_, status)| *status);
    let status = status.chain(incidents.iter().map(|i| i.impact.status())).fold(Status::Operational, Status::worst);
    let view = ProductView {
        id: product.id.clone(),
        status,
        last_known: status,
        incidents: incidents.iter().map(|incident| incident.id.clone()).collect(),
        components: parts
            .iter()
            .map(|(id, status)| Component { id: (*id).into(), name: format!("Part {id}"), status: *status })
            .collect(),
        ..crate::sample::view(product)
    };
    let provider = ProviderView {
        id: "maker".into(),
        name: "Maker".into(),
        status_page: None,
        host: None,
        source: source(SourceKind::Readable),
        incidents,
        maintenances: vec![],
        own: false,
    };
    failed(product, &view, Some(&provider))
}

fn only(uses: &[Use]) -> Failed {
    Failed::Only(uses.iter().copied().collect())
}

#[test]
fn a_part_that_serves_one_use_concerns_that_use_and_any_other_part_everything() {
    use Status::{Degraded, MajorOutage, Operational};
    type Row<'a> = (&'a str, &'a [(&'a str, Status)], Failed);
    let table: [Row<'_>; 7] = [
        ("all works", &[("p-talk", Operational), ("p-image", Operational)], Failed::Nothing),
        ("pictures", &[("p-talk", Operational), ("p-image", MajorOutage)], only(&[Use::Image])),
        ("pictures and voice", &[("p-voice", Degraded), ("p-image", MajorOutage)], only(&[Use::Image, Use::Voice])),
        ("its core", &[("p-talk", Degraded)], Failed::All),
        ("its core and pictures", &[("p-talk", Degraded), ("p-image", MajorOutage)], Failed::All),
        ("a part for anything", &[("p-other", Degraded)], Failed::All),
        ("a part for anything and pictures", &[("p-other", Degraded), ("p-image", MajorOutage)], Failed::All),
    ];
    for (name, parts, expected) in table {
        assert_eq!(what("pen", parts, vec![]), expected, "{name}");
    }
}

#[test]
fn all_that_it_is_good_for_is_all_of_it() {
    let parts = [("q-image", Status::MajorOutage), ("q-voice", Status::MajorOutage)];
    assert_eq!(what("page", &parts, vec![]), Failed::All);
    assert_eq!(what("page", &parts[..1], vec![]), only(&[Use::Image]));
}

#[test]
fn an_incident_concerns_the_parts_it_names_else_what_its_title_names_else_everything() {
    let one = |title: &str, impact| incident("x", title, impact);
    let table = [
        ("a part", one("Trouble", Impact::Major).naming(&["p-image"]), only(&[Use::Image])),
        ("a title", one("Image generation is slow", Impact::Minor), only(&[Use::Image])),
        (
            "two in a title",
            one("Errors in voice and file uploads", Impact::Minor),
            only(&[Use::Voice, Use::DataAnalysis]),
        ),
        ("a title of something it does not do", one("Video is slow", Impact::Minor), Failed::All),
        ("a title without a use", one("Elevated errors", Impact::Major), Failed::All),
        ("no word within another", one("Imagery is slow", Impact::Minor), Failed::All),
        ("a notice", one("Image generation has a new model", Impact::None), Failed::Nothing),
    ];
    for (name, incident, expected) in table {
        assert_eq!(what("pen", &[], vec![incident]), expected, "{name}");
    }
}

#[test]
fn where_parts_are_in_trouble_an_incident_that_names_nothing_adds_nothing_unless_all_is_down() {
    let parts = [("p-image", Status::PartialOutage)];
    let vague = |impact| vec![incident("x", "Elevated errors", impact)];
    assert_eq!(what("pen", &parts, vague(Impact::Minor)), only(&[Use::Image]));
    assert_eq!(what("pen", &parts, vague(Impact::Major)), only(&[Use::Image]));
    assert_eq!(what("pen", &parts, vague(Impact::Critical)), Failed::All);
}
