use super::*;
use crate::observation::Impact;
use crate::provider::Catalogue;
use crate::sample::{catalogue, incident, page, part, provider};

const DOWN: Status = Status::MajorOutage;

/// Whose an open incident is, product by product.
fn owners(provider: &Provider, observation: &Observation, incident: &Incident) -> Vec<String> {
    let own = |product: &&Product| owns(provider, product, observation, incident);
    provider.products.iter().filter(own).map(|product| product.id.clone()).collect()
}

#[test]
fn an_open_incident_belongs_to_whom_the_rules_say() {
    let report = |title: &str| incident("i", title, Impact::Minor);
    type Row<'a> = (&'a str, &'a [(&'a str, Status)], Incident, &'a [&'a str]);
    let table: Vec<Row<'_>> = vec![
        // (a) the components that it names decide, whatever is in trouble and whatever the title says.
        ("a", &[], report("Trouble").naming(&["c-api"]), &["api"]),
        ("a: several products", &[], report("Trouble").naming(&["c-login", "c-api"]), &["chat", "api"]),
        ("a: not the part in trouble", &[("c-login", DOWN)], report("Chat").naming(&["c-api"]), &["api"]),
        ("a: a part picked by name", &[], report("Trouble").naming(&["c-code"]), &["code"]),
        ("a: a part that nobody picks", &[("c-login", DOWN)], report("Chat").naming(&["c-ads"]), &[]),
        // (a) for a feed that names none, the products whose parts are in trouble in the same read.
        ("a'", &[("c-talk", Status::Degraded)], report("Trouble"), &["chat"]),
        ("a': several", &[("c-talk", DOWN), ("c-code", DOWN)], report("Trouble"), &["chat", "code"]),
        ("a': maintenance is no trouble", &[("c-talk", Status::Maintenance)], report("Trouble"), &[]),
        ("a': unknown is no trouble", &[("c-talk", Status::Unknown)], report("Trouble"), &[]),
        ("a': before the title", &[("c-talk", DOWN)], report("Errors in Code"), &["chat"]),
        // Two incidents at once: where the title tells the products in trouble apart, it is believed.
        ("a' narrowed", &[("c-talk", DOWN), ("c-api", DOWN)], report("API errors"), &["api"]),
        (
            "a' narrowed by the first update",
            &[("c-talk", DOWN), ("c-api", DOWN)],
            report("Errors").saying(&["Better.", "The API fails."]),
            &["api"],
        ),
        (
            "a' narrowed to those in trouble",
            &[("c-talk", DOWN), ("c-api", DOWN)],
            report("API and Code errors"),
            &["api"],
        ),
        // (b) words in the title or in the first update.
        ("b", &[], report("Errors in Chat"), &["chat"]),
        ("b: several", &[], report("Chat and API"), &["chat", "api"]),
        ("b: first update", &[], report("Errors").saying(&["Code is fine.", "We look into API errors."]), &["api"]),
        // (c) the provider alone.
        ("c", &[], report("Trouble with ads"), &[]),
        ("c: a part of a word", &[], report("Chatter"), &[]),
    ];
    let provider = provider();
    for (name, parts, incident, expected) in table {
        let observation = page(parts, vec![]);
        assert_eq!(owners(&provider, &observation, &incident), expected, "{name}");
    }
}

#[test]
fn a_product_without_picks_is_the_whole_page() {
    let catalogue = catalogue();
    let whole = catalogue.provider("whole").unwrap();
    let product = &whole.products[0];
    let named = incident("i", "Trouble", Impact::Minor).naming(&["c-unheard-of"]);
    assert_eq!(owners(whole, &page(&[], vec![]), &named), ["whole-chat"]);
    assert!(owns_closed(whole, product, &named));
    for (parts, expected) in [
        (vec![], Status::Operational),
        (vec![("c-code", Status::Degraded)], Status::Degraded),
        (vec![("c-code", DOWN), ("c-api", Status::Degraded)], DOWN),
    ] {
        let observation = page(&parts, vec![]);
        let judgement = judge(whole, product, &observation);
        assert_eq!(judgement.status, expected);
        assert_eq!(judgement.components.len(), 4);
    }
    // A page without parts is believed as a document, where it says anything at all.
    let bare = |indicator| Observation { indicator, ..Observation::default() };
    assert_eq!(judge(whole, product, &bare(Some(Status::Operational))).status, Status::Operational);
    assert_eq!(judge(whole, product, &bare(None)).status, Status::Unknown);
}

