//! Where things stand: the checkout, its folders, programs on PATH, and a display that can be reached.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the checkout. Cargo says at run time where it is; the place known at build time may be another
/// checkout's, if two share a target folder.
pub(crate) fn root() -> PathBuf {
    let xtask = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let xtask = Path::new(&xtask);
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// The folder of the page's sources.
pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// A debug binary of this workspace, with the system's ending.
pub(crate) fn debug_binary(name: &str) -> PathBuf {
    target().join("debug").join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// A release binary of this workspace, with the system's ending.
pub(crate) fn release_binary(name: &str) -> PathBuf {
    target().join("release").join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// Where unpacked toolchains are kept between runs.
pub(crate) fn cache() -> PathBuf {
    let base = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cache")));
    base.unwrap_or_else(env::temp_dir).join("siaga-xtask")
}

/// The cargo that runs us (the toolchain's own, not a shim), started in the checkout.
///
/// What cargo tells us of our own package is kept from it: build scripts that look at such names (ring's does) would run
/// again, and most of the engine be built again, each time a person goes from `cargo` to `cargo xtask` and back.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
            command.env_remove(name);
        }
    }
    command.current_dir(root());
    command
}

/// npm in the page's folder. On Windows it is a script, which must be named in full.
pub(crate) fn npm() -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(ui());
    command
}

/// Whether a program of this name is on PATH.
pub(crate) fn on_path(program: &str) -> bool {
    let Some(path) = env::var_os("PATH") else { return false };
    env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// What a command printed, if it ran and succeeded.
pub(crate) fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a window can be shown: a display is named and something answers there. A name left over from a closed
/// session is no display.
pub(crate) fn has_display() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    display::wayland() || display::x11()
}

#[cfg(unix)]
mod display {
    use std::env;
    use std::net::{TcpStream, ToSocketAddrs};
    use std::os::unix::net::UnixStream;
    use std::path::PathBuf;
    use std::time::Duration;

    pub(super) fn wayland() -> bool {
        let Some(name) = env::var_os("WAYLAND_DISPLAY").filter(|name| !name.is_empty()) else { return false };
        let socket = PathBuf::from(env::var_os("XDG_RUNTIME_DIR").unwrap_or_default()).join(name);
        UnixStream::connect(socket).is_ok()
    }

    pub(super) fn x11() -> bool {
        let Ok(name) = env::var("DISPLAY") else { return false };
        let Some((host, number)) = name.rsplit_once(':') else { return false };
        let number = number.split('.').next().unwrap_or_default();
        if host.is_empty() || host == "unix" {
            return UnixStream::connect(format!("/tmp/.X11-unix/X{number}")).is_ok();
        }
        let Some(port) = number.parse().ok().and_then(|number: u16| number.checked_add(6000)) else { return false };
        let Ok(mut addresses) = (host, port).to_socket_addrs() else { return false };
        addresses.any(|address| TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok())
    }
}

#[cfg(not(unix))]
mod display {
    pub(super) fn wayland() -> bool {
        true
    }

    pub(super) fn x11() -> bool {
        true
    }
}
