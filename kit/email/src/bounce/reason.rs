//! Why a letter did not arrive, concluded from what servers said: first the words, then the codes.

use super::Said;
use super::status::{enhanced, reply_codes};
use crate::headers::tidy;

/// Why a letter did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// There is no such mailbox.
    UserUnknown,
    /// There is no such domain.
    HostUnknown,
    /// The mailbox has moved away.
    Moved,
    /// The domain takes no mail.
    NoMail,
    /// The mailbox is full.
    MailboxFull,
    /// The mailbox is disabled or locked.
    Suspended,
    /// The recipient's filter refused the letter.
    Filtered,
    /// The letter looks like spam.
    Spam,
    /// The letter is too large.
    TooLarge,
    /// Something in the letter's content or form is not accepted.
    Content,
    /// The sender's address is refused.
    SenderRefused,
    /// SPF, DKIM or DMARC failed.
    Unauthenticated,
    /// The sending server is refused: blocked, of bad reputation, or without a proper name.
    Blocked,
    /// The server does not relay for us.
    NoRelay,
    /// Against a policy or security rule.
    Policy,
    /// Too many letters, recipients or connections.
    TooMany,
    /// The time for trying ran out.
    Expired,
    /// The way to the server is broken: names, routes, loops.
    Network,
    /// The receiving system has a problem of its own.
    System,
    /// The recipient complains about the letter.
    Complaint,
    /// Nothing tells.
    Unknown,
}

impl Reason {
    /// The reason as one word, for logs, JSON and catalogue keys.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::UserUnknown => "user_unknown",
            Self::HostUnknown => "host_unknown",
            Self::Moved => "moved",
            Self::NoMail => "no_mail",
            Self::MailboxFull => "mailbox_full",
            Self::Suspended => "suspended",
            Self::Filtered => "filtered",
            Self::Spam => "spam",
            Self::TooLarge => "too_large",
            Self::Content => "content",
            Self::SenderRefused => "sender_refused",
            Self::Unauthenticated => "unauthenticated",
            Self::Blocked => "blocked",
            Self::NoRelay => "no_relay",
            Self::Policy => "policy",
            Self::TooMany => "too_many",
            Self::Expired => "expired",
            Self::Network => "network",
            Self::System => "system",
            Self::Complaint => "complaint",
            Self::Unknown => "unknown",
        }
    }

    /// Whether it will be the same tomorrow: nobody is there.
    #[must_use]
    pub fn is_permanent(self) -> bool {
        matches!(self, Self::UserUnknown | Self::HostUnknown | Self::Moved | Self::NoMail)
    }

    /// Subject and detail of the status code (RFC 3463) that says the same.
    pub(super) fn status_detail(self) -> &'static str {
        match self {
            Self::UserUnknown => "1.1",
            Self::HostUnknown => "1.2",
            Self::Moved => "1.6",
            Self::NoMail => "1.10",
            Self::MailboxFull => "2.2",
            Self::Suspended => "2.1",
            Self::TooLarge => "3.4",
            Self::Content | Self::Spam => "6.0",
            Self::SenderRefused => "1.8",
            Self::Filtered | Self::Unauthenticated | Self::Blocked | Self::NoRelay | Self::Policy => "7.1",
            Self::TooMany => "4.5",
            Self::Expired => "4.7",
            Self::Network => "4.0",
            Self::System => "3.0",
            Self::Complaint | Self::Unknown => "0.0",
        }
    }
}

