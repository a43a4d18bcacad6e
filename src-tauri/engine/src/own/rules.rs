//! One setting more, less or different in `settings.toml`, everything else as the person wrote it: values under a dotted
//! key, and silences. The whole new text is read before it is written; what it may not say is answered and stays out.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value as Json;
use siaga_core::problem::Problem;
use siaga_core::provider::Catalogue;
use siaga_core::settings::{DEFAULTS, Settings, SilenceSettings};
use siaga_core::wording::Words;
use toml_edit::{Array, ArrayOfTables, Document, DocumentMut, InlineTable, Item, Key, Table, TableLike, Value};

use super::{Unchanged, make_private, write_file};

/// Longest key, and most parts of one.
const KEY: (usize, usize) = (200, 4);

/// Where silences stand.
const SILENCE: &str = "silence";

/// A setting that was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The key as it stands in the file.
    pub key: String,
    /// What the person had written there; none where that was nothing.
    pub before: Option<Json>,
    /// What stands there now, as TOML; none where the default counts.
    pub value: Option<String>,
}

impl Written {
    /// What was done, as a sentence.
    #[must_use]
    pub fn sentence(&self, words: &Words) -> String {
        let key = ("key", self.key.as_str().into());
        match &self.value {
            Some(value) => words.format("rules-set", &[key, ("value", value.as_str().into())]),
            None if self.before.is_none() => words.format("rules-not-there", &[key]),
            None => words.format("rules-unset", &[key]),
        }
    }
}

/// Writes one value, or takes the person's own away so that the default counts.
///
/// # Errors
/// [`Unchanged`]; then nothing was written.
pub fn set(config: &Path, catalogue: &Catalogue, key: &str, value: Option<&Json>) -> Result<Written, Unchanged> {
    let file = File::read(config)?;
    let mut document = file.document()?;
    let path = path_of(key, catalogue, document.as_table())?;
    let shown = path.iter().map(Key::to_string).collect::<Vec<_>>().join(".");
    let before = match find(document.as_table(), &path) {
        Some(Item::Value(value)) => Some(json_of(value)),
        Some(Item::Table(_) | Item::ArrayOfTables(_)) => {
            return Err(refused("rules-table", &shown));
        }
        Some(Item::None) | None => None,
    };
    let text = match value {
        Some(value) => {
            let value = toml_of(value).ok_or_else(|| refused("rules-bad-value", &shown))?;
            put(&mut document, &path, value).ok_or_else(|| refused("rules-table", &shown))?;
            document.to_string()
        }
        None if before.is_none() => return Ok(Written { key: shown, before: None, value: None }),
        None => without(&file.text, document, &path).ok_or_else(|| refused("rules-table", &shown))?,
    };
    file.write(catalogue, &text)?;
    let value = value.and_then(toml_of).map(|value| value.to_string());
    Ok(Written { key: shown, before, value })
}

/// The value that a person means by these words for a key: as TOML where they are a value of it, else as text. A setting
/// that is a list takes several, or one.
#[must_use]
pub fn value_of(key: &str, words: &[String]) -> Json {
    let read = |word: &String| match word.parse::<Value>() {
        Ok(value @ (Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Array(_) | Value::String(_))) => {
            json_of(&value)
        }
        Ok(Value::Datetime(_) | Value::InlineTable(_)) | Err(_) => Json::String(word.clone()),
    };
    let defaults: DocumentMut = DEFAULTS.parse().unwrap_or_default();
    let known = Key::parse(key).ok().and_then(|path| find(defaults.as_table(), &path).cloned());
    let is_list = known.is_some_and(|item| item.is_array()) || key.ends_with(".components");
    match words {
        [one] => match read(one) {
            Json::Array(list) => Json::Array(list),
            _ if is_list => Json::Array(vec![Json::String(one.clone())]),
            value => value,
        },
        several => Json::Array(several.iter().cloned().map(Json::String).collect()),
    }
}

