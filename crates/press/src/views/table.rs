//! Reads a table of views: CSV (RFC 4180) with a line of names, as spreadsheets save it, too, and GoatCounter's export.
//!
//! GoatCounter's has a line for each time that a page was opened: <https://www.goatcounter.com/help/export>.

use std::{collections::BTreeMap, io::Read, path::Path};

use csv::{Position, ReaderBuilder, StringRecord, Trim};
use flate2::read::MultiGzDecoder;
use news::{
    date::Moment,
    manuscript::dates::{self, Zone},
    problem::Problem,
};

use super::CODE;

/// How often an address was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The first line that tells of it, from 1.
    pub line: Option<usize>,
    /// How often, all its lines together.
    pub views: u64,
    /// Up to when: the latest of its lines.
    pub until: Moment,
}

/// What columns are called, in lower case and without anything but letters and digits; what says most comes first.
const ADDRESS: [&str; 7] = ["path", "url", "slug", "pagepath", "address", "page", "name"];
const VIEWS: [&str; 5] = ["views", "pageviews", "lượtxem", "count", "hits"];
const DATE: [&str; 2] = ["date", "ngày"];

/// Lines that are told when they are wrong: more say nothing new.
const TOLD: usize = 10;

const HELP: &str =
    "Write path,views,date in the first line, and below it lines such as /bai-viet/lu-quet/,1203,2026-01-31.";

/// Every address in the file `name`, which holds `bytes`.
///
/// # Errors
/// If nothing of the file can be used. A line that can not is told in `problems` and left out.
pub fn read(
    name: &str,
    bytes: &[u8],
    zone: &Zone,
    problems: &mut Vec<Problem>,
) -> Result<BTreeMap<String, Count>, Problem> {
    let wrong = |message: &str, help: &str| Problem::error(name, CODE, message, help);
    let text = text_of(bytes).ok_or_else(|| {
        wrong("is not text in UTF-8", "Save it as CSV in UTF-8; .gz may stay compressed as it is.")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut rows = ReaderBuilder::new();
    let rows = rows.delimiter(delimiter(text)).comment(Some(b'#')).flexible(true).trim(Trim::All);
    let mut rows = rows.from_reader(text.as_bytes());
    let header = rows.headers().cloned().unwrap_or_default();
    let columns = Columns::of(&header, told_date(name, text, zone))
        .map_err(|(message, help)| wrong(&message, help).at(header.position().map(|at| line_of(text, at))))?;
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut bad = 0;
    for row in rows.records() {
        let (at, read) = match &row {
            Ok(row) => (row.position(), columns.read(row, zone)),
            Err(error) => (error.position(), Err(error.to_string())),
        };
        let line = at.map(|at| line_of(text, at));
        match read {
            Ok(None) => {}
            Ok(Some((address, views, until))) => {
                let count = counts.entry(address).or_insert(Count { line, views: 0, until });
                count.views = count.views.saturating_add(views);
                count.until = count.until.max(until);
            }
            Err(message) => {
                bad += 1;
                if bad <= TOLD {
                    let help = "The line is left out. Correct it, or remove it.";
                    problems.push(Problem::warning(name, CODE, message, help).at(line));
                }
            }
        }
    }
    if bad > TOLD {
        let message = format!("{} more lines can not be read, and are left out", bad - TOLD);
        problems.push(Problem::warning(name, CODE, message, HELP));
    }
    Ok(counts)
}

/// The line of a row, from 1: what stands before it and is no row counts to it.
fn line_of(text: &str, at: &Position) -> usize {
    let start = usize::try_from(at.byte()).unwrap_or_default();
    let before = text.get(start..).unwrap_or_default().lines();
    let before = before.take_while(|line| line.starts_with('#') || line.is_empty()).count();
    usize::try_from(at.line()).unwrap_or_default() + before
}

/// The text of a file, which may be compressed with gzip, as GoatCounter's is.
fn text_of(bytes: &[u8]) -> Option<String> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return String::from_utf8(bytes.to_vec()).ok();
    }
    let mut text = String::new();
    MultiGzDecoder::new(bytes).read_to_string(&mut text).ok()?;
    Some(text)
}

/// What stands between the columns: where a comma divides decimals, spreadsheets write semicolons.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.starts_with('#') && !line.is_empty()).unwrap_or_default();
    let count = |mark: &u8| header.bytes().filter(|byte| byte == mark).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// The date of the whole file: the last that stands in a line above the table, which starts with `#`, or else the one in
