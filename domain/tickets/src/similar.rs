//! Tickets that are about the same: they share rare words. Found in our own index; no text leaves the house.
//!
//! Of the asked text the words that look most telling are taken, at most [`WORDS_MAX`]. Each is looked up in the index, and one
//! that [`COMMON_AT`] or more entries have says too little to count. A ticket weighs what the words it shares weigh, a rarer word
//! more. So the cost has a bound, whatever the number of tickets.

use std::collections::{BTreeMap, BTreeSet};

use db::fulltext::{Audience, TextQuery, fold};
use db::{Conn, Value, params};
use filter::Sql;
use outcome::Result;
use people::Actor;

use crate::brief::{TicketBrief, briefs};
use crate::event::TICKET;
use crate::list::numbers;
use crate::policy::look;
use crate::ticket::TicketId;

/// Words that are looked up.
const WORDS_MAX: usize = 10;
/// Entries of a word from which on it is too common to tell tickets apart.
const COMMON_AT: usize = 2_000;
/// Tickets that are weighed against each other by what the asker may see of them.
const CANDIDATES_MAX: usize = 60;
/// Similar tickets shown at once.
pub const SIMILAR_MAX: usize = 20;
/// Characters of a text that are read for its words.
const CHARS_READ_MAX: usize = 4_000;
/// Shortest word that counts, in characters; digits count double.
const WORD_CHARS_MIN: usize = 3;
/// Words of letters that say nothing, in both languages that are stemmed; the index finds how common the others are.
const EMPTY_WORDS: &[&str] = &[
    "about", "after", "again", "also", "and", "any", "are", "been", "before", "but", "can", "could", "did", "does", "every", "for", "from",
    "get", "had", "has", "have", "hello", "help", "her", "here", "him", "how", "into", "its", "just", "like", "need", "not", "now", "off",
    "our", "out", "please", "since", "some", "thank", "thanks", "that", "the", "their", "them", "then", "there", "they", "this", "too",
    "was", "were", "what", "when", "which", "who", "why", "will", "with", "would", "you", "your", "aber", "alle", "auch", "auf", "aus",
    "bei", "bitte", "danke", "das", "dass", "dem", "den", "der", "des", "die", "doch", "ein", "eine", "einen", "einer", "für", "hallo",
    "hat", "habe", "haben", "ich", "ihr", "ist", "kann", "kein", "keine", "man", "mehr", "mein", "mich", "mir", "mit", "nach", "nicht",
    "noch", "nur", "oder", "seit", "sich", "sie", "sind", "über", "und", "uns", "vom", "von", "war", "was", "wenn", "wie", "wir", "wird",
    "zum", "zur",
];

/// A ticket that is about the same.
#[derive(Debug, Clone)]
pub struct Similar {
    /// The ticket.
    pub ticket: TicketBrief,
    /// The words of the asked text that it shares, the most telling first.
    pub shared: Vec<String>,
}

/// Tickets about the same as this one, the likest first, at most `max`. Four statements.
///
/// # Errors
/// `NotFound` when the asker may not see the ticket.
pub fn similar(conn: &Conn, actor: &Actor, ticket: TicketId, max: usize) -> Result<Vec<Similar>> {
    let ticket = look(conn, actor, ticket)?;
    let sql = format!(
        "SELECT substr(m.body, 1, {CHARS_READ_MAX}) FROM messages m WHERE m.ticket_id = $1 AND m.audience = 'public' \
         AND m.withdrawn_at IS NULL AND m.held_until = 0 ORDER BY m.id LIMIT 1"
    );
    let body = conn.first::<(String,)>(&sql, params![ticket.id])?.map_or_else(String::new, |(body,)| body);
    find(conn, actor, &ticket.subject, &body, Some(ticket.id), max)
}

/// Tickets about what somebody is writing, the likest first, at most `max`. Two statements.
///
/// # Errors
/// What the engine answers.
pub fn similar_to_text(conn: &Conn, actor: &Actor, text: &str, max: usize) -> Result<Vec<Similar>> {
    find(conn, actor, text, "", None, max)
}

fn find(conn: &Conn, actor: &Actor, subject: &str, body: &str, except: Option<TicketId>, max: usize) -> Result<Vec<Similar>> {
    let words = telling_words(subject, body);
    if words.is_empty() || max == 0 {
        return Ok(Vec::new());
    }
    let entries = entries_with(conn, &words)?;
    let mut weights: BTreeMap<TicketId, (f64, Vec<usize>)> = BTreeMap::new();
    for (n, tickets) in entries.iter().enumerate().filter(|(_, tickets)| tickets.len() < COMMON_AT) {
        let weight = weight(tickets.len());
        for ticket in tickets.iter().copied().filter(|ticket| Some(*ticket) != except) {
            let (sum, shared) = weights.entry(ticket).or_default();
            *sum += weight;
            shared.push(n);
        }
    }
    // One word of many is chance.
    let needed = if words.len() > 2 { 2 } else { 1 };
    weights.retain(|_, (_, shared)| shared.len() >= needed);
    let mut best: Vec<(TicketId, f64)> = weights.iter().map(|(ticket, (sum, _))| (*ticket, *sum)).collect();
    best.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    best.truncate(CANDIDATES_MAX);
    show(conn, actor, &words, &entries, &best, &weights, max)
}

