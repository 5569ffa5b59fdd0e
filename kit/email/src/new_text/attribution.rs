//! The line that introduces a quote: "On Monday Ann wrote:", in the languages and layouts mail programs write it.
//!
//! What such lines share is stronger than any one wording: a verb of writing, a colon at the end, and a date or an address.
//! So the verbs are listed and the rest is looked for.

use text::plain::fold;

/// Lines one attribution may be broken into, blank ones included.
const LINES_MAX: usize = 6;

/// Characters of one attribution.
const CHARS_MAX: usize = 400;

/// Numbers in a date with its time of day, the month perhaps a word: 21, 2026, 10, 00.
const DATE_NUMBERS: usize = 4;

/// Words of a line that names a writer by address above a quote: `Zitat von Ann Lee <ann@example.org>:`.
const INTRODUCTION_WORDS_MAX: usize = 8;

/// "Wrote" as mail programs say it, folded. One of these as a word of its own, or part of one where no spaces are written.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "wrote", "writes", "schrieb", "schreibt", "geschrieben", "a ecrit", "ecrit", "ecrivait", "escribio", "ha escrit", "ha escrito",
    "va escriure", "escreveu", "escreve", "ha scritto", "scrisse", "scrive", "schreef", "geschreven", "skrev", "skreiv", "skrifaði",
    "skrifadi", "kirjoitti", "kirjutas", "napisal", "napisala", "napisal(a)", "napsal", "napsala", "napsal(a)", "napisao", "napisala je",
    "pise", "pisze", "je napisal", "написал", "написала", "написал(а)", "написав", "написала(в)", "писал", "писала", "пишет", "пише",
    "написа", "напиша", "напісаў", "а написао", "написао", "irta", "ezt irta", "εγραψε", "yazdi", "yazmis", "a scris", "rase", "parase",
    "rakstija", "uzrakstija", "menulis", "da viet", "viet", "sulat ni", "shkroi", "כתב", "כתבה", "كتب", "كتبت", "نوشت", "написал(-а)",
    "escribiu", "idatzi du", "a ezt irta", "napisala je", "напиша", "напишал", "жазган", "yozgan", "ameandika", "ysgrifennodd", "scriobh",
    "дэп язган", "անգիր", "դրեց", "წერდა", "დაწერა",
];

/// The same for scripts without spaces between words, and where the verb ends the sentence.
#[rustfmt::skip]
const VERBS_WITHIN: &[&str] = &[
    "写道", "寫道", "书写", "來信", "来信", "写到", "書きました", "のメール", "작성", "쓰기", "쓴 글", "님이 쓰", "썼습니다", "เขียน", "लिखा", "লিখেছেন", "எழுதியது", "వ్రాశారు", "લખ્યું", "كتابة",
];

/// How many lines from `start` on are an attribution; 0 if they are none. Lines come without their marks of quotation.
pub(super) fn lines_at(lines: &[&str], start: usize) -> usize {
    let first = lines[start].trim();
    if first.is_empty() || !(could_begin(first) || is_name_above_address(lines, start)) {
        return 0;
    }
    let mut joined = String::new();
    let mut blank = 0;
    for (count, line) in lines[start..].iter().take(LINES_MAX).enumerate() {
        let line = line.trim();
        blank += usize::from(line.is_empty());
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(line);
        if joined.chars().count() > CHARS_MAX || blank > 2 {
            return 0;
        }
        if !line.is_empty() && is_attribution(&joined) {
            return count + 1;
        }
        // A line that ends a sentence, or is followed by a blank one although nothing is left open, is ordinary text.
        if line.ends_with(['.', '!', '?']) && !ends_in_abbreviation(line) {
            return 0;
        }
    }
    0
}

/// Whether a line right above a quote introduces it: `Ann wrote:`, or, in whatever language, a date and a colon.
pub(super) fn introduces_quote(line: &str) -> bool {
    let folded = fold(line.trim());
    let chars = folded.chars().count();
    let named = chars <= 120 && folded.split_whitespace().count() <= INTRODUCTION_WORDS_MAX && has_address(line);
    ends_with_colon(&folded) && (chars <= 80 && has_verb(&folded) || chars <= 160 && numbers(&folded) >= DATE_NUMBERS || named)
}

/// A name whose address stands on the next line, where a program broke the line between them.
fn is_name_above_address(lines: &[&str], at: usize) -> bool {
    let next = lines.get(at + 1).map_or("", |line| line.trim());
    next.starts_with('<') && has_address_in_brackets(next) && !lines[at].trim().ends_with(['.', '!', '?', ':'])
}

