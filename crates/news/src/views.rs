//! How often an article was read (Lượt xem), counted by a server. A number that can not be had is absent, never guessed.

use crate::{
    site::{CounterKind, CounterRules},
    source::{Answer, Request, json::Value},
    text::percent,
};

/// A server that counts, by its address without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counter {
    /// GoatCounter 2. Its interface: <https://www.goatcounter.com/help/visitor-counter> and, for counting,
    /// <https://www.goatcounter.com/help/pixel>. Written from its documentation: it could not be run for the tests.
    GoatCounter(String),
    /// Waline 1.39: <https://waline.js.org/en/next/api/article.html>, and its recorded answers.
    Waline(String),
}

impl Counter {
    /// The server that the settings name.
    pub fn of(rules: &CounterRules) -> Option<Self> {
        let server = rules.server.trim_end_matches('/').to_owned();
        match rules.kind {
            _ if server.is_empty() => None,
            CounterKind::Off => None,
            CounterKind::GoatCounter => Some(Self::GoatCounter(server)),
            CounterKind::Waline => Some(Self::Waline(server)),
        }
    }

    /// Counts a visit of the article at `path`. `luck` is another number each time, so that no cache answers.
    pub fn count(&self, path: &str, title: &str, luck: u32) -> Request {
        let place = percent::encode(path, "");
        match self {
            Self::GoatCounter(server) => {
                Request::get(format!("{server}/count?p={place}&t={}&rnd={luck}", percent::encode(title, "")))
            }
            Self::Waline(server) => {
                let path = serde_json::to_string(path).unwrap_or_default();
                let body = format!(r#"{{"path":{path},"type":"time","action":"inc"}}"#);
                Request::post(format!("{server}/api/article"), body)
            }
        }
    }

    /// Asks how often the article at `path` was read.
    pub fn ask(&self, path: &str) -> Request {
        let place = percent::encode(path, "");
        Request::get(match self {
            Self::GoatCounter(server) => format!("{server}/counter/{place}.json"),
            Self::Waline(server) => format!("{server}/api/article?path={place}&type=time"),
        })
    }

    /// Reads how often; nothing for any other answer.
    pub fn read(&self, answer: Answer) -> Option<u64> {
        let value = Value::parse(&crate::source::body(answer).ok()?).ok()?;
        match self {
            // A text with separators, as `1 203`.
            Self::GoatCounter(_) => {
                let text = value.get("count").text()?;
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                let others = text.chars().filter(|c| !c.is_ascii_digit());
                others
                    .clone()
                    .all(|c| c.is_whitespace() || ",.’'\u{202f}".contains(c))
                    .then(|| digits.parse().ok())?
            }
            Self::Waline(_) => {
                let times = value.get("data").list()?.first()?;
                u64::try_from(times.get("time").number()?).ok()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Response, faults::faults};

    fn answer(body: &str) -> Answer {
        Ok(Response { status: 200, body: body.to_owned(), ..Response::default() })
    }

    fn fixture(name: &str) -> Answer {
        let file = format!("{}/fixtures/{name}.http", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(file).unwrap();
        answer(text.split_once("\n\n").unwrap().1)
    }

    #[test]
    fn waline_counts() {
        let waline = Counter::Waline("https://w.example".into());
        let read = |name: &str| waline.read(fixture(&format!("waline/{name}")));
        assert_eq!(read("views"), Some(2));
        assert_eq!(read("views_none"), Some(0));
        for absent in ["views_path_missing", "unknown_path", "like"] {
            assert_eq!(read(absent), None, "{absent}");
        }
        let count = waline.count("/bai-viet/lu-quet/", "Lũ quét", 1);
        assert_eq!(count.body.unwrap(), r#"{"path":"/bai-viet/lu-quet/","type":"time","action":"inc"}"#);
    }

    #[test]
    fn goatcounter_counts() {
        let goat = Counter::GoatCounter("https://g.example".into());
        let url = "https://g.example/counter/%2Fbai-viet%2Flu-quet%2F.json";
        assert_eq!(goat.ask("/bai-viet/lu-quet/"), Request::get(url.into()));
        for (name, number) in [("counter", 1_203), ("counter_commas", 1_234_567), ("counter_small", 7)] {
            assert_eq!(goat.read(fixture(&format!("goatcounter/{name}"))), Some(number), "{name}");
        }
        for text in [r#"{"count":""}"#, r#"{"count":"about 7"}"#, r#"{"count":7}"#, "<html>"] {
            assert_eq!(goat.read(answer(text)), None, "{text}");
        }
    }

    #[test]
    fn no_fault_is_a_number() {
        let server = || "https://g.example".to_owned();
        for counter in [Counter::GoatCounter(server()), Counter::Waline(server())] {
            for (name, answer) in faults(1 << 20) {
                assert_eq!(counter.read(answer), None, "{counter:?}, {name}");
            }
        }
    }
}
