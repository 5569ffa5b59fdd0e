//! The door as a whole: who comes in where, what a stranger learns, what the front refuses, what a page costs. One program to link.

mod ahead;
mod budget;
mod door;
mod escalation;
mod foreign;
mod front;
mod gates;
mod letter;
mod live;
mod outbox;
mod queue;
mod side;
mod ties;
