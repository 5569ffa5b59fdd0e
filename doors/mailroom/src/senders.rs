//! Is a letter's sender who it says? SPF, DKIM and DMARC, asked of the name servers, or of a mail server whose word is taken.
//!
//! No answer of a name server ever loses a letter: it makes a verdict of `temperror`, and the letter goes on.

mod rest;
mod results;

use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use anyhow::Context;
use mail::{Finding, Verdicts};
use mail_auth::dmarc::verify::DmarcParameters;
use mail_auth::hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts};
use mail_auth::hickory_resolver::system_conf::read_system_conf;
use mail_auth::spf::verify::SpfParameters;
use mail_auth::{AuthenticatedMessage, DkimOutput, DkimResult, DmarcResult, DnsError, MessageAuthenticator, SpfOutput, SpfResult};
use outcome::Result;

use crate::deliver::Way;
use rest::Rest;

/// Longest wait for all name servers over one letter.
const CHECK_WITHIN: Duration = Duration::from_secs(8);
/// Longest wait for one of their answers.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);
/// A name that every name server knows: the root of all.
const ROOT: &str = ".";
/// Signatures of one letter that are looked at.
const SIGNATURES_MAX: usize = 10;

/// How senders are looked into.
#[derive(Debug, Clone, Default)]
pub struct SendersConfig {
    /// The name server that is asked; the system's when `None`.
    pub name_server: Option<SocketAddr>,
    /// The mail server whose `Authentication-Results` are taken (its authserv-id, RFC 8601); nobody's when empty.
    pub authserv_id: String,
    /// How we call ourselves towards name servers (SPF's `r` macro).
    pub hostname: String,
}

/// Looks into senders.
pub struct Senders {
    names: MessageAuthenticator,
    config: SendersConfig,
    rest: Rest,
}

impl std::fmt::Debug for Senders {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Senders").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Senders {
    /// Looks into senders with these name servers.
    ///
    /// # Errors
    /// When the system's name servers cannot be found out.
    pub fn new(config: SendersConfig) -> Result<Self> {
        let (servers, mut options) = match config.name_server {
            Some(at) => {
                let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
                    connection.port = at.port();
                    connection
                });
                let server = NameServerConfig::new(at.ip(), true, connections.to_vec());
                (ResolverConfig::from_parts(None, Vec::new(), vec![server]), ResolverOpts::default())
            }
            None => read_system_conf().context("the system's name servers (/etc/resolv.conf); name one with `name_server`")?,
        };
        (options.timeout, options.attempts) = (ANSWER_WITHIN, 1);
        let names = MessageAuthenticator::new(servers, options).context("the name servers")?;
        Ok(Self { names, config, rest: Rest::default() })
    }

    /// The verdicts on a letter.
    pub(crate) async fn look_into(&self, way: &Way, raw: &[u8], letter: &email::Letter, envelope_from: Option<&str>) -> Verdicts {
        let Some(from) = letter.from.as_ref().and_then(|a| a.email.rsplit_once('@')).map(|(_, domain)| domain.to_lowercase()) else {
            return Verdicts::default();
        };
        if let Some(taken) = self.taken_from_header(letter, &from) {
            return taken;
        }
        if self.rest.holds(&from) {
            return unanswered();
        }
        let begun = Instant::now();
        let checked = tokio::time::timeout(CHECK_WITHIN, self.check(way, raw, &from, envelope_from)).await;
        let verdicts = checked.unwrap_or_else(|_| unanswered());
        let in_vain = [verdicts.spf, verdicts.dkim, verdicts.dmarc].contains(&Finding::TemporaryError);
        if self.rest.note(&from, begun.elapsed(), in_vain) {
            let away = self.are_away().await;
            self.rest.everybody(away);
            if away {
                tracing::warn!("the name servers do not answer; senders are not looked into for a minute");
            }
        }
        verdicts
    }

    /// Are the name servers themselves away, and not only those of some sender's domain?
    async fn are_away(&self) -> bool {
        let asked = tokio::time::timeout(ANSWER_WITHIN, self.names.txt_raw_lookup(ROOT)).await;
        !matches!(asked, Ok(Ok(_) | Err(mail_auth::Error::Dns(DnsError::RecordNotFound(_)))))
    }

    /// What the mail server before us found, if its word is taken. Only its topmost words count: what stands below may be the
    /// sender's own.
    fn taken_from_header(&self, letter: &email::Letter, from: &str) -> Option<Verdicts> {
        let trusted = self.config.authserv_id.as_str();
        if trusted.is_empty() {
            return None;
        }
        letter.header_all("Authentication-Results").find_map(|header| results::read(header, trusted, from))
    }

    async fn check(&self, way: &Way, raw: &[u8], from: &str, envelope_from: Option<&str>) -> Verdicts {
        let Some(message) = AuthenticatedMessage::parse(raw) else { return Verdicts::default() };
        if message.dkim_headers.len() > SIGNATURES_MAX {
            return Verdicts { dkim: Finding::PermanentError, ..Verdicts::default() };
        }
        let signatures = if message.dkim_headers.is_empty() { Vec::new() } else { self.names.verify_dkim(&message).await };
        let machine = self.machine(way, envelope_from).await;
        // Without a machine or a signature to speak for it, no policy can make a sender aligned.
        let dmarc = match (&machine, signatures.is_empty()) {
            (None, true) => None,
            (machine, _) => {
                let nobody = SpfOutput::new(String::new());
                let domain = envelope_from.and_then(|a| a.rsplit_once('@')).map_or("", |(_, domain)| domain);
                let parameters = DmarcParameters::new(&message, &signatures, domain, machine.as_ref().unwrap_or(&nobody));
                Some(self.names.verify_dmarc(parameters).await)
            }
        };
        let spf = machine.as_ref().map_or(Finding::None, |m| spf_finding(m.result()));
        let policy = dmarc.as_ref().map_or(DmarcResult::None, mail_auth::DmarcOutput::result);
        let vouching = vouching(&signatures, spf, envelope_from, from);
        let aligned = policy == DmarcResult::Pass || (policy == DmarcResult::None && vouching.is_some());
        Verdicts {
            spf,
            dkim: dkim_finding(&signatures),
            dmarc: dmarc_finding(&policy),
            aligned,
            by: if aligned { vouching.unwrap_or_else(|| from.to_owned()) } else { String::new() },
            said_by: String::new(),
        }
    }

    /// Had the machine that handed the letter over the right to name its sender? Nobody knows for letters that a server of ours
    /// or a mailbox passed on.
    async fn machine(&self, way: &Way, envelope_from: Option<&str>) -> Option<SpfOutput> {
        let Way::Door { peer, helo } = way else { return None };
        if is_near(*peer) {
            return None;
        }
        let sender = envelope_from.unwrap_or_default();
        let asked = if sender.is_empty() {
            SpfParameters::verify_ehlo(*peer, helo, &self.config.hostname)
        } else {
            SpfParameters::verify_mail_from(*peer, helo, &self.config.hostname, sender)
        };
        Some(self.names.verify_spf(asked).await)
    }
}

