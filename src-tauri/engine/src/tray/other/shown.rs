//! The icon and the menu as they are shown now, on the main thread.

use std::collections::HashMap;

use siaga_core::menu::{Item, Kind, Picture};
use siaga_core::wire::Command;
use tokio::sync::mpsc;
use tray_icon::menu::{CheckMenuItem, IsMenuItem, Menu, MenuId, MenuItem, PredefinedMenuItem, Submenu};
use tray_icon::{Icon, TrayIcon, TrayIconBuilder};

use crate::tray::Press;
use crate::tray::icon::{Ink, Look};

/// Windows keeps 128 UTF-16 units of a tooltip, the last of them a zero.
const TOOLTIP: usize = 127;

/// Macs colour the icon themselves, by the menu bar's background.
const TEMPLATE: bool = cfg!(target_os = "macos");

/// What cannot be shown, and why.
type Failure = Box<dyn std::error::Error>;

/// The icon and the menu as they are shown now.
pub(super) struct Shown {
    icon: TrayIcon,
    picture: Picture,
    side: u32,
    presses: mpsc::Sender<Press>,
    commands: Commands,
    /// Of the menu before: it may be open while it is replaced.
    before: Commands,
    menus: u64,
}

type Commands = HashMap<MenuId, Command>;

impl Shown {
    /// Shows a picture, changing only what differs from the one shown. `scale`: pixels per point of the screen.
    pub(super) fn draw(
        shown: &mut Option<Self>,
        picture: Picture,
        presses: mpsc::Sender<Press>,
        scale: f64,
    ) -> Result<(), Failure> {
        let side = side(scale);
        match shown {
            Some(shown) => shown.change(picture, presses, side),
            None => {
                *shown = Some(Self::new(picture, presses, side)?);
                Ok(())
            }
        }
    }

    /// What a line of the menu asks for.
    pub(super) fn command(&self, id: &MenuId) -> Option<Command> {
        self.commands.get(id).or_else(|| self.before.get(id)).cloned()
    }

    /// Passes a choice on.
    pub(super) fn press(&self, command: Command) {
        if self.presses.try_send(Press { command, activation_token: None }).is_err() {
            tracing::warn!("tray: a choice was dropped, the agent is busy or ending");
        }
    }

    fn new(picture: Picture, presses: mpsc::Sender<Press>, side: u32) -> Result<Self, Failure> {
        let (menu, commands) = menu(&picture.menu, 0)?;
        let icon = TrayIconBuilder::new()
            .with_icon(drawn(&picture, side)?)
            .with_icon_as_template(TEMPLATE)
            .with_tooltip(tooltip(&picture))
            .with_menu(Box::new(menu))
            .with_menu_on_left_click(false)
            .build()?;
        Ok(Self { icon, picture, side, presses, commands, before: Commands::new(), menus: 1 })
    }

    fn change(&mut self, picture: Picture, presses: mpsc::Sender<Press>, side: u32) -> Result<(), Failure> {
        if Look::of(&picture) != Look::of(&self.picture) || side != self.side {
            // In one call: two of them flicker on macOS.
            self.icon.set_icon_with_as_template(Some(drawn(&picture, side)?), TEMPLATE)?;
        }
        if picture.tooltip != self.picture.tooltip || picture.title != self.picture.title {
            self.icon.set_tooltip(Some(tooltip(&picture)))?;
        }
        if picture.menu != self.picture.menu {
            let (menu, commands) = menu(&picture.menu, self.menus)?;
            self.icon.set_menu(Some(Box::new(menu)));
            self.menus += 1;
            self.before = std::mem::replace(&mut self.commands, commands);
        }
        self.picture = picture;
        self.side = side;
        self.presses = presses;
        Ok(())
    }
}

fn drawn(picture: &Picture, side: u32) -> Result<Icon, Failure> {
    let ink = if TEMPLATE { Ink::Template } else { Ink::Colour };
    let drawing = Look::of(picture).draw(side, ink);
    let side = drawing.side();
    Ok(Icon::from_rgba(drawing.rgba(), side, side)?)
}

/// The size that is shown without scaling: 16 points on Windows; on macOS the icon is 18 points high, drawn for the
/// densest screen.
fn side(scale: f64) -> u32 {
    if cfg!(target_os = "macos") {
        return 36;
    }
    match scale {
        ..1.25 => 16,
        1.25..1.5 => 20,
        1.5..2.0 => 24,
        2.0..3.0 => 32,
        _ => 48,
    }
}

fn tooltip(picture: &Picture) -> String {
    let text = &picture.tooltip;
    if text.encode_utf16().count() <= TOOLTIP {
        return text.clone();
    }
    let mut units = 0;
    let mut clipped: String = text
        .chars()
        .take_while(|character| {
            units += character.len_utf16();
            units < TOOLTIP
        })
        .collect();
    clipped.push('…');
    clipped
}

fn menu(items: &[Item], number: u64) -> Result<(Menu, Commands), Failure> {
    let mut lines = Lines { number, commands: Commands::new() };
    let menu = Menu::new();
    for item in items {
        menu.append(lines.line(item)?.as_ref())?;
    }
    Ok((menu, lines.commands))
}

/// Gives every line an id of its own, never one of an earlier menu: a late choice must not mean something else.
struct Lines {
    number: u64,
    commands: Commands,
}

impl Lines {
    fn line(&mut self, item: &Item) -> Result<Box<dyn IsMenuItem>, Failure> {
        // One ampersand would mark the key that chooses the line.
        let label = item.label.replace('&', "&&");
        Ok(match (&item.kind, item.checked) {
            (Kind::Separator, _) => Box::new(PredefinedMenuItem::separator()),
            (Kind::Note, _) => Box::new(MenuItem::new(label, false, None)),
            (Kind::Submenu(items), _) => {
                let submenu = Submenu::new(label, item.enabled);
                for item in items {
                    submenu.append(self.line(item)?.as_ref())?;
                }
                Box::new(submenu)
            }
            (Kind::Command(command), None) => Box::new(MenuItem::with_id(self.id(command), label, item.enabled, None)),
            (Kind::Command(command), Some(checked)) => {
                Box::new(CheckMenuItem::with_id(self.id(command), label, item.enabled, checked, None))
            }
        })
    }

    fn id(&mut self, command: &Command) -> MenuId {
        let id = MenuId::new(format!("{}.{}", self.number, self.commands.len()));
        self.commands.insert(id.clone(), command.clone());
        id
    }
}
