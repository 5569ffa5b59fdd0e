//! A problem is written down, and what is known of it grows.

use db::{Conn, Tx, params};
use outcome::{Check, Result, Sentence};
use people::{Actor, Door, PersonId, directory};
use tickets::{CategoryId, TicketId};

use crate::event::{Happening, ProblemEvent};
use crate::limits::{NAME_CHARS_MAX, TEXT_CHARS_MAX};
use crate::link::{LinkIncident, link_incident};
use crate::policy::{self, Action};
use crate::problem::{Problem, ProblemId, State, of};

/// A problem as it should be.
#[derive(Debug, Clone)]
pub struct ProblemInput {
    /// What it is, in a line.
    pub name: String,
    /// What is seen of it.
    pub about: String,
    /// Why it happens.
    pub root_cause: String,
    /// What helps until it is fixed.
    pub workaround: String,
    /// Is it one that the desk knows how to get around?
    pub known_error: bool,
    /// Where it stands.
    pub state: State,
    /// Who sees to it.
    pub owner: Option<PersonId>,
    /// What it is about.
    pub category: Option<CategoryId>,
}

impl ProblemInput {
    /// A problem of which only the name is known.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        let (about, root_cause, workaround) = (String::new(), String::new(), String::new());
        Self { name: name.into(), about, root_cause, workaround, known_error: false, state: State::Open, owner: None, category: None }
    }
}

impl From<&Problem> for ProblemInput {
    fn from(problem: &Problem) -> Self {
        Self {
            name: problem.name.clone(),
            about: problem.about.clone(),
            root_cause: problem.root_cause.clone(),
            workaround: problem.workaround.clone(),
            known_error: problem.known_error,
            state: problem.state,
            owner: problem.owner_id,
            category: problem.category_id,
        }
    }
}

/// Writes a problem down, with its first incidents.
///
/// # Errors
/// `NotAllowed`; `Invalid`; what [`link_incident`] answers for any of the incidents.
pub fn open_problem(tx: &mut Tx<'_>, actor: &Actor, input: &ProblemInput, incidents: &[TicketId]) -> Result<Problem> {
    policy::permit(actor, Action::Work)?;
    check(tx, input)?;
    let now = tx.now();
    let sql = "INSERT INTO problems (name, about, root_cause, workaround, known_error, state, owner_id, category_id, opened_at, updated_at, \
               fixed_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$9,$10) RETURNING id";
    let fixed = (input.state == State::Fixed).then_some(now);
    let (name, about, cause, around) = texts(input);
    let values = params![name, about, cause, around, input.known_error, input.state, input.owner, input.category, now, fixed];
    let problem: ProblemId = tx.insert(sql, values)?;
    tx.record(actor, &ProblemEvent { problem, what: &Happening::Opened })?;
    for &ticket in incidents {
        link_incident(tx, actor, &LinkIncident { problem, ticket })?;
    }
    of(tx, problem, "")
}

/// Changes what is known of a problem.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Invalid`.
pub fn edit_problem(tx: &mut Tx<'_>, actor: &Actor, id: ProblemId, input: &ProblemInput) -> Result<Problem> {
    policy::permit(actor, Action::Work)?;
    let was = of(tx, id, &tx.locking("p"))?;
    check(tx, input)?;
    let now = tx.now();
    let fixed = if input.state == State::Fixed { was.fixed_at.or(Some(now)) } else { None };
    let (name, about, cause, around) = texts(input);
    tx.execute_one(
        "UPDATE problems SET name = $2, about = $3, root_cause = $4, workaround = $5, known_error = $6, state = $7, owner_id = $8, \
         category_id = $9, updated_at = $10, fixed_at = $11 WHERE id = $1",
        params![id, name, about, cause, around, input.known_error, input.state, input.owner, input.category, now, fixed],
    )?;
    let is = of(tx, id, "")?;
    for what in changes(&was, &is) {
        tx.record(actor, &ProblemEvent { problem: id, what: &what })?;
    }
    Ok(is)
}

fn texts(input: &ProblemInput) -> (&str, &str, &str, &str) {
    (input.name.trim(), input.about.trim(), input.root_cause.trim(), input.workaround.trim())
}

/// What the log says of the way from one to the other.
fn changes(was: &Problem, is: &Problem) -> Vec<Happening> {
    let words = |p: &Problem| (p.name.clone(), p.about.clone(), p.root_cause.clone(), p.workaround.clone());
    let mut all = Vec::new();
    if words(was) != words(is) {
        let (name, about, root_cause, workaround) = words(was);
        all.push(Happening::Edited { name, about, root_cause, workaround });
    }
    if was.owner_id != is.owner_id {
        all.push(Happening::Handed { from: was.owner_id, to: is.owner_id });
    }
    if was.known_error != is.known_error {
        all.push(Happening::Known { known_error: is.known_error });
    }
    if was.state != is.state {
        all.push(Happening::Moved { from: was.state, to: is.state });
    }
    all
}

fn check(conn: &Conn, input: &ProblemInput) -> Result<()> {
    let (name, about, cause, around) = texts(input);
    let fits = |text: &str| text.chars().count() <= TEXT_CHARS_MAX;
    let too_long = || Sentence::new("problem-text-too-long").with("max", TEXT_CHARS_MAX);
    let mut check = Check::new();
    check
        .that(!name.is_empty(), "name", "problem-name-missing")
        .that(name.chars().count() <= NAME_CHARS_MAX, "name", Sentence::new("problem-name-too-long").with("max", NAME_CHARS_MAX))
        .that(fits(about), "about", too_long())
        .that(fits(cause), "root_cause", too_long())
        .that(fits(around), "workaround", too_long())
        .that(!input.known_error || !around.is_empty(), "workaround", "problem-known-needs-workaround")
        .that(input.state != State::Found || !cause.is_empty(), "root_cause", "problem-found-needs-cause")
        .that(works_here(conn, input.owner)?, "owner", "problem-owner-unknown");
    check.done()
}

/// Is it nobody, or somebody of the desk?
pub(crate) fn works_here(conn: &Conn, person: Option<PersonId>) -> Result<bool> {
    let Some(person) = person else { return Ok(true) };
    Ok(directory::actor_of(conn, person, Door::Inside)?.is_some_and(|actor| actor.is_staff()))
}