/// A date, an address or a verb must show in the first line already; prose that begins with "On" has none.
fn could_begin(line: &str) -> bool {
    has_address(line)
        || line.chars().any(char::is_numeric)
        || (line.contains('<') && has_verb(&fold(line)))
        || line.ends_with('<')
        || is_framed(line)
}

fn is_attribution(joined: &str) -> bool {
    // Cheap signs first: most lines have none of the three ends and beginnings looked at below.
    let iso = joined.starts_with(|c: char| c.is_ascii_digit());
    if !ends_with_colon(joined) && !joined.trim_end().ends_with('-') && !iso {
        return false;
    }
    let folded = fold(joined.trim_matches(|c: char| c == '*' || c == '_' || c.is_whitespace()));
    let text = folded.trim_end_matches(['>', ' ', '*', '_']);
    let has_address = has_address(joined);
    let dated = has_date(text);
    if ends_with_colon(text) && has_verb(text) && (dated || has_address) {
        return true;
    }
    // `---- On Tue, 22 Dec 2015 14:17:36 +0530 Ann wrote ----`, `-----Ann Lee/ACME wrote: -----`
    if is_framed(text) && has_verb(text) {
        return true;
    }
    // `21.11.2026, 10:00, "Ann" <ann@example.org>:`, `Missatge de Ann <ann@example.org> del dia 21.11.2026 a les 10:00:`, whatever the
    // language: somebody by name and address, a date with its time, and a colon at the end.
    if has_address
        && (ends_with_address(joined) || ends_with_colon(text) && has_address_in_brackets(joined))
        && numbers(text) >= DATE_NUMBERS
    {
        return true;
    }
    // `2016-10-24 15:36 GMT+02:00 Ann <ann@example.org>:` and `2013/7/20 Ann <ann@example.org>`
    let iso = starts_with_iso_date(text);
    let closed = joined.matches('<').count() == joined.matches('>').count();
    iso && closed && ((has_address && joined.trim_end().ends_with(['>', ':'])) || text.contains(" gmt"))
}

/// Whether dashes stand around words.
fn is_framed(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("--") && text.ends_with("--") && text.contains(char::is_alphabetic)
}

/// Whether an address in brackets and a colon end the text.
fn ends_with_address(text: &str) -> bool {
    let invisible =
        |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text = text.trim_end_matches(invisible);
    let Some(text) = text.strip_suffix([':', '：']) else { return false };
    text.trim_end_matches(invisible).ends_with(['>', ')'])
}

fn ends_with_colon(text: &str) -> bool {
    text.trim_end_matches([' ', '>', '*', '_', '\u{200f}', '\u{200e}', '\u{202c}', '\u{2069}']).ends_with([':', '：'])
}

fn has_verb(folded: &str) -> bool {
    let is_boundary = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let as_word = |verb: &str| {
        folded
            .match_indices(verb)
            .any(|(at, _)| is_boundary(folded[..at].chars().next_back()) && is_boundary(folded[at + verb.len()..].chars().next()))
    };
    VERBS.iter().any(|verb| as_word(verb)) || VERBS_WITHIN.iter().any(|verb| folded.contains(verb))
}

/// Whether a date or a time of day is mentioned: two numbers at least.
fn has_date(text: &str) -> bool {
    numbers(text) >= 2
}

fn numbers(text: &str) -> usize {
    text.split(|c: char| !c.is_numeric()).filter(|n| (1..=4).contains(&n.chars().count())).count()
}

fn starts_with_iso_date(text: &str) -> bool {
    let mut fields = text.split([' ', 't']).next().unwrap_or_default().split(['-', '/', '.']);
    let is_number = |field: Option<&str>, lengths: std::ops::RangeInclusive<usize>| {
        field.is_some_and(|f| lengths.contains(&f.len()) && f.bytes().all(|b| b.is_ascii_digit()))
    };
    is_number(fields.next(), 4..=4) && is_number(fields.next(), 1..=2) && is_number(fields.next(), 1..=2) && fields.next().is_none()
}

/// Whether an `@` stands between letters.
fn has_address(text: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '"');
    text.match_indices('@').any(|(at, _)| is_part(text[..at].chars().next_back()) && is_part(text[at + 1..].chars().next()))
}

/// Whether an address stands in angle brackets.
fn has_address_in_brackets(text: &str) -> bool {
    text.split('<').skip(1).filter_map(|rest| rest.split_once('>')).any(|(inside, _)| !inside.contains(' ') && has_address(inside))
}

