//! The Secret Service on the session bus (specifications.freedesktop.org/secret-service, version 0.2): GNOME Keyring,
//! KWallet, KeePassXC and others.
//!
//! Its own connection for each request, closed after it: a secret is wanted a few times a month. The session is `plain`,
//! because who can listen on a person's bus can ask this service too. Reading never asks the person; storing may.

use std::collections::HashMap;

use futures_util::StreamExt;
use serde::Serialize;
use zbus::message::Type;
use zbus::{Connection, DynamicType, Message, MessageStream, OwnedObjectPath, OwnedVariant, Variant, fdo};

use super::KeyringError;
use crate::output::notification::APP_ID;

const NAME: &str = "org.freedesktop.secrets";
const PATH: &str = "/org/freedesktop/secrets";
const SERVICE: &str = "org.freedesktop.Secret.Service";
const COLLECTION: &str = "org.freedesktop.Secret.Collection";
const ITEM: &str = "org.freedesktop.Secret.Item";
const PROMPT: &str = "org.freedesktop.Secret.Prompt";

/// What stands for "no object".
const NOTHING: &str = "/";

/// A secret as it crosses the bus: session, parameters of its encryption (none), the secret, its type.
type Crossing = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

pub(super) async fn read(output: &str) -> Result<Option<String>, KeyringError> {
    let service = Service::open().await?;
    let (open, locked) = service.search(output).await?;
    let item = match (open.into_iter().next(), locked.into_iter().next()) {
        (Some(item), _) => item,
        (None, None) => return Ok(None),
        (None, Some(item)) => {
            service.unlock(&item, false).await?;
            item
        }
    };
    let (_, _, secret, _): Crossing = service.ask(item.as_str(), ITEM, "GetSecret", &service.session).await?;
    String::from_utf8(secret).map(Some).map_err(|_| KeyringError::Failed("what it holds is no text".to_owned()))
}

pub(super) async fn keep(output: &str, secret: &str) -> Result<(), KeyringError> {
    let service = Service::open().await?;
    let collection = service.collection().await?;
    service.unlock(&collection, true).await?;
    let label = format!("Siaga: output {output}");
    let properties = HashMap::from([
        ("org.freedesktop.Secret.Item.Label", Variant::from(label)),
        ("org.freedesktop.Secret.Item.Attributes", Variant::from(attributes(output))),
    ]);
    let crossing: Crossing =
        (service.session.clone(), Vec::new(), secret.as_bytes().to_vec(), "text/plain; charset=utf8".to_owned());
    let body = (properties, crossing, true);
    let (_, prompt): (OwnedObjectPath, OwnedObjectPath) =
        service.ask(collection.as_str(), COLLECTION, "CreateItem", &body).await?;
    service.prompted(&prompt).await.map(drop)
}

pub(super) async fn forget(output: &str) -> Result<bool, KeyringError> {
    let service = Service::open().await?;
    let (open, locked) = service.search(output).await?;
    for item in &locked {
        service.unlock(item, true).await?;
    }
    let mut any = false;
    for item in open.iter().chain(&locked) {
        let prompt: OwnedObjectPath = service.ask(item.as_str(), ITEM, "Delete", &()).await?;
        service.prompted(&prompt).await?;
        any = true;
    }
    Ok(any)
}

/// By which an item is found again.
fn attributes(output: &str) -> HashMap<&'static str, String> {
    HashMap::from([("application", APP_ID.to_owned()), ("output", output.to_owned())])
}

struct Service {
    connection: Connection,
    session: OwnedObjectPath,
}

impl Service {
    async fn open() -> Result<Self, KeyringError> {
        let connection = Connection::session().await.map_err(|_| KeyringError::None)?;
        let body = ("plain", Variant::from(""));
        let (_, session): (OwnedVariant, OwnedObjectPath) =
            call(&connection, PATH, SERVICE, "OpenSession", &body).await?;
        Ok(Self { connection, session })
    }

    async fn ask<B, T>(&self, path: &str, interface: &str, method: &str, body: &B) -> Result<T, KeyringError>
    where
        B: Serialize + DynamicType + Sync,
        T: serde::de::DeserializeOwned + zbus::wire::Type,
    {
        call(&self.connection, path, interface, method, body).await
    }

    /// The items of an output: those that are open, and those that are locked.
    async fn search(&self, output: &str) -> Result<(Vec<OwnedObjectPath>, Vec<OwnedObjectPath>), KeyringError> {
        self.ask(PATH, SERVICE, "SearchItems", &attributes(output)).await
    }

