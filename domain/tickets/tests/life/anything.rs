//! Whatever people do in whatever order, a ticket's row says what its messages, its events and the counters say.

use db::params;
use outcome::Error;
use people::Actor;
use testkit::Cast;
use tickets::{
    Assign, Confirm, Hold, Level, MessageId, Prioritize, Reply, Retitle, Tag, Then, TicketId, To, Watch, clocks, send_now, undo, undo_reply,
};

use crate::stage::{asked, cast, counters_hold};

/// Deeds drawn per run.
const DEEDS: u64 = 400;

/// Numbers that look drawn and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// One deed of somebody; a refusal is an answer like any other, a failure ends the test.
fn anything(cast: &Cast, dice: &mut Dice, ids: &[TicketId]) {
    let actors = [&cast.ann, &cast.ben, &cast.pat, &cast.lee, &cast.rita, &cast.sam];
    let actor: Actor = actors[usize::try_from(dice.roll(6)).unwrap()].clone();
    let id = ids[usize::try_from(dice.roll(ids.len() as u64)).unwrap()];
    let (deed, drawn, ben, (network, payroll)) = (dice.roll(18), dice.roll(400), cast.ben.person().unwrap(), (cast.network, cast.payroll));
    let done = cast.write(move |tx| {
        let n = i64::try_from(drawn).unwrap();
        let then = [Then::Usual, Then::Stay, Then::Resolve, Then::Hold { reason: "x".into(), until: Some(tx.now().plus_ms(5_000)) }];
        let held = u32::try_from(drawn % 3).unwrap() * 10;
        match deed {
            0..=2 => {
                let then = then[usize::try_from(drawn % 4).unwrap()].clone();
                tickets::reply(tx, &actor, &Reply { then, undo_send_s: held, ..Reply::public(id, format!("word {n} @lee")) }).map(|_| ())
            }
            3 => tickets::reply(tx, &actor, &Reply { undo_send_s: held, ..Reply::note(id, "note") }).map(|_| ()),
            4 => {
                let to = [To::Me, To::Nobody, To::Team(network), To::Team(payroll), To::Person(ben), To::NoTeam]
                    [usize::try_from(drawn % 6).unwrap()];
                tickets::assign(tx, &actor, &Assign { ticket: id, to }).map(|_| ())
            }
            5 => tickets::resolve(tx, &actor, id).map(|_| ()),
            6 => tickets::reopen(tx, &actor, id).map(|_| ()),
            7 if drawn % 4 == 0 => tickets::close(tx, &actor, id).map(|_| ()),
            7 | 8 => tickets::wait(tx, &actor, id).map(|_| ()),
            9 => tickets::hold(tx, &actor, &Hold { ticket: id, reason: format!("r{}", n % 2), until: None }).map(|_| ()),
            10 => tickets::confirm(tx, &actor, &Confirm { ticket: id, solved: n % 2 == 0 }).map(|_| ()),
            11 => tickets::tag(tx, &actor, &Tag { ticket: id, add: vec![format!("t{}", n % 9)], remove: vec![format!("t{}", n % 4)] })
                .map(|_| ()),
            12 => {
                let impact = Some(Level::ALL[usize::try_from(drawn % 3).unwrap()]);
                tickets::prioritize(tx, &actor, &Prioritize { ticket: id, impact, urgency: None }).map(|_| ())
            }
            13 => tickets::retitle(tx, &actor, &Retitle { ticket: id, subject: format!("Subject {}", n % 3) }).map(|_| ()),
            14 => tickets::watch(tx, &actor, &Watch { ticket: id, person: ben }).map(|_| ()),
            15 => undo(tx, &actor, db::EventId(n)).map(|_| ()),
            16 => undo_reply(tx, &actor, MessageId(n % 60)).map(|_| ()),
            _ => send_now(tx, &actor, MessageId(n % 60)).map(|_| ()),
        }
    });
    if let Err(Error::Failed(error)) = done {
        panic!("deed {deed} with {drawn} failed: {error:#}");
    }
}

#[test]
fn the_row_says_what_its_messages_say() {
    let cast = cast();
    let ids: Vec<TicketId> = (0..5).map(|_| asked(&cast)).collect();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for n in 0..DEEDS {
        anything(&cast, &mut dice, &ids);
        if n % 7 == 0 {
            cast.pass_ms(4_000);
            cast.write(clocks::wake_held).unwrap();
            cast.keep_promises();
        }
    }
    cast.pass_ms(60_000);
    cast.keep_promises();
    counters_hold(&cast);
    let odd = |sql: &'static str| {
        let rows: Vec<(i64,)> = cast.read(move |c| c.all(sql, params![])).unwrap();
        assert!(rows.is_empty(), "{rows:?}: {sql}");
    };
    odd(
        "SELECT t.id FROM tickets t WHERE t.message_count <> (SELECT COUNT(*) FROM messages m WHERE m.ticket_id = t.id AND m.withdrawn_at IS NULL)",
    );
    odd("SELECT id FROM messages WHERE held_until > 0 AND withdrawn_at IS NULL");
    odd("SELECT t.id FROM tickets t JOIN messages m ON m.id = (SELECT MAX(x.id) FROM messages x WHERE x.ticket_id = t.id \
         AND x.audience = 'public' AND x.withdrawn_at IS NULL) WHERE t.last_message_by <> m.author_id AND t.last_message_at < m.created_at");
    odd("SELECT id FROM tickets WHERE (status IN ('resolved', 'closed')) <> (resolved_at IS NOT NULL)");
    odd("SELECT id FROM tickets WHERE (status = 'closed') <> (closed_at IS NOT NULL)");
    odd("SELECT id FROM tickets WHERE (status = 'on_hold') <> (hold_reason IS NOT NULL)");
    odd("SELECT t.id FROM tickets t WHERE (t.first_replied_at IS NOT NULL) <> EXISTS (SELECT 1 FROM messages m \
         WHERE m.ticket_id = t.id AND m.audience = 'public' AND m.side = 'staff' AND m.withdrawn_at IS NULL)");
    let (many,) = cast.read(|c| c.one::<(i64,)>("SELECT COUNT(*) FROM events WHERE subject_kind = 'ticket'", params![])).unwrap();
    assert!(many > 200, "too little happened: {many}");
}