/// `28.`, `Fr.`, `p.m.`: a dot that ends no sentence.
fn ends_in_abbreviation(line: &str) -> bool {
    let Some(stem) = line.strip_suffix('.').filter(|stem| !stem.ends_with('.')) else { return false };
    let last = stem.rsplit([' ', ',']).next().unwrap_or_default();
    let short = last.chars().count() <= 4;
    let of_a_date = last.chars().all(|c| c.is_ascii_digit()) || last.contains('.') || last.starts_with(char::is_uppercase);
    short && (of_a_date || stem.contains(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> usize {
        lines_at(&text.lines().collect::<Vec<_>>(), 0)
    }

    #[test]
    fn attributions_of_the_world() {
        for text in [
            "On Sat, Nov 21, 2026 at 10:00 AM Ann Lee <ann@example.org> wrote:",
            "On 21/11/2026 10:00, Ann Lee wrote:",
            "Am 21.11.2026 um 10:00 schrieb Ann Lee:",
            "Ann Lee <ann@example.org> schrieb am Sa., 21. Nov. 2026, 10:00:",
            "Le sam. 21 nov. 2026 à 10:00, Ann Lee <ann@example.org> a écrit :",
            "El sáb, 21 nov 2026 a las 10:00, Ann Lee (<ann@example.org>) escribió:",
            "Il giorno sab 21 nov 2026 alle ore 10:00 Ann Lee <ann@example.org> ha scritto:",
            "Em sáb., 21 de nov. de 2026 às 10:00, Ann Lee <ann@example.org> escreveu:",
            "Op za 21 nov 2026 om 10:00 schreef Ann Lee <ann@example.org>:",
            "Den lör 21 nov. 2026 kl 10:00 skrev Ann Lee <ann@example.org>:",
            "lør. 21. nov. 2026 kl. 10:00 skrev Ann Lee <ann@example.org>:",
            "la 21. marrask. 2026 klo 10.00 Ann Lee (ann@example.org) kirjoitti:",
            "sob., 21 lis 2026 o 10:00 Ann Lee <ann@example.org> napisał(a):",
            "so 21. 11. 2026 v 10:00 odesílatel Ann Lee <ann@example.org> napsal:",
            "сб, 21 нояб. 2026 г. в 10:00, Ann Lee <ann@example.org>:\nнаписал:",
            "сб, 21 лист. 2026 р. о 10:00 Ann Lee <ann@example.org> пише:",
            "Ann Lee <ann@example.org> ezt írta (időpont: 2026. nov. 21., Szo, 10:00):",
            "Στις Σάβ 21 Νοε 2026 στις 10:00 π.μ., ο χρήστης Ann Lee <ann@example.org> έγραψε:",
            "Ann Lee <ann@example.org>, 21 Kas 2026 Cmt, 10:00 tarihinde şunu yazdı:",
            "În sâm., 21 nov. 2026 la 10:00, Ann Lee <ann@example.org> a scris:",
            "Ann Lee <ann@example.org> 于2026年11月21日周六 10:00写道：",
            "2026年11月21日(土) 10:00 Ann Lee <ann@example.org>さんは書きました:",
            "2026년 11월 21일 (토) 오전 10:00, Ann Lee <ann@example.org>님이 작성:",
            "Vào Th 7, 21 thg 11, 2026 vào lúc 10:00 Ann Lee <ann@example.org> đã viết:",
            "Pada tanggal Sab, 21 Nov 2026 pukul 10.00 Ann Lee <ann@example.org> menulis:",
            "בתאריך שבת, 21 בנוב׳ 2026 ב-10:00 מאת \u{202a}Ann Lee\u{202c}\u{200f} <\u{202a}ann@example.org\u{202c}\u{200f}> כתב:",
            "On Sat, Nov 21, 2026 at 10:00 AM A Very Long Name\n<averylongname@example.org>\nwrote:",
            "2026. 11. 21. 오전 10:00에 Ann Lee 이(가) 쓴 글:",
            "Missatge de Ann Lee <ann@example.org> del dia ds., 21 de nov.\n2026 a les 10:00:",
        ] {
            assert!(count(text) > 0, "{text}");
        }
    }

    #[test]
    fn prose_is_no_attribution() {
        for text in [
            "On this day\n\nI wrote something\n\nOn 28 Jan 2016, at 19:04, Ann wrote:",
            "I wrote to you on 21 November at 10:00.",
            "Please call me at 10:00:",
            "On 21 November the printer stopped. Then Ann wrote:\n",
            "Error 42 at 10:00: ann@example.org not found",
            "Ann Lee <ann@example.org> asks for these before 10:00:",
            "2026-11-21 10:00:00 ERROR disk full",
        ] {
            assert_eq!(count(text), 0, "{text}");
        }
        assert!(introduces_quote("Ann Lee wrote:"));
        assert!(!introduces_quote("What I need:"));
    }
}
