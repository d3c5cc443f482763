//! Writes the Markdown parser's events as HTML, without recursion.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::{Heading, Kind, Links, notes::Notes, pictures, raw};
use crate::text::{slug::slugify, tags::escape};

type Events<'e> = [(Event<'e>, Range<usize>)];

/// HTML that has not passed the door yet.
pub(super) struct Written {
    pub(super) html: String,
    pub(super) headings: Vec<Heading>,
    /// Places in the HTML, in order, and those in the Markdown that they come from.
    marks: Vec<(usize, usize)>,
    /// The same of the outermost blocks alone; the footnotes at the end, if there are any, are the last.
    pub(super) tops: Vec<(usize, usize)>,
}

impl Written {
    /// The offset in the Markdown that line `line` (from 1) of the HTML comes from.
    pub(super) fn source_of_line(&self, line: usize) -> usize {
        let before = self.html.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
        let next = self.marks.partition_point(|(html, _)| *html <= before);
        self.marks.get(next.saturating_sub(1)).map_or(0, |(_, markdown)| *markdown)
    }
}

/// Writes a whole text.
pub(super) fn write(events: &Events<'_>, links: &mut Links<'_>) -> Written {
    let levels = events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as u8),
        _ => None,
    });
    let mut writer = Writer {
        links,
        out: String::new(),
        outer: Vec::new(),
        marks: Vec::new(),
        headings: Vec::new(),
        ids: HashSet::new(),
        repeats: HashMap::new(),
        notes: Notes::default(),
        highest: levels.min().unwrap_or(1),
        columns: Vec::new(),
        column: 0,
        in_head: false,
        in_label: false,
    };
    let (mut at, mut depth) = (0, 0_usize);
    let mut tops = Vec::new();
    while at < events.len() {
        if depth == 0 {
            tops.push((writer.out.len(), events[at].1.start));
        }
        let taken = writer.event(&events[at..]);
        for (event, _) in events.iter().skip(at).take(taken) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        at += taken;
    }
    let Writer { mut out, mut marks, headings, notes, .. } = writer;
    let end = out.len();
    notes.write(&mut out, |html, markdown| marks.push((html, markdown)));
    if out.len() > end {
        tops.push((end, marks.last().map_or(0, |(_, markdown)| *markdown)));
    }
    Written { html: out, headings, marks, tops }
}

struct Writer<'w, 'l> {
    links: &'w mut Links<'l>,
    out: String,
    /// While a footnote is written: its label and place, and what was written before it.
    outer: Vec<(String, usize, String)>,
    marks: Vec<(usize, usize)>,
    headings: Vec<Heading>,
    ids: HashSet<String>,
    /// How often an anchor was wanted again.
    repeats: HashMap<String, usize>,
    notes: Notes,
    highest: u8,
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    in_label: bool,
}

