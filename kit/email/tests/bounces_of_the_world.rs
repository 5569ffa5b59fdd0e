//! Delivery reports as mail systems word them, in several languages, and letters of people that only speak of such things.

use email::Letter;
use email::bounce::{Kind, read};

/// A report: what it is like, the letter, and what must be read in it.
struct Case {
    system: &'static str,
    letter: &'static str,
    kind: Kind,
    status: &'static str,
    address: &'static str,
}

#[rustfmt::skip]
const REPORTS: &[Case] = &[
    Case { system: "qmail", kind: Kind::Hard, status: "5.1.1", address: "ann@example.org",
        letter: "From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nHi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<ann@example.org>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 <ann@example.org>: Recipient address rejected: User unknown\nGiving up on 192.0.2.1.\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <desk@example.com>\nMessage-ID: <1@example.com>\n\nhello" },
    Case { system: "Exim", kind: Kind::Soft, status: "5.2.2", address: "ann@example.org",
        letter: "From: Mail Delivery System <Mailer-Daemon@mx.example>\nX-Failed-Recipients: ann@example.org\nAuto-Submitted: auto-replied\nSubject: Mail delivery failed: returning message to sender\n\nThis message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ann@example.org\n    mailbox is full: retry timeout exceeded\n\n------ This is a copy of the message, including all the headers. ------\n\nReturn-path: <desk@example.com>\nMessage-Id: <2@example.com>\n\nhello" },
    Case { system: "Postfix, delayed", kind: Kind::Delayed, status: "4.4.1", address: "ann@example.org",
        letter: "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example (Mail Delivery System)\nSubject: Delayed Mail (still being retried)\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nYOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ann@example.org\nAction: delayed\nStatus: 4.4.1\nDiagnostic-Code: X-Postfix; connect to mx.example.org[192.0.2.1]:25: Connection timed out\nWill-Retry-Until: Thu, 26 Nov 2026 10:00:00 +0000\n--b--" },
    Case { system: "Exchange Online", kind: Kind::Hard, status: "5.1.10", address: "ann@example.org",
        letter: "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.com>\nSubject: Undeliverable: Printer\nAuto-Submitted: auto-replied\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Your message to ann@example.org couldn't be delivered.</p>\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;mail.example.com\n\nFinal-Recipient: rfc822;ann@example.org\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ann@example.org not found by SMTP address lookup\n--b--" },
    Case { system: "Exchange, German", kind: Kind::Hard, status: "5.1.1", address: "ann@example.org",
        letter: "From: postmaster@example.org\nSubject: Unzustellbar: Drucker\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nFehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\nann@example.org\nDie eingegebene E-Mail-Adresse konnte nicht gefunden werden.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;ex.example.org\n\nFinal-Recipient: RFC822;ann@example.org\nAction: failed\nStatus: 5.1.1\n--b--" },
    Case { system: "Gmail", kind: Kind::Hard, status: "5.1.1", address: "ann@example.org",
        letter: "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nSubject: Delivery Status Notification (Failure)\nX-Failed-Recipients: ann@example.org\nAuto-Submitted: auto-replied\n\n** Address not found **\n\nYour message wasn't delivered to ann@example.org because the address couldn't be found, or is unable to receive mail.\n\nThe response from the remote server was:\n550 5.1.1 <ann@example.org>: user unknown" },
    Case { system: "Sendmail", kind: Kind::Hard, status: "5.1.1", address: "ann@example.org",
        letter: "From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>\nSubject: Returned mail: see transcript for details\nAuto-Submitted: auto-generated (failure)\n\nThe original message was received at Sat, 21 Nov 2026 10:00:00 +0100\nfrom localhost [127.0.0.1]\n\n   ----- The following addresses had permanent fatal errors -----\n<ann@example.org>\n    (reason: 550 5.1.1 <ann@example.org>... User unknown)\n\n   ----- Transcript of session follows -----\n... while talking to mx.example.org.:\n>>> DATA\n<<< 550 5.1.1 <ann@example.org>... User unknown\n550 5.1.1 <ann@example.org>... User unknown\n" },
    Case { system: "Domino", kind: Kind::Hard, status: "5.1.1", address: "ann@example.org",
        letter: "Return-Path: <>\nFrom: MAILER-DAEMON@notes.example\nSubject: DELIVERY FAILURE: User ann (ann@example.org) not listed in Domino Directory\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nYour message\n\n  Subject: Printer\n\nwas not delivered to:\n\n  ann@example.org\n\nbecause:\n\n  User ann (ann@example.org) not listed in Domino Directory\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;notes.example\n\nFinal-Recipient: rfc822;ann@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: X-Notes; User ann (ann@example.org) not listed in Domino Directory\n--b--" },
    Case { system: "Yahoo", kind: Kind::Soft, status: "5.2.2", address: "ann@yahoo.example",
        letter: "Return-Path: <>\nFrom: MAILER-DAEMON@yahoo.example\nSubject: Failure Notice\n\nSorry, we were unable to deliver your message to the following address.\n\n<ann@yahoo.example>:\n552: 5.2.2 mailbox full; ann@yahoo.example is over quota\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <9@example.com>" },
    Case { system: "mail.ru", kind: Kind::Hard, status: "5.1.1", address: "ann@mail.example",
        letter: "Return-Path: <>\nFrom: mailer-daemon@mail.example\nSubject: Mail failure.\nX-Failed-Recipients: ann@mail.example\nContent-Type: text/plain; charset=utf-8\n\nThis message was created automatically by mail delivery software.\nЭто письмо создано автоматически.\n\nA message that you sent could not be delivered to one or more of its recipients.\n\n**********************\n\nann@mail.example\n  SMTP error from remote mail server after RCPT TO:<ann@mail.example>:\n  550 5.1.1 Message was not accepted -- invalid mailbox. Local mailbox ann@mail.example is unavailable: user not found\n" },
    Case { system: "Japanese carrier", kind: Kind::Hard, status: "5.1.1", address: "ann@carrier.example",
        letter: "From: Postmaster@carrier.example\nSubject: Undelivered Mail Returned to Sender\nReturn-Path: <>\nContent-Type: text/plain; charset=iso-2022-jp\n\n<ann@carrier.example>: 550 5.1.1 Unknown user ann@carrier.example\n\nMessage could not be delivered.\n" },
    Case { system: "French", kind: Kind::Soft, status: "4.2.2", address: "ann@example.org",
        letter: "Return-Path: <>\nFrom: MAILER-DAEMON@fai.example\nSubject: =?utf-8?Q?Message_non_remis_=3A_Imprimante?=\nContent-Type: text/plain; charset=utf-8\n\nVotre message n'a pas pu être remis à :\n\n<ann@example.org>: 452 4.2.2 Boîte pleine\n" },
    Case { system: "Russian", kind: Kind::Hard, status: "5.1.1", address: "ann@example.org",
        letter: "Return-Path: <>\nFrom: mailer-daemon@yandex.example\nSubject: =?utf-8?B?0J3QtdC00L7RgdGC0LDQstC70LXQvdC90L7QtSDRgdC+0L7QsdGJ0LXQvdC40LU=?=\nContent-Type: text/plain; charset=utf-8\n\nВаше сообщение не может быть доставлено:\n\n<ann@example.org>: host mx.example.org said: 550 5.1.1 No such user\n" },
    Case { system: "no status at all", kind: Kind::Hard, status: "5.1.1", address: "ann@example.org",
        letter: "From: Mail Administrator <Postmaster@example.org>\nSubject: Mail System Error - Returned Mail\n\nThis Message was undeliverable due to the following reason:\n\nYour message was not delivered because the recipient does not exist: unknown user\n\n     <ann@example.org>\n\nPlease reply to Postmaster@example.org\nif you feel this message to be in error.\n" },
    Case { system: "Dutch", kind: Kind::Hard, status: "5.1.1", address: "ann@example.org",
        letter: "Return-Path: <>\nFrom: postmaster@mail.example\nSubject: Onbestelbaar: Printer\n\nUw bericht kon niet worden bezorgd aan ann@example.org: onbekende gebruiker\n" },
    Case { system: "Swedish", kind: Kind::Hard, status: "5.1.1", address: "ann@example.org",
        letter: "Return-Path: <>\nFrom: postmaster@mail.example\nSubject: Gick inte att leverera: Skrivare\nContent-Type: text/plain; charset=utf-8\n\nMeddelandet kunde inte levereras till ann@example.org. Mottagaren finns inte.\n" },
    Case { system: "Turkish", kind: Kind::Hard, status: "5.1.1", address: "ann@example.org",
        letter: "Return-Path: <>\nFrom: mailer-daemon@posta.example\nSubject: Teslim edilemedi: Yazici\nContent-Type: text/plain; charset=utf-8\n\nİletiniz ann@example.org adresine teslim edilemedi.\n550 5.1.1 Kullanıcı bulunamadı\n" },
    Case { system: "Polish", kind: Kind::Soft, status: "5.2.2", address: "ann@example.org",
        letter: "Return-Path: <>\nFrom: MAILER-DAEMON@poczta.example\nSubject: Niedostarczone: Drukarka\nContent-Type: text/plain; charset=utf-8\n\nTwoja wiadomość nie została dostarczona do:\n<ann@example.org>: skrzynka jest pełna\n" },
    Case { system: "French, words wrapped, a bent apostrophe", kind: Kind::Soft, status: "5.2.2", address: "ann@example.org",
        letter: "From: MAILER-DAEMON@fai.example\nSubject: Avis\nContent-Type: text/plain; charset=utf-8\n\nBonjour,\n\nVotre message n\u{2019}a pas pu\nêtre remis au destinataire suivant :\n\nann@example.org\n\n552 5.2.2 Boîte aux lettres pleine\n" },
    Case { system: "Italian", kind: Kind::Hard, status: "5.1.1", address: "ann@example.org",
        letter: "From: MAILER-DAEMON@posta.example\nSubject: Messaggio non recapitato\nContent-Type: text/plain; charset=utf-8\n\nIl messaggio non può essere recapitato al seguente indirizzo:\n\n<ann@example.org>: 550 5.1.1 utente sconosciuto\n" },
    Case { system: "Portuguese", kind: Kind::Hard, status: "5.1.1", address: "ann@example.org",
        letter: "From: postmaster@correio.example\nSubject: Aviso\nContent-Type: text/plain; charset=utf-8\n\nNão foi possível entregar a sua mensagem a:\n\n<ann@example.org>: 550 5.1.1 usuário desconhecido\n" },
    Case { system: "MDaemon", kind: Kind::Hard, status: "5.1.1", address: "ann@example.org",
        letter: "From: MDaemon at example.org <MDaemon@example.org>\nSubject: Permanent Delivery Failure\n\nThe attached message had PERMANENT fatal delivery errors!\n\nFailed address: ann@example.org\n\n--- Session Transcript ---\n --> RCPT To:<ann@example.org>\n <-- 550 5.1.1 Recipient unknown\n" },
    Case { system: "Czech, in words nobody listed", kind: Kind::Hard, status: "5.1.1", address: "ann@example.org",
        letter: "Return-Path: <>\nFrom: mailer-daemon@posta.example\nSubject: Oznameni\nContent-Type: text/plain; charset=utf-8\n\nVaše psaní pro ann@example.org se vrací.\nDůvod: 550 5.1.1 mailbox does not exist\n" },
    Case { system: "Exim, a domain without servers", kind: Kind::Hard, status: "5.1.2", address: "ann@example.org",
        letter: "Return-Path: <>\nFrom: Mail Delivery System <Mailer-Daemon@mx.example>\nX-Failed-Recipients: ann@example.org\nSubject: Mail delivery failed: returning message to sender\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ann@example.org\n    all relevant MX records point to non-existent hosts\n" },
    Case { system: "complaint", kind: Kind::Feedback, status: "", address: "ann@example.org",
        letter: "From: feedback@isp.example\nSubject: FW: Printer\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\nContent-Type: text/plain\n\nThis is an email abuse report.\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: SomeGenerator/1.0\nVersion: 1\nOriginal-Rcpt-To: <ann@example.org>\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <3@example.com>\n\nx\n--b--" },
];

