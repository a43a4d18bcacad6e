//! Whether this computer runs on battery, as its system says: the files of `/sys/class/power_supply` on Linux, one
//! question on Windows. Not told on macOS, where pauses stay as they are.

#[cfg(target_os = "linux")]
use std::path::{Path, PathBuf};

/// Where the battery is asked about.
#[derive(Debug, Clone, Default)]
pub struct Power {
    #[cfg(target_os = "linux")]
    supplies: Option<PathBuf>,
    #[cfg(windows)]
    asks: bool,
}

#[cfg(target_os = "linux")]
impl Power {
    /// The system's.
    #[must_use]
    pub fn of_the_system() -> Self {
        Self::in_folder(Path::new("/sys/class/power_supply"))
    }

    /// The power supplies in a folder, one folder each.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self { supplies: Some(folder.to_owned()) }
    }

    /// Whether no mains is there and a battery of the computer itself is being emptied. False where that can't be told.
    #[must_use]
    pub fn on_battery(&self) -> bool {
        let Some(Ok(entries)) = self.supplies.as_ref().map(std::fs::read_dir) else { return false };
        let supplies: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        let says = |supply: &Path, what: &str, value: &str| {
            std::fs::read_to_string(supply.join(what)).is_ok_and(|text| text.trim() == value)
        };
        let mains = |supply: &PathBuf| !says(supply, "type", "Battery") && says(supply, "online", "1");
        // A mouse has a battery too: its scope is a device.
        let emptied = |supply: &PathBuf| {
            says(supply, "type", "Battery") && says(supply, "status", "Discharging") && !says(supply, "scope", "Device")
        };
        !supplies.iter().any(mains) && supplies.iter().any(emptied)
    }
}

#[cfg(windows)]
impl Power {
    /// The system's.
    #[must_use]
    pub const fn of_the_system() -> Self {
        Self { asks: true }
    }

    /// Whether the system says that it has no mains. False where that can't be told.
    #[must_use]
    #[allow(unsafe_code, reason = "Windows fills in a structure by pointer only")]
    pub fn on_battery(&self) -> bool {
        use windows_sys::Win32::System::Power::{GetSystemPowerStatus, SYSTEM_POWER_STATUS};
        if !self.asks {
            return false;
        }
        let mut status = SYSTEM_POWER_STATUS::default();
        // SAFETY: the structure is ours, of the right type, and outlives the call.
        let told = unsafe { GetSystemPowerStatus(&raw mut status) };
        told != 0 && status.ACLineStatus == 0
    }
}

#[cfg(not(any(target_os = "linux", windows)))]
impl Power {
    /// Nothing is asked here yet.
    #[must_use]
    pub const fn of_the_system() -> Self {
        Self {}
    }

    /// Always false: this system is not asked.
    #[must_use]
    pub const fn on_battery(&self) -> bool {
        false
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_battery_counts_when_it_is_emptied_and_no_mains_is_there() {
        type Supply<'a> = (&'a str, &'a [(&'a str, &'a str)]);
        let empties: Supply<'_> = ("BAT0", &[("type", "Battery"), ("status", "Discharging")]);
        let fills: Supply<'_> = ("BAT0", &[("type", "Battery"), ("status", "Charging")]);
        let mouse: Supply<'_> = ("hid", &[("type", "Battery"), ("status", "Discharging"), ("scope", "Device")]);
        let plugged: Supply<'_> = ("AC", &[("type", "Mains"), ("online", "1")]);
        let unplugged: Supply<'_> = ("AC", &[("type", "Mains"), ("online", "0")]);
        let table: [(&[Supply<'_>], bool); 8] = [
            (&[], false),
            (&[empties], true),
            (&[empties, unplugged], true),
            (&[empties, plugged], false),
            (&[fills, unplugged], false),
            (&[mouse], false),
            (&[mouse, empties], true),
            (&[("AC", &[("type", "USB"), ("online", "1")]), empties], false),
        ];
        for (supplies, expected) in table {
            let folder = tempfile::tempdir().unwrap();
            for (name, files) in supplies {
                let supply = folder.path().join(name);
                std::fs::create_dir(&supply).unwrap();
                for (file, text) in *files {
                    std::fs::write(supply.join(file), format!("{text}\n")).unwrap();
                }
            }
            assert_eq!(Power::in_folder(folder.path()).on_battery(), expected, "{supplies:?}");
        }
        assert!(!Power::in_folder(Path::new("/nowhere")).on_battery());
        assert!(!Power::default().on_battery());
    }
}
