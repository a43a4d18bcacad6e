//! `check windows|macos`: type-checks a crate for a system that this one is not. Nothing is linked and nothing is run.
//!
//! Where rustup has the target it is used as it is. Elsewhere, on Debian, a compiler is unpacked that comes with the
//! source of its own standard library, and that library is built for the target. It is unpacked and not installed,
//! because installed it would stand in the way of rustup's.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::need::Purpose;
use crate::place;
use crate::setup::{self, Consent};
use crate::step::{self, Failure};

/// Debian's newest Rust, and the source of its library.
const COMPILER: &str = "rustc-web";
const LIBRARY_SOURCE: &str = "rust-web-src";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Other {
    Windows,
    MacOs,
}

impl Other {
    fn name(self) -> &'static str {
        match self {
            Self::Windows => "windows",
            Self::MacOs => "macos",
        }
    }

    fn target(self) -> &'static str {
        match self {
            Self::Windows => "x86_64-pc-windows-gnu",
            Self::MacOs => "aarch64-apple-darwin",
        }
    }
}

/// `cargo xtask check windows|macos [-p CRATE | --window] [--yes]`
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode, Failure> {
    let mut other = None;
    let mut packages = Vec::new();
    let mut yes = false;
    let mut words = arguments.iter().map(String::as_str);
    while let Some(word) = words.next() {
        match word {
            "windows" => other = Some(Other::Windows),
            "macos" => other = Some(Other::MacOs),
            "--window" => packages.push("siaga-desktop".to_owned()),
            "-p" => match words.next() {
                Some(name) => packages.push(name.to_owned()),
                None => return Err(Failure::Usage("-p takes the name of a crate".into())),
            },
            "--yes" => yes = true,
            unknown => return Err(Failure::Usage(format!("check does not know `{unknown}`"))),
        }
    }
    let Some(other) = other else { return Err(Failure::Usage("check takes windows or macos".into())) };
    if packages.is_empty() {
        packages.push("siaga-engine".to_owned());
    }
    if packages.iter().any(|name| name == "siaga-desktop") {
        // The window carries the page inside, for whatever system it is compiled.
        setup::page()?;
        step::run(place::npm().args(["run", "build"]))?;
    }

    let consent = Consent::from(yes);
    let mut cargo = place::cargo();
    // A target folder of its own: another compiler would throw away what the first has built.
    cargo.args(["check", "--target", other.target()]).arg("--target-dir").arg(place::target().join(other.name()));
    for package in &packages {
        cargo.args(["-p", package]);
    }
    if other == Other::Windows {
        setup::packages(Purpose::Check, consent)?;
        windows_c(&mut cargo);
    } else {
        macos_c(&mut cargo, &zig(consent)?);
    }
    if !rustup_has(other.target()) {
        let root = unpacked_compiler(consent)?;
        let architecture = format!("{}-linux-gnu", env::consts::ARCH);
        cargo
            .arg("-Zbuild-std=std,panic_unwind")
            .env("RUSTC", root.join("usr/bin/rustc"))
            .env("LD_LIBRARY_PATH", root.join("usr/lib").join(architecture))
            // Building the standard library is a nightly feature; this compiler is trusted with it for a check.
            .env("RUSTC_BOOTSTRAP", "1");
    }
    step::run(&mut cargo)?;
    println!("check: {} type-checks for {}", packages.join(", "), other.name());
    Ok(ExitCode::SUCCESS)
}

fn windows_c(cargo: &mut Command) {
    cargo
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER", "x86_64-w64-mingw32-gcc")
        .env("CC_x86_64_pc_windows_gnu", "x86_64-w64-mingw32-gcc")
        .env("CXX_x86_64_pc_windows_gnu", "x86_64-w64-mingw32-g++")
        .env("AR_x86_64_pc_windows_gnu", "x86_64-w64-mingw32-ar");
}

/// C for macOS goes through zig, which carries Apple's C headers; `xtask/macos/cc` says what is left out.
fn macos_c(cargo: &mut Command, zig: &Path) {
    let scripts = place::root().join("xtask/macos");
    cargo
        .env("SIAGA_ZIG", zig)
        .env("CC_aarch64_apple_darwin", scripts.join("cc"))
        .env("CXX_aarch64_apple_darwin", scripts.join("cc"))
        .env("AR_aarch64_apple_darwin", scripts.join("ar"));
}

