//! What the filter language knows of tickets: the fields, whom their names mean, and the condition that a filter becomes.

mod complete;
mod custom;
mod names;
mod text;

pub use complete::{Completed, Offer, complete_filter};
pub use names::FilterNames;

use std::borrow::Cow;
use std::sync::LazyLock;

use db::Conn;
use db::fulltext::TextQuery;
use filter::{Context, Field, Fields, Filter, Sql, Unbound, rows};
use jiff::tz::TimeZone;
use outcome::Result;
use people::Actor;

use crate::escalate::ESCALATED;
use crate::kind::{Kind, Source};
use crate::policy::is_at_desk;
use crate::queue::Order;
use crate::satisfaction::Satisfaction;
use crate::status::Status;
pub use text::Over;
pub(crate) use text::Words;
use text::query_of;

/// A filter that was read for somebody: its condition on `t`, the order it asks for, the words it looks for.
pub(crate) struct Filtered {
    pub(crate) when: Sql,
    pub(crate) order: Vec<Order>,
    pub(crate) sought: TextQuery,
}

/// The fields that `actor` may ask about. Whoever does not work at the desk is not told by a filter what a page would not show:
/// no inner work, and nobody's name.
#[must_use]
pub fn fields(actor: &Actor) -> &'static Fields {
    static DESK: LazyLock<Fields> = LazyLock::new(|| Fields::new(outside().into_iter().chain(inside())));
    static OUTSIDE: LazyLock<Fields> = LazyLock::new(|| Fields::new(outside()));
    if is_at_desk(actor) { &DESK } else { &OUTSIDE }
}

/// The same fields and the desk's own ones, as `field.asset_tag`: what completion offers. One statement at the desk, none outside.
///
/// # Errors
/// What the engine answers.
pub fn all_fields(conn: &Conn, actor: &Actor) -> Result<Fields> {
    let mut all = fields(actor).clone();
    if is_at_desk(actor) {
        custom::add_to(&mut all, conn)?;
    }
    Ok(all)
}

/// The fields that `text` may ask about; the desk's own ones are looked up only for a text that names one.
pub(crate) fn fields_of<'f>(conn: &Conn, base: &'f Fields, actor: &Actor, text: &str) -> Result<Cow<'f, Fields>> {
    if !is_at_desk(actor) || !text.to_ascii_lowercase().contains(custom::BEGINS) {
        return Ok(Cow::Borrowed(base));
    }
    let mut all = base.clone();
    custom::add_to(&mut all, conn)?;
    Ok(Cow::Owned(all))
}

/// Reads `text` for the asker.
///
/// # Errors
/// What is wrong with it, with its place; or what the engine answers.
pub(crate) fn read(conn: &Conn, actor: &Actor, text: &str, zone: &TimeZone) -> Result<Filtered, Unbound> {
    let fields = fields_of(conn, fields(actor), actor, text)?;
    let fields = fields.as_ref();
    let context = Context::new(conn.now().0, zone.clone(), actor.person().map(|me| me.0));
    let bound = Filter::parse(text, fields)?.bind(fields, &FilterNames { conn, actor }, &context)?;
    let order = bound.order().iter().filter_map(|o| Some(Order { sort: o.field.name().parse().ok()?, descending: o.descending })).collect();
    let sought = bound.sought().into_iter().fold(TextQuery::default(), |query, sought| query.and(query_of(sought)));
    Ok(Filtered { when: bound.to_sql(&Words { conn, actor, over: Over::All }, 1), order, sought })
}

/// Reads `text` for a list.
///
/// # Errors
/// `Invalid` with what is wrong and what would be right.
pub(crate) fn condition(conn: &Conn, actor: &Actor, text: &str, zone: &TimeZone) -> Result<Filtered> {
    Ok(read(conn, actor, text, zone)?)
}

/// What everybody may ask about the tickets they see.
fn outside() -> Vec<Field> {
    vec![
        Field::words("status", Status::ALL.iter().map(|s| s.as_str()), "t.status")
            .ranked()
            .means("solved", ["resolved"])
            .means("pending", ["waiting"])
            .means("hold", ["on_hold"])
            .means("unfinished", ["new", "open", "waiting", "on_hold"])
            .means("finished", ["resolved", "closed"])
            .sortable(),
        Field::words("kind", Kind::ALL.iter().map(|k| k.as_str()), "t.kind").alias("type").means("request", ["service_request"]),
        Field::number("number", "t.id").alias("id").sortable(),
        Field::time("created", "t.opened_at").alias("opened").alias("created_at").sortable(),
        Field::time("updated", "t.updated_at").alias("updated_at").sortable(),
        Field::time("resolved", "t.resolved_at").alias("solved"),
        Field::time("closed", "t.closed_at"),
        Field::words("source", Source::ALL.iter().map(|s| s.as_str()), "t.source").alias("via"),
        Field::full_text("subject"),
    ]
}

