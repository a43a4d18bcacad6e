use super::*;

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// What stands there after `change`, when this stood there before.
fn after(before: &str, change: impl Fn(&Path, &Catalogue) -> Result<(), Unchanged>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.toml");
    std::fs::write(&file, before).unwrap();
    change(folder.path(), &Catalogue::shipped()).unwrap();
    let text = std::fs::read_to_string(file).unwrap();
    Settings::parse("settings.toml", &text).unwrap_or_else(|problem| panic!("{problem}: {text}"));
    text
}

fn planned(before: &str, order: &[&str]) -> String {
    let order: Vec<String> = order.iter().map(|id| (*id).to_owned()).collect();
    after(before, |config, catalogue| set(config, catalogue, Use::Coding, &order).map(drop))
}

#[test]
fn a_plan_is_written_changed_and_taken_away_in_its_place() {
    let own = "# mine\nwatch = [\"chatgpt\"] # one\n";
    let made = planned(own, &["claude-code", "cursor", "ollama"]);
    assert_eq!(made, format!("{own}\n[plan.coding]\norder = [\"claude-code\", \"cursor\", \"ollama\"]\n"));
    assert_eq!(planned(&made, &[]), own);
    let commented = "[plan.coding] # calm\norder = [\"cursor\"] # so far\n\n[plan.image]\norder = [\"chatgpt\"]\n";
    assert_eq!(planned(commented, &["ollama"]), commented.replace("cursor", "ollama"));
    assert_eq!(planned(commented, &[]), "\n[plan.image]\norder = [\"chatgpt\"]\n");
    let inline = "plan = { image = { order = [\"chatgpt\"] } }\n";
    assert!(
        planned(inline, &["ollama"]).contains("coding = { order = [\"ollama\"] }"),
        "{}",
        planned(inline, &["ollama"])
    );
    assert_eq!(planned("", &[]), "");
    assert!(planned("", &["bard", "gemini"]).contains("[\"gemini\"]"), "one product, by its name of today, once");
}

#[test]
fn an_account_is_a_day_in_the_products_own_table() {
    let confirmed = |before: &str, product: &str, on: Option<Date>| {
        after(before, |config, catalogue| account(config, catalogue, product, on).map(drop))
    };
    let made = confirmed("", "claude", day("2026-03-12"));
    assert_eq!(made, "[product.claude]\naccount = \"2026-03-12\"\n");
    assert_eq!(confirmed(&made, "claude", day("2026-04-01")), made.replace("03-12", "04-01"));
    assert_eq!(confirmed(&made, "claude", None), "");
    let other = "[product.claude]\nloudness = \"quiet\" # hush\naccount = \"2026-03-12\"\n";
    assert_eq!(confirmed(other, "claude", None), "[product.claude]\nloudness = \"quiet\" # hush\n");
    assert!(
        confirmed("[product.bard]\nloudness = \"quiet\"\n", "gemini", day("2026-03-12")).starts_with("[product.bard]")
    );
}

#[test]
fn what_cannot_be_written_changes_nothing_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let (config, catalogue) = (folder.path(), Catalogue::shipped());
    let file = config.join("settings.toml");
    let sentence = |refused: Unchanged| refused.sentence(&siaga_core::wording::Words::new(Default::default()));
    let order = ["cusor".to_owned()];
    assert!(sentence(set(config, &catalogue, Use::Coding, &order).unwrap_err()).contains("cursor"));
    assert!(sentence(account(config, &catalogue, "calude", None).unwrap_err()).contains("claude"));
    assert!(!file.exists());
    for text in ["plan = 3\n", "[plan\n"] {
        std::fs::write(&file, text).unwrap();
        let refused = sentence(set(config, &catalogue, Use::Coding, &["cursor".to_owned()]).unwrap_err());
        assert!(refused.contains("settings.toml:1"), "{refused}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    }
}
