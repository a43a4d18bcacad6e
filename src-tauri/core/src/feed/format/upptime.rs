//! Upptime's `history/summary.json`, as it stands in a site's repository: a list of sites with their state.
//!
//! The anchor is an entry with a `slug` and the minutes down of each day, or the share of uptime where a site is too
//! new to have any. Incidents are issues of the repository, which are not read.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::Draft;
use crate::feed::json::{self, Object, Value};
use crate::feed::{Reading, Unreadable};
use crate::observation::Status;

pub(super) const DIALECT: Dialect = Dialect { name: "upptime", label: "Upptime", read, lives_at, ..Dialect::PLAIN };

/// `https://raw.githubusercontent.com/<owner>/<repository>/<branch>/history/summary.json`.
fn lives_at(url: &Url) -> bool {
    url.host_str() == Some("raw.githubusercontent.com") && url.path().ends_with("/history/summary.json")
}

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let entries = document.list()?;
    if !entries.iter().filter_map(Value::as_object).any(is_site) {
        return Err(Unreadable::OtherShape { what: "no entry with a slug and its minutes down".into() });
    }
    let mut draft = Draft::default();
    draft.observation.complete = true;
    for entry in entries {
        let Some(fields) = entry.as_object() else {
            draft.note(format!("a site is {}", json::kind(entry)));
            draft.doubt();
            continue;
        };
        let id = json::id(fields, "slug");
        let label = json::label("site", fields, id.as_deref());
        let status = json::word(fields, "status", &label, &mut draft.oddities, status).unwrap_or(Status::Unknown);
        draft.part(id, json::string(fields, "name"), status);
    }
    Ok(draft.finish())
}

fn is_site(fields: &Object<'_>) -> bool {
    let measured = json::object(fields, "dailyMinutesDown").is_some() || json::string(fields, "uptime").is_some();
    json::id(fields, "slug").is_some() && measured
}

fn status(word: &str) -> Option<Status> {
    match word {
        "up" => Some(Status::Operational),
        "degraded" => Some(Status::Degraded),
        "down" => Some(Status::MajorOutage),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_lives_in_the_repository_of_a_site() {
        let table = [
            ("https://raw.githubusercontent.com/example/upptime/master/history/summary.json", true),
            ("https://raw.githubusercontent.com/example/upptime/main/history/summary.json?x=1", true),
            ("https://raw.githubusercontent.com/example/upptime/main/README.md", false),
            ("https://status.example.com/history/summary.json", false),
        ];
        for (url, expected) in table {
            assert_eq!(lives_at(&url.parse().unwrap()), expected, "{url}");
        }
    }
}
