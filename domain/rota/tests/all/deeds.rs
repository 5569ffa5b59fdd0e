//! Rotas: made, changed, archived; somebody put on duty and taken off again.

use people::{ChangeRole, Role};
use rota::{Layer, PutOn, Rota, RotaInput, archive_rota, edit_rota, on_duty_now, put_on, restore_rota, rotas, take_off};
use testkit::refused;

use crate::stage::{added, cast, days, hours, id, input, on, plan, weekly};

#[test]
fn a_rota_says_who_is_on_and_who_comes_next() {
    let cast = cast();
    let rota = added(&cast, &input(&cast, "Network on call")).unwrap();
    let (ann, ben) = (Some(id(&cast.ann)), Some(id(&cast.ben)));
    assert_eq!(on(&cast, &rota, days(0)), (ann, ben));
    assert_eq!(on(&cast, &rota, days(7)), (ben, ann));
    let reader = cast.ann.clone();
    let now = cast.read(move |conn| Ok((on_duty_now(conn, &reader)?, conn.statements()))).unwrap();
    assert_eq!((now.0[0].person, now.0[0].next, now.0[0].until), (ann, ben, Some(days(7))));
    for n in 0..9 {
        added(&cast, &input(&cast, &format!("Rota {n}"))).unwrap();
    }
    let reader = cast.ann.clone();
    let ten = cast.read(move |conn| Ok((on_duty_now(conn, &reader)?.len(), conn.statements()))).unwrap();
    assert_eq!(ten, (10, now.1), "ten rotas cost as many statements as one");
}

#[test]
fn a_changed_plan_holds_from_now_on_and_the_past_stays() {
    let cast = cast();
    let rota = added(&cast, &input(&cast, "Network")).unwrap();
    cast.pass_ms(2 * db::DAY_MS);
    let (lee, rota_id) = (cast.lee.clone(), rota.id);
    let change = RotaInput { plan: plan(vec![weekly(&[&cast.pat])]), ..input(&cast, "Network") };
    let edited = cast.write(move |tx| edit_rota(tx, &lee, rota_id, &change)).unwrap();
    assert_eq!(edited.plan.people(), [id(&cast.pat)]);
    assert_eq!(on(&cast, &rota, days(1)).0, Some(id(&cast.ann)));
    assert_eq!(on(&cast, &rota, days(2)).0, Some(id(&cast.pat)));
}

#[test]
fn leads_make_rotas_and_what_is_wrong_is_named() {
    let cast = cast();
    let (ann, rita, wanted) = (cast.ann.clone(), cast.rita.clone(), input(&cast, "Network"));
    let (a, b) = (wanted.clone(), wanted.clone());
    assert_eq!(refused(cast.write(move |tx| rota::add_rota(tx, &ann, &a))), "not allowed: manage_rotas");
    assert_eq!(refused(cast.write(move |tx| rota::add_rota(tx, &rita, &b))), "not found");
    added(&cast, &wanted).unwrap();
    let broken = RotaInput {
        name: "NETWORK".into(),
        plan: rota::Plan {
            zone: "Mars/Base".into(),
            calls: Vec::new(),
            rounds: 0,
            ..plan(vec![Layer { people: vec![id(&cast.rita)], days: 0, ..weekly(&[]) }, Layer { name: " ".into(), ..weekly(&[]) }])
        },
        ..wanted
    };
    assert_eq!(
        refused(added(&cast, &broken)),
        "name: rota-name-taken, calls: rota-no-call, rounds: rota-rounds, zone: rota-no-zone, layers: rota-layer-stranger, \
         layers: rota-layer-days, layers: rota-layer-name, layers: rota-layer-nobody"
    );
    assert_eq!(refused(added(&cast, &RotaInput { plan: plan(Vec::new()), ..input(&cast, "Empty") })), "layers: rota-no-layer");
}