/// Writes down what the person does not want to hear of.
///
/// # Errors
/// [`Unchanged`]; then nothing was written.
pub fn add_silence(
    config: &Path,
    catalogue: &Catalogue,
    silence: &SilenceSettings,
    now: Timestamp,
) -> Result<(), Unchanged> {
    silence.check(now).map_err(|why| refused(why.key(), ""))?;
    let file = File::read(config)?;
    let mut document = file.document()?;
    let entries = entries_of(silence);
    match document.get_mut(SILENCE) {
        Some(Item::Value(Value::Array(list))) => list.push(entries.into_iter().collect::<InlineTable>()),
        Some(Item::ArrayOfTables(list)) => list.push(entries.into_iter().collect::<Table>()),
        Some(_) => return Err(file.wrong()),
        None => {
            let mut list = ArrayOfTables::new();
            let mut first: Table = entries.into_iter().collect();
            keep_comments(&mut document, &mut first);
            list.push(first);
            document.insert(SILENCE, Item::ArrayOfTables(list));
        }
    }
    file.write(catalogue, &document.to_string())
}

/// Takes a silence out; the first that says exactly this.
///
/// # Errors
/// [`Unchanged`]; then nothing was written.
pub fn remove_silence(config: &Path, catalogue: &Catalogue, silence: &SilenceSettings) -> Result<(), Unchanged> {
    let file = File::read(config)?;
    let settings =
        Settings::parse(&file.name(), &file.text).map_err(|problem| Unchanged::Settings(Box::new(problem)))?;
    let unknown = || refused("rules-silence-unknown", "");
    let at = settings.silence.iter().position(|one| one == silence).ok_or_else(unknown)?;
    let document = Document::parse(file.text.as_str()).map_err(|_| file.wrong())?;
    let text = match document.get(SILENCE) {
        Some(Item::ArrayOfTables(list)) => {
            let table = list.get(at).ok_or_else(unknown)?;
            let spans = table.iter().filter_map(|(_, item)| item.span()).chain(table.span());
            let span = spans.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end));
            cut(&file.text, &span.ok_or_else(unknown)?)
        }
        _ => {
            let mut document = file.document()?;
            let list = document.get_mut(SILENCE).and_then(Item::as_array_mut).ok_or_else(|| file.wrong())?;
            list.remove(at);
            document.to_string()
        }
    };
    file.write(catalogue, &text)
}

/// The person's settings as they stand on the disk.
struct File {
    path: PathBuf,
    text: String,
}

impl File {
    fn read(config: &Path) -> Result<Self, Unchanged> {
        let path = config.join("settings.toml");
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Self { path, text }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self { path, text: String::new() }),
            Err(why) => Err(Unchanged::NotWritten { file: path, why }),
        }
    }

    fn name(&self) -> String {
        self.path.display().to_string()
    }

    fn document(&self) -> Result<DocumentMut, Unchanged> {
        self.text.parse().map_err(|_| self.wrong())
    }

    /// What is wrong with the text as it is.
    fn wrong(&self) -> Unchanged {
        let name = self.name();
        let unknown = Problem { file: name.clone(), line: None, key: None, message: "cannot be edited".to_owned() };
        Unchanged::Settings(Box::new(Settings::parse(&name, &self.text).err().unwrap_or(unknown)))
    }

    /// Writes the new text, if it is right; what was wrong before and is not about this change stands in nobody's way
    /// as long as the text can be read at all.
    fn write(&self, catalogue: &Catalogue, text: &str) -> Result<(), Unchanged> {
        let name = self.name();
        let before = Settings::parse(&name, &self.text);
        let after = match (Settings::parse(&name, text), &before) {
            (Ok(after), _) => after,
            (Err(_), Err(problem)) => return Err(Unchanged::Settings(Box::new(problem.clone()))),
            (Err(problem), Ok(_)) => return Err(Unchanged::Refused(said(&problem))),
        };
        let doubts = |settings: &Settings| {
            let mut doubts = settings.check_against(catalogue);
            doubts.extend(settings.check_zone(|zone| TimeZone::get(zone).is_ok()));
            doubts.into_iter().map(|problem| said(&problem)).collect::<Vec<_>>()
        };
        let known = before.as_ref().map(doubts).unwrap_or_default();
        if let Some(new) = doubts(&after).into_iter().find(|doubt| !known.contains(doubt)) {
            return Err(Unchanged::Refused(new));
        }
        if text == self.text {
            return Ok(());
        }
        let folder = self.path.parent().unwrap_or(Path::new("."));
        make_private(folder)
            .and_then(|()| write_file(&self.path, text))
            .map_err(|why| Unchanged::NotWritten { file: self.path.clone(), why })
    }
}

