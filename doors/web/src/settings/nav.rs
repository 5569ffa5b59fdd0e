//! The list of settings: what each is called, says, and who may open it.

use catalogue::Say;
use people::Role;
use text::plain::fold;

use crate::frame::{crumb, here};
use crate::front::SignedIn;
use crate::site::Gate;
use crate::ui::view::Crumb;

/// Name, icon and gate of every setting; its texts are `settings-<name>-title` and `settings-<name>-text`.
const ALL: [(&str, &str, Gate); 25] = [
    ("profile", "user", Gate::Staff),
    ("appearance", "palette", Gate::Staff),
    ("security", "shield", Gate::Staff),
    ("canned-answers", "message-square-quote", Gate::Staff),
    ("macros", "wand-sparkles", Gate::Staff),
    ("teams", "users", Gate::Lead),
    ("categories", "folder-tree", Gate::Lead),
    ("fields", "pencil", Gate::Lead),
    ("card-fields", "contact", Gate::Lead),
    ("checklists", "list-checks", Gate::Lead),
    ("templates", "file-text", Gate::Lead),
    ("recurring", "refresh-cw", Gate::Lead),
    ("calendars", "calendar", Gate::Lead),
    ("agreements", "timer", Gate::Lead),
    ("rotas", "phone", Gate::Lead),
    ("routing", "shuffle", Gate::Lead),
    ("rules", "zap", Gate::Lead),
    ("satisfaction", "thumbs-up", Gate::Lead),
    ("matrix", "grid-3x3", Gate::Administrator),
    ("triage", "lightbulb", Gate::Administrator),
    ("sites", "map-pin", Gate::Administrator),
    ("mailboxes", "mail", Gate::Administrator),
    ("webhooks", "link", Gate::Administrator),
    ("keeping", "hourglass", Gate::Administrator),
    ("audit", "file-text", Gate::Administrator),
];

/// A setting in the list.
pub struct Entry {
    /// Its address.
    pub href: String,
    /// Its icon.
    pub icon: &'static str,
    /// What it is called.
    pub title: String,
    /// What it does and whom it touches.
    pub text: String,
    /// Is it one's own, and not the desk's?
    pub own: bool,
    /// Is it the page's?
    pub here: bool,
}

/// The settings that somebody may open, and the one that is open.
pub struct Nav {
    /// All of them.
    pub entries: Vec<Entry>,
    /// The page's title.
    pub title: String,
    /// The page's words.
    pub text: String,
}

/// The list for a page; `name` is the page's own setting.
#[must_use]
pub fn nav(visitor: &SignedIn, name: &str) -> Nav {
    let entries = entries(&visitor.say, visitor.actor.role, name);
    let open = entries.iter().find(|e| e.here);
    let (title, text) = open.map(|e| (e.title.clone(), e.text.clone())).unwrap_or_default();
    Nav { title, text, entries }
}

fn entries(say: &Say, role: Role, name: &str) -> Vec<Entry> {
    let open = ALL.iter().filter(|(_, _, gate)| gate.opens_for(Some(role)));
    open.map(|(of, icon, gate)| Entry {
        href: format!("/settings/{of}"),
        icon,
        title: say.say(&format!("settings-{of}-title")).into_owned(),
        text: say.say(&format!("settings-{of}-text")).into_owned(),
        own: *gate == Gate::Staff,
        here: *of == name,
    })
    .collect()
}

/// The settings in whose title or words every word of `looked_for` is found.
#[must_use]
pub fn found(visitor: &SignedIn, looked_for: &str) -> Vec<Entry> {
    let wanted = fold(looked_for);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let mut all = entries(&visitor.say, visitor.actor.role, "");
    all.retain(|e| {
        let text = fold(&format!("{} {}", e.title, e.text));
        words.iter().all(|w| text.contains(w))
    });
    all
}

/// The way up from a setting's page.
#[must_use]
pub fn crumbs(say: &Say, nav: &Nav) -> Vec<Crumb> {
    vec![crumb(say.say("nav-settings"), "/settings"), here(nav.title.clone())]
}

/// The way up from a page below a setting's.
#[must_use]
pub fn crumbs_below(say: &Say, nav: &Nav, name: &str, own: &str) -> Vec<Crumb> {
    vec![crumb(say.say("nav-settings"), "/settings"), crumb(nav.title.clone(), format!("/settings/{name}")), here(own)]
}
