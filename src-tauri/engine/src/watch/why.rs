//! "Is it them or me?" for one product, as asked of the loop. Where its own address is to be asked, that is done in a
//! task of its own, at most once a minute for each product; whoever asks meanwhile gets the same answer.

use std::collections::BTreeMap;

use siaga_core::about::Purpose;
use siaga_core::why::{Explanation, Local, Probe, Probing, Question, Unasked, explain};
use siaga_core::wire::{ErrorCode, Reply, WireError};
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::{Event, Watch};
use crate::probe::{self, STANDS};

type Answer = oneshot::Sender<Result<Reply, WireError>>;

/// Probes under way, and the last of each product.
#[derive(Debug, Default)]
pub(super) struct Probes {
    last: BTreeMap<String, (Instant, Probe)>,
    waiting: BTreeMap<String, Vec<Answer>>,
}

/// A probe that is done.
#[derive(Debug)]
pub(super) struct Probed {
    product: String,
    outcome: Result<Probe, Unasked>,
}

impl Probes {
    /// The last probe of a product, while it stands.
    fn standing(&self, product: &str, now: Instant) -> Option<&Probe> {
        let (at, probe) = self.last.get(product)?;
        (now.duration_since(*at) < STANDS).then_some(probe)
    }

    fn remember(&mut self, product: String, probe: Probe, now: Instant) {
        self.last.retain(|_, (at, _)| now.duration_since(*at) < STANDS);
        self.last.insert(product, (now, probe));
    }
}

impl Watch {
    /// Answers at once, or when the product's own address has been asked.
    pub(super) fn why(&mut self, product: &str, wanted: Option<bool>, answer: Answer) {
        let probing = match self.known(product) {
            Ok(id) => self.probing(&id, wanted).map(|probing| (id, probing)),
            Err(error) => return reply(answer, Err(error)),
        };
        match probing {
            Ok((id, probing)) => reply(answer, self.explained(&id, &probing)),
            Err((id, target)) => self.send_probe(id, target, answer),
        }
    }

    /// What is known from here already; else where to ask.
    fn probing(&self, id: &str, wanted: Option<bool>) -> Result<Probing, (String, probe::Target)> {
        if wanted == Some(false) {
            return Ok(Probing::No);
        }
        if let Some(probe) = self.probes.standing(id, Instant::now()) {
            return Ok(Probing::Done(probe.clone()));
        }
        if !wanted.unwrap_or(self.settings.why.probe) {
            return Ok(Probing::No);
        }
        if self.drill || self.fetcher.is_none() {
            return Ok(Probing::Unasked(Unasked::Drill));
        }
        match probe::target(&self.catalogue, id) {
            Ok(target) => Err((id.to_owned(), target)),
            Err(why) => Ok(Probing::Unasked(why)),
        }
    }

    fn send_probe(&mut self, product: String, target: probe::Target, answer: Answer) {
        if let Some(waiting) = self.probes.waiting.get_mut(&product) {
            waiting.push(answer);
            return;
        }
        let Some(fetcher) = &self.fetcher else { return };
        let fetcher = fetcher.on_errand(Purpose::Probe, &product);
        self.probes.waiting.insert(product.clone(), vec![answer]);
        let (events, now) = (self.events.clone(), self.clock.now());
        self.tasks.spawn(async move {
            let outcome = probe::probe(&fetcher, &target, now).await;
            // The loop is gone only when the engine ends.
            let _ = events.send(Event::Probed(Box::new(Probed { product, outcome }))).await;
        });
    }

    pub(super) fn take_probed(&mut self, probed: Probed) {
        let Probed { product, outcome } = probed;
        let probing = match outcome {
            Ok(probe) => {
                self.probes.remember(product.clone(), probe.clone(), Instant::now());
                Probing::Done(probe)
            }
            Err(why) => Probing::Unasked(why),
        };
        for answer in self.probes.waiting.remove(&product).unwrap_or_default() {
            reply(answer, self.explained(&product, &probing));
        }
    }

    fn explained(&self, id: &str, probing: &Probing) -> Result<Reply, WireError> {
        let (snapshot, now) = (self.picture(), self.clock.now());
        let local = Local::of(&snapshot);
        let made: Option<Explanation> = self.catalogue.product(id).and_then(|product| {
            explain(Question { product, snapshot: &snapshot, local, probing, words: &self.words, now })
        });
        made.map(|made| Reply::Why(Box::new(made))).ok_or_else(|| {
            // The catalogue has changed while the answer was on its way.
            WireError { code: ErrorCode::UnknownProduct, message: self.catalogue.no_product(id) }
        })
    }
}

fn reply(answer: Answer, outcome: Result<Reply, WireError>) {
    // Whoever asked may have hung up.
    let _ = answer.send(outcome);
}
