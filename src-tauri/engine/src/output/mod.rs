//! Where a told alert goes. One module for each way out; deciding and wording happened before, in the core.

pub mod carrier;
pub mod keyring;
pub mod notification;
pub mod script;
pub mod webhook;
