//! `/bulk`: one deed to the chosen tickets of a list, and its way back.

use ::tickets::{Bulk, BulkDeed, BulkDone, BulkOutcome, BulkStatus, CategoryId, TicketId, To};
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use axum_extra::extract::Form;
use db::EventId;
use jiff::tz::TimeZone;
use outcome::{Error, Refusal, Result};
use serde::Deserialize;

use super::ask::Asked;
use super::{bulk_page, round};
use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, caught, day_begins, once, with_flash};

/// What was chosen, what is to be done, and the list it was chosen in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// The tickets.
    pub ticket: Vec<i64>,
    /// What is to be done.
    pub deed: String,
    /// To whom they are given.
    pub to: String,
    /// Tags to add or to take away, divided by commas.
    pub tag: String,
    /// How much is hit; empty for as it was.
    pub impact: String,
    /// How soon it hurts; empty for as it was.
    pub urgency: String,
    /// What they are about; empty for nothing.
    pub category: String,
    /// Why they are put on hold.
    pub reason: String,
    /// Until which day.
    pub until: String,
    /// The ticket that goes on in their place.
    pub into: String,
    /// Do people come along with a merge?
    pub bring_people: String,
    /// The whole list is meant: `yes`.
    pub whole: String,
    /// The form's key.
    pub key: String,
    /// The list.
    pub list: String,
    /// Its filter.
    pub q: String,
    /// Its order.
    pub sort: String,
    /// What its rows are gathered by.
    pub group: String,
}

impl Chosen {
    /// The tickets' numbers.
    pub fn tickets(&self) -> Vec<TicketId> {
        self.ticket.iter().copied().map(TicketId).collect()
    }

    /// What is to be done.
    ///
    /// # Errors
    /// `Invalid` for what does not read; `NotFound` for a deed there is not.
    pub fn deed(&self, zone: &TimeZone) -> Result<BulkDeed> {
        Ok(match self.deed.as_str() {
            "take" => BulkDeed::Assign(To::Me),
            "give" => BulkDeed::Assign(self.to()?),
            "open" => BulkDeed::Status(BulkStatus::Open),
            "waiting" => BulkDeed::Status(BulkStatus::Waiting),
            "hold" => BulkDeed::Status(BulkStatus::OnHold { reason: self.reason.clone(), until: day_begins("until", &self.until, zone)? }),
            "resolve" => BulkDeed::Status(BulkStatus::Resolved),
            "close" => BulkDeed::Status(BulkStatus::Closed),
            "weigh" if self.impact.is_empty() && self.urgency.is_empty() => return Err(Error::invalid("impact", "bulk-weight-missing")),
            "weigh" => BulkDeed::Prioritize { impact: self.impact.parse().ok(), urgency: self.urgency.parse().ok() },
            "category" => BulkDeed::Category(self.category.parse::<CategoryId>().ok()),
            "tag" => BulkDeed::Tag(self.tags()?),
            "untag" => BulkDeed::Untag(self.tags()?),
            "merge" => {
                let into = self.into.trim().trim_start_matches('#').parse().map_err(|_| Error::invalid("into", "edit-number"))?;
                BulkDeed::Merge { into, bring_people: self.bring_people == "yes" }
            }
            _ => return Err(Refusal::NotFound.into()),
        })
    }

    fn to(&self) -> Result<To> {
        let unknown = || Error::invalid("to", "assignee-unknown");
        Ok(match self.to.split_once('-') {
            Some(("person", id)) => To::Person(id.parse().map_err(|_| unknown())?),
            Some(("team", id)) => To::Team(id.parse().map_err(|_| unknown())?),
            _ => To::Nobody,
        })
    }

    fn tags(&self) -> Result<Vec<String>> {
        let tags: Vec<String> = self.tag.split(',').map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect();
        if tags.is_empty() { Err(Error::invalid("tag", "bulk-tag-missing")) } else { Ok(tags) }
    }

    /// The list that they were chosen in, as its address asks for it.
    pub fn asked(&self) -> Asked {
        let (list, q, sort, group) = (self.list.clone(), self.q.clone(), self.sort.clone(), self.group.clone());
        Asked { list, q, sort, group, after: String::new() }
    }

    /// The address of that list.
    pub fn back(&self) -> String {
        self.asked().href(&[])
    }
}

/// `POST /bulk`: the deed. Tickets that refuse it stay as they are, and are counted; input that no ticket can take is asked for
/// again. What is meant for a whole list of any length is tried first.
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, Form(chosen): Form<Chosen>) -> Answer {
    if chosen.ticket.is_empty() && chosen.whole == "yes" {
        return round::try_out(&desk, &visitor, &chosen).await;
    }
    if chosen.ticket.is_empty() {
        return Ok(with_flash(Redirect::to(&chosen.back()), &Flash::new("toast-bulk-nothing")));
    }
    let (actor, input, zone) = (visitor.actor.clone(), chosen.clone(), visitor.say.zone.clone());
    let done = desk.db.write(move |tx| {
        let bulk = Bulk { tickets: input.tickets(), deed: input.deed(&zone)? };
        once(tx, &actor, "bulk", &input.key, |tx| Summary::of(tickets::bulk(tx, &actor, &bulk)?))
    });
    match caught(done.await)? {
        Ok(done) => Ok(done.said(&chosen.back())),
        Err(fields) => bulk_page::again(&desk, &visitor, &chosen, &fields).await,
    }
}

/// `POST /bulk/{event}/undo`
pub async fn undo(State(desk): State<Desk>, visitor: SignedIn, Path(event): Path<EventId>) -> Answer {
    let done = desk.db.write(move |tx| Summary::of(tickets::undo_bulk(tx, &visitor.actor, event)?)).await?;
    Ok(done.said("/tickets"))
}

/// What became of them, as the toast tells it.
#[derive(serde::Serialize, Deserialize)]
struct Summary {
    done: usize,
    refused: usize,
    undo: Option<EventId>,
}

impl Summary {
    /// # Errors
    /// `Invalid` where no ticket took the deed because the input itself does not hold.
    fn of(done: BulkDone) -> Result<Self> {
        let refused = done.outcomes.iter().filter(|(_, outcome)| matches!(outcome, BulkOutcome::Refused(_))).count();
        let summary = Self { done: done.done(), refused, undo: done.undo };
        if refused == done.outcomes.len()
            && let Some((_, BulkOutcome::Refused(refusal @ Refusal::Invalid(_)))) = done.outcomes.into_iter().next()
        {
            return Err(refusal.into());
        }
        Ok(summary)
    }

    fn said(&self, back: &str) -> Response {
        let key = if self.refused == 0 { "toast-bulk" } else { "toast-bulk-some" };
        let flash = Flash::new(key).with("count", self.done).with("refused", self.refused);
        let flash = match self.undo {
            Some(event) => flash.undo(format!("/bulk/{event}/undo"), 0),
            None => flash,
        };
        with_flash(Redirect::to(back), &flash)
    }
}
