//! The people of the tests: a small desk, two client companies, and what they have in common.

use std::fmt::Debug;
use std::ops::Deref;

use db::{Conn, EventId, Tx};
use outcome::{Error, Refusal, Result};
use people::{
    Actor, AddPerson, Door, EditPerson, OrganizationId, OrganizationInput, PersonId, Role, SetMembers, SiteId, SiteInput, TeamId,
    TeamInput, Visibility, add_organization, add_person, add_site, add_team, directory, edit_person, set_members,
};
use tickets::TicketId;

use crate::Desk;

/// A desk with people at it and around it.
pub struct Cast {
    /// The desk.
    pub desk: Desk,
    /// An agent of *First line*.
    pub ann: Actor,
    /// An agent of *First line* and *Network*.
    pub ben: Actor,
    /// An agent of *Payroll*.
    pub pat: Actor,
    /// A lead of no team.
    pub lee: Actor,
    /// An administrator of no team.
    pub ada: Actor,
    /// A requester of Acme in Leeds.
    pub rita: Actor,
    /// A requester of Acme who sees what Acme asks.
    pub sam: Actor,
    /// A requester of Globex.
    pub gus: Actor,
    /// A team whose tickets the whole desk sees.
    pub first_line: TeamId,
    /// Another one.
    pub network: TeamId,
    /// A team whose tickets only its members see.
    pub payroll: TeamId,
    /// Rita's and Sam's company.
    pub acme: OrganizationId,
    /// Where Rita works.
    pub leeds: SiteId,
}

impl Deref for Cast {
    type Target = Desk;
    fn deref(&self) -> &Desk {
        &self.desk
    }
}

impl Desk {
    /// This desk with its people.
    ///
    /// # Panics
    /// When they cannot be added: the desk was not fresh.
    #[must_use]
    pub fn with_people(self) -> Cast {
        let (ids, acme, leeds, teams) = self.write(populate).expect("a fresh desk takes its people");
        let actor = |n: usize, door: Door| self.actor(ids[n], door);
        let (desk, portal) = (Door::Web, Door::Portal);
        Cast {
            ann: actor(0, desk),
            ben: actor(1, desk),
            pat: actor(2, desk),
            lee: actor(3, desk),
            ada: actor(4, desk),
            rita: actor(5, portal),
            sam: actor(6, portal),
            gus: actor(7, portal),
            first_line: teams[0],
            network: teams[1],
            payroll: teams[2],
            acme,
            leeds,
            desk: self,
        }
    }

    /// Writes, and waits for the commit.
    ///
    /// # Errors
    /// What `f` answers.
    pub fn write<T: Send + 'static>(&self, f: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static) -> Result<T> {
        self.db.write_now(f)
    }

    /// Reads.
    ///
    /// # Errors
    /// What `f` answers.
    pub fn read<T: Send + 'static>(&self, f: impl Fn(&Conn) -> Result<T> + Send + 'static) -> Result<T> {
        self.db.read_now(f)
    }

    /// The person who acts, as the directory knows them now.
    ///
    /// # Panics
    /// When there is no such person.
    #[must_use]
    pub fn actor(&self, person: PersonId, door: Door) -> Actor {
        self.read(move |conn| directory::actor_of(conn, person, door)).ok().flatten().expect("a person of the desk")
    }

    /// The kinds of what happened to a ticket, oldest first, without their noun: `opened`, `reply_added`.
    ///
    /// # Panics
    /// When the events cannot be read.
    #[must_use]
    pub fn history(&self, ticket: TicketId) -> Vec<String> {
        let heard = self.read(move |conn| conn.events_of(&ticket.subject(), EventId(0), 1_000)).expect("the events");
        heard.into_iter().map(|h| h.kind.trim_start_matches("ticket.").to_owned()).collect()
    }

    /// Keeps every promise that is due; how many.
    ///
    /// # Panics
    /// When the jobs cannot be run.
    pub fn keep_promises(&self) -> usize {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(db::drain(&self.db)).expect("the jobs run")
    }
}

/// A refusal in one line, to be compared: `not found`, `not allowed: assign`, `subject: subject-missing`, `reply-closed`.
///
/// # Panics
/// When it was done, or failed.
pub fn refused<T: Debug>(outcome: Result<T>) -> String {
    match outcome {
        Err(Error::Refused(Refusal::Invalid(fields))) => {
            fields.iter().map(|f| format!("{}: {}", f.field, f.says.key)).collect::<Vec<_>>().join(", ")
        }
        Err(Error::Refused(Refusal::Conflict(says))) => says.key.to_owned(),
        Err(Error::Refused(other)) => other.to_string(),
        Err(Error::Failed(error)) => panic!("failed: {error:#}"),
        Ok(done) => panic!("done: {done:?}"),
    }
}

type Populated = (Vec<PersonId>, OrganizationId, SiteId, Vec<TeamId>);

fn populate(tx: &mut Tx<'_>) -> Result<Populated> {
    let system = Actor::system(Door::Command);
    let organization = |name: &str| OrganizationInput { name: name.to_owned(), ..OrganizationInput::default() };
    let acme = add_organization(tx, &system, &organization("Acme"))?.id;
    let globex = add_organization(tx, &system, &organization("Globex"))?.id;
    let leeds = add_site(tx, &system, &SiteInput { name: "Leeds".to_owned(), zone: "Europe/London".to_owned() })?.id;
    let mut ids = Vec::new();
    for (name, role, organization) in [
        ("Ann Ash", Role::Agent, None),
        ("Ben Bird", Role::Agent, None),
        ("Pat Pike", Role::Agent, None),
        ("Lee Lund", Role::Lead, None),
        ("Ada Abel", Role::Administrator, None),
        ("Rita Roe", Role::Requester, Some(acme)),
        ("Sam Stone", Role::Requester, Some(acme)),
        ("Gus Grey", Role::Requester, Some(globex)),
    ] {
        let first_name = name.split(' ').next().unwrap_or_default().to_lowercase();
        let site = (name == "Rita Roe").then_some(leeds);
        let add = AddPerson { organization, site, ..AddPerson::new(name, format!("{first_name}@desk.example"), role) };
        ids.push(add_person(tx, &system, &add)?.id);
    }
    let sam = EditPerson {
        person: ids[6],
        name: "Sam Stone".to_owned(),
        title: String::new(),
        organization: Some(acme),
        sees_organization: true,
        site: None,
        notes: String::new(),
    };
    edit_person(tx, &system, &sam)?;
    let mut teams = Vec::new();
    for (name, visibility, members) in [
        ("First line", Visibility::Open, vec![ids[0], ids[1]]),
        ("Network", Visibility::Open, vec![ids[1]]),
        ("Payroll", Visibility::Restricted, vec![ids[2]]),
    ] {
        let team = add_team(tx, &system, &TeamInput { name: name.to_owned(), visibility })?.id;
        set_members(tx, &system, &SetMembers { team, members })?;
        teams.push(team);
    }
    Ok((ids, acme, leeds, teams))
}
