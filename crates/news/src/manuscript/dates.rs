//! Dates as journalists write them. The day comes before the month, as in Vietnam, unless the year is first.

use jiff::{civil, tz::TimeZone};

use crate::date::{Day, Moment};

/// A time zone, for dates that name none.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone with this IANA name, such as `Asia/Ho_Chi_Minh`; none if there is no such zone.
    pub fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// This instant, Unix seconds, as it is told here.
    pub fn moment(&self, unix: i64) -> Moment {
        let offset = jiff::Timestamp::from_second(unix).map_or(0, |at| self.0.to_offset(at).seconds() / 60);
        Moment::new(unix, i16::try_from(offset).unwrap_or_default())
    }

    /// The moment when clocks here show this. A time that clocks skip or show twice is the earlier one's.
    fn at(&self, day: Day, seconds: i64) -> Option<Moment> {
        let year = i16::try_from(day.year).ok()?;
        let date = civil::Date::new(year, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()?;
        let time = date.at(0, 0, 0, 0).checked_add(jiff::SignedDuration::from_secs(seconds)).ok()?;
        let zoned = time.to_zoned(self.0.clone()).ok()?;
        let offset = i16::try_from(zoned.offset().seconds() / 60).ok()?;
        Some(Moment::new(zoned.timestamp().as_second(), offset))
    }
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotADate {
    /// It has the form of a date, but the calendar has no such day or the clock no such time.
    Impossible,
    /// It has no form that is known.
    Form,
}

/// Reads a date: `2023-12-09`, `9/12/2023`, `09-12-2023 14:30`, `2023-12-09 14:30:00 +0700`, RFC 3339.
///
/// # Errors
/// [`NotADate`] says whether the form or the calendar is at fault.
pub fn parse(text: &str, zone: &Zone) -> Result<Moment, NotADate> {
    let text = text.trim();
    let end = text.find(|c: char| c.is_whitespace() || c == 'T' || c == 't').unwrap_or(text.len());
    let (date, rest) = text.split_at(end);
    let day = day(date)?;
    let rest = rest.trim_start_matches(['T', 't']).trim();
    let clock_end = rest.find(|c: char| !(c.is_ascii_digit() || ":.h".contains(c))).unwrap_or(rest.len());
    let (clock, offset) = rest.split_at(clock_end);
    let seconds = if clock.is_empty() { 0 } else { seconds(clock)? };
    let offset = offset.trim();
    if offset.is_empty() {
        return zone.at(day, seconds).ok_or(NotADate::Impossible);
    }
    if clock.is_empty() {
        return Err(NotADate::Form);
    }
    let minutes = minutes_east(offset)?;
    Ok(Moment::new(day.number() * 86_400 + seconds - i64::from(minutes) * 60, minutes))
}

fn day(text: &str) -> Result<Day, NotADate> {
    let separator = ['-', '/', '.'].into_iter().find(|mark| text.contains(*mark)).ok_or(NotADate::Form)?;
    let parts: Vec<&str> = text.split(separator).collect();
    let [a, b, c] = parts.as_slice() else { return Err(NotADate::Form) };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    if year.len() != 4 {
        return Err(NotADate::Form);
    }
    let year = i32::from(number(year, 4)?);
    let small = |text: &str| Ok(u8::try_from(number(text, 2)?).unwrap_or(u8::MAX));
    let day = Day { year, month: small(month)?, day: small(day)? };
    if day.exists() { Ok(day) } else { Err(NotADate::Impossible) }
}

/// Reads `14:30`, `14:30:05`, `14:30:05.25`, `14h30` as seconds since midnight.
fn seconds(text: &str) -> Result<i64, NotADate> {
    let text = text.split('.').next().unwrap_or_default();
    let mut parts = text.split([':', 'h']);
    let mut next = |required: bool| match parts.next() {
        Some(part) if required || !part.is_empty() => number(part, 2).map(i64::from),
        _ => Ok(0),
    };
    let (hour, minute, second) = (next(true)?, next(false)?, next(false)?);
    if parts.next().is_some() || !text.contains([':', 'h']) {
        return Err(NotADate::Form);
    }
    match hour < 24 && minute < 60 && second < 60 {
        true => Ok(hour * 3_600 + minute * 60 + second),
        false => Err(NotADate::Impossible),
    }
}

/// Reads `Z`, `UTC`, `+07:00`, `+0700`, `+07`.
fn minutes_east(text: &str) -> Result<i16, NotADate> {
    if ["z", "utc", "gmt"].iter().any(|zero| text.eq_ignore_ascii_case(zero)) {
        return Ok(0);
    }
    let (sign, digits) = match text.split_at_checked(1) {
        Some(("+", digits)) => (1, digits),
        Some(("-", digits)) => (-1, digits),
        _ => return Err(NotADate::Form),
    };
    let (hours, minutes) = match digits.split_once(':').or(digits.split_at_checked(2)) {
        Some((hours, "")) => (number(hours, 2)?, 0),
        Some((hours, minutes)) => (number(hours, 2)?, number(minutes, 2)?),
        None => return Err(NotADate::Form),
    };
    match hours < 24 && minutes < 60 {
        true => Ok(sign * (hours * 60 + minutes)),
        false => Err(NotADate::Impossible),
    }
}

/// Reads one to `most` digits.
fn number(text: &str, most: usize) -> Result<i16, NotADate> {
    let digits = !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or(NotADate::Form)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vietnam() -> Zone {
        Zone::named("Asia/Ho_Chi_Minh").unwrap()
    }

    #[test]
    fn every_form() {
        for (text, expected) in [
            ("2023-12-09", "2023-12-09T00:00:00+07:00"),
            ("2023-12-09 14:30", "2023-12-09T14:30:00+07:00"),
            ("2023-12-09T14:30:00", "2023-12-09T14:30:00+07:00"),
            ("2023-12-09T14:30:00.123Z", "2023-12-09T14:30:00+00:00"),
            ("2023-12-09T14:30:00-05:30", "2023-12-09T14:30:00-05:30"),
            ("2023-12-09 14:30:00 +0700", "2023-12-09T14:30:00+07:00"),
            ("2023-12-09 14:30:00 UTC", "2023-12-09T14:30:00+00:00"),
            ("09-12-2023", "2023-12-09T00:00:00+07:00"),
            ("09/12/2023 14:30", "2023-12-09T14:30:00+07:00"),
            (" 9/12/2023 ", "2023-12-09T00:00:00+07:00"),
            ("9.12.2023 7h05", "2023-12-09T07:05:00+07:00"),
            ("29/02/2024", "2024-02-29T00:00:00+07:00"),
        ] {
            assert_eq!(parse(text, &vietnam()).unwrap().to_string(), expected, "{text}");
        }
        let berlin = Zone::named("Europe/Berlin").unwrap();
        assert_eq!(parse("2023-07-01 12:00", &berlin).unwrap().to_string(), "2023-07-01T12:00:00+02:00");
        assert!(Zone::named("Asia/Atlantis").is_none());
    }

    #[test]
    fn what_is_no_date() {
        for text in
            ["31/02/2023", "12/25/2023", "2023-13-01", "2023-12-09 24:00", "2023-12-09 10:61", "29-02-2023"]
        {
            assert_eq!(parse(text, &vietnam()), Err(NotADate::Impossible), "{text}");
        }
        for text in [
            "",
            "hôm qua",
            "2023",
            "9/12/23",
            "2023-12",
            "2023-12-09 14",
            "2023-12-09 +07:00",
            "2023-12-09 1:2:3:4",
            "2023-12-09 10:00 ICT",
        ] {
            assert_eq!(parse(text, &vietnam()), Err(NotADate::Form), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,30}|[0-9:/ T+hZ-]{0,24}") {
            let _ = parse(&text, &vietnam());
        }

        #[test]
        fn what_a_moment_writes_is_read(unix in -62_000_000_000_i64..250_000_000_000, offset in -1439_i16..1440) {
            let moment = Moment::new(unix, offset);
            prop_assert_eq!(parse(&moment.to_string(), &vietnam()), Ok(moment));
        }
    }
}
