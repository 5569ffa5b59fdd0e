//! The demo desk: Harbour & Pine, a shipping company of 200 people with an IT desk of seven, told over the last ninety days.

mod cards;
mod chance;
mod changes;
pub mod desk;
mod escalations;
pub mod fields;
mod letters;
mod macros;
pub mod people;
mod pictures;
mod plot;
mod prepared;
mod problems;
mod promises;
mod ratings;
mod rotas;
mod rounds;
mod routine;
mod routing;
mod rules;
mod scenarios;
mod side;
mod stage;
mod webhooks;

pub use chance::Chance;
pub use scenarios::Scenario;

use crate::Opened;
use ::people::{Actor, Door};
use db::Db;
use outcome::Result;

use crate::config::Config;

/// The file that marks a folder as a demo's.
pub const MARK: &str = "demo.txt";
/// The specialist whose link is printed.
pub const SPECIALIST: &str = "priya.nair@demo.localhost";
/// The lead whose link is printed.
pub const LEAD: &str = "helen.carter@demo.localhost";
/// The administrator whose link is printed.
pub const ADMINISTRATOR: &str = "sam.okoye@demo.localhost";
/// The requester whose link is printed.
pub const REQUESTER: &str = "dana.whitfield@demo.localhost";
/// The desk's mailbox.
pub const MAILBOX: &str = "support@demo.localhost";

/// Was this database made by the demo?
///
/// # Errors
/// What the engine answers.
pub fn is_demo(db: &Db) -> Result<bool> {
    db.read_now(|conn| Ok(::people::directory::person_by_email(conn, ADMINISTRATOR)?.is_some()))
}

/// Makes the demo, through the same commands that people use, with the clock moved from one deed to the next.
///
/// # Errors
/// When a command refuses or fails: the demo is held to the rules of every desk.
pub fn make(config: &Config, opened: &Opened, says: &mut dyn FnMut(String)) -> Result<()> {
    let (db, files) = (opened.db.clone(), opened.files.clone());
    let now = db.clock().now();
    says("people, teams and categories".to_owned());
    db.clock().set(now.plus_ms(-plot::DAYS * db::DAY_MS));
    crate::wiring::wire_demo(config, opened)?;
    let cast = people::cast(&db, &Actor::system(Door::Command))?;
    let set = desk::furnish(&db, &cast)?;
    let plot = plot::write(&cast, &set, now)?;
    stage::play(&db, &files, &cast, &set, plot, &config.base_url, says)?;
    side::talk(&db, &files, &cast, now)?;
    letters::arrive(&db, &files, now)?;
    db.clock().set(now);
    problems::tell(&db, &cast, now)?;
    escalations::make(&db, &cast, now)?;
    changes::plan(&db, &cast, now)?;
    webhooks::make(&db, &opened.key)?;
    rounds::begin(&db, &cast)?;
    let rota = set.rota;
    db.write_now(move |tx| rotas::arrange(tx, rota, &cast))?;
    Ok(())
}
