//! What was pushed and not taken yet. Bounded: the newest snapshot and the newest wish to be shown stand for those
//! before them, and of decisions the oldest make room.

use std::collections::VecDeque;
use std::mem::discriminant;

use siaga_core::wire::Push;

/// Decisions that wait at most.
const DECISIONS: usize = 256;

/// Pushes in the order to be taken.
#[derive(Debug, Default)]
pub(super) struct Queue(VecDeque<Push>);

impl Queue {
    pub(super) fn add(&mut self, push: Push) {
        let same = |waiting: &Push| discriminant(waiting) == discriminant(&push);
        let bound = match push {
            Push::Snapshot(_) | Push::Show(_) | Push::Bye(_) => 1,
            Push::Decision(_) => DECISIONS,
        };
        if self.0.iter().filter(|waiting| same(waiting)).count() >= bound
            && let Some(oldest) = self.0.iter().position(same)
        {
            self.0.remove(oldest);
        }
        self.0.push_back(push);
    }

    pub(super) fn take(&mut self) -> Option<Push> {
        self.0.pop_front()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use siaga_core::wire::{Bye, Show, View};

    use super::*;

    fn show(id: &str) -> Push {
        Push::Show(Show { view: View::Product { id: id.into() }, activation_token: None })
    }

    #[test]
    fn the_newest_stands_for_those_before_it() {
        let mut queue = Queue::default();
        for id in ["a", "b", "c"] {
            queue.add(show(id));
        }
        queue.add(Push::Bye(Bye::Quit));
        assert_eq!(queue.take(), Some(show("c")));
        assert_eq!(queue.take(), Some(Push::Bye(Bye::Quit)));
        assert!(queue.is_empty());
    }
}
