//! The tray on Windows and macOS, where its events belong to the main thread: [`main_loop`] holds that thread and the
//! engine runs beside it. Pictures cross to it as events of the loop, choices come back by a channel.
//!
//! It opens no window. On macOS the agent must run from a bundle of its own: `Contents/Library/LoginItems/Siaga
//! Agent.app` with `CFBundleIdentifier` `id.siaga.Siaga.agent`, `LSUIElement` true (never in the Dock),
//! `LSMinimumSystemVersion` 13.0 (login items by SMAppService), `NSHighResolutionCapable` true, and `CFBundleExecutable`
//! naming a copy of `siaga`. Without one it still shows, as an accessory by its activation policy.

mod shown;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use siaga_core::about::TrayState;
use siaga_core::menu::Picture;
use siaga_core::wire::{Command, View};
use tao::event::{Event, StartCause};
use tao::event_loop::{ControlFlow, EventLoop, EventLoopBuilder, EventLoopProxy};
use tokio::sync::{mpsc, watch};
use tray_icon::menu::{MenuEvent, MenuId};
use tray_icon::{MouseButton, MouseButtonState, TrayIconEvent};

use self::shown::Shown;
use super::{Press, Screen};

/// The process's one main loop, once it runs.
static LOOP: OnceLock<EventLoopProxy<Wish>> = OnceLock::new();

/// The exit code of an engine that broke down.
const BROKEN: i32 = 101;

/// What the main thread is asked to do.
enum Wish {
    /// Show this, and send choices there.
    Draw(Box<Picture>, mpsc::Sender<Press>),
    /// Take the icon away.
    Clear,
    /// A line of the menu was chosen.
    Choose(MenuId),
    /// The icon was clicked, or the program was started again.
    Open,
    /// The engine has ended.
    End(i32),
}

/// Holds the main thread for the tray's events and runs the engine on a thread of its own; ends the process with the
/// code that the engine gives. Call it first thing on the main thread, at most once.
pub fn main_loop(engine: impl FnOnce() -> i32 + Send + 'static) -> ! {
    let events = prepare();
    let proxy = events.create_proxy();
    drop(LOOP.set(proxy.clone()));
    let chosen = proxy.clone();
    MenuEvent::set_event_handler(Some(move |event: MenuEvent| send(&chosen, Wish::Choose(event.id))));
    let clicked = proxy.clone();
    TrayIconEvent::set_event_handler(Some(move |event: TrayIconEvent| {
        if is_open(&event) {
            send(&clicked, Wish::Open);
        }
    }));
    let beside = std::thread::Builder::new().name("engine".into()).spawn(move || {
        // Whatever happens to the engine, the main thread must not outlive it.
        let code = catch_unwind(AssertUnwindSafe(engine)).unwrap_or(BROKEN);
        send(&proxy, Wish::End(code));
    });
    if let Err(why) = beside {
        tracing::error!("no thread for the engine: {why}");
        std::process::exit(BROKEN);
    }
    let mut shown = None;
    events.run(move |event, target, flow| {
        *flow = ControlFlow::Wait;
        match event {
            Event::NewEvents(StartCause::Init) => tracing::debug!("tray: the main loop runs"),
            Event::UserEvent(Wish::Draw(picture, presses)) => {
                let scale = target.primary_monitor().map_or(1.0, |monitor| monitor.scale_factor());
                if let Err(why) = Shown::draw(&mut shown, *picture, presses, scale) {
                    tracing::warn!("tray: not drawn: {why}");
                }
            }
            Event::UserEvent(Wish::Clear) => shown = None,
            Event::UserEvent(Wish::Choose(id)) => {
                if let Some((shown, command)) = shown.as_ref().and_then(|shown| Some((shown, shown.command(&id)?))) {
                    shown.press(command);
                }
            }
            Event::UserEvent(Wish::Open) | Event::Reopen { .. } => {
                if let Some(shown) = &shown {
                    shown.press(Command::Show { view: View::Overview });
                }
            }
            Event::UserEvent(Wish::End(code)) => {
                shown = None;
                *flow = ControlFlow::ExitWithCode(code);
            }
            _ => {}
        }
    })
}

#[cfg(target_os = "macos")]
fn prepare() -> EventLoop<Wish> {
    use tao::platform::macos::{ActivationPolicy, EventLoopExtMacOS};
    let mut events = EventLoopBuilder::with_user_event().build();
    // Never in the Dock and never in front, bundled or not.
    events.set_activation_policy(ActivationPolicy::Accessory);
    events.set_activate_ignoring_other_apps(false);
    events
}

#[cfg(windows)]
fn prepare() -> EventLoop<Wish> {
    EventLoopBuilder::with_user_event().build()
}

/// A left click, told once per click.
const fn is_open(event: &TrayIconEvent) -> bool {
    matches!(event, TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. })
}

fn send(proxy: &EventLoopProxy<Wish>, wish: Wish) {
    // Fails only once the loop has ended, and then nobody looks any more.
    drop(proxy.send_event(wish));
}

/// The tray as the engine holds it.
pub(super) struct Tray {
    presses: mpsc::Sender<Press>,
    missing_told: bool,
    /// Whether the desktop shows it, for whoever asks: these systems always do, once it is handed over.
    shown: watch::Sender<TrayState>,
}

impl Tray {
    pub(super) const fn new(presses: mpsc::Sender<Press>, shown: watch::Sender<TrayState>) -> Self {
        Self { presses, missing_told: false, shown }
    }
}

impl Screen for Tray {
    async fn draw(&mut self, picture: &Picture) -> bool {
        if let Some(proxy) = LOOP.get() {
            send(proxy, Wish::Draw(Box::new(picture.clone()), self.presses.clone()));
            self.shown.send_replace(TrayState::Shown);
            return true;
        }
        if !self.missing_told {
            self.missing_told = true;
            tracing::info!("tray: not shown, this process runs no main loop");
        }
        false
    }

    async fn close(self) {
        if let Some(proxy) = LOOP.get() {
            send(proxy, Wish::Clear);
        }
    }
}
