//! firstline
