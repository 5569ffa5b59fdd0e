//! Macros: offered to those they are for and on tickets they hold for, looked at first, done wholly or not at all, told in one line
//! and taken back in one.

use automation::{ApplyMacro, Deed, Deeds, Macro, MacroId, Move, SaveMacro, Scope};
use db::Wiring;
use paging::State;
use people::{Actor, PersonId};
use sla::Whom;
use testkit::{Cast, Desk, refused};
use tickets::{Level, Open, Reply, SaveChecklist, Status, Tick, TicketEvent, TicketId};

use crate::speaker;

fn wanted(name: &str, scope: Scope, deeds: Deeds) -> SaveMacro {
    SaveMacro { id: None, name: name.to_owned(), description: String::new(), scope, filter: String::new(), deeds }
}

fn add(desk: &Cast, by: &Actor, save: SaveMacro) -> Macro {
    let by = by.clone();
    desk.write(move |tx| automation::save_macro(tx, &by, &save)).expect("a macro")
}

fn refusal(desk: &Cast, by: &Actor, save: SaveMacro) -> String {
    let by = by.clone();
    refused(desk.write(move |tx| automation::save_macro(tx, &by, &save)))
}

fn tagging(tag: &str) -> Deeds {
    Deeds { tag: vec![tag.to_owned()], ..Deeds::default() }
}

/// Everything at once: it takes the ticket, weighs it, tags it, notes, answers and resolves it.
fn whole() -> Deeds {
    Deeds {
        take: true,
        impact: Some(Level::High),
        urgency: Some(Level::High),
        tag: vec!["vpn".to_owned()],
        note: "Known since Monday.".to_owned(),
        reply: "Hello {{requester.first_name}}, the tunnel is back. {{agent.first_name}}".to_owned(),
        to: Some(Move::Resolved),
        ..Deeds::default()
    }
}

fn ask(desk: &Cast, subject: &str) -> TicketId {
    let (rita, subject) = (desk.rita.clone(), subject.to_owned());
    desk.write(move |tx| tickets::open(tx, &rita, &Open::new(rita.person().expect("a person"), &subject, "Please help.")).map(|o| o.ticket))
        .expect("a ticket")
}

fn using(id: MacroId, ticket: TicketId) -> ApplyMacro {
    ApplyMacro { id, ticket, undo_send_s: 10, key: None }
}

fn found(desk: &Cast, by: &Actor, ticket: TicketId, typed: &'static str) -> Vec<String> {
    let by = by.clone();
    desk.read(move |conn| automation::find_macros(conn, &by, ticket, typed, &jiff::tz::TimeZone::UTC))
        .expect("found")
        .into_iter()
        .map(|m| m.name)
        .collect()
}

fn own(actor: &Actor) -> Scope {
    Scope::Own(actor.person().expect("a person"))
}

fn kinds(desk: &Cast, ticket: TicketId) -> Vec<String> {
    let sql = "SELECT kind FROM events WHERE subject_kind = 'ticket' AND subject_id = $1 ORDER BY id";
    let all = desk.read(move |conn| conn.all::<(String,)>(sql, db::params![ticket])).expect("events");
    all.into_iter().map(|(kind,)| kind).collect()
}

/// Whose it is, how much it hits, and how it stands.
fn stands(desk: &Cast, ticket: TicketId) -> (Option<PersonId>, Level, Status) {
    let lee = desk.lee.clone();
    desk.read(move |conn| tickets::ticket(conn, &lee, ticket).map(|t| (t.assignee_id, t.impact, t.status))).expect("the ticket")
}

