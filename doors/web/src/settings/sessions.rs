//! Where somebody is signed in, and signing out there.

use db::Conn;
use outcome::Result;
use people::{RevokeSession, SessionId};

use crate::desk::Desk;
use crate::front::{Answer, SignedIn};

/// Longest part of a browser's name for itself that is shown, in characters.
const BROWSER_CHARS_MAX: usize = 80;

/// A session in a line.
pub struct SessionLine {
    /// Its number.
    pub id: i64,
    /// The browser, and the system it runs on.
    pub browser: String,
    /// The network it was opened from.
    pub network: String,
    /// How it was opened, in words.
    pub method: String,
    /// When it was last used.
    pub seen_ms: i64,
    /// Is it the reader's own, right now?
    pub this_one: bool,
}

/// The reader's sessions, the latest used first.
///
/// # Errors
/// What the engine answers.
pub fn session_lines(conn: &Conn, visitor: &SignedIn) -> Result<Vec<SessionLine>> {
    let all = people::sessions_of(conn, &visitor.actor, visitor.person.id)?;
    let line = |s: people::SessionInfo| SessionLine {
        id: s.id.0,
        browser: browser(&s.user_agent),
        network: s.network,
        method: visitor.say.say(&format!("sign-in-method-{}", s.method)).into_owned(),
        seen_ms: s.last_seen_at.0,
        this_one: s.id == visitor.session.id,
    };
    Ok(all.into_iter().map(line).collect())
}

/// Ends one of the reader's own sessions.
///
/// # Errors
/// `NotFound` when there is no such session of theirs.
pub async fn end(desk: &Desk, visitor: &SignedIn, session: SessionId) -> Answer<()> {
    let (actor, input) = (visitor.actor.clone(), RevokeSession { person: visitor.person.id, session });
    Ok(desk.db.write(move |tx| people::revoke_session(tx, &actor, &input)).await?)
}

/// "Firefox, Windows" of what a browser calls itself; the beginning of it where we know no better.
fn browser(user_agent: &str) -> String {
    let known = |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name);
    // Chrome says Safari too, and Edge says both: the most particular first.
    let program = known(&[("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
    let system = known(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (program, system) {
        (Some(program), Some(system)) => format!("{program}, {system}"),
        _ => user_agent.chars().take(BROWSER_CHARS_MAX).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::browser;

    #[test]
    fn a_browser_is_called_by_its_own_name() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0";
        assert_eq!(browser(edge), "Edge, Windows");
        assert_eq!(browser("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"), "Firefox, Linux");
        assert_eq!(browser("curl/8.9"), "curl/8.9");
    }
}
