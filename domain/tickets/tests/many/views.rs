//! Saved views: whose they are, and that a saved one always reads.

use outcome::{Error, Refusal};
use people::Actor;
use tickets::{
    EditView, GroupBy, List, Order, QueueAsk, SaveView, Sharing, Sort, View, delete_view, edit_view, queue, save_view, view, view_counts,
    views,
};

use crate::rows::{Cast, cast, many};

fn save(cast: &Cast, actor: &Actor, sharing: Sharing, filter: &str) -> outcome::Result<View> {
    let save = SaveView {
        name: format!("View of {filter}"),
        sharing,
        filter: filter.to_owned(),
        order: vec![Order::usual(Sort::Priority), Order { sort: Sort::Created, descending: false }],
        group_by: Some(GroupBy::Team),
    };
    let actor = actor.clone();
    cast.desk.db.write_now(move |tx| save_view(tx, &actor, &save))
}

fn names(cast: &Cast, actor: &Actor) -> Vec<String> {
    let actor = actor.clone();
    cast.desk.db.read_now(move |conn| views(conn, &actor)).unwrap().into_iter().map(|v| v.filter).collect()
}

#[test]
fn a_view_is_seen_by_those_it_is_for() {
    let cast = cast();
    let (ann, lee) = (cast.ann.person().unwrap(), cast.lee.person().unwrap());
    save(&cast, &cast.ann, Sharing::Own(ann), "assignee:me").unwrap();
    save(&cast, &cast.lee, Sharing::Team(cast.restricted), "tag:payroll").unwrap();
    save(&cast, &cast.lee, Sharing::Everybody, "status:new").unwrap();
    let own = save(&cast, &cast.lee, Sharing::Own(lee), "priority:high").unwrap();
    assert_eq!(names(&cast, &cast.ann), ["status:new", "assignee:me"]);
    assert_eq!(names(&cast, &cast.lee), ["status:new", "tag:payroll", "priority:high"]);
    let ann = cast.ann.clone();
    let hidden = cast.desk.db.read_now(move |conn| view(conn, &ann, own.id));
    assert!(matches!(hidden, Err(Error::Refused(Refusal::NotFound))));
}

#[test]
fn a_view_is_changed_by_those_whose_it_is() {
    let cast = cast();
    let (ann, lee) = (cast.ann.person().unwrap(), cast.lee.person().unwrap());
    let refused = |outcome: outcome::Result<View>| matches!(outcome, Err(Error::Refused(Refusal::NotAllowed(_))));
    assert!(refused(save(&cast, &cast.ann, Sharing::Everybody, "status:new")));
    assert!(refused(save(&cast, &cast.ann, Sharing::Own(lee), "status:new")));
    assert!(refused(save(&cast, &cast.lee, Sharing::Team(cast.open_team), "status:new")));
    assert!(refused(save(&cast, &cast.rita, Sharing::Own(cast.rita.person().unwrap()), "status:new")));
    let reads = Actor { reach: people::Reach::ReadOnly, ..cast.ann.clone() };
    assert!(refused(save(&cast, &reads, Sharing::Own(ann), "status:new")));
    let everybodys = save(&cast, &cast.lee, Sharing::Everybody, "status:new").unwrap();
    let actor = cast.ann.clone();
    assert!(matches!(
        cast.desk.db.write_now(move |tx| delete_view(tx, &actor, &everybodys.id)),
        Err(Error::Refused(Refusal::NotAllowed(_)))
    ));
    let edit = EditView {
        view: everybodys.id,
        name: "New ones".into(),
        filter: "status:new,open".into(),
        order: Vec::new(),
        group_by: None,
        sharing: Sharing::Everybody,
        position: Some(4),
    };
    let actor = cast.ada.clone();
    let edited = cast.desk.db.write_now(move |tx| edit_view(tx, &actor, &edit)).unwrap();
    assert_eq!((edited.name.as_str(), edited.filter.as_str(), edited.position), ("New ones", "status:new,open", 4));
    let actor = cast.ada.clone();
    cast.desk.db.write_now(move |tx| delete_view(tx, &actor, &edited.id)).unwrap();
    assert!(names(&cast, &cast.lee).is_empty());
}

#[test]
fn a_view_that_does_not_read_is_not_saved() {
    let cast = cast();
    let refused = save(&cast, &cast.ann, Sharing::Own(cast.ann.person().unwrap()), "status:purple");
    let Err(Error::Refused(Refusal::Invalid(fields))) = refused else { panic!("a view that does not read was saved") };
    assert_eq!(fields[0].field, "filter");
    assert!(matches!(save(&cast, &cast.lee, Sharing::Team(people::TeamId(99)), ""), Err(Error::Refused(_))));
}

