//! A session bus that starts nothing by itself, and a notification server on it that does as a test tells it.
//!
//! The server answers `Notify`, `GetCapabilities`, `GetServerInformation` and `CloseNotification`, records the notes it
//! was given, and reports presses and closings on demand, either to everybody or, as GNOME Shell and dunst do, to the
//! connection that sent the note alone. A suite needs few of these at a time.
#![allow(
    clippy::unwrap_used,
    dead_code,
    unreachable_pub,
    reason = "a test support file, of which each suite uses a part"
)]

use futures_util::StreamExt;
use serde::Serialize;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use zbus::message::{Message, Type};
use zbus::{Connection, DynamicType, MessageStream, OwnedVariant, connection};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// A `dbus-daemon` of one test's own, without service activation. Ends when dropped.
pub struct PrivateBus {
    daemon: Child,
    address: String,
    _config: tempfile::NamedTempFile,
}

impl PrivateBus {
    /// Starts it. Panics where `dbus-daemon` is not installed.
    pub fn start() -> PrivateBus {
        let mut config = tempfile::NamedTempFile::new().unwrap();
        config
            .write_all(
                br#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><keep_umask/><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>"#,
            )
            .unwrap();
        let mut daemon = Command::new("dbus-daemon")
            .arg(format!("--config-file={}", config.path().display()))
            .args(["--nofork", "--nosyslog", "--print-address=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is installed");
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        PrivateBus { daemon, address: address.trim().to_owned(), _config: config }
    }

    /// For `DBUS_SESSION_BUS_ADDRESS` of a process under test.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Another client on this bus.
    pub async fn connect(&self) -> Connection {
        connection::Builder::address(self.address.as_str()).build().await.unwrap()
    }

    /// Ends the bus under everybody's feet.
    pub fn kill(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

impl Drop for PrivateBus {
    fn drop(&mut self) {
        self.kill();
    }
}

/// One `Notify` as it arrived.
#[derive(Clone, Debug)]
pub struct Call {
    /// The connection that sent it.
    pub sender: String,
    pub app_name: String,
    pub replaces: u32,
    pub icon: String,
    pub title: String,
    pub body: String,
    /// Keys and labels in turn.
    pub actions: Vec<String>,
    pub hints: HashMap<String, OwnedVariant>,
    pub timeout: i32,
    /// The number it was given.
    pub id: u32,
}

impl Call {
    /// A hint of type string, `None` if absent.
    pub fn text_hint(&self, name: &str) -> Option<String> {
        self.hints.get(name).map(|value| String::try_from(value.try_clone().unwrap()).unwrap())
    }

    /// A hint of type boolean, `None` if absent.
    pub fn flag_hint(&self, name: &str) -> Option<bool> {
        self.hints.get(name).map(|value| bool::try_from(value.try_clone().unwrap()).unwrap())
    }

    /// The urgency: 0 low, 1 normal, 2 critical.
    pub fn urgency(&self) -> Option<u8> {
        self.hints.get("urgency").map(|value| u8::try_from(value.try_clone().unwrap()).unwrap())
    }

    /// The action keys, without `default`.
    pub fn buttons(&self) -> Vec<&str> {
        self.actions.chunks(2).map(|pair| pair[0].as_str()).filter(|key| *key != "default").collect()
    }
}

/// Whom the server tells of a press or a closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// Everybody, by broadcast.
    Everybody,
    /// The connection that sent the note.
    TheSender,
}

/// A notification server under a test's control. Leaves the bus when stopped.
pub struct Mock {
    connection: Connection,
    script: Arc<Script>,
    tells: Tells,
    answering: JoinHandle<()>,
}

/// What the server is to do, and what it has seen.
struct Script {
    capabilities: Vec<String>,
    hung: watch::Sender<bool>,
    /// `Notify` calls that arrived, answered or not.
    received: watch::Sender<u32>,
    /// Those answered.
    calls: watch::Sender<Vec<Call>>,
    /// Numbers of notes that were asked to be taken away.
    closed: watch::Sender<Vec<u32>>,
}

impl Mock {
    /// Takes the name on `bus`, which nobody may own, and broadcasts what it reports.
    pub async fn start(bus: &PrivateBus, capabilities: &[&str]) -> Mock {
        Mock::start_telling(bus, capabilities, Tells::Everybody).await
    }

    /// As [`Mock::start`], with a choice of whom it tells.
    pub async fn start_telling(bus: &PrivateBus, capabilities: &[&str], tells: Tells) -> Mock {
        let connection = bus.connect().await;
        let stream = MessageStream::from(&connection);
        let script = Arc::new(Script {
            capabilities: capabilities.iter().map(|word| (*word).to_owned()).collect(),
            hung: watch::Sender::new(false),
            received: watch::Sender::new(0),
            calls: watch::Sender::new(Vec::new()),
            closed: watch::Sender::new(Vec::new()),
        });
        let answering = tokio::spawn(answer(connection.clone(), stream, Arc::clone(&script)));
        connection.request_name(NAME).await.unwrap();
        Mock { connection, script, tells, answering }
    }

    /// The notes shown so far.
    pub fn calls(&self) -> Vec<Call> {
        self.script.calls.borrow().clone()
    }

    /// Waits until at least `count` notes were shown.
    pub async fn shown(&self, count: usize) -> Vec<Call> {
        self.script.calls.subscribe().wait_for(|calls| calls.len() >= count).await.unwrap().clone()
    }

    /// Waits until at least `count` notes were asked to be taken away, and says which.
    pub async fn taken_away(&self, count: usize) -> Vec<u32> {
        self.script.closed.subscribe().wait_for(|closed| closed.len() >= count).await.unwrap().clone()
    }

    /// How many `Notify` arrived, answered or not.
    pub fn received(&self) -> u32 {
        *self.script.received.borrow()
    }

    /// Waits until at least `count` `Notify` have arrived, answered or not.
    pub async fn arrived(&self, count: u32) {
        self.script.received.subscribe().wait_for(|received| *received >= count).await.unwrap();
    }

    /// This server's unique name on the bus.
    pub fn unique_name(&self) -> String {
        self.connection.unique_name().unwrap().to_string()
    }

    /// Presses an action (`default` is the notification itself).
    pub async fn press(&self, id: u32, action: &str) {
        self.tell(id, "ActionInvoked", &(id, action)).await;
    }

    /// Sends the token that precedes a press on desktops that hand the focus on.
    pub async fn token(&self, id: u32, token: &str) {
        self.tell(id, "ActivationToken", &(id, token)).await;
    }

    /// Closes a notification: 1 expired, 2 dismissed, 3 closed by a program, 4 undefined.
    pub async fn close(&self, id: u32, reason: u32) {
        self.tell(id, "NotificationClosed", &(id, reason)).await;
    }

    /// Answers nothing from now on.
    pub fn hang(&self) {
        self.script.hung.send_replace(true);
    }

    /// Answers again, beginning with what had to wait.
    pub fn resume(&self) {
        self.script.hung.send_replace(false);
    }

    /// Leaves the bus, as a crash would. The next one started has another unique name.
    pub async fn stop(self) {
        self.answering.abort();
        let _ = self.connection.close().await;
    }

    async fn tell<B: Serialize + DynamicType>(&self, id: u32, member: &str, body: &B) {
        let to = match self.tells {
            Tells::Everybody => None,
            Tells::TheSender => self.calls().iter().rev().find(|call| call.id == id).map(|call| call.sender.clone()),
        };
        self.connection.emit_signal(to.as_deref(), PATH, NAME, member, body).await.unwrap();
    }
}

async fn answer(connection: Connection, mut stream: MessageStream, script: Arc<Script>) {
    let mut answers = JoinSet::new();
    while let Some(Ok(message)) = stream.next().await {
        if message.message_type() != Type::MethodCall {
            continue;
        }
        if message.header().member().is_some_and(|member| member == "Notify") {
            script.received.send_modify(|count| *count += 1);
        }
        answers.spawn(answer_one(connection.clone(), message, Arc::clone(&script)));
    }
}

async fn answer_one(connection: Connection, message: Message, script: Arc<Script>) {
    script.hung.subscribe().wait_for(|hung| !hung).await.unwrap();
    let header = message.header();
    let reply = match header.member().unwrap().as_str() {
        "Notify" => connection.reply(&header, &script.show(&message)).await,
        "GetCapabilities" => connection.reply(&header, &script.capabilities).await,
        "GetServerInformation" => connection.reply(&header, &("Mock", "Siaga's tests", "1.0", "1.2")).await,
        "CloseNotification" => {
            script.closed.send_modify(|closed| closed.push(message.body().deserialize().unwrap()));
            connection.reply(&header, &()).await
        }
        other => connection.reply_error(&header, "org.freedesktop.DBus.Error.UnknownMethod", &other).await,
    };
    // The asker may have left.
    let _ = reply;
}

impl Script {
    /// Records a `Notify` and gives the number it is shown under.
    fn show(&self, message: &Message) -> u32 {
        type Notify = (String, u32, String, String, String, Vec<String>, HashMap<String, OwnedVariant>, i32);
        let (app_name, replaces, icon, title, body, actions, hints, timeout) =
            message.body().deserialize::<Notify>().unwrap();
        let sender = message.header().sender().unwrap().to_string();
        let mut id = replaces;
        self.calls.send_modify(|calls| {
            // Servers do not begin at 1 reliably, so neither does this one.
            if id == 0 {
                id = 7 + u32::try_from(calls.iter().filter(|call| call.replaces == 0).count()).unwrap();
            }
            calls.push(Call { sender, app_name, replaces, icon, title, body, actions, hints, timeout, id });
        });
        id
    }
}
