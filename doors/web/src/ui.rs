//! What all pages share: layouts, parts and the values they show.

pub mod conversation;
pub mod due;
pub mod line;
pub mod questions;
pub mod view;

/// The texts of layouts and parts, for the catalogue.
pub fn texts() -> [(catalogue::Language, &'static str); 2] {
    use catalogue::Language;
    [(Language::En, include_str!("../locales/en/ui.ftl")), (Language::De, include_str!("../locales/de/ui.ftl"))]
}

/// The icon of a status word.
#[must_use]
pub fn status_icon(word: impl AsRef<str>) -> &'static str {
    match word.as_ref() {
        "new" => "circle-dashed",
        "open" => "circle-dot",
        "waiting" => "hourglass",
        "on_hold" => "circle-pause",
        "resolved" => "circle-check",
        _ => "lock",
    }
}

/// A key or name made of a fixed beginning and a word: `key("status-", "open")`.
pub fn key(beginning: &str, word: impl std::fmt::Display) -> String {
    format!("{beginning}{word}")
}

/// A number of a template, which may come as itself or behind any number of references.
pub fn whole(number: impl Whole) -> i64 {
    number.whole()
}

/// A whole number, however often borrowed.
pub trait Whole {
    /// The number.
    fn whole(&self) -> i64;
}

impl Whole for i64 {
    fn whole(&self) -> i64 {
        *self
    }
}

impl<T: Whole> Whole for &T {
    fn whole(&self) -> i64 {
        (**self).whole()
    }
}

#[cfg(test)]
pub(crate) fn english() -> catalogue::Say {
    use std::sync::OnceLock;

    use catalogue::{Catalogue, Language, Say, zone_named};

    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    let catalogue = CATALOGUE.get_or_init(|| Catalogue::new(&texts()));
    Say::new(catalogue, Language::En, zone_named("UTC").expect("UTC is a zone"))
}

#[cfg(test)]
mod tests {
    use askama::Template;
    use catalogue::{Catalogue, Language, Say, missing_keys};

    use super::conversation::{Attachment, Composer, Delivery, EventFold, EventWords, Message};
    use super::due::Due;
    use super::line::{Line, LineFacts};
    use super::view::{Avatar, Crumb, Pager, Section, Shell, Toast};
    use super::{english, texts};

    const MINUTE_MS: i64 = 60_000;

