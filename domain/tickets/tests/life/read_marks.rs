//! How far somebody has read.

use testkit::refused;
use tickets::{MarkRead, MessageId, Reply, mark_read, read_up_to};

use crate::stage::{asked, cast, said};

#[test]
fn a_mark_moves_forward_only() {
    let cast = cast();
    let id = asked(&cast);
    let second = said(&cast, &cast.rita, Reply::public(id, "PS")).unwrap().message;
    let mark = |message| {
        let ann = cast.ann.clone();
        cast.write(move |tx| mark_read(tx, &ann, &MarkRead { ticket: id, message }))
    };
    let read = || {
        let ann = cast.ann.clone();
        cast.read(move |conn| read_up_to(conn, &ann, id)).unwrap()
    };
    assert_eq!(read(), None);
    let rita = cast.rita.clone();
    assert_eq!(cast.read(move |conn| read_up_to(conn, &rita, id)).unwrap(), Some(second), "one has read what one wrote");
    mark(second).unwrap();
    mark(MessageId(1)).unwrap();
    assert_eq!(read(), Some(second));
    assert_eq!(refused(mark(MessageId(999))), "not found");
    let own = said(&cast, &cast.ann, Reply::public(id, "Hi")).unwrap().message;
    assert_eq!(read(), Some(own), "one has read what one wrote");
}
