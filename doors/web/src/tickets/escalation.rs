//! `/tickets/{id}/escalation`: a ticket goes to those who know more, with a packet of all that is known, and comes back with what they found.

mod packet;

use ::tickets::policy::Action;
use ::tickets::{Changed, Conversation, Escalate, HandBack, SecondLine, Similar, SpeakFor, TicketId, Workspace};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use db::{Moment, Tx};
use outcome::{Error, Result};
use people::{Actor, PersonId, TeamId};
use serde::Deserialize;

use super::show::first_name;
use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

/// Similar tickets that a packet names.
const SIMILAR_NAMED: usize = 3;

/// What is typed into any of the page's forms: `to` is `3` for a team, `3-12` for somebody of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    to: String,
    packet: Option<String>,
    note: String,
    voice: String,
}

/// All that the page reads.
pub struct Known {
    conversation: Conversation,
    workspace: Workspace,
    similar: Vec<Similar>,
    lines: Vec<SecondLine>,
    now: Moment,
}

#[derive(Template)]
#[template(path = "tickets/escalation.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    subject: &'a str,
    requester: &'a str,
    finished: bool,
    voice: Option<String>,
    fields: &'a Fields,
    lines: Vec<(String, Vec<Choice>)>,
    packet: String,
    typed: &'a Typed,
    speakers: Vec<Choice>,
}

/// `GET /tickets/{id}/escalation`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>) -> Answer {
    let (shell, known) = read(&desk, &visitor, id).await?;
    html(&page(&visitor, shell, &known, &Typed::default(), &Fields::default()))
}

/// `POST /tickets/{id}/escalation`
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    let (to, packet) = (place(&typed.to), typed.packet.clone().unwrap_or_default());
    let deed = move |tx: &mut Tx<'_>, actor: &Actor| {
        let (team, person) = to.ok_or_else(|| Error::invalid("to", "escalation-to-missing"))?;
        tickets::escalate(tx, actor, &Escalate { ticket, team, person, packet: packet.clone() })
    };
    done(&desk, &visitor, ticket, &typed, "toast-escalated", "packet", deed).await
}

/// `POST /tickets/{id}/escalation/return`
pub async fn give_back(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    let back = HandBack { ticket, note: typed.note.clone() };
    let deed = move |tx: &mut Tx<'_>, actor: &Actor| tickets::hand_back(tx, actor, &back);
    done(&desk, &visitor, ticket, &typed, "toast-handed-back", "note", deed).await
}

/// `POST /tickets/{id}/escalation/voice`
pub async fn speak(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    let person: Option<PersonId> = typed.voice.parse().ok();
    let deed = move |tx: &mut Tx<'_>, actor: &Actor| {
        let person = person.ok_or_else(|| Error::invalid("voice", "voice-unknown"))?;
        tickets::speak_for(tx, actor, &SpeakFor { ticket, person })
    };
    done(&desk, &visitor, ticket, &typed, "toast-voice", "voice", deed).await
}

