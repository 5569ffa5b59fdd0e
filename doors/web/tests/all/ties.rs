//! Merge, split, links, parts and time through their page, and the way back from each.

use axum::http::StatusCode;
use tickets::{Open, Reply, TicketId};

use crate::door::Door;

/// Two tickets of Rita's, the first with an answer.
fn two(door: &Door) -> (TicketId, TicketId) {
    let (rita, ann) = (door.rita.clone(), door.ann.clone());
    let made = door.write(move |tx| {
        let requester = rita.person().expect("a person");
        let one = tickets::open(tx, &rita, &Open::new(requester, "The VPN drops", "Every twenty minutes"))?.ticket;
        tickets::reply(tx, &ann, &Reply::public(one, "Also the printer jams, you said"))?;
        Ok((one, tickets::open(tx, &rita, &Open::new(requester, "The VPN drops again", "Still"))?.ticket))
    });
    made.expect("two tickets")
}

#[test]
fn tickets_are_merged_linked_and_split_and_it_can_be_taken_back() {
    let door = Door::new();
    let (one, two) = two(&door);
    let ann = door.session(&door.ann);
    let page = format!("/tickets/{two}/edit");
    let shown = door.get(&page, &ann);
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains("The VPN drops #"), "similar: {}", shown.body);
    let deed = |path: String, fields: &[(&str, &str)]| {
        let came = door.form(&path, &ann, fields);
        assert_eq!(came.status, StatusCode::SEE_OTHER, "{path}: {}", came.body);
        came.location().to_owned()
    };
    let number = format!("#{one}");
    assert_eq!(deed(format!("/tickets/{two}/links"), &[("other", &number), ("link", "duplicates")]), format!("/tickets/{two}"));
    assert!(door.get(&format!("/tickets/{one}"), &ann).body.contains("Is repeated by"));
    deed(format!("/tickets/{two}/links/{one}/remove"), &[]);
    deed(format!("/tickets/{two}/parent"), &[("parent", &number)]);
    assert!(door.get(&format!("/tickets/{one}"), &ann).body.contains("Part of this"));
    deed(format!("/tickets/{two}/parent"), &[("parent", "")]);
    assert_eq!(deed(format!("/tickets/{two}/merge"), &[("into", &number)]), format!("/tickets/{one}"));
    assert!(door.get(&page, &ann).body.contains("Take the merge back"));
    deed(format!("/tickets/{two}/unmerge"), &[]);
    let message = door.read({
        let ann = door.ann.clone();
        move |conn| Ok(tickets::conversation(conn, &ann, one, None)?.messages[1].message.id.to_string())
    });
    let off = deed(format!("/tickets/{one}/split"), &[("message", &message.expect("a message")), ("subject", "The printer jams")]);
    assert!(door.get(&off, &ann).body.contains("The printer jams"));
}

#[test]
fn what_is_wrong_is_said_beside_what_was_typed() {
    let door = Door::new();
    let (one, _) = two(&door);
    let ann = door.session(&door.ann);
    for (deed, field, typed) in
        [("merge", "into", "the other"), ("links", "other", "x<y"), ("time", "minutes", "1.5"), ("requester", "who", "zebra")]
    {
        let came = door.form(&format!("/tickets/{one}/{deed}"), &ann, &[(field, typed)]);
        assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY, "{deed}");
        assert!(came.body.contains(&format!("id=\"{field}-error\"")), "{deed}: {}", came.body);
        assert!(came.body.contains(&typed.replace('<', "&#60;")), "{deed} keeps {typed}");
    }
    assert_eq!(door.form(&format!("/tickets/{one}/time"), &ann, &[("minutes", "15"), ("note", "Called")]).status, StatusCode::SEE_OTHER);
    assert!(door.get(&format!("/tickets/{one}/edit"), &ann).body.contains("Called"));
    let who = door.form(&format!("/tickets/{one}/requester"), &ann, &[("who", "sam@desk.example")]);
    assert_eq!(who.status, StatusCode::SEE_OTHER);
    assert!(door.get(&format!("/tickets/{one}"), &ann).body.contains("Sam Stone"));
}
