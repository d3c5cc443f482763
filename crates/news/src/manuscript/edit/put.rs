//! The steps of a change: each finds where something stands, and cuts.

use serde_json::Value as Json;

use super::{
    File, Unchanged, Value, dates,
    head::Head,
    list,
    read::Fields,
    tree::{Cut, Form, Kind, Member, Node, Quotes, between, cut, line_end, line_start, without},
    write::Format,
};
use crate::date::Moment;

/// What is to stand in a field.
#[derive(Clone, Debug)]
pub(super) enum Put {
    Text(String),
    /// A number or a truth.
    Bare(String),
    Moment(Moment),
    List(Vec<String>),
}

impl From<&Value> for Put {
    fn from(value: &Value) -> Self {
        match value {
            Value::Text(text) => Put::Text(text.clone()),
            Value::List(words) => Put::List(words.clone()),
            Value::Yes(yes) => Put::Bare(yes.to_string()),
            Value::Count(count) => Put::Bare(count.to_string()),
            Value::Moment(moment) => Put::Moment(*moment),
        }
    }
}

/// A file that is being changed.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) file: File,
    /// The fields that were changed, as paths through tables.
    pub(super) touched: Vec<Vec<String>>,
}

/// A file's head and its fields, between two steps.
pub(super) struct Now {
    pub(super) head: Head,
    pub(super) format: Format,
    pub(super) root: Node,
    pub(super) fields: Fields,
}

fn fixed(path: &[String]) -> Unchanged {
    Unchanged::Fixed(path.join("."))
}

impl Work {
    /// On a file that has a head, or gets an empty one.
    pub(super) fn on(mut file: File) -> Result<Self, Unchanged> {
        let head = Head::of(&file.path, &file.text).ok_or(Unchanged::Fixed(String::new()))?;
        if head.format.is_none() {
            let (start, rest) = file.text.split_at(head.body.start);
            let eol = head.eol;
            file.text = format!("{start}---{eol}---{eol}{rest}");
        }
        Ok(Self { file, touched: Vec::new() })
    }

    pub(super) fn now(&self) -> Result<Now, Unchanged> {
        let fields = Fields::of(&self.file)?;
        let lost = || Unchanged::Fixed(String::new());
        let head = Head::of(&self.file.path, &self.file.text).ok_or_else(lost)?;
        let root = head.tree(&self.file.text).ok_or_else(lost)?;
        Ok(Now { format: head.format.ok_or_else(lost)?, head, root, fields })
    }

    fn cut(&mut self, path: Vec<String>, cuts: Vec<Cut>) {
        self.file.text = cut(&self.file.text, cuts);
        self.touched.push(path);
    }

    /// Puts a value into Bantin's field `own`, under the name that it has.
    pub(super) fn put(&mut self, own: &str, put: &Put) -> Result<(), Unchanged> {
        let now = self.now()?;
        let there = now.fields.places(own).into_iter().next().map(|(path, _)| path);
        match there.or_else(|| now.fields.hollow(own)) {
            Some(path) => self.put_at(&now, path, own, put),
            None => {
                // Zola knows tags nowhere else.
                let zola = own == "tags" && now.root.member(&["taxonomies".into()]).is_some();
                let table = if zola { vec!["taxonomies".to_owned()] } else { Vec::new() };
                let written = self.written(&now, None, put);
                self.insert(&now, table, own, &written)
            }
        }
    }

