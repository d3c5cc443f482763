//! Percent-encoding (RFC 3986, section 2.1): text in addresses.

/// Text as a part of an address. What may stand unescaped anywhere (section 2.3) stays, and so do the bytes of `kept`, which
/// mean something in that part.
pub fn encode(text: &str, kept: &str) -> String {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.as_bytes().contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
    }
    encoded
}

/// Undoes percent-encoding; none if a `%` stands there without two digits, or if it is no text.
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        rest = more;
        bytes.push(match (first, more) {
            (b'%', [high, low, after @ ..]) => {
                rest = after;
                let digit = |byte: u8| char::from(byte).to_digit(16);
                u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()?
            }
            (b'%', _) => return None,
            _ => *first,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_encoded() {
        assert_eq!(encode("https://a.vn/ộ?b=1", ""), "https%3A%2F%2Fa.vn%2F%E1%BB%99%3Fb%3D1");
        assert_eq!(encode("/a b,c", "/,"), "/a%20b,c");
    }

    #[test]
    fn and_decoded() {
        assert_eq!(decode("%E1%BA%A3nh%201.jpg").as_deref(), Some("ảnh 1.jpg"));
        for bad in ["%", "a%2", "%zz", "%+1", "%ff"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
