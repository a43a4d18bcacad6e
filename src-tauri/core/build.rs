//! Embeds every provider file of `catalogue/`, so that adding a provider touches one data file.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a build script runs outside the pure core")]

use std::{env, error::Error, fmt::Write as _, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=catalogue");
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("catalogue");
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    let mut code = String::from("&[\n");
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let path = path.to_string_lossy().into_owned();
        writeln!(code, "    ({name:?}, include_str!({path:?})),")?;
    }
    code.push_str("]\n");
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("catalogue.rs"), code)?;
    Ok(())
}
