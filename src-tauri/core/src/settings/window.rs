//! How the window looks, and whether it begins with the first steps.

use serde::{Deserialize, Serialize};

/// The window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WindowSettings {
    /// Light or dark.
    pub theme: Theme,
    /// How large its text is.
    pub text: TextSize,
    /// It begins with the first steps.
    pub welcome: bool,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How large the window's text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TextSize {
    /// As the system has it.
    #[default]
    Normal,
    /// An eighth larger or so.
    Large,
    /// A third larger or so.
    Larger,
}

/// How the person wants the window to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Look {
    /// Light or dark.
    pub theme: Theme,
    /// How large its text is.
    pub text: TextSize,
}

impl Theme {
    /// As it stands in the settings.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl TextSize {
    /// As it stands in the settings.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
            Self::Larger => "larger",
        }
    }
}

impl WindowSettings {
    /// How it looks.
    #[must_use]
    pub const fn look(self) -> Look {
        Look { theme: self.theme, text: self.text }
    }
}