/// How much a word tells that so many tickets have.
#[expect(clippy::cast_precision_loss, reason = "fewer than COMMON_AT")]
fn weight(tickets: usize) -> f64 {
    (COMMON_AT as f64 / (tickets.max(1) as f64)).ln()
}

/// For each word the tickets that have it in what everybody who sees them may read; one statement.
fn entries_with(conn: &Conn, words: &[String]) -> Result<Vec<BTreeSet<TicketId>>> {
    let mut parts = Vec::new();
    let mut params: Vec<Value> = Vec::new();
    for (n, word) in words.iter().enumerate() {
        let query = TextQuery::word(word, false);
        if query.is_empty() {
            continue;
        }
        let (select, values) = conn.text_select(&query, TICKET, Audience::Public, params.len() + 1);
        params.extend(values);
        parts.push(format!("SELECT CAST({n} AS BIGINT) AS word, f.* FROM (SELECT * FROM ({select}) e LIMIT {COMMON_AT}) f"));
    }
    let mut found = vec![BTreeSet::new(); words.len()];
    if parts.is_empty() {
        return Ok(found);
    }
    let mut entries = vec![0_usize; words.len()];
    conn.each::<(i64, TicketId)>(&parts.join(" UNION ALL "), &params, |(word, ticket)| {
        let word = usize::try_from(word).unwrap_or(0);
        entries[word] += 1;
        found[word].insert(ticket);
        Ok(())
    })?;
    // A word that met its bound is common, however few tickets share the entries that were read.
    for (tickets, entries) in found.iter_mut().zip(entries) {
        if entries >= COMMON_AT {
            tickets.clear();
        }
    }
    Ok(found)
}

fn show(
    conn: &Conn,
    actor: &Actor,
    words: &[String],
    entries: &[BTreeSet<TicketId>],
    best: &[(TicketId, f64)],
    weights: &BTreeMap<TicketId, (f64, Vec<usize>)>,
    max: usize,
) -> Result<Vec<Similar>> {
    if best.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<TicketId> = best.iter().map(|(id, _)| *id).collect();
    let (list, params) = numbers(&ids, 1);
    let when = Sql { condition: format!("t.id IN ({list}) AND t.merged_into IS NULL"), params };
    let mut found = briefs(conn, actor, when, "t.id", CANDIDATES_MAX)?;
    let place = |id: TicketId| ids.iter().position(|known| *known == id);
    found.sort_by_key(|ticket| place(ticket.id));
    let similar = found.into_iter().take(max.min(SIMILAR_MAX)).map(|ticket| {
        let mut shared = weights.get(&ticket.id).map(|(_, shared)| shared.clone()).unwrap_or_default();
        shared.sort_by_key(|n| entries[*n].len());
        Similar { ticket, shared: shared.into_iter().map(|n| words[n].clone()).collect() }
    });
    Ok(similar.collect())
}

/// The words that look most telling: those of the subject first, then long ones and those with digits.
fn telling_words(subject: &str, body: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut words: Vec<(bool, usize, String)> = Vec::new();
    for (of_subject, text) in [(true, subject), (false, body)] {
        let text: String = text.chars().take(CHARS_READ_MAX).collect();
        for word in text.split(|c: char| !c.is_alphanumeric() && !"-._".contains(c)) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let telling = word.chars().count() + word.chars().filter(char::is_ascii_digit).count();
            let lower = word.to_lowercase();
            if telling >= WORD_CHARS_MIN && !EMPTY_WORDS.contains(&lower.as_str()) && seen.insert(fold(&lower)) {
                words.push((of_subject, telling, lower));
            }
        }
    }
    // The subject's words before all others; among equals the order in which they were written.
    words.sort_by_key(|(of_subject, telling, _)| (!of_subject, std::cmp::Reverse(*telling)));
    words.into_iter().take(WORDS_MAX).map(|(_, _, word)| word).collect()
}

#[cfg(test)]
mod tests {
    use super::telling_words;

    #[test]
    fn telling_words_are_the_subjects_then_long_ones_and_numbers() {
        let words = telling_words("VPN drops every 20 minutes", "Hello, the AnyConnect client 5.1.4 says error 412 since Monday");
        assert_eq!(words, ["minutes", "drops", "20", "vpn", "anyconnect", "5.1.4", "client", "412", "monday", "error"]);
        assert!(telling_words("Hello, please help", "thank you").is_empty());
    }
}
