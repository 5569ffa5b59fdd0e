//! Which agreement holds for a ticket: the first whose condition does.

use std::fmt::Write;
use std::sync::LazyLock;

use db::{Conn, Value, params};
use filter::{Bound, Context, Fields, Filter, Sql, Unbound};
use jiff::tz::TimeZone;
use outcome::Result;
use people::{Actor, Door};
use sla::AgreementId;

use crate::fields::{FilterNames, Over, Words, fields, fields_of};
use crate::ticket::TicketId;

/// What conditions may ask about: what a ticket is, not how far it has come nor when, which changes by itself.
const FIELDS: &[&str] = &[
    "kind",
    "source",
    "priority",
    "impact",
    "urgency",
    "assignee",
    "team",
    "requester",
    "organization",
    "category",
    "site",
    "opened_by",
    "tag",
    "parent",
    "unassigned",
];

/// The fields that the condition of an agreement may ask about; the desk's own fields come to them.
#[must_use]
pub fn condition_fields() -> &'static Fields {
    static ALL: LazyLock<Fields> = LazyLock::new(|| {
        let all = fields(&Actor::system(Door::Inside));
        Fields::new(all.iter().filter(|field| FIELDS.contains(&field.name())).cloned())
    });
    &ALL
}

/// The conditions of agreements, as agreements have them checked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Conditions;

impl sla::Conditions for Conditions {
    fn check(&self, conn: &Conn, text: &str) -> Result<(), Unbound> {
        read(conn, text, 2).map(|_| ())
    }
}

/// The condition on `t`, its parameters numbered from `first_param`.
fn read(conn: &Conn, text: &str, first_param: usize) -> Result<Sql, Unbound> {
    let firstline = Actor::system(Door::Inside);
    let fields = fields_of(conn, condition_fields(), &firstline, text)?;
    let fields = fields.as_ref();
    let context = Context::new(conn.now().0, TimeZone::UTC, None);
    let filter = Filter::parse(text, fields)?;
    let names = FilterNames { conn, actor: &firstline };
    let bound: Bound<'_> = filter.bind(fields, &names, &context)?;
    Ok(bound.to_sql(&Words { conn, actor: &firstline, over: Over::All }, first_param))
}

/// The agreement that holds for a ticket as it is written now. A condition that no longer reads, because a name in it is gone,
/// holds for nothing; the settings say so.
pub(super) fn agreement_of(conn: &Conn, ticket: TicketId) -> Result<Option<AgreementId>> {
    let mut values: Vec<Value> = params![ticket].to_vec();
    let Some(holds) = first_that_holds(conn, &sla::conditions(conn)?, &mut values)? else { return Ok(None) };
    let (found,) = conn.one::<(i64,)>(&format!("SELECT {holds} FROM tickets t WHERE t.id = $1"), &values)?;
    Ok((found != 0).then_some(AgreementId(found)))
}

/// The number of the first of these agreements whose condition holds for the row `t`, 0 when none does, as an expression; its
/// parameters come behind `values`. Nothing when no condition reads.
pub(super) fn first_that_holds(conn: &Conn, all: &[(AgreementId, String)], values: &mut Vec<Value>) -> Result<Option<String>> {
    let mut cases = String::new();
    for (id, text) in all {
        let condition = match read(conn, text, values.len() + 1) {
            Ok(condition) => condition,
            Err(Unbound::Problem(problem)) => {
                tracing::warn!(agreement = id.0, %problem, "the condition of an agreement does not hold together; it is passed over");
                continue;
            }
            Err(Unbound::Failed(failed)) => return Err(failed),
        };
        let _ = write!(cases, "WHEN {} THEN {} ", condition.condition, id.0);
        values.extend(condition.params);
    }
    Ok((!cases.is_empty()).then(|| format!("CAST(CASE {cases}ELSE 0 END AS BIGINT)")))
}
