//! The Credential Manager of Windows and the Keychain of macOS. Type-checked only.

use keyring::{Entry, Error};

use super::KeyringError;
use crate::output::notification::APP_ID;

pub(super) async fn read(output: &str) -> Result<Option<String>, KeyringError> {
    with(output, |entry| match entry.get_password() {
        Ok(secret) => Ok(Some(secret)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(failed(&error)),
    })
    .await
}

pub(super) async fn keep(output: &str, secret: &str) -> Result<(), KeyringError> {
    let secret = secret.to_owned();
    with(output, move |entry| entry.set_password(&secret).map_err(|error| failed(&error))).await
}

pub(super) async fn forget(output: &str) -> Result<bool, KeyringError> {
    with(output, |entry| match entry.delete_credential() {
        Ok(()) => Ok(true),
        Err(Error::NoEntry) => Ok(false),
        Err(error) => Err(failed(&error)),
    })
    .await
}

/// The system may ask the person, and holds its thread meanwhile.
async fn with<T: Send + 'static>(
    output: &str,
    act: impl FnOnce(Entry) -> Result<T, KeyringError> + Send + 'static,
) -> Result<T, KeyringError> {
    let output = output.to_owned();
    let acted = tokio::task::spawn_blocking(move || act(Entry::new(APP_ID, &output).map_err(|error| failed(&error))?));
    acted.await.map_err(|error| KeyringError::Failed(error.to_string()))?
}

fn failed(error: &Error) -> KeyringError {
    match error {
        Error::NoDefaultStore => KeyringError::None,
        Error::NoStorageAccess(_) => KeyringError::Locked,
        error => KeyringError::Failed(error.to_string()),
    }
}