#[test]
fn a_history_knows_only_the_incident_itself() {
    let provider = provider();
    let owners = |incident: Incident| -> Vec<String> {
        let own = |product: &&Product| owns_closed(&provider, product, &incident);
        provider.products.iter().filter(own).map(|product| product.id.clone()).collect()
    };
    let report = |title: &str| incident("i", title, Impact::Minor);
    assert_eq!(owners(report("Errors in Code").naming(&["c-api"])), ["api"]);
    assert_eq!(owners(report("Errors in Code")), ["code"]);
    assert_eq!(owners(report("Errors")), [""; 0]);
}

#[test]
fn a_product_is_the_worst_of_its_parts_and_its_own_incidents() {
    let table = [
        (Status::Operational, None, Status::Operational),
        (Status::Maintenance, None, Status::Maintenance),
        (Status::Degraded, None, Status::Degraded),
        (Status::PartialOutage, None, Status::PartialOutage),
        (Status::MajorOutage, None, Status::MajorOutage),
        (Status::Operational, Some(Impact::None), Status::Operational),
        (Status::Operational, Some(Impact::Unknown), Status::Degraded),
        (Status::Operational, Some(Impact::Minor), Status::Degraded),
        (Status::Operational, Some(Impact::Major), Status::PartialOutage),
        (Status::Operational, Some(Impact::Critical), Status::MajorOutage),
        (Status::PartialOutage, Some(Impact::Minor), Status::PartialOutage),
        (Status::Degraded, Some(Impact::Critical), Status::MajorOutage),
        (Status::Degraded, Some(Impact::None), Status::Degraded),
        (Status::Maintenance, Some(Impact::Minor), Status::Degraded),
    ];
    let provider = provider();
    let chat = &provider.products[0];
    for (parts, impact, expected) in table {
        let incidents = impact.map(|impact| incident("i", "Trouble", impact).naming(&["c-talk"]));
        let observation = page(&[("c-talk", parts)], incidents.into_iter().collect());
        assert_eq!(judge(&provider, chat, &observation).status, expected, "{parts:?} {impact:?}");
    }
}

#[test]
fn a_notice_is_shown_and_weighs_nothing() {
    let provider = provider();
    let observation = page(&[], vec![incident("i", "Chat moves", Impact::None)]);
    let judgement = judge(&provider, &provider.products[0], &observation);
    assert_eq!(judgement.status, Status::Operational);
    assert_eq!(judgement.incidents.len(), 1);
    assert!(!judgement.parts_in_trouble);
}

#[test]
fn closed_incidents_and_other_products_parts_say_nothing() {
    let provider = provider();
    let mut closed = incident("i", "Chat", Impact::Critical);
    closed.open = false;
    let observation = page(&[("c-api", DOWN)], vec![closed, incident("j", "API", Impact::Critical)]);
    let judgement = judge(&provider, &provider.products[0], &observation);
    assert_eq!((judgement.status, judgement.incidents.len()), (Status::Operational, 0));
}

#[test]
fn incidents_stand_by_weight_and_then_the_newest_first() {
    let provider = provider();
    let report = |id: &str, impact, minute| incident(id, "Chat", impact).started(crate::sample::at(minute));
    let incidents = vec![
        report("old", Impact::Minor, 0),
        report("notice", Impact::None, 9),
        report("new", Impact::Minor, 5),
        report("heavy", Impact::Major, 1),
    ];
    let observation = page(&[], incidents);
    let judgement = judge(&provider, &provider.products[0], &observation);
    let ids: Vec<&str> = judgement.incidents.iter().map(|incident| incident.id.as_str()).collect();
    assert_eq!(ids, ["heavy", "new", "old", "notice"]);
}

