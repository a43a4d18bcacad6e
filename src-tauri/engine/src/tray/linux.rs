//! The tray on Linux: a StatusNotifierItem with a menu over D-Bus, without any toolkit.
//!
//! It registers when a host appears, at once or hours later, and again after the host was restarted. It does not fall
//! back to the older XEmbed tray: where there is no host, the window and the notifications remain.

use std::time::Duration;

use ksni::menu::{CheckmarkItem, StandardItem, SubMenu};
use ksni::{Category, Handle, Icon, MenuItem, OfflineReason, Status, ToolTip, TrayMethods};
use siaga_core::about::TrayState;
use siaga_core::menu::{Item, Kind, Picture};
use siaga_core::wire::{Command, View};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

use super::icon::{Ink, Look};
use super::{Press, Screen};

/// Sides of the icons offered, in pixels; hosts take the nearest.
const SIDES: [u32; 5] = [16, 22, 24, 32, 48];

/// Pause before another try where there is no session bus.
const PAUSE: Duration = Duration::from_secs(60);

/// How long a bus or a host may take to answer the registration.
const REGISTRATION: Duration = Duration::from_secs(5);

/// Runs the engine on the main thread and ends the process with the code it gives. Other systems need the main thread
/// for the tray's events; here nothing does.
pub fn main_loop(engine: impl FnOnce() -> i32 + Send + 'static) -> ! {
    std::process::exit(engine())
}

/// The tray as the engine holds it.
pub(super) struct Tray {
    presses: mpsc::Sender<Press>,
    state: State,
    /// Whether the desktop shows it, for whoever asks.
    shown: watch::Sender<TrayState>,
}

enum State {
    Down { since_told: bool, next_try: Option<Instant> },
    Up(Handle<Indicator>),
}

impl Tray {
    pub(super) const fn new(presses: mpsc::Sender<Press>, shown: watch::Sender<TrayState>) -> Self {
        Self { presses, state: State::Down { since_told: false, next_try: None }, shown }
    }

    async fn start(&mut self, picture: &Picture) -> bool {
        let State::Down { since_told, next_try } = self.state else { return false };
        if next_try.is_some_and(|next| Instant::now() < next) {
            return false;
        }
        self.shown.send_replace(TrayState::Unknown);
        let indicator = Indicator::new(picture.clone(), self.presses.clone(), self.shown.clone());
        // Without a host this is no error: the item registers itself when one appears.
        let started = tokio::time::timeout(REGISTRATION, indicator.assume_sni_available(true).spawn()).await;
        let why = match started {
            Ok(Ok(handle)) => {
                self.state = State::Up(handle);
                // That no host is there has been heard by now.
                self.shown.send_if_modified(|shown| {
                    let unheard = *shown == TrayState::Unknown;
                    if unheard {
                        *shown = TrayState::Shown;
                    }
                    unheard
                });
                return true;
            }
            Ok(Err(why)) => why.to_string(),
            Err(_) => "no answer".to_owned(),
        };
        self.shown.send_replace(TrayState::NoHost);
        if !since_told {
            tracing::info!("tray: not shown, trying again every minute: {why}");
        }
        self.state = State::Down { since_told: true, next_try: Some(Instant::now() + PAUSE) };
        false
    }
}

impl Screen for Tray {
    async fn draw(&mut self, picture: &Picture) -> bool {
        let State::Up(handle) = &self.state else { return self.start(picture).await };
        if handle.update(|indicator| indicator.show(picture.clone())).await.is_some() {
            return true;
        }
        self.state = State::Down { since_told: false, next_try: None };
        self.start(picture).await
    }

    async fn close(self) {
        if let State::Up(handle) = self.state {
            handle.shutdown().await;
        }
    }
}

/// The item as hosts see it.
struct Indicator {
    picture: Picture,
    look: Look,
    icons: Vec<Icon>,
    presses: mpsc::Sender<Press>,
    shown: watch::Sender<TrayState>,
}

