//! Network interfaces that come and go. It says that something changed and whether any address leads anywhere; it never
//! tries whether it does.

use std::fmt;
use std::net::IpAddr;

use netwatcher::{Update, WatchHandle};
use tokio::sync::mpsc;

use super::Hint;

/// The watch over the interfaces; it ends with the process.
pub(crate) struct Interfaces {
    // Never dropped: that waits for a thread of the library which may be asleep, and would keep an agent from ending.
    _watch: std::mem::ManuallyDrop<WatchHandle>,
}

impl fmt::Debug for Interfaces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Interfaces")
    }
}

/// Says how the network is now and at each change; none where the system does not tell.
pub(super) fn watch(say: mpsc::Sender<Hint>) -> Option<Interfaces> {
    let told = move |update: Update| {
        let addresses = update.interfaces.values().flat_map(|interface| interface.ips.iter().map(|record| record.ip));
        // Who does not keep up with the news needs no more of them.
        let _ = say.try_send(Hint::Network { usable: is_usable(addresses) });
    };
    match netwatcher::watch_interfaces_with_callback(told) {
        Ok(watch) => Some(Interfaces { _watch: std::mem::ManuallyDrop::new(watch) }),
        Err(error) => {
            tracing::info!("changes of the network are not told by this system: {error}");
            None
        }
    }
}

/// Whether one of the addresses may lead out of this computer.
fn is_usable(addresses: impl IntoIterator<Item = IpAddr>) -> bool {
    addresses.into_iter().any(|address| match address {
        IpAddr::V4(v4) => !v4.is_loopback() && !v4.is_link_local() && !v4.is_unspecified(),
        IpAddr::V6(v6) => !v6.is_loopback() && !v6.is_unicast_link_local() && !v6.is_unspecified(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_this_computer_or_its_cable_alone_leads_nowhere() {
        for (addresses, usable) in [
            (&[][..], false),
            (&["127.0.0.1", "::1"], false),
            (&["127.0.0.1", "169.254.7.7", "fe80::1"], false),
            (&["127.0.0.1", "192.168.1.7"], true),
            (&["::1", "2001:db8::7"], true),
            (&["fd00::7"], true),
        ] {
            let parsed = addresses.iter().map(|address| address.parse().unwrap());
            assert_eq!(is_usable(parsed), usable, "{addresses:?}");
        }
    }

    #[tokio::test]
    async fn the_present_state_is_told_first() {
        let (say, mut news) = mpsc::channel(4);
        if watch(say).is_some() {
            assert!(matches!(news.recv().await, Some(Hint::Network { .. })));
        }
    }
}
