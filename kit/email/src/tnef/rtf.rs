//! Compressed RTF (MS-OXRTFCP) and what a letter needs of it: the HTML wrapped inside (MS-OXRTFEX), or else its text.

use crate::charset;

/// Bytes of RTF that one letter may unfold to.
const RTF_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Groups inside of one another; deeper ones end the reading.
const DEPTH_MAX: usize = 500;

/// What the window of the compression holds before anything is read.
const DICTIONARY: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// The readable half of some RTF.
#[derive(Debug, PartialEq)]
pub(super) enum Body {
    Html(String),
    Text(String),
}

/// Unpacks; `None` if it is not packed the way it should be.
pub(super) fn decompress(bytes: &[u8]) -> Option<Vec<u8>> {
    const WINDOW: usize = 4096;
    let (head, packed) = bytes.split_at_checked(16)?;
    match &head[8..12] {
        b"MELA" => return Some(packed.to_vec()),
        b"LZFu" => {}
        _ => return None,
    }
    let wanted = (u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize).min(RTF_BYTES_MAX);
    let mut window = vec![b' '; WINDOW];
    window[..DICTIONARY.len()].copy_from_slice(DICTIONARY);
    let mut at = DICTIONARY.len();
    let mut out = Vec::with_capacity(wanted.min(1024 * 1024));
    let mut input = packed.iter().copied();
    while let Some(flags) = input.next() {
        for bit in 0..8 {
            if out.len() >= wanted {
                return Some(out);
            }
            if flags >> bit & 1 == 0 {
                let Some(byte) = input.next() else { return Some(out) };
                out.push(byte);
                window[at] = byte;
                at = (at + 1) % WINDOW;
                continue;
            }
            let (Some(high), Some(low)) = (input.next(), input.next()) else { return Some(out) };
            let offset = usize::from(high) << 4 | usize::from(low) >> 4;
            if offset == at {
                return Some(out);
            }
            for step in 0..usize::from(low & 15) + 2 {
                let byte = window[(offset + step) % WINDOW];
                out.push(byte);
                window[at] = byte;
                at = (at + 1) % WINDOW;
            }
        }
    }
    Some(out)
}

/// What a group of the text is doing.
#[derive(Clone, Copy, Default)]
struct Group {
    /// Nothing of it is shown: fonts, colours, pictures.
    hidden: bool,
    /// It holds a piece of the HTML.
    html: bool,
    /// Inside `\htmlrtf`: what only RTF readers show.
    only_rtf: bool,
    /// Characters to skip behind `\u`, for readers that know no Unicode.
    skip: usize,
}

/// Reads RTF.
pub(super) fn read(rtf: &[u8]) -> Body {
    let wrapped = rtf.windows(10).take(4096).any(|window| window == b"\\fromhtml1");
    let mut reader = Reader { rtf, at: 0, out: String::new(), raw: Vec::new(), page: 1252, wrapped, skip_left: 0 };
    reader.run();
    reader.flush();
    let text = reader.out.replace("\r\n", "\n");
    if wrapped { Body::Html(text) } else { Body::Text(text.trim().to_owned()) }
}

struct Reader<'a> {
    rtf: &'a [u8],
    at: usize,
    out: String,
    /// Bytes in the code page, not yet made text, because a character may have two of them.
    raw: Vec<u8>,
    page: u32,
    wrapped: bool,
    skip_left: usize,
}

