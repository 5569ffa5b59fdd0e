//! Notices written for people: "Sorry, I wasn't able to deliver your message to the following addresses."

use super::status::{enhanced, reply_codes};
use super::{NOTICE_BYTES_MAX, Original, RECIPIENTS_MAX, Recipient, Said, recipient, report};
use crate::address::Address;
use crate::auto_reply;
use crate::headers::Headers;
use crate::letter::Letter;
use std::ops::Range;
use std::sync::LazyLock;
use text::plain::fold;

/// What was found in a notice.
#[derive(Clone, Debug)]
pub(super) struct Notice {
    pub recipients: Vec<Recipient>,
    pub original: Original,
}

/// How the subjects of such notices go, folded; anywhere in the subject.
#[rustfmt::skip]
const SUBJECTS: &[&str] = &[
    "undeliver", "undelivered", "delivery failure", "delivery failed", "failed delivery", "failure notice", "delivery status",
    "returned mail", "returned message", "return mail", "mail delivery fail", "message delivery has failed", "mail failure",
    "delivery report", "delivery notification", "non-delivery", "nondeliverable", "non recapitabile", "could not be delivered",
    "not delivered", "delivery error", "delivery problem", "mail system error", "error sending your mail", "unzustellbar",
    "nicht zugestellt", "zustellung fehlgeschlagen", "zustellungsfehler", "non remis", "echec de la remise", "echec de remise",
    "message non distribue", "no se puede entregar", "no entregado", "error de entrega", "nao entregue", "falha na entrega",
    "mancata consegna", "niet bezorgd", "onbestelbaar", "kan inte leverera", "gick inte att leverera", "kunne ikke leveres",
    "niedostarczone", "nie dostarczono", "nedoruceno", "nedorucitelne", "не доставлено", "недоставлен", "ошибка доставки", "配信できません",
    "配信不能", "无法投递", "退信", "系统退信", "delivery incomplete", "delivery delayed", "delayed mail", "warning: could not send",
    "warning: message", "delivery has been delayed", "notification message", "mail could not be", "permanent delivery",
    "message rejected", "mail rejected", "is not member", "not a member", "undelivered mail", "teslim edilemedi", "kunde inte levereras", "non recapitat", "non consegnat", "n'a pas pu etre",
    "no se pudo entregar", "no se ha podido entregar", "nao foi entregue", "niedostarczon", "ei voitu toimittaa", "toimitus epaonnistui", "kezbesithetetlen", "nepodarilo sa dorucit", "nepodarilo se dorucit", "nu a putut fi livrat",
    "не доставлено", "недоставлене", "αδυναμια παραδοσης", "배달되지 않", "반송", "投递失败", "無法傳遞", "لم يتم التسليم", "תקלה במסירה", "לא נמסר",
];

