//! The mailroom's doors, with real connections on free ports.

mod common;
mod deliver;
mod relay;
mod smtp;
mod tls;
