//! Where an older letter begins without being quoted: "-----Original Message-----", and blocks of From, Sent, To, Subject.

use std::collections::HashMap;
use std::sync::LazyLock;
use text::plain::fold;

/// Lines looked at for the fields of one block.
const BLOCK_LINES_MAX: usize = 14;

/// Lines a field's value may go on for.
const CONTINUATION_LINES_MAX: usize = 3;

/// The fields of a block by what they say; labels folded, in the order English, German, French, Spanish, Portuguese,
/// Italian, Dutch, Nordic, Slavic, others.
#[rustfmt::skip]
const LABELS: [(Field, &[&str]); 6] = [
    (
        Field::From,
        &[
            "from", "von", "absender", "de", "expediteur", "remitente", "da", "mittente", "van", "afzender", "fra", "fran", "avsandare",
            "lahettaja", "od", "nadawca", "odesilatel", "odosielatel", "posiljatelj", "от", "от кого", "отправитель", "від", "від кого",
            "од", "felado", "kuldo", "απο", "kimden", "gonderen", "de la", "发件人", "寄件者", "寄件人", "差出人", "送信元", "送信者", "보낸 사람", "보낸사람",
            "발신", "từ", "tu", "จาก", "dari", "מאת", "من", "nuo", "saatja", "no", "nutitaja", "frá", "sendandi", "от:", "ад", "فرستنده", "از", "प्रेषक", "से",
            "nork", "daripada", "nga", "oddi wrth", "mula kay", "кімнен", "kimdən", "ում կողմից", "ვისგან", "থেকে", "அனுப்புநர்",
        ],
    ),
    (
        Field::Date,
        &[
            "sent", "date", "sent on", "gesendet", "gesendet am", "datum", "envoye", "envoye le", "date d'envoi", "enviado",
            "enviado el", "fecha", "enviada", "enviada em", "enviado em", "data", "inviato", "data invio", "verzonden", "skickat",
            "skickat den", "sendt", "dato", "lahetetty", "paivamaara", "wyslano", "wyslane", "odeslano", "odoslane", "poslano",
            "отправлено", "дата", "дата отправки", "надіслано", "изпратено", "послато", "elkuldve", "kuldve", "datum", "ημερομηνια",
            "σταλθηκε", "gonderilme", "gonderilme tarihi", "gonderildi", "tarih", "trimis", "发送时间", "日期", "寄件日期", "傳送時間", "送信日時", "日時",
            "日付", "보낸 날짜", "보낸날짜", "날짜", "ngay", "da gui", "ส่ง", "วันที่", "tanggal", "dikirim", "נשלח", "תאריך", "تاريخ", "التاريخ",
            "تم الإرسال", "issiusta", "enviat", "bidalita", "dihantar", "derguar", "anfonwyd", "ipinadala", "gestuur", "isprateno", "испратено",
            "poslato", "жіберілді", "ուղարկված է", "გაგზავნილია", "भेजा गया", "পাঠানো হয়েছে", "அனுப்பியது", "sent at", "created", "nosutits",
        ],
    ),
    (
        Field::To,
        &[
            "to", "an", "empfanger", "a", "para", "destinatario", "destinataire", "aan", "til", "till", "vastaanottaja", "do", "komu",
            "pre", "za", "prima", "кому", "до", "за", "до кого", "получатель", "cimzett", "προς", "kime", "alici", "catre", "收件人", "收件者",
            "宛先", "받는 사람", "받는사람", "수신", "gui toi", "ถึง", "kepada", "אל", "إلى", "الى", "kam", "saaja", "adressaat", "toi", "til:", "viðtakandi", "به", "गेल", "प्रति", "gia",
            "per a", "nori", "per", "at", "kay", "кімге", "kimə", "ում", "ვის", "প্রতি", "பெறுநர்",
        ],
    ),
    (
        Field::Subject,
        &[
            "subject", "betreff", "objet", "sujet", "asunto", "assunto", "oggetto", "onderwerp", "amne", "emne", "aihe", "temat",
            "predmet", "zadeva", "naslov", "тема", "предмет", "относно", "targy", "θεμα", "konu", "subiect", "主题", "主旨", "主題", "件名",
            "제목", "chu đe", "chu de", "tieu de", "เรื่อง", "subjek", "perihal", "נושא", "הנושא", "الموضوع", "tema", "teema", "assumpte", "efni", "asunto:", "موضوع", "विषय",
            "gaia", "subjekti", "pwnc", "paksa", "тақырып", "mövzu", "թեմա", "თემა", "বিষয়", "பொருள்", "наслов",
        ],
    ),
    (
        Field::Copy,
        &[
            "cc", "kopie", "copia", "copie", "kopi", "kopia", "dw", "копия", "копія", "masolat", "bilgi", "抄送", "副本", "참조", "עותק",
            "نسخة",
        ],
    ),
    (
        Field::Other,
        &[
            "reply-to", "antwort an", "repondre a", "responder a", "rispondi a", "risposta", "importance", "wichtigkeit", "attachments",
            "anlagen",
        ],
    ),
];

