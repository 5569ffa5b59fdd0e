//! What webhooks were told of tickets or of a person is forgotten, and what they have not been told yet they are not. A command of
//! Firstline itself; what a receiver keeps is out of reach.

use db::{Tx, Value, params};
use outcome::Result;
use tickets::TicketId;

/// Takes what was told of these tickets out of the log.
///
/// # Errors
/// What the engine answers.
pub fn empty_tickets(tx: &mut Tx<'_>, tickets: &[TicketId]) -> Result<()> {
    forget(tx, tickets.iter().map(|ticket| format!("%\"zen:ticket:{ticket}\"%")).collect())
}

/// Takes what was told with one of these words (names, addresses) out of the log.
///
/// # Errors
/// What the engine answers.
pub fn forget_mentions(tx: &mut Tx<'_>, words: &[String]) -> Result<()> {
    for word in words.iter().filter(|word| !word.is_empty()) {
        // As it stands in JSON.
        let written = serde_json::to_string(word).map_err(anyhow::Error::from)?;
        forget(tx, vec![format!("%{}%", like(written.trim_matches('"')))])?;
        let answers = "UPDATE webhook_attempts SET answer = '', error = '' WHERE answer LIKE $1 ESCAPE '\\' OR error LIKE $1 ESCAPE '\\'";
        tx.execute(answers, params![format!("%{}%", like(word))])?;
    }
    Ok(())
}

fn like(word: &str) -> String {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// Takes what was told in one of these forms out of the log; two statements, however many forms.
fn forget(tx: &mut Tx<'_>, likes: Vec<String>) -> Result<()> {
    if likes.is_empty() {
        return Ok(());
    }
    let told: Vec<String> = (1..=likes.len()).map(|n| format!("d.body LIKE ${n} ESCAPE '\\'")).collect();
    let which = format!("SELECT d.id FROM webhook_deliveries d WHERE {}", told.join(" OR "));
    let likes: Vec<Value> = likes.into_iter().map(Value::from).collect();
    tx.execute(&format!("DELETE FROM webhook_attempts WHERE delivery_id IN ({which})"), &likes)?;
    tx.execute(&format!("DELETE FROM webhook_deliveries WHERE id IN ({which})"), &likes).map(drop)
}