#[test]
fn a_view_is_a_list_with_its_order_and_groups() {
    let cast = cast();
    many(&cast, 80, 4);
    let view = save(&cast, &cast.ann, Sharing::Own(cast.ann.person().unwrap()), "status:unfinished").unwrap();
    let ann = cast.ann.clone();
    cast.desk
        .db
        .read_now(move |conn| {
            let listed = queue(conn, &ann, &QueueAsk::new(List::View(view.id)))?;
            assert_eq!(listed.group_by, Some(GroupBy::Team));
            assert_eq!(listed.order.iter().map(ToString::to_string).collect::<Vec<_>>(), ["-priority", "created"]);
            let all = queue(conn, &ann, &QueueAsk::new(List::All))?;
            assert_eq!(listed.rows.len(), all.rows.len());
            let ranks: Vec<_> =
                listed.rows.iter().map(|row| (row.team.clone().map_or((1, String::new()), |t| (0, t)), row.priority)).collect();
            assert!(ranks.is_sorted(), "{ranks:?}");
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_view_of_ones_own_can_be_shared_by_who_may_share() {
    let cast = cast();
    let share = |actor: &Actor, view: &View, sharing| {
        let edit = EditView {
            view: view.id,
            name: view.name.clone(),
            sharing,
            filter: view.filter.clone(),
            order: view.order.clone(),
            group_by: view.group_by,
            position: None,
        };
        let actor = actor.clone();
        cast.desk.db.write_now(move |tx| edit_view(tx, &actor, &edit))
    };
    let anns = save(&cast, &cast.ann, Sharing::Own(cast.ann.person().unwrap()), "tag:vpn").unwrap();
    assert!(matches!(share(&cast.ann, &anns, Sharing::Everybody), Err(Error::Refused(Refusal::NotAllowed(_)))));
    let lees = save(&cast, &cast.lee, Sharing::Own(cast.lee.person().unwrap()), "tag:vpn").unwrap();
    let other = save(&cast, &cast.ada, Sharing::Everybody, "status:new").unwrap();
    let shared = share(&cast.lee, &lees, Sharing::Everybody).unwrap();
    assert_eq!((shared.id, shared.sharing, shared.position), (lees.id, Sharing::Everybody, other.position + 1));
    let seen = cast.desk.db.read_now({
        let ann = cast.ann.clone();
        move |conn| view(conn, &ann, lees.id)
    });
    assert_eq!(seen.unwrap().name, shared.name);
    assert!(!tickets::may_share(&cast.ann, Sharing::Everybody) && tickets::may_share(&cast.lee, Sharing::Everybody));
}

#[test]
fn views_are_counted_for_each_asker_as_their_lists_are_long_and_no_further_than_asked() {
    let cast = cast();
    many(&cast, 40, 7);
    let of_all = save(&cast, &cast.lee, Sharing::Everybody, "").unwrap();
    let mine = save(&cast, &cast.lee, Sharing::Everybody, "assignee:me").unwrap();
    let late = save(&cast, &cast.lee, Sharing::Everybody, "created<-30d").unwrap();
    let own = save(&cast, &cast.lee, Sharing::Own(cast.lee.person().unwrap()), "status:new").unwrap();
    let ids = [of_all.id, mine.id, late.id, own.id];
    let counted = |actor: &Actor, max: i64| {
        let actor = actor.clone();
        cast.desk.db.read_now(move |conn| view_counts(conn, &actor, &ids, &jiff::tz::TimeZone::UTC, max))
    };
    let long = |actor: &Actor, id| {
        let actor = actor.clone();
        let found = cast.desk.db.read_now(move |conn| queue(conn, &actor, &QueueAsk { limit: 100, ..QueueAsk::new(List::View(id)) }));
        i64::try_from(found.unwrap().rows.len()).unwrap()
    };
    for (actor, sees) in [(&cast.ann, &ids[..3]), (&cast.lee, &ids[..])] {
        let expected: Vec<_> = sees.iter().map(|&id| (id, long(actor, id))).collect();
        assert_eq!(counted(actor, 1_000).unwrap(), expected);
    }
    assert!(long(&cast.lee, of_all.id) > 10, "there is something to count");
    assert_eq!(counted(&cast.lee, 10).unwrap()[0], (of_all.id, 11), "more than ten");
    assert_eq!(testkit::refused(counted(&cast.rita, 10)), "not allowed: use_queue");
}
