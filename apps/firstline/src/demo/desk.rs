//! What the demo's desk is furnished with: categories, the mailbox, views, the closing clock.

use std::collections::BTreeMap;

use ::people::{Actor, Door};
use db::Db;
use mail::NewMailbox;
use outcome::Result;
use rota::RotaId;
use tickets::{AddCategory, CategoryId, RouteCategory, SaveView, Sharing};

use super::MAILBOX;
use super::fields;
use super::macros;
use super::people::Cast;
use super::prepared;
use super::promises;
use super::rotas;
use super::routine;
use super::routing;
use super::rules;
use super::scenarios;

/// Days after which the demo's resolved tickets close.
const AUTO_CLOSE_DAYS: u32 = 7;

/// The furniture.
pub struct Set {
    /// Categories by path.
    pub categories: BTreeMap<String, CategoryId>,
    /// Who is on call.
    pub rota: RotaId,
    /// The stories.
    pub stories: Vec<scenarios::Scenario>,
}

/// Furnishes the desk.
pub fn furnish(db: &Db, cast: &Cast) -> Result<Set> {
    let stories = scenarios::all()?;
    let paths: Vec<String> = stories.iter().map(|s| s.category.clone()).collect();
    let (teams, priya) = (cast.teams, cast.specialists[0].id);
    let players = cast.clone();
    let (categories, rota) = db.write_now(move |tx| {
        let system = Actor::system(Door::Command);
        tickets::clocks::set_auto_close_days(tx, &system, Some(AUTO_CLOSE_DAYS))?;
        let mailbox = NewMailbox {
            address: MAILBOX.to_owned(),
            name: "Support".to_owned(),
            sender_name: "Harbour & Pine IT".to_owned(),
            team: Some(teams[0]),
            category: None,
            signature: "Harbour & Pine IT, extension 4000".to_owned(),
            sub_addresses: true,
        };
        mail::add_mailbox(tx, &system, &mailbox)?;
        let mut known: BTreeMap<String, CategoryId> = BTreeMap::new();
        for path in &paths {
            let (root, leaf) = path.split_once(" / ").unwrap_or((path, ""));
            let parent = match known.get(root) {
                Some(id) => *id,
                None => {
                    let id = tickets::add_category(tx, &system, &AddCategory { parent: None, name: root.to_owned(), team: None })?.id;
                    let team = if root == "Network" || root == "Files" { teams[2] } else { teams[0] };
                    tickets::route_category(tx, &system, &RouteCategory { category: id, team: Some(team) })?;
                    known.insert(root.to_owned(), id);
                    id
                }
            };
            if !leaf.is_empty() && !known.contains_key(path) {
                let id = tickets::add_category(tx, &system, &AddCategory { parent: Some(parent), name: leaf.to_owned(), team: None })?.id;
                known.insert(path.clone(), id);
            }
        }
        promises::promise(tx, &system)?;
        fields::ask(tx, &system, &known)?;
        routine::prepare(tx, &system, teams[2], priya)?;
        rules::make(tx, &system)?;
        let rota = rotas::plan(tx, &system, &players)?;
        routing::route(tx, &system, &players, &known)?;
        prepared::make(tx, &system, priya)?;
        macros::make(tx, &system, teams[2], priya)?;
        for (name, filter, sharing) in [
            ("VPN trouble", "tag:vpn status:new,open,waiting,on_hold", Sharing::Everybody),
            ("Urgent", "priority>=high status:new,open", Sharing::Everybody),
            ("Hamburg", "team:\"Hamburg desk\" status:new,open,waiting", Sharing::Own(priya)),
        ] {
            let actor = match sharing {
                Sharing::Own(person) => ::people::directory::actor_of(tx, person, Door::Web)?.unwrap_or_else(|| system.clone()),
                _ => system.clone(),
            };
            tickets::save_view(
                tx,
                &actor,
                &SaveView { name: name.into(), sharing, filter: filter.into(), order: Vec::new(), group_by: None },
            )?;
        }
        Ok((known, rota))
    })?;
    Ok(Set { categories, rota, stories })
}
