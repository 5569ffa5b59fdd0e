-- Steps that are easily forgotten: as templates, and worked off on tickets.
CREATE TABLE checklists (
    id {id},
    name {text} NOT NULL,
    name_key {text} NOT NULL UNIQUE,
    -- one step a line
    steps {text} NOT NULL,
    archived_at BIGINT
);

CREATE TABLE ticket_checks (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    -- the checklist it came from, as it was called then; empty for a step that was added alone
    list {text} NOT NULL,
    text {text} NOT NULL,
    done_at BIGINT,
    done_by BIGINT REFERENCES people (id)
);
CREATE INDEX ticket_checks_ticket ON ticket_checks (ticket_id, id);

-- New tickets, filled in before anybody types: a word for each, an id where there is one.
CREATE TABLE ticket_templates (
    id {id},
    name {text} NOT NULL,
    name_key {text} NOT NULL UNIQUE,
    kind {text} NOT NULL,
    subject {text} NOT NULL,
    body {text} NOT NULL,
    category_id BIGINT REFERENCES categories (id),
    impact {text} NOT NULL,
    urgency {text} NOT NULL,
    team_id BIGINT REFERENCES teams (id),
    assignee_id BIGINT REFERENCES people (id),
    -- divided by blanks
    tags {text} NOT NULL,
    checklist_id BIGINT REFERENCES checklists (id),
    archived_at BIGINT
);

-- Tickets that come again: a template by the calendar.
CREATE TABLE recurrences (
    id {id},
    template_id BIGINT NOT NULL REFERENCES ticket_templates (id),
    requester_id BIGINT NOT NULL REFERENCES people (id),
    -- a recurrence rule of RFC 5545: FREQ=WEEKLY;BYDAY=MO
    rule {text} NOT NULL,
    -- the first day, as 2026-11-27, and the minute of each day, by the clock of the calendar's place
    starts_on {text} NOT NULL,
    minute BIGINT NOT NULL,
    calendar_id BIGINT NOT NULL REFERENCES sla_calendars (id),
    -- what becomes of a run that falls on a closed day: next, previous, skip or keep
    closed_days {text} NOT NULL,
    -- the next run and the day of the rule it comes from; none when the rule has ended
    next_at BIGINT,
    next_day {text},
    last_ticket_id BIGINT REFERENCES tickets (id),
    paused_at BIGINT,
    -- why Firstline paused it; none when a person did
    trouble {text}
);
CREATE INDEX recurrences_next ON recurrences (next_at, id) WHERE paused_at IS NULL;
