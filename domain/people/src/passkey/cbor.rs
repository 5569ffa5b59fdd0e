//! The part of CBOR (RFC 8949) that authenticators write: definite lengths, no tags, no floats. Any bytes give an answer or nothing.

/// Deepest nesting that is read; authenticators nest four deep.
const DEPTH_MAX: usize = 8;
/// Most entries of a list or map that are read.
const ENTRIES_MAX: u64 = 256;

/// A value, borrowed from the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cbor<'a> {
    Int(i64),
    Bytes(&'a [u8]),
    Text(&'a str),
    List(Vec<Cbor<'a>>),
    Map(Vec<(Cbor<'a>, Cbor<'a>)>),
    Simple(u8),
}

impl<'a> Cbor<'a> {
    /// The first value of `bytes`, and what follows it.
    pub(super) fn read(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        read(bytes, DEPTH_MAX)
    }

    /// The value a map has under a number.
    pub(super) fn at(&self, key: i64) -> Option<&Self> {
        self.find(&Cbor::Int(key))
    }

    /// The value a map has under a word.
    pub(super) fn named(&self, key: &str) -> Option<&Self> {
        self.find(&Cbor::Text(key))
    }

    fn find(&self, key: &Cbor<'_>) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(k, _)| k == key).map(|(_, value)| value)
    }

    pub(super) fn int(&self) -> Option<i64> {
        if let Self::Int(x) = self { Some(*x) } else { None }
    }

    pub(super) fn bytes(&self) -> Option<&'a [u8]> {
        if let Self::Bytes(x) = self { Some(x) } else { None }
    }
}

fn read(bytes: &[u8], depth: usize) -> Option<(Cbor<'_>, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    let depth = depth.checked_sub(1)?;
    let (count, rest) = argument(first & 0x1f, rest)?;
    match first >> 5 {
        0 => Some((Cbor::Int(i64::try_from(count).ok()?), rest)),
        1 => Some((Cbor::Int(-1 - i64::try_from(count).ok()?), rest)),
        2 => split(rest, count).map(|(text, rest)| (Cbor::Bytes(text), rest)),
        3 => split(rest, count).and_then(|(text, rest)| Some((Cbor::Text(std::str::from_utf8(text).ok()?), rest))),
        4 => {
            let (mut entries, mut rest) = (Vec::new(), rest);
            for _ in 0..entries_of(count)? {
                let (entry, after) = read(rest, depth)?;
                entries.push(entry);
                rest = after;
            }
            Some((Cbor::List(entries), rest))
        }
        5 => {
            let (mut entries, mut rest) = (Vec::<(Cbor<'_>, Cbor<'_>)>::new(), rest);
            for _ in 0..entries_of(count)? {
                let (key, after) = read(rest, depth)?;
                let (value, after) = read(after, depth)?;
                if entries.iter().any(|(k, _)| *k == key) {
                    return None; // a key twice: which one counts would be anybody's guess
                }
                entries.push((key, value));
                rest = after;
            }
            Some((Cbor::Map(entries), rest))
        }
        7 if first & 0x1f < 24 => Some((Cbor::Simple(first & 0x1f), rest)),
        _ => None,
    }
}

/// The number in, or after, a first byte.
fn argument(low: u8, rest: &[u8]) -> Option<(u64, &[u8])> {
    let bytes = match low {
        0..=23 => return Some((low.into(), rest)),
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => return None,
    };
    let (number, rest) = rest.split_at_checked(bytes)?;
    Some((number.iter().fold(0, |all, b| all << 8 | u64::from(*b)), rest))
}

fn entries_of(count: u64) -> Option<u64> {
    (count <= ENTRIES_MAX).then_some(count)
}

fn split(bytes: &[u8], count: u64) -> Option<(&[u8], &[u8])> {
    bytes.split_at_checked(usize::try_from(count).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_authenticators_write_is_read() {
        // {1: 2, 3: -7, "fmt": "none", -2: h'0102', "a": [true]}
        let bytes = [
            0xa5, 0x01, 0x02, 0x03, 0x26, 0x63, b'f', b'm', b't', 0x64, b'n', b'o', b'n', b'e', 0x21, 0x42, 1, 2, 0x61, b'a', 0x81, 0xf5, 9,
        ];
        let (map, rest) = Cbor::read(&bytes).unwrap();
        assert_eq!(rest, [9]);
        assert_eq!((map.at(3).and_then(Cbor::int), map.at(-2).and_then(Cbor::bytes)), (Some(-7), Some(&[1u8, 2][..])));
        assert_eq!(map.named("fmt"), Some(&Cbor::Text("none")));
        assert_eq!(map.named("a"), Some(&Cbor::List(vec![Cbor::Simple(21)])));
    }

    #[test]
    fn no_bytes_break_the_reader() {
        for bytes in [
            &[][..],
            &[0x42, 1],
            &[0x9f],
            &[0xa2, 1, 1, 1, 2],
            &[0x81; 100],
            &[0xbb, 255, 255, 255, 255, 255, 255, 255, 255],
            &[0x62, 0xc3, 0x28],
        ] {
            assert_eq!(Cbor::read(bytes), None, "{bytes:?}");
        }
        for seed in 0..20_000u32 {
            let bytes: Vec<u8> = (0..16).map(|i| (seed.wrapping_mul(2_654_435_761).rotate_left(i * 5) >> 8) as u8).collect();
            let _ = Cbor::read(&bytes);
        }
    }
}