#[test]
fn a_macro_is_offered_to_those_it_is_for_and_made_by_those_who_may() {
    let desk = Desk::new().with_people();
    let ticket = ask(&desk, "VPN drops");
    add(&desk, &desk.ann, wanted("Mine", own(&desk.ann), tagging("mine")));
    add(&desk, &desk.lee, wanted("Network", Scope::Team(desk.network), tagging("network")));
    let all = add(&desk, &desk.lee, wanted("All", Scope::Shared, tagging("all")));
    assert_eq!(found(&desk, &desk.ann, ticket, ""), ["Mine", "All"]);
    assert_eq!(found(&desk, &desk.ann, ticket, "al"), ["All"]);
    assert_eq!(found(&desk, &desk.lee, ticket, ""), ["Network", "All"]);
    let rita = desk.rita.clone();
    assert_eq!(refused(desk.read(move |conn| automation::macros(conn, &rita))), "not allowed: use_prepared");
    assert_eq!(refusal(&desk, &desk.ann, wanted("All too", Scope::Shared, tagging("x"))), "not allowed: prepare_for_others");
    let stolen = SaveMacro { id: Some(all.id), ..wanted("Mine now", own(&desk.ann), tagging("x")) };
    assert_eq!(refusal(&desk, &desk.ann, stolen), "not allowed: prepare_for_others");
    let (rita, id) = (desk.rita.clone(), all.id);
    let used = desk.write(move |tx| automation::apply_macro(tx, &rita, &speaker(), &using(id, ticket)));
    assert_eq!(refused(used), "not allowed: use_prepared");
}

#[test]
fn what_is_wrong_with_a_macro_is_named() {
    let desk = Desk::new().with_people();
    let lee = &desk.lee;
    assert_eq!(refusal(&desk, lee, wanted("Nothing", Scope::Shared, Deeds::default())), "deeds: macro-does-nothing");
    let odd = Deeds { reply: "Dear {{requester.shoe_size}}".to_owned(), ..Deeds::default() };
    assert_eq!(refusal(&desk, lee, wanted("Odd", Scope::Shared, odd)), "reply: placeholder-unknown");
    add(&desk, lee, wanted("Same", Scope::Shared, tagging("x")));
    assert_eq!(refusal(&desk, lee, wanted(" same ", Scope::Shared, tagging("x"))), "name: prepared-name-taken");
    let unread = SaveMacro { filter: "colour:red".to_owned(), ..wanted("Red", Scope::Shared, tagging("x")) };
    assert!(refusal(&desk, lee, unread).starts_with("filter:"));
}

#[test]
fn it_is_looked_at_first_and_then_does_everything_in_one_line() {
    let desk = Desk::new().with_people();
    let ticket = ask(&desk, "VPN drops");
    let id = add(&desk, &desk.lee, wanted("VPN is back", Scope::Shared, whole())).id;
    let ann = desk.ann.clone();
    let (before, before_it) = (kinds(&desk, ticket), stands(&desk, ticket));
    let seen = desk.read(move |conn| automation::preview_macro(conn, &ann, &speaker(), id, ticket)).expect("a preview");
    assert_eq!(seen.would, [Deed::Assign, Deed::Prioritize, Deed::Tag, Deed::Note, Deed::Reply, Deed::Move]);
    assert_eq!(seen.deeds.reply, "Hello Rita, the tunnel is back. Ann");
    assert!(seen.missing.is_empty() && seen.holds);
    assert_eq!(kinds(&desk, ticket), before, "looking changes nothing");

    let ann = desk.ann.clone();
    let applied = desk.write(move |tx| automation::apply_macro(tx, &ann, &speaker(), &using(id, ticket))).expect("used");
    assert_eq!((applied.name.as_str(), applied.messages.len()), ("VPN is back", 2));
    assert_eq!(stands(&desk, ticket), (desk.ann.person(), Level::High, Status::Resolved));
    let used: Vec<_> = kinds(&desk, ticket).into_iter().filter(|kind| kind == "ticket.macro_used").collect();
    assert_eq!(used.len(), 1, "one line names the macro");
    let lee = desk.lee.clone();
    assert_eq!(desk.read(move |conn| automation::macro_of(conn, &lee, id)).expect("the macro").uses, 1);

    let (ann, event) = (desk.ann.clone(), applied.event.expect("a line"));
    desk.write(move |tx| tickets::undo(tx, &ann, event)).expect("taken back");
    assert_eq!(stands(&desk, ticket), before_it);
    let ann = desk.ann.clone();
    let drafts = desk.read(move |conn| tickets::draft(conn, &ann, Some(ticket), tickets::Mode::Reply)).expect("a draft");
    assert_eq!(drafts.expect("the reply is a draft again").body, "Hello Rita, the tunnel is back. Ann");
    assert!(!kinds(&desk, ticket).contains(&"ticket.reply_added".to_owned()), "nobody outside heard of it");
}

