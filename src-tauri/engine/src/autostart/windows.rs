//! A value of the person's `Run` key, started at login. What they switch off in the Task Manager or the system's settings
//! stands beside it, in Explorer's `StartupApproved`.

use std::io;

use windows_registry::CURRENT_USER;

use super::{Content, command_line};

const RUN: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";
const APPROVED: &str = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run";
const NAME: &str = "Siaga";

/// `HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)`.
const ABSENT: i32 = 0x8007_0002_u32.cast_signed();

/// The entry of one person.
#[derive(Debug, Clone)]
pub(super) struct Entry;

impl Entry {
    #[allow(clippy::unnecessary_wraps, reason = "other systems may have no place")]
    pub(super) const fn of_the_person() -> Option<Self> {
        Some(Self)
    }

    pub(super) fn shown(&self) -> String {
        format!(r"HKCU\{RUN}\{NAME}")
    }

    pub(super) fn read(&self) -> io::Result<Content> {
        let line = match CURRENT_USER.open(RUN).and_then(|key| key.get_string(NAME)) {
            Ok(line) => line,
            Err(error) if error.code().0 == ABSENT => return Ok(Content::Absent),
            Err(error) => return Err(error.into()),
        };
        let state = CURRENT_USER.open(APPROVED).and_then(|key| key.get_value(NAME));
        if state.is_ok_and(|state| command_line::is_switched_off(&state)) {
            return Ok(Content::SwitchedOff);
        }
        Ok(command_line::content(&line))
    }

    pub(super) fn write(&self, command: &[String]) -> io::Result<()> {
        CURRENT_USER.create(RUN)?.set_string(NAME, command_line::text(command))?;
        // Who asks for it here has changed their mind about what they switched off there.
        match CURRENT_USER.options().write().open(APPROVED).and_then(|key| key.remove_value(NAME)) {
            Err(error) if error.code().0 != ABSENT => Err(error.into()),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    pub(super) fn remove(&self) -> io::Result<()> {
        match CURRENT_USER.options().write().open(RUN).and_then(|key| key.remove_value(NAME)) {
            Err(error) if error.code().0 != ABSENT => Err(error.into()),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}
