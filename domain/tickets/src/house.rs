//! What the desk has set up and every ticket's page offers: read once and kept, as hardly anything changes it.

use std::sync::Arc;

use db::{Conn, Gather, Part, Piece, Seldom};
use outcome::Result;
use people::{Actor, PersonId, TeamId};

use crate::checklist::ChecklistId;
use crate::form::Forms;
use crate::ticket::CategoryId;
use crate::workspace::Menus;

/// All of it, for whoever asks.
#[derive(Debug, Clone, Default)]
pub(crate) struct House {
    /// Everybody at the desk, by name.
    people: Vec<(PersonId, String)>,
    /// Every team, by name; is it one whose tickets only its members see?
    teams: Vec<(TeamId, String, bool)>,
    /// Categories in use, by path.
    categories: Vec<(CategoryId, String)>,
    /// Checklists that can be started, by name.
    pub(crate) checklists: Vec<(ChecklistId, String)>,
    /// The desk's own fields.
    pub(crate) forms: Arc<Forms>,
}

impl Seldom for House {
    const SUBJECTS: &'static [&'static str] = &["person", "team", "category", "checklist", "field"];
}

/// The house, kept or on its way in a statement with others.
pub(crate) enum Asked {
    /// It was kept.
    Kept(Arc<House>),
    /// It is being read.
    Read(Box<Reading>),
}

/// As far as it has been read.
#[derive(Default)]
pub(crate) struct Reading {
    house: House,
    forms: Forms,
}

impl Asked {
    /// Adds what it takes to know it; nothing when it is kept.
    pub(crate) fn ask(conn: &Conn, gather: &mut Gather) -> Self {
        if let Some(kept) = conn.kept::<House>() {
            return Self::Kept(kept);
        }
        let people = "FROM people x WHERE x.role IN ('agent', 'lead', 'administrator') AND x.deactivated_at IS NULL";
        gather.part(&Part { what: "house person", ints: &["x.id"], texts: &["x.name"], from: people, order: "x.name_key" });
        let ints = ["x.id", "CASE WHEN x.visibility = 'restricted' THEN 1 ELSE 0 END"];
        let teams = "FROM teams x WHERE x.archived_at IS NULL";
        gather.part(&Part { what: "house team", ints: &ints, texts: &["x.name"], from: teams, order: "x.name_key" });
        let categories = "FROM categories x WHERE x.archived_at IS NULL";
        gather.part(&Part { what: "house category", ints: &["x.id"], texts: &["x.path"], from: categories, order: "x.path" });
        let checklists = "FROM checklists x WHERE x.archived_at IS NULL";
        gather.part(&Part { what: "house checklist", ints: &["x.id"], texts: &["x.name"], from: checklists, order: "x.name_key" });
        Forms::ask(gather);
        Self::Read(Box::default())
    }

    /// Keeps a piece that was asked for; others are left alone.
    pub(crate) fn take(&mut self, piece: &Piece) -> Result<()> {
        let Self::Read(reading) = self else { return Ok(()) };
        match piece.what {
            "house person" => reading.house.people.push((piece.int(0)?, piece.text(0)?)),
            "house team" => reading.house.teams.push((piece.int(0)?, piece.text(0)?, piece.int(1)?)),
            "house category" => reading.house.categories.push((piece.int(0)?, piece.text(0)?)),
            "house checklist" => reading.house.checklists.push((piece.int(0)?, piece.text(0)?)),
            _ => reading.forms.take(piece)?,
        }
        Ok(())
    }

    /// The house, once all pieces are in; kept for the next one.
    pub(crate) fn done(self, conn: &Conn) -> Arc<House> {
        match self {
            Self::Kept(house) => house,
            Self::Read(reading) => conn.keep(House { forms: Arc::new(reading.forms), ..reading.house }),
        }
    }
}

/// The house, in one statement when it is not kept.
pub(crate) fn house(conn: &Conn) -> Result<Arc<House>> {
    let mut gather = Gather::default();
    let mut asked = Asked::ask(conn, &mut gather);
    gather.each(conn, |piece| asked.take(&piece))?;
    Ok(asked.done(conn))
}

impl House {
    /// What the asker may give a ticket to and put it under.
    pub(crate) fn menus(&self, actor: &Actor) -> Menus {
        let seen = self.teams.iter().filter(|(team, _, restricted)| !restricted || actor.teams.contains(team));
        Menus {
            people: self.people.clone(),
            restricted: seen.clone().filter(|(.., restricted)| *restricted).map(|(team, ..)| *team).collect(),
            teams: seen.map(|(team, name, _)| (*team, name.clone())).collect(),
            categories: self.categories.clone(),
        }
    }
}
