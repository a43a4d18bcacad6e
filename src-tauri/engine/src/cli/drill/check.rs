//! What a drill told and held: printed as it comes, and compared with what the story wants at the end.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use siaga_core::decide::Decision;
use siaga_core::wording::Words;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::super::say;
use crate::clock::Clock;
use crate::drill::{Difference, Seen, Story, Want, compare};
use crate::watch::{Running, Telling};

/// What a drill told and held, each with its moment.
#[derive(Debug, Default)]
pub(super) struct Heard(Vec<(Timestamp, Seen)>);

impl Heard {
    /// How many notifications there were.
    pub(super) fn told(&self) -> usize {
        self.0.iter().filter(|(_, seen)| seen.text.is_some()).count()
    }

    /// All of it, by the time since this moment.
    pub(super) fn since(self, began: Timestamp) -> Vec<Seen> {
        let passed = |at: Timestamp| Duration::try_from(at.duration_since(began)).unwrap_or_default();
        self.0.into_iter().map(|(at, seen)| Seen { at: passed(at), ..seen }).collect()
    }
}

/// Prints every notification as it was told, until the engine ends, and keeps what was told and held.
pub(super) fn listen(engine: &Running, words: Arc<Words>, clock: Clock) -> impl Future<Output = Heard> + Send + use<> {
    let (mut tellings, mut decisions) = (engine.tellings.subscribe(), engine.decisions.subscribe());
    async move {
        let mut heard = Heard::default();
        let (mut talks, mut decides) = (true, true);
        while talks || decides {
            tokio::select! {
                telling = next(&mut tellings), if talks => match telling {
                    Some(telling) => {
                        let now = clock.now();
                        print(&telling, &words, now);
                        heard.0.push((now, told(telling)));
                    }
                    None => talks = false,
                },
                decision = next(&mut decisions), if decides => match decision {
                    Some(decision) => heard.0.extend(held(&decision).map(|seen| (decision.at, seen))),
                    None => decides = false,
                },
            }
        }
        heard
    }
}

/// The next that is sent; none once nobody sends any more. Who listens too slowly goes on with what is left.
async fn next<T: Clone>(source: &mut Receiver<T>) -> Option<T> {
    loop {
        match source.recv().await {
            Ok(value) => return Some(value),
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return None,
        }
    }
}

fn told(telling: Telling) -> Seen {
    Seen {
        at: Duration::ZERO,
        product: telling.product,
        reason: telling.reason,
        text: Some((telling.text.title, telling.text.body)),
    }
}

fn held(decision: &Decision) -> Option<Seen> {
    let (product, reason) = (Some(decision.product.clone()), Some(decision.reason));
    (!decision.told).then_some(Seen { at: Duration::ZERO, product, reason, text: None })
}

fn print(telling: &Telling, words: &Words, now: Timestamp) {
    let time = words.moment(now, now);
    say(&format!("{time}  {}", telling.text.title));
    let indent = " ".repeat(time.chars().count() + 2);
    say(&format!("{indent}{}", telling.text.body));
    let buttons: Vec<String> = telling.buttons.iter().map(|label| format!("[{label}]")).collect();
    if !buttons.is_empty() {
        say(&format!("{indent}{}", buttons.join(" ")));
    }
}

/// Says how what happened differs from what the story wants; true where it does not.
pub(super) fn report(story: &Story, seen: &[Seen], words: &Words) -> bool {
    let differences = compare(story, seen);
    for difference in &differences {
        say(&match difference {
            Difference::Unmet { line, want, instead } => {
                let place = format!("{}:{line}", story.file());
                let at = instead.map(written).unwrap_or_default();
                let key = if instead.is_some() { "drill-unmet-in-time" } else { "drill-unmet" };
                words.format(key, &[("place", place.into()), ("want", shown(want).into()), ("at", at.into())])
            }
            Difference::Unwanted(seen) => {
                let title = seen.text.as_ref().map_or("", |(title, _)| title.as_str());
                words.format("drill-unwanted", &[("title", title.into()), ("at", written(seen.at).into())])
            }
        });
    }
    if differences.is_empty() {
        say(&words.format("drill-as-wanted", &[("count", story.wants().count().into())]));
    }
    differences.is_empty()
}

/// A want as it stands in a story.
fn shown(want: &Want) -> String {
    let mut keys = vec![format!("between = [\"{}\", \"{}\"]", written(want.between.0), written(want.between.1))];
    keys.extend(want.product.as_ref().map(|product| format!("product = \"{product}\"")));
    keys.extend(want.reason.map(|reason| format!("reason = \"{reason:?}\"")));
    keys.extend(want.title.as_ref().map(|title| format!("title = \"{title}\"")));
    keys.extend(want.body.as_ref().map(|body| format!("body = \"{body}\"")));
    keys.join(", ")
}

/// As in a story: `2m 30s`.
fn written(span: Duration) -> String {
    let whole = SignedDuration::try_from(Duration::from_secs(span.as_secs())).unwrap_or_default();
    format!("{whole:#}")
}
