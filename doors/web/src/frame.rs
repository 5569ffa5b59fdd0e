//! What every page shows around its own matter, read in the page's own transaction.

use db::Conn;
use outcome::Result;

use crate::front::SignedIn;
use crate::ui::view::{Avatar, Crumb, Section, Shell};

/// The workspace around a page.
///
/// # Errors
/// What the engine answers.
pub fn shell(conn: &Conn, visitor: &SignedIn, section: Section, crumbs: Vec<Crumb>) -> Result<Shell> {
    let counts = tickets::counts(conn, &visitor.actor)?;
    Ok(Shell {
        you: Avatar::you(&visitor.person.name),
        section,
        queue_count: u64::try_from(counts.mine).unwrap_or(0),
        notices_new: 0,
        administers: visitor.actor.role >= people::Role::Administrator,
        crumbs,
        theme: visitor.theme(),
        single_keys: visitor.person.preferences.single_keys,
        toasts: visitor.flashes.iter().map(|f| f.toast(&visitor.say)).collect(),
        now_ms: conn.now().0,
    })
}

/// A step on the way up that can be gone.
pub fn crumb(label: impl Into<String>, href: impl Into<String>) -> Crumb {
    Crumb { label: label.into(), href: href.into() }
}

/// The page itself, last on the way up.
pub fn here(label: impl Into<String>) -> Crumb {
    Crumb { label: label.into(), href: String::new() }
}