/// Runs the command and goes back to the ticket, or shows the page again with what is wrong. `words` is the field whose text became a note.
async fn done(
    desk: &Desk,
    visitor: &SignedIn,
    ticket: TicketId,
    typed: &Typed,
    toast: &'static str,
    words: &'static str,
    deed: impl Fn(&mut Tx<'_>, &Actor) -> Result<Changed> + Send + 'static,
) -> Answer {
    let actor = visitor.actor.clone();
    match caught(desk.db.write(move |tx| Ok(deed(tx, &actor)?.event)).await)? {
        Ok(event) => {
            let flash = match event {
                Some(event) => Flash::new(toast).undo(format!("/undo/{event}"), 0),
                None => Flash::new("toast-unchanged"),
            };
            Ok(with_flash(Redirect::to(&format!("/tickets/{ticket}")), &flash))
        }
        Err(fields) => {
            let fields = fields.renamed("body", words).renamed("team", "to").renamed("assignee", "to");
            let (shell, known) = read(desk, visitor, ticket).await?;
            again(&page(visitor, shell, &known, typed, &fields))
        }
    }
}

/// A team, and perhaps one of it.
fn place(word: &str) -> Option<(TeamId, Option<PersonId>)> {
    match word.split_once('-') {
        Some((team, person)) => Some((team.parse().ok()?, Some(person.parse().ok()?))),
        None => Some((word.parse().ok()?, None)),
    }
}

async fn read(desk: &Desk, visitor: &SignedIn, id: TicketId) -> Answer<(Shell, Known)> {
    let reader = visitor.clone();
    let known = desk.db.read(move |conn| {
        let (say, actor) = (&reader.say, &reader.actor);
        let (conversation, _, workspace) = tickets::workspace(conn, actor, id)?;
        conversation.ticket.demand(Action::Assign)?;
        let up = crumb(format!("#{id}"), format!("/tickets/{id}"));
        let crumbs = vec![crumb(say.say("nav-queue"), "/tickets"), up, here(say.say("escalation-title"))];
        let known = Known {
            similar: tickets::similar(conn, actor, id, SIMILAR_NAMED)?,
            lines: tickets::second_lines(conn, actor)?,
            now: conn.now(),
            conversation,
            workspace,
        };
        Ok((shell(conn, &reader, Section::Queue, crumbs)?, known))
    });
    Ok(known.await?)
}

fn page<'a>(visitor: &'a SignedIn, shell: Shell, known: &'a Known, typed: &'a Typed, fields: &'a Fields) -> Page<'a> {
    let (say, you) = (&visitor.say, visitor.actor.person());
    let (ticket, facts) = (&known.conversation.ticket, &known.workspace.facts);
    let voice = facts.voice.as_ref().map(|voice| voice.person_id);
    let keeps = voice.or(ticket.assignee_id).or(you);
    let line = |line: &SecondLine| {
        let anybody = Choice::new(line.team, say.say1("escalation-anybody", "team", line.name.as_str()), &typed.to);
        let others = line.members.iter().filter(|(person, _)| Some(*person) != keeps);
        let named = others.map(|(person, name)| Choice::new(format!("{}-{person}", line.team), name.as_str(), &typed.to));
        (line.name.clone(), std::iter::once(anybody).chain(named).collect())
    };
    let able = known.workspace.menus.people.iter().filter(|(person, _)| Some(*person) != ticket.assignee_id && Some(*person) != voice);
    Page {
        t: say,
        shell,
        id: ticket.id.0,
        subject: &ticket.subject,
        requester: first_name(&facts.names.requester),
        finished: !ticket.status.is_unfinished(),
        voice: voice_words(say, &known.conversation, &known.workspace, you),
        fields,
        lines: known.lines.iter().map(line).collect(),
        packet: typed.packet.clone().unwrap_or_else(|| packet::packet(say, known)),
        typed,
        speakers: able.map(|(person, name)| Choice::new(person, name.as_str(), &typed.voice)).collect(),
    }
}

/// Who speaks with the requester and who works on it, when these are two.
pub fn voice_words(say: &Say, conversation: &Conversation, workspace: &Workspace, you: Option<PersonId>) -> Option<String> {
    let (ticket, names) = (&conversation.ticket, &workspace.facts.names);
    let voice = workspace.facts.voice.as_ref().filter(|voice| Some(voice.person_id) != ticket.assignee_id)?;
    let works = names.assignee.as_deref().or(names.team.as_deref());
    let key = match (you == Some(voice.person_id), you.is_some() && you == ticket.assignee_id, works) {
        (true, _, None) => "voice-you-nobody",
        (true, ..) => "voice-you",
        (_, true, _) => "voice-yours",
        (_, _, None) => "voice-nobody",
        _ => "voice-others",
    };
    let words = [("voice", voice.name.as_str()), ("requester", names.requester.as_str()), ("who", works.unwrap_or_default())];
    Some(say.say_with(key, &words.map(|(name, value)| (name, value.into()))).into_owned())
}
