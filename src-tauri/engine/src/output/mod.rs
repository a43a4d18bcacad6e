//! Where a told alert goes. One module for each way out; deciding and wording happened before, in the core.

pub mod notification;