#[test]
fn only_a_core_part_in_trouble_is_a_core_hit() {
    let provider = provider();
    for (part, status, expected) in [
        ("c-login", Status::Degraded, true),
        ("c-login", Status::Maintenance, false),
        ("c-login", Status::Unknown, false),
        ("c-talk", Status::MajorOutage, false),
    ] {
        let observation = page(&[(part, status)], vec![]);
        let judgement = judge(&provider, &provider.products[0], &observation);
        assert_eq!(judgement.core_hit, expected, "{part} {status:?}");
    }
}

#[test]
fn the_core_works_where_all_of_it_that_is_listed_is_operational() {
    let mut provider = provider();
    let mut missing = page(&[], vec![]);
    missing.components.retain(|part| part.id != "c-login");
    let one = ["c-login"].as_slice();
    let two = ["c-login", "c-talk"].as_slice();
    for (name, core, observation, expected) in [
        ("it does", one, page(&[], vec![]), true),
        ("work beside it", one, page(&[("c-talk", Status::Maintenance)], vec![]), true),
        ("work on it", one, page(&[("c-login", Status::Maintenance)], vec![]), false),
        ("work on half of it", two, page(&[("c-login", Status::Maintenance)], vec![]), false),
        ("trouble", one, page(&[("c-login", Status::Degraded)], vec![]), false),
        ("not understood", one, page(&[("c-login", Status::Unknown)], vec![]), false),
        ("half of it is listed", two, missing.clone(), true),
        ("none of it is listed", one, missing, false),
        ("the product has none", &[], page(&[], vec![]), false),
    ] {
        provider.products[0].core = core.iter().map(|&id| id.into()).collect();
        assert_eq!(judge(&provider, &provider.products[0], &observation).core_works, expected, "{name}");
    }
}

#[test]
fn a_list_that_is_cut_short_is_no_evidence_of_calm() {
    let catalogue = catalogue();
    let (example, whole) = (catalogue.provider("example").unwrap(), catalogue.provider("whole").unwrap());
    let login = |status| part("c-login", "Login", status);
    let talk = |status| part("c-talk", "Talk", status);
    let cut = |components| Observation { components, complete: false, ..Observation::default() };
    let calm = Status::Operational;
    let table = [
        ("all of its parts are there", example, cut(vec![login(calm), talk(calm)]), calm),
        ("one is missing", example, cut(vec![login(calm)]), Status::Unknown),
        ("one is missing, the other in trouble", example, cut(vec![login(DOWN)]), DOWN),
        ("none is there", example, cut(vec![part("c-ads", "Ads", calm)]), Status::Unknown),
        ("the whole page is wanted", whole, cut(vec![login(calm)]), Status::Unknown),
        ("the whole page is wanted and in trouble", whole, cut(vec![login(DOWN)]), DOWN),
        ("nothing is listed", example, cut(vec![]), Status::Unknown),
    ];
    for (name, provider, observation, expected) in table {
        assert_eq!(judge(provider, &provider.products[0], &observation).status, expected, "{name}");
        let complete = Observation { complete: true, ..observation };
        let listed = !complete.components.is_empty() && complete.components[0].id == "c-login";
        if listed && !expected.is_trouble() {
            assert_eq!(judge(provider, &provider.products[0], &complete).status, calm, "{name}, not cut");
        }
    }
}

#[test]
fn an_own_incident_speaks_where_the_parts_are_missing() {
    let provider = provider();
    let observation = Observation { incidents: vec![incident("i", "Chat", Impact::Major)], ..Observation::default() };
    assert_eq!(judge(&provider, &provider.products[0], &observation).status, Status::PartialOutage);
    let notice = Observation { incidents: vec![incident("i", "Chat", Impact::None)], ..Observation::default() };
    assert_eq!(judge(&provider, &provider.products[0], &notice).status, Status::Unknown);
}

#[test]
fn no_shipped_product_is_working_by_an_empty_page() {
    let empty = Observation { complete: true, ..Observation::default() };
    for provider in Catalogue::shipped().providers() {
        for product in &provider.products {
            let judgement = judge(provider, product, &empty);
            assert_eq!(judgement.status, Status::Unknown, "{}", product.id);
        }
    }
}
