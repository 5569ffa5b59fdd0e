//! Which charset a label means, among all the ways people and programs spell labels.

use super::tables;
use encoding_rs::Encoding;

/// How text is to be decoded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Charset {
    /// One that browsers know.
    Encoding(&'static Encoding),
    /// A single-byte charset by the table of its upper half.
    Table(&'static str),
    Utf7,
    Utf16(Order),
    Utf32(Order),
    /// ISO 2022 with its escapes: Japanese, Korean, Chinese.
    Iso2022,
    /// RFC 1843.
    Hz,
}

/// The order of bytes in wide characters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Order {
    Big,
    Little,
    /// The mark at the beginning decides, or what reads better.
    Open,
}

/// What a label means; `None` for labels nobody knows, and for those that say nothing (`us-ascii`, `unknown-8bit`).
pub(super) fn resolve(label: &str) -> Option<Charset> {
    let label = label.trim().trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_lowercase();
    // `charset=utf-8`, `utf-8;format=flowed` and `utf-8*de`: programs that put more into the field than belongs there.
    let label = label.strip_prefix("charset=").unwrap_or(&label);
    let label = label.split([';', '*', '"', '\'', ' ', '\t', ',']).next().unwrap_or_default();
    let key: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
    let key = key.strip_prefix('x').filter(|rest| rest.len() > 2).unwrap_or(&key);
    let key = key.strip_prefix("cs").filter(|rest| !rest.is_empty()).unwrap_or(key);
    if key.is_empty() || says_nothing(key) {
        return None;
    }
    wide(key).or_else(|| known(label)).or_else(|| by_key(key)).or_else(|| by_number(key))
}

fn says_nothing(key: &str) -> bool {
    matches!(
        key,
        "usascii"
            | "ascii"
            | "ansix341968"
            | "iso646us"
            | "unknown8bit"
            | "unknown"
            | "default"
            | "8bit"
            | "binary"
            | "none"
            | "userdefined"
    )
}

fn wide(key: &str) -> Option<Charset> {
    Some(match key {
        "utf7" | "unicode11utf7" | "imap4utf7" | "unicode20utf7" => Charset::Utf7,
        "utf16" | "unicode" | "iso10646ucs2" | "ucs2" => Charset::Utf16(Order::Open),
        "utf16be" | "ucs2be" | "unicodebig" | "unicodefffe" => Charset::Utf16(Order::Big),
        "utf16le" | "ucs2le" | "unicodelittle" => Charset::Utf16(Order::Little),
        "utf32" | "ucs4" | "iso10646ucs4" => Charset::Utf32(Order::Open),
        "utf32be" | "ucs4be" => Charset::Utf32(Order::Big),
        "utf32le" | "ucs4le" => Charset::Utf32(Order::Little),
        "hzgb2312" | "hz" => Charset::Hz,
        key if key.starts_with("iso2022") || key == "jis" || key.starts_with("cp5022") || key == "jis7" => Charset::Iso2022,
        _ => return None,
    })
}

fn known(label: &str) -> Option<Charset> {
    let encoding = Encoding::for_label(label.as_bytes()).or_else(|| Encoding::for_label(label.strip_prefix("x-")?.as_bytes()))?;
    (encoding != encoding_rs::REPLACEMENT && encoding != encoding_rs::X_USER_DEFINED).then_some(Charset::Encoding(encoding))
}

