//! What must be so before GTK starts, on Linux: a display that answers, and a way of drawing that works without a
//! graphics device. Elsewhere there is nothing to prepare.

/// There is no display to show a window on.
#[derive(Debug, thiserror::Error)]
#[error("no display answers, so no window can be shown; `siaga status` says the same in a terminal")]
pub(crate) struct NoDisplay;

/// Prepares. May start this program anew, in the same process, with one more variable in its environment.
///
/// # Errors
/// [`NoDisplay`].
pub(crate) fn prepare() -> Result<(), NoDisplay> {
    #[cfg(target_os = "linux")]
    linux::prepare()?;
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use std::env;
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::process::CommandExt as _;
    use std::path::Path;
    use std::process::Command;

    use super::NoDisplay;

    /// WebKit's switch for drawing without shared graphics buffers.
    const NO_DMABUF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

    pub(super) fn prepare() -> Result<(), NoDisplay> {
        let named = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        if !named("DISPLAY") && !named("WAYLAND_DISPLAY") {
            return Err(NoDisplay);
        }
        if env::var_os(NO_DMABUF).is_none() && !has_graphics_device(Path::new("/dev/dri")) {
            start_anew_with(NO_DMABUF, "1");
        }
        // Asked here because the window's own start would panic over it.
        gtk::init().map_err(|_| NoDisplay)
    }

    /// WebKit shows an empty window where it shares graphics buffers and no device is there to draw them.
    fn has_graphics_device(folder: &Path) -> bool {
        fs::read_dir(folder).is_ok_and(|entries| {
            entries.flatten().any(|entry| entry.file_name().as_encoded_bytes().starts_with(b"renderD"))
        })
    }

    /// Replaces this program by itself: the environment can't be changed safely once a program runs. Where that does not
    /// work the window is tried as it is.
    fn start_anew_with(name: &str, value: &str) {
        let Ok(program) = env::current_exe() else { return };
        let mut arguments = env::args_os();
        let called = arguments.next().unwrap_or_else(|| OsStr::new("siaga-desktop").to_owned());
        let _failed = Command::new(program).arg0(called).args(arguments).env(name, value).exec();
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_graphics_device_is_known_by_its_name() {
            let folder = tempfile::tempdir().unwrap();
            assert!(!has_graphics_device(folder.path()));
            fs::write(folder.path().join("card0"), "").unwrap();
            assert!(!has_graphics_device(folder.path()));
            fs::write(folder.path().join("renderD128"), "").unwrap();
            assert!(has_graphics_device(folder.path()));
            assert!(!has_graphics_device(&folder.path().join("absent")));
        }
    }
}
