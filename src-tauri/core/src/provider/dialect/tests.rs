use super::*;

const OLLAMA: &str =
    r#"{"models":[{"name":"llama3.2:3b","model":"llama3.2:3b","digest":"a80c","details":{"family":"llama"}}]}"#;
const LM_STUDIO: &str = r#"{"object":"list","data":[{"id":"qwen2.5-7b","object":"model","type":"llm","publisher":"qwen",
    "state":"not-loaded"}]}"#;
const LLAMA_CPP: &str = r#"{"models":[{"name":"phi.gguf","digest":"","details":{}}],"object":"list",
    "data":[{"id":"phi.gguf","object":"model","owned_by":"llamacpp"}]}"#;
const PROPS: &str = r#"{"default_generation_settings":{},"total_slots":1,"model_path":"/home/me/models/phi.gguf"}"#;

fn owned_by(owner: &str) -> String {
    format!(r#"{{"object":"list","data":[{{"id":"some-model","object":"model","owned_by":"{owner}"}}]}}"#)
}

fn models(dialect: Dialect, path: &str, body: &str) -> Option<String> {
    match dialect.read(path, body.as_bytes()) {
        Told::Models(models) => Some(models.join(" ")),
        Told::Nothing => None,
    }
}

#[test]
fn each_tool_is_known_by_its_own_answer() {
    for (dialect, path, body, expected) in [
        (Dialect::Ollama, "/api/tags", OLLAMA, "llama3.2:3b"),
        (Dialect::Ollama, "/api/version", r#"{"version":"0.12.1"}"#, ""),
        (Dialect::LmStudio, "/api/v0/models", LM_STUDIO, "qwen2.5-7b"),
        (Dialect::LmStudio, "/api/v0/models", r#"{"object":"list","data":[]}"#, ""),
        (Dialect::LmStudio, "/v1/models", &owned_by("organization_owner"), "some-model"),
        (Dialect::LlamaCpp, "/v1/models", LLAMA_CPP, "phi.gguf"),
        (Dialect::LlamaCpp, "/props", PROPS, "phi.gguf"),
        (Dialect::Gpt4all, "/v1/models", &owned_by("humanity"), "some-model"),
        (Dialect::Openai, "/v1/models", &owned_by("janhq"), "some-model"),
        (Dialect::Openai, "/v1/models", r#"{"object":"list","data":[]}"#, ""),
    ] {
        assert_eq!(models(dialect, path, body).as_deref(), Some(expected), "{dialect:?} {path}");
    }
}

#[test]
fn no_tool_is_taken_for_another() {
    let owners = ["organization_owner", "llamacpp", "humanity", "janhq"];
    let own = [Dialect::LmStudio, Dialect::LlamaCpp, Dialect::Gpt4all, Dialect::Openai];
    for (owner, whose) in owners.into_iter().zip(own) {
        for dialect in own {
            let found = models(dialect, "/v1/models", &owned_by(owner)).is_some();
            assert_eq!(found, dialect == whose, "{owner} for {dialect:?}");
        }
    }
    // The imitation of another's list that one of them gives beside its own.
    assert_eq!(models(Dialect::Ollama, "/api/tags", LLAMA_CPP), None);
}

#[test]
fn another_program_on_the_port_is_no_tool() {
    let others = [
        "",
        "<!doctype html><title>It works</title>",
        "[]",
        "{}",
        "null",
        r#"{"models":[]}"#,
        r#"{"models":[{"name":"a shop's model"}]}"#,
        r#"{"version":"1.0","build":"7"}"#,
        r#"{"data":[]}"#,
        r#"{"object":"list","data":[{"id":"invoice-1","object":"invoice"}]}"#,
        r#"{"object":"list","data":[{"object":"model"}]}"#,
        r#"{"total_slots":8}"#,
        r#"{"error":"Unexpected endpoint or method. (GET /api/tags)"}"#,
    ];
    for body in others {
        for dialect in Dialect::ALL {
            for path in dialect.paths() {
                assert_eq!(models(dialect, path, body), None, "{dialect:?} {path}: {body}");
            }
        }
    }
}

#[test]
fn names_of_models_are_plain_bounded_and_few() {
    let many: Vec<String> = (0..50)
        .map(|at| format!(r#"{{"name":"m{at}\u202e\u001b[31m<b>{}","digest":"x"}}"#, "x".repeat(5000)))
        .collect();
    let body = format!(r#"{{"models":[{}]}}"#, many.join(","));
    let Told::Models(models) = Dialect::Ollama.read("/api/tags", body.as_bytes()) else { panic!("not read") };
    assert_eq!(models.len(), MODELS);
    for name in models {
        assert!(name.len() < 500 && !name.contains(['\u{202e}', '\u{1b}', '\n']), "{name:?}");
    }
}
