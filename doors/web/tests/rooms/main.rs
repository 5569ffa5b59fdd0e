//! The rooms, walked through as a browser would: real router, real database, real letters.

mod attacks;
mod audit;
mod browser;
mod card_fields;
mod changes;
mod fields;
mod pages;
mod people;
mod portal;
mod prepared;
mod problems;
mod promises;
mod rotas;
mod routine;
mod routing;
mod rules;
mod satisfaction;
mod settings;
mod sign_in;
mod triage;
mod webhooks;
