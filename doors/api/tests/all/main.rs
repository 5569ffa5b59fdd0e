//! The door as programs meet it: who comes in where, the dialect, what a request costs. One program to link.

mod audit_logs;
mod budgets;
mod bulk;
mod conversation;
mod desk_work;
mod door;
mod exports;
mod fields;
mod front;
mod gates;
mod house;
mod imports;
mod kept;
mod macros;
mod noun_fields;
mod ours;
mod people;
mod redaction;
mod reference;
mod requests;
mod satisfaction;
mod search;
mod side;
mod tickets;
mod webhooks;
