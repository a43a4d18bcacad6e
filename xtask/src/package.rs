//! `package`: a Debian package of the release build, with the command `siaga` beside the window.

use std::env;
use std::fs;
use std::process::{Command, ExitCode};

use crate::need::Purpose;
use crate::place;
use crate::setup::{self, Consent};
use crate::step::{self, Failure};

/// The maker of packages; no part of ui/package.json, because nothing else there needs its 20 MB.
const TAURI: &str = "@tauri-apps/cli@2.12.5";

/// What only a package needs. Not in `tauri.conf.json`, because there every plain `cargo build` would ask for the release
/// binary.
const WITH_THE_AGENT: &str = "tauri.bundle.conf.json";

/// `cargo xtask package`
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode, Failure> {
    if !arguments.is_empty() {
        return Err(Failure::Usage("package takes nothing".into()));
    }
    setup::packages(Purpose::Build, Consent::from(false))?;
    setup::page()?;
    step::run(place::npm().args(["run", "build"]))?;
    step::run(place::cargo().args(["build", "--release", "-p", "siaga-engine", "--bin", "siaga"]))?;

    // Tauri looks for an external binary under the name of the system that it was built for.
    let host = host()?;
    let folder = place::root().join("src-tauri/binaries");
    let source = place::target().join("release/siaga");
    let copied = fs::create_dir_all(&folder).and_then(|()| fs::copy(&source, folder.join(format!("siaga-{host}"))));
    copied.map_err(|error| {
        Failure::Step(format!("{} could not be copied to {}: {error}", source.display(), folder.display()))
    })?;

    let mut build = Command::new("npx");
    build.args(["--yes", TAURI, "build", "--bundles", "deb", "--config", WITH_THE_AGENT]);
    build.current_dir(place::root().join("src-tauri"));
    step::run(&mut build)?;
    println!("package: in {}", place::target().join("release/bundle/deb").display());
    Ok(ExitCode::SUCCESS)
}

fn host() -> Result<String, Failure> {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let version = place::output(&rustc, &["-vV"]).unwrap_or_default();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Failure::step("`rustc -vV` does not say which system this is"))
}