/// What such notices say.
#[rustfmt::skip]
const SENTENCES: &[&str] = &[
    "could not be delivered", "couldn't be delivered", "wasn't able to deliver", "was not able to deliver", "unable to deliver",
    "not able to deliver", "cannot be delivered", "can't be delivered", "failed permanently", "permanent error", "permanent failure",
    "permanent fatal error", "delivery failed", "delivery has failed", "did not reach the following", "following addresses had",
    "following recipient", "trouble delivering", "error delivering", "error has occurred while attempting to deliver",
    "was undeliverable", "undeliverable", "has not been delivered", "not yet been delivered", "not been delivered",
    "delivery to the following", "rejected by a remote", "rejected recipient", "returned to you", "returned mail",
    "transcript of session", "unknown user:", "failure reasons", "not a member of this mailing list", "message was not delivered",
    "wurde nicht zugestellt", "konnte nicht zugestellt", "nicht zugestellt werden", "n'a pas pu etre", "n'a pas été remis",
    "n'a pu être", "no se pudo entregar", "no ha podido ser entregado", "não pôde ser entregue", "non è stato possibile",
    "niet worden bezorgd", "не может быть доставлено", "не удалось доставить", "не было доставлено", "送信できません", "送信できませんでした", "配信できません",
    "グループにメッセージを投稿する権限", "permission to post", "\"notificationtype\":\"bounce\"", "was rejected", "have been deferred",
    "mailbox is full", "mailbox unavailable", "delivery incomplete", "temporary problem delivering", "will be retried",
    "message was created automatically by mail delivery software", "message not delivered", "problem delivering", "error while sending",
    "host unknown", "user unknown", "has failed for the following", "doesn't appear to be", "does not appear to be", "couldn't be found",
    "wasn't found", "teslim edilemedi", "kunde inte levereras", "kunne ikke leveres", "ei voitu toimittaa", "nem kézbesíthető",
    "nepodařilo doručit", "nepodarilo doručiť", "nie została dostarczona", "nie można dostarczyć", "nu a putut fi livrat",
    "не може бути доставлене", "не вдалося доставити", "не е доставено", "δεν ήταν δυνατή η παράδοση", "配信されませんでした", "전달되지",
    "konnte nicht ausgeliefert", "zustellung ist fehlgeschlagen", "n'a pas été distribu", "n'a pas été délivré", "impossible de remettre",
    "no se ha podido entregar", "no pudo ser entregad", "no pudo entregarse", "não foi possível entregar", "não pode ser entregue",
    "não foi entregue", "non può essere recapitat", "non può essere consegnat", "non è stato recapitat", "impossibile recapitare",
    "impossibile consegnare", "kan inte levereras", "kan ikke leveres", "permanent fatal delivery", "已被退回", "被退回", "배달하지 못", "无法投递", "無法傳遞", "无法送达", "تعذر تسليم", "לא ניתן היה למסור", "kon niet worden afgeleverd", "kon niet worden bezorgd",
];

/// The sentences as they are looked for, without accents.
static FOLDED: LazyLock<Vec<String>> = LazyLock::new(|| SENTENCES.iter().map(|sentence| fold(sentence)).collect());

/// Words of reports that say the server goes on trying, in lower case.
#[rustfmt::skip]
const DELAYS: &[&str] = &[
    "will keep trying", "will be retried", "will retry", "will continue to try", "still trying", "warning message only",
    "do not need to resend", "don't need to resend", "has been delayed", "no action is required on your part",
    "delivery attempts will continue", "wird weiterhin versucht",
];

/// Reads a letter as a notice; `None` if it does not look like one from a mail system.
pub(super) fn read(letter: &Letter) -> Option<Notice> {
    let straight = |text: &str| text.replace('\u{2019}', "'").replace("\\\"", "\"");
    let subject = fold(&straight(&letter.subject));
    let subject_says_so = SUBJECTS.iter().any(|words| subject.contains(words));
    // One sign is a coincidence, or a person telling about a bounce; a mail system gives two of three.
    if !subject_says_so && !from_mail_system(letter) {
        return None;
    }
    let (notice, enclosed) = divide(letter);
    let lower = straight(&notice.to_lowercase());
    if !(subject_says_so && from_mail_system(letter)) {
        let folded = fold(&lower);
        if !FOLDED.iter().any(|sentence| folded.contains(sentence)) && !refuses(letter, &notice) {
            return None;
        }
    }
    let enclosed_headers = enclosed.map(|text| Headers::parse(text.as_bytes()).0);
    let original = report::original(letter).or_else(|| enclosed_headers.as_ref().map(report::of_headers)).unwrap_or_default();
    let delayed = DELAYS.iter().any(|words| lower.contains(words));
    let mut addresses = addresses(letter, &notice, &original);
    // People write of such things too, and a request of theirs must not be put aside: whoever is no mail system must show that a
    // program wrote, or enclose the letter, and name an address or a code.
    let says_whose = !addresses.is_empty() || !enhanced(&notice).is_empty() || !reply_codes(&notice).is_empty();
    let by_program = original != Original::default() || auto_reply::is_automatic(letter, None).is_some();
    if !(from_mail_system(letter) || says_whose && by_program) {
        return None;
    }
    addresses.truncate(RECIPIENTS_MAX);
    let recipients = if addresses.len() > 1 {
        let said = addresses.iter().map(|address| said_about(address, &addresses, &notice)).collect::<Vec<_>>();
        addresses
            .iter()
            .zip(said)
            .map(|(address, said)| recipient(address.clone(), &Said { diagnostic: &said, notice: "", delayed, status: "" }))
            .collect()
    } else {
        let text = drop_addresses(&notice);
        vec![recipient(addresses.into_iter().next().unwrap_or_default(), &Said { status: "", diagnostic: &text, notice: &notice, delayed })]
    };
    Some(Notice { recipients, original })
}

