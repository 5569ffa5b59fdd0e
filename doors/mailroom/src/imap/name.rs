//! Folder names as IMAP4rev1 sends them: a variant of UTF-7 (RFC 3501, 5.1.3).

use data_encoding::BASE64_NOPAD;

/// The name as it is sent: `Entwürfe` is `Entw&APw-rfe`.
pub(crate) fn encode(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut foreign: Vec<u8> = Vec::new();
    for c in name.chars() {
        if c.is_ascii() && !c.is_ascii_control() {
            shift(&mut out, &mut foreign);
            out.push(c);
            if c == '&' {
                out.push('-');
            }
        } else {
            let mut units = [0; 2];
            foreign.extend(c.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    shift(&mut out, &mut foreign);
    out
}

fn shift(out: &mut String, foreign: &mut Vec<u8>) {
    if !foreign.is_empty() {
        out.push('&');
        out.push_str(&BASE64_NOPAD.encode(foreign).replace('/', ","));
        out.push('-');
        foreign.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn names_of_all_languages_survive() {
        for (name, sent) in
            [("INBOX", "INBOX"), ("Entwürfe", "Entw&APw-rfe"), ("R&D", "R&-D"), ("日本語", "&ZeVnLIqe-"), ("a/🐧", "a/&2D3cJw-")]
        {
            assert_eq!(encode(name), sent);
        }
    }
}
