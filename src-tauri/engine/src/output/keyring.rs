//! Secrets of outputs, in the system's keyring: the Secret Service on Linux, the Credential Manager on Windows, the
//! Keychain on macOS. Each stands there under its output's name. Where there is no keyring that is an error: a secret is
//! never written anywhere else.

#[cfg(any(windows, target_os = "macos"))]
mod native;
#[cfg(target_os = "linux")]
mod secret_service;

use std::fmt;

/// Longest secret that is kept, in bytes.
pub const LONGEST: usize = 2048;

/// Something that nobody may read by accident: shown by its length.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes it.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The secret itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({} bytes)", self.0.len())
    }
}

/// Why the keyring gave or took nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// There is none.
    #[error(
        "this session has no keyring (no Secret Service answers on its bus): start one, such as GNOME Keyring, KWallet or \
         KeePassXC; a secret is kept nowhere else"
    )]
    None,
    /// It is locked, and the person was not asked, or did not open it.
    #[error("the keyring is locked: unlock it, and it is tried again")]
    Locked,
    /// It answered with an error.
    #[error("the keyring does not do what it was asked: {0}")]
    Failed(String),
}

/// The person's keyring.
#[derive(Debug, Clone, Copy, Default)]
pub struct Keyring;

#[cfg(target_os = "linux")]
use secret_service as system;

#[cfg(any(windows, target_os = "macos"))]
use native as system;

impl Keyring {
    /// The secret of an output; none where none is stored. Asks nobody for a password: a locked keyring is an error.
    /// Without a limit of its own.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub async fn read(self, output: &str) -> Result<Option<Secret>, KeyringError> {
        system::read(output).await.map(|secret| secret.map(Secret))
    }

    /// Keeps a secret, in the place of one that is there. The person may be asked to unlock the keyring.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub async fn keep(self, output: &str, secret: &Secret) -> Result<(), KeyringError> {
        system::keep(output, secret.expose()).await
    }

    /// Takes the secret of an output away, and says whether there was one. The person may be asked to unlock the keyring.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub async fn forget(self, output: &str) -> Result<bool, KeyringError> {
        system::forget(output).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_shown_by_its_length_alone() {
        assert_eq!(format!("{:?}", Secret::new("hidden".to_owned())), "Secret(6 bytes)");
    }
}
