//! A chain: who is called in which order, and how long each step waits before the next.

use db::{Conn, words};
use outcome::Result;
use people::{Actor, Door, PersonId};
use rota::RotaId;
use serde::{Deserialize, Serialize};
use sla::Whom;

use crate::limits::{ANSWER_MINUTES, LEADS_MINUTES};

/// Whom a step calls, found out when the step is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Called {
    /// A person.
    Person(PersonId),
    /// Who has the ticket.
    Assignee,
    /// Everybody of its team.
    Team,
    /// The leads of its team; every lead when none of them belongs to it.
    Leads,
    /// Who is on duty in a rota.
    OnDuty(RotaId),
    /// Who comes on duty after them.
    Next(RotaId),
    /// Everybody of a rota.
    Everybody(RotaId),
    /// The leads of a rota's team.
    LeadsOf(RotaId),
}

words! {
    /// The same in a word, for the timeline and lists.
    pub enum Word {
        /// A person.
        Person = "person",
        /// Who has the ticket.
        Assignee = "assignee",
        /// Its team.
        Team = "team",
        /// Leads.
        Leads = "leads",
        /// Who is on duty.
        OnDuty = "on_duty",
        /// Who comes next.
        Next = "next",
        /// Everybody of a rota.
        Everybody = "everybody",
    }
}

impl Called {
    /// In a word.
    #[must_use]
    pub fn word(self) -> Word {
        match self {
            Self::Person(_) => Word::Person,
            Self::Assignee => Word::Assignee,
            Self::Team => Word::Team,
            Self::Leads | Self::LeadsOf(_) => Word::Leads,
            Self::OnDuty(_) => Word::OnDuty,
            Self::Next(_) => Word::Next,
            Self::Everybody(_) => Word::Everybody,
        }
    }
}

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Whom it calls.
    pub call: Called,
    /// How many minutes they have before the next step.
    pub minutes: u16,
}

/// The steps for whom an agreement, a rule or a colleague pages: a rota's own ones as often as it says, else those who were named,
/// then their team, then the leads.
pub(crate) fn steps(conn: &Conn, whom: Whom) -> Result<Vec<Step>> {
    let step = |call| Step { call, minutes: if call == Called::Leads { LEADS_MINUTES } else { ANSWER_MINUTES } };
    let named: &[Called] = match whom {
        Whom::Rota(rota) => return of_rota(conn, RotaId(rota)),
        Whom::Person(person) => return Ok([Called::Person(person), Called::Leads].map(step).to_vec()),
        Whom::Assignee => &[Called::Assignee, Called::Team, Called::Leads],
        Whom::Team => &[Called::Team, Called::Leads],
        Whom::Leads => &[Called::Leads, Called::Leads],
    };
    Ok(named.iter().copied().map(step).collect())
}

fn of_rota(conn: &Conn, id: RotaId) -> Result<Vec<Step>> {
    let plan = rota::rota(conn, &Actor::system(Door::Inside), id)?.plan;
    let step = |call: &rota::Call| Step {
        call: match call.whom {
            rota::Called::OnDuty => Called::OnDuty(id),
            rota::Called::Next => Called::Next(id),
            rota::Called::Everybody => Called::Everybody(id),
            rota::Called::Leads => Called::LeadsOf(id),
        },
        minutes: call.minutes,
    };
    let once: Vec<Step> = plan.calls.iter().map(step).collect();
    Ok(once.repeat(usize::from(plan.rounds)))
}