fn refused(sentence: &'static str, key: &str) -> Unchanged {
    Unchanged::NoRule { sentence, key: key.to_owned() }
}

/// A problem without its place: that is in a text which nobody will see.
fn said(problem: &Problem) -> String {
    match &problem.key {
        Some(key) => format!("{key}: {}", problem.message),
        None => problem.message.clone(),
    }
}

/// A key's parts, with the product under the name that the file has for it.
fn path_of(key: &str, catalogue: &Catalogue, table: &Table) -> Result<Vec<Key>, Unchanged> {
    let bad = || refused("rules-bad-key", key);
    let mut path = Key::parse(key).map_err(|_| bad())?;
    if key.len() > KEY.0 || path.len() > KEY.1 || path.is_empty() || path[0] == SILENCE {
        return Err(bad());
    }
    for part in &mut path {
        *part = Key::new(part.get());
    }
    if path[0] == "product" && path.len() > 1 {
        let Some(product) = catalogue.product(path[1].get()) else {
            return Err(Unchanged::NoProduct(catalogue.no_product(path[1].get())));
        };
        let is_it = |id: &str| catalogue.product(id).is_some_and(|one| one.id == product.id);
        let written = table.get("product").and_then(Item::as_table_like);
        let written = written.and_then(|own| own.iter().map(|(id, _)| id.to_owned()).find(|id| is_it(id)));
        path[1] = Key::new(written.unwrap_or_else(|| product.id.clone()));
    }
    Ok(path)
}

fn find<'a>(table: &'a dyn TableLike, path: &[Key]) -> Option<&'a Item> {
    match path {
        [] => None,
        [last] => table.get(last.get()),
        [first, rest @ ..] => find(table.get(first.get())?.as_table_like()?, rest),
    }
}

