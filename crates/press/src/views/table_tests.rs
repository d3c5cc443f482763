//! Tables as newsrooms have them.

use std::io::Write;

use super::*;

/// Address, views and day.
type Row = (String, u64, String);

/// What a file tells, and the problems.
fn told(name: &str, text: impl AsRef<[u8]>) -> Result<(Vec<Row>, Vec<String>), String> {
    let mut problems = Vec::new();
    let zone = Zone::named("Asia/Ho_Chi_Minh").unwrap();
    let read = read(name, text.as_ref(), &zone, &mut problems).map_err(|problem| problem.to_string())?;
    let counts = read.into_iter().map(|(path, count)| (path, count.views, count.until.day().to_string()));
    let problems = problems.iter().map(|problem| problem.to_string().lines().next().unwrap().to_owned());
    Ok((counts.collect(), problems.collect()))
}

fn one(path: &str, views: u64, day: &str) -> Row {
    (path.into(), views, day.into())
}

#[test]
fn tables_of_all_kinds() {
    let expected = [one("/a/", 1_203, "2026-01-31"), one("b", 7, "2026-01-31")];
    for (name, text) in [
        ("x.csv", "path,views,date\n/a/,1203,2026-01-31\nb,7,31/01/2026\n"),
        ("x.csv", "# 2026-01-31\npath,views\n/a/,1203\nb,7\n"),
        ("x.csv", "\u{feff}# 20251225\r\n# to 20260131\r\n\r\nURL;Page Views\r\n/a/;1.203\r\nb;7\r\n"),
        ("luot-xem-2026-01-31.csv", "title\tslug\tcount\nA\t/a/\t\"1 203\"\nB\tb\t7\n"),
        ("20260131.csv", "Lượt xem,Path\n\"1,203\",/a/\n7,b\n"),
        ("x.csv", "date,path,views\n2026-01-30,/a/,1200\n2026-01-31,/a/,3\n2026-01-31,b,7\n"),
    ] {
        assert_eq!(told(name, text), Ok((expected.to_vec(), vec![])), "{text}");
    }
}

const GOAT: &str = "2Path,Title,Event,UserAgent,Browser,System,Session,Bot,Referrer,Referrer scheme,Screen size,\
    Location,FirstVisit,Date\n\
    /a/,A,false,,Chrome 141,Linux,s1,0,,,\"1440,900,2\",VN,true,2026-01-30T16:59:59Z\n\
    /a/,A,false,,Chrome 141,Linux,s1,0,,,,VN,false,2026-01-30T17:00:00Z\n\
    /a/,A,false,,,,s2,3,,,,US,true,2026-01-31T00:00:00Z\n\
    share,,true,,Chrome 141,Linux,s1,0,,,,VN,true,2026-01-31T00:00:00Z\n\
    /b/,B,false,,Chrome 141,Linux,s3,0,,,,VN,true,2026-01-29T00:00:00Z\n";

#[test]
fn an_export_of_goatcounter_has_a_line_for_each_view() {
    // A bot and an event do not count, and 17:00 UTC is the next day in Hà Nội.
    let expected = vec![one("/a/", 2, "2026-01-31"), one("/b/", 1, "2026-01-29")];
    assert_eq!(told("goatcounter.csv", GOAT), Ok((expected.clone(), vec![])));
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(GOAT.as_bytes()).unwrap();
    assert_eq!(told("goatcounter.csv.gz", gzip.finish().unwrap()), Ok((expected, vec![])));
    let newer = told("x.csv", GOAT.replacen('2', "3", 1)).unwrap_err();
    assert!(newer.contains("version 3"), "{newer}");
}

#[test]
fn a_line_that_can_not_be_read_is_left_out() {
    let text = "# statistics\npath,views,date\n/a/,many,2026-01-31\n/b/,-1,2026-01-31\n\n/c/,1,yesterday\n,1,2026-01-31\n\
        /d/\n/e/,12.5,2026-01-31\n/f/,1,2026-01-31\n";
    let (counts, problems) = told("x.csv", text).unwrap();
    assert_eq!(counts, [one("/f/", 1, "2026-01-31")]);
    let expected = [
        "x.csv:3: warning[views]: `many` is no number of views",
        "x.csv:4: warning[views]: `-1` is no number of views",
        "x.csv:6: warning[views]: `yesterday` is no date",
        "x.csv:7: warning[views]: has no address",
        "x.csv:8: warning[views]: has no number of views",
        "x.csv:9: warning[views]: `12.5` is no number of views",
    ];
    assert_eq!(problems, expected);
    let (_, problems) = told("2026-01-31.csv", format!("path,views\n{}", "/a/,x\n".repeat(500))).unwrap();
    assert_eq!(problems.len(), TOLD + 1);
    assert!(problems[TOLD].contains("490 more lines"), "{problems:?}");
}

#[test]
fn a_file_that_can_not_be_used_says_why() {
    for (text, words) in [
        (&b"path,views\n/a/,1\n"[..], "up to when"),
        (b"path,date\n/a/,2026-01-31\n", "no column for views"),
        (b"title,views,date\nA,1,2026-01-31\n", "no column for addresses"),
        (b"", "no column"),
        (b"path,views\n/\xff/,1\n", "UTF-8"),
        (b"\x1f\x8bxx", "UTF-8"),
    ] {
        let problem = told("x.csv", text).unwrap_err();
        assert!(problem.contains("error[views]") && problem.contains(words), "{problem}");
    }
}
