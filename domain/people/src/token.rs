//! API tokens: a secret that acts as its person, as far as its scope reaches.

use db::{Cells, Conn, DAY_MS, Moment, Row, Tx, id, params, row, words};
use outcome::{Check, Error, Refusal, Result, Sentence};

use crate::address::normal_email;
use crate::directory::{STANDING, Standing};
use crate::event::PeopleEvent;
use crate::person::{NAME_CHARS_MAX, too_long};
use crate::policy::{self, Action};
use crate::secret::{Secret, hash_of};
use crate::{Actor, Door, Person, PersonId, Reach};

/// What every token begins with: people and secret scanners recognise it.
pub const TOKEN_PREFIX: &str = "flt_";
/// Most tokens of one person that work.
pub const TOKENS_MAX: i64 = 50;
/// Longest text that is looked up as a token, in bytes; ours are shorter.
const TOKEN_BYTES_MAX: usize = 100;

id!(
    /// An API token's number; no secret.
    TokenId
);

words! {
    /// How far a token reaches.
    pub enum Scope {
        /// All that its person may do, but for making other ways to come in.
        Full = "full",
        /// Only looking.
        ReadOnly = "read_only",
    }
}

row! {
    /// A token as its person may see it.
    pub struct ApiToken {
        /// Its number.
        pub id: TokenId,
        /// Whose it is.
        pub person_id: PersonId,
        /// Where it is used, in its person's words.
        pub name: String,
        /// How far it reaches.
        pub scope: Scope,
        /// When it was made.
        pub created_at: Moment,
        /// The day it was last used, as its first instant in UTC.
        pub last_used_on: Option<Moment>,
        /// When it was revoked.
        pub revoked_at: Option<Moment>,
    }
}

impl ApiToken {
    /// Is it worth a [`note_token_use`]?
    #[must_use]
    pub fn wants_note(&self, now: Moment) -> bool {
        self.last_used_on.is_none_or(|day| day < day_of(now))
    }
}

/// A token to make.
#[derive(Debug, Clone)]
pub struct CreateToken {
    /// Whose.
    pub person: PersonId,
    /// Where it will be used.
    pub name: String,
    /// How far it reaches.
    pub scope: Scope,
}

/// Makes a token; the secret is shown once.
///
/// # Errors
/// Refused when the actor may not, when the input does not hold, or when the person has too many.
pub fn create_token(tx: &mut Tx<'_>, actor: &Actor, input: &CreateToken) -> Result<(ApiToken, Secret)> {
    let person = policy::permit(tx, actor, Action::CreateToken, input.person)?;
    let name = input.name.trim();
    let sql = "SELECT COUNT(*) FROM api_tokens WHERE person_id = $1 AND revoked_at IS NULL";
    let (count,) = tx.one::<(i64,)>(sql, params![person.id])?;
    Check::new()
        .that(!name.is_empty(), "name", "token-name-missing")
        .that(name.chars().count() <= NAME_CHARS_MAX, "name", too_long(NAME_CHARS_MAX))
        .that(count < TOKENS_MAX, "name", Sentence::new("tokens-too-many").with("max", TOKENS_MAX))
        .done()?;
    if !person.is_active() {
        return Err(Error::conflict("person-deactivated"));
    }
    let (secret, created_at) = (Secret::new(TOKEN_PREFIX)?, tx.now());
    let sql = "INSERT INTO api_tokens (person_id, name, token_hash, scope, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    let id: TokenId = tx.insert(sql, params![person.id, name, secret.hash(), input.scope, created_at])?;
    tx.record(actor, &PeopleEvent::TokenCreated { person: person.id, token: id, scope: input.scope })?;
    let token =
        ApiToken { id, person_id: person.id, name: name.to_owned(), scope: input.scope, created_at, last_used_on: None, revoked_at: None };
    Ok((token, secret))
}

