//! Stories: a feed says something at a minute, and the person is told between two others. The whole loop runs in
//! process, on a clock that stands still and jumps.

mod about;
mod archive;
mod away;
mod bad_input;
mod desk;
mod due;
mod elsewhere;
mod forward;
mod history;
mod local;
mod moving;
mod past;
mod restart;
mod rules;
mod schedule;
mod script;
mod settings;
mod telling;
#[cfg(target_os = "linux")]
mod together;
mod unread;
#[cfg(target_os = "linux")]
mod voice;
mod wall;
#[cfg(target_os = "linux")]
mod wire;
mod would_have;