/// Whether a mail system gives a server's refusal and whose it is: that says it in every language.
fn refuses(letter: &Letter, notice: &str) -> bool {
    let refused = enhanced(notice).iter().any(|code| !code.starts_with('2')) || !reply_codes(notice).is_empty();
    refused && from_mail_system(letter) && notice.contains('@')
}

/// The text for people, without the letter it encloses.
pub(super) fn notice(letter: &Letter) -> String {
    divide(letter).0
}

/// Lines that announce the returned letter, in lower case and without their frame.
#[rustfmt::skip]
const ANNOUNCEMENTS: &[&str] = &[
    "below this line is a copy", "copy of the message", "copy of the original message", "original message", "original message follows",
    "message headers follow", "header of the original message", "unsent message follows", "returned message", "message header",
    "returned mail follows", "message text follows", "original mail follows", "start of the returned", "included is a copy",
];

/// Header fields a returned letter begins with, in lower case.
#[rustfmt::skip]
const TRACES: &[&str] = &[
    "received:", "return-path:", "x-google-smtp-source:", "dkim-signature:", "arc-seal:", "delivered-to:", "authentication-results:",
    "x-received:",
];

/// Divides the text where the returned letter begins: at its first trace header, or behind a line that announces it.
fn divide(letter: &Letter) -> (String, Option<String>) {
    let text = &letter.text[..letter.text.floor_char_boundary(NOTICE_BYTES_MAX)];
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut offset = 0;
    for (index, line) in lines.iter().enumerate() {
        let lower = line.trim_start().to_ascii_lowercase();
        let framed = lower.starts_with(['-', '_', '=', '*']);
        let words = lower.trim_matches(|c: char| !c.is_alphanumeric());
        let announced = index > 0 && ANNOUNCEMENTS.iter().any(|a| if framed { words.contains(a) } else { words.starts_with(a) });
        let trace = index > 0
            && (TRACES.iter().any(|name| lower.starts_with(name)) || (lower.starts_with("from:") && begins_letter(&lines[index..])));
        if trace || announced {
            let behind = offset + if announced { line.len() } else { 0 };
            return (text[..offset].to_owned(), Some(text[behind..].trim_start().to_owned()));
        }
        offset += line.len();
    }
    (text.to_owned(), None)
}

/// Whether these lines are the fields of a letter.
fn begins_letter(lines: &[&str]) -> bool {
    let is_there = |name: &&&str| lines.iter().take(6).any(|line| line.to_ascii_lowercase().starts_with(**name));
    ["from:", "to:", "subject:", "date:", "message-id:"].iter().filter(is_there).count() >= 3
}

fn from_mail_system(letter: &Letter) -> bool {
    let null_path = letter.return_path.as_deref().is_some_and(str::is_empty);
    let from = letter.header("From").unwrap_or_default().to_lowercase();
    let local = from.rsplit('<').next().unwrap_or_default().split('@').next().unwrap_or_default().replace(['-', '_', '.', '>', ' '], "");
    let is_system =
        ["mailerdaemon", "postmaster", "maildelivery", "maildaemon", "mdaemon", "mailer", "bounce"].iter().any(|name| local.contains(name));
    let name_is_system =
        ["mail delivery", "mailer-daemon", "mailer daemon", "mail administrator", "delivery subsystem", "ndr administrator"]
            .iter()
            .any(|name| from.contains(name));
    null_path || is_system || name_is_system || letter.header("X-Failed-Recipients").is_some()
}

