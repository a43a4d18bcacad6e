//! What is asked about the days gone by: bars of all that is watched, hours of the week, what fails together, a table.

use siaga_core::history::{Bars, History, IncidentSource, Together, Week};
use siaga_core::observation::{Impact, Incident, Observation, Status};
use siaga_core::provider::Catalogue;
use siaga_core::wire::{Answer, Command, ErrorCode, MAX_LINE, Outcome, Reply};

use super::desk::*;

const DOWN: &[(&str, Status)] = &[("chat", Status::MajorOutage)];

async fn bars(desk: &Desk, days: u16, after: Option<&str>) -> Vec<Bars> {
    let answer = desk.ask(Command::Bars { days, after: after.map(str::to_owned) }).await;
    let line = serde_json::to_vec(&Answer { id: u64::MAX, outcome: Outcome::Ok(answer.clone().unwrap()) }).unwrap();
    assert!(line.len() < MAX_LINE, "{}", line.len());
    let Ok(Reply::Bars(bars)) = answer else { panic!("{answer:?}") };
    bars
}

async fn week(desk: &Desk, product: &str) -> Week {
    match desk.ask(Command::Week { product: product.to_owned(), days: 2 }).await {
        Ok(Reply::Week(week)) => *week,
        other => panic!("{other:?}"),
    }
}

async fn history(desk: &Desk, product: &str) -> History {
    match desk.ask(Command::History { product: product.to_owned(), days: 2 }).await {
        Ok(Reply::History(history)) => *history,
        other => panic!("{other:?}"),
    }
}

async fn together(desk: &Desk, products: &[&str]) -> Result<Together, (ErrorCode, String)> {
    let products = products.iter().map(|&id| id.to_owned()).collect();
    match desk.ask(Command::Together { products, days: 2 }).await {
        Ok(Reply::Together(together)) => Ok(*together),
        Ok(other) => panic!("{other:?}"),
        Err(error) => Err((error.code, error.message)),
    }
}

fn ids(bars: &[Bars]) -> Vec<&str> {
    bars.iter().map(|row| row.product.as_str()).collect()
}

/// Half an hour over when it was first read, one hour before the story begins.
fn over(id: &str) -> Incident {
    Incident {
        open: false,
        started_at: Some("2026-03-12T08:00:00Z".parse().unwrap()),
        resolved_at: Some("2026-03-12T08:30:00Z".parse().unwrap()),
        ..incident(id, Impact::Major, &["chat"])
    }
}

fn with_a_past() -> Observation {
    reporting(calm(&["chat", "files", "api"]), over("past"))
}

#[tokio::test(start_paused = true)]
async fn bars_hours_and_comparison_are_of_the_same_minutes_as_the_history() {
    let desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.feeds.says(RAVEN, {
        let mut page = calm(&["raven"]);
        page.components[0].status = Status::PartialOutage;
        page
    });
    desk.at(30).await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.feeds.says(RAVEN, calm(&["raven"]));
    desk.at(50).await;

    let whole = history(&desk, "quill").await;
    let rows = bars(&desk, 2, None).await;
    assert_eq!(ids(&rows), ["quill", "quill-api", "raven"], "in the person's order");
    assert_eq!((&rows[0].days, rows[0].uptime), (&whole.days, whole.uptime));
    assert!(whole.days[1].major_s > 15 * 60, "{:?}", whole.days[1]);
    let week = week(&desk, "quill").await;
    let down: u32 = week.hours.iter().map(|hour| hour.down_s).sum();
    assert_eq!(down, whole.days[1].major_s);
    // A Thursday, after nine.
    assert_eq!(week.hours[3 * 24 + 9].down_s, down);

    let pairs = together(&desk, &["quill-api", "quill", "raven", "quill"]).await.unwrap().pairs;
    let named: Vec<(&str, &str)> = pairs.iter().map(|pair| (pair.a.as_str(), pair.b.as_str())).collect();
    assert_eq!(named, [("quill", "raven"), ("quill-api", "quill"), ("quill-api", "raven")]);
    assert!(pairs[0].both_s > 15 * 60 && pairs[0].both_s <= pairs[0].a_s, "{:?}", pairs[0]);
    assert_eq!((pairs[1].both_s, pairs[1].text.as_str()), (0, "Both come from the same provider: Quill Labs."));
    assert_eq!(pairs[0].text, "", "nothing is known that they share");

    let Ok(Reply::Text(table)) = desk.ask(Command::HistoryCsv { product: "quill".to_owned(), days: 2 }).await else {
        panic!()
    };
    assert_eq!((table.lines().count(), table.starts_with("id,incident,title,")), (2, true));
    assert!(table.contains("major_outage") && table.contains(",true,"), "{table}");
}