fn rustup_has(target: &str) -> bool {
    place::output("rustup", &["target", "list", "--installed"])
        .is_some_and(|installed| installed.lines().any(|line| line == target))
}

/// The root of the unpacked compiler; fetched the first time.
fn unpacked_compiler(consent: Consent) -> Result<PathBuf, Failure> {
    let root = place::cache().join("compiler");
    if root.join("usr/bin/rustc").exists() {
        return Ok(root);
    }
    if !place::on_path("apt-get") || !place::on_path("dpkg-deb") {
        return Err(Failure::step(
            "rustup does not have this target (`rustup target add` brings it), and the other way is known for Debian only",
        ));
    }
    println!(
        "check: {COMPILER} and the source of its library are to be fetched (about 200 MB) and unpacked in {}",
        root.display()
    );
    if !consent.allows("Fetch them now?") {
        return Err(Failure::step("the compiler for the check is missing (--yes fetches it)"));
    }
    let packages = compiler_packages();
    let work = place::cache().join("fetching");
    let made = fs::remove_dir_all(&work).or(Ok(())).and_then(|()| fs::create_dir_all(work.join("root")));
    made.map_err(|error: std::io::Error| Failure::Step(format!("{} cannot be written: {error}", work.display())))?;
    step::run(Command::new("apt-get").arg("download").args(&packages).current_dir(&work)).map_err(|failure| {
        match failure {
            Failure::Step(what) => Failure::Step(format!("{what}. `apt-get update` may help")),
            usage => usage,
        }
    })?;
    let fetched = fs::read_dir(&work).map_err(|error| Failure::Step(format!("{}: {error}", work.display())))?;
    for file in fetched.filter_map(Result::ok).map(|entry| entry.path()) {
        if file.extension().is_some_and(|extension| extension == "deb") {
            step::run(Command::new("dpkg-deb").arg("-x").arg(&file).arg(work.join("root")))?;
        }
    }
    fs::rename(work.join("root"), &root)
        .and_then(|()| fs::remove_dir_all(&work))
        .map_err(|error| Failure::Step(format!("{} cannot be written: {error}", root.display())))?;
    Ok(root)
}

/// The compiler, its host library and its LLVM. Their names carry versions, so apt is asked for them.
fn compiler_packages() -> BTreeSet<String> {
    let mut found = BTreeSet::from([COMPILER.to_owned(), LIBRARY_SOURCE.to_owned()]);
    let mut asked = vec![COMPILER.to_owned()];
    while let Some(name) = asked.pop() {
        let printed = place::output("apt-cache", &["depends", &name]).unwrap_or_default();
        for dependency in printed.lines().filter_map(|line| line.trim().strip_prefix("Depends: ")) {
            let wanted = dependency.starts_with("libstd-rust") || dependency.starts_with("libllvm");
            if wanted && found.insert(dependency.to_owned()) {
                asked.push(dependency.to_owned());
            }
        }
    }
    found
}

/// The Python that has zig; a small environment of its own, made the first time.
fn zig(consent: Consent) -> Result<PathBuf, Failure> {
    let environment = place::cache().join("zig");
    let python = environment.join("bin/python");
    let works = |python: &Path| place::output(&python.to_string_lossy(), &["-m", "ziglang", "version"]).is_some();
    if works(&python) {
        return Ok(python);
    }
    if !place::on_path("python3") {
        return Err(Failure::step(
            "C code for macOS is compiled by zig, which comes by Python; there is no python3 on PATH",
        ));
    }
    println!("check: zig is to be fetched (about 100 MB) into {}", environment.display());
    if !consent.allows("Fetch it now?") {
        return Err(Failure::step("the C compiler for the check is missing (--yes fetches it)"));
    }
    step::run(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
    step::run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "ziglang"]))?;
    if works(&python) { Ok(python) } else { Err(Failure::step("zig was fetched and does not start")) }
}
