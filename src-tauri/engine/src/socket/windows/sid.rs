//! Who this process belongs to, as a SID in text. The only place of the engine that speaks to Windows by hand: neither
//! the standard library nor the crates in use tell a SID.
#![allow(unsafe_code, reason = "Windows tells the SID of a process by pointers only")]

use std::ffi::c_void;
use std::io;
use std::ptr;

use windows_sys::Win32::Foundation::{CloseHandle, HANDLE, LocalFree};
use windows_sys::Win32::Security::Authorization::ConvertSidToStringSidW;
use windows_sys::Win32::Security::{GetTokenInformation, TOKEN_QUERY, TOKEN_USER, TokenUser};
use windows_sys::Win32::System::Threading::{GetCurrentProcess, OpenProcessToken};

/// The SID of the person whom this process belongs to: `S-1-5-21-..`.
pub(super) fn own() -> io::Result<String> {
    let token = Token::of_this_process()?;
    // As u64, because TOKEN_USER holds a pointer and must be aligned like one; a SID has 68 bytes at most.
    let mut buffer = [0_u64; 32];
    let size = u32::try_from(size_of_val(&buffer)).unwrap_or(u32::MAX);
    let mut used = 0;
    // SAFETY: the token is open, and the buffer has the size that is said and outlives the call.
    let found = unsafe { GetTokenInformation(token.0, TokenUser, buffer.as_mut_ptr().cast(), size, &raw mut used) };
    if found == 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the call above succeeded and so has put a TOKEN_USER at the start of the buffer, which is aligned for it.
    let user = unsafe { &*buffer.as_ptr().cast::<TOKEN_USER>() };
    let mut text: *mut u16 = ptr::null_mut();
    // SAFETY: the SID points into the buffer, which is still alive.
    if unsafe { ConvertSidToStringSidW(user.User.Sid, &raw mut text) } == 0 {
        return Err(io::Error::last_os_error());
    }
    let text = LocalText(text);
    // SAFETY: the call above succeeded, so the text ends with a zero and stays until it is freed on drop.
    let units = unsafe {
        let length = (0..).take_while(|at| *text.0.add(*at) != 0).count();
        std::slice::from_raw_parts(text.0, length)
    };
    Ok(String::from_utf16_lossy(units))
}

struct Token(HANDLE);

impl Token {
    fn of_this_process() -> io::Result<Self> {
        let mut token = ptr::null_mut();
        // SAFETY: the pseudo handle of this process is always good, and the place for the token outlives the call.
        if unsafe { OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &raw mut token) } == 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(Self(token))
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        // SAFETY: it was opened by us and is closed once.
        unsafe { CloseHandle(self.0) };
    }
}

struct LocalText(*mut u16);

impl Drop for LocalText {
    fn drop(&mut self) {
        // SAFETY: ConvertSidToStringSidW asks for the text to be freed by LocalFree, once.
        unsafe { LocalFree(self.0.cast::<c_void>()) };
    }
}
