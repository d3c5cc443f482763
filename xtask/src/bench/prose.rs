//! Sentences and texts from the vocabulary: not news, but the words, the lengths and the markup of news.

use std::fmt::Write as _;

use super::random::Random;
use super::vocabulary::{Vocabulary, Words};

/// Bytes of Markdown that a text reaches, and passes by less than a paragraph.
const LENGTH: usize = 3_100;

/// Writes on the matters of one section.
pub struct Prose<'v> {
    /// The words that all share.
    pub vocabulary: &'v Vocabulary,
    /// The section's own.
    pub section: &'v Words,
    /// What an article is about, of all the section is about.
    pub thing: &'v str,
}

impl Prose<'_> {
    /// A text of some 4 KB; `earlier` is the title and the address of an article to link to.
    pub fn text(&self, random: &mut Random, earlier: Option<(&str, &str)>) -> String {
        let mut text = self.paragraph(random);
        let mut number = 0;
        while text.len() < LENGTH {
            text += "\n\n";
            match number % 5 {
                0 => {
                    let _ = write!(text, "## {}\n\n{}", self.shared(random, "head"), self.paragraph(random));
                }
                1 => text += &self.list(random),
                2 => text += &self.linking(random, earlier),
                3 if random.per_cent(60) => text += &self.quote(random),
                _ => text += &self.paragraph(random),
            }
            number += 1;
        }
        text + "\n"
    }

    /// Three to six sentences.
    fn paragraph(&self, random: &mut Random) -> String {
        let sentences = 3 + random.below(4);
        let sentences: Vec<String> = (0..sentences).map(|_| self.sentence(random)).collect();
        sentences.join(" ")
    }

    /// One sentence.
    pub fn sentence(&self, random: &mut Random) -> String {
        let (who, what) = (self.own(random, "who"), self.what(random));
        let (act, turn) = (self.own(random, "do"), self.own(random, "be"));
        let (place, when) = (self.shared(random, "where"), self.shared(random, "when"));
        let (why, then) = (self.shared(random, "why"), self.shared(random, "then"));
        let (need, amount) = (self.shared(random, "need"), self.amount(random));
        match random.below(12) {
            0 => format!("{when}, {who} ở {place} {act} {what}."),
            1 => format!("{} cho biết {what} {turn} {why}.", first_upper(who)),
            2 => format!("Theo {}, {what} tại {place} {turn}, và {need}.", self.person(random)),
            3 => format!("{then}, {who} vẫn {act} {what} {why}."),
            4 => format!(
                "Riêng {place} có khoảng {amount} liên quan đến {what}, cao hơn {}.",
                self.what(random)
            ),
            5 => format!("Khi {what} {turn}, {who} phải {act} {}.", self.what(random)),
            6 => format!("Không phải nơi nào cũng như {place}: {what} ở đó {turn}."),
            7 => format!("{} nói rằng {need}, nhất là với {what}.", first_upper(&self.person(random))),
            8 => format!("{then}, {need}."),
            9 => format!("Nếu {what} {turn} thì {who} sẽ {act} {what}, dự kiến với {amount}."),
            10 => format!("{when}, {amount} đã được ghi nhận ở {place}; {what} {turn}."),
            _ => format!("Câu hỏi đặt ra là {who} có nên {act} {what} hay không khi {need}."),
        }
    }

    fn list(&self, random: &mut Random) -> String {
        let mut text = format!("Ba việc mà {} đang làm:\n", self.own(random, "who"));
        for _ in 0..3 {
            let (act, what, place) =
                (self.own(random, "do"), self.what(random), self.shared(random, "where"));
            let _ = write!(text, "\n- {} {what} ở {place};", first_upper(act));
        }
        text
    }

    fn quote(&self, random: &mut Random) -> String {
        format!("> {}. — {}", self.shared(random, "say"), self.person(random))
    }

    fn linking(&self, random: &mut Random, earlier: Option<(&str, &str)>) -> String {
        let paragraph = self.paragraph(random);
        match earlier {
            Some((title, address)) => format!("{paragraph} Xem thêm: [{title}]({address})."),
            None => paragraph,
        }
    }

    /// Mostly what the article is about.
    fn what(&self, random: &mut Random) -> &str {
        if random.per_cent(55) { self.thing } else { self.own(random, "what") }
    }

    /// A name with what its bearer does.
    fn person(&self, random: &mut Random) -> String {
        let role = self.shared(random, "role");
        let name = ["family", "middle", "given"].map(|part| self.shared(random, part));
        format!("{role} {}", name.join(" "))
    }

    fn amount(&self, random: &mut Random) -> String {
        format!("{} {}", 2 + random.below(960), self.shared(random, "unit"))
    }

    fn own(&self, random: &mut Random, kind: &str) -> &'static str {
        random.pick(self.section.of(kind))
    }

    fn shared(&self, random: &mut Random, kind: &str) -> &'static str {
        random.pick(self.vocabulary.shared(kind))
    }
}

/// The text with a capital at its beginning.
pub fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
