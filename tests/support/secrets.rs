//! A Secret Service on a private bus: what its specification says of the few methods that Siaga uses, down to the
//! signatures of their arguments, with a lock that a test can close.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use futures_util::StreamExt;
use tokio::task::JoinHandle;
use zbus::message::{Message, Type};
use zbus::{Connection, MessageStream, OwnedObjectPath, OwnedVariant, Variant};

use super::bus::PrivateBus;

const NAME: &str = "org.freedesktop.secrets";
const COLLECTION: &str = "/org/freedesktop/secrets/collection/login";
const ITEM: &str = "/org/freedesktop/secrets/collection/login/1";
const SESSION: &str = "/org/freedesktop/secrets/session/7";
const PROMPTS: &str = "/org/freedesktop/secrets/prompt/3";

type Crossing = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

/// A keyring with room for one secret.
pub(crate) struct Secrets {
    kept: Arc<Mutex<Kept>>,
    answering: JoinHandle<()>,
}

#[derive(Default)]
struct Kept {
    attributes: HashMap<String, String>,
    secret: Option<Vec<u8>>,
    locked: bool,
    /// How often the person was asked.
    asked: usize,
}

impl Secrets {
    /// Takes the name on `bus`.
    pub(crate) async fn start(bus: &PrivateBus) -> Self {
        let connection = bus.connect().await;
        let stream = MessageStream::from(&connection);
        let kept = Arc::<Mutex<Kept>>::default();
        let answering = tokio::spawn(answer(connection.clone(), stream, Arc::clone(&kept)));
        connection.request_name(NAME).await.unwrap();
        Self { kept, answering }
    }

    pub(crate) fn secret(&self) -> Option<String> {
        self.kept.lock().unwrap().secret.clone().map(|secret| String::from_utf8(secret).unwrap())
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        self.kept.lock().unwrap().attributes.get(name).cloned()
    }

    pub(crate) fn lock(&self) {
        self.kept.lock().unwrap().locked = true;
    }

    pub(crate) fn asked(&self) -> usize {
        self.kept.lock().unwrap().asked
    }
}

impl Drop for Secrets {
    fn drop(&mut self) {
        self.answering.abort();
    }
}

async fn answer(connection: Connection, mut stream: MessageStream, kept: Arc<Mutex<Kept>>) {
    while let Some(Ok(message)) = stream.next().await {
        if message.message_type() == Type::MethodCall {
            one(&connection, &message, &kept).await;
        }
    }
}

fn path(text: &str) -> OwnedObjectPath {
    OwnedObjectPath::try_from(text).unwrap()
}

/// The answer to one call. Its arguments must have this signature, or the call is answered with an error.
async fn one(connection: &Connection, message: &Message, kept: &Mutex<Kept>) {
    let header = message.header();
    let (method, object) = (header.member().unwrap().to_string(), header.path().unwrap().to_string());
    let arguments = message.body().signature().to_string();
    let arguments =
        arguments.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(&arguments).to_owned();
    let body = message.body();
    let (nothing, here) = (path("/"), path(ITEM));
    // The asker may have left.
    let _ = match (method.as_str(), arguments.as_str()) {
        ("OpenSession", "sv") => {
            let (algorithm, _): (String, OwnedVariant) = body.deserialize().unwrap();
            assert_eq!(algorithm, "plain");
            connection.reply(&header, &(Variant::from(""), path(SESSION))).await
        }
        ("SearchItems", "a{ss}") => {
            let wanted: HashMap<String, String> = body.deserialize().unwrap();
            let (found, locked) = {
                let kept = kept.lock().unwrap();
                (kept.secret.is_some() && kept.attributes == wanted, kept.locked)
            };
            let found = if found { vec![here] } else { vec![] };
            let none = Vec::<OwnedObjectPath>::new();
            connection.reply(&header, &if locked { (none, found) } else { (found, none) }).await
        }
        ("ReadAlias", "s") => connection.reply(&header, &path(COLLECTION)).await,
        ("Unlock", "ao") => {
            let objects: Vec<OwnedObjectPath> = body.deserialize().unwrap();
            let locked = kept.lock().unwrap().locked;
            let answer = if locked { (vec![], path(PROMPTS)) } else { (objects, nothing) };
            connection.reply(&header, &answer).await
        }
        ("Prompt", "s") if object == PROMPTS => {
            {
                let mut kept = kept.lock().unwrap();
                (kept.asked, kept.locked) = (kept.asked + 1, false);
            }
            connection.reply(&header, &()).await.unwrap();
            let result = (false, Variant::from(vec![path(COLLECTION)]));
            connection.emit_signal(None::<&str>, PROMPTS, "org.freedesktop.Secret.Prompt", "Completed", &result).await
        }
        ("CreateItem", "a{sv}(oayays)b") if object == COLLECTION => {
            let (mut properties, crossing, replace): (HashMap<String, OwnedVariant>, Crossing, bool) =
                body.deserialize().unwrap();
            assert!(replace && crossing.0.as_str() == SESSION && crossing.1.is_empty());
            let attributes = properties.remove("org.freedesktop.Secret.Item.Attributes").unwrap();
            {
                let mut kept = kept.lock().unwrap();
                kept.attributes = attributes.try_into().unwrap();
                kept.secret = Some(crossing.2);
            }
            connection.reply(&header, &(here, nothing)).await
        }
        ("GetSecret", "o") if object == ITEM => {
            let secret = kept.lock().unwrap().secret.clone().unwrap();
            let crossing: Crossing = (body.deserialize().unwrap(), vec![], secret, "text/plain".to_owned());
            connection.reply(&header, &(crossing,)).await
        }
        ("Delete", "") if object == ITEM => {
            kept.lock().unwrap().secret = None;
            connection.reply(&header, &nothing).await
        }
        _ => {
            let wrong = format!("{method}({arguments}) on {object}");
            connection.reply_error(&header, "org.freedesktop.DBus.Error.UnknownMethod", &wrong).await
        }
    };
}
