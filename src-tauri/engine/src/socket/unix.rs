//! The socket on Unix: a file of mode 0600 in a folder of mode 0700, and the other side's user id checked.

use std::fs;
use std::io;
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tokio::net::{UnixListener, UnixStream};

use super::{BindError, MAX_PATH};
use crate::lock::Lock;
use crate::places::Places;

/// Where the agent of these places listens, for people.
#[must_use]
pub fn address(places: &Places) -> String {
    places.socket().display().to_string()
}

/// The agent's end. The file is removed when this is dropped.
#[derive(Debug)]
pub struct Listener {
    socket: UnixListener,
    path: PathBuf,
}

impl Listener {
    /// Listens. The lock is the proof that a socket which is there already is a dead agent's.
    ///
    /// # Errors
    /// [`BindError`]; the agent can go on without the socket.
    pub fn bind(places: &Places, lock: &Lock) -> Result<Self, BindError> {
        let path = places.socket();
        if path.as_os_str().len() > MAX_PATH {
            return Err(BindError::PathTooLong(path));
        }
        let failed = |why| BindError::Io { path: path.clone(), why };
        match fs::symlink_metadata(&path) {
            Ok(found) if found.file_type().is_socket() && lock.is_held() => fs::remove_file(&path).map_err(failed)?,
            Ok(_) => return Err(BindError::InUse(path)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
        }
        let socket = UnixListener::bind(&path).map_err(failed)?;
        // Until this line the folder's mode and the user id keep others out.
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).map_err(failed)?;
        Ok(Self { socket, path })
    }

    /// The next connection of this person; those of others are closed.
    pub(crate) async fn accept(&self) -> io::Result<UnixStream> {
        loop {
            let (stream, _) = self.socket.accept().await?;
            match same_person(&stream) {
                Ok(()) => return Ok(stream),
                Err(error) => tracing::warn!(%error, "a connection was closed"),
            }
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Connects to the agent of this person. `NotFound` and `ConnectionRefused` mean that none listens, `InvalidInput` that
/// the path is too long, `PermissionDenied` that somebody else listens.
pub(crate) async fn connect(places: &Places) -> io::Result<UnixStream> {
    let path = places.socket();
    if path.as_os_str().len() > MAX_PATH {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, BindError::PathTooLong(path)));
    }
    let stream = open(&path).await?;
    same_person(&stream)?;
    Ok(stream)
}

async fn open(path: &Path) -> io::Result<UnixStream> {
    match UnixStream::connect(path).await {
        // A file that is no socket, or a folder that is none: nobody listens there.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Err(io::ErrorKind::NotFound.into()),
        other => other,
    }
}

fn same_person(stream: &UnixStream) -> io::Result<()> {
    check_uid(stream.peer_cred()?.uid(), rustix::process::geteuid().as_raw())
}

fn check_uid(theirs: u32, ours: u32) -> io::Result<()> {
    if theirs == ours {
        return Ok(());
    }
    Err(io::Error::new(
        io::ErrorKind::PermissionDenied,
        format!("the other side belongs to user {theirs}, not to user {ours}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::in_folder;

    #[test]
    fn only_the_same_person_is_heard() {
        assert!(check_uid(1000, 1000).is_ok());
        // Root needs no socket to do what it wants, so it is no exception.
        for (theirs, ours) in [(1001, 1000), (0, 1000), (1000, 0)] {
            assert_eq!(check_uid(theirs, ours).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        }
    }

    #[tokio::test]
    async fn a_path_over_100_bytes_is_an_error_on_both_sides() {
        let home = tempfile::tempdir().unwrap();
        for (bytes, accepted) in [(MAX_PATH, true), (MAX_PATH + 1, false)] {
            let mut places = in_folder(home.path());
            let rest = bytes - "/siaga.sock".len() - home.path().as_os_str().len() - 1;
            places.runtime = home.path().join("x".repeat(rest));
            assert!(places.create().is_empty());
            let lock = Lock::take(&places).unwrap();
            let bound = Listener::bind(&places, &lock);
            assert_eq!(bound.is_ok(), accepted, "{bytes}");
            let met = connect(&places).await;
            assert_eq!(met.is_ok(), accepted, "{bytes}");
            if !accepted {
                assert!(matches!(bound, Err(BindError::PathTooLong(_))));
                assert_eq!(met.unwrap_err().kind(), io::ErrorKind::InvalidInput);
            }
        }
    }

    #[tokio::test]
    async fn a_dead_agents_socket_is_replaced_and_a_file_of_the_persons_is_not() {
        let home = tempfile::tempdir().unwrap();
        let places = in_folder(home.path());
        assert!(places.create().is_empty());
        let lock = Lock::take(&places).unwrap();
        drop(std::os::unix::net::UnixListener::bind(places.socket()).unwrap());
        assert_eq!(connect(&places).await.unwrap_err().kind(), io::ErrorKind::ConnectionRefused);

        let listener = Listener::bind(&places, &lock).unwrap();
        assert!(connect(&places).await.is_ok());
        assert_eq!(fs::metadata(places.socket()).unwrap().permissions().mode() & 0o777, 0o600);
        drop(listener);
        assert!(!places.socket().exists());

        fs::write(places.socket(), "a note").unwrap();
        assert!(matches!(Listener::bind(&places, &lock), Err(BindError::InUse(_))));
        assert_eq!(fs::read_to_string(places.socket()).unwrap(), "a note");
    }
}
