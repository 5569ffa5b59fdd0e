//! Where a page begins: the keys of the row it begins after, so that a list may change while somebody turns its pages.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE64URL_NOPAD;
use db::Value;
use outcome::Error;

/// Longest cursor that is read, in bytes; ours are a name or a subject long.
const CURSOR_BYTES_MAX: usize = 4_096;

/// A place in an ordered list. Travels as a word in a URL; holds nothing that its reader did not see.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor {
    /// The values of the keys in the row that the page begins after.
    pub(crate) keys: Vec<Value>,
    /// The page lies before that row, not after it.
    pub(crate) backwards: bool,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = |value: &Value| match value {
            Value::Int(n) => serde_json::Value::from(*n),
            Value::Text(text) => serde_json::Value::from(text.as_str()),
            _ => serde_json::Value::Null,
        };
        let keys = serde_json::Value::Array(self.keys.iter().map(json).collect());
        write!(f, "{}{}", if self.backwards { 'b' } else { 'f' }, BASE64URL_NOPAD.encode(keys.to_string().as_bytes()))
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        read(text).ok_or_else(wrong)
    }
}

/// The refusal of a cursor that is none, or of another order.
pub(super) fn wrong() -> Error {
    Error::invalid("after", "queue-cursor-wrong")
}

fn read(text: &str) -> Option<Cursor> {
    if text.len() > CURSOR_BYTES_MAX {
        return None;
    }
    let (backwards, keys) = match text.split_at_checked(1)? {
        ("f", keys) => (false, keys),
        ("b", keys) => (true, keys),
        _ => return None,
    };
    let keys: Vec<serde_json::Value> = serde_json::from_slice(&BASE64URL_NOPAD.decode(keys.as_bytes()).ok()?).ok()?;
    let value = |json: serde_json::Value| match json {
        serde_json::Value::Number(n) => n.as_i64().map(Value::Int),
        serde_json::Value::String(text) => Some(Value::Text(text)),
        _ => None,
    };
    let keys: Option<Vec<Value>> = keys.into_iter().map(value).collect();
    keys.map(|keys| Cursor { keys, backwards })
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Value};

    #[test]
    fn a_cursor_reads_back_as_it_was_written() {
        let cursor = Cursor { keys: vec![Value::Text("Müller, \"A\"".into()), Value::Int(i64::MIN), Value::Int(7)], backwards: true };
        assert_eq!(cursor.to_string().parse::<Cursor>().ok(), Some(cursor));
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        for text in ["", "f", "x", "fW10", "bbnVsbA", "fWzEuNV0", "f\u{e4}", &"f".repeat(9_999)] {
            let read = text.parse::<Cursor>();
            assert!(read.is_err() || text == "fW10", "{text} was read as {read:?}");
        }
    }
}
