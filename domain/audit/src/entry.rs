//! Entries as people and programs read them: newest first, narrowed by who, what, to what and when.

use std::collections::HashMap;

use db::{Conn, Moment, Value, id, params};
use outcome::{Refusal, Result};
use people::{Actor, PersonId, directory};

use crate::chain::Link;
use crate::kinds::Act;
use crate::policy::{Action, permit};
use crate::reading::Record;

id!(
    /// An entry's place in the chain.
    EntryId
);

/// Most entries of a page.
pub const PAGE_MAX: usize = 100;

/// Which entries are asked for.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// Of this person's acts.
    pub actor: Option<PersonId>,
    /// Of this kind, or of all kinds of a noun: `token.created`, `token`.
    pub kind: Option<String>,
    /// Of acts on this kind of noun.
    pub subject_kind: Option<String>,
    /// Of acts on the noun of this number.
    pub subject_id: Option<i64>,
    /// Of this sort of act.
    pub act: Option<Act>,
    /// Not earlier than this.
    pub from: Option<Moment>,
    /// Earlier than this.
    pub until: Option<Moment>,
    /// Older than this entry.
    pub before: Option<EntryId>,
    /// Newer than this entry.
    pub after: Option<EntryId>,
    /// The oldest comes first.
    pub oldest_first: bool,
    /// All are to be counted.
    pub counts: bool,
    /// Passed over.
    pub skip: i64,
    /// At most so many.
    pub limit: usize,
}

/// An entry with the names that it has numbers for.
#[derive(Debug, Clone)]
pub struct Entry {
    /// As it stands in the chain.
    pub link: Link,
    /// The name of the person who acted; none for Firstline itself, rules, and people who were erased.
    pub actor_name: Option<String>,
    /// The name of the person it was done to.
    pub person_name: Option<String>,
    /// What was read, where something was.
    pub record: Option<Record>,
}

impl Entry {
    /// The person who acted.
    #[must_use]
    pub fn actor_id(&self) -> Option<PersonId> {
        number_of(&self.link.actor)
    }

    /// What it was done to, in the nouns of the product: what was read, where something was.
    #[must_use]
    pub fn noun(&self) -> &str {
        match self.record {
            Some(record) => record.noun(),
            None => &self.link.subject_kind,
        }
    }
}

/// A page of entries.
#[derive(Debug, Clone)]
pub struct Page {
    /// The entries, in the order that was asked for.
    pub entries: Vec<Entry>,
    /// Is there more in the direction of walking?
    pub more: bool,
    /// How many there are in all, where they were counted.
    pub count: Option<i64>,
}

/// A page of entries. At most three statements.
///
/// # Errors
/// Refused to who may not read the log.
pub fn entries(conn: &Conn, actor: &Actor, ask: &Ask) -> Result<Page> {
    permit(actor, Action::SeeLog)?;
    let (mut condition, mut values) = condition(ask);
    let count = match ask.counts {
        true => Some(conn.one::<(i64,)>(&format!("SELECT COUNT(*) FROM audit_entries a WHERE {condition}"), &values)?.0),
        false => None,
    };
    for (sign, bound) in [('<', ask.before), ('>', ask.after)] {
        if let Some(bound) = bound {
            values.push(bound.into());
            condition = format!("{condition} AND a.id {sign} ${}", values.len());
        }
    }
    values.push(i64::try_from(ask.limit.saturating_add(1)).unwrap_or(i64::MAX).into());
    values.push(ask.skip.into());
    // Towards newer ones one walks upwards, whatever order they are shown in.
    let upwards = if ask.before.is_some() { false } else { ask.after.is_some() || ask.oldest_first };
    let sql = format!(
        "SELECT {} FROM audit_entries a WHERE {condition} ORDER BY a.id {} LIMIT ${} OFFSET ${}",
        Link::columns("a"),
        if upwards { "ASC" } else { "DESC" },
        values.len() - 1,
        values.len()
    );
    let mut links: Vec<Link> = conn.all(&sql, &values)?;
    let more = links.len() > ask.limit;
    links.truncate(ask.limit);
    if upwards != ask.oldest_first {
        links.reverse();
    }
    Ok(Page { entries: named(conn, links)?, more, count })
}

