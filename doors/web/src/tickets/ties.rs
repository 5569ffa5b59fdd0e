//! The deeds of `/tickets/{id}/edit`: merge and split, links, the whole it is part of, time, and who asked.

use ::tickets::{ChangeRequester, LinkKind, LinkTo, Merge, MessageId, SetParent, SpendTime, Split, TicketId, TimeEntryId, Unlink};
use axum::extract::{Path, State};
use axum::response::Redirect;
use axum_extra::extract::Form;
use db::Tx;
use outcome::{Error, Result};
use people::Actor;

use super::edit::{Typed, again};
use super::open::person_named;
use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, caught, once, with_flash};

/// Does the deed, which answers where to go and what to say; or shows the page again with what is wrong.
async fn done(
    desk: &Desk,
    visitor: &SignedIn,
    ticket: TicketId,
    typed: Typed,
    deed: impl Fn(&mut Tx<'_>, &Actor, &Typed) -> Result<(TicketId, Flash)> + Send + 'static,
) -> Answer {
    let (actor, input) = (visitor.actor.clone(), typed.clone());
    match caught(desk.db.write(move |tx| deed(tx, &actor, &input)).await)? {
        Ok((to, flash)) => Ok(with_flash(Redirect::to(&format!("/tickets/{to}")), &flash)),
        Err(fields) => again(desk, visitor, ticket, &typed, &fields).await,
    }
}

/// A ticket's number as people write it: `4711` or `#4711`.
fn number(field: &'static str, typed: &str) -> Result<TicketId> {
    typed.trim().trim_start_matches('#').parse().map_err(|_| Error::invalid(field, "edit-number"))
}

/// `POST /tickets/{id}/merge`
pub async fn merge(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    done(&desk, &visitor, ticket, typed, move |tx, actor, typed| {
        let merge = Merge { ticket, into: number("into", &typed.into)?, bring_people: typed.bring_people == "yes" };
        let survivor = tickets::merge(tx, actor, &merge)?.survivor.id;
        Ok((survivor, Flash::new("toast-merged").with("number", ticket).undo(format!("/tickets/{ticket}/unmerge"), 0)))
    })
    .await
}

/// `POST /tickets/{id}/unmerge`
pub async fn unmerge(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>) -> Answer {
    done(&desk, &visitor, ticket, Typed::default(), move |tx, actor, _| {
        Ok((tickets::unmerge(tx, actor, ticket)?.ticket.id, Flash::new("toast-unmerged")))
    })
    .await
}

/// `POST /tickets/{id}/split`
pub async fn split(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    done(&desk, &visitor, ticket, typed, move |tx, actor, typed| {
        let messages = typed.message.iter().copied().map(MessageId).collect();
        let split = Split { ticket, messages, subject: typed.subject.clone(), requester: None };
        let new = once(tx, actor, "split", &typed.key, |tx| Ok(tickets::split(tx, actor, &split)?.ticket))?;
        Ok((new, Flash::new("toast-split").with("number", ticket)))
    })
    .await
}

/// `POST /tickets/{id}/links`
pub async fn link(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    done(&desk, &visitor, ticket, typed, move |tx, actor, typed| {
        let other = number("other", &typed.other)?;
        tickets::link_to(tx, actor, &LinkTo { ticket, other, kind: typed.link.parse().unwrap_or(LinkKind::Relates) })?;
        let flash = Flash::new("toast-linked").with("number", other);
        Ok((ticket, flash.undo(format!("/tickets/{ticket}/links/{other}/remove"), 0)))
    })
    .await
}

/// `POST /tickets/{id}/links/{other}/remove`
pub async fn unlink(State(desk): State<Desk>, visitor: SignedIn, Path((ticket, other)): Path<(TicketId, TicketId)>) -> Answer {
    done(&desk, &visitor, ticket, Typed::default(), move |tx, actor, _| {
        tickets::unlink(tx, actor, &Unlink { ticket, other })?;
        Ok((ticket, Flash::new("toast-unlinked").with("number", other)))
    })
    .await
}

/// `POST /tickets/{id}/parent`
pub async fn parent(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    done(&desk, &visitor, ticket, typed, move |tx, actor, typed| {
        let parent = if typed.parent.trim().is_empty() { None } else { Some(number("parent", &typed.parent)?) };
        tickets::set_parent(tx, actor, &SetParent { ticket, parent })?;
        Ok((ticket, Flash::new(if parent.is_some() { "toast-parent" } else { "toast-parent-none" })))
    })
    .await
}

/// `POST /tickets/{id}/time`
pub async fn time(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    done(&desk, &visitor, ticket, typed, move |tx, actor, typed| {
        let minutes = typed.minutes.trim().parse().map_err(|_| Error::invalid("minutes", "edit-minutes"))?;
        let spend = SpendTime { ticket, minutes, note: typed.note.clone() };
        let entry = once(tx, actor, "spend_time", &typed.key, |tx| tickets::spend_time(tx, actor, &spend))?;
        Ok((ticket, Flash::new("toast-time").undo(format!("/tickets/{ticket}/time/{entry}/remove"), 0)))
    })
    .await
}

/// `POST /tickets/{id}/time/{entry}/remove`
pub async fn remove_time(State(desk): State<Desk>, visitor: SignedIn, Path((ticket, entry)): Path<(TicketId, TimeEntryId)>) -> Answer {
    done(&desk, &visitor, ticket, Typed::default(), move |tx, actor, _| {
        Ok((tickets::remove_time(tx, actor, entry)?.ticket.id, Flash::new("toast-time-removed")))
    })
    .await
}

/// `POST /tickets/{id}/requester`
pub async fn requester(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    done(&desk, &visitor, ticket, typed, move |tx, actor, typed| {
        // Whether they may is asked first: a stranger learns nothing about who is known here.
        tickets::ticket(tx, actor, ticket)?;
        let requester = person_named(tx, actor, &typed.who)?;
        let changed = tickets::change_requester(tx, actor, &ChangeRequester { ticket, requester })?;
        Ok((
            ticket,
            match changed.event {
                Some(event) => Flash::new("toast-requester").undo(format!("/undo/{event}"), 0),
                None => Flash::new("toast-unchanged"),
            },
        ))
    })
    .await
}