    /// Every shared part on one page, in the agent's layout.
    #[derive(Template)]
    #[template(
        ext = "html",
        source = r#"{% extends "ui/layout.html" %}
{% import "ui/parts.html" as parts %}
{% block title %}Parts & more{% endblock %}
{% block main %}<main class="main" id="main">
{{ parts::status(t, "on_hold") }}{{ parts::priority(t, 1, true) }}{{ parts::due(due, true) }}{{ parts::avatar(shell.you, "s") }}
{{ parts::ago(t, 0, 300_000) }}{{ parts::moment(t, 0, 300_000) }}{{ parts::line(line) }}{{ parts::line_slim(line) }}
<ol>{{ parts::message(t, message) }}{{ parts::events(t, events) }}</ol>{{ parts::composer(t, composer) }}
{{ parts::field("email", "Address", "email", "<a@b>", "hint", "", "username", true) }}
{{ parts::field("name", "Name", "text", "", "", "Say your name", "", false) }}{{ parts::pager(t, pager) }}
{% call parts::empty("None", "Nothing") %}<a href="/x">Go</a>{% endcall %}{% call parts::alert("", "info") %}<p>Oh</p>{% endcall %}
</main>{% endblock %}"#
    )]
    struct Sheet {
        t: Say,
        shell: Shell,
        due: Due,
        line: Line,
        message: Message,
        events: EventFold,
        composer: Composer,
        pager: Pager,
    }

    fn sheet() -> String {
        let t = english();
        let due = Due::running(&t, 0, 130 * MINUTE_MS, 102 * MINUTE_MS);
        let facts = LineFacts {
            opened_ms: 0,
            first_reply_ms: None,
            messages_ms: vec![],
            resolved_ms: None,
            now_ms: 102 * MINUTE_MS,
            due: Some((due.clone(), "Reply due".to_owned())),
        };
        let page = Sheet {
            line: Line::draw(&t, &facts),
            due,
            message: Message {
                anchor: "m-1".to_owned(),
                author: Avatar::of("Dana <b>", 1),
                author_words: "Dana <b>".to_owned(),
                way: "by email".to_owned(),
                letter_url: "/letter".to_owned(),
                internal: true,
                at_ms: 0,
                at_words: "00:00".to_owned(),
                at_machine: t.machine(0),
                html: "<p>Hello</p>".to_owned(),
                quoted_html: "<p>Before</p>".to_owned(),
                attachments: vec![Attachment { name: "a.png".into(), href: "/f/1".into(), size: "1 B".into(), preview: "/f/1/s".into() }],
                pictures: None,
                delivery: Delivery::Queued { text: "Goes out".to_owned(), undo_url: "/undo".to_owned() },
                first_new: true,
            },
            events: EventFold {
                text: EventWords { before: "Raised".to_owned(), ..EventWords::default() },
                at_words: "00:01".to_owned(),
                at_machine: t.machine(1),
                all: vec![(EventWords { before: "P3 to P2".to_owned(), ..EventWords::default() }, "00:01".to_owned())],
            },
            composer: Composer {
                action: "/reply".to_owned(),
                idempotency_key: "k".to_owned(),
                note_first: false,
                to: "Dana".to_owned(),
                way: "by email".to_owned(),
                reply_draft: "</textarea>".to_owned(),
                note_draft: String::new(),
                saved_words: String::new(),
                draft_url: "/draft".to_owned(),
                upload_url: "/upload".to_owned(),
                mention_url: "/people.json".to_owned(),
                canned_url: String::new(),
                file_bytes_max: 25_000_000,
                message_bytes_max: 40_000_000,
                outcomes: vec![("waiting".into(), "Send and wait".into()), ("resolved".into(), "Send and resolve".into())],
                seen: "1".to_owned(),
                files: vec![("f1".into(), "b.txt".into(), "2 B".into())],
            },
            pager: Pager { text: "1 to 2".to_owned(), before: String::new(), after: "?after=2".to_owned() },
            shell: Shell {
                you: Avatar::you("Priya Nair"),
                section: Section::Queue,
                band: None,
                queue_count: 2,
                notices_new: 0,
                outbox: false,
                administers: false,
                crumbs: vec![Crumb { label: "Queue".to_owned(), href: String::new() }],
                theme: "dark",
                single_keys: false,
                toasts: vec![Toast { text: "Sent".to_owned(), undo_url: "/undo".to_owned(), seconds: 10 }],
                now_ms: 102 * MINUTE_MS,
            },
            t,
        };
        page.render().expect("every part renders")
    }

    #[test]
    fn parts_say_what_they_show_and_escape_what_people_wrote() {
        let html = sheet();
        for expected in [
            "<title>Parts & more · Firstline</title>",
            "data-theme=\"dark\"",
            "data-single-keys=\"off\"",
            "class=\"st st-on_hold\"",
            "P1 Critical",
            "class=\"due due-soon\"",
            "28 min left",
            "class=\"av av-s av-you\"",
            "class=\"ahead ahead-soon\"",
            "<li class=\"msg note\" id=\"m-1\">",
            "id=\"new\"",
            "Dana &#60;b&#62;",
            "&#60;/textarea&#62;",
            "value=\"&#60;a@b&#62;\"",
            "aria-describedby=\"email-hint\"",
            "aria-describedby=\"name-error\"",
            "id=\"name-error\"",
            "rel=\"next\"",
            "<a href=\"/x\">Go</a>",
            "role=\"alert\"",
        ] {
            assert!(html.contains(expected), "{expected} is missing in {html}");
        }
        assert!(!html.contains("/outbox"), "not everybody has the outbox");
    }

    #[test]
    fn no_text_is_missing_in_either_language() {
        let catalogue = Catalogue::new(&texts());
        assert_eq!(catalogue.faults(), [""; 0]);
        assert_eq!(missing_keys(&catalogue, Language::En, Language::De), [""; 0]);
        assert_eq!(missing_keys(&catalogue, Language::De, Language::En), [""; 0]);
        // A key that nobody wrote would show as itself.
        let html = sheet();
        for key in catalogue.keys(Language::En).keys() {
            assert!(!html.contains(&format!(">{key}<")), "{key} is not said");
        }
        for (key, text) in super::view::script_texts(&english()) {
            assert_ne!(key, text, "{key} is not said");
        }
    }
}
