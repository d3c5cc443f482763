//! Dates in the way that a file writes them.

use crate::{
    date::Moment,
    manuscript::dates::{Zone, parse},
};

/// How a date is written.
#[derive(Debug, Default)]
struct Style<'s> {
    day_first: bool,
    mark: char,
    padded: bool,
    /// What stands before the time; none if there is no time.
    before: Option<&'s str>,
    hour: char,
    seconds: bool,
    fraction: &'s str,
    offset: &'s str,
}

impl<'s> Style<'s> {
    /// Of a date that can be read.
    fn of(text: &'s str) -> Self {
        let text = text.trim();
        let end = text.find(|c: char| c.is_whitespace() || c == 'T' || c == 't').unwrap_or(text.len());
        let (day, rest) = text.split_at(end);
        let time = rest.trim_start_matches(|c: char| c.is_whitespace() || c == 'T' || c == 't');
        let clock_end = time.find(|c: char| !(c.is_ascii_digit() || ":.h".contains(c))).unwrap_or(time.len());
        let (clock, offset) = time.split_at(clock_end);
        let (clock, fraction) = clock.split_at(clock.find('.').unwrap_or(clock.len()));
        let mark = day.chars().find(|c| !c.is_ascii_digit()).unwrap_or('-');
        Self {
            day_first: day.find(mark) != Some(4),
            mark,
            padded: !day.split(mark).any(|part| part.len() == 1),
            before: rest.get(..rest.len() - time.len()).filter(|_| !clock.is_empty()),
            hour: if clock.contains('h') { 'h' } else { ':' },
            seconds: clock.matches([':', 'h']).count() == 2,
            fraction,
            offset,
        }
    }

    fn day(&self, moment: Moment) -> String {
        let day = moment.day();
        let width = if self.padded { 2 } else { 1 };
        let (mark, year) = (self.mark, day.year);
        match self.day_first {
            true => format!("{:0width$}{mark}{:0width$}{mark}{year:04}", day.day, day.month),
            false => format!("{year:04}{mark}{:0width$}{mark}{:0width$}", day.month, day.day),
        }
    }

    fn clock(&self, moment: Moment, seconds: bool) -> String {
        let ((hour, minute), mark) = (moment.clock(), self.hour);
        let second = moment.unix().rem_euclid(60);
        match seconds {
            true => format!("{hour:02}{mark}{minute:02}{mark}{second:02}"),
            false => format!("{hour:02}{mark}{minute:02}"),
        }
    }

    /// With the offset, if it has one, in its form.
    fn offset(&self, moment: Moment) -> String {
        let zero = self.offset.trim().chars().all(char::is_alphabetic);
        if self.offset.is_empty() || (zero && moment.offset() == 0) {
            return self.offset.to_owned();
        }
        let space: String = self.offset.chars().take_while(|c| c.is_whitespace()).collect();
        let (sign, minutes) =
            if moment.offset() < 0 { ('-', -moment.offset()) } else { ('+', moment.offset()) };
        let colon = if zero || self.offset.contains(':') { ":" } else { "" };
        format!("{space}{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
    }
}

/// `moment`, as like `like` as it can be told so; in ISO's form without. `able` says what the file can hold.
pub(super) fn written(
    moment: Moment,
    like: Option<&str>,
    zone: &Zone,
    able: impl Fn(&str) -> bool,
) -> String {
    let plain = Style { mark: '-', padded: true, hour: ':', ..Style::default() };
    let style = like.map_or(plain, Style::of);
    let day = style.day(moment);
    let before = style.before.unwrap_or(" ");
    let timed = |seconds: bool, offset: &str| {
        let clock = style.clock(moment, seconds);
        let fraction = if seconds { style.fraction } else { "" };
        format!("{day}{before}{clock}{fraction}{offset}")
    };
    let offset = style.offset(moment);
    let same = match style.before {
        Some(_) => vec![timed(style.seconds, &offset), timed(true, &offset)],
        None if like.is_some() => vec![day.clone(), timed(false, ""), timed(true, "")],
        None => vec![day.clone()],
    };
    let means = |text: &String| parse(text, zone) == Ok(moment) && able(text);
    same.into_iter().find(means).unwrap_or_else(|| moment.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vietnam() -> Zone {
        Zone::named("Asia/Ho_Chi_Minh").unwrap()
    }

    #[test]
    fn a_date_is_written_like_the_one_before() {
        let at = |text| parse(text, &vietnam()).unwrap();
        for (like, moment, expected) in [
            ("", "2024-01-02", "2024-01-02"),
            ("", "2024-01-02 08:30", "2024-01-02T08:30:00+07:00"),
            ("2023-12-09", "2024-01-02", "2024-01-02"),
            ("2023-12-09", "2024-01-02 08:30", "2024-01-02 08:30"),
            ("9/12/2023", "2024-01-02 08:30:05", "2/1/2024 08:30:05"),
            ("09.12.2023 7h05", "2024-01-02", "02.01.2024 00h00"),
            ("09-12-2023 14:30", "2024-01-02T08:30:00Z", "2024-01-02T08:30:00+00:00"),
            ("2023-12-09T00:00:00.000Z", "2024-01-02T08:30:00Z", "2024-01-02T08:30:00.000Z"),
            ("2023-12-09T00:00:00.000Z", "2024-01-02T08:30:00+07:00", "2024-01-02T08:30:00.000+07:00"),
            ("2023-12-09 14:30:00 +0700", "2024-01-02T08:30:00+07:00", "2024-01-02 08:30:00 +0700"),
        ] {
            let like = Some(like).filter(|like| !like.is_empty());
            assert_eq!(written(at(moment), like, &vietnam(), |_| true), expected, "{like:?} {moment}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            unix in -60_000_000_000_i64..250_000_000_000, offset in -1439_i16..1440, coarse in any::<bool>(),
            like in prop::option::of("[0-9]{4}-[01][0-9]-[0-3][0-9]([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.0)?)?(Z|\\+0700| \\+07:00)?)?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}( [0-9]{2}[h:][0-9]{2})?"),
        ) {
            let (unix, offset) = if coarse { (unix - unix.rem_euclid(86_400) + 61_200, 420) } else { (unix, offset) };
            let moment = Moment::new(unix, offset);
            let text = written(moment, like.as_deref(), &vietnam(), |_| true);
            prop_assert_eq!(parse(&text, &vietnam()), Ok(moment));
        }
    }
}
