//! Moments and days, as a newspaper prints them.
//!
//! A [`Moment`] is an instant with the offset of the place that it is told for, so `09-12-2023` stays the
//! 9th wherever it is read. It carries no time-zone database: zones are resolved while a manuscript is read.

use std::{cmp::Ordering, fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A calendar day, as in the archive: proleptic Gregorian, month and day from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// An instant in whole seconds, and the offset from UTC in whole minutes that it is shown with.
///
/// Equality and order are those of the instant, then of the offset. Written as RFC 3339
/// (`2023-12-09T08:30:00+07:00`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Moment {
    unix: i64,
    offset: i16,
}

/// The text is not an RFC 3339 date and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAMoment;

impl fmt::Display for NotAMoment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date and time such as 2023-12-09T08:30:00+07:00")
    }
}

impl std::error::Error for NotAMoment {}

impl Moment {
    /// The instant `unix` seconds after 1970-01-01T00:00:00Z, shown `offset` minutes east of UTC.
    pub fn new(unix: i64, offset: i16) -> Self {
        Self { unix, offset }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix(self) -> i64 {
        self.unix
    }

    /// Minutes east of UTC.
    pub fn offset(self) -> i16 {
        self.offset
    }

    /// The calendar day where it was told.
    pub fn day(self) -> Day {
        Day::from_number(self.local().div_euclid(86_400))
    }

    /// Hour and minute where it was told.
    pub fn clock(self) -> (u8, u8) {
        let minutes = self.local().rem_euclid(86_400) / 60;
        ((minutes / 60) as u8, (minutes % 60) as u8)
    }

    fn local(self) -> i64 {
        self.unix + i64::from(self.offset) * 60
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.unix, self.offset).cmp(&(other.unix, other.offset))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Day {
    /// As `2023-12-09`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Day {
    /// The day with this many days since 1970-01-01 (H. Hinnant, "chrono-compatible date algorithms").
    pub fn from_number(number: i64) -> Self {
        let z = number + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        Self { year: year as i32, month: month as u8, day: (doy - (153 * mp + 2) / 5 + 1) as u8 }
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let y = i64::from(self.year) - i64::from(month <= 2);
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let doy = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        era * 146_097 + doe - 719_468
    }

    /// Whether the calendar has this day: 2023-02-29 is none.
    pub fn exists(self) -> bool {
        (1..=12).contains(&self.month) && self.day >= 1 && Self::from_number(self.number()) == self
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u8 {
        (self.number() + 3).rem_euclid(7) as u8
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Day { year, month, day } = self.day();
        let (hour, minute) = self.clock();
        let second = self.unix.rem_euclid(60);
        let (sign, offset) = if self.offset < 0 { ('-', -self.offset) } else { ('+', self.offset) };
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{sign}{:02}:{:02}",
            offset / 60,
            offset % 60
        )
    }
}

impl FromStr for Moment {
    type Err = NotAMoment;

    /// Reads RFC 3339, section 5.6; a fraction of a second is dropped.
    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let number = |from: usize, to: usize| -> Result<i64, NotAMoment> {
            let digits = text.get(from..to).filter(|d| d.bytes().all(|b| b.is_ascii_digit()));
            digits.and_then(|d| d.parse().ok()).ok_or(NotAMoment)
        };
        let mark = |at: usize, allowed: &[u8]| match text.as_bytes().get(at) {
            Some(byte) if allowed.contains(byte) => Ok(()),
            _ => Err(NotAMoment),
        };
        mark(4, b"-")?;
        mark(7, b"-")?;
        mark(10, b"Tt ")?;
        mark(13, b":")?;
        mark(16, b":")?;
        let day = Day { year: number(0, 4)? as i32, month: number(5, 7)? as u8, day: number(8, 10)? as u8 };
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        if !day.exists() || hour > 23 || minute > 59 || second > 60 {
            return Err(NotAMoment);
        }
        let mut rest = text.get(19..).ok_or(NotAMoment)?;
        if let Some(fraction) = rest.strip_prefix('.') {
            let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
            rest = fraction.get(digits..).filter(|_| digits > 0).ok_or(NotAMoment)?;
        }
        let offset = match rest.as_bytes() {
            b"Z" | b"z" => 0,
            [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
                let at = text.len() - 6;
                let (hours, minutes) = (number(at + 1, at + 3)?, number(at + 4, at + 6)?);
                if hours > 23 || minutes > 59 {
                    return Err(NotAMoment);
                }
                (if *sign == b'-' { -1 } else { 1 }) * (hours * 60 + minutes)
            }
            _ => return Err(NotAMoment),
        };
        let local = day.number() * 86_400 + hour * 3_600 + minute * 60 + second;
        Ok(Self { unix: local - offset * 60, offset: offset as i16 })
    }
}

impl TryFrom<String> for Moment {
    type Error = NotAMoment;

    fn try_from(text: String) -> Result<Self, NotAMoment> {
        text.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_moment_reads_what_it_writes(unix in -62_000_000_000_i64..250_000_000_000, offset in -1439_i16..1440) {
            let moment = Moment::new(unix, offset);
            prop_assert_eq!(moment.to_string().parse::<Moment>(), Ok(moment));
        }

        #[test]
        fn a_day_is_its_number(number in -800_000_i64..3_000_000) {
            let day = Day::from_number(number);
            prop_assert!(day.exists());
            prop_assert_eq!(day.number(), number);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = text.parse::<Moment>();
        }
    }

    #[test]
    fn known_moments() {
        let moment: Moment = "2023-12-09T08:30:00+07:00".parse().unwrap();
        assert_eq!(moment.unix(), 1_702_085_400);
        assert_eq!(moment.day(), Day { year: 2023, month: 12, day: 9 });
        assert_eq!(moment.clock(), (8, 30));
        assert_eq!(moment.day().weekday(), 5);
        assert_eq!("2023-12-09t01:30:00.25Z".parse::<Moment>().unwrap().unix(), moment.unix());
        for bad in
            ["2023-02-29T00:00:00Z", "2023-12-09", "2023-12-09T24:00:00Z", "2023-12-09T00:00:00", "", "à"]
        {
            assert_eq!(bad.parse::<Moment>(), Err(NotAMoment), "{bad}");
        }
    }
}
