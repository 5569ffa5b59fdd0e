//! The door as programs meet it: who comes in where, the dialect, what a request costs. One program to link.

mod bulk;
mod door;
mod front;
mod gates;
mod reference;
mod tickets;
