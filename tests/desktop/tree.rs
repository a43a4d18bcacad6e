//! What a screen reader is given of the window: the tree on the accessibility bus (AT-SPI), read as a screen reader reads
//! it. How Orca would speak it is not known here.

use std::collections::HashMap;

use zbus::{Connection, OwnedObjectPath, OwnedVariant, connection};

use crate::wait::until;

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";
const TEXT: &str = "org.a11y.atspi.Text";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// The root of a page.
const PAGE: &str = "document web";

/// What roles are called, by the number that the bus has for them: `AtspiRole` of AT-SPI 2.
const ROLES: &str = "\
    invalid,accelerator label,alert,animation,arrow,calendar,canvas,check box,check menu item,color chooser,\
    column header,combo box,date editor,desktop icon,desktop frame,dial,dialog,directory pane,drawing area,\
    file chooser,filler,focus traversable,font chooser,frame,glass pane,html container,icon,image,\
    internal frame,label,layered pane,list,list item,menu,menu bar,menu item,option pane,page tab,page tab list,\
    panel,password text,popup menu,progress bar,push button,radio button,radio menu item,root pane,row header,\
    scroll bar,scroll pane,separator,slider,spin button,split pane,status bar,table,table cell,\
    table column header,table row header,tearoff menu item,terminal,text,toggle button,tool bar,tool tip,tree,\
    tree table,unknown,viewport,window,extended,header,footer,paragraph,ruler,application,autocomplete,editbar,\
    embedded,entry,chart,caption,document frame,heading,page,section,redundant object,form,link,\
    input method window,table row,tree item,document spreadsheet,document presentation,document text,\
    document web,document email,comment,list box,grouping,image map,notification,info bar,level bar,title bar,\
    block quote,audio,video,definition,article,landmark,log,marquee,math,rating,timer,static,math fraction,\
    math root,subscript,superscript,description list,description term,description value,footnote,\
    content deletion,content insertion,mark,suggestion,push button menu";

/// Stands in a text where something that has a place of its own in the tree is.
const OBJECT: char = '\u{fffc}';

/// Something in the tree: who has it, and where.
type Place = (String, OwnedObjectPath);

/// The accessibility bus of the session.
#[derive(Debug)]
pub(crate) struct Tree(Connection);

impl Tree {
    /// Says that somebody reads the screen, and joins the bus. To be called before the window is started: it looks once.
    pub(crate) async fn join() -> Tree {
        let session = Connection::session().await.unwrap();
        let (name, path) = (Some("org.a11y.Bus"), "/org/a11y/bus");
        for property in ["IsEnabled", "ScreenReaderEnabled"] {
            let on = ("org.a11y.Status", property, zbus::Variant::from(true));
            session.call_method(name, path, Some(PROPERTIES), "Set", &on).await.unwrap();
        }
        let answer = session.call_method(name, path, name, "GetAddress", &()).await.unwrap();
        let address: String = answer.body().deserialize().unwrap();
        Tree(connection::Builder::address(address.as_str()).build().await.unwrap())
    }

    /// The page of Siaga's window, line by line as [`Tree::lines`] has them, once two looks in a row give the same.
    pub(crate) async fn settled(&self, what: &str) -> Vec<String> {
        let mut last = Vec::new();
        until(&format!("the tree of {what}"), async || {
            let now = self.page().await.unwrap_or_default();
            let same = !now.is_empty() && now == last;
            last.clone_from(&now);
            same.then_some(now)
        })
        .await
    }

    /// `None` where something went away while it was looked at.
    async fn page(&self) -> Option<Vec<String>> {
        let registry = ("org.a11y.atspi.Registry".to_owned(), "/org/a11y/atspi/accessible/root".try_into().ok()?);
        let mut application = None;
        for one in self.children(&registry).await? {
            if self.name(&one).await.is_some_and(|name| name.contains("siaga")) {
                application = Some(one);
            }
        }
        let mut left = vec![application?];
        while let Some(place) = left.pop() {
            if self.role(&place).await? == PAGE {
                return self.lines(place).await;
            }
            left.extend(self.children(&place).await?);
        }
        None
    }

    /// `role "name"`, two blanks further in for each step down. A role that has a level is followed by it. What has no
    /// name but a text of its own is called by that.
    async fn lines(&self, page: Place) -> Option<Vec<String>> {
        let mut lines = Vec::new();
        let mut left = vec![(0, page)];
        while let Some((depth, place)) = left.pop() {
            let mut line = "  ".repeat(depth) + self.role(&place).await?;
            let attributes = self.attributes(&place).await?;
            // Which landmark, and of which level a heading is.
            let landmark = attributes.get("xml-roles").filter(|_| line.ends_with("landmark"));
            for one in landmark.into_iter().chain(attributes.get("level")) {
                line += &format!(" {one}");
            }
            let name = match self.name(&place).await? {
                name if name.is_empty() => self.text(&place).await,
                name => name,
            };
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            if !name.is_empty() {
                line += &format!(" {name:?}");
            }
            lines.push(line);
            let below = self.children(&place).await?;
            left.extend(below.into_iter().rev().map(|place| (depth + 1, place)));
        }
        Some(lines)
    }

    async fn children(&self, place: &Place) -> Option<Vec<Place>> {
        let listed: Vec<Place> = self.ask(place, ACCESSIBLE, "GetChildren", &()).await?;
        if !listed.is_empty() {
            return Some(listed);
        }
        // A page of another process below the window is not in the list, only in its place.
        let count: OwnedVariant = self.ask(place, PROPERTIES, "Get", &(ACCESSIBLE, "ChildCount")).await?;
        let mut placed = Vec::new();
        for at in 0..i32::try_from(count).ok()? {
            placed.push(self.ask(place, ACCESSIBLE, "GetChildAtIndex", &at).await?);
        }
        Some(placed)
    }

    /// By its number: a page gives its roles no names.
    async fn role(&self, place: &Place) -> Option<&'static str> {
        let number: u32 = self.ask(place, ACCESSIBLE, "GetRole", &()).await?;
        Some(ROLES.split(',').nth(number as usize).unwrap_or("beyond the list"))
    }

    async fn attributes(&self, place: &Place) -> Option<HashMap<String, String>> {
        self.ask(place, ACCESSIBLE, "GetAttributes", &()).await
    }

    async fn name(&self, place: &Place) -> Option<String> {
        let name: OwnedVariant = self.ask(place, PROPERTIES, "Get", &(ACCESSIBLE, "Name")).await?;
        String::try_from(name).ok()
    }

    /// Empty where it has none.
    async fn text(&self, place: &Place) -> String {
        let text: Option<String> = self.ask(place, TEXT, "GetText", &(0_i32, -1_i32)).await;
        text.unwrap_or_default().replace(OBJECT, " ")
    }

    async fn ask<B, T>(&self, place: &Place, interface: &str, method: &str, body: &B) -> Option<T>
    where
        B: serde::Serialize + zbus::Type,
        T: serde::de::DeserializeOwned + zbus::Type,
    {
        let (name, path) = (Some(place.0.as_str()), &place.1);
        self.0.call_method(name, path, Some(interface), method, body).await.ok()?.body().deserialize().ok()
    }
}