impl Indicator {
    fn new(picture: Picture, presses: mpsc::Sender<Press>, shown: watch::Sender<TrayState>) -> Self {
        let look = Look::of(&picture);
        Self { picture, look, icons: icons(look), presses, shown }
    }

    fn show(&mut self, picture: Picture) {
        let look = Look::of(&picture);
        if look != self.look {
            self.look = look;
            self.icons = icons(look);
        }
        self.picture = picture;
    }

    fn press(&self, command: Command) {
        // Hosts give the token just before the press. One that comes later is lost: waiting for it here would keep
        // the engine's only thread from receiving it.
        let activation_token = ksni::current_xdg_activation_token();
        if self.presses.try_send(Press { command, activation_token }).is_err() {
            tracing::warn!("tray: a choice was dropped, the agent is busy or ending");
        }
    }
}

impl ksni::Tray for Indicator {
    fn id(&self) -> String {
        let id = "id.siaga.Siaga";
        if self.picture.drill { format!("{id}.Drill") } else { id.to_owned() }
    }

    fn category(&self) -> Category {
        Category::SystemServices
    }

    /// Never `NeedsAttention`: hosts blink or unfold for it, and the notification has told already. Never `Passive`:
    /// hosts hide that, and a hidden icon cannot say that all is well.
    fn status(&self) -> Status {
        Status::Active
    }

    fn title(&self) -> String {
        self.picture.title.clone()
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        self.icons.clone()
    }

    fn tool_tip(&self) -> ToolTip {
        // All in the title, which is plain text: the description may be taken for markup.
        ToolTip { title: self.picture.tooltip.clone(), ..ToolTip::default() }
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        self.press(Command::Show { view: View::Overview });
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        items(&self.picture.menu)
    }

    fn watcher_online(&self) {
        tracing::info!("tray: a host is there");
        self.shown.send_replace(TrayState::Shown);
    }

    fn watcher_offline(&self, reason: OfflineReason) -> bool {
        self.shown.send_replace(TrayState::NoHost);
        match reason {
            OfflineReason::Error(why) => tracing::info!("tray: waiting for a host: {why}"),
            _ => tracing::info!("tray: the host is gone, waiting for the next"),
        }
        true
    }
}

fn icons(look: Look) -> Vec<Icon> {
    let side = |side: u32| i32::try_from(side).unwrap_or(0);
    SIDES
        .map(|wanted| look.draw(wanted, Ink::Colour))
        .into_iter()
        .map(|drawing| Icon { width: side(drawing.side()), height: side(drawing.side()), data: drawing.argb() })
        .collect()
}

fn items(menu: &[Item]) -> Vec<MenuItem<Indicator>> {
    menu.iter().map(item).collect()
}

fn item(item: &Item) -> MenuItem<Indicator> {
    // One underscore would mark the key that chooses the line.
    let label = item.label.replace('_', "__");
    match (&item.kind, item.checked) {
        (Kind::Separator, _) => MenuItem::Separator,
        (Kind::Note, _) => StandardItem { label, enabled: false, ..StandardItem::default() }.into(),
        (Kind::Submenu(submenu), _) => {
            SubMenu { label, enabled: item.enabled, submenu: items(submenu), ..SubMenu::default() }.into()
        }
        (Kind::Command(command), None) => StandardItem {
            label,
            enabled: item.enabled,
            activate: pressing(command.clone()),
            ..StandardItem::default()
        }
        .into(),
        (Kind::Command(command), Some(checked)) => CheckmarkItem {
            label,
            enabled: item.enabled,
            checked,
            activate: pressing(command.clone()),
            ..CheckmarkItem::default()
        }
        .into(),
    }
}

fn pressing(command: Command) -> Box<dyn Fn(&mut Indicator) + Send> {
    Box::new(move |indicator| indicator.press(command.clone()))
}