#[test]
fn a_macro_that_cannot_do_all_does_nothing() {
    let desk = Desk::new().with_people();
    let ticket = ask(&desk, "VPN drops");
    let gap = Deeds { reply: "{{ticket.assignee}} looks after it.".to_owned(), ..tagging("vpn") };
    let gap = add(&desk, &desk.lee, wanted("Who", Scope::Shared, gap)).id;
    let before = kinds(&desk, ticket);
    let by = |id: MacroId| {
        let ann = desk.ann.clone();
        refused(desk.write(move |tx| automation::apply_macro(tx, &ann, &speaker(), &using(id, ticket))))
    };
    assert_eq!(by(gap), "macro-has-gap");
    let printers = SaveMacro { filter: "tag:printer".to_owned(), ..wanted("Toner", Scope::Shared, tagging("toner")) };
    let printers = add(&desk, &desk.lee, printers).id;
    assert_eq!(by(printers), "macro-not-for-this");
    assert_eq!(found(&desk, &desk.ann, ticket, "toner"), Vec::<String>::new());
    let away = add(&desk, &desk.lee, wanted("Old", Scope::Shared, tagging("old"))).id;
    let lee = desk.lee.clone();
    desk.write(move |tx| automation::archive_macro(tx, &lee, &away)).expect("put away");
    assert_eq!(by(away), "macro-archived");
    assert_eq!(kinds(&desk, ticket), before);
}

#[test]
fn the_same_key_uses_a_macro_once() {
    let desk = Desk::new().with_people();
    let ticket = ask(&desk, "VPN drops");
    let note = Deeds { note: "Looked at it.".to_owned(), ..Deeds::default() };
    let id = add(&desk, &desk.lee, wanted("Noted", Scope::Shared, note)).id;
    let once = || {
        let (ann, apply) = (desk.ann.clone(), ApplyMacro { key: Some("k1".to_owned()), ..using(id, ticket) });
        desk.write(move |tx| automation::apply_macro(tx, &ann, &speaker(), &apply)).expect("used")
    };
    let first = once();
    assert_eq!(once(), first);
    assert_eq!(kinds(&desk, ticket).iter().filter(|kind| *kind == "ticket.macro_used").count(), 1);
}

#[test]
fn what_is_so_already_leaves_no_line() {
    let desk = Desk::new().with_people();
    let ticket = ask(&desk, "VPN drops");
    let id = add(&desk, &desk.lee, wanted("Tag", Scope::Shared, tagging("vpn"))).id;
    let by = || {
        let ann = desk.ann.clone();
        desk.write(move |tx| automation::apply_macro(tx, &ann, &speaker(), &using(id, ticket))).expect("used")
    };
    assert!(by().event.is_some());
    assert!(by().event.is_none());
}

#[test]
fn a_change_of_a_macro_is_taken_back() {
    let desk = Desk::new().with_people();
    let was = add(&desk, &desk.lee, wanted("Tag", Scope::Shared, tagging("vpn")));
    add(&desk, &desk.lee, SaveMacro { id: Some(was.id), ..wanted("Tag it", Scope::Shared, tagging("tunnel")) });
    let lee = desk.lee.clone();
    let changes = desk.read(move |conn| automation::macro_changes(conn, &lee, was.id)).expect("changes");
    assert_eq!(changes.iter().map(|c| c.kind.as_str()).collect::<Vec<_>>(), ["macro.edited", "macro.added"]);
    let (lee, edit) = (desk.lee.clone(), changes[0].id);
    let is = desk.write(move |tx| automation::undo_macro_edit(tx, &lee, was.id, edit)).expect("as it was");
    assert_eq!((is.name.as_str(), is.deeds), ("Tag", tagging("vpn")));
}

