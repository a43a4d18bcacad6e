//! The watch list in `settings.toml`: one id more or less, everything else as the person wrote it.

use std::path::{Path, PathBuf};

use siaga_core::problem::Problem;
use siaga_core::settings::Settings;
use toml_edit::{Array, Decor, DocumentMut, Item, RawString, Value};

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
        let defaults = Settings::default().watch;
        if !watched && !defaults.iter().any(|id| is_it(id)) {
            return Ok(Edited { file, text: None });
        }
        let list: Value = format!("[\"{}\"]", defaults.join("\", \"")).parse().map_err(|_| wrong())?;
        document.insert("watch", Item::Value(list));
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

/// The new last item is laid out as the one before it, whose comment stays behind that one.
fn add(list: &mut Array, product: &str) {
    let mut item = Value::from(product);
    let last = list.iter().last().map(|last| (text_of(last.decor().prefix()), text_of(last.decor().suffix())));
    if let Some((before, suffix)) = last {
        let has_comma = list.trailing_comma();
        let tail = if has_comma { text_of(Some(list.trailing())) } else { suffix };
        let (prefix, tail) = match tail.rsplit_once('\n') {
            Some((comment, end)) => {
                let indent = before.rsplit_once('\n').map_or("", |(_, indent)| indent);
                (format!("{comment}\n{indent}"), format!("\n{end}"))
            }
            None => (" ".to_owned(), tail),
        };
        if has_comma {
            *item.decor_mut() = Decor::new(prefix, "");
            list.set_trailing(tail);
        } else {
            *item.decor_mut() = Decor::new(prefix, tail);
            if let Some(last) = list.len().checked_sub(1).and_then(|last| list.get_mut(last)) {
                last.decor_mut().set_suffix("");
            }
        }
    }
    list.push_formatted(item);
}

/// What is said about the others stays where it was; what stands on the line of the one that goes, goes.
fn take(list: &mut Array, is_it: impl Fn(&Value) -> bool) {
    let position = |list: &Array| list.iter().position(&is_it);
    while let Some(at) = position(list) {
        let gone = list.remove(at);
        let (before, suffix) = (text_of(gone.decor().prefix()), text_of(gone.decor().suffix()));
        if let Some(next) = list.get_mut(at) {
            let after = text_of(next.decor().prefix());
            next.decor_mut().set_prefix(joined(&before, &after, at == 0));
        } else if list.trailing_comma() || at == 0 {
            let after = if list.trailing_comma() { text_of(Some(list.trailing())) } else { suffix };
            list.set_trailing(joined(&before, &after, false));
            list.set_trailing_comma(at > 0);
        } else if let Some(last) = list.get_mut(at - 1) {
            last.decor_mut().set_suffix(joined(&before, &suffix, false));
        }
    }
}

/// What stands between two items once the one between them is gone: `before` ends with its line's indent, `after`
/// begins with the rest of its line.
fn joined(before: &str, after: &str, first: bool) -> String {
    match (before.rsplit_once('\n'), after.split_once('\n')) {
        (Some((head, _)), Some((_, rest))) => format!("{head}\n{rest}"),
        (Some(_), None) => before.to_owned(),
        (None, Some(_)) => after.to_owned(),
        (None, None) => if first { before } else { after }.to_owned(),
    }
}

fn text_of(raw: Option<&RawString>) -> String {
    raw.and_then(RawString::as_str).unwrap_or_default().to_owned()
}
