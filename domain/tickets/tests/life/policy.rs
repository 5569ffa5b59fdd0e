//! The rule, printed for people, and its two readers held together.

use std::collections::BTreeSet;
use std::fmt::Write;

use db::{Value, params};
use people::{Actor, Door, PersonId, Reach, Role, Who};
use testkit::{Cast, refused};
use tickets::policy::{Action, DeskAction, Relation, allows, allows_at_desk, look, permit, visible};
use tickets::{Ticket, TicketId, Watch, watch};

use crate::stage::{asked, asked_payroll, cast, opened, request};

/// The matrix as people read it.
fn printed() -> String {
    let mut out = String::from("What may be done to a ticket, by what one is to it.\n\n");
    let row = |out: &mut String, name: &str, cells: Vec<&str>| {
        let _ = write!(out, "{name:<18}");
        for cell in cells {
            let _ = write!(out, " {cell:<10}");
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    };
    row(&mut out, "", Relation::ALL.iter().map(|r| r.as_str()).collect());
    for action in Action::ALL {
        let cells = Relation::ALL.iter().map(|r| if allows(*r, *action) { "yes" } else { "-" }).collect();
        row(&mut out, action.as_str(), cells);
    }
    out.push_str("\nWhat may be done at the desk, by role.\n\n");
    row(&mut out, "", Role::ALL.iter().map(|r| r.as_str()).collect());
    for action in DeskAction::ALL {
        let cells = Role::ALL.iter().map(|r| if allows_at_desk(*r, *action) { "yes" } else { "-" }).collect();
        row(&mut out, action.as_str(), cells);
    }
    out.push_str(
        "\nhouse      Firstline itself and its rules.\n\
         desk       Agents, leads and administrators; of a restricted team's tickets, its members only.\n\
         own        Whoever asked, wherever the ticket lies.\n\
         watcher    Watches, without working at the desk; never a restricted team's ticket.\n\
         colleague  Of the same organization and allowed to see what it asks; never a restricted team's ticket.\n\
         stranger   Everybody else: to them there is no such ticket.\n\
         A credential that only reads may see what its person may see, and do nothing.\n",
    );
    out
}

#[test]
fn the_printed_matrix_is_the_rule() {
    testkit::print_stands(env!("CARGO_MANIFEST_DIR"), "policy.txt", &printed());
}

#[test]
fn who_may_not_see_hears_of_nothing_and_who_may_not_act_hears_why() {
    let cast = cast();
    let (open, payroll) = (asked(&cast), asked_payroll(&cast));
    let tried = |actor: &Actor, id| {
        let actor = actor.clone();
        refused(cast.write(move |tx| permit(tx, &actor, Action::Assign, id).map(|t| t.id)))
    };
    assert_eq!(tried(&cast.rita, open), "not allowed: assign");
    assert_eq!(tried(&cast.sam, open), "not allowed: assign");
    assert_eq!(tried(&cast.gus, open), "not found");
    assert_eq!(tried(&cast.rita, payroll), "not allowed: assign");
    for stranger in [&cast.sam, &cast.ann, &cast.lee, &cast.ada] {
        assert_eq!(tried(stranger, payroll), "not found");
    }
    assert_eq!(tried(&cast.ann, TicketId(999)), "not found");
    assert_eq!(tried(&Actor { reach: Reach::ReadOnly, ..cast.ann.clone() }, open), "not allowed: assign");
}

#[test]
fn a_button_is_shown_exactly_where_the_deed_is_permitted() {
    let cast = cast();
    let ids = [asked(&cast), asked_payroll(&cast)];
    let actors = [&cast.ann, &cast.pat, &cast.lee, &cast.ada, &cast.rita, &cast.sam, &cast.gus];
    for actor in actors.into_iter().flat_map(|a| [a.clone(), Actor { reach: Reach::ReadOnly, ..a.clone() }]) {
        let same = cast
            .write(move |tx| {
                for id in ids {
                    let seen = look(tx, &actor, id).ok();
                    for action in Action::ALL {
                        let shown = seen.as_ref().is_some_and(|t| t.may(*action));
                        assert_eq!(shown, permit(tx, &actor, *action, id).is_ok(), "{action} of {actor:?} on {id}");
                    }
                }
                Ok(())
            })
            .is_ok();
        assert!(same);
    }
}

/// What the list shows is what looking at each one allows: for everybody, over tickets of all sorts.
#[test]
fn list_and_rule_agree() {
    let cast = cast();
    let people = [&cast.ann, &cast.ben, &cast.pat, &cast.lee, &cast.ada, &cast.rita, &cast.sam, &cast.gus];
    scatter(&cast, &people.map(|a| a.person().unwrap()));
    let mut actors: Vec<Actor> = people.into_iter().cloned().collect();
    actors.extend([Actor::system(Door::Inside), Actor { who: Who::Rule(1), ..Actor::system(Door::Inside) }]);
    let mut seen_by_somebody = 0;
    for actor in actors {
        let (of_list, of_rule) = cast
            .read(move |conn| {
                let sql = visible(&actor, "t", 2);
                let mut all: Vec<Value> = params![0].to_vec();
                all.extend(sql.params);
                let listed: Vec<(TicketId,)> =
                    conn.all(&format!("SELECT t.id FROM tickets t WHERE t.id > $1 AND {}", sql.condition), &all)?;
                let every: Vec<(TicketId,)> = conn.all("SELECT id FROM tickets", params![])?;
                let looked: BTreeSet<TicketId> = every.into_iter().map(|(id,)| id).filter(|id| look(conn, &actor, *id).is_ok()).collect();
                Ok((listed.into_iter().map(|(id,)| id).collect::<BTreeSet<_>>(), looked))
            })
            .unwrap();
        assert_eq!(of_list, of_rule);
        seen_by_somebody += of_list.len();
    }
    assert!(seen_by_somebody > 200, "the data shows too little: {seen_by_somebody}");
}

/// Sixty tickets with every mixture of team, requester and watchers.
fn scatter(cast: &Cast, people: &[PersonId; 8]) {
    let teams = [None, Some(cast.first_line), Some(cast.network), Some(cast.payroll)];
    for n in 0..60_usize {
        let requester = people[(n * 7 + n / 8) % 8];
        let id = opened(cast, &Actor::system(Door::Inside), tickets::Open { requester, team: teams[n % 4], ..request(cast) }).unwrap();
        for (m, person) in people.iter().copied().enumerate() {
            if (n * 31 + m * 17) % 5 == 0 {
                let house = Actor::system(Door::Inside);
                cast.write(move |tx| watch(tx, &house, &Watch { ticket: id, person })).unwrap();
            }
        }
    }
}

#[test]
fn a_permit_takes_one_statement() {
    let cast = cast();
    let (id, ann) = (asked(&cast), cast.ann.clone());
    let (statements, ticket): (u64, Ticket) = cast
        .write(move |tx| {
            let ticket = permit(tx, &ann, Action::Resolve, id)?;
            Ok((tx.statements(), Ticket::clone(&ticket)))
        })
        .unwrap();
    assert_eq!((statements, ticket.id), (1, id));
}
