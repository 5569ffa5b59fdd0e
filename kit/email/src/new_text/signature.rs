//! Where a letter's author has finished: signature separators, what phones add, and legal notices.

use text::plain::fold;

/// Lines below a rule that may still be a signature; more is text.
const BELOW_RULE_LINES_MAX: usize = 12;

/// Words a line that a phone added has at most.
const DEVICE_LINE_WORDS_MAX: usize = 14;

/// A notice shorter than this is a sentence, not a disclaimer.
const NOTICE_CHARS_MIN: usize = 100;

/// How a phone's line begins, folded.
#[rustfmt::skip]
const DEVICE_STARTS: &[&str] = &[
    "sent from", "sent via", "sent with", "sent by", "sent using", "sent on my", "from my iphone", "from my ipad", "from my mobile",
    "from my phone", "from my android", "from my samsung", "get outlook for", "get bluemail", "gesendet von", "gesendet mit",
    "gesendet uber", "von meinem", "von unterwegs gesendet", "diese nachricht wurde von mein", "diese e-mail wurde von mein",
    "holen sie sich outlook", "outlook fur", "envoye de", "envoye depuis", "envoye a partir", "envoye avec", "envoye via",
    "obtenir outlook", "obtenez outlook", "telecharger outlook", "enviado desde", "enviado de", "enviado do", "enviado a partir",
    "enviado con", "enviado pelo", "enviado via", "enviado por mi", "obtener outlook", "obtenga outlook", "obter o outlook",
    "enviat des de", "inviato da", "inviato con", "inviato dal", "scarica outlook", "ottieni outlook", "verzonden vanaf",
    "verzonden met", "verstuurd vanaf", "verstuurd met", "outlook voor", "downloaden outlook", "sendt fra", "hent outlook",
    "skickat fran", "skickat med", "skickades fran", "hamta outlook", "lahetetty", "hanki outlook", "wyslane z", "wyslano z",
    "wyslano za pomoca", "pobierz outlook", "odeslano z", "ziskat outlook", "odoslane z", "poslano z", "poslano s", "poslato sa",
    "trimis de pe", "trimis din", "отправлено с", "отправлено из", "отправлено через", "надіслано з", "надіслано із", "изпратено от",
    "послато са", "σταλθηκε απο", "απεσταλμενο απο", "εσταλη απο", "从我的", "從我的", "发自", "發自", "來自", "나의 iphone", "내 iphone",
    "dikirim dari", "gui tu", "duoc gui tu", "da gui tu", "ส่งจาก", "أرسلت من", "تم الارسال من", "تم الإرسال من", "ارسال شده از", "provenance : courrier", "provenance: courrier", "أرسل من", "مرسل من", "נשלח מה", "נשלח מ-", "saadetud",
    "issiusta is", "nosutits no",
];

/// How it ends, where languages put the verb last.
#[rustfmt::skip]
const DEVICE_ENDS: &[&str] = &[
    "から送信", "から送信されました", "에서 보냄", "에서 보냄.", "gonderildi", "gonderilmistir", "kuldve", "kuldtem", "from mobile", "傳送", "传送", "发送",
];

/// Words of legal notices by stem, folded; a paragraph with several of them is one.
#[rustfmt::skip]
const NOTICE_STEMS: &[&str] = &[
    "confidential", "privileged", "intended recipient", "intended solely", "intended only", "addressee", "unauthori", "disclos",
    "disseminat", "delete this", "received this", "in error", "virus", "notify the sender", "vertraulich", "empfanger", "unbefugt",
    "irrtumlich", "vernichten", "loschen sie", "weitergabe", "confidentiel", "destinataire", "divulgation", "par erreur", "detruire",
    "confidencial", "destinatario", "por error", "por engano", "divulga", "riservat", "per errore", "distrugger", "vertrouwelijk",
    "geadresseerde", "onbevoegd", "vernietigen", "ten onrechte", "konfidentiell", "mottagare", "fortrolig", "modtager", "mottaker",
    "poufn", "adresat", "duvern", "prijemc", "конфиденциальн", "адресат", "получател", "bizalmas", "cimzett", "gizli", "alici",
    "εμπιστευτικ", "保密", "机密", "機密", "omylkow", "rozpowszech", "usunie", "по ошибке", "распростран", "удалите", "конфіденційн",
    "помилков", "поверител", "omylem", "smazt", "omylom", "tevedes", "yanlislikla", "av misstag", "ved en fejl", "ved en feil",
    "luottamuksell", "vastaanottaj", "erehdyks", "destinatar", "eroare", "povjerljiv", "primatelj", "zaupn", "prejemnik", "受信者", "誤って",
    "削除", "收件人", "删除", "刪除", "기밀", "수신인", "삭제", "سري", "المستلم", "חסוי", "הנמען", "bao mat", "nguoi nhan", "rahasia", "penerima",
    "notificar al remitente", "avertir l'expediteur", "strictly prohibited",
];

/// Notices that say so in their first words, folded.
#[rustfmt::skip]
const NOTICE_STARTS: &[&str] = &[
    "disclaimer", "confidentiality notice", "confidentiality note", "privileged and confidential", "haftungsausschluss",
    "vertraulichkeitshinweis", "avis de confidentialite", "aviso legal", "aviso de confidencialidad", "aviso de confidencialidade",
    "avviso di riservatezza", "please consider the environment", "bitte prufen sie", "bitte denken sie an die umwelt",
];

