//! Replies as mail programs of many languages lay them out: what is new must come out, and nothing else.

use email::new_text::split;
use proptest::prelude::*;

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
    "Суббота, 21 ноября 2026, 10:00 +03:00 от Support <support@example.org>:\n\n>Попробуйте ещё раз.",
    "Суббота, 21 ноября 2026, 10:00 +03:00 от Support <support@example.org>:\n\nПопробуйте ещё раз.\n\nС уважением",
    "21.11.2026, 10:00, \"Support\" <support@example.org>:\n> Попробуйте ещё раз.",
    "21.11.2026, 10:00, \"Support\" <support@example.org>:\n\nПопробуйте ещё раз.",
    "2026年11月21日 10:00、Support <support@example.org>のメール:\n\n> もう一度お試しください。",
    "2026. 11. 21. 오전 10:00, Support <support@example.org> 작성:\n\n> 다시 시도하세요.",
    "At 2026-11-21 10:00:00, \"Support\" <support@example.org> wrote:\n>请再试一次。",
    "在 2026-11-21 10:00:00，\"Support\" <support@example.org> 写道：\n\n请再试一次。",
    "เมื่อ ส. 21 พ.ย. 2026 เวลา 10:00 Support <support@example.org> เขียนว่า:\n\n> กรุณาลองอีกครั้ง",
    "Vào Th 7, 21 thg 11, 2026 vào lúc 10:00 Support <support@example.org>\nđã viết:\n\n> Vui lòng thử lại.",
    "Pada Sab, 21 Nov 2026 pukul 10.00 Support <support@example.org> menulis:\n\n> Silakan coba lagi.",
    "शनि, 21 नव॰ 2026 को 10:00 पर Support <support@example.org> ने लिखा:\n\n> कृपया फिर से प्रयास करें।",
    "در تاریخ شنبه ۲۱ نوامبر ۲۰۲۶ ۱۰:۰۰ Support <support@example.org> نوشت:\n\n> دوباره امتحان کنید.",
    "في السبت، ٢١ نوفمبر ٢٠٢٦ في ١٠:٠٠ ص تمت كتابة ما يلي بواسطة Support <support@example.org>:\n\n> حاول مرة أخرى.",
    "בתאריך שבת, 21 בנוב׳ 2026 ב-10:00 מאת Support <support@example.org>:\n\n> נסו שוב.",
    "Kuupäev L, 21. november 2026 kell 10:00 kirjutas Support <support@example.org>:\n\n> Proovige uuesti.",
    "2026-11-21, št, 10:00 Support <support@example.org> rašė:\n\n> Bandykite dar kartą.",
    "sestd., 2026. g. 21. nov., plkst. 10:00 — lietotājs Support (<support@example.org>) rakstīja:\n\n> Mēģiniet vēlreiz.",
    "V V sob., 21. nov. 2026 ob 10:00 je oseba Support <support@example.org> napisala:\n\n> Poskusite znova.",
    "sub, 21. stu 2026. u 10:00 Support <support@example.org> napisao je:\n\n> Pokušajte ponovno.",
    "суб, 21. нов 2026. у 10:00 Support <support@example.org> је написао/ла:\n\n> Покушајте поново.",
    "Quoting Support <support@example.org>:\n\n> Please try again.",
    "Zitat von Support <support@example.org>:\n> Bitte noch einmal versuchen.",
    "21. Nov. 2026, 10:00 von support@example.org:\n\n> Bitte noch einmal versuchen.",
    "Maria Fernanda de Albuquerque Cavalcanti\n<support@example.org> escreveu (sábado, 21/11/2026 à(s) 10:00):\n\n> Tente novamente.",
    "Gyöngyösi Győző\n<support@example.org> ezt írta (időpont: 2026. nov. 21., Szo, 10:00):\n\n> Próbálja újra.",
    "Wiadomość napisana przez Ann Lee\n<support@example.org> w dniu 21 lis 2026, o godz. 10:00:\n\n> Proszę spróbować ponownie.",
    "De: Support <support@example.org>\nEnviat: dissabte, 21 de novembre de 2026 10:00\nPer a: Rita\nAssumpte: Impressora\n\nTorneu-ho a provar.",
    "Daripada: Support <support@example.org>\nDihantar: Sabtu, 21 November 2026 10:00\nKepada: Rita\nSubjek: Pencetak\n\nSila cuba lagi.",
    "------------------&nbsp;Original&nbsp;------------------\nFrom: Support <support@example.org>\nDate: Sat, Nov 21, 2026 10:00\nTo: Rita\nSubject: Printer\n\nPlease try again.",
    "-----Algne kiri-----\n> Palun proovige uuesti.",
    "-----Tin nhắn gốc-----\n> Vui lòng thử lại.",
    "تم الإرسال من الـ iPhone",
    "Provenance : Courrier pour Windows",
    "El ds., 21 de nov. 2026, 10:00, Support <support@example.org> va escriure:\n\n> Torneu-ho a provar.",
    "O sáb, 21 nov 2026 ás 10:00, Support (<support@example.org>) escribiu:\n\n> Ténteo de novo.",
    "lau., 21. nóv. 2026 kl. 10:00 skrifaði Support <support@example.org>:\n\n> Reyndu aftur.",
    "Noong Sab, Nob 21, 2026 nang 10:00 AM, isinulat ni Support <support@example.org>:\n\n> Subukang muli.",
    "On Saturday, November 21, 2026 at 10:00:00 AM GMT+1, Support <support@example.org> wrote:\n\n\nPlease try again.",
    "On 11/21/2026 10:00 AM, Support wrote:\n\nPlease try again.\n\nSupport",
    "Support <support@example.org> schrieb am Sa. 21. Nov. 2026 um 10:00:\n\n> Bitte noch einmal versuchen.",
    "Support <support@example.org> wrote on 11/21/2026 10:00:00 AM:\n\n> From: Support <support@example.org>\n> To: Rita Roe\n>\n> Please try again.",
    "-----Support/ACME wrote: -----\nTo: Rita Roe\nFrom: Support/ACME\nDate: 11/21/2026 10:00AM\nSubject: Re: Printer\n\nPlease try again.",
    "--- On Sat, 11/21/26, Support <support@example.org> wrote:\n\nFrom: Support <support@example.org>\nSubject: Re: Printer\nTo: rita@example.com\nDate: Saturday, November 21, 2026, 10:00 AM\n\nPlease try again.",
    // Old letters with their fields.
    "*From:* Support <support@example.org>\n*Sent:* Saturday, November 21, 2026 10:00 AM\n*To:* Rita Roe\n*Subject:* Re: Printer\n\nPlease try again.",
    "**Von:** Support <support@example.org>\n**Gesendet:** Samstag, 21. November 2026 10:00\n**An:** Rita Roe\n**Betreff:** Re: Drucker\n\nBitte noch einmal versuchen.",
    "Gesendet: Samstag, 21. November 2026 um 10:00 Uhr\nVon: \"Support\" <support@example.org>\nAn: \"Rita Roe\" <rita@example.com>\nBetreff: Re: Drucker\n\nBitte noch einmal versuchen.",
    "From:        Support/ACME@ACME\nTo:        Rita Roe/ACME@ACME\nDate:        21.11.2026 10:00\nSubject:        Re: Printer\n________________________________\n\n\n\nPlease try again.",
    "Von:\tSupport/ACME\nAn:\tRita Roe/ACME@ACME\nDatum:\t21.11.2026 10:00\nBetreff:\tRe: Drucker\n\n\nBitte noch einmal versuchen.",
    "De: \"Support\" <support@example.org>\nÀ: \"Rita Roe\" <rita@example.com>\nEnvoyé: Samedi 21 Novembre 2026 10:00:00\nObjet: Re: Imprimante\n\nMerci de réessayer.",
    "Odosielateľ: Support <support@example.org>\nOdoslané: sobota 21. novembra 2026 10:00\nKomu: Rita Roe\nPredmet: RE: Tlačiareň\n\nSkúste to znova.",
    "Pošiljatelj: Support <support@example.org>\nPoslano: subota, 21. studenoga 2026. 10:00\nPrima: Rita Roe\nPredmet: RE: Pisač\n\nPokušajte ponovno.",
    "От: Support <support@example.org>\nИзпратено: събота, 21 ноември 2026 г. 10:00\nДо: Rita Roe\nОтносно: RE: Принтер\n\nОпитайте отново.",
    "Saatja: Support <support@example.org>\nSaadetud: laupäev, 21. november 2026 10:00\nAdressaat: Rita Roe\nTeema: RE: Printer\n\nProovige uuesti.",
    "Nuo: Support <support@example.org>\nIšsiųsta: 2026 m. lapkričio 21 d. 10:00\nKam: Rita Roe\nTema: RE: Spausdintuvas\n\nBandykite dar kartą.",
    "No: Support <support@example.org>\nNosūtīts: sestdiena, 2026. gada 21. novembris 10:00\nKam: Rita Roe\nTēma: RE: Printeris\n\nMēģiniet vēlreiz.",
    "Từ: Support <support@example.org>\nĐã gửi: Thứ Bảy, 21 Tháng Mười Một 2026 10:00\nTới: Rita Roe\nChủ đề: RE: Máy in\n\nVui lòng thử lại.",
    "จาก: Support <support@example.org>\nส่ง: 21 พฤศจิกายน 2569 10:00\nถึง: Rita Roe\nเรื่อง: RE: เครื่องพิมพ์\n\nกรุณาลองอีกครั้ง",
    "Dari: Support <support@example.org>\nDikirim: Sabtu, 21 November 2026 10:00\nKepada: Rita Roe\nPerihal: RE: Printer\n\nSilakan coba lagi.",
    "寄件者: Support <support@example.org>\n寄件日期: 2026年11月21日 上午 10:00\n收件者: Rita Roe\n主旨: RE: 印表機\n\n請再試一次。",
    "发件人： Support\n发送时间： 2026-11-21 10:00\n收件人： Rita Roe\n主题： Re: 打印机\n\n请再试一次。",
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
    "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Saturday, November 21st, 2026 at 10:00 AM, Support <support@example.org> wrote:\n\n> Please try again.",
    "------- Original Message -------\nSupport <support@example.org> schrieb am Samstag, 21. November 2026 um 10:00:\n\n> Bitte noch einmal versuchen.",
    "------------------ 原始邮件 ------------------\n发件人: \"Support\"<support@example.org>;\n发送时间: 2026年11月21日(星期六) 上午10:00\n收件人: \"Rita\"<rita@example.com>;\n主题: Re: 打印机\n\n请再试一次。",
    "----- Mail original -----\nDe: Support\n\nMerci de réessayer.",
    "-------- Oprindelig meddelelse --------\nFra: Support\n\nPrøv igen.",
    "-------- Alkuperäinen viesti --------\nLähettäjä: Support\n\nYritä uudelleen.",
    "-----Eredeti üzenet-----\nFrom: Support\n\nPróbálja újra.",
    "-----Αρχικό μήνυμα-----\nΑπό: Support\n\nΔοκιμάστε ξανά.",
    "-----Orijinal İleti-----\nKimden: Support\n\nTekrar deneyin.",
    "-----Pôvodná správa-----\nOd: Support\n\nSkúste to znova.",
    "-----Izvorna poruka-----\nOd: Support\n\nPokušajte ponovno.",
    "-----הודעה מקורית-----\nמאת: Support\n\nנסו שוב.",
    "-----الرسالة الأصلية-----\nمن: Support\n\nحاول مرة أخرى.",
    "---------- Forwarded message ---------\nFrom: Support <support@example.org>\nDate: Sat, Nov 21, 2026 at 10:00 AM\nSubject: Re: Printer\nTo: <rita@example.com>\n\n\nPlease try again.",
    "---------- Weitergeleitete Nachricht ---------\nVon: Support <support@example.org>\nDate: Sa., 21. Nov. 2026 um 10:00\nSubject: Drucker\n\nBitte noch einmal versuchen.",
    "Begin forwarded message:\n\nFrom: Support <support@example.org>\nSubject: Re: Printer\nDate: 21 November 2026 at 10:00:00 CET\nTo: Rita\n\nPlease try again.",
    "##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein. -##\n\nBitte noch einmal versuchen.",
    // Signatures, phones, notices.
    "Sent with Proton Mail secure email.\n\nOn Saturday, November 21st, 2026 at 10:00 AM, Support <support@example.org> wrote:\n\n> Please try again.",
    "Sent from Yahoo Mail on Android\n\nOn Sat, Nov 21, 2026 at 10:00 AM, Support<support@example.org> wrote: Please try again.",
    "Sent from Mail for Windows 10\n\nFrom: Support\nSent: Saturday, November 21, 2026 10:00 AM\nTo: Rita\nSubject: Re: Printer\n\nPlease try again.",
    "Gesendet von Mail für Windows\n\nVon: Support\nGesendet: Samstag, 21. November 2026 10:00\nAn: Rita\nBetreff: Re: Drucker\n\nBitte noch einmal versuchen.",
    "Outlook for iOS を入手\n________________________________\n差出人: Support\n送信日時: 2026年11月21日 10:00\n宛先: Rita\n件名: Re: プリンター\n\nもう一度お試しください。",
    "获取 Outlook for Android\n________________________________\n发件人: Support\n发送时间: 2026年11月21日\n收件人: Rita\n主题: Re: 打印机\n\n请再试一次。",
    "Получить Outlook для Android\n________________________________\nОт: Support\nОтправлено: 21 ноября 2026\nКому: Rita\nТема: Re: Принтер\n\nПопробуйте ещё раз.",
    "发自我的iPhone\n\n------------------ Original ------------------\nFrom: Support <support@example.org>\nDate: Sat,Nov 21,2026 10:00 AM\nTo: Rita <rita@example.com>\nSubject: Re: Printer\n\nPlease try again.",
    "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
    "Mit Vodafone gesendet\n\n-------- Ursprüngliche Nachricht --------\nVon: Support <support@example.org>\nDatum: 21.11.26 10:00 (GMT+01:00)\nAn: Rita\nBetreff: Re: Drucker\n\nBitte noch einmal versuchen.",
    "Ce message et ses pièces jointes sont confidentiels et destinés exclusivement à leur destinataire. Si vous avez reçu ce message par erreur, merci de le détruire et d'en avertir l'expéditeur. Toute divulgation est interdite.",
    "Este mensaje es confidencial y está dirigido únicamente a su destinatario. Si lo ha recibido por error, le rogamos que lo elimine y lo comunique al remitente. Queda prohibida su divulgación.",
    "Ta wiadomość jest poufna i przeznaczona wyłącznie dla adresata. Jeżeli otrzymali ją Państwo omyłkowo, prosimy o jej usunięcie i powiadomienie nadawcy. Rozpowszechnianie jest zabronione.",
    "Настоящее сообщение является конфиденциальным и предназначено только для адресата. Если вы получили его по ошибке, удалите его и сообщите отправителю. Любое распространение запрещено.",
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the pieces and their order: every line is new, quoted or signature.
    #[test]
    fn no_line_is_lost(above in prop::sample::select(NEW), below in prop::collection::vec(prop::sample::select(BELOW), 0..4), odd in "\\PC{0,60}", marks in "[> ]{0,3}") {
        let text = format!("{marks}{odd}\n{above}\n{}\n{marks}{odd}", below.join("\n"));
        let parts = split(&text);
        let all = [&parts.new_text, &parts.quoted, &parts.signature];
        let is_litter = |line: &str| line.chars().all(|c| c.is_whitespace() || matches!(c, '\u{1427}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'));
        for line in text.split('\n').filter(|line| !is_litter(line)) {
            prop_assert!(all.iter().any(|part| part.contains(line.trim_end())), "lost {line:?} of {text:?}");
        }
        let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !is_litter(&c.to_string())).count();
        prop_assert_eq!(all.iter().map(|part| visible(part)).sum::<usize>(), visible(&text));
    }
}

#[test]
fn what_nobody_quoted_stays_whole() {
    for text in [
        "Hello,\n\nfrom: where do I get a new mouse?\nTo: whom it may concern\n\nRita",
        "Please write to\n<ann@example.org> if it stops again before 10:00.\n\nThank you",
        "Our list:\n\n--- Kirill ---\nThree mice\n\n--- Tina ---\nOne keyboard",
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
