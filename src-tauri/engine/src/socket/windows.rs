//! The socket on Windows: a named pipe that carries the person's SID in its name, that only this person can open, that
//! refuses other machines, and whose first instance must be ours.

mod sid;

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use interprocess::os::windows::named_pipe::tokio::{PipeListener, PipeStream};
use interprocess::os::windows::named_pipe::{PipeListenerOptions, pipe_mode};
use interprocess::os::windows::security_descriptor::SecurityDescriptor;
use tokio::net::windows::named_pipe::{ClientOptions, NamedPipeClient};
use widestring::U16CString;

use super::BindError;
use crate::lock::Lock;
use crate::places::Places;

/// What the system answers while every instance of a pipe is taken (`ERROR_PIPE_BUSY`, winerror.h).
const PIPE_BUSY: i32 = 231;

/// Where the agent of these places listens, for people.
#[must_use]
pub fn address(places: &Places) -> String {
    name(places).unwrap_or_else(|_| r"\\.\pipe\siaga".into())
}

/// The agent's end.
#[derive(Debug)]
pub struct Listener(PipeListener<pipe_mode::Bytes, pipe_mode::Bytes>);

impl Listener {
    /// Listens. The lock is taken first everywhere, so that the pipe has one maker.
    ///
    /// # Errors
    /// [`BindError`]; the agent can go on without the pipe.
    pub fn bind(places: &Places, _lock: &Lock) -> Result<Self, BindError> {
        let failed = |why| BindError::Io { path: PathBuf::from(address(places)), why };
        let path = name(places).map_err(failed)?;
        // Protected, and one entry: everything for this person. Nobody else is named, so nobody else is let in.
        let access = format!("D:P(A;;GA;;;{})", sid::own().map_err(failed)?);
        let access = U16CString::from_str(access).map_err(|error| failed(io::Error::other(error)))?;
        let access = SecurityDescriptor::deserialize(&access).map_err(failed)?;
        PipeListenerOptions::new()
            .path(path.as_str())
            .security_descriptor(Some(access))
            .accept_remote(false)
            .create_tokio_duplex()
            .map(Self)
            .map_err(failed)
    }

    pub(crate) async fn accept(&self) -> io::Result<PipeStream<pipe_mode::Bytes, pipe_mode::Bytes>> {
        self.0.accept().await
    }
}

/// Connects to the agent of this person. `NotFound` means that none listens.
pub(crate) async fn connect(places: &Places) -> io::Result<NamedPipeClient> {
    let path = name(places)?;
    for _ in 0..20 {
        // Tokio opens it so that the other side can learn who we are and not act as us.
        match ClientOptions::new().open(&path) {
            Err(error) if error.raw_os_error() == Some(PIPE_BUSY) => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            other => return other,
        }
    }
    ClientOptions::new().open(&path)
}

/// The pipe of the person's own places is named by the SID alone; places that were moved (a drill) add their mark.
fn name(places: &Places) -> io::Result<String> {
    let sid = sid::own()?;
    if places.runtime == Places::custom().runtime {
        return Ok(format!(r"\\.\pipe\siaga-{sid}"));
    }
    Ok(format!(r"\\.\pipe\siaga-{sid}-{}", places.mark()))
}
