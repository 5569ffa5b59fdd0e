//! Which events are written down: all but those of everyday work, so that a new kind of event is audited until somebody says otherwise.

use db::words;

/// Nouns whose events are the desk's everyday work; their own timeline keeps them.
const EVERYDAY_NOUNS: [&str; 8] = ["ticket", "problem", "major", "change", "page", "absence", "outgoing", "telling"];

/// Kinds of other nouns that are everyday work too: what Firstline notices by itself, and what people arrange among themselves.
const EVERYDAY: [&str; 20] = [
    "bulk.done",
    "letter.held",
    "letter.decided",
    "letter.pictures_shown",
    "letter.pictures_always",
    "letter.pictures_hidden",
    "mailbox.failing",
    "mailbox.letter_stuck",
    "grant.failing",
    "grant.ending",
    "webhook.gave_up",
    "webhook.paused",
    "rota.swap_asked",
    "rota.swap_agreed",
    "rota.swap_declined",
    "rota.swap_withdrawn",
    "routing.switched_away",
    "view.saved",
    "view.edited",
    "view.deleted",
];

/// Acts on everyday nouns that are written down all the same: what takes something away from everybody, or leaves again what was held.
const AUDITED: [&str; 5] = ["ticket.deleted", "ticket.restored", "ticket.redacted", "ticket.made_private", "outgoing.released"];

words! {
    /// The sorts of acts that programs ask for.
    pub enum Act {
        /// Something is there that was not.
        Create = "create",
        /// Something is otherwise.
        Update = "update",
        /// Something is gone, or out of use.
        Destroy = "destroy",
        /// Somebody came in, or tried to.
        Login = "login",
        /// Something was read that not everybody may see, or left the desk.
        Export = "exported",
    }
}

impl Act {
    /// How its kinds end; an update is what no other sort is.
    pub(crate) fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Create => &[".added", ".created", ".saved", ".invited", ".made", ".set_up", "_added"],
            Self::Update => &[],
            Self::Destroy => &[".deleted", ".removed", ".revoked", ".archived", ".deactivated", ".erased", ".dropped", "_removed"],
            Self::Login => &["session.opened", "sign_in.refused", "sign_in.link_asked"],
            Self::Export => &["record.read", "secret_read"],
        }
    }

    /// The sort of act that a kind is.
    #[must_use]
    pub fn of(kind: &str) -> Self {
        let sort = Self::ALL.iter().find(|act| act.endings().iter().any(|end| kind.ends_with(end)));
        sort.copied().unwrap_or(Self::Update)
    }
}

/// Is this kind of event written into the audit log?
#[must_use]
pub fn is_administrative(kind: &str) -> bool {
    let noun = kind.split('.').next().unwrap_or_default();
    AUDITED.contains(&kind) || !(EVERYDAY_NOUNS.contains(&noun) || EVERYDAY.contains(&kind))
}

/// The key of what an entry of this kind is called: `audit-kind-token-created`.
#[must_use]
pub fn text_key(kind: &str) -> String {
    format!("audit-kind-{}", kind.replace(['.', '_'], "-"))
}

#[cfg(test)]
mod tests {
    use super::is_administrative;

    #[test]
    fn what_is_unknown_is_written_down() {
        assert!(is_administrative("spaceship.launched") && is_administrative("token.created"));
        assert!(!is_administrative("ticket.reply_added") && !is_administrative("letter.held"));
        assert!(is_administrative("ticket.deleted"));
    }
}