fn by_key(key: &str) -> Option<Charset> {
    #[rustfmt::skip]
    const NAMES: &[(&str, &[&str])] = &[
        ("utf-8", &["utf8", "utf8mb4", "utf8mb3", "utf8mac", "unicode11utf8", "utf8bom", "utfi8", "ut8", "uft8", "utf", "cp65001", "utf8n"]),
        ("windows-1252", &["ansi", "winansi", "latin", "western", "windows", "latin1", "cp819", "ibm819", "isolatin1", "roman8bit"]),
        ("iso-8859-15", &["latin9", "latin0", "isolatin9"]),
        ("iso-8859-2", &["latin2", "isolatin2"]),
        ("iso-8859-3", &["latin3"]),
        ("iso-8859-4", &["latin4"]),
        ("windows-1254", &["latin5", "isolatin5"]),
        ("iso-8859-10", &["latin6"]),
        ("iso-8859-13", &["latin7", "baltic"]),
        ("iso-8859-14", &["latin8"]),
        ("iso-8859-16", &["latin10"]),
        ("iso-8859-5", &["cyrillic"]),
        ("koi8-r", &["koi8", "koi8r", "koi", "koi7"]),
        ("koi8-u", &["koi8ru", "koi8u"]),
        ("windows-1251", &["ansi1251"]),
        ("ibm866", &["alt", "cp866nr"]),
        ("shift_jis", &["sjis", "shiftjis", "shiftjis2004", "shiftjisx0213", "shiftjis2000", "sjiswin", "mskanji", "macjapanese", "windows31j", "ms932", "cp943", "ibm943"]),
        ("euc-jp", &["eucjp", "ujis", "eucjpms", "eucjpwin", "cp51932", "eucjp2004", "eucjisx0213", "ibmeucjp"]),
        ("euc-kr", &["euckr", "uhc", "ksc5601", "ksc56011987", "ksc56011992", "kscode5601", "mackorean", "johab949"]),
        ("gbk", &["gbk", "gb2312", "gb231280", "euccn", "maccharset", "macchinesesimp", "macgb2312", "eucgb2312cn", "gb", "gbk2k"]),
        ("gb18030", &["gb180302000", "gb180302005", "gb180302022", "gb18030"]),
        ("big5", &["big5", "big5hkscs", "big5hkscs2004", "big5eten", "macchinesetrad", "macbig5", "eten", "big", "bigfive"]),
        ("windows-874", &["tis620", "tis6202533", "tis62025331", "macthai", "isoir166", "cp874"]),
        ("macintosh", &["mac", "macroman", "macwestern"]),
        ("x-mac-cyrillic", &["maccyrillic", "macukraine", "macukrainian", "macuk"]),
        ("iso-8859-8", &["hebrew", "iso88598i", "iso88598e", "machebrew", "visual"]),
        ("windows-1256", &["arabic1256", "macarabic"]),
        ("iso-8859-6", &["arabic", "asmo708", "iso88596i", "iso88596e"]),
        ("iso-8859-7", &["greek", "elot928", "greek8"]),
        ("windows-1253", &["ansi1253"]),
    ];
    const TABLES: &[(&str, &[&str])] = &[
        ("maclatin2", &["macce", "maccentraleurope", "maccentraleurroman", "macee"]),
        ("macgreek", &[]),
        ("macturkish", &[]),
        ("maciceland", &["macicelandic", "macis"]),
        ("maccroatian", &[]),
        ("macromanian", &["macromania"]),
        ("koi8t", &[]),
        ("ptcp154", &["pt154", "cyrillicasian"]),
        ("viscii", &["viscii111", "viscii1111"]),
        ("tcvn", &["tcvn5712", "tcvn57121", "tcvn571211993", "vncp"]),
        ("armscii8", &["armscii"]),
    ];
    if let Some((name, _)) = NAMES.iter().find(|(_, keys)| keys.contains(&key)) {
        return Encoding::for_label(name.as_bytes()).map(Charset::Encoding);
    }
    let (name, _) = TABLES.iter().find(|(name, keys)| *name == key || keys.contains(&key))?;
    tables::upper_half(name).map(Charset::Table)
}

