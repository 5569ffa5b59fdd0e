//! The mailroom: letters come in by SMTP and LMTP, and leave by a relay. It translates and never decides.
//!
//! Reading order: [`Mailroom::deliver`] is the one path of a letter's bytes into the domain; [`SmtpDoor`] is the way in over the
//! network; [`SmtpRelay`] is the way out. What becomes of a letter is `mail`'s matter.

mod deliver;
mod relay;
mod smtp;
mod tls;

pub use deliver::{Envelope, Mailroom};
pub use relay::{RelayConfig, RelaySecurity, SmtpRelay};
pub use smtp::{Protocol, SmtpConfig, SmtpDoor, SmtpLimits};
pub use tls::TlsFiles;
