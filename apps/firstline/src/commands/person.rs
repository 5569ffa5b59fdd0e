//! `firstline person add`: a person, and the link with which they set their password.