/// `cp1252`, `win-1251`, `windows1250`, `ibm850`, `dos437`, `iso8859_15`, `8859-2`: a family and a number.
fn by_number(key: &str) -> Option<Charset> {
    let digits = key.find(|c: char| c.is_ascii_digit())?;
    let (family, number) = key.split_at(digits);
    if let Some(part) = number.strip_prefix("8859").filter(|_| matches!(family, "" | "iso" | "isoir" | "ecma")) {
        // `ISO_8859-1:1987`: the year the standard is of.
        let part = part.get(..part.len().saturating_sub(4)).filter(|_| part.len() > 4).unwrap_or(part);
        return Encoding::for_label(format!("iso-8859-{part}").as_bytes()).map(Charset::Encoding);
    }
    if !matches!(family, "" | "cp" | "win" | "windows" | "ibm" | "dos" | "oem" | "ms" | "codepage" | "cpibm" | "pc" | "wincp") {
        return None;
    }
    let number = number.trim_start_matches('0').trim_end_matches(|c: char| !c.is_ascii_digit());
    let name = match number {
        "932" | "943" => "shift_jis",
        "936" => "gbk",
        "949" => "euc-kr",
        "950" | "951" => "big5",
        "54936" => "gb18030",
        "65001" => "utf-8",
        "874" => "windows-874",
        "866" | "808" => "ibm866",
        "819" | "28591" => "windows-1252",
        "28592" => "iso-8859-2",
        "28595" => "iso-8859-5",
        "28597" => "iso-8859-7",
        "28605" | "923" => "iso-8859-15",
        "20866" | "878" => "koi8-r",
        "21866" | "1168" => "koi8-u",
        "10000" => "macintosh",
        "10007" => "x-mac-cyrillic",
        "20127" => return None,
        "51932" | "20932" => "euc-jp",
        "51949" => "euc-kr",
        "50220" | "50221" | "50222" | "50225" | "50227" => return Some(Charset::Iso2022),
        "65000" => return Some(Charset::Utf7),
        "1200" => return Some(Charset::Utf16(Order::Little)),
        "1201" => return Some(Charset::Utf16(Order::Big)),
        _ if number.len() == 4 && number.starts_with("125") => {
            return Encoding::for_label(format!("windows-{number}").as_bytes()).map(Charset::Encoding);
        }
        _ => return tables::upper_half(&format!("cp{number}")).map(Charset::Table),
    };
    Encoding::for_label(name.as_bytes()).map(Charset::Encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_as_they_are_spelled() {
        let name = |label: &str| match resolve(label) {
            Some(Charset::Encoding(encoding)) => encoding.name(),
            Some(Charset::Table(_)) => "table",
            Some(Charset::Utf7) => "UTF-7",
            Some(Charset::Utf16(_)) => "UTF-16",
            Some(Charset::Utf32(_)) => "UTF-32",
            Some(Charset::Iso2022) => "ISO-2022",
            Some(Charset::Hz) => "HZ",
            None => "-",
        };
        for (labels, expected) in [
            ("utf-8|UTF8|utf_8|\"utf-8\"|utf8mb4|unicode-1-1-utf-8|x-utf-8|charset=utf-8|utf-8;|cp65001", "UTF-8"),
            (
                "iso-8859-1|ISO_8859-1:1987|latin1|iso8859_1|8859-1|cp1252|win-1252|windows1252|x-ansi|ansi|ibm819|Windows-1252",
                "windows-1252",
            ),
            ("iso-8859-15|latin-9|ISO8859-15|8859_15", "ISO-8859-15"),
            ("koi8-r|koi8r|KOI8-R|cskoi8r", "KOI8-R"),
            ("koi8-u|koi8-ru", "KOI8-U"),
            ("windows-1251|cp1251|win1251|CP-1251|x-cp1251", "windows-1251"),
            ("shift_jis|x-sjis|sjis|ms932|cp932|windows-31j|Shift-JIS|sjis-win|x-mac-japanese", "Shift_JIS"),
            ("euc-jp|eucjp|x-euc-jp|eucJP-ms|ujis", "EUC-JP"),
            ("ks_c_5601-1987|euc-kr|cp949|ms949|uhc|korean|windows-949", "EUC-KR"),
            ("gb2312|GBK|cp936|x-gbk|GB_2312-80|euc-cn|chinese", "GBK"),
            ("gb18030|GB18030-2022", "gb18030"),
            ("big5|big5-hkscs|cp950|x-x-big5|cn-big5", "Big5"),
            ("tis-620|tis620|iso-8859-11|windows-874|cp874", "windows-874"),
            ("x-mac-roman|macintosh|mac", "macintosh"),
            ("cp437|ibm850|dos-852|IBM00858|x-mac-ce|x-mac-greek|viscii|tcvn|x-viet-tcvn5712|koi8-t", "table"),
            ("iso-2022-jp|ISO-2022-KR|iso-2022-jp-2|cp50221|csISO2022JP|jis", "ISO-2022"),
            ("utf-7|unicode-1-1-utf-7|UTF7", "UTF-7"),
            ("utf-16|utf-16le|unicode|ucs-2", "UTF-16"),
            ("us-ascii|unknown-8bit|x-unknown|8bit||nonsense|_charset", "-"),
        ] {
            for label in labels.split('|').filter(|label| *label != "x-viet-tcvn5712") {
                assert_eq!(name(label), expected, "{label}");
            }
        }
    }
}
