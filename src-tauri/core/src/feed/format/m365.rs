//! `api/posts` of Microsoft's status page: a list of services with a status each (`m365Consumer`), or one post that
//! speaks for a whole (`mac`, `ppac`, `azure`).
//!
//! The anchor is a list with an entry that has `ServiceDisplayName` and `Status`, or one object with `Status`, `Id` and
//! `InternalDateTime` or `AuthoredDateTime`. The posts' ids are those of the texts, so a service goes by its display
//! name. Not read: `LastUpdatedTime`, which is the clock of the request, and the RSS feeds beside it.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::Draft;
use crate::feed::json::{self, Object, Value};
use crate::feed::{Reading, Unreadable, text};
use crate::observation::{Impact, Incident, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "m365-posts",
    label: "Microsoft 365 posts",
    read,
    paths: &["/api/posts/m365Consumer"],
    lives_at,
    ..Dialect::PLAIN
};

fn lives_at(url: &Url) -> bool {
    url.host_str() == Some("status.cloud.microsoft") && url.path().starts_with("/api/posts/")
}

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let mut draft = Draft::default();
    match document {
        Document::Json(Value::Object(post)) => {
            let dated = ["InternalDateTime", "AuthoredDateTime"].into_iter().any(|key| post.get(key).is_some());
            if !dated || ["Status", "Id"].into_iter().any(|key| post.get(key).is_none()) {
                return Err(Unreadable::OtherShape { what: "no post with Id, Status and its dates".into() });
            }
            let status = state(post, "the post", &mut draft);
            draft.observation.indicator = Some(status);
            report(post, status, Vec::new(), &mut draft);
        }
        other => {
            let posts = other.list()?;
            if !json::any_with(posts, &["ServiceDisplayName", "Status"]) {
                return Err(Unreadable::OtherShape { what: "a list without posts that name a service".into() });
            }
            draft.observation.complete = true;
            for post in draft.objects(posts, "the list") {
                service(post, &mut draft);
            }
        }
    }
    Ok(draft.finish())
}

fn service(post: &Object<'_>, draft: &mut Draft) {
    let name = json::id(post, "ServiceDisplayName");
    let label = json::label("service", post, name.as_deref());
    let status = state(post, &label, draft);
    draft.part(name.clone(), name.as_deref(), status);
    report(post, status, name.into_iter().collect(), draft);
}

fn state(post: &Object<'_>, label: &str, draft: &mut Draft) -> Status {
    json::word(post, "Status", label, &mut draft.oddities, |word| match word {
        "Available" | "Operational" | "ServiceRestored" => Some(Status::Operational),
        "ServiceDegradation" => Some(Status::Degraded),
        "ServiceInterruption" => Some(Status::MajorOutage),
        "Unknown" => Some(Status::Unknown),
        _ => None,
    })
    .unwrap_or(Status::Unknown)
}

/// What a post tells of trouble. When all is well its text is the same boilerplate for weeks, and no report.
fn report(post: &Object<'_>, status: Status, components: Vec<String>, draft: &mut Draft) {
    let Some(id) = json::id(post, "Id").filter(|_| status.is_trouble()) else { return };
    let label = json::label("post", post, Some(&id));
    let named = components.first().map(|name| text::title(name)).unwrap_or_default();
    let authored = json::time(post, "AuthoredDateTime", &label, &mut draft.oddities);
    let message = json::string(post, "Message").map(text::update).filter(|message| !message.is_empty());
    draft.shared_report(
        Some(id),
        Incident {
            id: String::new(),
            title: json::title(post, "Title").unwrap_or(named),
            impact: if status == Status::MajorOutage { Impact::Critical } else { Impact::Minor },
            stage: Stage::Unknown,
            open: true,
            started_at: authored,
            updated_at: authored,
            resolved_at: None,
            components,
            updates: message.map(|text| Update { at: authored, stage: Stage::Unknown, text }).into_iter().collect(),
        },
    );
}
