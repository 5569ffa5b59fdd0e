//! Where terms and hours are looked up: the database, and calendars that this process already knows.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use anyhow::Context;
use calendar::{Calendar, Definition};
use data_encoding::HEXLOWER;
use db::{Conn, params};
use outcome::Result;
use sha2::{Digest, Sha256};

use crate::limits::CALENDARS_KEPT_MAX;
use crate::run::Book;
use crate::terms::{HoursId, Terms, TermsId};

/// Calendars by the digest of their definition: the same for every database, so nothing has to be forgotten when one changes.
static READY: LazyLock<Mutex<HashMap<String, Arc<Calendar>>>> = LazyLock::new(Mutex::default);

/// The terms and hours of a database, each read once.
pub struct Shelf<'c> {
    conn: &'c Conn,
    terms: RefCell<HashMap<TermsId, Arc<Terms>>>,
    hours: RefCell<HashMap<HoursId, Arc<Calendar>>>,
}

impl<'c> Shelf<'c> {
    /// A shelf over a database.
    #[must_use]
    pub fn of(conn: &'c Conn) -> Self {
        Self { conn, terms: RefCell::default(), hours: RefCell::default() }
    }

    /// The calendar of a digest, read only when this process does not know it yet.
    fn ready(&self, id: HoursId, digest: &str) -> Result<Arc<Calendar>> {
        if let Some(known) = READY.lock().unwrap_or_else(PoisonError::into_inner).get(digest) {
            return Ok(Arc::clone(known));
        }
        let (text,) = self.conn.one::<(String,)>("SELECT definition FROM sla_hours WHERE id = $1", params![id])?;
        let calendar = serde_json::from_str::<Definition>(&text).map_err(anyhow::Error::from);
        let calendar = calendar.and_then(|d| d.calendar().map_err(anyhow::Error::from)).with_context(|| format!("the hours {id}"))?;
        let calendar = Arc::new(calendar);
        let mut ready = READY.lock().unwrap_or_else(PoisonError::into_inner);
        if ready.len() >= CALENDARS_KEPT_MAX {
            ready.clear();
        }
        ready.insert(digest.to_owned(), Arc::clone(&calendar));
        Ok(calendar)
    }
}

impl Book for Shelf<'_> {
    fn terms(&self, id: TermsId) -> Result<Arc<Terms>> {
        if let Some(known) = self.terms.borrow().get(&id) {
            return Ok(Arc::clone(known));
        }
        let sql = "SELECT t.terms, t.hours_id, h.digest FROM sla_terms t JOIN sla_hours h ON h.id = t.hours_id WHERE t.id = $1";
        let (text, hours, digest) = self.conn.one::<(String, HoursId, String)>(sql, params![id])?;
        let terms: Arc<Terms> = Arc::new(serde_json::from_str(&text).with_context(|| format!("the terms {id}"))?);
        self.terms.borrow_mut().insert(id, Arc::clone(&terms));
        let calendar = self.ready(hours, &digest)?;
        self.hours.borrow_mut().insert(hours, calendar);
        Ok(terms)
    }

    fn hours(&self, id: HoursId) -> Result<Arc<Calendar>> {
        if let Some(known) = self.hours.borrow().get(&id) {
            return Ok(Arc::clone(known));
        }
        let (digest,) = self.conn.one::<(String,)>("SELECT digest FROM sla_hours WHERE id = $1", params![id])?;
        let calendar = self.ready(id, &digest)?;
        self.hours.borrow_mut().insert(id, Arc::clone(&calendar));
        Ok(calendar)
    }
}

/// What a definition is known by.
pub(crate) fn digest(definition: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(definition.as_bytes()))
}