/// Is this a machine of our own, which passes on what others sent it?
fn is_near(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}

/// The domain that a passed check names and that speaks for the one in `From`: the same, or one it lies in.
fn vouching(signatures: &[DkimOutput<'_>], spf: Finding, envelope_from: Option<&str>, from: &str) -> Option<String> {
    let signed = signatures.iter().filter(|s| *s.result() == DkimResult::Pass).filter_map(|s| s.signature().map(|s| s.d.to_lowercase()));
    let sent = envelope_from.filter(|_| spf == Finding::Pass).and_then(|a| a.rsplit_once('@')).map(|(_, domain)| domain.to_lowercase());
    signed.chain(sent).find(|domain| speaks_for(domain, from))
}

/// Whoever owns a domain owns what lies in it; not the other way round.
pub(super) fn speaks_for(domain: &str, from: &str) -> bool {
    domain.contains('.') && (domain == from || from.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.')))
}

fn unanswered() -> Verdicts {
    let none = Finding::TemporaryError;
    Verdicts { spf: none, dkim: none, dmarc: none, ..Verdicts::default() }
}

fn spf_finding(result: SpfResult) -> Finding {
    match result {
        SpfResult::Pass => Finding::Pass,
        SpfResult::Fail => Finding::Fail,
        SpfResult::SoftFail | SpfResult::Neutral => Finding::Neutral,
        SpfResult::TempError => Finding::TemporaryError,
        SpfResult::PermError => Finding::PermanentError,
        SpfResult::None => Finding::None,
    }
}

/// The best of the signatures: one that holds is enough.
fn dkim_finding(signatures: &[DkimOutput<'_>]) -> Finding {
    let all = signatures.iter().map(|s| match s.result() {
        DkimResult::Pass => Finding::Pass,
        DkimResult::Fail(_) => Finding::Fail,
        DkimResult::Neutral(_) => Finding::Neutral,
        DkimResult::TempError(_) => Finding::TemporaryError,
        DkimResult::PermError(_) => Finding::PermanentError,
        DkimResult::None => Finding::None,
    });
    all.min().unwrap_or(Finding::None)
}

fn dmarc_finding(result: &DmarcResult) -> Finding {
    match result {
        DmarcResult::Pass => Finding::Pass,
        DmarcResult::Fail(_) => Finding::Fail,
        DmarcResult::TempError(_) => Finding::TemporaryError,
        DmarcResult::PermError(_) => Finding::PermanentError,
        DmarcResult::None => Finding::None,
    }
}

#[cfg(test)]
mod tests {
    use super::speaks_for;

    #[test]
    fn an_owner_speaks_for_what_lies_in_the_domain_and_no_neighbour_does() {
        for (domain, from, expected) in [
            ("example.org", "example.org", true),
            ("example.org", "mail.example.org", true),
            ("mail.example.org", "example.org", false),
            ("ample.org", "example.org", false),
            ("org", "example.org", false),
            ("", "example.org", false),
        ] {
            assert_eq!(speaks_for(domain, from), expected, "{domain} {from}");
        }
    }
}
