//! The grammar of JSON (RFC 8259), piece by piece.

use std::borrow::Cow;

use super::Malformed;

/// Objects and lists within one another; more are malformed, so that no file can exhaust the stack.
const DEEPEST: u8 = 100;

/// Text, and how far it is read. All of it is the same for every kind of value.
pub(super) struct Reader<'t> {
    text: &'t str,
    /// How far it is read, in bytes.
    at: usize,
    depth: u8,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// The next byte that is no blank.
    #[inline(never)]
    pub(super) fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.byte() {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    /// The next byte, be it a blank.
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Takes `byte`, which is no blank, if it comes next.
    #[inline(never)]
    pub(super) fn takes(&mut self, byte: u8) -> bool {
        let taken = self.peek() == Some(byte);
        self.at += usize::from(taken);
        taken
    }

    /// Takes `byte`, which is no blank and has to come next.
    pub(super) fn needs(&mut self, byte: u8) -> Result<(), Malformed> {
        if self.takes(byte) { Ok(()) } else { Err(Malformed) }
    }

    /// Takes `null`, `true` or `false`, if it comes next.
    #[inline(never)]
    pub(super) fn takes_word(&mut self, word: &str) -> bool {
        self.peek();
        let taken = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        self.at += if taken { word.len() } else { 0 };
        taken
    }

    /// Opens an object or a list.
    #[inline(never)]
    pub(super) fn open(&mut self, bracket: u8) -> Result<(), Malformed> {
        self.needs(bracket)?;
        self.depth += 1;
        if self.depth > DEEPEST { Err(Malformed) } else { Ok(()) }
    }

    /// Whether there is one more before `bracket` closes the object or the list.
    #[inline(never)]
    pub(super) fn more(&mut self, bracket: u8, first: &mut bool) -> Result<bool, Malformed> {
        let is_first = std::mem::replace(first, false);
        if self.takes(bracket) {
            self.depth -= 1;
            return Ok(false);
        }
        if !is_first {
            self.needs(b',')?;
        }
        Ok(true)
    }

    /// A text with its escapes undone.
    #[inline(never)]
    pub(super) fn string(&mut self) -> Result<Cow<'t, str>, Malformed> {
        self.needs(b'"')?;
        let mut whole = Cow::Borrowed("");
        loop {
            let from = self.at;
            while self.byte().is_some_and(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
                self.at += 1;
            }
            // Both ends stand beside ASCII.
            whole += self.text.get(from..self.at).ok_or(Malformed)?;
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(whole);
                }
                Some(b'\\') => whole.to_mut().push(self.escape()?),
                _ => return Err(Malformed),
            }
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Result<char, Malformed> {
        self.at += 2;
        Ok(match self.text.as_bytes().get(self.at - 1) {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(plain @ (b'"' | b'\\' | b'/')) => char::from(*plain),
            Some(b'u') => {
                let unit = self.unit()?;
                if !(0xd800..0xdc00).contains(&unit) {
                    return char::from_u32(unit).ok_or(Malformed);
                }
                // The second half of a pair.
                if !self.text.get(self.at..).is_some_and(|rest| rest.starts_with("\\u")) {
                    return Err(Malformed);
                }
                self.at += 2;
                let second = self.unit()?.checked_sub(0xdc00).filter(|half| *half < 0x400);
                let pair = 0x10000 + (unit - 0xd800) * 0x400 + second.ok_or(Malformed)?;
                return char::from_u32(pair).ok_or(Malformed);
            }
            _ => return Err(Malformed),
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Result<u32, Malformed> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            unit = unit * 16 + digit.ok_or(Malformed)?;
            self.at += 1;
        }
        Ok(unit)
    }

    /// A number; what stands behind its point is cut off.
    #[inline(never)]
    pub(super) fn number(&mut self) -> Result<i64, Malformed> {
        let minus = self.takes(b'-');
        let from = self.at;
        let mut number = 0_i64;
        while let Some(digit) = self.byte().filter(u8::is_ascii_digit) {
            number =
                number.checked_mul(10).and_then(|n| n.checked_add((digit - b'0').into())).ok_or(Malformed)?;
            self.at += 1;
        }
        let digits = self.at - from;
        let zero_first = digits > 1 && self.text.as_bytes().get(from) == Some(&b'0');
        if digits > 0 && self.takes(b'.') {
            let point = self.at;
            while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
                self.at += 1;
            }
            if self.at == point {
                return Err(Malformed);
            }
        }
        match self.byte() {
            Some(b'.' | b'e' | b'E') => Err(Malformed),
            _ if digits == 0 || zero_first => Err(Malformed),
            _ => Ok(if minus { -number } else { number }),
        }
    }

    /// A number; none for one that is too large or has an exponent.
    pub(super) fn number_or_skip(&mut self) -> Result<Option<i64>, Malformed> {
        let from = self.at;
        if let Ok(number) = self.number() {
            return Ok(Some(number));
        }
        self.at = from;
        self.skip().map(|()| None)
    }

    /// Passes over a value that nobody asked for.
    #[inline(never)]
    pub(super) fn skip(&mut self) -> Result<(), Malformed> {
        let mut first = true;
        match self.peek() {
            Some(b'"') => self.string().map(drop),
            Some(b'{') => {
                self.open(b'{')?;
                while self.more(b'}', &mut first)? {
                    self.string()?;
                    self.needs(b':')?;
                    self.skip()?;
                }
                Ok(())
            }
            Some(b'[') => {
                self.open(b'[')?;
                while self.more(b']', &mut first)? {
                    self.skip()?;
                }
                Ok(())
            }
            Some(b'-' | b'0'..=b'9') => {
                while matches!(self.byte(), Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) {
                    self.at += 1;
                }
                Ok(())
            }
            _ if ["null", "true", "false"].iter().any(|word| self.takes_word(word)) => Ok(()),
            _ => Err(Malformed),
        }
    }
}
