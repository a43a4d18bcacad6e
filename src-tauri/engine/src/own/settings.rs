//! The watch list in `settings.toml`: one id more or less, everything else as the person wrote it.

use std::path::{Path, PathBuf};

use siaga_core::problem::Problem;
use siaga_core::settings::Settings;
use toml_edit::{Array, DocumentMut, Item, Value};

use super::{Unchanged, make_private, write_file};

/// Settings that are to be written.
#[derive(Debug)]
pub(super) struct Edited {
    file: PathBuf,
    /// Absent: they say it already.
    text: Option<String>,
}

impl Edited {
    pub(super) fn write(self) -> Result<(), Unchanged> {
        let Some(text) = self.text else { return Ok(()) };
        let folder = self.file.parent().unwrap_or(Path::new("."));
        make_private(folder)
            .and_then(|()| write_file(&self.file, &text))
            .map_err(|why| Unchanged::NotWritten { file: self.file, why })
    }
}

/// The settings with `product` in the watch list, or without any that `is_it`.
pub(super) fn watching(
    config: &Path,
    is_it: impl Fn(&str) -> bool,
    product: &str,
    watched: bool,
) -> Result<Edited, Unchanged> {
    let file = config.join("settings.toml");
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(why) => return Err(Unchanged::NotWritten { file, why }),
    };
    let name = file.display().to_string();
    // A list that is none, or a file that is no TOML, is named by its line; what is wrong elsewhere stands in nobody's way.
    let wrong = || {
        let unknown = Problem { file: name.clone(), line: None, key: None, message: "cannot be edited".to_owned() };
        Unchanged::Settings(Box::new(Settings::parse(&name, &text).err().unwrap_or(unknown)))
    };
    let mut document: DocumentMut = text.parse().map_err(|_| wrong())?;
    let has_list = document.contains_key("watch");
    if !has_list {
        let defaults: Array = Settings::default().watch.iter().map(String::as_str).collect();
        if !watched && !defaults.iter().any(|item| item.as_str().is_some_and(&is_it)) {
            return Ok(Edited { file, text: None });
        }
        document.insert("watch", Item::Value(Value::Array(defaults)));
    }
    let list = document.get_mut("watch").and_then(Item::as_array_mut).ok_or_else(wrong)?;
    let holds = |item: &Value| item.as_str().is_some_and(&is_it);
    let holds_it = list.iter().any(holds);
    match (watched, holds_it) {
        (true, true) | (false, false) => return Ok(Edited { file, text: None }),
        (true, false) => add(list, product),
        (false, true) => take(list, holds),
    }
    Ok(Edited { file, text: Some(document.to_string()) })
}

/// The new last item is laid out as the one before it.
fn add(list: &mut Array, product: &str) {
    let mut item = Value::from(product);
    if let Some(last) = list.iter().last() {
        // What stands behind the last item, a comment perhaps, stays behind that one.
        let before = last.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or(" ");
        let indent = before.rsplit('\n').next().unwrap_or_default();
        let prefix = if before.contains('\n') { format!("\n{indent}") } else { " ".to_owned() };
        *item.decor_mut() = toml_edit::Decor::new(prefix, "");
    }
    list.push_formatted(item);
}

/// What stands before the first item that is left is the list's own beginning.
fn take(list: &mut Array, is_it: impl Fn(&Value) -> bool) {
    let first = list.iter().next().map(|item| item.decor().clone());
    let was_first = list.iter().next().is_some_and(&is_it);
    list.retain(|item| !is_it(item));
    if let (true, Some(decor), Some(item)) = (was_first, first, list.get_mut(0)) {
        *item.decor_mut() = decor;
    }
}
