//! Words and phrases in a ticket's text, as the index finds them.

use db::Conn;
use db::fulltext::{Audience, TextQuery};
use filter::{Sought, Sql, TextSearch};
use people::Actor;

use crate::event::TICKET;
use crate::policy::is_at_desk;

/// The full-text search of tickets, as `actor` may use it.
pub(crate) struct Words<'a> {
    pub(crate) conn: &'a Conn,
    pub(crate) actor: &'a Actor,
    pub(crate) over: Over,
}

/// What a condition is asked over, which decides where looking for words begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// All tickets: the words say which.
    All,
    /// One ticket that the statement names, or a few: each is asked for the words.
    One,
}

impl Words<'_> {
    /// The condition that the ticket `t` has what is looked for. The desk looks into notes too, and so must ask with
    /// [`crate::policy::workable`] beside it.
    pub(crate) fn found(&self, query: &TextQuery, first_param: usize) -> Sql {
        let audience = if is_at_desk(self.actor) { Audience::Internal } else { Audience::Public };
        let (condition, params) = match self.over {
            Over::All => self.conn.text_condition(query, TICKET, audience, "t.id", first_param),
            Over::One => self.conn.text_condition_of_one(query, TICKET, audience, "t.id", first_param),
        };
        Sql { condition, params }
    }
}

impl TextSearch for Words<'_> {
    fn condition(&self, field: Option<&str>, sought: &Sought, first_param: usize) -> Sql {
        let query = query_of(sought);
        self.found(&if field == Some("subject") { query.in_titles() } else { query }, first_param)
    }
}

/// A word or phrase of a filter as the index is asked for it.
pub(crate) fn query_of(sought: &Sought) -> TextQuery {
    if sought.exact { TextQuery::phrase(&sought.text) } else { TextQuery::word(&sought.text, sought.prefix) }
}
