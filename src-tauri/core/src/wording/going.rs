//! What becomes of a person's prompt when they go elsewhere: the same words before the press and after it, in window
//! and command line. The prompt itself is in none of them.

use super::Words;
use crate::prompt::Carried;
use crate::provider::Product;

impl Words {
    /// What happens at this tool, in a sentence. `carried` is absent where there is no prompt.
    #[must_use]
    pub fn going(&self, product: &Product, carried: Option<&Carried>) -> String {
        let key = match carried {
            None => "going-opened",
            Some(Carried::Filled(_)) => "going-filled",
            Some(Carried::Sent(_)) => "going-sent",
            // It has a link, and the prompt does not fit into it.
            Some(Carried::Copied(_)) if product.prompt.is_some() => "going-too-long",
            Some(Carried::Copied(_)) => "going-copied",
        };
        self.format(key, &[("product", product.name.as_str().into())])
    }

    /// What happened where the clipboard would not take the prompt.
    #[must_use]
    pub fn gone_without_copy(&self, product: &Product, carried: &Carried, why: &str) -> String {
        let key = match carried {
            Carried::Filled(_) => "gone-filled",
            Carried::Sent(_) => "gone-sent",
            Carried::Copied(_) => "gone-opened",
        };
        let gone = self.format(key, &[("product", product.name.as_str().into())]);
        format!("{} {gone}", self.format("gone-not-copied", &[("why", why.into())]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompt::Prompt;
    use crate::provider::Catalogue;
    use crate::wording::Language;

    #[test]
    fn each_way_of_a_prompt_has_a_sentence_of_its_own_and_none_holds_the_prompt() {
        let catalogue = Catalogue::shipped();
        let short = Prompt::new("a secret question").unwrap();
        let long = Prompt::new(&"a secret question ".repeat(1000)).unwrap();
        let table = [
            ("claude", Some(&short), "Claude: your prompt is copied, and filled in there."),
            ("claude", Some(&long), "Claude: your prompt is too long for its link. It is copied: paste it there."),
            ("chatgpt", Some(&short), "ChatGPT: your prompt is copied, and sent there at once."),
            ("gemini", Some(&short), "Google Gemini: your prompt is copied. Paste it there."),
            ("gemini", None, "Google Gemini is opened."),
        ];
        for (id, prompt, expected) in table {
            let product = catalogue.product(id).unwrap();
            let carried = prompt.map(|prompt| prompt.carried(product, false));
            assert_eq!(Words::new(Language::English).going(product, carried.as_ref()), expected);
            let indonesian = Words::new(Language::Indonesian).going(product, carried.as_ref());
            assert!(indonesian.contains(&product.name) && !indonesian.contains("secret"), "{indonesian}");
        }
    }
}