/// What a field of a block says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    From,
    Date,
    To,
    Subject,
    Copy,
    Other,
}

/// "Message" in the languages of "-----Original Message-----"; the line must be framed, or the phrase complete.
#[rustfmt::skip]
const MESSAGE: &[&str] = &[
    "message", "nachricht", "mensaje", "mensagem", "messaggio", "bericht", "melding", "meddelande", "besked", "viesti", "wiadomosc",
    "zprava", "sprava", "poruka", "sporocilo", "сообщение", "письмо", "повідомлення", "лист", "съобщение", "порука", "uzenet", "μηνυμα",
    "ileti", "mesaj", "mesajul", "邮件", "郵件", "メッセージ", "메시지", "tin nhan", "thu goc", "pesan", "הודעה", "رسالة", "mail", "missatge", "laiskas", "meddelelse", "mesazh", "skilabo", "sonum", "zinojum", "ข้อความ", "संदेश", "پیام", "original", "algne kiri",
];

/// Lines without a frame that announce an old letter, folded.
#[rustfmt::skip]
const ANNOUNCEMENTS: &[&str] = &[
    "begin forwarded message", "forwarded message", "original message", "anfang der weitergeleiteten nachricht",
    "weitergeleitete nachricht", "ursprungliche nachricht", "debut du message transfere", "debut du message reexpedie",
    "message transfere", "inicio del mensaje reenviado", "inicio da mensagem reencaminhada", "inicio da mensagem encaminhada",
    "inizio messaggio inoltrato", "inizio del messaggio inoltrato", "begin doorgestuurd bericht", "vidarebefordrat brev",
    "videresendt besked", "starten pa videresendt melding", "start pa videresendt melding", "poczatek przekazywanej wiadomosci",
    "zacatek preposlane zpravy", "начало переадресованного сообщения", "下面是被转发的邮件", "转发的邮件", "転送されたメッセージ", "전달된 메시지",
    "valitetyn viestin alku", "tovabbitott uzenet kezdete", "iletilen ileti",
];

/// What mail systems write so that people answer above it, folded.
#[rustfmt::skip]
const ANSWER_ABOVE: &[&str] = &[
    "reply above this line", "type your reply above", "write above this line", "reply above the line", "oberhalb dieser linie", "oberhalb dieser zeile", "uber dieser zeile",
    "uber dieser linie", "uber diese linie", "au-dessus de cette ligne", "por encima de esta linea", "encima de esta linea",
    "acima desta linha", "sopra questa riga", "sopra questa linea", "boven deze regel", "boven deze lijn", "ovanfor denna rad",
    "over denne linje", "powyzej tej linii", "nad touto carou", "выше этой линии", "выше этой строки",
];

/// Whether a line, without marks of quotation, announces an old letter.
pub(super) fn is_marker(line: &str) -> bool {
    let line = line.trim();
    if line.is_empty() || line.chars().count() > 120 {
        return false;
    }
    let folded = fold(line);
    if ANSWER_ABOVE.iter().any(|phrase| folded.contains(phrase)) {
        return true;
    }
    let is_frame = |c: char| is_rule(c) || matches!(c, '>' | '<' | '#' | ' ');
    // QQ writes the spaces of its frame as it would in HTML.
    let folded = folded.replace("&nbsp;", " ");
    let words = folded.trim_matches(is_frame);
    let framed = folded.starts_with(is_rule) && folded.len() >= words.len() + 4 && folded.ends_with(is_frame);
    let announced = words.trim_end_matches([':', '：', ' ']);
    if ANNOUNCEMENTS.contains(&announced) && (framed || folded.ends_with([':', '：'])) {
        return true;
    }
    let few_words = words.split_whitespace().count() <= 6 && words.chars().any(char::is_alphabetic);
    let says = |m: &str| match m.contains(' ') {
        true => words.contains(m),
        false => words.split_whitespace().any(|word| word.starts_with(m) || (!m.is_ascii() && word.contains(m))),
    };
    framed && few_words && MESSAGE.iter().any(|m| says(m))
}

/// Signs that rules and frames are made of: dashes of every kind, and what stands in for them.
fn is_rule(c: char) -> bool {
    matches!(c, '-' | '_' | '*' | '=' | '\u{2010}'..='\u{2015}' | '\u{2500}' | '\u{2501}')
}

