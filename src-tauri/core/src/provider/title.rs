//! Rule (b): which products an incident's own words name, for incidents that name no component.
//! Rules (a) and (c) need the read and belong to the state.

use std::ops::Range;

use super::{Product, Provider};

/// The products whose [`Product::title_words`] stand in an incident's title or first update as whole words, in any
/// case. Empty where none does: the incident then belongs to the provider alone.
///
/// A longer match covers what stands within it: in "Codex API errors" a product that claims "codex api" leaves nothing
/// to one that claims "api". A dot inside a word belongs to it: "status.example.com" does not name "example".
#[must_use]
pub fn products_named<'a>(provider: &'a Provider, title: &str, first_update: &str) -> Vec<&'a Product> {
    let mut named = vec![false; provider.products.len()];
    for text in [title, first_update].map(folded) {
        let mut matches: Vec<(usize, Range<usize>)> = Vec::new();
        for (index, product) in provider.products.iter().enumerate() {
            for word in &product.title_words {
                matches.extend(places(&text, word).map(|place| (index, place)));
            }
        }
        for (index, place) in &matches {
            named[*index] |= !matches.iter().any(|(_, other)| covers(other, place));
        }
    }
    provider.products.iter().zip(named).filter_map(|(product, named)| named.then_some(product)).collect()
}

/// Whether a word, or several, in lower case, stand in a text as whole words, in any case.
#[must_use]
pub fn names_word(text: &str, word: &str) -> bool {
    places(&folded(text), word).next().is_some()
}

/// Lower case, single spaces.
fn folded(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a word stands whole.
fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    text.match_indices(word).filter_map(|(start, word)| {
        let end = start + word.len();
        let whole = !joins(text[..start].chars().rev()) && !joins(text[end..].chars());
        whole.then_some(start..end)
    })
}

/// Whether the text goes on with the same word, seen from its edge.
fn joins(mut beyond: impl Iterator<Item = char>) -> bool {
    let letter = |next: Option<char>| next.is_some_and(|c| c.is_alphanumeric() || c == '_');
    match beyond.next() {
        Some('.') => letter(beyond.next()),
        next => letter(next),
    }
}

fn covers(longer: &Range<usize>, place: &Range<usize>) -> bool {
    longer.len() > place.len() && longer.start <= place.start && longer.end >= place.end
}

#[cfg(test)]
mod tests {
    use super::super::Catalogue;
    use super::*;

    fn named(provider: &str, title: &str, first_update: &str) -> Vec<String> {
        let catalogue = Catalogue::shipped();
        let provider = catalogue.provider(provider).unwrap();
        products_named(provider, title, first_update).into_iter().map(|product| product.id.clone()).collect()
    }

    const IMPACTED: &str = "We have identified that users are experiencing elevated errors for the impacted services.\n\n\
                            We are working on implementing a mitigation.";
    const LISTED: &str = "We are investigating the issue for the listed services.";

    /// Thirty incidents of July and August 2026, newest first, in the provider's public wording.
    const THIRTY: [(&str, &str, &[&str]); 30] = [
        (
            "Unexpected logouts for some ChatGPT web users",
            "We’re investigating an issue causing some ChatGPT web users to be unexpectedly logged out when refreshing \
             the page.",
            &["chatgpt"],
        ),
        (
            "Elevated Codex API authentication errors",
            "Some users may encounter errors when using Codex with API authentication.\n\nWe are working on \
             implementing a mitigation.",
            &["codex"],
        ),
        (
            "Elevated Errors for Thinking mode in ChatGPT ",
            "We are investigating an issue causing some users to experience errors when using Thinking in ChatGPT.",
            &["chatgpt"],
        ),
        ("Chatgpt.com is down - all signups and logins are down as of right now", IMPACTED, &["chatgpt"]),
        (
            "Elevated errors deploying Sites",
            "We have identified an issue causing elevated errors when deploying Sites. We are working to implement a \
             mitigation.",
            &[],
        ),
        ("Elevated errors in ChatGPT conversations for Free users", LISTED, &["chatgpt"]),
        (
            "Error while creating custom RBAC roles for Enterprise users",
            "We are investigating an issue while creating custom RBAC roles for Enterprise users.",
            &[],
        ),
        ("Increase in errors on API, Codex and Work Mode", IMPACTED, &["chatgpt", "openai-api", "codex"]),
        (
            "Users unable to login to ads manager",
            "We have identified that users are are unable to login to ads manager.\n\nWe are working on implementing a \
             mitigation.",
            &[],
        ),
        ("Elevated errors affecting ChatGPT Go conversations", LISTED, &["chatgpt"]),
        ("Increased error rates", IMPACTED, &[]),
        ("Increased error rates", IMPACTED, &[]),
        ("Increased errors for some ChatGPT users", IMPACTED, &["chatgpt"]),
        (
            "Elevated errors in ChatGPT conversations with files",
            "Error rates affecting ChatGPT conversations that use files and images have improved. We have applied the \
             mitigation and are monitoring the recovery.",
            &["chatgpt"],
        ),
        ("Issues with Custom GPT actions", LISTED, &["chatgpt"]),
        (
            "Elevated errors with image generation",
            "We are investigating elevated errors affecting image generation. Some users may experience failed image \
             generation requests.",
            &["chatgpt"],
        ),
        (
            "Elevated ChatGPT conversation errors affecting Plus, Pro, Business, and Edu users",
            "We are investigating elevated errors affecting ChatGPT conversations. Some users may experience failed or \
             interrupted responses.",
            &["chatgpt"],
        ),
        ("Enterprise & Education Chat Errors", IMPACTED, &["chatgpt"]),
        ("Elevated errors affecting ChatGPT conversations", IMPACTED, &["chatgpt"]),
        ("Elevated error rates with the invalid_prompt error code", LISTED, &["openai-api"]),
        ("Elevated Image Generation Error Rate in ChatGPT", IMPACTED, &["chatgpt"]),
        ("Image generation unavailable in ChatGPT", IMPACTED, &["chatgpt"]),
        (
            "We’re seeing elevated latency, timeouts, and interrupted streaming across gpt 5.1 mini model and gpt 4.1 \
             mini",
            LISTED,
            &[],
        ),
        (
            "Elevated errors affecting ChatGPT conversations",
            "We are investigating intermittent errors that may prevent some users from loading or continuing \
             conversations in ChatGPT.",
            &["chatgpt"],
        ),
        ("Elevated error rates", IMPACTED, &[]),
        ("Elevated error rates", LISTED, &[]),
        ("Elevated Errors in Codex Review", LISTED, &["codex"]),
        ("Elevated API error rates and latency on gpt-image-2 model", IMPACTED, &["openai-api"]),
        ("Some users may experience elevated error rates in ChatGPT", IMPACTED, &["chatgpt"]),
        ("Elevated Error Rates", LISTED, &[]),
    ];

