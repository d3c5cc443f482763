//! docs/PERFORMANCE.md: what was measured last, against what is to be reached.

use std::fmt::Write as _;
use std::fs;

use super::figures::Figures;
use super::paper::{BOTH, Program};
use crate::places;
use crate::problem::{Outcome, at};
use crate::versions;

const FILE: &str = "docs/PERFORMANCE.md";

const HEAD: &str = "# Performance\n\n\
    Written by `cargo xtask bench press --write`, `… lcp --write` and `… desk --write`; do not edit. Both programs build \
    the\nsame generated articles, in turn, on the same machine; figures are medians.\n\n";

const NOTES: &str = "\n\
    The articles are made by `xtask/src/bench/corpus.rs`: some 4 KB of Markdown each, in ten sections whose names are\n\
    spelt in 24 ways (tone marks, NFC and NFD; letter case besides). Hugo's templates are in\n\
    `xtask/src/bench/hugo/`; they give what Bantin's pages give, save pages of the archive by day. CPU is user and system\n\
    time of all cores; memory is the maximum resident set. Pages are compressed with brotli 11, the median of 20 articles.\n\
    Publishing counts the files of the output that are new, changed or gone, and the bytes of those that have to be\n\
    uploaded, of 21 articles one by one: the fewest and the most files, and the most bytes. What a full page of a list needs\n\
    goes along a file at a time: an article brings one such file or none. The CPU is the median of five. Hugo builds\n\
    everything again. All archives span the same years, so that 100,000 are 30 a day: the day's page and the site map of the\n\
    news are longer, and nothing else is. Not among the 21: one article in 120 begins a site map, and the index of them, some\n\
    58 kB at 100,000, comes on top. 100,000 articles are built once, and by Bantin alone.\n\
    LCP and layout shift are Lighthouse's, simulated mobile, for one article without pictures, both sites served by\n\
    nginx with brotli over HTTP/2, as CDNs do. The desk is measured in Chromium without a screen, medians of 60 keys.\n";

/// The archives that goals name.
const SIZES: [(u32, &str); 3] = [(2_000, "2,000"), (20_000, "20,000"), (100_000, "100,000")];

/// One line of the table.
struct Row {
    what: String,
    bantin: Option<String>,
    hugo: Option<String>,
    ratio: Option<f64>,
    goal: String,
    reached: Option<bool>,
}

/// Prints the table; with `write` into the documentation.
pub fn show(figures: &Figures, write: bool) -> Outcome {
    let text = format!("{HEAD}{}\n{}{NOTES}", machine(figures), table(&rows(figures)));
    if !write {
        print!("{text}");
        return Ok(());
    }
    let file = places::root().join(FILE);
    fs::write(&file, text).map_err(at(&file))?;
    println!("written to {FILE}");
    Ok(())
}

fn machine(figures: &Figures) -> String {
    let number = |name| figures.number(name).unwrap_or_default();
    let mut text = format!(
        "Measured on {}, {} cores, {:.0} GB; Bantin {}, Hugo {}",
        figures.text_of("machine.cpu").unwrap_or("an unknown machine"),
        number("machine.cores"),
        number("machine.memory") / 1e9,
        env!("CARGO_PKG_VERSION"),
        versions::HUGO
    );
    if let Some(chromium) = figures.text_of("lcp.chromium") {
        let _ = write!(text, ", Lighthouse {} in {chromium}", versions::LIGHTHOUSE);
    }
    let runs = SIZES.into_iter().filter_map(|(count, name)| {
        let runs = figures.number(&format!("press.{count}.runs"))?;
        Some(format!("{name} ({runs})"))
    });
    let runs: Vec<String> = runs.collect();
    if !runs.is_empty() {
        let _ = write!(text, ".\nArticles, and how often each was built: {}", runs.join(", "));
    }
    let page = |program| figures.number(&format!("press.20000.{program}.page.brotli"));
    if page(Program::Hugo).is_some() && page(Program::Bantin).is_none() {
        text += ".\nBantin wrote no pages of articles yet, only their data: its builds were less work than Hugo's";
    }
    text + ".\n"
}

