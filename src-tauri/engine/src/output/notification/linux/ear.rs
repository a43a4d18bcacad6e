//! Listening on the session bus: who the notification server is, what it can do, and what it reports.
//!
//! One task reads one stream, so that a server's signals and its changes of owner keep the order the bus gave them.
//! It decides nothing about a press but whether it came from the present server.

use super::super::{Abilities, Heard, Press, Shown};
use super::{Line, NAME, PATH};
use futures_util::StreamExt;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use zbus::message::{Message, Type};
use zbus::{Connection, MessageStream};

const BUS: &str = "org.freedesktop.DBus";
const BUS_PATH: &str = "/org/freedesktop/DBus";

/// Longest activation token passed on, in bytes.
const TOKEN: usize = 1024;

/// What is known of the notification server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// Nobody owns the name.
    Absent,
    /// Somebody owns it and has not said yet what it can do.
    Silent,
    /// The server, as in [`Shown::server`], and its abilities.
    Known { server: String, abilities: Abilities },
    /// The bus has ended, and nothing is heard on it any more.
    Over,
}

/// Subscribes, finds out who serves at present, and starts the listening task. Asks the bus alone, never the server.
pub(super) async fn listen(connection: Connection, heard: mpsc::Sender<Heard>) -> zbus::Result<Line> {
    // The stream first and then the rules, the rules first and then the owner: nothing slips between.
    let stream = MessageStream::from(&connection);
    for rule in [
        format!("type='signal',interface='{NAME}',path='{PATH}'"),
        format!("type='signal',sender='{BUS}',interface='{BUS}',member='NameOwnerChanged',arg0='{NAME}'"),
    ] {
        ask_bus(&connection, "AddMatch", &rule).await?;
    }
    let bus: String =
        connection.call_method(Some(BUS), BUS_PATH, Some(BUS), "GetId", &()).await?.body().deserialize()?;
    // An error here is the bus's way to say that nobody owns the name.
    let owner: Option<String> = match ask_bus(&connection, "GetNameOwner", NAME).await {
        Ok(reply) => Some(reply.body().deserialize()?),
        Err(_) => None,
    };

    let (presence, now) = watch::channel(Presence::Absent);
    let mut ear = Ear {
        connection: connection.clone(),
        bus: bus.clone(),
        heard,
        presence,
        owner: None,
        token: None,
        reading: JoinSet::new(),
    };
    match owner {
        Some(owner) => ear.meet(owner),
        None => {
            // The bus may know how to start one. That can take long, and nobody waits for it here.
            let connection = connection.clone();
            tokio::spawn(async move { wake(&connection).await });
        }
    }
    Ok(Line { connection, bus, presence: now, ear: tokio::spawn(ear.run(stream)) })
}

/// Has the bus start the notification server. An error if it knows none.
pub(super) async fn wake(connection: &Connection) -> zbus::Result<()> {
    connection.call_method(Some(BUS), BUS_PATH, Some(BUS), "StartServiceByName", &(NAME, 0u32)).await.map(drop)
}

/// The text of [`Shown::server`] for a unique name on a bus.
pub(super) fn server_key(bus: &str, unique: &str) -> String {
    format!("{bus}{unique}")
}

async fn ask_bus(connection: &Connection, method: &str, argument: &str) -> zbus::Result<Message> {
    connection.call_method(Some(BUS), BUS_PATH, Some(BUS), method, &argument).await
}

struct Ear {
    connection: Connection,
    bus: String,
    heard: mpsc::Sender<Heard>,
    presence: watch::Sender<Presence>,
    /// Unique name of the present server.
    owner: Option<String>,
    /// The last token the present server sent, with the note it belongs to; the press follows at once.
    token: Option<(u32, String)>,
    /// The question to the present server about its abilities, while it is open.
    reading: JoinSet<(String, Abilities)>,
}

impl Ear {
    async fn run(mut self, mut stream: MessageStream) {
        loop {
            tokio::select! {
                message = stream.next() => match message {
                    Some(Ok(message)) => self.hear(&message).await,
                    Some(Err(_)) | None => break,
                },
                Some(Ok((owner, abilities))) = self.reading.join_next() => {
                    if self.owner.as_ref() == Some(&owner) {
                        let server = server_key(&self.bus, &owner);
                        self.presence.send_replace(Presence::Known { server, abilities: abilities.clone() });
                        self.say(Heard::ServerUp(abilities)).await;
                    }
                }
            }
        }
        tracing::warn!("the session bus is gone, so no notifications until there is another");
        self.part(Presence::Over).await;
    }

