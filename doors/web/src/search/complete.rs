//! `/filter/completion?q=&at=`: what could stand where somebody is typing a filter, and what is wrong with it.

use axum::Json;
use axum::extract::{Query, State};
use catalogue::Say;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::front::{Answer, SignedIn, sentence};

/// Longest text that is looked at, in bytes; longer ones are no filters.
const TEXT_BYTES_MAX: usize = 4_096;

/// What is typed, and where.
#[derive(Deserialize)]
#[serde(default)]
pub struct Typed {
    q: String,
    /// The place of the cursor, in the UTF-16 units that browsers count.
    at: usize,
}

impl Default for Typed {
    fn default() -> Self {
        Self { q: String::new(), at: usize::MAX }
    }
}

/// The ways to go on and what is wrong, with places as browsers count them.
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Query(typed): Query<Typed>) -> Answer<Json<Value>> {
    if typed.q.len() > TEXT_BYTES_MAX {
        return Ok(Json(json!({ "offers": [], "problem": null })));
    }
    let (text, cursor) = (typed.q.clone(), byte_of(&typed.q, typed.at));
    let (actor, zone) = (visitor.actor.clone(), visitor.say.zone.clone());
    let done = desk.db.read(move |conn| tickets::complete_filter(conn, &actor, &text, cursor, &zone)).await?;
    let offers: Vec<Value> = done.offers.iter().map(|offer| offered(&visitor.say, &typed.q, offer)).collect();
    let problem = done.problem.map(|p| {
        let (from, to) = (unit_of(&typed.q, p.span.start), unit_of(&typed.q, p.span.end));
        json!({ "from": from, "to": to, "says": sentence(&visitor.say, &p.says) })
    });
    Ok(Json(json!({ "offers": offers, "problem": problem })))
}

fn offered(say: &Say, text: &str, offer: &tickets::Offer) -> Value {
    let suggestion = &offer.suggestion;
    let note = match (&offer.called, &offer.explained_by) {
        (Some(called), _) => called.clone(),
        (None, Some(key)) if suggestion.is_field => say.say(key).into_owned(),
        _ => String::new(),
    };
    let (from, to) = (unit_of(text, suggestion.replaces.start), unit_of(text, suggestion.replaces.end));
    json!({ "from": from, "to": to, "insert": suggestion.insert, "note": note, "field": suggestion.is_field })
}

/// The byte at which the UTF-16 unit `unit` begins.
fn byte_of(text: &str, unit: usize) -> usize {
    let mut units = 0;
    for (byte, ch) in text.char_indices() {
        if units >= unit {
            return byte;
        }
        units += ch.len_utf16();
    }
    text.len()
}

/// The UTF-16 units before a byte.
fn unit_of(text: &str, byte: usize) -> usize {
    text[..text.floor_char_boundary(byte.min(text.len()))].encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::{byte_of, unit_of};

    #[test]
    fn places_are_counted_as_browsers_do() {
        let text = "tag:zürich 🖨 x";
        for (unit, byte) in [(0, 0), (5, 5), (6, 7), (11, 12), (13, 16), (99, text.len())] {
            assert_eq!(byte_of(text, unit), byte, "{unit}");
        }
        assert_eq!((unit_of(text, 7), unit_of(text, 16), unit_of(text, 999)), (6, 13, 15));
    }
}