    /// Puts a value where there is one.
    pub(super) fn put_at(
        &mut self,
        now: &Now,
        path: Vec<String>,
        own: &str,
        put: &Put,
    ) -> Result<(), Unchanged> {
        let node = find(now, &path)?;
        let text = &self.file.text;
        let cuts = match (&node.kind, put) {
            _ if node.firm => return Err(fixed(&path)),
            (Kind::Text(quotes), Put::List(words)) => {
                let old = value_at(&now.fields, &path).and_then(Json::as_str).unwrap_or_default();
                let jekyll = now.fields.jekyll;
                let written = match list::joined(own, old, words, jekyll) {
                    Some(joined) => now.format.text(&joined, *quotes, node.flow),
                    None => now.format.list(words),
                };
                vec![replaced(text, node, written)]
            }
            (Kind::Text(_), put) => vec![replaced(text, node, self.written(now, Some(node), put))],
            (Kind::List(parts), Put::List(words)) => {
                let old = now.fields.words(own);
                list::cuts(now, text, node, parts, &old, words).ok_or_else(|| fixed(&path))?
            }
            _ => return Err(fixed(&path)),
        };
        self.cut(path, cuts);
        Ok(())
    }

    /// A value, in the quotes that are there.
    fn written(&self, now: &Now, node: Option<&Node>, put: &Put) -> String {
        let usual = if now.format == Format::Yaml { Quotes::Plain } else { Quotes::Double };
        let (quotes, flow) = match node.map(|node| (&node.kind, node.flow)) {
            Some((Kind::Text(quotes), flow)) => (*quotes, flow),
            Some((_, flow)) => (usual, flow),
            None => (usual, false),
        };
        match put {
            Put::Text(text) => now.format.text(text, quotes, flow),
            Put::Bare(text) => text.clone(),
            Put::List(words) => now.format.list(words),
            Put::Moment(moment) => self.date(now, node.filter(|node| !node.range.is_empty()), *moment),
        }
    }

    /// A date, like the one that is there or another one of the file.
    fn date(&self, now: &Now, node: Option<&Node>, moment: Moment) -> String {
        let others = ["date", "updated", "publish_at", "expires_at"].into_iter();
        let mut others =
            others.flat_map(|own| now.fields.places(own)).filter_map(|(path, _)| find(now, &path).ok());
        let node = node.or_else(|| others.next());
        let written = node.and_then(|node| self.file.text.get(node.range.clone()));
        let quotes = match node.map(|node| &node.kind) {
            Some(Kind::Text(quotes)) => *quotes,
            _ => Quotes::Plain,
        };
        let like = written.map(|text| text.trim_matches(['"', '\'']));
        let like = like.filter(|text| crate::manuscript::dates::parse(text, &self.file.zone).is_ok());
        let native = now.format == Format::Toml && quotes == Quotes::Plain;
        // Seconds may be left out in newer TOML only.
        let able = |text: &str| {
            !native || (text.parse::<toml::value::Datetime>().is_ok() && text.matches(':').count() != 1)
        };
        let text = dates::written(moment, like, &self.file.zone, able);
        match (now.format, quotes) {
            (Format::Yaml, Quotes::Plain | Quotes::Block) => text,
            (Format::Toml, _) if native => text,
            _ => now.format.text(&text, quotes, false),
        }
    }

