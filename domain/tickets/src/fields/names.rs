//! Whom the names in a filter mean.

use db::{Conn, params};
use filter::{Resolve, Spelling};
use outcome::Result;
use people::Actor;
use text::plain::fold;

use super::custom::OPTION_OF;
use crate::category::categories;

/// The names that `actor` may use: every person, team, organization, category and site by name.
pub struct FilterNames<'a> {
    /// Where they are looked up.
    pub conn: &'a Conn,
    /// Whose own words, such as `me`, are meant.
    pub actor: &'a Actor,
}

/// The end of every text that begins with `start`: no letter comes after this one.
fn end_of(start: &str) -> String {
    format!("{start}\u{10ffff}")
}

/// What stands between the names of a path.
const BETWEEN: &str = " / ";

/// The last name of a path.
fn last_of(path: &str) -> &str {
    path.rsplit_once(BETWEEN).map_or(path, |(_, last)| last)
}

impl FilterNames<'_> {
    fn ids(&self, sql: &str, params: &[db::Value]) -> Result<Vec<i64>> {
        Ok(self.conn.all::<(i64,)>(sql, params)?.into_iter().map(|(id,)| id).collect())
    }

    fn people(&self, name: &str, spelling: Spelling, max: usize) -> Result<Vec<i64>> {
        let (key, email) = (fold(name), name.trim().to_lowercase());
        let (key_to, email_to) = match spelling {
            Spelling::Whole => (key.clone(), email.clone()),
            Spelling::Start => (end_of(&key), end_of(&email)),
        };
        let sql = format!(
            "SELECT id FROM people WHERE name_key >= $1 AND name_key <= $2 \
             UNION SELECT person_id FROM person_emails WHERE email >= $3 AND email <= $4 LIMIT {max}"
        );
        self.ids(&sql, params![key, key_to, email, email_to])
    }

    fn by_key(&self, table: &str, name: &str, spelling: Spelling, max: usize) -> Result<Vec<i64>> {
        let key = fold(name);
        let to = if spelling == Spelling::Whole { key.clone() } else { end_of(&key) };
        self.ids(&format!("SELECT id FROM {table} WHERE name_key >= $1 AND name_key <= $2 LIMIT {max}"), params![key, to])
    }

    /// Sites are few and have no key column.
    fn sites(&self) -> Result<Vec<(i64, String)>> {
        self.conn.all("SELECT id, name FROM sites ORDER BY name", params![])
    }

    /// The category with this name or path, and all that lies below it: who asks for *Network* means *Network / VPN* too.
    fn categories(&self, name: &str, spelling: Spelling, max: usize) -> Result<Vec<i64>> {
        let (all, key) = (categories(self.conn)?, fold(name));
        let fits = |text: &str| if spelling == Spelling::Whole { text == key } else { text.starts_with(&key) };
        let meant: Vec<_> = all.iter().filter(|c| fits(&c.path_key) || fits(&fold(&c.name))).collect();
        let with_below = all.iter().filter(|c| meant.iter().any(|m| m.id == c.id || c.is_below(m)));
        Ok(with_below.take(max).map(|c| c.id.0).collect())
    }

    /// The options with this name or path, archived ones too, and in a tree all that lies below them.
    fn options(&self, field: &str, name: &str, spelling: Spelling, max: usize) -> Result<Vec<i64>> {
        let (all, key) = (self.options_of(field, true)?, fold(name));
        let fits = |text: &str| if spelling == Spelling::Whole { text == key } else { text.starts_with(&key) };
        let meant: Vec<&String> = all.iter().map(|(_, path)| path).filter(|path| fits(path) || fits(last_of(path))).collect();
        let below =
            |path: &str| meant.iter().any(|m| path == m.as_str() || path.strip_prefix(m.as_str()).is_some_and(|r| r.starts_with(BETWEEN)));
        Ok(all.iter().filter(|(_, path)| below(path)).map(|(id, _)| *id).take(max).collect())
    }

    /// The options of a field with their keys, or with their names.
    fn options_of(&self, field: &str, keys: bool) -> Result<Vec<(i64, String)>> {
        let (column, only) = if keys { ("name_key", "") } else { ("name", "AND archived_at IS NULL ") };
        let sql = format!("SELECT id, {column} FROM field_options WHERE field_id = $1 {only}ORDER BY position, id");
        self.conn.all(&sql, params![field.parse::<i64>().unwrap_or(0)])
    }

    fn starting(&self, from: &str, start: &str, max: usize) -> Result<Vec<String>> {
        let key = fold(start);
        let sql = format!("SELECT name FROM {from} name_key >= $1 AND name_key <= $2 ORDER BY name_key, id LIMIT {max}");
        Ok(self.conn.all::<(String,)>(&sql, params![&key, end_of(&key)])?.into_iter().map(|(name,)| name).collect())
    }
}

