//! The tables of the data set: a page's history as somebody copied it from the page, made a document again.
//!
//! Columns: title, link, colour, impact, updates (JSON: stage, text, `Posted 1 year ago. Aug 22, 2023 - 15:17 PDT`), and
//! `This incident affected: A, B, and C.`.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

/// The parts that the page named then, by what stands for them now.
const PARTS: [(&str, &str); 7] = [
    ("ChatGPT", "01JMXBNJXGV1T5GT2M9XA83XNG"),
    ("API", "01JMXBRMFE6N2NNT7DG6XZQ6PW"),
    ("Labs", "labs"),
    ("Playground", "playground"),
    ("claude.ai", "rwppv331jlwc"),
    ("api.anthropic.com", "k8w3r06qmzrp"),
    ("console.anthropic.com", "0qbwn08sd68x"),
];

/// A table as the page's own JSON would have it.
pub(crate) fn document(table: &str) -> String {
    let rows = rows(table);
    let incidents: Vec<Value> = rows.iter().skip(1).map(|row| incident(row)).collect();
    json!({ "incidents": incidents }).to_string()
}

fn incident(row: &[String]) -> Value {
    let [title, link, _colour, impact, updates, parts] = row else { panic!("a row of other columns: {row:?}") };
    let updates: Vec<Value> = serde_json::from_str(updates).unwrap();
    let updates: Vec<Value> = updates.iter().map(update).collect();
    let last = updates[0]["status"].clone();
    json!({
        "id": link.rsplit('/').next().unwrap(), "name": title, "impact": impact.trim_start_matches("impact-"),
        "status": last, "incident_updates": updates, "components": named(parts),
    })
}

fn update(update: &Value) -> Value {
    let text = |key: &str| update[key].as_str().unwrap();
    // What it announced as an update stayed at the stage before.
    let stage = text("Update_Title").to_lowercase();
    let stage = if stage == "update" { Value::Null } else { Value::String(stage) };
    json!({ "status": stage, "body": text("Update_Body"), "display_at": moment(text("Update_Timestamp")).to_string() })
}

fn named(parts: &str) -> Vec<Value> {
    let list = parts.trim_start_matches("This incident affected:").trim().trim_end_matches('.');
    let names = list.split([',']).flat_map(|some| some.split(" and ")).map(|name| name.trim());
    let names = names.map(|name| name.trim_start_matches("and ")).filter(|name| !name.is_empty());
    let part = |name: &str| PARTS.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{name:?}"));
    names.map(|name| json!({ "id": part(name).1, "name": name })).collect()
}

/// `Posted 1 year ago. Aug 22, 2023 - 15:17 PDT`.
fn moment(written: &str) -> Timestamp {
    let (_, date) = written.split_once("ago. ").unwrap();
    let (civil, zone) = date.rsplit_once(' ').unwrap();
    let hours = match zone {
        "PDT" => -7,
        "PST" => -8,
        "UTC" => 0,
        other => panic!("what zone is {other}?"),
    };
    let civil = DateTime::strptime("%b %d, %Y - %H:%M", civil).unwrap();
    civil.to_zoned(TimeZone::fixed(jiff::tz::offset(hours))).unwrap().timestamp()
}

/// Rows of comma-separated values: quoted where they hold commas, quotes or line ends; a quote within is doubled.
fn rows(table: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = table.chars().filter(|character| *character != '\r').peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => field.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            other => field.push(other),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows
}

#[test]
fn a_row_of_the_data_set_is_an_incident_of_its_page() {
    let table = "Incident_Title,Incident_Link,Incident_color,Incident_Impact,Updates,Service\n\
        \"Slow, \"\"very\"\"\",https://status.example.com/incidents/abc,#333333,impact-major,\
        \"[{\"\"Update_Title\"\": \"\"Resolved\"\", \"\"Update_Body\"\": \"\"Over\"\", \"\"Update_Timestamp\"\": \
        \"\"Posted 1 year ago. Aug 22, 2023 - 15:17 PDT\"\"}]\",\"This incident affected: API, ChatGPT, and Labs.\"\n";
    let seen = siaga_core::replay::read(document(table).as_bytes()).unwrap();
    let incident = &seen.incidents[0];
    assert_eq!(
        (incident.id.as_str(), incident.title.as_str(), incident.components.len()),
        ("abc", "Slow, \"very\"", 3)
    );
    assert_eq!(incident.updates[0].at, Some("2023-08-22T22:17:00Z".parse().unwrap()));
}