/// What servers say, in lower case; the first line that fits decides, so the special stands before the general.
#[rustfmt::skip]
const PHRASES: &[(Reason, &[&str])] = &[
    (
        Reason::Unauthenticated,
        &[
            "dmarc", "spf record", "spf check", "dkim", "sender is unauthenticated", "unauthenticated email",
            "authentication information or fails", "sender policy framework", "failed spf", "spf fail", "not pass sender verification",
        ],
    ),
    (
        Reason::MailboxFull,
        &[
            "mailbox full", "mailbox is full", "mailbox was full", "over quota", "overquota", "quota exceeded", "exceeded storage",
            "exceed quota", "quota violation", "insufficient disk", "out of storage", "mailbox size limit", "mail box is full",
            "maildir over", "disk quota", "user is over", "account is full", "would exceed", "storage allocation", "boite pleine",
            "boîte pleine", "postfach voll", "postfach ist voll", "buzon lleno", "casella piena", "is full", "容量", "переполнен",
            "buzón lleno", "buzón está lleno", "caixa postal cheia", "caixa de correio cheia", "caixa de entrada cheia", "postbus is vol",
            "mailbox is vol", "brevlådan är full", "postkassen er full", "postilaatikko on täynnä", "skrzynka pełna", "skrzynka jest pełna",
            "schránka je plná", "postafiók megtelt", "căsuța poștală este plină", "kutusu dolu", "переповнен", "邮箱已满", "信箱已滿", "가득",
            "casella è piena", "postfach des empfängers ist voll",
        ],
    ),
    (
        Reason::TooMany,
        &[
            "too many recipients", "too many connections", "too many messages", "rate limit exceeded", "rate limited due to",
            "sending rate", "too many sessions", "too many mails", "too much mail", "concurrent", "throttl",
        ],
    ),
    (
        Reason::TooLarge,
        &[
            "too large", "too big", "exceeds size", "message size exceeds", "exceeded maximum", "size limit", "maximum message size",
            "fixed maximum",
        ],
    ),
    (
        Reason::Moved,
        &[
            "no longer on server", "has moved", "not our customer", "user has left", "has been replaced", "changed address",
            "address changed", "no longer available at this address",
        ],
    ),
    (
        Reason::NoMail,
        &[
            "indicated no smtp service", "does not accept mail", "doesn't receive email", "do not accept mail", "nullmx", "null mx",
            "does not accept email", "domain accepts no mail", "no mx record", "invalid mail exchanger",
            "smtp protocol returned a permanent error: host", "no mail is accepted", "malformed or unexpected name server reply",
            "host does not accept",
        ],
    ),
    (
        Reason::SenderRefused,
        &[
            "sender rejected", "sender address rejected", "domain of sender address", "sender verify failed", "sender not allowed",
            "from address is not", "invalid sender", "backscatter", "unverified address", "not a member", "permission to post",
            "not permitted to post", "sender domain", "bad sender", "verify sender", "empty envelope sender", "envelope sender",
        ],
    ),
    (
        Reason::Suspended,
        &[
            "disabled", "suspended", "is inactive", "inactive user", "inactive mailbox", "is frozen", "temporarily locked",
            "temporary locked", "account is locked", "discontinued", "account closed", "is blocked. ", "recipient account is blocked",
            "account expired", "has been deactivated", "mailbox currently suspended", "sorry, i couldn't find a mailbox: suspended",
            "invalid/inactive user", "over limit account", "is not active", "user suspended", "unavailable or suspended",
        ],
    ),
    (
        Reason::UserUnknown,
        &[
            "user unknown", "unknown user", "no such user", "no such mailbox", "no such recipient", "unknown recipient",
            "recipient unknown", "user not found", "recipient not found", "recipnotfound", "recipientnotfound", "doesn't have a",
            "does not have a", "unknown address", "invalid recipient", "invalid mailbox", "recipient name is not recognized",
            "not a valid user", "not a valid mailbox", "address unknown", "no mailbox here", "mailbox not found", "mailbox does not",
            "user doesn't", "user does not", "no account by that name", "account unknown", "unknown local", "unknown or illegal alias",
            "not our user", "not known here", "unrouteable address", "unroutable address", "recipient address rejected: access denied",
            "no valid recipient", "inactive email address", "check if address is correct", "bad destination mailbox",
            "utilisateur inconnu", "destinataire invalide", "benutzer unbekannt", "empfanger unbekannt", "empfänger unbekannt",
            "unbekannter empfänger", "unbekannter benutzer", "usuario desconocido", "utente sconosciuto", "invalid address",
            "not listed in", "wasn't found at", "couldn't be found", "undeliverable address", "unable to validate recipient",
            "address does not", "ist nicht bekannt", "nicht gefunden", "sorry, no mailbox", "mailbox for", "пользователь не найден",
            "нет такого", "non existent", "nonexistent", "unknown mailbox", "user not known", "addressee unknown", "onbekende gebruiker",
            "gebruiker onbekend", "mottagaren finns inte", "okänd mottagare", "okänd användare", "ukendt modtager", "ukjent mottaker",
            "ukendt bruger", "ukjent bruker", "tuntematon vastaanottaja", "tuntematon käyttäjä", "destinatario sconosciuto",
            "destinatario desconocido", "destinatário desconhecido", "usuário desconhecido", "utilizador desconhecido",
            "destinataire inconnu", "nie ma takiego", "nieznany odbiorca", "nieznany użytkownik", "neznámý příjemce", "neznámý uživatel",
            "neznámy príjemca", "ismeretlen címzett", "ismeretlen felhasználó", "destinatar necunoscut", "utilizator necunoscut",
            "kullanıcı bulunamadı", "alıcı bulunamadı", "не найден", "не існує", "не съществува", "άγνωστος παραλήπτης", "用户不存在",
            "收件人不存在", "查無此", "宛先不明", "ユーザーが見つかりません", "존재하지 않", "수신자를 찾을 수", "המשתמש לא נמצא", "غير موجود",
        ],
    ),
    (
        Reason::NoRelay,
        &[
            "relay access denied", "relaying denied", "relay not permitted", "not permitted to relay", "unable to relay", "no relay",
            "relay denied", "relaying not allowed", "not allowed to relay", "we do not relay", "relaying prohibited",
        ],
    ),
    (
        Reason::Blocked,
        &[
            "blacklist", "blocklist", "block list", "dnsbl", "rbl", "blocked using", "poor reputation", "low reputation",
            "ip reputation", "reputation", "client host rejected", "access denied", "reverse dns", "ptr record", "reverse hostname",
            "cannot find your hostname", "not accepting connections", "refused to talk", "connection refused by", "banned", "is listed",
            "spamhaus", "spamcop", "blocked by", "ip address is", "your ip", "bad helo", "invalid helo", "helo command rejected",
            "my name was rejected", "can't find your hostname", "cannot resolve your", "connection dropped", "access refused",
        ],
    ),
    (
        Reason::Spam,
        &["spam", ", ube", "unsolicited", "junk mail", "bulk mail", "virus", "message content rejected", "content rejected"],
    ),
    (
        Reason::HostUnknown,
        &[
            "host unknown", "unknown host", "no such domain", "domain does not exist", "domain not found", "couldn't find any host",
            "host not found (", "name or service not known", "unknown domain", "domain name not found", "illegal host", "no such host",
            "host or domain name not found", "domain isn't in my", "host lookup did not complete: permanent", "unresolvable",
            "domain is invalid", "invalid domain", "non-existent host", "no mx record", "nxdomain", "no mail server for", "bad destination system", "host not found\n",
        ],
    ),
    (
        Reason::Expired,
        &[
            "timed out", "timeout", "time out", "too long", "delivery time expired", "expired", "giving up", "given up", "retry time",
            "could not be delivered for", "has been delayed", "not been delivered for", "delayed", "queue too long",
            "not yet been delivered",
        ],
    ),
    (
        Reason::Network,
        &[
            "name service error", "dns error", "routing loop", "mail loop", "hop count", "too many hops",
            "couldn't find any host by that name", "establish an smtp connection", "network is unreachable", "no route to host",
            "connection reset", "connection refused", "lost connection", "host not reachable", "loops back", "host not found, try again",
            "couldn't connect", "could not connect",
        ],
    ),
    (
        Reason::Content,
        &[
            "header error", "headers too large", "content rejected", "unacceptable content", "improper", "multiple addresses in from",
            "malformed", "bad header", "attachment", "syntax error", "not rfc",
        ],
    ),
    (
        Reason::Policy,
        &[
            "policy", "security", "authentication required", "authrequired", "unauthenticated senders", "prohibited", "forbidden",
            "not authorized", "not allowed", "restricted", "refused by", "tls required", "encryption required",
        ],
    ),
    // What is also said when nobody is there, but of other things too.
    (
        Reason::UserUnknown,
        &["does not exist", "doesn't exist", "not exist", "mailbox unavailable", "address rejected", "recipient rejected"],
    ),
    (
        Reason::System,
        &[
            "temporary failure", "service unavailable", "service currently unavailable", "try again later", "please try later",
            "system error", "system problem", "internal error", "local error", "command died", "local configuration error",
            "could not load", "resources temporarily", "insufficient system", "unexpected failure", "mail server error",
            "temporarily unavailable", "out of memory", "i/o error", "service refused",
        ],
    ),
    (
        Reason::Filtered,
        &[
            "filtered", "rejected by the recipient", "rejected by recipient", "recipient has blocked", "has rejected",
            "rejected by a remote", "message was rejected", "user refuses", "does not wish",
        ],
    ),
];

