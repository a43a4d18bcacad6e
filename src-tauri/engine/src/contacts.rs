//! Whom this engine has contacted since it began: hosts, what for, how often and when last. Kept in memory, bounded, for
//! the window's page on privacy. Noted where a request is sent: by the one fetch function, by what posts, by the look for
//! tools on this computer. Not here: paths, queries and users, which are never noted; whom the settings will lead to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use siaga_core::about::Purpose;

use crate::clock::Clock;

/// Most hosts that are remembered; the one that was not contacted for longest makes room.
pub const MOST: usize = 500;

/// Most ids that are remembered for one host.
const MOST_IDS: usize = 50;

/// The list. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Contacts {
    clock: Clock,
    noted: Arc<Mutex<BTreeMap<(Purpose, String), Noted>>>,
}

/// What is known of one host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// For which provider, product or output, by id; none where a person gave the address.
    pub ids: BTreeSet<String>,
    /// When it was last contacted.
    pub last_at: Timestamp,
    /// How often.
    pub times: u32,
}

impl Default for Contacts {
    fn default() -> Self {
        Self::new(Clock::System)
    }
}

impl Contacts {
    /// An empty list that dates what it is told by this clock.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self { clock, noted: Arc::default() }
    }

    /// Notes that a host is contacted now. `host` is its name, with the port where that is not the usual one.
    pub fn note(&self, purpose: Purpose, host: &str, id: Option<&str>) {
        let now = self.clock.now();
        let mut noted = self.lock();
        let key = (purpose, host.to_owned());
        if !noted.contains_key(&key) && noted.len() >= MOST {
            let oldest = noted.iter().min_by_key(|(_, known)| known.last_at).map(|(key, _)| key.clone());
            oldest.and_then(|key| noted.remove(&key));
        }
        let known = noted.entry(key).or_insert_with(|| Noted { ids: BTreeSet::new(), last_at: now, times: 0 });
        known.last_at = now;
        known.times = known.times.saturating_add(1);
        if let Some(id) = id.filter(|_| known.ids.len() < MOST_IDS) {
            known.ids.insert(id.to_owned());
        }
    }

    /// All that is remembered, by what for and host.
    #[must_use]
    pub fn all(&self) -> BTreeMap<(Purpose, String), Noted> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<(Purpose, String), Noted>> {
        // A poisoned lock only means that another task died beside it; each change of the map is one step.
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_host_is_counted_for_each_purpose_and_dated_by_the_clock() {
        let begins: Timestamp = "2026-03-12T09:00:00Z".parse().unwrap();
        let contacts = Contacts::new(Clock::scaled(begins, 1.0));
        contacts.note(Purpose::Feed, "status.example.com", Some("example"));
        tokio::time::advance(std::time::Duration::from_secs(60)).await;
        contacts.note(Purpose::Feed, "status.example.com", Some("other"));
        contacts.note(Purpose::Search, "status.example.com", None);
        let all = contacts.all();
        assert_eq!(all.len(), 2);
        let feed = &all[&(Purpose::Feed, "status.example.com".to_owned())];
        assert_eq!((feed.times, feed.last_at.duration_since(begins).as_secs()), (2, 60));
        assert_eq!(feed.ids.iter().map(String::as_str).collect::<Vec<_>>(), ["example", "other"]);
        assert!(all[&(Purpose::Search, "status.example.com".to_owned())].ids.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn the_list_is_bounded_and_forgets_the_oldest() {
        let contacts = Contacts::new(Clock::scaled(Timestamp::UNIX_EPOCH, 1.0));
        for number in 0..=MOST {
            contacts.note(Purpose::Search, &format!("{number}.example"), Some("x"));
            tokio::time::advance(std::time::Duration::from_secs(1)).await;
        }
        for number in 0..200 {
            contacts.note(Purpose::Feed, "busy.example", Some(&number.to_string()));
        }
        let all = contacts.all();
        assert_eq!(all.len(), MOST);
        assert!(!all.contains_key(&(Purpose::Search, "0.example".to_owned())));
        assert!(all.contains_key(&(Purpose::Search, format!("{MOST}.example"))));
        let busy = &all[&(Purpose::Feed, "busy.example".to_owned())];
        assert_eq!((busy.times, busy.ids.len()), (200, MOST_IDS));
    }
}
