//! Charsets of seven bits that switch by escapes: ISO-2022-JP and its extensions, ISO-2022-KR, ISO-2022-CN, HZ.

use encoding_rs::{EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// What the bytes between two escapes are.
#[derive(Clone, Copy, PartialEq)]
enum Set {
    Ascii,
    Katakana,
    /// JIS X 0208.
    Jis,
    /// JIS X 0212.
    JisMore,
    Chinese,
    Korean,
    /// A two-byte set that nothing here can read.
    Unknown,
}

/// The escapes, longest first where one begins another, and what they switch to.
const ESCAPES: &[(&[u8], Set)] = &[
    (b"\x1b$(D", Set::JisMore),
    (b"\x1b$(C", Set::Korean),
    (b"\x1b$(A", Set::Chinese),
    (b"\x1b$(B", Set::Jis),
    (b"\x1b$(@", Set::Jis),
    (b"\x1b$(O", Set::Jis),
    (b"\x1b$(Q", Set::Jis),
    (b"\x1b$(P", Set::Unknown),
    (b"\x1b$B", Set::Jis),
    (b"\x1b$@", Set::Jis),
    (b"\x1b$A", Set::Chinese),
    (b"\x1b(B", Set::Ascii),
    (b"\x1b(J", Set::Ascii),
    (b"\x1b(H", Set::Ascii),
    (b"\x1b(I", Set::Katakana),
];

/// What shift-out switches to, once announced.
const SHIFTS: &[(&[u8], Set)] =
    &[(b"\x1b$)C", Set::Korean), (b"\x1b$)A", Set::Chinese), (b"\x1b$)G", Set::Unknown), (b"\x1b$*H", Set::Unknown)];

/// Text with escapes read; `None` if there is none of them in it.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let mut out = String::with_capacity(bytes.len());
    let (mut set, mut shifted, mut seen) = (Set::Ascii, None, false);
    let mut run: Vec<u8> = Vec::new();
    let mut rest = bytes;
    while let Some((&first, behind)) = rest.split_first() {
        let escape = |table: &[(&[u8], Set)]| table.iter().find(|(escape, _)| rest.starts_with(escape)).map(|(e, s)| (e.len(), *s));
        if first == 0x1b {
            if let Some((length, next)) = escape(ESCAPES) {
                flush(&mut run, set, &mut out);
                (set, seen, rest) = (next, true, &rest[length..]);
                continue;
            }
            if let Some((length, next)) = escape(SHIFTS) {
                (shifted, seen, rest) = (Some(next), true, &rest[length..]);
                continue;
            }
        }
        rest = behind;
        match first {
            0x0e if shifted.is_some() => {
                flush(&mut run, set, &mut out);
                set = shifted.unwrap_or(Set::Ascii);
            }
            0x0f if shifted.is_some() => {
                flush(&mut run, set, &mut out);
                set = Set::Ascii;
            }
            // A line ends in ASCII, and where a mailer forgot to switch back, it is ASCII again.
            b'\n' | b'\r' => {
                flush(&mut run, set, &mut out);
                if set != Set::Katakana {
                    set = Set::Ascii;
                }
                out.push(char::from(first));
            }
            byte => run.push(byte),
        }
    }
    flush(&mut run, set, &mut out);
    seen.then_some(out)
}

fn flush(run: &mut Vec<u8>, set: Set, out: &mut String) {
    let run = std::mem::take(run);
    let two = |encoding: &'static Encoding, prefix: Option<u8>, out: &mut String| {
        let mut wide = Vec::with_capacity(run.len() * 3 / 2);
        let mut at = 0;
        while at < run.len() {
            let pair = run.get(at..at + 2).filter(|pair| pair.iter().all(|b| (0x21..=0x7e).contains(&(b & 0x7f))));
            match pair {
                Some(pair) => {
                    wide.extend(prefix);
                    wide.extend(pair.iter().map(|b| b | 0x80));
                    at += 2;
                }
                None => {
                    wide.push(run[at] & 0x7f);
                    at += 1;
                }
            }
        }
        out.push_str(&encoding.decode_without_bom_handling(&wide).0);
    };
    match set {
        Set::Jis => two(EUC_JP, None, out),
        Set::JisMore => two(EUC_JP, Some(0x8f), out),
        Set::Chinese => two(GBK, None, out),
        Set::Korean => two(EUC_KR, None, out),
        Set::Katakana => {
            let wide: Vec<u8> = run.iter().map(|b| b | 0x80).collect();
            out.push_str(&SHIFT_JIS.decode_without_bom_handling(&wide).0);
        }
        Set::Unknown => out.extend(run.chunks(2).map(|_| char::REPLACEMENT_CHARACTER)),
        // Bytes above 127 have no business here; programs that mix put Shift_JIS there, or UTF-8.
        Set::Ascii => {
            let encoding = [UTF_8, SHIFT_JIS].into_iter().find(|e| e.decode_without_bom_handling_and_without_replacement(&run).is_some());
            out.push_str(&encoding.unwrap_or(WINDOWS_1252).decode_without_bom_handling(&run).0);
        }
    }
}

/// HZ (RFC 1843): `~{` and `~}` around GB 2312 without its upper bits, `~~` for a tilde.
pub(super) fn hz(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    let mut set = Set::Ascii;
    let mut run = Vec::new();
    let mut rest = bytes;
    while let Some((&first, behind)) = rest.split_first() {
        match (first, behind.first(), set) {
            (b'~', Some(b'{'), Set::Ascii) | (b'~', Some(b'}'), Set::Chinese) => {
                flush(&mut run, set, &mut out);
                set = if set == Set::Ascii { Set::Chinese } else { Set::Ascii };
                rest = &behind[1..];
            }
            (b'~', Some(b'~'), Set::Ascii) => {
                run.push(b'~');
                rest = &behind[1..];
            }
            (b'~', Some(b'\n'), Set::Ascii) => rest = &behind[1..],
            (b'\n', _, Set::Chinese) => {
                flush(&mut run, set, &mut out);
                set = Set::Ascii;
                out.push('\n');
                rest = behind;
            }
            (byte, ..) => {
                run.push(byte);
                rest = behind;
            }
        }
    }
    flush(&mut run, set, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_switch_between_sets() {
        for (given, expected) in [
            (&b"a \x1b$BF|K\\\x1b(B b"[..], "a 日本 b"),
            (b"\x1b$@F|K\\\x1b(J!", "日本!"),
            (b"\x1b(I1\x1b(B", "ｱ"),
            (b"\x1b$B-!\x1b(B", "①"),
            (b"\x1b$)C\x0eGQ1[\x0f ok", "한글 ok"),
            (b"\x1b$)A\x0eVPND\x0f", "中文"),
            (b"\x1b$AVPND\x1b(B", "中文"),
            (b"\x1b$BF|K\\\nnext line", "日本\nnext line"),
        ] {
            assert_eq!(decode(given).as_deref(), Some(expected));
        }
        assert_eq!(decode(b"no escape"), None);
        assert_eq!(hz(b"This is ~{VPND~} ~~"), "This is 中文 ~");
    }
}