/// The addresses a notice is about: what a header names, what stands at the start of a line, in brackets, or anywhere.
fn addresses(letter: &Letter, notice: &str, original: &Original) -> Vec<String> {
    let named: Vec<String> = letter.header_all("X-Failed-Recipients").flat_map(Address::parse_list).map(|a| a.email).collect();
    if !named.is_empty() {
        return named;
    }
    let own: Vec<String> = letter.recipients().chain(&letter.delivered_to).map(|a| a.email.to_lowercase()).collect();
    let mut found: [Vec<String>; 3] = Default::default();
    for line in notice.lines() {
        let leading = line.trim_start_matches(|c: char| c.is_whitespace() || "*<>\"'•-".contains(c));
        for (at, _) in line.match_indices('@') {
            let Some(address) = address_around(line, at).map(|range| &line[range]) else { continue };
            let local = address.split('@').next().unwrap_or_default().to_lowercase();
            let of_the_system = ["postmaster", "mailer-daemon", "abuse", "support", "helpdesk"].contains(&local.as_str());
            if of_the_system || own.contains(&address.to_lowercase()) {
                continue;
            }
            // `550 <ann@example.org>... User unknown`: the line of a transcript that names the recipient.
            let answered = leading.get(..4).is_some_and(|code| code.trim_end().parse::<u16>().is_ok())
                && leading[4..].starts_with(&format!("<{address}>"));
            let rank = if answered || leading.starts_with(address) { 0 } else { usize::from(!line.contains(&format!("<{address}>"))) + 1 };
            let address = address.to_owned();
            if !found.iter().any(|list| list.iter().any(|known| known.eq_ignore_ascii_case(&address))) {
                found[rank].push(address);
            }
        }
    }
    let addressed = |list: &Vec<String>| list.iter().find(|a| original.to.iter().any(|to| to.eq_ignore_ascii_case(a))).cloned();
    let [leading, bracketed, anywhere] = found;
    if !leading.is_empty() {
        return leading;
    }
    let rest: Vec<String> = bracketed.into_iter().chain(anywhere).collect();
    addressed(&rest).or_else(|| rest.into_iter().next()).or_else(|| original.to.first().cloned()).into_iter().collect()
}

/// Where the address around the `@` at `at` begins and ends, if there is one.
fn address_around(line: &str, at: usize) -> Option<Range<usize>> {
    let is_local = |c: char| c.is_alphanumeric() || "._-+=/!#$%&'*?^`{|}~".contains(c);
    let start = line[..at].rfind(|c| !is_local(c)).map_or(0, |before| before + line[before..].chars().next().map_or(1, char::len_utf8));
    let is_domain = |c: char| c.is_alphanumeric() || c == '.' || c == '-';
    let end = line[at + 1..].find(|c| !is_domain(c)).map_or(line.len(), |length| at + 1 + length);
    let address = line[start..end].trim_end_matches(['.', '-']);
    let end = start + address.len();
    let start = end - address.trim_start_matches(['\'', '=', '/']).len();
    let (local, domain) = line[start..end].split_once('@')?;
    (!local.is_empty() && domain.contains('.')).then_some(start..end)
}

/// The part of a notice about one of several addresses: from where a line names it to where one names another.
fn said_about(address: &str, all: &[String], notice: &str) -> String {
    let mut inside = false;
    let mut said = String::new();
    for line in notice.lines() {
        let named = |address: &str| line.to_lowercase().contains(&address.to_lowercase());
        if line.contains('@') {
            inside = named(address) || (inside && !all.iter().any(|other| named(other)));
        }
        if inside {
            said.push_str(line);
            said.push(' ');
        }
    }
    drop_addresses(&said)
}

/// The text without addresses, whose names must not be read as reasons (`mailbox-full@example.org`).
fn drop_addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        match address_around(rest, at) {
            Some(address) => {
                out.push_str(&rest[..address.start]);
                rest = &rest[address.end..];
            }
            None => {
                out.push_str(&rest[..=at]);
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}