/// What the desk may ask besides.
fn inside() -> Vec<Field> {
    let level = |name: &'static str, column: &'static str| Field::words(name, ["low", "medium", "high"], column).ranked();
    vec![
        Field::words(
            "priority",
            ["low", "normal", "high", "critical"],
            "CASE t.priority WHEN 1 THEN 'critical' WHEN 2 THEN 'high' WHEN 3 THEN 'normal' ELSE 'low' END",
        )
        .ranked()
        .means("p1", ["critical"])
        .means("p2", ["high"])
        .means("p3", ["normal"])
        .means("p4", ["low"])
        .means("urgent", ["critical"])
        .sortable(),
        level("impact", "t.impact"),
        level("urgency", "t.urgency"),
        Field::reference("assignee", "agent", "t.assignee_id").sortable(),
        Field::reference("team", "team", "t.team_id").alias("group").sortable(),
        Field::reference("requester", "person", "t.requester_id").sortable(),
        Field::reference("organization", "organization", "t.organization_id").alias("requester.organization").alias("org").sortable(),
        Field::reference("category", "category", "t.category_id").sortable(),
        Field::reference("site", "site", "t.site_id"),
        Field::reference("opened_by", "person", "t.opened_by").alias("submitter"),
        Field::reference("watcher", "person", rows("watchers w WHERE w.ticket_id = t.id", "w.person_id")).alias("cc"),
        Field::reference("voice", "agent", rows("ticket_voices v WHERE v.ticket_id = t.id", "v.person_id")),
        Field::label("tag", rows("ticket_tags g WHERE g.ticket_id = t.id", "g.tag")).alias("tags"),
        Field::label("external_id", "LOWER(t.external_id)"),
        Field::words("satisfaction", Satisfaction::ALL.iter().map(|s| s.as_str()), "t.satisfaction"),
        Field::time("replied", "t.first_replied_at"),
        Field::time("last_message", "t.last_message_at"),
        Field::time("since", "t.status_since"),
        Field::time("hold_until", "t.hold_until"),
        Field::time("due", "t.due_at").sortable(),
        Field::words("promise", sla::Metric::ALL.iter().map(|m| m.as_str()), "t.due_metric"),
        Field::flag("overdue", "t.due_at IS NOT NULL AND t.due_at < {now}"),
        Field::duration("spent", db::MINUTE_MS, "t.minutes_spent"),
        Field::number("messages", "t.message_count"),
        Field::number("reopened", "t.reopened_count"),
        Field::number("parent", "t.parent_id"),
        Field::flag("unassigned", "t.assignee_id IS NULL"),
        Field::flag("answered", "t.first_replied_at IS NOT NULL"),
        Field::flag("our_move", "t.status IN ('new', 'open') AND t.last_message_side = 'requester'"),
        Field::flag("escalated", ESCALATED),
        Field::flag("merged", "t.merged_into IS NOT NULL"),
        Field::flag("watched", "EXISTS (SELECT 1 FROM watchers w WHERE w.ticket_id = t.id AND w.person_id = {me})"),
        Field::flag("bookmarked", "EXISTS (SELECT 1 FROM bookmarks b WHERE b.ticket_id = t.id AND b.person_id = {me})").alias("kept"),
        Field::flag("attachment", "EXISTS (SELECT 1 FROM attachments f WHERE f.ticket_id = t.id AND f.message_id IS NOT NULL)")
            .alias("attachments"),
    ]
}

#[cfg(test)]
mod tests {
    use people::{Actor, Door, PersonId, Role, Who};

    use super::fields;
    use crate::queue::Sort;

    #[test]
    fn every_field_that_sorts_is_a_sort_of_the_queue() {
        for field in fields(&Actor::system(Door::Web)).iter().filter(|field| field.is_sortable()) {
            assert!(field.name().parse::<Sort>().is_ok(), "{} cannot be sorted by", field.name());
        }
    }

    #[test]
    fn a_requester_asks_about_nothing_of_the_desks() {
        let rita = Actor { who: Who::Person(PersonId(1)), role: Role::Requester, ..Actor::system(Door::Portal) };
        assert!(fields(&rita).find("status").is_some());
        for inner in ["assignee", "tag", "spent", "watcher", "requester", "priority"] {
            assert!(fields(&rita).find(inner).is_none(), "{inner} is open to requesters");
        }
    }
}