impl Reader<'_> {
    fn run(&mut self) {
        let mut groups: Vec<Group> = Vec::new();
        let mut group = Group { skip: 1, ..Group::default() };
        while let Some(&byte) = self.rtf.get(self.at) {
            self.at += 1;
            match byte {
                b'{' if groups.len() < DEPTH_MAX => groups.push(group),
                b'{' => return,
                b'}' => {
                    self.skip_left = 0;
                    match groups.pop() {
                        Some(outer) => group = outer,
                        None => return,
                    }
                }
                b'\\' => self.control(&mut group),
                b'\r' | b'\n' => {}
                byte => self.byte(byte, &group),
            }
        }
    }

    fn shows(&self, group: &Group) -> bool {
        !(group.hidden || self.wrapped && group.only_rtf)
    }

    fn byte(&mut self, byte: u8, group: &Group) {
        if self.skip_left > 0 {
            self.skip_left -= 1;
        } else if self.shows(group) {
            self.raw.push(byte);
        }
    }

    fn text(&mut self, text: &str, group: &Group) {
        if self.shows(group) {
            self.flush();
            self.out.push_str(text);
        }
    }

    fn flush(&mut self) {
        if !self.raw.is_empty() {
            let raw = std::mem::take(&mut self.raw);
            self.out.push_str(&charset::decode(&raw, Some(&format!("cp{}", self.page))).0);
        }
    }

    fn control(&mut self, group: &mut Group) {
        let Some(&first) = self.rtf.get(self.at) else { return };
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return self.symbol(first, group);
        }
        let start = self.at;
        while self.rtf.get(self.at).is_some_and(u8::is_ascii_alphabetic) {
            self.at += 1;
        }
        let word = &self.rtf[start..self.at];
        let number_at = self.at;
        while self.rtf.get(self.at).is_some_and(|b| b.is_ascii_digit() || (*b == b'-' && self.at == number_at)) {
            self.at += 1;
        }
        let number: Option<i32> = std::str::from_utf8(&self.rtf[number_at..self.at]).ok().and_then(|digits| digits.parse().ok());
        if self.rtf.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        self.word(word, number, group);
    }

    fn symbol(&mut self, symbol: u8, group: &mut Group) {
        match symbol {
            b'\\' | b'{' | b'}' => self.byte(symbol, group),
            b'~' => self.text("\u{a0}", group),
            b'_' => self.text("-", group),
            b'\r' | b'\n' => self.text("\n", group),
            // A destination this reader may ignore; those it knows make the group visible again.
            b'*' => group.hidden = true,
            b'\'' => {
                let pair =
                    self.rtf.get(self.at..self.at + 2).and_then(|p| Some(crate::decode::hex(p[0])? << 4 | crate::decode::hex(p[1])?));
                if let Some(byte) = pair {
                    self.at += 2;
                    self.byte(byte, group);
                }
            }
            _ => {}
        }
    }

    fn word(&mut self, word: &[u8], number: Option<i32>, group: &mut Group) {
        match word {
            b"htmltag" | b"mhtmltag" => {
                group.hidden = !(self.wrapped && word == b"htmltag");
                group.html = true;
                group.only_rtf = false;
            }
            b"htmlrtf" => group.only_rtf = number != Some(0),
            b"ansicpg" => self.page = number.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0).unwrap_or(1252),
            b"uc" => group.skip = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(8),
            b"u" => {
                // Numbers above 32767 are written as negative ones.
                let unit = number.map_or(0, |n| if n < 0 { n + 65_536 } else { n });
                let c = u32::try_from(unit).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER);
                self.text(c.encode_utf8(&mut [0; 4]), group);
                self.skip_left = group.skip;
            }
            b"par" | b"line" | b"row" | b"sect" | b"page" => self.text("\n", group),
            b"tab" | b"cell" => self.text("\t", group),
            b"emdash" => self.text("—", group),
            b"endash" => self.text("–", group),
            b"bullet" => self.text("•", group),
            b"lquote" => self.text("‘", group),
            b"rquote" => self.text("’", group),
            b"ldblquote" => self.text("“", group),
            b"rdblquote" => self.text("”", group),
            b"fonttbl" | b"colortbl" | b"stylesheet" | b"info" | b"pict" | b"header" | b"footer" | b"object" | b"generator"
            | b"listtable" => {
                group.hidden = true;
            }
            b"bin" => self.at = self.at.saturating_add(number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0)).min(self.rtf.len()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_is_as_long_as_it_must_be() {
        assert_eq!(DICTIONARY.len(), 207);
    }

    #[test]
    fn packed_text_unfolds() {
        // Two letters as they are, then one reference into the dictionary, then the end.
        let mut packed = vec![0, 0, 0, 0];
        packed.extend(9_u32.to_le_bytes());
        packed.extend(b"LZFu\0\0\0\0");
        packed.extend([0b0000_0100, b'a', b'b', 0x00, 0x04]);
        assert_eq!(decompress(&packed).as_deref(), Some(&b"ab{\\rtf1"[..]));
        assert_eq!(decompress(b"0000000000000000"), None);
        assert_eq!(decompress(b"00000000MELA0000{\\rtf1}").as_deref(), Some(&b"{\\rtf1}"[..]));
    }

    #[test]
    fn rtf_is_read_as_text() {
        let rtf = b"{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0 Arial;}}\\f0 \\'cf\\'f0\\par {\\b bold}\\tab \\u8364?\\u-10179?x \\{y\\}{\\*\\other hidden}}";
        assert_eq!(read(rtf), Body::Text("Пр\nbold\t€\u{fffd}x {y}".into()));
    }

    #[test]
    fn html_is_unwrapped() {
        let rtf =
            b"{\\rtf1\\ansi\\fromhtml1{\\*\\htmltag64 <p>}\\htmlrtf \\par\\htmlrtf0 Gr\\'fc\\'dfe{\\*\\htmltag72 </p>}{\\*\\mhtmltag <x>}}";
        assert_eq!(read(rtf), Body::Html("<p>Grüße</p>".into()));
    }
}