/// What a line made of signs only means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// `-- ` (RFC 3676, section 4.3), with or without its space: a signature follows.
    Signature,
    /// `_____`, `*****`, `—`: perhaps.
    Rule,
}

/// What kind of separator a line is.
pub(super) fn separator(line: &str) -> Option<Separator> {
    let line = line.trim();
    if matches!(line, "--" | "–" | "—" | "--\u{a0}") {
        return Some(if line.starts_with("--") { Separator::Signature } else { Separator::Rule });
    }
    let signs = line.chars().count();
    (signs >= 3 && line.chars().all(|c| "-_=*~#+–—‐‑―─━".contains(c))).then_some(Separator::Rule)
}

/// Whether what stands below a rule is little enough for a signature.
pub(super) fn may_be_signature<'l>(below: impl Iterator<Item = &'l str>) -> bool {
    below.filter(|line| !line.trim().is_empty()).take(BELOW_RULE_LINES_MAX + 1).count() <= BELOW_RULE_LINES_MAX
}

/// Whether a phone or app added this line.
pub(super) fn is_device_line(line: &str) -> bool {
    let trimmed = line.trim();
    if trimmed.is_empty() || trimmed.split_whitespace().count() > DEVICE_LINE_WORDS_MAX {
        return false;
    }
    let folded = fold(trimmed.trim_start_matches(|c: char| "(<[*_•·".contains(c) || c.is_whitespace()));
    let words = folded.trim_end_matches(|c: char| ")>]*_.!".contains(c));
    DEVICE_STARTS.iter().any(|start| words.starts_with(start)) || DEVICE_ENDS.iter().any(|end| words.ends_with(end)) || is_advert(words)
}

/// `Outlook for iOS` with a verb in any language, `Mit … gesendet`.
fn is_advert(words: &str) -> bool {
    const WORDS_MAX: usize = 6;
    let few = words.split_whitespace().count() <= WORDS_MAX;
    let outlook = words.contains("outlook") && ["ios", "android"].iter().any(|system| words.contains(system));
    let german = ["mit ", "von ", "vom ", "uber "].iter().any(|start| words.starts_with(start))
        && ["gesendet", "verschickt", "versendet"].iter().any(|end| words.ends_with(end));
    few && (outlook || german)
}

/// Whether a line is nothing but invisible or tracking signs that mail programs leave behind.
pub(super) fn is_litter(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty()
        && line.chars().all(|c| matches!(c, '\u{1427}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{a0}' | ' '))
}

/// Whether a paragraph is a legal notice.
pub(super) fn is_notice(paragraph: &str) -> bool {
    let folded = fold(paragraph.trim_matches(|c: char| c == '*' || c == '_' || c.is_whitespace()));
    if NOTICE_STARTS.iter().any(|start| folded.starts_with(start)) {
        return true;
    }
    // Scripts that write a word in one or two signs say the same in a third of the space.
    let dense = folded.chars().filter(|c| ('\u{2e80}'..='\u{d7ff}').contains(c)).count() * 2 > folded.chars().count();
    folded.chars().count() * if dense { 3 } else { 1 } >= NOTICE_CHARS_MIN
        && NOTICE_STEMS.iter().filter(|stem| folded.contains(*stem)).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_phones_add() {
        for line in [
            "Sent from my iPhone",
            "(Sent from mobile device)",
            "<<sent by galaxy>>",
            "Von meinem iPhone gesendet",
            "Envoyé de mon iPhone",
            "Enviado desde mi iPhone",
            "Enviado do meu iPhone",
            "Inviato da iPhone",
            "Verstuurd vanaf mijn iPhone",
            "Sendt fra min iPad",
            "Skickat från min iPhone",
            "Lähetetty iPhonesta",
            "Wysłane z iPhone'a",
            "Odesláno z iPhonu",
            "Отправлено с iPhone",
            "Надіслано з iPhone",
            "iPhoneから送信",
            "나의 iPhone에서 보냄",
            "发自我的 iPhone",
            "從我的 iPhone 傳送",
            "iPhone'umdan gönderildi",
            "Trimis de pe iPhone",
            "Get Outlook for iOS<https://aka.ms/o0ukef>",
            "Enviat des de l'iPhone",
        ] {
            assert!(is_device_line(line), "{line}");
        }
        for line in
            ["I sent from here what you asked for", "The letter was sent from the wrong account", "From my point of view it works", ""]
        {
            assert!(!is_device_line(line), "{line}");
        }
    }

    #[test]
    fn separators() {
        assert_eq!(separator("-- "), Some(Separator::Signature));
        assert_eq!(separator("  _____"), Some(Separator::Rule));
        for line in ["-", "- item", "#", "**bold**", "--help", ""] {
            assert_eq!(separator(line), None, "{line}");
        }
    }

    #[test]
    fn notices() {
        assert!(is_notice(
            "This message is confidential and intended solely for the addressee. If you received this in error, delete this message and notify the sender."
        ));
        assert!(is_notice(
            "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Empfänger sind oder sie irrtümlich erhalten haben, vernichten Sie sie bitte. Die Weitergabe ist nicht gestattet."
        ));
        assert!(!is_notice("The confidential report for the recipient is attached."));
    }
}