#[tokio::test(start_paused = true)]
async fn a_year_of_many_products_comes_in_several_answers_and_nothing_of_it_is_dropped() {
    let desk = Desk::closed();
    let shipped = Catalogue::shipped();
    let many: Vec<&str> = shipped.products().map(|product| product.id.as_str()).take(40).collect();
    // Named twice, it is there once.
    desk.settings(&format!("watch = {:?}\n", [&many[..], &many[..1]].concat()));
    let mut desk = desk;
    desk.start();
    desk.at(2).await;
    let (mut all, mut answers): (Vec<Bars>, usize) = (Vec::new(), 0);
    loop {
        let after = all.last().map(|row| row.product.clone());
        let more = bars(&desk, 365, after.as_deref()).await;
        if more.is_empty() {
            break;
        }
        all.extend(more);
        answers += 1;
    }
    assert_eq!(ids(&all), many);
    assert!(all.iter().all(|row| row.days.len() == 365));
    assert!((2..10).contains(&answers), "{answers}");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_looked_back_on_is_refused_in_a_sentence() {
    let desk = Desk::open().await;
    let refused = async |command: Command| desk.ask(command).await.unwrap_err();
    for days in [0, 401] {
        assert_eq!(refused(Command::Bars { days, after: None }).await.code, ErrorCode::BadRequest);
    }
    let unwatched = refused(Command::Bars { days: 90, after: Some("heron".to_owned()) }).await;
    assert_eq!(unwatched.message, "heron is not watched any more");
    for days in [0, 4001] {
        let product = || "quill".to_owned();
        assert_eq!(refused(Command::Week { product: product(), days }).await.code, ErrorCode::BadRequest);
        assert_eq!(refused(Command::HistoryCsv { product: product(), days }).await.code, ErrorCode::BadRequest);
        let products = vec!["quill".to_owned(), "raven".to_owned()];
        assert_eq!(refused(Command::Together { products, days }).await.code, ErrorCode::BadRequest);
    }
    let said = (ErrorCode::Failed, "Choose from 2 to 12 products to compare.".to_owned());
    assert_eq!(together(&desk, &[]).await, Err(said.clone()));
    assert_eq!(together(&desk, &["quill", "quill"]).await, Err(said.clone()));
    let shipped = Catalogue::shipped();
    let many: Vec<&str> = shipped.products().map(|product| product.id.as_str()).take(13).collect();
    assert_eq!(together(&desk, &many[..12]).await.unwrap().pairs.len(), 66);
    assert_eq!(together(&desk, &many).await, Err(said));
    assert_eq!(together(&desk, &["quill", "ravn"]).await.unwrap_err().0, ErrorCode::UnknownProduct);
}

#[tokio::test(start_paused = true)]
async fn on_the_first_start_the_providers_own_past_is_there_and_is_marked_as_theirs() {
    let mut desk = Desk::closed();
    desk.feeds.says(QUILL, with_a_past());
    desk.start();
    desk.at(10).await;
    let found = history(&desk, "quill").await;
    assert_eq!((found.incidents.len(), found.incidents[0].source), (1, IncidentSource::Theirs));
    assert_eq!((found.days[1].reported_s, found.outages.len()), (30 * 60, 0));
    assert!(found.watched_s <= 600, "{}", found.watched_s);
    assert_eq!(week(&desk, "quill").await.hours[3 * 24 + 8].reported_s, 30 * 60);
    assert_eq!(bars(&desk, 2, None).await[0].days[1].reported_s, 30 * 60);
    let api = history(&desk, "quill-api").await;
    assert_eq!((api.days[1].reported_s, api.incidents.len()), (0, 0), "it is not about everything of theirs");
}

#[tokio::test(start_paused = true)]
async fn a_product_that_is_added_later_has_its_providers_past_too() {
    let mut desk = Desk::closed();
    // Read as what could stand in, and kept for nobody.
    desk.settings("language = \"en\"\nwatch = [\"raven\"]\n");
    desk.feeds.says(QUILL, with_a_past());
    desk.start();
    desk.at(20).await;
    assert_eq!(history(&desk, "quill").await.incidents, []);
    // Its feed says the same as before.
    desk.settings("language = \"en\"\nwatch = [\"raven\", \"quill\"]\n");
    desk.at(40).await;
    let found = history(&desk, "quill").await;
    assert_eq!((found.incidents.len(), found.days[1].reported_s), (1, 30 * 60));
    assert!(found.watched_s <= 20 * 60, "{}", found.watched_s);
    // And one whose provider was followed for another product of its.
    desk.settings("language = \"en\"\nwatch = [\"quill-api\"]\n");
    desk.at(60).await;
    desk.restart().await;
    desk.settings("language = \"en\"\nwatch = [\"quill-api\", \"quill\"]\n");
    desk.at(61).await;
    assert_eq!(history(&desk, "quill").await.days[1].reported_s, 30 * 60);
}
