//! Swaps: asked for, agreed to, declined, withdrawn, and refused when the plan has changed under them.

use rota::{AskSwap, PutOn, SwapId, agree_swap, ask_swap, decline_swap, open_swaps, put_on, withdraw_swap};
use testkit::{Cast, refused};

use crate::stage::{added, cast, days, id, input, on};

fn asked(cast: &Cast, ask: AskSwap) -> outcome::Result<SwapId> {
    let ann = cast.ann.clone();
    cast.write(move |tx| ask_swap(tx, &ann, &ask))
}

#[test]
fn two_people_swap_and_each_has_the_others_duty() {
    let cast = cast();
    let rota = added(&cast, &input(&cast, "Network")).unwrap();
    let (ann, ben) = (id(&cast.ann), id(&cast.ben));
    let ask = AskSwap { rota: rota.id, giver: ann, taker: ben, from: days(1), to: days(3), back: Some((days(8), days(10))) };
    let swap = asked(&cast, ask).unwrap();
    assert_eq!(on(&cast, &rota, days(1)).0, Some(ann), "nothing holds before the other agrees");
    let own = cast.ann.clone();
    assert_eq!(refused(cast.write(move |tx| agree_swap(tx, &own, swap))), "not allowed: answer_swap");
    let (reader, rota_id) = (cast.ben.clone(), rota.id);
    assert_eq!(cast.read(move |conn| open_swaps(conn, &reader, rota_id)).unwrap().len(), 1);
    let other = cast.ben.clone();
    cast.write(move |tx| agree_swap(tx, &other, swap)).unwrap();
    assert_eq!((on(&cast, &rota, days(1)).0, on(&cast, &rota, days(8)).0), (Some(ben), Some(ann)));
    assert_eq!((on(&cast, &rota, days(3)).0, on(&cast, &rota, days(10)).0), (Some(ann), Some(ben)));
    let other = cast.ben.clone();
    assert_eq!(refused(cast.write(move |tx| decline_swap(tx, &other, swap))), "rota-swap-answered");
}

#[test]
fn nobody_gives_what_they_have_not() {
    let cast = cast();
    let rota = added(&cast, &input(&cast, "Network")).unwrap();
    let ask = AskSwap { rota: rota.id, giver: id(&cast.ann), taker: id(&cast.ben), from: days(6), to: days(8), back: None };
    assert_eq!(refused(asked(&cast, ask)), "rota-swap-giver-not-on");
    let back = AskSwap { from: days(1), to: days(2), back: Some((days(2), days(3))), ..ask };
    assert_eq!(refused(asked(&cast, back)), "rota-swap-taker-not-on");
    assert_eq!(refused(asked(&cast, AskSwap { taker: id(&cast.ann), from: days(1), to: days(2), ..ask })), "taker: rota-swap-self");
    assert_eq!(refused(asked(&cast, AskSwap { giver: id(&cast.ben), taker: id(&cast.ann), ..ask })), "not allowed: ask_swap");
    let swap = asked(&cast, AskSwap { from: days(1), to: days(2), ..ask }).unwrap();
    let (lee, put) = (cast.lee.clone(), PutOn { rota: rota.id, person: id(&cast.pat), from: days(1), to: days(2) });
    cast.write(move |tx| put_on(tx, &lee, &put)).unwrap();
    let ben = cast.ben.clone();
    assert_eq!(refused(cast.write(move |tx| agree_swap(tx, &ben, swap))), "rota-swap-giver-not-on");
    let ann = cast.ann.clone();
    cast.write(move |tx| withdraw_swap(tx, &ann, swap)).unwrap();
    let ben = cast.ben.clone();
    assert_eq!(refused(cast.write(move |tx| agree_swap(tx, &ben, swap))), "rota-swap-answered");
}