impl Resolve for FilterNames<'_> {
    fn own(&self, noun: &str, word: &str) -> Option<Vec<i64>> {
        match (noun, word) {
            ("person" | "agent", "me") => Some(self.actor.person().map(|me| me.0).into_iter().collect()),
            ("team", "mine" | "my-teams") => Some(self.actor.teams.iter().map(|team| team.0).collect()),
            ("organization", "mine") => Some(self.actor.organization.map(|o| o.0).into_iter().collect()),
            _ => None,
        }
    }

    fn named(&self, noun: &str, name: &str, spelling: Spelling, max: usize) -> Result<Vec<i64>> {
        match noun {
            "team" => self.by_key("teams", name, spelling, max),
            "organization" => self.by_key("organizations", name, spelling, max),
            "category" => self.categories(name, spelling, max),
            option if option.starts_with(OPTION_OF) => self.options(&option[OPTION_OF.len()..], name, spelling, max),
            "site" => {
                let key = fold(name);
                let fits = |site: &str| if spelling == Spelling::Whole { fold(site) == key } else { fold(site).starts_with(&key) };
                Ok(self.sites()?.into_iter().filter(|(_, site)| fits(site)).map(|(id, _)| id).take(max).collect())
            }
            _ => self.people(name, spelling, max),
        }
    }

    fn names(&self, noun: &str, start: &str, max: usize) -> Result<Vec<String>> {
        match noun {
            "team" => self.starting("teams WHERE archived_at IS NULL AND", start, max),
            "organization" => self.starting("organizations WHERE", start, max),
            "agent" => self.starting("people WHERE deactivated_at IS NULL AND role <> 'requester' AND", start, max),
            "category" => {
                let key = fold(start);
                let open = categories(self.conn)?.into_iter().filter(|c| c.archived_at.is_none());
                let fitting = open.filter(|c| c.path_key.starts_with(&key) || fold(&c.name).starts_with(&key));
                Ok(fitting.map(|c| c.path).take(max).collect())
            }
            option if option.starts_with(OPTION_OF) => {
                let key = fold(start);
                let fits = |name: &String| fold(name).starts_with(&key) || fold(last_of(name)).starts_with(&key);
                Ok(self.options_of(&option[OPTION_OF.len()..], false)?.into_iter().map(|(_, name)| name).filter(fits).take(max).collect())
            }
            "site" => {
                let key = fold(start);
                Ok(self.sites()?.into_iter().map(|(_, name)| name).filter(|name| fold(name).starts_with(&key)).take(max).collect())
            }
            _ => self.starting("people WHERE deactivated_at IS NULL AND", start, max),
        }
    }

    fn labels(&self, field: &str, start: &str, max: usize) -> Result<Vec<String>> {
        if field != "tag" {
            return Ok(Vec::new());
        }
        let start = start.to_lowercase();
        let sql = format!("SELECT DISTINCT tag FROM ticket_tags WHERE tag >= $1 AND tag <= $2 ORDER BY tag LIMIT {max}");
        Ok(self.conn.all::<(String,)>(&sql, params![&start, end_of(&start)])?.into_iter().map(|(tag,)| tag).collect())
    }
}
