//! RSS 2.0 (www.rssboard.org/rss-specification), with the modules for whole texts, names and pictures that the
//! RSS Board's profile recommends.

use news::{
    date::{Day, Moment},
    route::Feed,
};

use super::{
    super::escape::{cdata, text},
    Channel, Story,
};

/// The feed.
pub fn text_of(channel: &Channel<'_>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" \
         xmlns:atom=\"http://www.w3.org/2005/Atom\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel>\n",
    );
    let own = channel.address.feed(&channel.route, Feed::Rss).unwrap_or_default();
    line(&mut out, "title", &channel.title);
    line(&mut out, "link", &channel.address.page(&channel.route));
    line(&mut out, "description", &channel.description);
    line(&mut out, "language", channel.lang.code());
    if let Some(moment) = channel.moment() {
        line(&mut out, "lastBuildDate", &date(moment));
    }
    let own = text(&own);
    out += &format!("<atom:link href=\"{own}\" rel=\"self\" type=\"application/rss+xml\"/>\n");
    channel.stories.iter().for_each(|story| add(&mut out, story));
    out + "</channel>\n</rss>\n"
}

fn add(out: &mut String, story: &Story) {
    let teaser = &story.article.teaser;
    out.push_str("<item>\n");
    line(out, "title", &teaser.title);
    line(out, "link", &story.url);
    line(out, "guid", &story.url);
    line(out, "pubDate", &date(teaser.appeared()));
    story.article.authors.iter().for_each(|author| line(out, "dc:creator", author));
    story.topics().for_each(|topic| line(out, "category", topic));
    if let Some(standfirst) = &teaser.standfirst {
        line(out, "description", standfirst);
    }
    *out += &format!("<content:encoded>{}</content:encoded>\n", cdata(&story.html));
    if let (Some(url), Some(cover)) = (&story.picture, &teaser.cover) {
        *out += &format!("<media:content url=\"{}\" medium=\"image\"", text(url));
        for (name, pixels) in [("width", cover.width), ("height", cover.height)] {
            *out += &pixels.map(|pixels| format!(" {name}=\"{pixels}\"")).unwrap_or_default();
        }
        *out += &match cover.alt.is_empty() {
            true => "/>\n".to_owned(),
            false => {
                format!("><media:description>{}</media:description></media:content>\n", text(&cover.alt))
            }
        };
    }
    out.push_str("</item>\n");
}

fn line(out: &mut String, element: &str, content: &str) {
    *out += &format!("<{element}>{}</{element}>\n", text(content));
}

/// As RFC 822 has it, with the year in full: `Sat, 09 Dec 2023 08:30:00 +0700`.
fn date(moment: Moment) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let at = moment.day();
    let Day { year, month, day } = at;
    let weekday = DAYS.get(usize::from(at.weekday())).copied().unwrap_or_default();
    let month = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
    let (hour, minute) = moment.clock();
    let second = moment.unix().rem_euclid(60);
    let (sign, offset) = if moment.offset() < 0 { ('-', -moment.offset()) } else { ('+', moment.offset()) };
    format!(
        "{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} {sign}{:02}{:02}",
        offset / 60,
        offset % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        let table = [
            ("2023-12-09T08:30:05+07:00", "Sat, 09 Dec 2023 08:30:05 +0700"),
            ("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 +0000"),
            ("2024-02-29T23:59:59-03:30", "Thu, 29 Feb 2024 23:59:59 -0330"),
        ];
        for (moment, text) in table {
            assert_eq!(date(moment.parse().unwrap()), text);
        }
    }
}