/// Revokes a token; revoking it again changes nothing.
///
/// # Errors
/// Refused when the actor may not, `NotFound` when there is no such token.
pub fn revoke_token(tx: &mut Tx<'_>, actor: &Actor, id: &TokenId) -> Result<()> {
    let sql = format!("SELECT {} FROM api_tokens t WHERE t.id = $1", ApiToken::columns("t"));
    let token: ApiToken = tx.first(&sql, params![*id])?.ok_or(Refusal::NotFound)?;
    let person = match policy::permit(tx, actor, Action::SeeTokens, token.person_id) {
        Ok(_) => policy::permit(tx, actor, Action::RevokeToken, token.person_id)?,
        // A token's number tells nobody that it exists who may not see it.
        Err(Error::Refused(_)) => return Err(Refusal::NotFound.into()),
        Err(failed) => return Err(failed),
    };
    if token.revoked_at.is_some() {
        return Ok(());
    }
    let now = tx.now();
    tx.execute_one("UPDATE api_tokens SET revoked_at = $2 WHERE id = $1", params![token.id, now])?;
    tx.record(actor, &PeopleEvent::TokenRevoked { person: person.id, token: token.id })?;
    Ok(())
}

/// A person's tokens, the ones that work first, then the latest made.
///
/// # Errors
/// Refused when the actor may not see them.
pub fn tokens_of(conn: &Conn, actor: &Actor, person: PersonId) -> Result<Vec<ApiToken>> {
    let person = policy::permit(conn, actor, Action::SeeTokens, person)?;
    let sql =
        format!("SELECT {} FROM api_tokens t WHERE t.person_id = $1 ORDER BY t.revoked_at IS NOT NULL, t.id DESC", ApiToken::columns("t"));
    conn.all(&sql, params![person.id])
}

struct Found {
    standing: Standing,
    token: ApiToken,
}

impl Row for Found {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        let at = Standing::COLUMNS;
        let token = ApiToken {
            id: cells.field(at)?,
            person_id: cells.field(at + 1)?,
            name: cells.field(at + 2)?,
            scope: cells.field(at + 3)?,
            created_at: cells.field(at + 4)?,
            last_used_on: cells.field(at + 5)?,
            revoked_at: cells.field(at + 6)?,
        };
        Ok(Self { standing: Standing::read(cells)?, token })
    }
}

/// Who acts with this token, reaching as far as its scope. One statement, no writing.
///
/// # Errors
/// What the engine answers.
pub fn person_of_token(conn: &Conn, secret: &str) -> Result<Option<(Actor, Person, ApiToken)>> {
    found(conn, secret, None)
}

/// The same where the program also says whose token it is: another address than one of its person's finds nobody. One statement.
///
/// # Errors
/// What the engine answers.
pub fn person_of_named_token(conn: &Conn, email: &str, secret: &str) -> Result<Option<(Actor, Person, ApiToken)>> {
    let Some(email) = normal_email(email) else { return Ok(None) };
    found(conn, secret, Some(&email))
}

fn found(conn: &Conn, secret: &str, email: Option<&str>) -> Result<Option<(Actor, Person, ApiToken)>> {
    if !secret.starts_with(TOKEN_PREFIX) || secret.len() > TOKEN_BYTES_MAX {
        return Ok(None);
    }
    let sql = format!(
        "SELECT {}, {STANDING}, {} FROM api_tokens t JOIN people p ON p.id = t.person_id \
         LEFT JOIN organizations o ON o.id = p.organization_id \
         WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND p.deactivated_at IS NULL \
         AND (CAST($2 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM person_emails e WHERE e.email = $2 AND e.person_id = p.id))",
        Person::columns("p"),
        ApiToken::columns("t")
    );
    let Some(found) = conn.first::<Found>(&sql, params![hash_of(secret), email])? else { return Ok(None) };
    let reach = match found.token.scope {
        Scope::Full => Reach::Full,
        Scope::ReadOnly => Reach::ReadOnly,
    };
    let actor = Actor { reach, ..found.standing.actor(Door::Api) };
    Ok(Some((actor, found.standing.person, found.token)))
}

/// Notes that a token is in use; once a day is enough ([`ApiToken::wants_note`]).
///
/// # Errors
/// What the engine answers.
pub fn note_token_use(tx: &mut Tx<'_>, token: TokenId) -> Result<()> {
    let today = day_of(tx.now());
    tx.execute(
        "UPDATE api_tokens SET last_used_on = $2 WHERE id = $1 AND (last_used_on IS NULL OR last_used_on < $2)",
        params![token, today],
    )?;
    Ok(())
}

/// The first instant of a moment's day, in UTC.
fn day_of(moment: Moment) -> Moment {
    Moment(moment.0 - moment.0.rem_euclid(DAY_MS))
}
