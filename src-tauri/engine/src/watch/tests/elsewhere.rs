//! Where to go instead: one ranking, and the same words wherever it is shown.

use siaga_core::menu::{Kind, Picture};
use siaga_core::observation::Status;
use siaga_core::report::AlternativeRow;
use siaga_core::wire::{Command, Reply};

use super::desk::*;
use crate::cli::alternatives::row;

const DOWN: &[(&str, Status)] = &[("chat", Status::MajorOutage)];

#[tokio::test(start_paused = true)]
async fn notification_tray_window_and_command_line_name_the_same_first_alternative_in_the_same_words() {
    for (language, title, button) in
        [("en", "Quill is down", "Switch to Raven"), ("id", "Quill mengalami gangguan", "Pindah ke Raven")]
    {
        let mut desk = Desk::closed();
        desk.settings(&format!("language = \"{language}\"\nwatch = [\"quill\", \"quill-api\", \"raven\"]\n"));
        desk.start();
        desk.at(10).await;
        desk.feeds.says(QUILL, quill(DOWN));
        desk.at(14).await;
        let told = desk.want(between(10.0, 14.0), title).telling;
        assert_eq!(told.buttons[0], button);

        // What window and command line are answered.
        let asked = Command::Alternatives { product: Some("quill".into()), r#use: None, look: false };
        let Ok(Reply::Alternatives(ranked)) = desk.ask(asked).await else { panic!("alternatives are told") };
        let first = &ranked.alternatives[0];
        assert_eq!((first.product.as_str(), first.name.as_str()), ("raven", "Raven"));
        assert!(!first.text.is_empty() && !first.prompt_text.is_empty(), "{first:?}");
        let listed = row(1, first, first.name.len());
        assert_eq!(listed, format!(" 1  Raven  {} · {}", first.text, first.prompt_text));
        let as_json = serde_json::to_value(AlternativeRow::from(first.clone())).unwrap();
        assert_eq!((&as_json["product"], &as_json["name"]), (&"raven".into(), &"Raven".into()));
        assert_eq!(as_json["reasons"][0], "working");

        // The tray's menu, from the newest picture.
        let snapshot = desk.snapshot();
        let words = desk.engine.as_ref().unwrap().words.borrow().clone();
        let now = snapshot.at.to_zoned(jiff::tz::TimeZone::UTC);
        let menu = Picture::of(&snapshot, &words, &now).menu;
        let trouble = menu.iter().find_map(|item| match &item.kind {
            Kind::Submenu(items) if item.label.starts_with("Quill") => Some(items),
            _ => None,
        });
        let named = trouble.unwrap().iter().find(|item| item.label == told.buttons[0]).unwrap();
        let Kind::Command(Command::Switch { to, product, .. }) = &named.kind else { panic!("{named:?}") };
        assert_eq!((to.as_deref(), product.as_deref()), (Some("raven"), Some("quill")));

        // Nothing is named that has failed meanwhile, and nothing once all is well.
        let mut raven = calm(&["raven"]);
        raven.components[0].status = Status::MajorOutage;
        desk.feeds.says(RAVEN, raven);
        desk.at(30).await;
        let instead: Vec<_> = desk.snapshot().instead.iter().map(|one| (one.product.clone(), one.to.clone())).collect();
        assert!(instead.iter().all(|(_, to)| to != "raven" && to != "quill"), "{instead:?}");
        desk.feeds.says(QUILL, quill(&[]));
        desk.feeds.says(RAVEN, calm(&["raven"]));
        desk.at(60).await;
        assert_eq!(desk.snapshot().instead, []);
    }
}