#[test]
fn an_archived_rota_has_nobody_on_duty() {
    let cast = cast();
    let rota = added(&cast, &input(&cast, "Network")).unwrap();
    let id_of = rota.id;
    let deed = |f: fn(&mut db::Tx<'_>, &people::Actor, rota::RotaId) -> outcome::Result<Rota>| {
        let lee = cast.lee.clone();
        cast.write(move |tx| f(tx, &lee, id_of))
    };
    assert!(deed(archive_rota).unwrap().archived_at.is_some());
    assert_eq!(on(&cast, &rota, days(0)), (None, None));
    assert_eq!(refused(deed(archive_rota)), "rota-archived-already");
    let ann = cast.ann.clone();
    let put = PutOn { rota: id_of, person: id(&cast.ann), from: days(0), to: days(1) };
    assert_eq!(refused(cast.write(move |tx| put_on(tx, &ann, &put))), "rota-archived-already");
    assert!(deed(restore_rota).unwrap().archived_at.is_none());
    assert_eq!(refused(deed(restore_rota)), "rota-not-archived");
    let ann = cast.ann.clone();
    assert_eq!(cast.read(move |conn| rotas(conn, &ann)).unwrap().len(), 1);
}

#[test]
fn agents_put_themselves_on_and_leads_anybody() {
    let cast = cast();
    let rota = added(&cast, &input(&cast, "Network")).unwrap();
    let put = |actor: &people::Actor, whom: &people::Actor, from, to| {
        let (actor, put) = (actor.clone(), PutOn { rota: rota.id, person: id(whom), from, to });
        cast.write(move |tx| put_on(tx, &actor, &put))
    };
    assert_eq!(refused(put(&cast.ann, &cast.ben, hours(1), hours(3))), "not allowed: put_on_duty");
    assert_eq!(refused(put(&cast.lee, &cast.rita, hours(1), hours(3))), "person: rota-no-person");
    assert_eq!(refused(put(&cast.ben, &cast.ben, hours(3), hours(1))), "to: rota-ends-before");
    assert_eq!(refused(put(&cast.ben, &cast.ben, hours(-3), hours(-1))), "to: rota-is-over");
    assert_eq!(refused(put(&cast.ben, &cast.ben, days(0), days(401))), "to: rota-too-long");
    assert_eq!(refused(put(&cast.ben, &cast.ben, days(800), days(801))), "from: rota-too-far");
    let own = put(&cast.ben, &cast.ben, hours(1), hours(3)).unwrap();
    assert_eq!(on(&cast, &rota, hours(1)).0, Some(id(&cast.ben)));
    assert_eq!(on(&cast, &rota, hours(3)).0, Some(id(&cast.ann)));
    put(&cast.lee, &cast.pat, hours(5), hours(6)).unwrap();
    assert_eq!(on(&cast, &rota, hours(5)).0, Some(id(&cast.pat)));
    let (ann, ben) = (cast.ann.clone(), cast.ben.clone());
    assert_eq!(refused(cast.write(move |tx| take_off(tx, &ann, own))), "not allowed: put_on_duty");
    cast.pass_ms(2 * db::HOUR_MS);
    cast.write(move |tx| take_off(tx, &ben, own)).unwrap();
    assert_eq!(on(&cast, &rota, hours(1)).0, Some(id(&cast.ben)), "that they were on stays known");
    assert_eq!(on(&cast, &rota, hours(2)).0, Some(id(&cast.ann)));
    let ben = cast.ben.clone();
    assert_eq!(refused(cast.write(move |tx| take_off(tx, &ben, own))), "rota-override-over");
}

#[test]
fn whoever_leaves_the_desk_is_no_longer_on_duty() {
    let cast = cast();
    let rota = added(&cast, &input(&cast, "Network")).unwrap();
    cast.pass_ms(db::HOUR_MS);
    let (ada, change) = (cast.ada.clone(), ChangeRole { person: id(&cast.ann), role: Role::Requester });
    cast.write(move |tx| people::change_role(tx, &ada, &change).map(drop)).unwrap();
    assert_eq!(on(&cast, &rota, hours(1)).0, Some(id(&cast.ben)));
    assert_eq!(on(&cast, &rota, hours(0)).0, Some(id(&cast.ann)), "that they were on stays known");
}
