//! The system's wish that the process end.

use std::io;

/// Waits for the wish to end: SIGTERM, SIGINT or SIGHUP; Ctrl-C and closing on Windows.
///
/// # Errors
/// Where the system does not let signals be heard.
#[cfg(unix)]
pub async fn end() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        _ = hang_up.recv() => {}
    }
    Ok(())
}

/// Waits for the wish to end: Ctrl-C, the console's closing, and the end of the session.
///
/// # Errors
/// Where the system does not let them be heard.
#[cfg(windows)]
pub async fn end() -> io::Result<()> {
    use tokio::signal::windows::{ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};
    let (mut interrupt, mut close) = (ctrl_c()?, ctrl_close()?);
    let (mut logoff, mut shutdown) = (ctrl_logoff()?, ctrl_shutdown()?);
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = close.recv() => {}
        _ = logoff.recv() => {}
        _ = shutdown.recv() => {}
    }
    Ok(())
}
