//! The measurements, one file each, and the order in which they run.

mod elsewhere;
mod idle;
mod known;
mod machine;
mod notice;
mod parse;
mod size;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use crate::figure::Figure;

/// What a measurement gives, or why there is none.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// What was asked for.
struct Arguments {
    /// The agent's binary.
    siaga: PathBuf,
    /// The window's, where it is built.
    window: Option<PathBuf>,
    /// The folder of the checkout, for the documents to parse.
    root: PathBuf,
    /// How long the agent is watched while it idles.
    idle: Duration,
    /// Parsing alone.
    parse: bool,
}

pub(crate) fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("siaga-bench: {error}");
            ExitCode::from(64)
        }
    }
}

fn run() -> Outcome<ExitCode> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [word, number] = words.as_slice()
        && word == parse::ARGUMENT
    {
        return Ok(parse::child(number));
    }
    let arguments = Arguments::read(words.into_iter())?;
    if arguments.parse {
        return Ok(report([step("parsing", || parse::measure(&arguments.root))]));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let siaga = &arguments.siaga;
    // What is long goes last, and each measurement has an agent of its own.
    let size = step("size", || size::measure(siaga));
    let parse = step("parsing", || parse::measure(&arguments.root));
    let known = step("start", || runtime.block_on(known::measure(siaga)));
    let elsewhere = step("alternatives", || runtime.block_on(elsewhere::measure(siaga)));
    let notice = step("notifications", || runtime.block_on(notice::measure(siaga)));
    let idle = step("idle", || runtime.block_on(idle::measure(siaga, arguments.window.as_deref(), arguments.idle)));

    Ok(report([idle, known, notice, elsewhere, size, parse]))
}

fn report<const N: usize>(figures: [Vec<Figure>; N]) -> ExitCode {
    println!("\n{}", machine::line());
    let figures: Vec<Figure> = figures.into_iter().flatten().collect();
    for figure in &figures {
        println!("{figure}");
    }
    if figures.iter().all(Figure::measured) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn step(name: &'static str, measure: impl FnOnce() -> Outcome<Vec<Figure>>) -> Vec<Figure> {
    eprintln!("measuring: {name}");
    measure().unwrap_or_else(|error| vec![Figure::missing(name, error)])
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Outcome<Self> {
        let (mut siaga, mut window, mut root, mut quick, mut parse) = (None, None, None, false, false);
        while let Some(word) = words.next() {
            match word.as_str() {
                "--siaga" => siaga = words.next().map(PathBuf::from),
                "--window" => window = words.next().map(PathBuf::from),
                "--root" => root = words.next().map(PathBuf::from),
                "--quick" => quick = true,
                "--parse" => parse = true,
                other => return Err(format!("what is `{other}`?").into()),
            }
        }
        Ok(Self {
            siaga: siaga.ok_or("--siaga PATH is missing")?,
            window,
            root: root.ok_or("--root PATH is missing")?,
            idle: Duration::from_secs(if quick { 20 } else { 120 }),
            parse,
        })
    }
}
