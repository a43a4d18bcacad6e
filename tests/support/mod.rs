//! What the end-to-end tests stand on.

pub(crate) mod server;
