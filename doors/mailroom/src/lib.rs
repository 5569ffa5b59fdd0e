//! The mailroom: letters come in by SMTP and LMTP, and leave by a relay. It translates and never decides.
//!
//! Reading order: [`Mailroom::deliver`] is the one path of a letter's bytes into the domain; [`SmtpDoor`] is the way in over the
//! network; [`SmtpRelay`] is the way out. What becomes of a letter is `mail`'s matter.

mod certificate;
mod connect;
mod deliver;
mod doctor;
mod imap;
mod oauth;
mod relay;
mod relays;
mod senders;
mod smtp;
mod tls;

pub use connect::Trouble;
pub use deliver::{Envelope, Mailroom, Way};
pub use doctor::{Doctor, checkup_job};
pub use imap::{FetchLimits, fetch_mailboxes};
pub use oauth::grant_job;
pub use relay::{Login, RelayConfig, RelaySecurity, SmtpRelay};
pub use relays::{Dkim, DkimConfig, Relays};
pub use senders::{Senders, SendersConfig};
pub use smtp::{Listen, Protocol, SmtpConfig, SmtpDoor, SmtpLimits};
pub use tls::TlsFiles;
