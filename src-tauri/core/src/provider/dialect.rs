//! How a tool on this computer answers when it is asked for its models, and what in the answer is its own: another
//! program on its port is not taken for it. Pure; asking is the engine's.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::feed::text::title;

/// Most models of one tool that are kept.
const MODELS: usize = 20;

/// Whom the models of a list belong to, as the three dialects say it that share `/v1/models`.
const OWNERS: [(Dialect, &str); 3] =
    [(Dialect::LlamaCpp, "llamacpp"), (Dialect::LmStudio, "organization_owner"), (Dialect::Gpt4all, "humanity")];

/// How a tool on this computer answers. Sources: the documents of each, and the servers' own code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// `/api/tags`: models with digest and details, and no `data` beside them, which llama.cpp's imitation has. While it
    /// has no models, `/api/version` says that it is there.
    Ollama,
    /// `/api/v0/models`: models with a state and a publisher; or `/v1/models` with its own owner.
    LmStudio,
    /// `/v1/models` with its own owner, else `/props` with its slots.
    LlamaCpp,
    /// `/v1/models` with its own owner.
    Gpt4all,
    /// `/v1/models` as all have it, with none of the owners above.
    Openai,
}

/// What an answer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// It is the tool, with models of these names: plain and bounded.
    Models(Vec<String>),
    /// It does not say. The next path may.
    Nothing,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 5] = [Self::Ollama, Self::LmStudio, Self::LlamaCpp, Self::Gpt4all, Self::Openai];

    /// Where to ask, one after the other until one tells.
    #[must_use]
    pub const fn paths(self) -> &'static [&'static str] {
        match self {
            Self::Ollama => &["/api/tags", "/api/version"],
            Self::LmStudio => &["/api/v0/models", "/v1/models"],
            Self::LlamaCpp => &["/v1/models", "/props"],
            Self::Gpt4all | Self::Openai => &["/v1/models"],
        }
    }

    /// What the answer from one of [`Self::paths`] says.
    #[must_use]
    pub fn read(self, path: &str, body: &[u8]) -> Told {
        let Ok(Value::Object(answer)) = serde_json::from_slice(body) else { return Told::Nothing };
        let models = match (self, path) {
            (Self::Ollama, "/api/tags") => tags(&answer),
            (Self::Ollama, _) => is_version(&answer).then(Vec::new),
            (Self::LmStudio, "/api/v0/models") => listed(&answer, |model| has(model, &["state", "publisher"])),
            (Self::LlamaCpp, "/props") => props(&answer),
            (Self::LmStudio | Self::LlamaCpp | Self::Gpt4all, _) => {
                listed(&answer, |model| OWNERS.contains(&(self, owner(model)))).filter(|models| !models.is_empty())
            }
            (Self::Openai, _) => listed(&answer, |model| OWNERS.iter().all(|(_, other)| *other != owner(model))),
        };
        models.map_or(Told::Nothing, Told::Models)
    }
}

fn tags(answer: &Map<String, Value>) -> Option<Vec<String>> {
    let models = answer.get("models")?.as_array()?;
    let own =
        |model: &Value| model.as_object().is_some_and(|model| has(model, &["digest"]) || has(model, &["details"]));
    // An empty list could be anybody's.
    if answer.contains_key("data") || models.is_empty() || !models.iter().all(own) {
        return None;
    }
    names(models, "name")
}

fn is_version(answer: &Map<String, Value>) -> bool {
    answer.len() == 1 && answer.get("version").is_some_and(Value::is_string)
}

fn props(answer: &Map<String, Value>) -> Option<Vec<String>> {
    (has(answer, &["default_generation_settings"]) && answer.get("total_slots").is_some_and(Value::is_u64)).then(|| {
        let path = answer.get("model_path").and_then(Value::as_str).unwrap_or_default();
        // A file on this computer: its name is enough.
        let name = title(path.rsplit(['/', '\\']).next().unwrap_or_default());
        if name.is_empty() { Vec::new() } else { vec![name] }
    })
}

/// `{"object": "list", "data": [..]}`, where every one is a model and `is_own`.
fn listed(answer: &Map<String, Value>, is_own: impl Fn(&Map<String, Value>) -> bool) -> Option<Vec<String>> {
    let models = answer.get("data")?.as_array()?;
    let model = |value: &Value| {
        value.as_object().is_some_and(|model| model.get("object").is_some_and(|kind| kind == "model") && is_own(model))
    };
    let is_list = answer.get("object").is_some_and(|kind| kind == "list");
    if is_list && models.iter().all(model) { names(models, "id") } else { None }
}

fn names(models: &[Value], key: &str) -> Option<Vec<String>> {
    let name = |model: &Value| model.get(key).and_then(Value::as_str).map(title).filter(|name| !name.is_empty());
    models.iter().take(MODELS).map(name).collect()
}

fn owner(model: &Map<String, Value>) -> &str {
    model.get("owned_by").and_then(Value::as_str).unwrap_or_default()
}

fn has(object: &Map<String, Value>, keys: &[&str]) -> bool {
    keys.iter().all(|key| object.contains_key(*key))
}

#[cfg(test)]
mod tests;
