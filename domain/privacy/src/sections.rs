//! What a copy of a person's data holds, section by section: a file's name, its columns, and where they come from. `$1` is the person.
//!
//! Secrets are not among it (passwords, tokens and codes are digests or sealed), nor what the desk wrote for itself: internal notes and
//! the notes on the person. Of others it holds the names that stood in the conversation, and no addresses.

/// One section.
pub(crate) struct Section {
    /// The name of its file, without `.json`.
    pub(crate) name: &'static str,
    /// What it is called in the archive, and how it is asked for; those ending in `at` are moments.
    pub(crate) columns: &'static [(&'static str, &'static str)],
    /// From `FROM` on.
    pub(crate) from: &'static str,
}

/// Messages of a copy as `m`, their tickets as `t`: public ones that have left, of tickets the person asked for, or written by them.
macro_rules! messages {
    () => {
        "FROM messages m JOIN tickets t ON t.id = m.ticket_id LEFT JOIN people w ON w.id = m.author_id \
         WHERE (t.requester_id = $1 OR m.author_id = $1) AND m.audience = 'public' AND m.held_until = 0 AND m.withdrawn_at IS NULL"
    };
}

/// Files of a copy as `a`: those of its messages.
pub(crate) const FILES: &str =
    concat!("FROM attachments a WHERE a.bytes > 0 AND a.message_id IN (SELECT m.id ", messages!(), ") ORDER BY a.id");
/// Letters in, of the person.
pub(crate) const LETTERS_IN: &str = "FROM letters l WHERE l.person_id = $1 ORDER BY l.id";
/// Letters out, to the person.
pub(crate) const LETTERS_OUT: &str = "FROM outgoing g WHERE g.person_id = $1 ORDER BY g.id";

