//! MAPI properties as TNEF packs them: a type, a number, and values padded to four bytes.

use super::text_of;
use encoding_rs::UTF_16LE;

/// Properties read of one list.
const PROPERTIES_MAX: usize = 4_000;

/// One property with its first value.
pub(super) struct Property<'a> {
    pub tag: u16,
    pub value: Value<'a>,
}

pub(super) enum Value<'a> {
    Number(i64),
    /// Text in the code page of the stream.
    Text8(&'a [u8]),
    /// Text in UTF-16.
    Text16(&'a [u8]),
    Binary(&'a [u8]),
    /// An embedded object: sixteen bytes that say of which kind, then its bytes.
    Object(&'a [u8]),
    Other,
}

impl Property<'_> {
    /// The value as text, if it can be one.
    pub fn text(&self, code_page: u32) -> Option<String> {
        match self.value {
            Value::Text8(bytes) | Value::Binary(bytes) => Some(text_of(bytes, code_page)),
            Value::Text16(bytes) => Some(UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()),
            _ => None,
        }
    }
}

/// Reads a list as far as it can be read.
pub(super) fn read(bytes: &[u8]) -> Vec<Property<'_>> {
    let mut cursor = Cursor { bytes, at: 0 };
    let Some(count) = cursor.number() else { return Vec::new() };
    let mut found = Vec::new();
    for _ in 0..(count as usize).min(PROPERTIES_MAX) {
        match cursor.property() {
            Some(property) => found.push(property),
            None => break,
        }
    }
    found
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    /// A value with its length before it and padding behind.
    fn sized(&mut self) -> Option<&'a [u8]> {
        let length = self.number()? as usize;
        let taken = self.take(length)?;
        self.at = self.at.next_multiple_of(4).min(self.bytes.len());
        Some(taken)
    }

    fn property(&mut self) -> Option<Property<'a>> {
        const MANY: u16 = 0x1000;
        const FIRST_NAMED: u16 = 0x8000;
        let kind = u16::from_le_bytes(self.take(2)?.try_into().ok()?);
        let tag = u16::from_le_bytes(self.take(2)?.try_into().ok()?);
        if tag >= FIRST_NAMED {
            self.take(16)?;
            if self.number()? == 0 {
                self.take(4)?
            } else {
                self.sized()?
            };
        }
        let many = kind & MANY != 0;
        let width = match kind & !MANY {
            0x0002 | 0x0003 | 0x0004 | 0x000A | 0x000B => Some(4),
            0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040 => Some(8),
            0x0048 => Some(16),
            0x0000 | 0x0001 => Some(0),
            0x000D | 0x001E | 0x001F | 0x0102 => None,
            _ => return None,
        };
        let values = if many || width.is_none() { self.number()? as usize } else { 1 };
        let mut first = None;
        for _ in 0..values {
            let value = match width {
                Some(width) => self.take(width)?,
                None => self.sized()?,
            };
            first.get_or_insert(value);
            if width == Some(0) {
                break;
            }
        }
        let value = match (kind & !MANY, first) {
            (_, None) => Value::Other,
            (0x0003, Some(bytes)) => Value::Number(i64::from(u32::from_le_bytes(bytes.try_into().ok()?))),
            (0x000D, Some(bytes)) => Value::Object(bytes),
            (0x001E, Some(bytes)) => Value::Text8(bytes),
            (0x001F, Some(bytes)) => Value::Text16(bytes),
            (0x0102, Some(bytes)) => Value::Binary(bytes),
            _ => Value::Other,
        };
        Some(Property { tag, value })
    }
}
