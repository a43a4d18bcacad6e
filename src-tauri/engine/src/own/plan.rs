//! Plans and accounts in `settings.toml`: what the person has asked for, everything else as they wrote it.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use siaga_core::problem::Problem;
use siaga_core::provider::{Catalogue, Use};
use siaga_core::settings::Settings;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::{Unchanged, make_private, write_file};

/// Writes the person's choices for a task, the first first, and gives their names; none takes the plan away. An id that a
/// product had before is written as it is called now.
///
/// # Errors
/// [`Unchanged`]; then nothing was written.
pub fn set(config: &Path, catalogue: &Catalogue, task: Use, order: &[String]) -> Result<Vec<String>, Unchanged> {
    let (mut ids, mut names): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
    for id in order {
        let product = catalogue.product(id).ok_or_else(|| Unchanged::NoProduct(catalogue.no_product(id)))?;
        if !ids.contains(&product.id.as_str()) {
            ids.push(&product.id);
            names.push(product.name.clone());
        }
    }
    let file = File::read(config)?;
    let mut document = file.document()?;
    if ids.is_empty() {
        take(&mut document, "plan", task.word(), None).ok_or_else(|| file.wrong())?;
    } else {
        let list = Value::Array(Array::from_iter(ids));
        put(&mut document, ["plan", task.word(), "order"], list).ok_or_else(|| file.wrong())?;
    }
    file.write(&document.to_string())?;
    Ok(names)
}

/// Writes the day on which the person made sure that their account works, or takes it away, and gives the product's name.
///
/// # Errors
/// [`Unchanged`]; then nothing was written.
pub fn account(config: &Path, catalogue: &Catalogue, product: &str, day: Option<Date>) -> Result<String, Unchanged> {
    let known = catalogue.product(product).ok_or_else(|| Unchanged::NoProduct(catalogue.no_product(product)))?;
    let file = File::read(config)?;
    let mut document = file.document()?;
    // The person may have written an id that the product had before.
    let is_it = |id: &str| catalogue.product(id).is_some_and(|one| one.id == known.id);
    let written = document.get("product").and_then(Item::as_table_like);
    let written = written.and_then(|own| own.iter().map(|(id, _)| id.to_owned()).find(|id| is_it(id)));
    let id = written.unwrap_or_else(|| known.id.clone());
    let changed = match day {
        Some(day) => put(&mut document, ["product", &id, "account"], Value::from(day.to_string())),
        None => take(&mut document, "product", &id, Some("account")),
    };
    changed.ok_or_else(|| file.wrong())?;
    file.write(&document.to_string())?;
    Ok(known.name.clone())
}

/// The settings as they stand on the disk.
struct File {
    path: PathBuf,
    text: String,
}

impl File {
    fn read(config: &Path) -> Result<Self, Unchanged> {
        let path = config.join("settings.toml");
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Self { path, text }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self { path, text: String::new() }),
            Err(why) => Err(Unchanged::NotWritten { file: path, why }),
        }
    }

    fn document(&self) -> Result<DocumentMut, Unchanged> {
        self.text.parse().map_err(|_| self.wrong())
    }

    fn wrong(&self) -> Unchanged {
        let name = self.path.display().to_string();
        let unknown = Problem { file: name.clone(), line: None, key: None, message: "cannot be edited".to_owned() };
        Unchanged::Settings(Box::new(Settings::parse(&name, &self.text).err().unwrap_or(unknown)))
    }

    /// What was wrong before stands in nobody's way; nothing that was right becomes wrong.
    fn write(&self, text: &str) -> Result<(), Unchanged> {
        let name = self.path.display().to_string();
        if let (Ok(_), Err(problem)) = (Settings::parse(&name, &self.text), Settings::parse(&name, text)) {
            return Err(Unchanged::Settings(Box::new(problem)));
        }
        if text == self.text {
            return Ok(());
        }
        make_private(self.path.parent().unwrap_or(Path::new(".")))
            .and_then(|()| write_file(&self.path, text))
            .map_err(|why| Unchanged::NotWritten { file: self.path.clone(), why })
    }
}

/// Puts a value into a table of a table, made where they are not there. None where something else is in the way.
fn put(document: &mut DocumentMut, [outer, inner, key]: [&str; 3], value: Value) -> Option<()> {
    let table = || {
        let mut table = Table::new();
        table.set_implicit(true);
        Item::Table(table)
    };
    let outer = document.entry(outer).or_insert_with(table);
    let inline = outer.is_inline_table();
    let new = || if inline { Item::Value(Value::InlineTable(InlineTable::new())) } else { Item::Table(Table::new()) };
    let inner = outer.as_table_like_mut()?.entry(inner).or_insert_with(new).as_table_like_mut()?;
    match inner.get_mut(key).and_then(Item::as_value_mut) {
        // The comment behind it stays.
        Some(there) => {
            let decor = there.decor().clone();
            *there = value;
            *there.decor_mut() = decor;
        }
        None => drop(inner.insert(key, Item::Value(value))),
    }
    Some(())
}

/// Takes an inner table away, or one key of it, and what is empty then. None where something else is in the way.
fn take(document: &mut DocumentMut, outer: &str, inner: &str, key: Option<&str>) -> Option<()> {
    let Some(item) = document.get_mut(outer) else { return Some(()) };
    let table: &mut dyn TableLike = item.as_table_like_mut()?;
    match (key, table.get_mut(inner)) {
        (_, None) => {}
        (None, Some(_)) => drop(table.remove(inner)),
        (Some(key), Some(item)) => {
            let inside = item.as_table_like_mut()?;
            inside.remove(key);
            if inside.is_empty() {
                table.remove(inner);
            }
        }
    }
    if table.is_empty() {
        document.remove(outer);
    }
    Some(())
}

#[cfg(test)]
mod tests;
