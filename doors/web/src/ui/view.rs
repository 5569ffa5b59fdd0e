//! Small, plain values the shared templates show. They know words, times and addresses, nothing of the domain.

use catalogue::Say;

/// How many grounds an avatar can have; matches `.av.k1` to `.av.k5` in `states.css`.
const AVATAR_TONES: u64 = 6;
const INITIALS_MAX: usize = 2;

/// What every page of the agent's workspace shows around its own matter: `shell` in page structs.
pub struct Shell {
    /// Who is signed in.
    pub you: Avatar,
    /// Where the page belongs; lights one entry of the rail.
    pub section: Section,
    /// Tickets assigned to the reader that wait for an answer, shown on the rail.
    pub queue_count: u64,
    /// Unread notifications.
    pub notices_new: u64,
    /// The reader looks through the letters that go out.
    pub outbox: bool,
    /// The reader may see settings.
    pub administers: bool,
    /// The way up to this page, the page itself last, without address.
    pub crumbs: Vec<Crumb>,
    /// `light`, `dark`, or empty to follow the system.
    pub theme: &'static str,
    /// Single keys are on (WCAG 2.1.4 wants a way to turn them off).
    pub single_keys: bool,
    /// The major incident that runs, on every page.
    pub band: Option<Band>,
    /// Confirmations to show once, newest last.
    pub toasts: Vec<Toast>,
    /// The server's clock in Unix milliseconds, so that ticking times do not depend on the reader's.
    pub now_ms: i64,
}

/// What runs and comes before all else, above every page.
pub struct Band {
    /// Its address.
    pub href: String,
    /// What is wrong.
    pub title: String,
    /// When the next note is due, in words.
    pub next: String,
    /// Is that note late?
    pub late: bool,
    /// How many more of them there are, in words; empty for none.
    pub more: String,
}

impl Shell {
    /// The reader's time zone, for scripts that write times of day; empty for an unnamed one, which means the browser's own.
    #[must_use]
    pub fn zone_name(&self, say: &Say) -> String {
        say.zone.iana_name().unwrap_or_default().to_owned()
    }
}

/// What every page of the requester's portal shows around its own matter: `shell` in its page structs.
pub struct PortalShell {
    /// The name the portal carries, such as "Acme IT".
    pub desk_name: String,
    /// Who is signed in, if anybody.
    pub you: Option<Avatar>,
    /// How many own requests are not resolved.
    pub open_requests: u64,
    /// Which entry of the portal is lit: `ask`, `requests`, `you` or nothing.
    pub section: &'static str,
    /// `light`, `dark`, or empty to follow the system.
    pub theme: &'static str,
    /// Confirmations to show once.
    pub toasts: Vec<Toast>,
    /// The server's clock in Unix milliseconds.
    pub now_ms: i64,
}

/// One choice of a select field.
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Is it the chosen one?
    pub chosen: bool,
}

impl Choice {
    /// A choice, chosen when its value is `chosen`.
    pub fn new(value: impl ToString, label: impl Into<String>, chosen: &str) -> Choice {
        let value = value.to_string();
        Choice { label: label.into(), chosen: value == chosen, value }
    }
}

/// The parts of the workspace that have an entry in the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Lists of tickets and the tickets themselves.
    Queue,
    /// The search page.
    Search,
    /// What lies behind incidents, and major incidents.
    Problems,
    /// Requesters and colleagues.
    People,
    /// Client companies and departments.
    Organizations,
    /// Letters going out.
    Outbox,
    /// Settings of the desk and of the reader.
    Settings,
    /// A page without entry, such as notifications.
    Elsewhere,
}

/// A step on the way up from a page.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// What it is called.
    pub label: String,
    /// Its address, empty for the page itself.
    pub href: String,
}

/// A confirmation that appears once, with a way back where there is one.
pub struct Toast {
    /// What was done, in the verb of the button that did it.
    pub text: String,
    /// Where a `POST` takes it back; empty when it cannot be.
    pub undo_url: String,
    /// How long the way back stays open, in seconds; 0 for no countdown.
    pub seconds: u32,
}