/// Concludes the reason: from the server's words, its codes, and last the words of the notice around them.
pub(super) fn of(said: &Said<'_>) -> Reason {
    let diagnostic = tidy(said.diagnostic).to_lowercase();
    let notice = tidy(said.notice).to_lowercase();
    let by_codes = by_code(said.status).or_else(|| enhanced(said.diagnostic).iter().find_map(|code| by_code(code)));
    if by_codes == Some(Reason::SenderRefused) {
        // Words such as "no such domain" are about the sender then.
        return Reason::SenderRefused;
    }
    let found = by_phrase(&diagnostic).or(by_codes);
    let found = found.or_else(|| by_phrase(&notice)).or_else(|| enhanced(said.notice).iter().find_map(|code| by_code(code)));
    match found {
        // x.2.0 says that the mailbox is there: its filter speaks of an unknown user to deter strangers.
        Some(Reason::UserUnknown) if said.status.trim().get(1..4) == Some(".2.") && said.status.trim().get(4..5) == Some("0") => {
            Reason::Filtered
        }
        Some(reason) => reason,
        None => by_reply(said.diagnostic).or_else(|| by_reply(said.notice)).unwrap_or(Reason::Unknown),
    }
}

fn by_phrase(text: &str) -> Option<Reason> {
    PHRASES.iter().find(|(_, phrases)| phrases.iter().any(|phrase| text.contains(phrase))).map(|(reason, _)| *reason)
}

