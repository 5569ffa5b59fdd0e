//! Files inside of text, from before MIME: uuencode (`begin 644 name` … `end`) and yEnc (`=ybegin` … `=yend`).

/// Files taken out of one text; further ones stay in it.
const FILES_MAX: usize = 100;

/// A file found in a text.
#[derive(Debug, PartialEq)]
pub(crate) struct Found {
    pub name: Vec<u8>,
    pub bytes: Vec<u8>,
}

/// Takes the files out of a text; `None` if there are none.
pub(crate) fn take_files(text: &[u8]) -> Option<(Vec<u8>, Vec<Found>)> {
    if !contains(text, b"begin") {
        return None;
    }
    let lines: Vec<&[u8]> = text.split_inclusive(|&b| b == b'\n').collect();
    let (mut kept, mut files) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim_ascii_end();
        let found = (files.len() < FILES_MAX).then(|| uu(line, &lines[at + 1..]).or_else(|| yenc(line, &lines[at + 1..]))).flatten();
        match found {
            Some((file, count)) => {
                files.push(file);
                at += 1 + count;
            }
            None => {
                kept.extend_from_slice(lines[at]);
                at += 1;
            }
        }
    }
    (!files.is_empty()).then_some((kept, files))
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}

/// A uuencoded file behind its first line, and how many lines it takes.
fn uu(first: &[u8], lines: &[&[u8]]) -> Option<(Found, usize)> {
    let rest = first.strip_prefix(b"begin ").or_else(|| first.strip_prefix(b"begin-base64 "))?;
    let base64 = first.starts_with(b"begin-base64");
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    if !(3..=4).contains(&digits) || rest.get(digits) != Some(&b' ') {
        return None;
    }
    let name = rest[digits + 1..].trim_ascii().to_vec();
    let is_end = |line: &[u8]| if base64 { line.starts_with(b"====") } else { line == b"end" };
    let mut bytes = Vec::new();
    for (count, line) in lines.iter().enumerate() {
        let line = line.trim_ascii_end();
        if is_end(line) {
            return Some((Found { name, bytes }, count + 1));
        }
        if base64 {
            bytes.extend(crate::decode::base64(line));
        } else if !uu_line(line, &mut bytes) {
            // What does not read as its line ends a file that was cut off; with nothing read it never was one.
            return (!bytes.is_empty()).then_some((Found { name, bytes }, count));
        }
    }
    (!bytes.is_empty()).then_some((Found { name, bytes }, lines.len()))
}

/// Decodes one line: its length, then four characters for three bytes. Spaces at its end may have got lost.
pub(crate) fn uu_line(line: &[u8], out: &mut Vec<u8>) -> bool {
    let Some((&first, data)) = line.split_first() else { return true };
    if !(b' '..=b'`').contains(&first) || !data.iter().all(|b| (b' '..=b'`').contains(b)) {
        return false;
    }
    let wanted = usize::from((first - 32) & 63);
    let groups = wanted.div_ceil(3);
    // Some programs write a check character more.
    if data.len() > groups * 4 + 2 {
        return false;
    }
    let value = |n: usize| u32::from(data.get(n).map_or(0, |b| (b - 32) & 63));
    let start = out.len();
    for group in 0..groups {
        let bits = (0..4).fold(0, |bits, n| bits << 6 | value(group * 4 + n));
        out.extend_from_slice(&bits.to_be_bytes()[1..]);
    }
    out.truncate(start + wanted);
    true
}

/// A yEnc file behind its first line, and how many lines it takes.
fn yenc(first: &[u8], lines: &[&[u8]]) -> Option<(Found, usize)> {
    let fields = first.strip_prefix(b"=ybegin ")?;
    let at = fields.windows(5).position(|window| window == b"name=")?;
    let name = fields[at + 5..].trim_ascii().to_vec();
    let mut bytes = Vec::new();
    for (count, line) in lines.iter().enumerate() {
        if line.starts_with(b"=yend") {
            return Some((Found { name, bytes }, count + 1));
        }
        if line.starts_with(b"=ypart ") {
            continue;
        }
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let mut escaped = false;
        for &byte in line {
            if byte == b'=' && !escaped {
                escaped = true;
                continue;
            }
            bytes.push(byte.wrapping_sub(if escaped { 64 + 42 } else { 42 }));
            escaped = false;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_leave_the_text() {
        let text = b"Hello,\n\nbegin 644 cat.txt\n#0V%T\n`\nend\n\nBye\n=ybegin line=128 size=3 name=dog file.txt\n\x8e\x99\x91\n=yend size=3\nbegin with this\n";
        let (kept, files) = take_files(text).expect("files");
        assert_eq!(kept, b"Hello,\n\n\nBye\nbegin with this\n");
        assert_eq!(
            files,
            [Found { name: b"cat.txt".to_vec(), bytes: b"Cat".to_vec() }, Found { name: b"dog file.txt".to_vec(), bytes: b"dog".to_vec() },]
        );
        for none in [
            &b"begin 644 cat.txt\nThis is prose, not a file at all, and it goes on for longer than that.\n"[..],
            b"begin again",
            b"=ybegin x\n",
        ] {
            assert_eq!(take_files(none), None);
        }
    }
}