/// A person as a circle with initials.
#[derive(Clone, Debug)]
pub struct Avatar {
    /// The full name, for the title and for screen readers.
    pub name: String,
    /// One or two letters.
    pub initials: String,
    /// The class of its ground: `k0` to `k5`, or `av-you`.
    pub tone: &'static str,
}

impl Avatar {
    /// Somebody, with a ground that stays the same for the same id.
    pub fn of(name: &str, id: impl Into<i64>) -> Avatar {
        const TONES: [&str; AVATAR_TONES as usize] = ["k0", "k1", "k2", "k3", "k4", "k5"];
        // A multiplicative hash: neighbouring ids get different grounds.
        let mixed = id.into().unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        Avatar { name: name.to_owned(), initials: initials(name), tone: TONES[(mixed % AVATAR_TONES) as usize] }
    }

    /// The reader.
    pub fn you(name: &str) -> Avatar {
        Avatar { name: name.to_owned(), initials: initials(name), tone: "av-you" }
    }
}

/// First letters of the first and last word: "Dana Whitfield" is DW, "sofia" is S, "李小龙" is 李.
#[must_use]
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    let ends = match words.as_slice() {
        [] => vec![],
        [only] => vec![*only],
        [first, .., last] => vec![*first, *last],
    };
    let letters = ends.iter().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    letters.take(INITIALS_MAX).flat_map(char::to_uppercase).collect()
}

/// Where a list stands among its pages.
pub struct Pager {
    /// What is shown, in words: "1 to 100 of 412".
    pub text: String,
    /// Address of the page before, empty on the first.
    pub before: String,
    /// Address of the page after, empty on the last.
    pub after: String,
}

/// Every text the browser's scripts say, with `{name}` where they fill in.
#[must_use]
pub fn script_texts(say: &Say) -> Vec<(&'static str, String)> {
    let plain = [
        "js-saving",
        "js-not-saved",
        "js-upload-failed",
        "js-upload-remove",
        "js-no-results",
        "js-retry-now",
        "js-live-back",
        "js-copied",
        "js-filter-offers",
        "js-group-commands",
        "js-group-results",
        "js-mention-in-reply",
        "js-is-over",
        "key-next",
        "key-before",
        "key-peek",
        "key-choose",
        "key-pane-list",
        "key-pane-side",
        "palette-person",
    ];
    let filled = [
        ("js-saved", "time"),
        ("js-file-too-big", "max"),
        ("js-files-too-big", "max"),
        ("js-new-rows", "count"),
        ("js-live-stopped", "time"),
        ("js-live-retry", "count"),
        ("js-chosen", "count"),
        ("due-left", "span"),
        ("due-over", "span"),
        ("span-minutes", "count"),
        ("span-hours", "count"),
        ("moment-ago-minutes", "count"),
        ("moment-ago-hours", "count"),
    ];
    let mut texts: Vec<(&'static str, String)> = plain.into_iter().map(|key| (key, say.say(key).into_owned())).collect();
    texts.extend(filled.into_iter().map(|(key, name)| (key, say.say1(key, name, format!("{{{name}}}")).into_owned())));
    texts.push(("span-hours-minutes", say.say2("span-hours-minutes", "hours", "{hours}", "minutes", "{minutes}").into_owned()));
    texts.push(("moment-just-now", say.say("moment-just-now").into_owned()));
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_take_the_ends_of_a_name() {
        for (name, expected) in [
            ("Dana Whitfield", "DW"),
            ("Maria del Carmen Ruiz", "MR"),
            ("sofia", "S"),
            ("李小龙", "李"),
            ("(Sales) Imran", "SI"),
            ("ß", "SS"),
            (" - ", ""),
            ("", ""),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }

    #[test]
    fn a_person_keeps_the_ground_and_neighbours_differ() {
        assert_eq!(Avatar::of("A", 7).tone, Avatar::of("A", 7).tone);
        let tones: std::collections::HashSet<_> = (1..20).map(|id| Avatar::of("A", id).tone).collect();
        assert!(tones.len() >= 4, "{tones:?}");
    }
}
