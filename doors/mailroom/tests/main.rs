//! The mailroom's doors, with real connections on free ports.

mod common;
mod deliver;
mod doctor;
mod grants;
mod imap;
mod peers;
mod postfix;
mod relay;
mod senders;
mod smtp;
mod tls;
mod ways_out;