/// All of them, in the order in which people read them.
pub(crate) const SECTIONS: &[Section] = &[
    Section {
        name: "person",
        columns: &[
            ("number", "p.id"),
            ("name", "p.name"),
            ("role", "p.role"),
            ("title", "p.title"),
            ("organization", "o.name"),
            ("site", "s.name"),
            ("language", "p.language"),
            ("zone", "p.zone"),
            ("preferences", "p.preferences"),
            ("name_elsewhere", "p.external_id"),
            ("created_at", "p.created_at"),
            ("deactivated_at", "p.deactivated_at"),
        ],
        from: "FROM people p LEFT JOIN organizations o ON o.id = p.organization_id LEFT JOIN sites s ON s.id = p.site_id WHERE p.id = $1",
    },
    Section {
        name: "addresses",
        columns: &[("email", "e.email"), ("primary", "e.is_primary"), ("verified_at", "e.verified_at")],
        from: "FROM person_emails e WHERE e.person_id = $1 ORDER BY e.email",
    },
    Section {
        name: "phones",
        columns: &[("phone", "x.phone"), ("label", "x.label")],
        from: "FROM person_phones x WHERE x.person_id = $1 ORDER BY x.phone_key",
    },
    Section { name: "tags", columns: &[("tag", "x.tag")], from: "FROM person_tags x WHERE x.person_id = $1 ORDER BY x.tag" },
    Section {
        name: "answers",
        columns: &[("field", "f.name"), ("value", "COALESCE(c.name, a.value)")],
        from: "FROM person_answers a JOIN noun_fields f ON f.id = a.field_id LEFT JOIN noun_field_options c ON c.id = a.option_id \
               WHERE a.person_id = $1 ORDER BY f.id",
    },
    Section {
        name: "teams",
        columns: &[("team", "x.name"), ("joined_at", "m.joined_at")],
        from: "FROM team_members m JOIN teams x ON x.id = m.team_id WHERE m.person_id = $1 ORDER BY x.name_key",
    },
    Section {
        name: "sign_ins",
        columns: &[("kind", "e.kind"), ("at", "e.at"), ("details", "e.data")],
        from: "FROM events e WHERE e.subject_kind = 'person' AND e.subject_id = $1 AND (e.kind LIKE 'session.%' OR e.kind LIKE 'sign_in.%') ORDER BY e.id",
    },
    Section {
        name: "sessions",
        columns: &[
            ("method", "x.method"),
            ("browser", "x.user_agent"),
            ("network", "x.network"),
            ("created_at", "x.created_at"),
            ("last_seen_at", "x.last_seen_at"),
        ],
        from: "FROM sessions x WHERE x.person_id = $1 ORDER BY x.id",
    },
    Section {
        name: "tickets",
        columns: &[
            ("number", "t.id"),
            ("kind", "t.kind"),
            ("subject", "t.subject"),
            ("status", "t.status"),
            ("category", "c.path"),
            ("assignee", "w.name"),
            ("opened_at", "t.opened_at"),
            ("resolved_at", "t.resolved_at"),
            ("closed_at", "t.closed_at"),
            ("deleted_at", "t.deleted_at"),
        ],
        from: "FROM tickets t LEFT JOIN categories c ON c.id = t.category_id LEFT JOIN people w ON w.id = t.assignee_id \
               WHERE t.requester_id = $1 ORDER BY t.id",
    },
    Section {
        name: "ticket_answers",
        columns: &[("ticket", "v.ticket_id"), ("field", "f.name"), ("value", "COALESCE(v.text, c.name, CAST(v.number AS TEXT))")],
        from: "FROM field_values v JOIN custom_fields f ON f.id = v.field_id JOIN tickets t ON t.id = v.ticket_id \
               LEFT JOIN field_options c ON c.field_id = f.id AND c.id = v.number AND f.kind IN ('choice', 'tree') \
               WHERE t.requester_id = $1 AND f.kind <> 'person' AND EXISTS (SELECT 1 FROM field_asks q WHERE q.field_id = f.id \
               AND q.audience = 'everybody') ORDER BY v.ticket_id, f.id",
    },
    Section {
        name: "messages",
        columns: &[
            ("number", "m.id"),
            ("ticket", "m.ticket_id"),
            ("written_by", "w.name"),
            ("came_by", "m.door"),
            ("text", "m.body"),
            ("quoted", "m.quoted"),
            ("created_at", "m.created_at"),
        ],
        from: concat!(messages!(), " ORDER BY m.id"),
    },
    Section {
        name: "files",
        columns: &[
            ("number", "a.id"),
            ("ticket", "a.ticket_id"),
            ("message", "a.message_id"),
            ("name", "a.name"),
            ("media_type", "a.media_type"),
            ("bytes", "a.bytes"),
            ("sha256", "a.file"),
            ("created_at", "a.created_at"),
        ],
        from: FILES,
    },
    Section {
        name: "letters_in",
        columns: &[
            ("number", "l.id"),
            ("from_email", "l.from_email"),
            ("from_name", "l.from_name"),
            ("to", "l.envelope_to"),
            ("subject", "l.subject"),
            ("outcome", "l.outcome"),
            ("ticket", "l.ticket_id"),
            ("received_at", "l.received_at"),
        ],
        from: LETTERS_IN,
    },
    Section {
        name: "letters_out",
        columns: &[
            ("number", "g.id"),
            ("kind", "g.kind"),
            ("to", "g.to_addresses"),
            ("subject", "g.subject"),
            ("state", "g.state"),
            ("ticket", "g.ticket_id"),
            ("created_at", "g.created_at"),
        ],
        from: LETTERS_OUT,
    },
    Section {
        name: "side_conversations",
        columns: &[("about", "c.subject"), ("text", "s.body"), ("quoted", "s.quoted"), ("written_at", "s.at")],
        from: "FROM side_messages s JOIN side_conversations c ON c.id = s.conversation_id LEFT JOIN side_participants q ON q.id = s.participant_id \
               WHERE s.author_id = $1 OR (s.kind = 'answered' AND q.address IN (SELECT e.email FROM person_emails e WHERE e.person_id = $1)) \
               ORDER BY s.id",
    },
    Section {
        name: "satisfaction",
        columns: &[
            ("ticket", "r.ticket_id"),
            ("asked_at", "r.asked_at"),
            ("score", "r.score"),
            ("comment", "r.comment"),
            ("rated_at", "r.rated_at"),
        ],
        from: "FROM ratings r WHERE r.requester_id = $1 ORDER BY r.id",
    },
    Section {
        name: "time",
        columns: &[("ticket", "x.ticket_id"), ("minutes", "x.minutes"), ("note", "x.note"), ("at", "x.at")],
        from: "FROM time_entries x WHERE x.person_id = $1 ORDER BY x.id",
    },
    Section {
        name: "absences",
        columns: &[("from_at", "x.from_at"), ("to_at", "x.to_at"), ("reason", "x.reason")],
        from: "FROM absences x WHERE x.person_id = $1 ORDER BY x.id",
    },
];

/// The names of all sections, in order.
#[must_use]
pub fn section_names() -> Vec<&'static str> {
    SECTIONS.iter().map(|section| section.name).collect()
}
