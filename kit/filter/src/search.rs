//! The usual full-text search of a slice: the index of [`db::fulltext`].

use db::Conn;
use db::fulltext::{Audience, TextQuery};

use crate::bound::Sought;
use crate::sql::{Sql, TextSearch};

/// Free words and phrases are looked for in the index, as far as the asker may see.
pub struct IndexSearch<'c> {
    /// The connection whose engine the condition is for.
    pub conn: &'c Conn,
    /// The kind under which the slice indexes its subjects.
    pub kind: &'static str,
    /// What the asker may see.
    pub audience: Audience,
    /// The subject's id in the statement: `t.id`.
    pub id: &'static str,
    /// The full-text fields that mean the title alone; any other means all of the text.
    pub titles: &'static [&'static str],
}

impl TextSearch for IndexSearch<'_> {
    fn condition(&self, field: Option<&str>, sought: &Sought, first_param: usize) -> Sql {
        let query = TextQuery::from(sought);
        let query = if field.is_some_and(|field| self.titles.contains(&field)) { query.in_titles() } else { query };
        let (select, params) = self.conn.text_condition(&query, self.kind, self.audience, first_param);
        Sql { condition: format!("{} IN ({select})", self.id), params }
    }
}

impl From<&Sought> for TextQuery {
    fn from(sought: &Sought) -> Self {
        if sought.exact { Self::phrase(&sought.text) } else { Self::word(&sought.text, sought.prefix) }
    }
}
