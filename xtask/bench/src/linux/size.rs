//! The size of the release binary, beside that of a program that only says hello.

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::Outcome;
use crate::figure::{Figure, ratio};

/// Largest size of `siaga`, in bytes.
const TARGET: u64 = 12_000_000;

pub(crate) fn measure(siaga: &Path) -> Outcome<Vec<Figure>> {
    let bytes = fs::metadata(siaga)?.len();
    let figure = Figure::new("size of siaga", format!("{bytes} bytes")).target("at most 12 MB", bytes <= TARGET);
    let beside = match hello() {
        Ok(hello) => format!("{} of a hello world built likewise ({hello} bytes)", ratio(bytes as f64, hello as f64)),
        Err(error) => format!("hello world: not built ({error})"),
    };
    Ok(vec![figure.beside(beside)])
}

fn hello() -> Outcome<u64> {
    let folder = tempfile::tempdir()?;
    let (source, binary) = (folder.path().join("hello.rs"), folder.path().join("hello"));
    fs::write(&source, "fn main() { println!(\"hello\"); }")?;
    let built = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args([
            "-C",
            "opt-level=s",
            "-C",
            "lto=fat",
            "-C",
            "codegen-units=1",
            "-C",
            "strip=symbols",
            "-C",
            "panic=abort",
        ])
        .arg("-o")
        .args([&binary, &source])
        .stderr(Stdio::null())
        .status()?;
    if !built.success() {
        return Err("rustc failed".into());
    }
    Ok(fs::metadata(binary)?.len())
}
