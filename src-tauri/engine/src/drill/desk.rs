//! The folders of a rehearsal: settings of its own, and a catalogue that leads every feed to this computer.

use std::io;
use std::path::Path;

use siaga_core::feed::Format;
use siaga_core::settings::{Language, Settings};
use toml_edit::{DocumentMut, InlineTable, Item, Table, Value, value};

/// Story seconds between two reads in a drill, when calm and when not: short, so that nobody waits for the schedule.
const PAUSES: [(&str, i64); 3] = [("calm", 30), ("favourite", 20), ("open", 20)];

/// Writes what a rehearsal goes by: the story's own settings, and beneath them the drill's. Language, browser, plans, the
/// window's look and the list of what is watched are the person's where the story has none.
pub(super) fn write_settings(file: &Path, person: &Settings, product: &str, story: Option<&str>) -> io::Result<()> {
    let mut document: DocumentMut = story.unwrap_or_default().parse().map_err(io::Error::other)?;
    if !document.contains_key("watch") {
        let mut watch: Vec<&str> = person.watch.iter().map(String::as_str).collect();
        if !watch.contains(&product) {
            watch.insert(0, product);
        }
        document["watch"] = value(Value::from_iter(watch));
    }
    if !document.contains_key("language") {
        document["language"] = value(match person.language {
            Language::Auto => "auto",
            Language::En => "en",
            Language::Id => "id",
        });
    }
    let poll = document.entry("poll").or_insert_with(|| Item::Table(Table::new()));
    if let Some(poll) = poll.as_table_like_mut() {
        for (key, seconds) in PAUSES.into_iter().filter(|(key, _)| !poll.contains_key(key)).collect::<Vec<_>>() {
            poll.insert(key, value(seconds));
        }
    }
    if !document.contains_key("open") && !person.open.command.is_empty() {
        document["open"]["command"] = value(Value::from_iter(person.open.command.iter().map(String::as_str)));
    }
    // A rehearsal is no first start, and the window looks as the person is used to.
    let window = document.entry("window").or_insert_with(|| Item::Table(Table::new()));
    if let Some(window) = window.as_table_like_mut() {
        let look = person.window.look();
        let keys = [
            ("welcome", Value::from(false)),
            ("theme", Value::from(look.theme.word())),
            ("text", Value::from(look.text.word())),
        ];
        for (key, own) in keys {
            if !window.contains_key(key) {
                window.insert(key, value(own));
            }
        }
    }
    if !document.contains_key("plan") {
        // Their own choices are what a notification names.
        for (task, plan) in person.plan.iter().filter(|(_, plan)| !plan.order.is_empty()) {
            document["plan"][task.word()]["order"] = value(Value::from_iter(plan.order.iter().map(String::as_str)));
        }
    }
    std::fs::write(file, document.to_string())
}

/// Leads a provider's feed to this address.
pub(super) fn write_overlay(folder: &Path, provider: &str, format: Format, feed: &str) -> io::Result<()> {
    let mut document = DocumentMut::new();
    let keys = [("format", Value::from(format.name())), ("url", Value::from(feed)), ("internal", Value::from(true))];
    document["feed"] = value(keys.into_iter().collect::<InlineTable>());
    std::fs::write(folder.join(format!("{provider}.toml")), document.to_string())
}

#[cfg(test)]
mod tests {
    use siaga_core::settings::{TextSize, Theme, WindowSettings};

    use super::*;

    #[test]
    fn a_storys_settings_stand_and_the_rest_is_the_persons_or_the_drills() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let person = "watch = [\"claude\"]\nlanguage = \"id\"\n[window]\ntheme = \"dark\"\ntext = \"large\"\n";
        let person = Settings::parse("settings.toml", person).unwrap();
        let story = "language = \"en\"\n[poll]\nopen = 45\n[quiet]\nhours = [\"22:00-07:00\"]\n";
        let read = |text: Option<&str>| {
            write_settings(file.path(), &person, "chatgpt", text).unwrap();
            let written = std::fs::read_to_string(file.path()).unwrap();
            Settings::parse("settings.toml", &written).unwrap_or_else(|problem| panic!("{problem}: {written}"))
        };
        let own = read(Some(story));
        assert_eq!((own.watch.join(" ").as_str(), own.language), ("chatgpt claude", Language::En));
        assert_eq!((own.poll.open.as_secs(), own.poll.calm.as_secs()), (45, 30));
        assert!(!own.quiet.hours.is_empty());
        assert_eq!(own.window, WindowSettings { theme: Theme::Dark, text: TextSize::Large, welcome: false });
        let light = read(Some("[window]\ntheme = \"light\"\n"));
        assert_eq!(light.window, WindowSettings { theme: Theme::Light, text: TextSize::Large, welcome: false });
        let bare = read(None);
        assert_eq!((bare.poll.open.as_secs(), bare.language), (20, Language::Id));
        let watched = read(Some("watch = [\"claude\"]\npoll = { calm = 60 }\n"));
        assert_eq!((watched.watch.join(" ").as_str(), watched.poll.calm.as_secs()), ("claude", 60));
        assert_eq!(watched.poll.open.as_secs(), 20);
    }
}
