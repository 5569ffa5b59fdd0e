//! The tree of categories.

use outcome::{Error, Refusal};
use people::Actor;
use tickets::{
    AddCategory, CATEGORY_DEPTH_MAX, Category, CategoryId, MoveCategory, RenameCategory, RouteCategory, add_category, archive_category,
    categories, move_category, rename_category, restore_category, route_category,
};

use crate::rows::{Cast, cast};

fn add(cast: &Cast, parent: Option<CategoryId>, name: &str) -> outcome::Result<Category> {
    let (actor, add) = (cast.lee.clone(), AddCategory { parent, name: name.to_owned(), team: None });
    cast.desk.db.write_now(move |tx| add_category(tx, &actor, &add))
}

fn paths(cast: &Cast) -> Vec<String> {
    cast.desk.db.read_now(categories).unwrap().into_iter().map(|c| c.path).collect()
}

fn wrong(outcome: outcome::Result<Category>) -> &'static str {
    match outcome {
        Err(Error::Refused(Refusal::Invalid(fields))) => fields[0].says.key,
        Err(Error::Refused(Refusal::Conflict(says))) => says.key,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn paths_follow_names_and_places() {
    let cast = cast();
    let network = add(&cast, None, " Network ").unwrap();
    let vpn = add(&cast, Some(network.id), "VPN").unwrap();
    add(&cast, Some(vpn.id), "Tokens").unwrap();
    let wifi = add(&cast, Some(network.id), "Wi-Fi").unwrap();
    let access = add(&cast, None, "Access").unwrap();
    add(&cast, None, "Network gear").unwrap();
    assert_eq!(paths(&cast), ["Access", "Network", "Network / VPN", "Network / VPN / Tokens", "Network / Wi-Fi", "Network gear"]);
    let lee = cast.lee.clone();
    let rename = RenameCategory { category: network.id, name: "Networks".into() };
    cast.desk.db.write_now(move |tx| rename_category(tx, &lee, &rename)).unwrap();
    let (lee, to) = (cast.lee.clone(), MoveCategory { category: vpn.id, parent: Some(access.id) });
    assert_eq!(cast.desk.db.write_now(move |tx| move_category(tx, &lee, &to)).unwrap().path, "Access / VPN");
    assert_eq!(paths(&cast), ["Access", "Access / VPN", "Access / VPN / Tokens", "Network gear", "Networks", "Networks / Wi-Fi"]);
    let (lee, to) = (cast.lee.clone(), MoveCategory { category: wifi.id, parent: None });
    cast.desk.db.write_now(move |tx| move_category(tx, &lee, &to)).unwrap();
    assert_eq!(paths(&cast).last().map(String::as_str), Some("Wi-Fi"));
}

#[test]
fn a_name_is_checked_and_taken_once() {
    let cast = cast();
    let network = add(&cast, None, "Network").unwrap();
    assert_eq!(wrong(add(&cast, None, "  ")), "category-name-missing");
    assert_eq!(wrong(add(&cast, None, &"x".repeat(61))), "category-name-too-long");
    assert_eq!(wrong(add(&cast, None, "Network / VPN")), "category-name-two-levels");
    assert_eq!(wrong(add(&cast, None, "NETWORK")), "category-name-taken");
    assert!(add(&cast, Some(network.id), "TCP/IP").is_ok());
    assert_eq!(wrong(add(&cast, Some(CategoryId(99)), "VPN")), "category-unknown");
}

#[test]
fn a_tree_has_no_circles_and_an_end() {
    let cast = cast();
    let mut deepest = add(&cast, None, "1").unwrap();
    let root = deepest.id;
    for depth in 2..=CATEGORY_DEPTH_MAX {
        deepest = add(&cast, Some(deepest.id), &depth.to_string()).unwrap();
    }
    assert_eq!(wrong(add(&cast, Some(deepest.id), "below")), "category-too-deep");
    let to = |category, parent| {
        let (lee, to) = (cast.lee.clone(), MoveCategory { category, parent });
        cast.desk.db.write_now(move |tx| move_category(tx, &lee, &to))
    };
    assert_eq!(wrong(to(root, Some(deepest.id))), "category-below-itself");
    assert_eq!(wrong(to(root, Some(root))), "category-below-itself");
    let other = add(&cast, None, "other").unwrap();
    assert_eq!(wrong(to(root, Some(other.id))), "category-too-deep");
}

#[test]
fn what_is_archived_takes_nothing_new_and_comes_back() {
    let cast = cast();
    let network = add(&cast, None, "Network").unwrap();
    let vpn = add(&cast, Some(network.id), "VPN").unwrap();
    let act = |deed: fn(&mut db::Tx<'_>, &Actor, &CategoryId) -> outcome::Result<Category>, id: CategoryId| {
        let lee = cast.lee.clone();
        cast.desk.db.write_now(move |tx| deed(tx, &lee, &id))
    };
    act(archive_category, network.id).unwrap();
    assert!(cast.desk.db.read_now(categories).unwrap().iter().all(|c| c.archived_at.is_some()));
    assert_eq!(wrong(add(&cast, Some(network.id), "Wi-Fi")), "category-parent-archived");
    assert_eq!(wrong(add(&cast, None, "network")), "category-name-archived");
    assert_eq!(wrong(act(restore_category, vpn.id)), "category-parent-archived");
    act(restore_category, network.id).unwrap();
    assert!(act(restore_category, vpn.id).unwrap().archived_at.is_none());
}

#[test]
fn a_category_has_the_team_it_goes_to() {
    let cast = cast();
    let network = add(&cast, None, "Network").unwrap();
    let route = |team| {
        let (lee, route) = (cast.lee.clone(), RouteCategory { category: network.id, team });
        cast.desk.db.write_now(move |tx| route_category(tx, &lee, &route))
    };
    assert_eq!(route(Some(cast.open_team)).unwrap().team_id, Some(cast.open_team));
    assert_eq!(wrong(route(Some(people::TeamId(99)))), "team-unknown");
    assert_eq!(route(None).unwrap().team_id, None);
}

#[test]
fn an_agent_leaves_the_tree_alone() {
    let cast = cast();
    let (ann, add) = (cast.ann.clone(), AddCategory { parent: None, name: "Mine".into(), team: None });
    let refused = cast.desk.db.write_now(move |tx| add_category(tx, &ann, &add));
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed("manage_categories")))));
}