    /// Adds a member to a table.
    pub(super) fn insert(
        &mut self,
        now: &Now,
        table: Vec<String>,
        name: &str,
        written: &str,
    ) -> Result<(), Unchanged> {
        let node = if table.is_empty() { &now.root } else { find(now, &table)? };
        let Kind::Table(form, members) = &node.kind else { return Err(fixed(&table)) };
        if node.firm {
            return Err(fixed(&table));
        }
        let text = &self.file.text;
        let cut = match form {
            Form::Lines(prefix) => {
                let line = members.first().and_then(|first| text.get(line_start(text, first.key.start)..));
                let indent =
                    line.map_or("", |line| &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]);
                let last = members.iter().rev().find(|member| !member.header);
                let at = match last {
                    _ if table.is_empty() && now.format == Format::Yaml => now.head.fields.end,
                    Some(last) => line_end(text, last.value.end().max(last.key.end)),
                    None if table.is_empty() => now.head.fields.start,
                    None => line_end(text, node.range.end),
                };
                let (is, eol) = (now.format.is(), now.head.eol);
                Cut::new(at..at, format!("{indent}{prefix}{name}{is}{written}{eol}"))
            }
            Form::Flow => among(now, text, node, members, name, written),
        };
        let path = [table, vec![name.to_owned()]].concat();
        self.cut(path, vec![cut]);
        Ok(())
    }

    /// Removes Bantin's field `own` under all of its names.
    pub(super) fn drop_all(&mut self, own: &str) -> Result<(), Unchanged> {
        loop {
            let now = self.now()?;
            let Some((path, _)) = now.fields.places(own).into_iter().next() else { return Ok(()) };
            self.drop_at(&now, path)?;
        }
    }

    /// Removes one member of a table.
    pub(super) fn drop_at(&mut self, now: &Now, path: Vec<String>) -> Result<(), Unchanged> {
        let (table, number) = now.root.member(&path).ok_or_else(|| fixed(&path))?;
        let Kind::Table(form, members) = &table.kind else { return Err(fixed(&path)) };
        let member = members.get(number).filter(|member| !member.value.firm).ok_or_else(|| fixed(&path))?;
        let cuts = match form {
            Form::Lines(_) => lines_of(&self.file.text, member),
            Form::Flow => {
                let ranges: Vec<_> = members.iter().map(|one| one.key.start..one.value.end()).collect();
                without(&ranges, number).map(|range| vec![Cut::new(range, "")]).unwrap_or_default()
            }
        };
        self.cut(path, cuts);
        Ok(())
    }

    /// The text of a file that is one JSON object.
    pub(super) fn put_body(&mut self, markdown: &str) -> Result<(), Unchanged> {
        let now = self.now()?;
        let name =
            ["body", "content"].into_iter().find(|name| now.root.member(&[(*name).to_owned()]).is_some());
        let Some(name) = name else {
            let written = now.format.text(markdown, Quotes::Double, true);
            return self.insert(&now, Vec::new(), "body", &written);
        };
        self.put_at(&now, vec![name.to_owned()], name, &Put::Text(markdown.to_owned()))
    }

    /// One part of the picture.
    pub(super) fn put_cover(&mut self, parts: &[&str], text: &str) -> Result<(), Unchanged> {
        let own = parts.first().copied().unwrap_or_default();
        let now = self.now()?;
        let place = now.fields.places("cover").into_iter().next().map(|(path, value)| (path, value.clone()));
        let Some((path, value)) = place else {
            return match own {
                "src" => self.put("cover", &Put::Text(text.to_owned())),
                _ => Err(Unchanged::NoCover),
            };
        };
        let mut node = find(&now, &path)?;
        let mut value = &value;
        // Hugo's `images`: the first is the one.
        if let (Kind::List(list), Json::Array(values)) = (&node.kind, value)
            && let (Some(first), Some(picture)) = (list.first(), values.first())
        {
            (node, value) = (first, picture);
        }
        if node.firm {
            return Err(fixed(&path));
        }
        match (&node.kind, value) {
            (Kind::Table(..), Json::Object(object)) if std::ptr::eq(node, find(&now, &path)?) => {
                let there = |name: &&&str| object.get(**name).is_some_and(|value| !value.is_null());
                match parts.iter().find(there) {
                    Some(name) => {
                        let path = [path, vec![(*name).to_owned()]].concat();
                        self.put_at(&now, path, own, &Put::Text(text.to_owned()))
                    }
                    None => {
                        let like = if now.format == Format::Yaml { Quotes::Plain } else { Quotes::Double };
                        let written = now.format.text(text, like, node.flow);
                        self.insert(&now, path, own, &written)
                    }
                }
            }
            (Kind::Text(_), _) if own == "src" => {
                let written = self.written(&now, Some(node), &Put::Text(text.to_owned()));
                let cuts = vec![replaced(&self.file.text, node, written)];
                self.cut(path, cuts);
                Ok(())
            }
            (Kind::Text(_), _) => {
                let cuts = vec![self.unfolded(&now, node, own, text).ok_or_else(|| fixed(&path))?];
                self.cut(path, cuts);
                Ok(())
            }
            _ => Err(fixed(&path)),
        }
    }

    /// A picture's address as a table of it and another part.
    fn unfolded(&self, now: &Now, node: &Node, part: &str, said: &str) -> Option<Cut> {
        let text = &self.file.text;
        let src = text.get(node.range.clone())?;
        let start = line_start(text, node.range.start);
        let line = text.get(start..node.range.start)?;
        let alone = now.format == Format::Yaml && !node.flow && !line.trim_start().starts_with('-');
        let like = if now.format == Format::Yaml { Quotes::Plain } else { Quotes::Double };
        if !alone {
            let said = now.format.text(said, like, true);
            let range = node.range.clone();
            return Some(Cut::new(range, now.format.table(&[("src", src.to_owned()), (part, said)])));
        }
        let indent = line.len() - line.trim_start().len();
        let indent = format!("{}{}  ", now.head.eol, line.get(..indent)?);
        let said = now.format.text(said, like, false);
        let from = start + line.trim_end().len();
        Some(Cut::new(from..node.range.end, format!("{indent}src: {src}{indent}{part}: {said}")))
    }
}

