//! Planned work, as the formats tell of it that have a word for how far it has come and a field for each of its hours.

use super::draft::Draft;
use super::json::{self, Object};
use crate::observation::Maintenance;

/// How far planned work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    Ahead,
    UnderWay,
    /// Over or called off: left out.
    Over,
}

/// The fields in which a format tells of it; its progress stands in `status`.
pub(super) struct Fields {
    pub(super) title: &'static str,
    pub(super) starts: &'static str,
    pub(super) ends: &'static str,
    /// The words of `status`, in small letters. An unknown one leaves an oddity, and the work ahead.
    pub(super) progress: fn(&str) -> Option<Progress>,
}

impl Draft {
    /// Reads one piece of planned work. One without an id is left out: work is no trouble.
    pub(super) fn planned(&mut self, entry: &Object<'_>, id: Option<String>, label: &str, fields: &Fields) {
        let written = json::string(entry, "status");
        let active = match written.map(str::to_ascii_lowercase).as_deref().and_then(fields.progress) {
            Some(Progress::Over) => return,
            Some(progress) => progress == Progress::UnderWay,
            None => {
                self.note(format!("{label}: status is {}", json::quoted(entry, "status", written)));
                false
            }
        };
        let Some(id) = id else {
            return self.note(format!("{label}: no id, left out"));
        };
        let work = Maintenance {
            id,
            title: json::title(entry, fields.title).unwrap_or_default(),
            starts_at: json::time(entry, fields.starts, label, &mut self.oddities),
            ends_at: json::time(entry, fields.ends, label, &mut self.oddities),
            active,
        };
        self.maintenance(work);
    }
}
