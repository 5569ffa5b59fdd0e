//! Links that are signed: what was made here is read here, for what it was made, and nothing else is.

use crate::common::desk;
use people::SignedLink;

const RATE: SignedLink = SignedLink { setting: "test.rate_key", purpose: "rate 1" };
/// The same key, for something else.
const OTHER: SignedLink = SignedLink { setting: "test.rate_key", purpose: "other 1" };
/// A key that nobody has made yet.
const NEVER: SignedLink = SignedLink { setting: "test.never_key", purpose: "rate 1" };

#[test]
fn a_link_says_its_numbers_to_whom_it_was_made_for_and_nothing_once_it_was_touched() {
    let desk = desk();
    let link = desk.write(|tx| RATE.make(tx, &[7, 42])).unwrap();
    let again = desk.write(|tx| RATE.make(tx, &[7, 42])).unwrap();
    assert_eq!(link, again, "the key is made once");
    let touched = link.replacen('7', "8", 1);
    desk.read(move |conn| {
        assert_eq!(RATE.read(conn, &link)?, Some([7, 42]));
        assert_eq!(RATE.read::<3>(conn, &link)?, None, "two numbers are not three");
        assert_eq!(RATE.read::<2>(conn, &touched)?, None);
        assert_eq!(OTHER.read::<2>(conn, &link)?, None, "it was made for something else");
        assert_eq!(NEVER.read::<2>(conn, &link)?, None);
        for broken in ["", ".", "7.42", "7.42.", "7.42.&&&", &"7.".repeat(200)] {
            assert_eq!(RATE.read::<2>(conn, broken)?, None, "{broken}");
        }
        Ok(())
    })
    .unwrap();
}