fn rows(figures: &Figures) -> Vec<Row> {
    let press =
        |count: u32, program: Program, what: &str| figures.number(&format!("press.{count}.{program}.{what}"));
    let mut rows = Vec::new();
    for (what, figure, most, show) in [
        ("Full build of 20,000 articles, CPU", "cpu", 0.5, seconds as fn(f64) -> String),
        ("… peak memory", "memory", 0.25, megabytes),
    ] {
        rows.push(Row::against(what, BOTH.map(|program| press(20_000, program, figure)), most, show));
    }
    // Not by the clock, which tells what else the machine did.
    let time = |count| press(count, Program::Bantin, "cpu");
    let growth = ratio(time(100_000), time(20_000));
    rows.push(Row {
        what: "Full build of 100,000 against 20,000, CPU".to_owned(),
        bantin: time(100_000).zip(time(20_000)).map(|(a, b)| format!("{} / {}", seconds(a), seconds(b))),
        hugo: None,
        ratio: growth,
        goal: "≤ 5.5".to_owned(),
        reached: growth.map(|growth| growth <= 5.5),
    });
    rows.extend(publishing(&press));
    let pages = BOTH.map(|program| press(20_000, program, "page.brotli"));
    rows.push(Row::against("An article's page, brotli", pages, 1.3, kilobytes));
    let page = |count| press(count, Program::Bantin, "page.brotli");
    let growth = ratio(page(100_000).or(page(20_000)), page(2_000));
    rows.push(Row {
        what: "… in the largest archive against 2,000".to_owned(),
        bantin: page(100_000)
            .or(page(20_000))
            .zip(page(2_000))
            .map(|(a, b)| format!("{a:.0} / {b:.0} bytes")),
        hugo: None,
        ratio: growth,
        // Neighbours and related headlines are others, of other lengths.
        goal: "≤ 1.02".to_owned(),
        reached: growth.map(|growth| growth <= 1.02),
    });
    let readers = figures.number("size.readers");
    rows.push(Row {
        what: "The app for readers: WebAssembly and JavaScript, brotli".to_owned(),
        bantin: readers.map(kilobytes),
        hugo: None,
        ratio: None,
        goal: "≤ 110 kB".to_owned(),
        reached: readers.map(|bytes| bytes <= 110e3),
    });
    let lcp = BOTH.map(|program| figures.number(&format!("lcp.{program}.lcp")));
    rows.push(Row::against("Largest contentful paint, mobile", lcp, 1.1, milliseconds));
    let [bantin, hugo] = BOTH.map(|program| figures.number(&format!("lcp.{program}.cls")));
    rows.push(Row::exact("Layout shift", [bantin, hugo], 0.0, |shift| format!("{shift:.3}")));
    let sections = BOTH.map(|program| press(20_000, program, "sections"));
    rows.push(Row::exact("Sections, of ten", sections, 10.0, |count| count.to_string()));
    rows.extend(desk(figures));
    rows
}

/// The editors' desk, which has no peer here.
fn desk(figures: &Figures) -> Vec<Row> {
    let figure = |name: &str| figures.number(&format!("desk.{name}"));
    if figure("painted").is_none() {
        return Vec::new();
    }
    let row = |what: &str, name: &str, most: f64| Row {
        what: what.to_owned(),
        bantin: figure(name).map(|figure| format!("{figure:.1} ms")),
        hugo: None,
        ratio: None,
        goal: format!("≤ {most} ms"),
        reached: figure(name).map(|figure| figure <= most),
    };
    let times = ratio(figure("whole"), figure("patched"));
    let whole = Row {
        what: "… against showing all of the text anew".to_owned(),
        bantin: figure("whole").map(|whole| format!("{whole:.1} ms")),
        hugo: None,
        ratio: times,
        goal: "≥ 10".to_owned(),
        reached: times.map(|times| times >= 10.0),
    };
    let size = Row {
        what: "… its WebAssembly, not compressed".to_owned(),
        bantin: figure("wasm").map(megabytes_exactly),
        hugo: None,
        ratio: None,
        goal: "–".to_owned(),
        reached: None,
    };
    let mut rows = vec![
        row("The desk: from a key to the preview painted, 10,000 words", "painted", 16.0),
        row("… of that, reading the text and changing the page", "patched", 2.0),
        whole,
        row("… a folder of 5,000 articles listed", "listed", 1_000.0),
        size,
    ];
    let read = row("`bantin serve`: from a saved file to a reader's open page", "read", 200.0);
    rows.extend(figure("read").map(|_| read));
    rows
}

/// What one more article costs.
fn publishing(press: &dyn Fn(u32, Program, &str) -> Option<f64>) -> Vec<Row> {
    let files = |count, program| {
        let of = |which: &str| press(count, program, &format!("publish.files.{which}"));
        Some([of("least")?, of("most")?])
    };
    let mut rows = Vec::new();
    for (count, name) in SIZES {
        let bytes = |program| press(count, program, "publish.bytes.most");
        let change = |program| {
            let [least, most] = files(count, program)?;
            let from = if least < most { format!("{least} to ") } else { String::new() };
            Some(format!("{from}{most} files, {}", kilobytes(bytes(program)?)))
        };
        let same = files(count, Program::Bantin).zip(files(2_000, Program::Bantin));
        let judged = same.zip(bytes(Program::Bantin));
        rows.push(Row {
            what: format!("One more article in {name}"),
            bantin: change(Program::Bantin),
            hugo: change(Program::Hugo),
            ratio: None,
            goal: "the same ≤ 20 files, ≤ 300 kB".to_owned(),
            reached: judged.map(|((files, few), bytes)| files == few && files[1] <= 20.0 && bytes <= 300e3),
        });
        let cpu = [press(count, Program::Bantin, "publish.cpu"), press(20_000, Program::Hugo, "publish.cpu")];
        rows.push(Row::against("… CPU, against Hugo's for 20,000", cpu, 0.02, seconds));
    }
    rows
}