/// One entry.
///
/// # Errors
/// `NotFound`; refused to who may not read the log.
pub fn entry(conn: &Conn, actor: &Actor, id: EntryId) -> Result<Entry> {
    permit(actor, Action::SeeLog)?;
    let link = conn.first(&format!("SELECT {} FROM audit_entries a WHERE id = $1", Link::columns("a")), params![id])?;
    let mut named = named(conn, vec![link.ok_or(Refusal::NotFound)?])?;
    named.pop().ok_or_else(|| Refusal::NotFound.into())
}

fn condition(ask: &Ask) -> (String, Vec<Value>) {
    let (mut parts, mut values) = (vec![acts(ask.act)], Vec::new());
    let mut add = |sql: &str, value: Value| {
        values.push(value);
        parts.push(sql.replace('?', &format!("${}", values.len())));
    };
    if let Some(person) = ask.actor {
        add("actor = ?", format!("person:{person}").into());
    }
    match ask.kind.as_deref() {
        Some(kind) if kind.contains('.') => add("kind = ?", kind.to_owned().into()),
        // From `token.` up to what comes right after the dot.
        Some(noun) => {
            add("kind >= ?", format!("{noun}.").into());
            add("kind < ?", format!("{noun}/").into());
        }
        None => {}
    }
    if let Some(kind) = &ask.subject_kind {
        add("subject_kind = ?", kind.clone().into());
    }
    if let Some(id) = ask.subject_id {
        add("subject_id = ?", id.into());
    }
    if let Some(from) = ask.from {
        add("at >= ?", from.into());
    }
    if let Some(until) = ask.until {
        add("at < ?", until.into());
    }
    (parts.join(" AND "), values)
}

/// The condition for a sort of act, by how its kinds end.
fn acts(act: Option<Act>) -> String {
    let like = |act: Act| act.endings().iter().map(|end| format!("a.kind LIKE '%{end}'")).collect::<Vec<_>>().join(" OR ");
    match act {
        None => "1 = 1".to_owned(),
        // What no other sort is called.
        Some(Act::Update) => {
            let others = Act::ALL.iter().filter(|other| **other != Act::Update);
            others.map(|other| format!("NOT ({})", like(*other))).collect::<Vec<_>>().join(" AND ")
        }
        Some(act) => format!("({})", like(act)),
    }
}

fn named(conn: &Conn, links: Vec<Link>) -> Result<Vec<Entry>> {
    let mut all: Vec<Entry> = links
        .into_iter()
        .map(|link| {
            let data: serde_json::Value = serde_json::from_str(&link.data).unwrap_or_default();
            let record = data["record"].as_str().filter(|_| link.kind == "record.read").and_then(|word| word.parse().ok());
            Entry { link, actor_name: None, person_name: None, record }
        })
        .collect();
    let subject = |entry: &Entry| (entry.noun() == "person").then_some(PersonId(entry.link.subject_id));
    let mut ids: Vec<PersonId> = all.iter().flat_map(|entry| [entry.actor_id(), subject(entry)]).flatten().collect();
    ids.sort_unstable();
    ids.dedup();
    let known = directory::people_by_ids(conn, &ids)?;
    let names: HashMap<PersonId, String> = known.into_iter().map(|person| (person.id, person.name)).collect();
    for entry in &mut all {
        entry.actor_name = entry.actor_id().and_then(|id| names.get(&id).cloned());
        entry.person_name = subject(entry).and_then(|id| names.get(&id).cloned());
    }
    Ok(all)
}

fn number_of(actor: &str) -> Option<PersonId> {
    actor.strip_prefix("person:").and_then(|id| id.parse().ok())
}
