-- What happened: timeline, audit log and outbox in one append-only table.
CREATE TABLE events (
    id {id},
    kind {text} NOT NULL,
    subject_kind {text} NOT NULL,
    subject_id BIGINT NOT NULL,
    actor {text} NOT NULL,
    door {text} NOT NULL,
    data {text} NOT NULL,
    at BIGINT NOT NULL,
    caused_by BIGINT
);
CREATE INDEX events_subject ON events (subject_kind, subject_id, id);
CREATE INDEX events_at ON events (at);

-- Every promise that is still open.
CREATE TABLE jobs (
    id {id},
    kind {text} NOT NULL,
    subject_kind {text} NOT NULL,
    subject_id BIGINT NOT NULL,
    event_id BIGINT,
    data {text} NOT NULL,
    key {text},
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    lease_until BIGINT NOT NULL DEFAULT 0,
    given_up_at BIGINT,
    last_error {text},
    created_at BIGINT NOT NULL
);
CREATE INDEX jobs_due ON jobs (run_at, id) WHERE given_up_at IS NULL;
CREATE INDEX jobs_order ON jobs (kind, subject_kind, subject_id, id) WHERE given_up_at IS NULL;
CREATE UNIQUE INDEX jobs_key ON jobs (kind, key) WHERE key IS NOT NULL;

-- Who runs a timer or polls a mailbox: one process at a time.
CREATE TABLE leases (
    name {text} PRIMARY KEY,
    holder {text} NOT NULL,
    until BIGINT NOT NULL
);

-- How much of a limited thing was spent in the running window.
CREATE TABLE budgets (
    bucket {text} PRIMARY KEY,
    window_ends_at BIGINT NOT NULL,
    spent BIGINT NOT NULL
);
CREATE INDEX budgets_end ON budgets (window_ends_at);

-- Deeds done with a key made by the asker: the same key again answers what the first one answered.
CREATE TABLE once (
    scope {text} NOT NULL,
    key {text} NOT NULL,
    answer {text} NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX once_at ON once (at);

-- Small facts by name, as JSON.
CREATE TABLE settings (
    name {text} PRIMARY KEY,
    value {text} NOT NULL,
    changed_at BIGINT NOT NULL
);