impl Row {
    /// Bantin's figure is to be at most `most` times Hugo's.
    fn against(what: &str, [bantin, hugo]: [Option<f64>; 2], most: f64, show: fn(f64) -> String) -> Self {
        let ratio = ratio(bantin, hugo);
        Self {
            what: what.to_owned(),
            bantin: bantin.map(show),
            hugo: hugo.map(show),
            ratio,
            goal: format!("≤ {most}"),
            reached: ratio.map(|ratio| ratio <= most),
        }
    }

    /// Bantin's figure is to be `wanted`, whatever Hugo's is.
    fn exact(what: &str, [bantin, hugo]: [Option<f64>; 2], wanted: f64, show: fn(f64) -> String) -> Self {
        Self {
            what: what.to_owned(),
            bantin: bantin.map(show),
            hugo: hugo.map(show),
            ratio: None,
            goal: format!("{wanted}"),
            reached: bantin.map(|figure| figure == wanted),
        }
    }
}

fn table(rows: &[Row]) -> String {
    let mut text = "| | Bantin | Hugo | Ratio | Goal | Reached |\n|---|--:|--:|--:|---|---|\n".to_owned();
    for row in rows {
        let reached = match row.reached {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "not measured",
        };
        let ratio = row.ratio.map_or_else(String::new, |ratio| format!("{ratio:.3}"));
        let shown = |figure: &Option<String>| figure.clone().unwrap_or_else(|| "–".to_owned());
        let (bantin, hugo) = (shown(&row.bantin), shown(&row.hugo));
        let _ = writeln!(text, "| {} | {bantin} | {hugo} | {ratio} | {} | {reached} |", row.what, row.goal);
    }
    text
}

fn ratio(own: Option<f64>, other: Option<f64>) -> Option<f64> {
    own.zip(other.filter(|other| *other > 0.0)).map(|(own, other)| own / other)
}

fn seconds(figure: f64) -> String {
    format!("{figure:.2} s")
}

fn milliseconds(figure: f64) -> String {
    format!("{figure:.0} ms")
}

fn megabytes(figure: f64) -> String {
    format!("{:.0} MB", figure / 1e6)
}

fn megabytes_exactly(figure: f64) -> String {
    format!("{:.2} MB", figure / 1e6)
}

fn kilobytes(figure: f64) -> String {
    format!("{:.1} kB", figure / 1e3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_are_judged_and_what_lacks_is_not_measured() {
        let mut figures = Figures::default();
        for (name, number) in [
            ("press.20000.bantin.cpu", 10.0),
            ("press.20000.hugo.cpu", 30.0),
            ("press.20000.bantin.sections", 10.0),
            ("press.20000.hugo.sections", 24.0),
            ("press.2000.bantin.publish.files.least", 8.0),
            ("press.2000.bantin.publish.files.most", 9.0),
            ("press.2000.bantin.publish.bytes.most", 400e3),
            ("press.20000.bantin.publish.files.least", 8.0),
            ("press.20000.bantin.publish.files.most", 9.0),
            ("press.20000.bantin.publish.bytes.most", 300e3),
            ("press.100000.bantin.publish.files.least", 9.0),
            ("press.100000.bantin.publish.files.most", 9.0),
            ("press.100000.bantin.publish.bytes.most", 300e3),
        ] {
            figures.note(name, number);
        }
        let text = table(&rows(&figures));
        for line in [
            "| Full build of 20,000 articles, CPU | 10.00 s | 30.00 s | 0.333 | ≤ 0.5 | yes |",
            "| … peak memory | – | – |  | ≤ 0.25 | not measured |",
            "| One more article in 2,000 | 8 to 9 files, 400.0 kB | – |  | the same ≤ 20 files, ≤ 300 kB | **no** |",
            "| One more article in 20,000 | 8 to 9 files, 300.0 kB | – |  | the same ≤ 20 files, ≤ 300 kB | yes |",
            "| One more article in 100,000 | 9 files, 300.0 kB | – |  | the same ≤ 20 files, ≤ 300 kB | **no** |",
            "| Sections, of ten | 10 | 24 |  | 10 | yes |",
        ] {
            assert!(text.contains(line), "{text}");
        }
    }
}
