//! What an UptimeRobot status page loads for itself, `api/getMonitorList/<key>`: its monitors, a page of them, and the
//! count of those that are down.
//!
//! The anchor is `psp` with a list of monitors that have a `statusClass`, in `data` or, on older pages, in
//! `psp.monitors`. The counts cover all pages of the list, so a failing monitor on another page takes calm back.
//! The feed of events is not read: it tells no ends.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::Draft;
use crate::feed::json::{self, List, Object, Value};
use crate::feed::{Reading, Unreadable};
use crate::observation::Status;

pub(super) const DIALECT: Dialect = Dialect {
    name: "uptimerobot",
    label: "UptimeRobot",
    read,
    // On a page's own host the key is not looked at, as clients of such pages have it.
    paths: &["/api/getMonitorList/x"],
    lives_at,
    ..Dialect::PLAIN
};

/// `https://stats.uptimerobot.com/api/getMonitorList/<key>`.
fn lives_at(url: &Url) -> bool {
    url.host_str() == Some("stats.uptimerobot.com") && url.path().starts_with("/api/getMonitorList/")
}

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    let Some(page) = json::object(root, "psp") else {
        return Err(Unreadable::OtherShape { what: "no psp".into() });
    };
    let monitors = match json::list(root, "data") {
        List::Absent => json::list(page, "monitors"),
        listed => listed,
    };
    let monitors = monitors.entries();
    if !monitors.iter().filter_map(Value::as_object).any(|fields| json::string(fields, "statusClass").is_some()) {
        return Err(Unreadable::OtherShape { what: "psp is there, but no monitor with a statusClass".into() });
    }

    let mut draft = Draft::default();
    draft.name(json::string(page, "name"));
    for monitor in monitors {
        let Some(fields) = monitor.as_object() else {
            draft.note(format!("a monitor is {}", json::kind(monitor)));
            draft.doubt();
            continue;
        };
        let id = json::id(fields, "monitorId");
        let label = json::label("monitor", fields, id.as_deref());
        let status = json::word(fields, "statusClass", &label, &mut draft.oddities, status).unwrap_or(Status::Unknown);
        draft.part(id, json::string(fields, "name"), status);
    }
    let counts = json::object(root, "statistics").and_then(|statistics| json::object(statistics, "counts"));
    let total = counts.and_then(|counts| count(counts, "total")).or_else(|| count(page, "totalMonitors"));
    draft.observation.complete = total.is_some_and(|total| total <= monitors.len());
    compare_failures(counts.and_then(|counts| count(counts, "down")), &mut draft);
    Ok(draft.finish())
}

/// Failing monitors that are counted and not listed stand on another page of the list.
fn compare_failures(counted: Option<usize>, draft: &mut Draft) {
    let parts = &draft.observation.components;
    let listed = parts.iter().filter(|part| part.status == Status::MajorOutage).count();
    match counted {
        Some(counted) if counted <= listed => {}
        Some(counted) => {
            draft.note(format!("{counted} monitors are counted as down, {listed} are listed"));
            draft.doubt();
        }
        None => {
            draft.note("no count of monitors that are down");
            draft.doubt();
        }
    }
}

fn count(fields: &Object<'_>, key: &str) -> Option<usize> {
    fields.get(key).and_then(Value::as_u64).and_then(|count| count.try_into().ok())
}

fn status(word: &str) -> Option<Status> {
    match word {
        "success" => Some(Status::Operational),
        "warning" => Some(Status::Degraded),
        "danger" => Some(Status::MajorOutage),
        // Nobody looks: that is no evidence either way.
        "paused" | "black" => Some(Status::Unknown),
        _ => None,
    }
}
