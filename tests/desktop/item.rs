//! What a tray host reads of an item: over D-Bus, from the item itself, once the host says that it is registered.

use zbus::{Connection, OwnedVariant, Variant};

use crate::wait::until;

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";

/// An item that is registered with the host.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    bus: Connection,
    owner: String,
    path: String,
}

/// One line of its menu.
#[derive(Debug)]
pub(crate) struct Line {
    id: i32,
    pub(crate) label: String,
    pub(crate) checked: bool,
    pub(crate) lines: Vec<Line>,
}

impl Item {
    /// Waits until Siaga's item is registered with the host.
    pub(crate) async fn registered() -> Item {
        let bus = Connection::session().await.unwrap();
        until("Siaga's item on the tray host", async || Self::find(&bus).await).await
    }

    /// Siaga's item, if the host has it.
    pub(crate) async fn find(bus: &Connection) -> Option<Item> {
        let items = property(bus, WATCHER, "/StatusNotifierWatcher", WATCHER, "RegisteredStatusNotifierItems").await?;
        for registered in Vec::<String>::try_from(items).ok()? {
            let (owner, path) = registered.split_at(registered.find('/').unwrap_or(registered.len()));
            let path = if path.is_empty() { "/StatusNotifierItem" } else { path };
            let item = Item { bus: bus.clone(), owner: owner.to_owned(), path: path.to_owned() };
            if item.text("Id").await.as_deref() == Some("id.siaga.Siaga") {
                return Some(item);
            }
        }
        None
    }

    /// A property that is a text.
    pub(crate) async fn text(&self, name: &str) -> Option<String> {
        String::try_from(self.property(name).await?).ok()
    }

    /// The icon, in all its sizes; only to be compared.
    pub(crate) async fn icon(&self) -> String {
        format!("{:?}", self.property("IconPixmap").await.unwrap())
    }

    /// What is shown where the mouse rests.
    pub(crate) async fn tooltip(&self) -> String {
        let tooltip = self.property("ToolTip").await.unwrap();
        let Variant::Structure(parts) = &*tooltip else { panic!("{tooltip:?}") };
        parts.fields()[2].downcast_ref::<String>().unwrap()
    }

    /// The left click.
    pub(crate) async fn activate(&self) {
        self.bus
            .call_method(Some(self.owner.as_str()), self.path.as_str(), Some(ITEM), "Activate", &(0_i32, 0_i32))
            .await
            .unwrap();
    }

    /// The lines of the menu.
    pub(crate) async fn menu(&self) -> Vec<Line> {
        let menu = self.menu_path().await;
        let asked = (0_i32, -1_i32, Vec::<&str>::new());
        let reply = self
            .bus
            .call_method(Some(self.owner.as_str()), menu.as_str(), Some(MENU), "GetLayout", &asked)
            .await
            .unwrap();
        let body = reply.body();
        let layout: zbus::Structure<'_> = body.deserialize().unwrap();
        let Variant::Structure(root) = &layout.fields()[1] else { panic!("{layout:?}") };
        line(root).lines
    }

    /// Waits until the menu has this line, below the one that begins with `under` if any, and chooses it.
    pub(crate) async fn choose(&self, under: Option<&str>, label: &str) {
        let id = until(&format!("the line {label} in the menu"), async || {
            let menu = self.menu().await;
            let lines = match under {
                Some(start) => menu.into_iter().find(|line| line.label.starts_with(start))?.lines,
                None => menu,
            };
            lines.iter().find(|line| line.label == label).map(|line| line.id)
        })
        .await;
        let menu = self.menu_path().await;
        let clicked = (id, "clicked", Variant::from(0_i32), 0_u32);
        self.bus.call_method(Some(self.owner.as_str()), menu.as_str(), Some(MENU), "Event", &clicked).await.unwrap();
    }

    async fn menu_path(&self) -> String {
        let path = self.property("Menu").await.unwrap();
        zbus::OwnedObjectPath::try_from(path).unwrap().to_string()
    }

    async fn property(&self, name: &str) -> Option<OwnedVariant> {
        property(&self.bus, &self.owner, &self.path, ITEM, name).await
    }
}

async fn property(bus: &Connection, owner: &str, path: &str, interface: &str, name: &str) -> Option<OwnedVariant> {
    let properties = Some("org.freedesktop.DBus.Properties");
    let reply = bus.call_method(Some(owner), path, properties, "Get", &(interface, name)).await.ok()?;
    reply.body().deserialize::<OwnedVariant>().ok()
}

/// Number, properties, and lines below.
fn line(node: &zbus::Structure<'_>) -> Line {
    let [Variant::I32(id), Variant::Dict(properties), Variant::Array(below)] = node.fields() else {
        panic!("no line of a menu: {node:?}")
    };
    let mut line = Line { id: *id, label: String::new(), checked: false, lines: Vec::new() };
    for (name, value) in properties.iter() {
        match (name.downcast_ref::<&str>(), plain(value)) {
            (Ok("label"), Variant::Str(label)) => line.label = label.to_string(),
            (Ok("toggle-state"), Variant::I32(state)) => line.checked = *state == 1,
            _ => {}
        }
    }
    for one in below.inner() {
        if let Variant::Structure(node) = plain(one) {
            line.lines.push(self::line(node));
        }
    }
    line
}

fn plain<'a, 'b>(value: &'a Variant<'b>) -> &'a Variant<'b> {
    match value {
        Variant::Variant(inner) => plain(inner),
        other => other,
    }
}