    #[test]
    fn each_of_thirty_titles_names_the_products_a_person_would_name() {
        for (title, first_update, expected) in THIRTY {
            assert_eq!(named("openai", title, first_update), expected, "{title}");
        }
    }

    /// Where the capture is at hand: it holds these thirty and no other, and its longer texts name the same products.
    #[test]
    fn the_thirty_are_those_that_were_captured() {
        let place = "incidentio-incidents/openai-history-reassembled-30-incidents.json";
        let Some(bytes) = crate::golden::captured(place) else { return };
        let (_, reading) = crate::feed::read_any(&bytes).unwrap();
        let captured = reading.observation.incidents;
        assert_eq!(captured.len(), THIRTY.len());
        for (incident, (title, first_update, expected)) in captured.iter().zip(THIRTY) {
            let text = &incident.updates.last().unwrap().text;
            assert_eq!(incident.title, title.trim());
            assert!(text.starts_with(first_update.trim_end_matches('.')), "{title}: {text}");
            assert_eq!(named("openai", &incident.title, text), expected, "{title}");
        }
    }

    #[test]
    fn other_titles_name_what_a_person_would_name() {
        let table: [(&str, &str, &[&str]); 20] = [
            ("openai", "Errors in Sora API", &["openai-api"]),
            ("openai", "Unable to Login on Sora Web", &["sora"]),
            ("openai", "Elevated errors for sign-in and account creation", &["chatgpt"]),
            ("openai", "Elevated errors for Workspace Agent", &["chatgpt"]),
            ("openai", "GPT-5.1 Codex Max Elevated Error Rate", &["codex"]),
            ("openai", "high error rate in text-embedding-3-small", &["openai-api"]),
            ("openai", "Errors with Chat Completions", &["openai-api"]),
            ("anthropic", "Elevated errors across all models", &["claude", "claude-api", "claude-code"]),
            ("anthropic", "Sonnet 4.6 and Sonnet 5 errors elevated", &["claude", "claude-api", "claude-code"]),
            ("anthropic", "Elevated errors on Claude Opus 5", &["claude", "claude-api", "claude-code"]),
            ("anthropic", "Issues reaching status.claude.com", &[]),
            ("anthropic", "Service disruption on Claude Code on the web", &["claude-code"]),
            ("anthropic", "Service disruption on Claude services", &["claude"]),
            ("anthropic", "Enterprise SSO sign-in failures", &["claude"]),
            ("anthropic", "Microsoft Office add-in availability", &[]),
            ("anthropic", "Elevated errors on the Claude API", &["claude-api"]),
            ("github", "Incident with GitHub Copilot", &["github-copilot"]),
            ("github", "Disruption with some GitHub services", &["github"]),
            ("github", "Disruption with Copilot and Actions", &["github", "github-copilot"]),
            ("github", "Some SSH connections using deploy keys are failing", &["github"]),
        ];
        for (provider, title, expected) in table {
            assert_eq!(named(provider, title, ""), expected, "{title}");
        }
    }

    #[test]
    fn a_first_update_names_products_too() {
        assert_eq!(named("openai", "Elevated errors", "Some users of  CODEX\nsee errors."), ["codex"]);
        assert_eq!(
            named("openai", "Elevated errors in ChatGPT", "The API is affected too."),
            ["chatgpt", "openai-api"]
        );
    }

    #[test]
    fn only_whole_words_count() {
        assert_eq!(named("openai", "Rapid capital chatgpts xcodex codex_x sora.example", ""), [""; 0]);
        assert_eq!(named("openai", "(Codex), ChatGPT's, API.", ""), ["chatgpt", "openai-api", "codex"]);
    }
}
