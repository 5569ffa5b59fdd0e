//! What a page missed between its rendering and the opening of its live stream.

use tickets::{Open, Reply};

use crate::door::Door;

#[test]
fn what_changed_since_a_page_was_rendered_is_told_to_those_who_may_see_it() {
    let door = Door::new();
    let rita = door.rita.clone();
    let ticket = door
        .write(move |tx| tickets::open(tx, &rita, &Open::new(rita.person().expect("a person"), "The VPN drops", "Again")))
        .expect("a ticket")
        .ticket;
    let rendered = door.db.clock().now().plus_ms(60_000);
    door.db.clock().set(rendered);
    let (ann, rita) = (door.session(&door.ann), door.session(&door.rita));
    let asked = format!("/live/since?at={}", rendered.0);
    assert_eq!(door.get(&asked, &ann).body, r#"{"subjects":[]}"#);

    door.db.clock().set(rendered.plus_ms(5));
    let author = door.ann.clone();
    door.write(move |tx| tickets::reply(tx, &author, &Reply::note(ticket, "Seen it")).map(drop)).expect("a note");
    let told = format!(r#"{{"subjects":["ticket:{ticket}"]}}"#);
    assert_eq!(door.get(&asked, &ann).body, told);
    assert_eq!(door.get(&asked, &rita).body, told, "that something changed, not what");
}
