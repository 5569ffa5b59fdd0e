//! Replies as mail programs of many languages lay them out: what is new must come out, and nothing else.

use email::new_text::split;

/// How a reply is laid out under the new text, `{}` standing for nothing: everything here is old, signature or notice.
#[rustfmt::skip]
const BELOW: &[&str] = &[
    // Introductions.
    "On Sat, Nov 21, 2026 at 10:00 AM Support <support@example.org> wrote:\n\n> Please try again.\n> Support",
    "Am Sa., 21. Nov. 2026 um 10:00 Uhr schrieb Support <support@example.org>:\n\n> Bitte noch einmal versuchen.",
    "Am 21.11.2026 um 10:00 schrieb Support:\n> Bitte noch einmal versuchen.",
    "Le 21/11/2026 à 10:00, Support a écrit :\n> Merci de réessayer.",
    "Le sam. 21 nov. 2026 à 10:00, Support <support@example.org> a\nécrit :\n\n> Merci de réessayer.",
    "El 21/11/2026 a las 10:00, Support escribió:\n> Inténtelo de nuevo.",
    "Em sáb., 21 de nov. de 2026 às 10:00, Support <support@example.org>\nescreveu:\n\n> Tente novamente.",
    "Il 21/11/2026 10:00, Support ha scritto:\n> Riprovi.",
    "Op za 21 nov. 2026 om 10:00 schreef Support <support@example.org>:\n\n> Probeer het opnieuw.",
    "Den lör 21 nov. 2026 kl 10:00 skrev Support <support@example.org>:\n\n> Försök igen.",
    "Den lør. 21. nov. 2026 kl. 10.00 skrev Support <support@example.org>:\n\n> Prøv igen.",
    "Support kirjoitti 21.11.2026 klo 10.00:\n> Yritä uudelleen.",
    "W dniu 21.11.2026 o 10:00, Support pisze:\n> Proszę spróbować ponownie.",
    "Dne 21. 11. 2026 v 10:00 Support napsal(a):\n> Zkuste to znovu.",
    "Dňa 21. 11. 2026 o 10:00 Support napísal(a):\n> Skúste to znova.",
    "2026. 11. 21. 10:00 keltezéssel, Support írta:\n> Próbálja újra.",
    "21.11.2026 10:00, Support пишет:\n> Попробуйте ещё раз.",
    "21.11.2026 10:00, Support пише:\n> Спробуйте ще раз.",
    "На 21.11.2026 г. в 10:00, Support написа:\n> Опитайте отново.",
    "Στις 21/11/2026 10:00, ο Support έγραψε:\n> Δοκιμάστε ξανά.",
    "21.11.2026 10:00 tarihinde Support yazdı:\n> Tekrar deneyin.",
    "La 21.11.2026 10:00, Support a scris:\n> Încercați din nou.",
    "Dana 21. 11. 2026. u 10:00, Support je napisao/la:\n> Pokušajte ponovno.",
    "在 2026/11/21 10:00, Support 写道:\n> 请再试一次。",
    "於 2026/11/21 10:00, Support 寫道:\n> 請再試一次。",
    "On 2026/11/21 10:00, Support wrote:\n> もう一度お試しください。",
    "2026年11月21日(土) 10:00 Support <support@example.org>:\n\n> もう一度お試しください。",
    "2026-11-21 10:00에 Support 이(가) 쓴 글:\n> 다시 시도하세요.",
    "2026년 11월 21일 (토) 오전 10:00, Support <support@example.org>님이 작성:\n\n> 다시 시도하세요.",
    // Old letters with their fields.
    "From: Support <support@example.org>\nSent: Saturday, November 21, 2026 10:00 AM\nTo: Rita Roe <rita@example.com>\nSubject: Re: Printer\n\nPlease try again.",
    "________________________________\nFrom: Support <support@example.org>\nSent: Saturday, November 21, 2026 10:00:00 AM\nTo: Rita Roe\nSubject: Re: Printer\n\nPlease try again.",
    "Von: Support <support@example.org>\nGesendet: Samstag, 21. November 2026 10:00\nAn: Rita Roe <rita@example.com>\nBetreff: Re: Drucker\n\nBitte noch einmal versuchen.",
    "De : Support <support@example.org>\nEnvoyé : samedi 21 novembre 2026 10:00\nÀ : Rita Roe\nObjet : RE: Imprimante\n\nMerci de réessayer.",
    "De: Support <support@example.org>\nEnviado el: sábado, 21 de noviembre de 2026 10:00\nPara: Rita Roe\nAsunto: RE: Impresora\n\nInténtelo de nuevo.",
    "De: Support <support@example.org>\nEnviada em: sábado, 21 de novembro de 2026 10:00\nPara: Rita Roe\nAssunto: RES: Impressora\n\nTente novamente.",
    "Da: Support <support@example.org>\nInviato: sabato 21 novembre 2026 10:00\nA: Rita Roe\nOggetto: R: Stampante\n\nRiprovi.",
    "Van: Support <support@example.org>\nVerzonden: zaterdag 21 november 2026 10:00\nAan: Rita Roe\nOnderwerp: RE: Printer\n\nProbeer het opnieuw.",
    "Från: Support <support@example.org>\nSkickat: den 21 november 2026 10:00\nTill: Rita Roe\nÄmne: SV: Skrivare\n\nFörsök igen.",
    "Fra: Support <support@example.org>\nSendt: 21. november 2026 10:00\nTil: Rita Roe\nEmne: SV: Printer\n\nPrøv igen.",
    "Lähettäjä: Support <support@example.org>\nLähetetty: lauantai 21. marraskuuta 2026 10.00\nVastaanottaja: Rita Roe\nAihe: VS: Tulostin\n\nYritä uudelleen.",
    "Od: Support <support@example.org>\nWysłano: sobota, 21 listopada 2026 10:00\nDo: Rita Roe\nTemat: ODP: Drukarka\n\nProszę spróbować ponownie.",
    "Od: Support <support@example.org>\nOdesláno: sobota 21. listopadu 2026 10:00\nKomu: Rita Roe\nPředmět: RE: Tiskárna\n\nZkuste to znovu.",
    "Feladó: Support <support@example.org>\nElküldve: 2026. november 21., szombat 10:00\nCímzett: Rita Roe\nTárgy: RE: Nyomtató\n\nPróbálja újra.",
    "От: Support <support@example.org>\nОтправлено: 21 ноября 2026 г. 10:00\nКому: Rita Roe\nТема: RE: Принтер\n\nПопробуйте ещё раз.",
    "Від: Support <support@example.org>\nНадіслано: 21 листопада 2026 р. 10:00\nКому: Rita Roe\nТема: RE: Принтер\n\nСпробуйте ще раз.",
    "Από: Support <support@example.org>\nΣτάλθηκε: Σάββατο, 21 Νοεμβρίου 2026 10:00\nΠρος: Rita Roe\nΘέμα: RE: Εκτυπωτής\n\nΔοκιμάστε ξανά.",
    "Kimden: Support <support@example.org>\nGönderilme: 21 Kasım 2026 Cumartesi 10:00\nKime: Rita Roe\nKonu: YNT: Yazıcı\n\nTekrar deneyin.",
    "发件人: Support <support@example.org>\n发送时间: 2026年11月21日 10:00\n收件人: Rita Roe\n主题: 回复: 打印机\n\n请再试一次。",
    "差出人: Support <support@example.org>\n送信日時: 2026年11月21日土曜日 10:00\n宛先: Rita Roe\n件名: RE: プリンター\n\nもう一度お試しください。",
    "보낸 사람: Support <support@example.org>\n보낸 날짜: 2026년 11월 21일 토요일 오전 10:00\n받는 사람: Rita Roe\n제목: RE: 프린터\n\n다시 시도하세요.",
    "De la: Support <support@example.org>\nTrimis: sâmbătă, 21 noiembrie 2026 10:00\nCătre: Rita Roe\nSubiect: RE: Imprimantă\n\nÎncercați din nou.",
    "מאת: Support <support@example.org>\nנשלח: יום שבת 21 נובמבר 2026 10:00\nאל: Rita Roe\nנושא: RE: מדפסת\n\nנסו שוב.",
    "من: Support <support@example.org>\nتاريخ الإرسال: 21 نوفمبر 2026 10:00\nإلى: Rita Roe\nالموضوع: رد: الطابعة\n\nحاول مرة أخرى.",
    // Announcements.
    "-----Original Message-----\nFrom: Support\nSent: Saturday\n\nPlease try again.",
    "-----Ursprüngliche Nachricht-----\nVon: Support\n\nBitte noch einmal versuchen.",
    "-------- Message original --------\nDe : Support\n\nMerci de réessayer.",
    "-------- Oorspronkelijk bericht --------\nVan: Support\n\nProbeer het opnieuw.",
    "----- Původní zpráva -----\nOd: Support\n\nZkuste to znovu.",
    "----- Reply message -----\nFrom: Support\n\nPlease try again.",
    "##- Please type your reply above this line -##\n\nSupport, Nov 21, 10:00\n\nPlease try again.",
    // Signatures, phones, notices.
    "-- \nRita Roe\nHead of Nothing\n+49 123 456",
    "Sent from my iPhone\n\nOn 21 Nov 2026, at 10:00, Support <support@example.org> wrote:\n\nPlease try again.",
    "Von meinem iPhone gesendet\n\n> Am 21.11.2026 um 10:00 schrieb Support <support@example.org>:\n>\n> Bitte noch einmal versuchen.",
    "Envoyé de mon iPhone\n\n> Le 21 nov. 2026 à 10:00, Support <support@example.org> a écrit :\n>\n> Merci de réessayer.",
    "Get Outlook for Android<https://aka.ms/x>\n________________________________\nFrom: Support\nSent: Saturday\nTo: Rita\nSubject: Re: Printer\n\nPlease try again.",
    "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Empfänger sind oder sie irrtümlich erhalten haben, vernichten Sie sie. Die unbefugte Weitergabe ist nicht gestattet.",
];