/// How many lines from `start` on are the fields of an old letter; 0 if they are none. At least three fields, among them
/// who sent it or its subject. Lines come without their marks of quotation.
pub(super) fn block_at(lines: &[&str], start: usize) -> usize {
    let Some((first, _)) = field(lines[start]) else { return 0 };
    if first == Field::Other {
        return 0;
    }
    let mut seen: Vec<Field> = Vec::new();
    let mut end = 0;
    let mut continued = 0;
    for (index, line) in lines[start..].iter().take(BLOCK_LINES_MAX).enumerate() {
        match field(line) {
            Some((found, _)) => {
                if !seen.contains(&found) {
                    seen.push(found);
                }
                end = index + 1;
                continued = 0;
            }
            // Between fields converted from HTML a blank line may stand.
            None if line.trim().is_empty() => {
                if seen.len() >= 3 || lines.get(start + index + 1).is_none_or(|next| field(next).is_none()) {
                    break;
                }
            }
            None => {
                continued += 1;
                if continued > CONTINUATION_LINES_MAX {
                    break;
                }
                // The last field's value goes on, until a blank line ends the block.
                if lines.get(start + index + 1).is_some_and(|next| field(next).is_some()) {
                    end = index + 1;
                }
            }
        }
    }
    let told = seen.iter().filter(|f| **f != Field::Other).count();
    let essential = seen.contains(&Field::From) && (seen.contains(&Field::Date) || seen.contains(&Field::Subject))
        || seen.contains(&Field::Subject) && seen.contains(&Field::Date);
    if told >= 3 && essential { end } else { 0 }
}

/// The field a line holds, if it begins with a label and a colon, and its value.
pub(super) fn field(line: &str) -> Option<(Field, &str)> {
    let line = line.trim();
    let (label, value) = line.split_once([':', '：'])?;
    if label.chars().count() > 24 || value.starts_with("//") {
        return None;
    }
    let label = fold(label.trim_matches(|c: char| c == '*' || c == '_' || c == '|' || c.is_whitespace()));
    static KNOWN: LazyLock<HashMap<String, Field>> = LazyLock::new(|| {
        let pairs = LABELS.iter().rev().flat_map(|(field, labels)| labels.iter().map(|label| (fold(label), *field)));
        pairs.collect()
    });
    let found = *KNOWN.get(&label)?;
    Some((found, value.trim_matches(|c: char| c == '*' || c == '|' || c.is_whitespace())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_in_many_languages() {
        for line in [
            "-----Original Message-----",
            "*-------- Original Message --------*",
            "---------- Forwarded message ---------",
            "-----Ursprüngliche Nachricht-----",
            "-------- Message d'origine --------",
            "-----Mensaje original-----",
            "----- Mensagem original -----",
            "-----Messaggio originale-----",
            "-----Oorspronkelijk bericht-----",
            "-----Ursprungligt meddelande-----",
            "-----Oprindelig meddelelse-----",
            "-----Wiadomość oryginalna-----",
            "-----Исходное сообщение-----",
            "-----原始邮件-----",
            "-----元のメッセージ-----",
            "----- 원본 메시지 -----",
            "Begin forwarded message:",
            "Anfang der weitergeleiteten Nachricht:",
            "##- Please type your reply above this line -##",
        ] {
            let known = is_marker(line);
            assert!(known, "{line}");
        }
        for line in ["message", "Your message was received", "----------", "- send a message", "the original message", "** note **"] {
            assert!(!is_marker(line), "{line}");
        }
    }

    #[test]
    fn blocks_in_many_languages() {
        for block in [
            "From: Ann <ann@example.org>\nSent: Monday\nTo: Bob\nSubject: x\n\nbody",
            "Von: Ann\nGesendet: Montag\nAn: Bob\nCc: Eve\nBetreff: x",
            "*De :* Ann\n*Envoyé :* lundi\n*À :* Bob\n*Objet :* x",
            "Från: Ann\nSkickat: den 5 juni\nTill: Bob\nÄmne: x",
            "发件人: Ann\n发送时间: 2026年\n收件人: Bob\n主题: x",
            "От: Ann\nОтправлено: понедельник\nКому: Bob\nТема: x",
            "From: Ann\nSubject: a subject\nthat goes on\nDate: today\nTo: Bob\n\nbody",
        ] {
            let lines: Vec<&str> = block.lines().collect();
            let expected = lines.iter().position(|line| line.is_empty()).unwrap_or(lines.len());
            assert_eq!(block_at(&lines, 0), expected, "{block}");
        }
        for prose in ["To: do\nFrom: here\nnothing else", "Subject: x\n\nbody", "Name: Ann\nDate: today\nTo: you"] {
            assert_eq!(block_at(&prose.lines().collect::<Vec<_>>(), 0), 0, "{prose}");
        }
    }
}