impl Writer<'_, '_> {
    /// Writes the first of `events`, and gives how many it took.
    fn event(&mut self, events: &Events<'_>) -> usize {
        let (event, range) = &events[0];
        if self.outer.is_empty() {
            self.marks.push((self.out.len(), range.start));
        }
        match event {
            Event::Start(Tag::Paragraph) => {
                self.end_label();
                if let Some((pictures, count)) = pictures::alone(events) {
                    self.figures(&pictures);
                    return count;
                }
                self.out.push_str("<p>");
            }
            Event::Start(Tag::Image { .. }) => {
                if let Some((picture, count)) = pictures::read(events) {
                    picture.write(&mut self.out, self.links);
                    return count;
                }
            }
            Event::Start(Tag::HtmlBlock) => return self.html_block(events),
            Event::Start(Tag::Heading { level, .. }) => self.heading(*level as u8, events),
            Event::Start(Tag::Item) => {
                let is_task = |(event, _): &(Event<'_>, _)| matches!(event, Event::TaskListMarker(_));
                let task = events[1..].iter().take(2).any(is_task);
                self.out.push_str(if task { "<li class=\"task\">" } else { "<li>" });
            }
            Event::Start(tag) => self.start(tag, range.start),
            Event::End(TagEnd::Heading(level)) => {
                self.out.push_str(&format!("</h{}>\n", self.level(*level as u8)))
            }
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => escape(&mut self.out, text),
            Event::Code(code) => {
                self.out.push_str("<code>");
                escape(&mut self.out, code);
                self.out.push_str("</code>");
            }
            Event::InlineHtml(html) | Event::Html(html) => {
                self.out.push_str(&raw::resolve(html, range.start, self.links))
            }
            Event::FootnoteReference(label) => self.notes.refer(&mut self.out, label),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => {
                self.in_label = true;
                let checked = if *done { " checked" } else { "" };
                self.out.push_str(&format!("<label><input type=\"checkbox\" disabled{checked}> "));
            }
            // Not switched on.
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
        1
    }

    fn start(&mut self, tag: &Tag<'_>, offset: usize) {
        match tag {
            Tag::BlockQuote(_) => self.open("<blockquote>\n"),
            Tag::CodeBlock(kind) => {
                self.open("<pre tabindex=\"0\"><code");
                if let CodeBlockKind::Fenced(info) = kind {
                    let known = |c: char| c.is_ascii_alphanumeric() || "+#-_.".contains(c);
                    let name = info.split_whitespace().next().filter(|name| name.chars().all(known));
                    self.out.push_str(
                        &name.map(|name| format!(" class=\"language-{name}\"")).unwrap_or_default(),
                    );
                }
                self.out.push('>');
            }
            Tag::List(None) => self.open("<ul>\n"),
            Tag::List(Some(1)) => self.open("<ol>\n"),
            Tag::List(Some(first)) => self.open(&format!("<ol start=\"{first}\">\n")),
            Tag::FootnoteDefinition(label) => {
                self.end_label();
                self.outer.push((label.to_string(), offset, std::mem::take(&mut self.out)));
            }
            Tag::Table(columns) => {
                self.columns.clone_from(columns);
                self.open("<div class=\"table\" role=\"region\" tabindex=\"0\"><table>\n");
            }
            Tag::TableHead => {
                (self.in_head, self.column) = (true, 0);
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title, offset),
            // Written by `event`, or not switched on.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let html = match tag {
            TagEnd::Paragraph | TagEnd::Item => {
                self.end_label();
                if tag == TagEnd::Item { "</li>\n" } else { "</p>\n" }
            }
            TagEnd::BlockQuote(_) => "</blockquote>\n",
            TagEnd::CodeBlock => "</code></pre>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::FootnoteDefinition => {
                if let Some((label, offset, before)) = self.outer.pop() {
                    let note = std::mem::replace(&mut self.out, before);
                    self.notes.define(&label, offset, note);
                }
                ""
            }
            TagEnd::Table => "</tbody></table></div>\n",
            TagEnd::TableHead => {
                self.in_head = false;
                "</tr></thead><tbody>\n"
            }
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell if self.in_head => "</th>",
            TagEnd::TableCell => "</td>",
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</del>",
            TagEnd::Link => "</a>",
            _ => "",
        };
        self.out.push_str(html);
    }

    /// Starts a block, outside of a task's label.
    fn open(&mut self, html: &str) {
        self.end_label();
        self.out.push_str(html);
    }

    fn end_label(&mut self) {
        if std::mem::take(&mut self.in_label) {
            self.out.push_str("</label>");
        }
    }

    fn cell(&mut self) {
        self.out.push_str(if self.in_head { "<th scope=\"col\"" } else { "<td" });
        self.out.push_str(match self.columns.get(self.column) {
            Some(Alignment::Left) => " class=\"align-left\">",
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            Some(Alignment::None) | None => ">",
        });
        self.column += 1;
    }

    fn link(&mut self, kind: LinkType, destination: &str, title: &str, offset: usize) {
        let target = match kind {
            LinkType::Email => Some(format!("mailto:{destination}")),
            _ => (self.links)(Kind::Link, destination, offset).map(|target| target.url),
        };
        self.out.push_str("<a href=\"");
        escape(&mut self.out, target.as_deref().unwrap_or(destination));
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            escape(&mut self.out, title);
        }
        self.out.push_str("\">");
    }

    fn figures(&mut self, pictures: &[pictures::Picture<'_>]) {
        let gallery = pictures.len() > 1;
        self.out.push_str(if gallery { "<div class=\"gallery\">\n" } else { "" });
        for picture in pictures {
            picture.write_figure(&mut self.out, self.links, gallery);
        }
        self.out.push_str(if gallery { "</div>\n" } else { "" });
    }

    fn level(&self, written: u8) -> u8 {
        (written - self.highest + 2).clamp(2, 6)
    }

    fn heading(&mut self, level: u8, events: &Events<'_>) {
        let mut text = String::new();
        for (event, _) in events {
            match event {
                Event::End(TagEnd::Heading(_)) => break,
                Event::Text(words) | Event::Code(words) => text.push_str(words),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
        let slug = slugify(&text);
        let base = if slug.is_empty() { "h-muc".into() } else { format!("h-{slug}") };
        let mut id = base.clone();
        while !self.ids.insert(id.clone()) {
            let count = self.repeats.entry(base.clone()).or_insert(1);
            *count += 1;
            id = format!("{base}-{count}");
        }
        let level = self.level(level);
        self.open(&format!("<h{level} id=\"{id}\">"));
        self.headings.push(Heading { level, id, text });
    }

    /// A block of raw HTML comes line by line; its tags may be longer than a line.
    fn html_block(&mut self, events: &Events<'_>) -> usize {
        self.end_label();
        let mut html = String::new();
        let mut count = 0;
        for (event, _) in events {
            count += 1;
            match event {
                Event::Html(line) | Event::Text(line) => html.push_str(line),
                Event::End(TagEnd::HtmlBlock) => break,
                _ => {}
            }
        }
        let start = events.get(1).map_or(events[0].1.start, |(_, range)| range.start);
        self.out.push_str(&raw::resolve(&html, start, self.links));
        count
    }
}
