//! What each command needs of the system, what for, and what the distributions call it. Data, and how to see it is there.

use crate::place;
use crate::system::Manager;

/// One thing that has to be on the machine.
#[derive(Debug)]
pub(crate) struct Need {
    /// What it is for, after "for".
    pub(crate) purpose: &'static str,
    sign: Sign,
    /// Names of packages for apt, dnf, pacman and zypper; empty where another package of the list brings it.
    names: [&'static str; 4],
}

/// How to see that it is there.
#[derive(Debug)]
enum Sign {
    /// A program of this name is on PATH.
    Program(&'static str),
    /// pkg-config knows a library of this name.
    Library(&'static str),
    /// Only the package manager can say.
    Package,
}

/// What to get ready for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Building both binaries, the window included.
    Build,
    /// All tests.
    Test,
    /// Type-checking for Windows and macOS.
    Check,
    /// Measuring: release builds under a real tray host.
    Bench,
}

impl Purpose {
    /// What it needs, on Linux.
    pub(crate) fn needs(self) -> Vec<&'static Need> {
        match self {
            Self::Build => WINDOW.iter().collect(),
            Self::Test | Self::Bench => WINDOW.iter().chain(DESKTOP).collect(),
            Self::Check => OTHER_SYSTEMS.iter().collect(),
        }
    }
}

impl Need {
    /// Its package under this manager, if it has one of its own there.
    pub(crate) fn package(&self, manager: Manager) -> Option<&'static str> {
        let name = match manager {
            Manager::Apt => self.names[0],
            Manager::Dnf => self.names[1],
            Manager::Pacman => self.names[2],
            Manager::Zypper => self.names[3],
        };
        (!name.is_empty()).then_some(name)
    }

    /// How to name it where no package manager is known.
    pub(crate) fn plain_name(&self) -> &'static str {
        match self.sign {
            Sign::Program(name) | Sign::Library(name) => name,
            Sign::Package => self.names[0],
        }
    }

    /// Whether it can be seen without a package manager: `None` where only that could tell.
    pub(crate) fn seen(&self) -> Option<bool> {
        match self.sign {
            Sign::Program(name) => Some(place::on_path(name)),
            Sign::Library(name) => Some(place::output("pkg-config", &["--exists", name]).is_some()),
            Sign::Package => None,
        }
    }
}

const fn program(name: &'static str, purpose: &'static str, names: [&'static str; 4]) -> Need {
    Need { purpose, sign: Sign::Program(name), names }
}

const fn library(name: &'static str, purpose: &'static str, names: [&'static str; 4]) -> Need {
    Need { purpose, sign: Sign::Library(name), names }
}

const fn package(purpose: &'static str, names: [&'static str; 4]) -> Need {
    Need { purpose, sign: Sign::Package, names }
}

/// The name by which pkg-config knows the WebKit that the window is built on.
pub(crate) const WEBKIT: &str = "webkit2gtk-4.1";

/// What the window is built on. The agent and the command line need none of it.
const WINDOW: &[Need] = &[
    library(
        WEBKIT,
        "the window",
        ["libwebkit2gtk-4.1-dev", "webkit2gtk4.1-devel", "webkit2gtk-4.1", "pkgconfig(webkit2gtk-4.1)"],
    ),
    library("librsvg-2.0", "the window's icons", ["librsvg2-dev", "librsvg2-devel", "librsvg", "librsvg-devel"]),
];

/// What `tests/support/desktop-session.sh` starts, and what the tests look through. Where a distribution's name for a
/// program is not sure, rpm systems are asked for the file.
const DESKTOP: &[Need] = &[
    program(
        "Xvfb",
        "a display of the tests' own",
        ["xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb", "/usr/bin/Xvfb"],
    ),
    program("xauth", "that display", ["xauth", "xorg-x11-xauth", "xorg-xauth", "xauth"]),
    program("dbus-daemon", "a session bus of the tests' own", ["dbus", "dbus-daemon", "dbus", "dbus-1-daemon"]),
    program("dbus-send", "asking that bus", ["dbus-bin", "dbus-tools", "dbus", "dbus-1-tools"]),
    program("dbus-launch", "that bus", ["dbus-x11", "dbus-x11", "dbus", "dbus-1-x11"]),
    program("dunst", "a real notification server", ["dunst", "dunst", "dunst", "dunst"]),
    program("notify-send", "trying that server", ["libnotify-bin", "libnotify", "libnotify", "libnotify-tools"]),
    program("xfce4-panel", "a real tray", ["xfce4-panel", "xfce4-panel", "xfce4-panel", "xfce4-panel"]),
    package("notifications with buttons", ["xfce4-notifyd", "xfce4-notifyd", "xfce4-notifyd", "xfce4-notifyd"]),
    program("openbox", "a window manager", ["openbox", "openbox", "openbox", "openbox"]),
    program("import", "screenshots", ["imagemagick", "/usr/bin/import", "imagemagick", "ImageMagick"]),
    program("xclip", "reading the clipboard", ["xclip", "xclip", "xclip", "xclip"]),
    program("xdotool", "mouse and keys", ["xdotool", "xdotool", "xdotool", "xdotool"]),
    program(
        "WebKitWebDriver",
        "reading the real window",
        ["webkit2gtk-driver", "/usr/bin/WebKitWebDriver", "", "/usr/bin/WebKitWebDriver"],
    ),
    program("chromium", "the tests of the whole page", ["chromium", "chromium", "chromium", "chromium"]),
    package("the accessibility bus", ["at-spi2-core", "at-spi2-core", "at-spi2-core", "at-spi2-core"]),
    package("letters", ["fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu", "dejavu-fonts"]),
    package("letters beyond Latin", ["fonts-noto-core", "google-noto-sans-fonts", "noto-fonts", "noto-sans-fonts"]),
    package("icons", ["adwaita-icon-theme", "adwaita-icon-theme", "adwaita-icon-theme", "adwaita-icon-theme"]),
    package("icons", ["hicolor-icon-theme", "hicolor-icon-theme", "hicolor-icon-theme", "hicolor-icon-theme"]),
    program("xprop", "looking at windows", ["x11-utils", "/usr/bin/xprop", "xorg-xprop", "/usr/bin/xprop"]),
    program(
        "xrandr",
        "looking at the display",
        ["x11-xserver-utils", "/usr/bin/xrandr", "xorg-xrandr", "/usr/bin/xrandr"],
    ),
    program("ps", "seeing that nothing is left running", ["procps", "procps-ng", "procps-ng", "procps"]),
    package(
        "a notification server that tells what it heard",
        ["python3-dbusmock", "python3-dbusmock", "python-dbusmock", "python3-python-dbusmock"],
    ),
    package(
        "the desktop's defaults",
        [
            "gsettings-desktop-schemas",
            "gsettings-desktop-schemas",
            "gsettings-desktop-schemas",
            "gsettings-desktop-schemas",
        ],
    ),
    program("xclip", "reading the clipboard", ["xclip", "xclip", "xclip", "xclip"]),
];

/// What type-checking for another system needs beyond the toolchain that it unpacks: C compilers for ring and SQLite.
const OTHER_SYSTEMS: &[Need] = &[
    program(
        "x86_64-w64-mingw32-gcc",
        "C code for Windows",
        ["gcc-mingw-w64-x86-64", "mingw64-gcc", "mingw-w64-gcc", "mingw64-cross-gcc"],
    ),
    program(
        "x86_64-w64-mingw32-g++",
        "C++ code for Windows",
        ["g++-mingw-w64-x86-64", "mingw64-gcc-c++", "mingw-w64-gcc", "mingw64-cross-gcc-c++"],
    ),
];