#[test]
fn reports_of_many_systems_are_read() {
    let mut wrong = String::new();
    for case in REPORTS {
        let found = read(&Letter::parse(case.letter.as_bytes()));
        let got = found.as_ref().and_then(|bounce| bounce.recipients.first()).map(|r| (r.kind, r.status.as_str(), r.address.as_str()));
        if got != Some((case.kind, case.status, case.address)) {
            wrong.push_str(&format!("── {}: expected {:?} {} {}, got {found:#?}\n", case.system, case.kind, case.status, case.address));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn letters_about_bounces_are_none() {
    for letter in [
        "From: Rita <rita@example.com>\nSubject: My mail comes back\n\nHello,\n\nmy letters to ann@example.org come back: \"550 5.1.1 user unknown\". Can you help?\n",
        "From: Rita <rita@example.com>\nSubject: Undeliverable\n\nWhat does \"undeliverable\" mean? It says delivery has failed.\n",
        "From: Rita <rita@example.com>\nSubject: Fwd: Delivery Status Notification (Failure)\n\nPlease look at this.\n\n---------- Forwarded message ---------\nFrom: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nDate: Sat, Nov 21, 2026\nSubject: Delivery Status Notification (Failure)\nTo: <rita@example.com>\n\nAddress not found\n",
        "From: postmaster@example.org\nSubject: Maintenance on Sunday\n\nThe mail server is away on Sunday between 2 and 4.\n",
        "From: Rita <rita@example.com>\nSubject: Undelivered mail?\n\nHi, I got \"550 5.1.1 user unknown\" when I write to ann@example.org. Can you help?\n",
        "From: Eva <eva@example.com>\nSubject: Unzustellbar\n\nMeine Mail an ann@example.org wurde nicht zugestellt, Fehler 5.7.1, was tun?\n",
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: Successful Mail Delivery Report\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nYour message was delivered.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ann@example.org\nAction: relayed\nStatus: 2.0.0\n--b\nContent-Type: text/rfc822-headers\n\nTo: ann@example.org\n--b--\n",
        "From: Rita <rita@example.com>\nSubject: Mailbox full\n\nMy mailbox is full, please make it larger.\n",
    ] {
        assert_eq!(read(&Letter::parse(letter.as_bytes())), None, "{letter}");
    }
}