    /// The collection that the person uses by default; made where there is none.
    async fn collection(&self) -> Result<OwnedObjectPath, KeyringError> {
        let collection: OwnedObjectPath = self.ask(PATH, SERVICE, "ReadAlias", &"default").await?;
        if collection.as_str() != NOTHING {
            return Ok(collection);
        }
        let label = HashMap::from([("org.freedesktop.Secret.Collection.Label", Variant::from("Login"))]);
        let (made, prompt): (OwnedObjectPath, OwnedObjectPath) =
            self.ask(PATH, SERVICE, "CreateCollection", &(label, "default")).await?;
        match self.prompted(&prompt).await? {
            Some(result) => OwnedObjectPath::try_from(result).map_err(|error| KeyringError::Failed(error.to_string())),
            None => Ok(made),
        }
    }

    /// Unlocks an item or a collection. Asks the person only where `may_ask`.
    async fn unlock(&self, object: &OwnedObjectPath, may_ask: bool) -> Result<(), KeyringError> {
        let (open, prompt): (Vec<OwnedObjectPath>, OwnedObjectPath) =
            self.ask(PATH, SERVICE, "Unlock", &vec![object]).await?;
        if prompt.as_str() != NOTHING && may_ask {
            return self.prompted(&prompt).await.map(drop);
        }
        if open.contains(object) { Ok(()) } else { Err(KeyringError::Locked) }
    }

    /// Waits until the person has answered, where they are to be asked.
    async fn prompted(&self, prompt: &OwnedObjectPath) -> Result<Option<OwnedVariant>, KeyringError> {
        if prompt.as_str() == NOTHING {
            return Ok(None);
        }
        // The stream and the rule first: an answer may come at once.
        let mut stream = MessageStream::from(&self.connection);
        let rule = format!("type='signal',sender='{NAME}',interface='{PROMPT}',path='{}'", prompt.as_str());
        let bus = "org.freedesktop.DBus";
        self.connection
            .call_method(Some(bus), "/org/freedesktop/DBus", Some(bus), "AddMatch", &rule)
            .await
            .map_err(|error| failed(&error))?;
        let (): () = self.ask(prompt.as_str(), PROMPT, "Prompt", &"").await?;
        while let Some(Ok(message)) = stream.next().await {
            if answers(&message, prompt) {
                let body = message.body();
                let (dismissed, result): (bool, OwnedVariant) = body.deserialize().map_err(|error| failed(&error))?;
                return if dismissed { Err(KeyringError::Locked) } else { Ok(Some(result)) };
            }
        }
        Err(KeyringError::None)
    }
}

fn answers(message: &Message, prompt: &OwnedObjectPath) -> bool {
    let header = message.header();
    message.message_type() == Type::Signal
        && header.member().is_some_and(|member| member == "Completed")
        && header.path().is_some_and(|path| path.as_str() == prompt.as_str())
}

async fn call<B, T>(
    connection: &Connection,
    path: &str,
    interface: &str,
    method: &str,
    body: &B,
) -> Result<T, KeyringError>
where
    B: Serialize + DynamicType + Sync,
    T: serde::de::DeserializeOwned + zbus::wire::Type,
{
    let reply = connection
        .call_method(Some(NAME), path, Some(interface), method, body)
        .await
        .map_err(|error| failed(&error))?;
    reply.body().deserialize().map_err(|error| failed(&error))
}

/// The service's own words name no secret: it says what it could not do, and with which object.
fn failed(error: &zbus::Error) -> KeyringError {
    match error {
        zbus::Error::FDO(inner) => match **inner {
            fdo::Error::ServiceUnknown(_) | fdo::Error::NameHasNoOwner(_) | fdo::Error::Disconnected(_) => {
                KeyringError::None
            }
            _ => KeyringError::Failed(error.to_string()),
        },
        zbus::Error::MethodError(name, ..) if name.as_str() == "org.freedesktop.Secret.Error.IsLocked" => {
            KeyringError::Locked
        }
        zbus::Error::MethodError(name, ..) if name.as_str() == "org.freedesktop.DBus.Error.ServiceUnknown" => {
            KeyringError::None
        }
        zbus::Error::InputOutput(_) => KeyringError::None,
        error => KeyringError::Failed(error.to_string()),
    }
}
