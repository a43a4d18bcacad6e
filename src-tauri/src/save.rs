//! A history as a file of the person's: in their downloads folder, under a name that is made here. What the page hands
//! over is looked at before it is written, and no file that is there is touched. It opens and reads nothing.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use directories::UserDirs;
use jiff::civil::Date;
use serde::Deserialize;

use crate::id::Id;

/// Longest content taken, in bytes as the page hands them over.
const LONGEST: usize = 8 * 1024 * 1024;

/// Most files of one product and day.
const MOST: u32 = 1000;

/// What every PNG begins with (PNG specification, 5.2).
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What a history is saved as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Form {
    /// Comma-separated values.
    Csv,
    /// JSON.
    Json,
    /// A picture in lines.
    Svg,
    /// A picture in dots, handed over in base64.
    Png,
}

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unsaved {
    /// Too much to be a history.
    #[error("it has more than {} MiB", LONGEST / 1024 / 1024)]
    TooLong,
    /// Something else than what it is called.
    #[error("it is no {0}")]
    Otherwise(&'static str),
    /// Nowhere to put it.
    #[error("there is no folder of yours to put it in")]
    NoFolder,
    /// There are so many already.
    #[error("there are {MOST} files of that name")]
    TooMany,
    /// What the system said.
    #[error(transparent)]
    System(#[from] io::Error),
}

/// Saves what the page made of a product's history on this day, and answers where.
///
/// # Errors
/// [`Unsaved`]; nothing is left behind then.
pub(crate) fn save(product: &Id, form: Form, content: String, today: Date) -> Result<PathBuf, Unsaved> {
    let folder = folder(UserDirs::new().as_ref()).ok_or(Unsaved::NoFolder)?;
    save_in(&folder, product, form, content, today)
}

/// The person's downloads folder as their system names it, else the one that is called so, else their home.
fn folder(dirs: Option<&UserDirs>) -> Option<PathBuf> {
    let home = dirs?.home_dir().to_path_buf();
    let named = dirs?.download_dir().map(Path::to_path_buf);
    named.into_iter().chain([home.join("Downloads"), home]).find(|folder| folder.is_dir())
}

fn save_in(folder: &Path, product: &Id, form: Form, content: String, today: Date) -> Result<PathBuf, Unsaved> {
    let bytes = checked(form, content)?;
    let ending = form.ending();
    for number in 1..=MOST {
        let count = if number > 1 { format!("-{number}") } else { String::new() };
        let file = folder.join(format!("siaga-{}-{today}{count}.{ending}", product.as_str()));
        match File::create_new(&file) {
            Ok(made) => {
                return written(made, &bytes).map(|()| file.clone()).inspect_err(|_| drop(fs::remove_file(&file)));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Unsaved::TooMany)
}

fn written(mut file: File, bytes: &[u8]) -> Result<(), Unsaved> {
    file.write_all(bytes)?;
    // A full disk may show only here.
    Ok(file.sync_all()?)
}

/// The bytes to write, if they are what they are called.
fn checked(form: Form, content: String) -> Result<Vec<u8>, Unsaved> {
    if content.len() > LONGEST {
        return Err(Unsaved::TooLong);
    }
    match form {
        Form::Csv if !content.contains('\0') => Ok(content.into_bytes()),
        Form::Json if serde_json::from_str::<serde::de::IgnoredAny>(&content).is_ok() => Ok(content.into_bytes()),
        // A picture that is opened elsewhere runs nothing.
        Form::Svg if is_svg(&content) && !content.to_ascii_lowercase().contains("<script") => Ok(content.into_bytes()),
        Form::Png => STANDARD.decode(content).ok().filter(|bytes| bytes.starts_with(PNG)).ok_or(form.otherwise()),
        Form::Csv | Form::Json | Form::Svg => Err(form.otherwise()),
    }
}

fn is_svg(content: &str) -> bool {
    content.starts_with("<svg") || content.starts_with("<?xml")
}

impl Form {
    const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    const fn otherwise(self) -> Unsaved {
        Unsaved::Otherwise(match self {
            Self::Csv => "table",
            Self::Json => "JSON",
            Self::Svg => "SVG",
            Self::Png => "PNG",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = jiff::civil::date(2026, 3, 12);

    fn id(text: &str) -> Id {
        Id::try_from(text.to_owned()).unwrap()
    }

    fn put(folder: &Path, form: Form, content: &str) -> Result<String, Unsaved> {
        let file = save_in(folder, &id("chatgpt"), form, content.to_owned(), DAY)?;
        assert_eq!(file.parent(), Some(folder));
        Ok(file.file_name().unwrap().to_str().unwrap().to_owned())
    }

    fn base64(bytes: &[u8]) -> String {
        STANDARD.encode(bytes)
    }

    #[test]
    fn a_file_is_named_by_product_and_day_and_none_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let names: Vec<String> =
            ["a", "b", "c"].iter().map(|text| put(folder.path(), Form::Csv, text).unwrap()).collect();
        let expected =
            ["siaga-chatgpt-2026-03-12.csv", "siaga-chatgpt-2026-03-12-2.csv", "siaga-chatgpt-2026-03-12-3.csv"];
        assert_eq!(names, expected);
        let texts = expected.map(|name| fs::read_to_string(folder.path().join(name)).unwrap());
        assert_eq!(texts, ["a", "b", "c"]);
    }

    #[test]
    fn what_is_not_what_it_is_called_is_not_saved() {
        let folder = tempfile::tempdir().unwrap();
        let png = base64(&[PNG, b"dots"].concat());
        let table = [
            (Form::Csv, "id,title\n", true),
            (Form::Csv, "", true),
            (Form::Csv, "id\0", false),
            (Form::Json, "{\"schema\": 1}\n", true),
            (Form::Json, "{\"schema\": 1", false),
            (Form::Json, "", false),
            (Form::Svg, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", true),
            (Form::Svg, "<?xml version=\"1.0\"?><svg/>", true),
            (Form::Svg, "<svg><text>&lt;script&gt;</text></svg>", true),
            (Form::Svg, "<svg><SCRIPT>alert()</SCRIPT></svg>", false),
            (Form::Svg, "<html><svg/></html>", false),
            (Form::Png, png.as_str(), true),
            (Form::Png, "iVBORw0KGgo", false),
            (Form::Png, "no base64", false),
            (Form::Png, "PHN2Zz4=", false),
        ];
        let mut saved = 0;
        for (form, content, good) in table {
            let outcome = put(folder.path(), form, content);
            assert_eq!(outcome.is_ok(), good, "{form:?} {content}: {outcome:?}");
            saved += usize::from(good);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), saved, "nothing is left behind");
        let png = fs::read(folder.path().join("siaga-chatgpt-2026-03-12.png")).unwrap();
        assert_eq!(png, [PNG, b"dots"].concat());
    }

    #[test]
    fn a_content_has_an_end() {
        let folder = tempfile::tempdir().unwrap();
        assert!(put(folder.path(), Form::Csv, &"x".repeat(LONGEST)).is_ok());
        let refused = put(folder.path(), Form::Csv, &"x".repeat(LONGEST + 1)).unwrap_err();
        assert_eq!(refused.to_string(), "it has more than 8 MiB");
    }

    #[test]
    fn a_folder_that_is_not_there_or_may_not_be_written_is_an_error_and_no_panic() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("gone");
        assert!(matches!(put(&gone, Form::Csv, "a"), Err(Unsaved::System(_))));
        fs::write(&gone, "a file in its place").unwrap();
        assert!(matches!(put(&gone, Form::Csv, "a"), Err(Unsaved::System(_))));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_lies_in_wait_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("target");
        std::os::unix::fs::symlink(&target, folder.path().join("siaga-chatgpt-2026-03-12.csv")).unwrap();
        assert_eq!(put(folder.path(), Form::Csv, "a").unwrap(), "siaga-chatgpt-2026-03-12-2.csv");
        assert!(!target.exists());
    }

    #[test]
    fn the_page_names_forms_by_their_endings() {
        for form in [Form::Csv, Form::Json, Form::Svg, Form::Png] {
            let named: Form = serde_json::from_value(form.ending().into()).unwrap();
            assert_eq!(named, form);
        }
        assert!(serde_json::from_value::<Form>("../x".into()).is_err());
    }
}