/// Puts a value where the path leads, making tables on the way; none where something else stands there.
fn put(document: &mut DocumentMut, path: &[Key], value: Value) -> Option<()> {
    let (last, tables) = path.split_last()?;
    let is_new = tables.first().is_some_and(|first| !document.contains_key(first.get()));
    let mut comments = Table::new();
    if is_new || document.is_empty() {
        keep_comments(document, &mut comments);
    }
    let mut at: &mut dyn TableLike = document.as_table_mut();
    for (depth, part) in tables.iter().enumerate() {
        if !at.contains_key(part.get()) {
            let mut table = Table::new();
            // Only the innermost is written as a table of its own.
            table.set_implicit(depth + 1 < tables.len());
            if depth + 1 == tables.len()
                && let Some(prefix) = comments.decor().prefix().cloned()
            {
                table.decor_mut().set_prefix(prefix);
            }
            at.insert(part.get(), Item::Table(table));
        }
        at = at.get_mut(part.get())?.as_table_like_mut()?;
    }
    match at.get_mut(last.get()) {
        Some(Item::Value(old)) => {
            // What the person says of it beside it stays there.
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        Some(Item::None) | None => {
            at.insert(last.get(), Item::Value(value));
            if let (true, Some(prefix), Some(mut key)) =
                (tables.is_empty(), comments.decor().prefix().cloned(), at.key_mut(last.get()))
            {
                key.leaf_decor_mut().set_prefix(prefix);
            }
        }
        Some(Item::Table(_) | Item::ArrayOfTables(_)) => return None,
    }
    Some(())
}

/// What stands below everything, or alone, stays above what is added there.
fn keep_comments(document: &mut DocumentMut, added: &mut Table) {
    let below = document.trailing().as_str().unwrap_or_default().to_owned();
    if below.contains('#') {
        let break_between = if document.is_empty() { "" } else { "\n" };
        let rest = format!("{break_between}{}\n\n", below.trim_end().trim_start_matches('\n'));
        added.decor_mut().set_prefix(rest);
        document.set_trailing("");
    }
}

/// The text without what the path leads to; comments of their own lines stay.
fn without(text: &str, mut document: DocumentMut, path: &[Key]) -> Option<String> {
    let (last, tables) = path.split_last()?;
    let spans = Document::parse(text).ok()?;
    let mut at: &dyn TableLike = spans.as_table();
    let mut inline = false;
    for part in tables {
        let item = at.get(part.get())?;
        inline |= item.is_inline_table();
        at = item.as_table_like()?;
    }
    if inline {
        let mut at: &mut dyn TableLike = document.as_table_mut();
        for part in tables {
            at = at.get_mut(part.get())?.as_table_like_mut()?;
        }
        at.remove(last.get())?;
        return Some(document.to_string());
    }
    let (key, item) = at.get_key_value(last.get())?;
    let (key, value) = (key.span()?, item.span()?);
    let text = cut(text, &(key.start..value.end));
    Some(without_empty(&text, tables).unwrap_or(text))
}

/// The text without a table in which nothing stands any more.
fn without_empty(text: &str, path: &[Key]) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let (last, parents) = path.split_last()?;
    let mut at: &mut dyn TableLike = document.as_table_mut();
    for part in parents {
        at = at.get_mut(part.get())?.as_table_like_mut()?;
    }
    let table = at.get(last.get())?.as_table()?;
    let said = [table.decor().prefix(), table.decor().suffix()];
    let has_comment = said.iter().flatten().any(|raw| raw.as_str().is_some_and(|text| text.contains('#')));
    if !table.is_empty() || has_comment {
        return None;
    }
    at.remove(last.get());
    Some(document.to_string())
}

/// The text without the lines that these bytes stand on.
fn cut(text: &str, bytes: &Range<usize>) -> String {
    let start = text[..bytes.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[bytes.end..].find('\n').map_or(text.len(), |at| bytes.end + at + 1);
    format!("{}{}", &text[..start], &text[end..])
}

fn entries_of(silence: &SilenceSettings) -> Vec<(&'static str, Value)> {
    let SilenceSettings { product, provider, component, title, until, note } = silence;
    let texts = [("product", product), ("provider", provider), ("component", component), ("title", title)];
    let mut entries: Vec<(&str, Value)> =
        texts.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?.into()))).collect();
    entries.push(("until", until.to_string().into()));
    entries.extend(note.as_ref().map(|note| ("note", note.into())));
    entries
}

/// A value that a setting may have.
fn toml_of(json: &Json) -> Option<Value> {
    match json {
        Json::Null | Json::Object(_) => None,
        Json::Bool(yes) => Some((*yes).into()),
        Json::Number(number) => {
            number.as_i64().map(Value::from).or_else(|| number.as_f64().filter(|one| one.is_finite()).map(Value::from))
        }
        Json::String(text) => Some(text.into()),
        Json::Array(items) => items.iter().map(toml_of).collect::<Option<Array>>().map(Value::Array),
    }
}

fn json_of(value: &Value) -> Json {
    match value {
        Value::String(text) => Json::String(text.value().clone()),
        Value::Integer(number) => Json::from(*number.value()),
        Value::Float(number) => Json::from(*number.value()),
        Value::Boolean(yes) => Json::Bool(*yes.value()),
        Value::Datetime(moment) => Json::String(moment.value().to_string()),
        Value::Array(items) => Json::Array(items.iter().map(json_of).collect()),
        Value::InlineTable(table) => {
            Json::Object(table.iter().map(|(key, value)| (key.to_owned(), json_of(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests;
