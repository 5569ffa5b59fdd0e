-- A tree of what tickets are about.
CREATE TABLE categories (
    id {id},
    parent_id BIGINT REFERENCES categories (id),
    name {text} NOT NULL,
    -- 'Network / VPN', for showing and finding without walking the tree
    path {text} NOT NULL,
    path_key {text} NOT NULL UNIQUE,
    team_id BIGINT REFERENCES teams (id),
    archived_at BIGINT
);

CREATE TABLE tickets (
    id {id},
    kind {text} NOT NULL,
    subject {text} NOT NULL,
    status {text} NOT NULL,
    status_since BIGINT NOT NULL,
    hold_reason {text},
    hold_until BIGINT,
    impact {text} NOT NULL,
    urgency {text} NOT NULL,
    -- 1 critical, 2 high, 3 normal, 4 low
    priority BIGINT NOT NULL,
    category_id BIGINT REFERENCES categories (id),
    team_id BIGINT REFERENCES teams (id),
    assignee_id BIGINT REFERENCES people (id),
    requester_id BIGINT NOT NULL REFERENCES people (id),
    organization_id BIGINT REFERENCES organizations (id),
    site_id BIGINT REFERENCES sites (id),
    source {text} NOT NULL,
    opened_by BIGINT REFERENCES people (id),
    opened_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    first_replied_at BIGINT,
    resolved_at BIGINT,
    closed_at BIGINT,
    reopened_count BIGINT NOT NULL DEFAULT 0,
    merged_into BIGINT REFERENCES tickets (id),
    parent_id BIGINT REFERENCES tickets (id),
    -- the last turn, so that lists need not look at the conversation
    message_count BIGINT NOT NULL DEFAULT 0,
    last_message_at BIGINT NOT NULL,
    last_message_by BIGINT REFERENCES people (id),
    -- 'requester' or 'staff': whose move it is
    last_message_side {text} NOT NULL,
    last_excerpt {text} NOT NULL DEFAULT '',
    minutes_spent BIGINT NOT NULL DEFAULT 0,
    -- rises with every change; what a page saw is compared with it
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX tickets_status ON tickets (status, updated_at, id);
CREATE INDEX tickets_assignee ON tickets (assignee_id, status, updated_at, id);
CREATE INDEX tickets_team ON tickets (team_id, status, updated_at, id);
CREATE INDEX tickets_requester ON tickets (requester_id, id);
CREATE INDEX tickets_organization ON tickets (organization_id, id);
CREATE INDEX tickets_updated ON tickets (updated_at, id);
-- What timers look for.
CREATE INDEX tickets_held ON tickets (hold_until, id) WHERE status = 'on_hold';
CREATE INDEX tickets_resolved ON tickets (resolved_at, id) WHERE status = 'resolved';
CREATE INDEX tickets_merged ON tickets (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX tickets_parent ON tickets (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE messages (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    -- 'public' or 'internal'
    audience {text} NOT NULL,
    author_id BIGINT REFERENCES people (id),
    -- 'requester' or 'staff'
    side {text} NOT NULL,
    door {text} NOT NULL,
    -- what was written: Markdown, or the new text of a letter
    body {text} NOT NULL,
    -- sanitised once, when it was written
    body_html {text} NOT NULL,
    -- quote and signature of a letter, folded on the page, never lost
    quoted {text} NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    -- until then the author may take it back and nobody outside sees it; 0 once it is out
    held_until BIGINT NOT NULL DEFAULT 0,
    withdrawn_at BIGINT,
    -- people mentioned, as a JSON list of ids
    mentions {text} NOT NULL DEFAULT '[]'
);
CREATE INDEX messages_ticket ON messages (ticket_id, id);

-- Files lie in the content-addressed store; this says who calls them what.
CREATE TABLE attachments (
    id {id},
    ticket_id BIGINT REFERENCES tickets (id),
    message_id BIGINT REFERENCES messages (id),
    file {text} NOT NULL,
    name {text} NOT NULL,
    media_type {text} NOT NULL,
    bytes BIGINT NOT NULL,
    content_id {text},
    uploaded_by BIGINT REFERENCES people (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX attachments_message ON attachments (message_id);
CREATE INDEX attachments_ticket ON attachments (ticket_id);
CREATE INDEX attachments_loose ON attachments (created_at) WHERE message_id IS NULL;

CREATE TABLE ticket_tags (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    tag {text} NOT NULL,
    PRIMARY KEY (ticket_id, tag)
);
CREATE INDEX ticket_tags_tag ON ticket_tags (tag, ticket_id);

CREATE TABLE watchers (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    since BIGINT NOT NULL,
    PRIMARY KEY (ticket_id, person_id)
);
CREATE INDEX watchers_person ON watchers (person_id);

CREATE TABLE links (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    other_id BIGINT NOT NULL REFERENCES tickets (id),
    -- 'relates' (both ways) or 'duplicates' (ticket is a duplicate of other)
    kind {text} NOT NULL,
    linked_by BIGINT REFERENCES people (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (ticket_id, other_id)
);
CREATE INDEX links_other ON links (other_id);

-- A merge is a link that can be taken back: messages stay where they were written.
CREATE TABLE merges (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    into_id BIGINT NOT NULL REFERENCES tickets (id),
    merged_by BIGINT REFERENCES people (id),
    at BIGINT NOT NULL,
    -- what taking it back needs, as JSON: how the ticket stood, and who watches the other one because of it
    memory {text} NOT NULL,
    undone_at BIGINT
);
CREATE INDEX merges_ticket ON merges (ticket_id);

CREATE TABLE time_entries (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    minutes BIGINT NOT NULL,
    note {text} NOT NULL DEFAULT '',
    at BIGINT NOT NULL
);
CREATE INDEX time_entries_ticket ON time_entries (ticket_id);

-- What somebody is writing: one row per ticket, person and mode; nobody else's act removes it. Ticket 0 is a new ticket.
CREATE TABLE drafts (
    ticket_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- 'reply', 'note' or 'new'
    mode {text} NOT NULL,
    subject {text} NOT NULL DEFAULT '',
    body {text} NOT NULL,
    -- attachment ids, as a JSON list
    attachments {text} NOT NULL DEFAULT '[]',
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (ticket_id, person_id, mode)
);

-- How far each person has read.
CREATE TABLE reads (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    message_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (ticket_id, person_id)
);

-- Who has a ticket open now, in whichever process.
CREATE TABLE presences (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- 'here', 'reply' or 'note'
    doing {text} NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (ticket_id, person_id)
);
CREATE INDEX presences_seen ON presences (seen_at);

-- How many tickets stand where; moved by every change, never recounted for a page. 0 stands for none.
CREATE TABLE ticket_counts (
    status {text} NOT NULL,
    team_id BIGINT NOT NULL,
    assignee_id BIGINT NOT NULL,
    tickets BIGINT NOT NULL,
    PRIMARY KEY (status, team_id, assignee_id)
);

-- Saved filters: personal, a team's, or everybody's.
CREATE TABLE views (
    id {id},
    name {text} NOT NULL,
    owner_id BIGINT REFERENCES people (id),
    team_id BIGINT REFERENCES teams (id),
    filter {text} NOT NULL,
    sort {text} NOT NULL DEFAULT 'updated',
    group_by {text} NOT NULL DEFAULT '',
    position BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);
CREATE INDEX views_owner ON views (owner_id);