#[test]
fn what_is_out_already_stays_when_a_macro_is_taken_back() {
    let desk = Desk::new().with_people();
    let ticket = ask(&desk, "VPN drops");
    let id = add(&desk, &desk.lee, wanted("All of it", Scope::Shared, whole())).id;
    let ann = desk.ann.clone();
    let apply = ApplyMacro { undo_send_s: 0, ..using(id, ticket) };
    let applied = desk.write(move |tx| automation::apply_macro(tx, &ann, &speaker(), &apply)).expect("used");
    let (ann, event) = (desk.ann.clone(), applied.event.expect("a line"));
    desk.write(move |tx| tickets::undo(tx, &ann, event)).expect("what can be taken back is");
    let ann = desk.ann.clone();
    let said = desk.read(move |conn| tickets::conversation(conn, &ann, ticket, None)).expect("a conversation");
    assert!(said.messages.iter().any(|m| m.message.body.contains("the tunnel is back")), "the requester has it: it stays");
    let line = desk.read(move |conn| conn.all::<(String,)>("SELECT data FROM events WHERE kind = 'ticket.macro_used'", db::params![]));
    let line: TicketEvent = serde_json::from_str(&line.expect("one")[0].0).expect("it reads back");
    assert!(matches!(line, TicketEvent::MacroUsed { name, .. } if name == "All of it"));
    let (ann, more) = (desk.ann.clone(), Reply::note(ticket, "Done."));
    desk.write(move |tx| tickets::reply(tx, &ann, &more)).expect("work goes on");
}

#[test]
fn steps_and_a_page_are_taken_back_too_unless_somebody_took_them_up() {
    let desk = Desk::with(Wiring { listeners: paging::listeners(), jobs: Vec::new() }).with_people();
    let ticket = ask(&desk, "VPN drops");
    let (lee, ben) = (desk.lee.clone(), desk.ben.person().expect("Ben"));
    let tunnel = SaveChecklist { checklist: None, name: "Tunnel".to_owned(), steps: vec!["Restart it".to_owned(), "Call".to_owned()] };
    let list = desk.write(move |tx| tickets::save_checklist(tx, &lee, &tunnel)).expect("a checklist").id;
    let deeds = Deeds { checklist: Some(list), page: Some(Whom::Person(ben)), ..Deeds::default() };
    let id = add(&desk, &desk.lee, wanted("Tunnel", Scope::Shared, deeds)).id;
    let used = || {
        desk.pass_ms(1_000);
        let ann = desk.ann.clone();
        desk.write(move |tx| automation::apply_macro(tx, &ann, &speaker(), &using(id, ticket))).expect("used").event.expect("a line")
    };
    let taken_back = |event| {
        let ann = desk.ann.clone();
        let undone = desk.write(move |tx| tickets::undo(tx, &ann, event));
        desk.keep_promises();
        undone
    };
    // Steps, and the states of pages.
    let left = || {
        let lee = desk.lee.clone();
        desk.read(move |conn| {
            let steps = tickets::checks_of(conn, &tickets::ticket(conn, &lee, ticket)?)?.len();
            Ok((steps, paging::pages_of(conn, &lee, ticket)?.pages.into_iter().map(|page| page.state).collect::<Vec<_>>()))
        })
        .expect("what is left")
    };
    let event = used();
    assert_eq!(left(), (2, vec![State::Open]));
    taken_back(event).expect("taken back");
    assert_eq!(left(), (0, vec![State::Withdrawn]));
    let told = kinds(&desk, ticket);
    assert_eq!(told[told.len() - 2..], ["ticket.checklist_taken_away", "ticket.undone"]);
    assert_eq!(refused(taken_back(event)), "undo-changed-since", "not twice");

    let event = used();
    let (by, lee) = (desk.ben.clone(), desk.lee.clone());
    desk.write(move |tx| {
        let check = tickets::checks_of(tx, &tickets::ticket(tx, &lee, ticket)?)?[0].id;
        tickets::tick(tx, &by, &Tick { ticket, check, done: true })?;
        let open = paging::pages_of(tx, &lee, ticket)?.pages.into_iter().find(|page| page.state == State::Open).expect("a page");
        paging::acknowledge(tx, &by, open.id).map(drop)
    })
    .expect("Ben took it up");
    let (steps, states) = left();
    assert!(steps == 2 && states.contains(&State::Acknowledged), "{states:?}");
    assert_eq!(refused(taken_back(event)), "undo-changed-since");
    assert_eq!(left(), (steps, states), "what Ben did stays");
}
