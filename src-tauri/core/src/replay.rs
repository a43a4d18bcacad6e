//! What would have been told of recorded histories: the real decisions, with a simulated clock.

mod would_have;

pub use would_have::WouldHave;