    async fn hear(&mut self, message: &Message) {
        if message.message_type() != Type::Signal {
            return;
        }
        let header = message.header();
        let (Some(sender), Some(member)) = (header.sender(), header.member()) else { return };
        let interface = header.interface().map(|name| name.as_str()).unwrap_or_default();
        if interface == BUS && sender.as_str() == BUS && member.as_str() == "NameOwnerChanged" {
            if let Ok((name, _, owner)) = message.body().deserialize::<(&str, &str, &str)>()
                && name == NAME
            {
                self.owner_changed(owner).await;
            }
        } else if interface == NAME && self.owner.as_deref() == Some(sender.as_str()) {
            // Anybody on the bus may send a signal of this name; only the present server's counts.
            self.server_said(member.as_str(), message).await;
        }
    }

    async fn owner_changed(&mut self, owner: &str) {
        if self.owner.as_deref().unwrap_or_default() == owner {
            return;
        }
        if self.owner.is_some() {
            self.part(Presence::Absent).await;
        }
        if !owner.is_empty() {
            self.meet(owner.to_owned());
        }
    }

    async fn server_said(&mut self, member: &str, message: &Message) {
        let body = message.body();
        match member {
            "ActivationToken" => {
                self.token = body
                    .deserialize::<(u32, &str)>()
                    .ok()
                    .filter(|(_, token)| token.len() <= TOKEN)
                    .map(|(id, token)| (id, token.to_owned()));
            }
            "ActionInvoked" => {
                let Ok((id, key)) = body.deserialize::<(u32, &str)>() else { return };
                let activation_token = self.token.take().filter(|(of, _)| *of == id).map(|(_, token)| token);
                if let Some(press) = Press::from_key(key) {
                    self.say(Heard::Pressed { shown: self.shown(id), press, activation_token }).await;
                }
            }
            "NotificationClosed" => {
                let Ok((id, reason)) = body.deserialize::<(u32, u32)>() else { return };
                self.say(Heard::Closed { shown: self.shown(id), reason }).await;
            }
            _ => {}
        }
    }

    /// A server took the name: ask what it can do. A slow one may answer late; nobody is held up meanwhile.
    fn meet(&mut self, owner: String) {
        self.presence.send_replace(Presence::Silent);
        self.owner = Some(owner.clone());
        let connection = self.connection.clone();
        self.reading.spawn(async move {
            let abilities = read_abilities(&connection, &owner).await;
            (owner, abilities)
        });
    }

    /// The server left, or the bus did: what it sent last, and what was asked of it, is void.
    async fn part(&mut self, presence: Presence) {
        self.reading.abort_all();
        self.token = None;
        self.presence.send_replace(presence);
        if self.owner.take().is_some() {
            self.say(Heard::ServerGone).await;
        }
    }

    fn shown(&self, id: u32) -> Shown {
        Shown { server: server_key(&self.bus, self.owner.as_deref().unwrap_or_default()), id }
    }

    async fn say(&self, heard: Heard) {
        // A receiver that is gone means that the agent is stopping.
        let _ = self.heard.send(heard).await;
    }
}

/// Asks this very server, by its unique name, so that the question can start no other. One that answers with an error
/// can do nothing beyond the title.
async fn read_abilities(connection: &Connection, owner: &str) -> Abilities {
    let words: Vec<String> = match connection.call_method(Some(owner), PATH, Some(NAME), "GetCapabilities", &()).await {
        Ok(reply) => reply.body().deserialize().unwrap_or_default(),
        Err(error) => {
            tracing::warn!(%error, "the notification server does not say what it can do");
            Vec::new()
        }
    };
    let has = |word: &str| words.iter().any(|has| has == word);
    let server = match connection.call_method(Some(owner), PATH, Some(NAME), "GetServerInformation", &()).await {
        Ok(reply) => reply
            .body()
            .deserialize::<(String, String, String, String)>()
            .map(|(name, _, version, _)| format!("{name} {version}"))
            .unwrap_or_default(),
        Err(_) => String::new(),
    };
    Abilities {
        actions: has("actions"),
        body_markup: has("body-markup"),
        body: has("body"),
        persistence: has("persistence"),
        server,
    }
}