/// the file's name.
fn told_date(name: &str, text: &str, zone: &Zone) -> Option<Moment> {
    let above = text.lines().take_while(|line| line.starts_with('#') || line.is_empty());
    let name = Path::new(name).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    above.filter_map(|line| date_in(line, zone)).last().or_else(|| date_in(name, zone))
}

/// The first date in a text, as `2026-01-31` or `20260131`.
fn date_in(text: &str, zone: &Zone) -> Option<Moment> {
    let words = text.split(|c: char| !c.is_ascii_digit() && c != '-').map(|word| word.trim_matches('-'));
    words
        .filter_map(|word| match word.len() {
            8 if !word.contains('-') => {
                Some(format!("{}-{}-{}", word.get(..4)?, word.get(4..6)?, word.get(6..)?))
            }
            10 => Some(word.to_owned()),
            _ => None,
        })
        .find_map(|day| dates::parse(&day, zone).ok())
}

/// Where it stands up to when lines count.
enum Until {
    Column(usize),
    /// For all of them at once.
    All(Moment),
}

/// Where a table has what.
struct Columns {
    address: usize,
    /// None where each line is one view.
    views: Option<usize>,
    until: Until,
    /// Columns that must be as they say, or the line is no view by a reader.
    only: Vec<(usize, &'static str)>,
}

impl Columns {
    fn of(header: &StringRecord, date: Option<Moment>) -> Result<Self, (String, &'static str)> {
        let plain = |name: &str| -> String {
            name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
        };
        let names: Vec<String> = header.iter().map(plain).collect();
        let column =
            |wanted: &[&str]| wanted.iter().find_map(|wanted| names.iter().position(|name| name == wanted));
        let until = column(&DATE).map(Until::Column).or(date.map(Until::All));
        let until = until.ok_or((
            "does not say up to when it counts".to_owned(),
            "Add a column `date`, a line such as # 2026-01-31 above the table, or the date to the file's name.",
        ));
        // An export of GoatCounter starts with the version of its form.
        let version = names.first().and_then(|name| name.strip_suffix("path")).filter(|it| !it.is_empty());
        if let Some(version) = version.filter(|version| version.bytes().all(|byte| byte.is_ascii_digit())) {
            let unknown = format!("is an export of GoatCounter in version {version}, which is not known");
            let (Some(event), Some(bot), "1" | "2") = (column(&["event"]), column(&["bot"]), version) else {
                return Err((unknown, "Make a table of path,views,date of it."));
            };
            let only = vec![(event, "false"), (bot, "0")];
            return Ok(Self { address: 0, views: None, until: until?, only });
        }
        let lacks = |what: &str| (format!("has no column for {what}"), HELP);
        Ok(Self {
            address: column(&ADDRESS).ok_or_else(|| lacks("addresses"))?,
            views: Some(column(&VIEWS).ok_or_else(|| lacks("views"))?),
            until: until?,
            only: Vec::new(),
        })
    }

    /// A line: which address, how often, and up to when; nothing if it does not count.
    fn read(&self, row: &StringRecord, zone: &Zone) -> Result<Option<(String, u64, Moment)>, String> {
        if self.only.iter().any(|(column, value)| row.get(*column).is_some_and(|found| found != *value)) {
            return Ok(None);
        }
        let cell = |column: usize| row.get(column).filter(|cell| !cell.is_empty());
        let address = cell(self.address).ok_or("has no address")?;
        let views = match self.views {
            Some(column) => {
                let text = cell(column).ok_or("has no number of views")?;
                number(text).ok_or_else(|| format!("`{text}` is no number of views"))?
            }
            None => 1,
        };
        let until = match self.until {
            Until::All(date) => date,
            Until::Column(column) => {
                let text = cell(column).ok_or("has no date")?;
                dates::parse(text, zone).map_err(|_| format!("`{text}` is no date"))?
            }
        };
        // As clocks of the newspaper show it.
        Ok(Some((address.to_owned(), views, zone.moment(until.unix()))))
    }
}

/// `1203`, also as people write it: `1.203`, `1,203`, `1 203`.
fn number(text: &str) -> Option<u64> {
    let mut groups = text.split(['.', ',', ' ', '\u{a0}', '\u{202f}']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let digits = |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    let right = digits(&first) && rest.iter().all(digits) && (rest.is_empty() || grouped);
    if right { format!("{first}{}", rest.concat()).parse().ok() } else { None }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