/// What RFC 3463 and its registry say; codes that say nothing special give `None`.
fn by_code(code: &str) -> Option<Reason> {
    let code = enhanced(code).into_iter().next()?;
    let (_, detail) = code.split_once('.')?;
    Some(match detail {
        "1.1" | "1.3" | "1.10" | "1.351" => Reason::UserUnknown,
        "1.2" => Reason::HostUnknown,
        "1.6" => Reason::Moved,
        "1.7" | "1.8" => Reason::SenderRefused,
        "2.1" | "7.13" => Reason::Suspended,
        "2.2" => Reason::MailboxFull,
        "2.3" | "3.4" => Reason::TooLarge,
        "3.1" | "3.2" | "3.0" => Reason::System,
        "4.1" => Reason::Network,
        "4.4" => Reason::HostUnknown,
        "4.5" | "7.28" => Reason::TooMany,
        "4.6" => Reason::Network,
        "4.7" => Reason::Expired,
        "7.20" | "7.21" | "7.22" | "7.23" | "7.24" | "7.26" | "7.509" | "7.515" => Reason::Unauthenticated,
        "7.25" | "7.27" | "7.511" | "7.606" | "7.650" => Reason::Blocked,
        detail if detail.starts_with("6.") => Reason::Content,
        detail if detail.starts_with("7.") => Reason::Policy,
        _ => return None,
    })
}

fn by_reply(text: &str) -> Option<Reason> {
    reply_codes(text).first().and_then(|(code, _)| match *code {
        "552" => Some(Reason::MailboxFull),
        "551" => Some(Reason::Moved),
        "421" | "450" | "451" | "452" => Some(Reason::System),
        "503" | "500" | "501" | "502" => Some(Reason::Content),
        "554" => Some(Reason::Policy),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_servers() {
        for (status, diagnostic, expected) in [
            ("5.1.1", "smtp; 550 5.1.1 <a@b>: Recipient address rejected: User unknown in local recipient table", Reason::UserUnknown),
            ("5.2.2", "smtp; 552 5.2.2 Over quota", Reason::MailboxFull),
            ("5.7.26", "smtp; 550-5.7.26 domain's DMARC policy", Reason::Unauthenticated),
            ("4.4.1", "connect to mx[192.0.2.1]:25: Connection timed out", Reason::Expired),
            ("5.7.1", "smtp; 554 5.7.1 <a@b>: Relay access denied", Reason::NoRelay),
            ("5.3.4", "smtp; 552 5.3.4 Message too big", Reason::TooLarge),
            ("5.2.1", "", Reason::Suspended),
            ("", "smtp; 421 busy", Reason::System),
            ("", "", Reason::Unknown),
        ] {
            assert_eq!(of(&Said { status, diagnostic, ..Said::default() }), expected, "{status} {diagnostic}");
        }
    }
}