/// The value at a path.
fn find<'n>(now: &'n Now, path: &[String]) -> Result<&'n Node, Unchanged> {
    let (table, number) = now.root.member(path).ok_or_else(|| fixed(path))?;
    table.members().get(number).map(|member| &member.value).ok_or_else(|| fixed(path))
}

fn value_at<'f>(fields: &'f Fields, path: &[String]) -> Option<&'f Json> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(fields.fields.get(first)?, |value, name| value.get(name))
}

/// Another value in the place of one; where nothing stands, behind a space.
fn replaced(text: &str, node: &Node, written: String) -> Cut {
    let hollow =
        node.range.is_empty() && text.get(..node.range.start).is_some_and(|text| text.ends_with(':'));
    Cut::new(node.range.clone(), if hollow { format!(" {written}") } else { written })
}

/// The lines of a member, wherever they are.
fn lines_of(text: &str, member: &Member) -> Vec<Cut> {
    match &member.value.kind {
        // `cover.src`, `cover.alt`: other lines may stand between them.
        Kind::Table(Form::Lines(prefix), members) if !prefix.is_empty() => {
            members.iter().flat_map(|member| lines_of(text, member)).collect()
        }
        _ => {
            let start = if member.header { member.value.range.start } else { member.key.start };
            let end = member.value.end().max(member.key.end);
            vec![Cut::new(line_start(text, start)..line_end(text, end), "")]
        }
    }
}

/// A new member between braces: the last, but before the text of an article.
fn among(now: &Now, text: &str, node: &Node, members: &[Member], name: &str, written: &str) -> Cut {
    let format = now.format;
    let is = members.first().and_then(|first| text.get(first.key.end..first.value.range.start));
    let is = is.filter(|is| !is.contains('\n')).unwrap_or(format.is());
    let new = format!("{}{is}{written}", format.name(name));
    let ranges: Vec<_> = members.iter().map(|one| one.key.start..one.value.end()).collect();
    let usual = if is == ":" { "," } else { ", " };
    let comma = between(text, node.range.start, &ranges, usual);
    let is_body = |member: &Member| now.head.whole && matches!(member.name.as_str(), "body" | "content");
    let after = members.iter().rposition(|member| !is_body(member)).and_then(|number| ranges.get(number));
    match (after, ranges.first()) {
        (Some(after), _) => Cut::new(after.end..after.end, format!("{comma}{new}")),
        (None, Some(first)) => Cut::new(first.start..first.start, format!("{new}{comma}")),
        (None, None) => {
            let (open, close) = if format == Format::Json { ("{", "}") } else { ("{ ", " }") };
            Cut::new(node.range.clone(), format!("{open}{new}{close}"))
        }
    }
}