/// What people write above it.
const NEW: &[&str] = &[
    "Thanks, it works again.",
    "Vielen Dank, es geht wieder!\n\nMit freundlichen Grüßen\nRita Roe",
    "Error log:\n\n  2026-11-21 10:00:00 ERROR spool full\n  2026-11-21 10:00:01 ERROR giving up\n\nCan you look at this?",
    "1. restarted: done\n2. cable: done\n\nTo do: the driver.",
];

#[test]
fn what_is_new_comes_out() {
    let mut wrong = String::new();
    let mut exact = 0;
    for below in BELOW {
        for new in NEW {
            let got = split(&format!("{new}\n\n{below}\n")).new_text;
            if got == *new {
                exact += 1;
            } else {
                wrong.push_str(&format!("── {below}\nexpected:\n{new}\ngot:\n{got}\n\n"));
            }
        }
    }
    println!("{exact} of {} exact", BELOW.len() * NEW.len());
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_nobody_quoted_stays_whole() {
    for text in [
        "Hello,\n\nfrom: where do I get a new mouse?\nTo: whom it may concern\n\nRita",
        "The heading\n===========\n\nThe text below it is longer than the heading.\n\nAnother heading\n---------------\n\nMore text.",
        "C:\\> ipconfig\n\nWindows IP Configuration\n\nmysql> select 1;\nRouter> show version",
        "Please send the mail from my account, it says \"sent from the wrong address\".",
        "On Monday at 10:00 the printer stopped.\nIt wrote: paper jam.",
        "Subject: I do not know\n\nbut the date: today",
        "| a | b |\n|---|---|\n| 1 | 2 |\n\nThat is the table.",
        "```\n-- a comment\n> output\nFrom: x\nTo: y\nSubject: z\n```\n\nThat is the code.",
        "Ich brauche:\n\n- eine Maus\n- eine Tastatur\n\nDanke",
    ] {
        let parts = split(text);
        assert_eq!(parts.new_text, text);
        assert_eq!((parts.quoted.as_str(), parts.signature.as_str()), ("", ""));
    }
}

#[test]
fn answers_between_quotes_keep_their_quotes() {
    let text = "On Sat, Nov 21, 2026 at 10:00 AM Support <support@example.org> wrote:\n> Is it plugged in?\n\nYes.\n\n> Is the light green?\n\nNo, red.";
    assert_eq!(split(text).new_text, "> Is it plugged in?\n\nYes.\n\n> Is the light green?\n\nNo, red.");
    let below = "Support wrote on 21.11.2026:\n> Is it plugged in?\n> Support\n\nYes, it is.";
    assert_eq!(split(below).new_text, "Yes, it is.");
}
