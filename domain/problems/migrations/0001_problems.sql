-- What lies behind incidents: the cause, the way around it, and whether it is fixed.
CREATE TABLE problems (
    id {id},
    name {text} NOT NULL,
    -- what is seen, for whoever wonders whether theirs is the same
    about {text} NOT NULL,
    root_cause {text} NOT NULL,
    -- what helps until it is fixed
    workaround {text} NOT NULL,
    known_error BIGINT NOT NULL,
    -- 'open', 'found', 'fixed' or 'dropped'
    state {text} NOT NULL,
    owner_id BIGINT REFERENCES people (id),
    category_id BIGINT REFERENCES categories (id),
    -- moved with every link, never recounted
    incidents BIGINT NOT NULL DEFAULT 0,
    opened_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    fixed_at BIGINT
);
CREATE INDEX problems_state ON problems (state, id);
CREATE INDEX problems_known ON problems (id) WHERE known_error = 1;

-- An incident has one problem at most.
CREATE TABLE problem_incidents (
    ticket_id BIGINT PRIMARY KEY REFERENCES tickets (id),
    problem_id BIGINT NOT NULL REFERENCES problems (id),
    at BIGINT NOT NULL
);
CREATE INDEX problem_incidents_problem ON problem_incidents (problem_id, ticket_id);

-- The same news told to the requesters of several tickets, held back for undo, then written by one job.
CREATE TABLE tellings (
    id {id},
    -- what it is told about: a problem, or the ticket whose parts hear it
    problem_id BIGINT REFERENCES problems (id),
    whole_id BIGINT REFERENCES tickets (id),
    told_by BIGINT NOT NULL REFERENCES people (id),
    resolves BIGINT NOT NULL,
    -- 'held', 'out' or 'withdrawn'
    state {text} NOT NULL,
    out_at BIGINT NOT NULL
);
CREATE INDEX tellings_problem ON tellings (problem_id, id);
CREATE INDEX tellings_whole ON tellings (whole_id, id);

CREATE TABLE telling_letters (
    telling_id BIGINT NOT NULL REFERENCES tellings (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    body {text} NOT NULL,
    -- 'waiting', 'told' or 'refused'
    outcome {text} NOT NULL,
    PRIMARY KEY (telling_id, ticket_id)
);
CREATE INDEX telling_letters_ticket ON telling_letters (ticket_id, telling_id);

-- A time in which one incident comes before all others.
CREATE TABLE major_incidents (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    -- what everybody whom it concerns reads
    title {text} NOT NULL,
    note {text} NOT NULL,
    note_at BIGINT NOT NULL,
    owner_id BIGINT NOT NULL REFERENCES people (id),
    declared_at BIGINT NOT NULL,
    every_minutes BIGINT NOT NULL,
    next_update_at BIGINT NOT NULL,
    reminded_at BIGINT,
    missed_at BIGINT,
    -- whom it concerns; empty for everybody
    site_id BIGINT REFERENCES sites (id),
    organization_id BIGINT REFERENCES organizations (id),
    category_id BIGINT REFERENCES categories (id),
    ended_at BIGINT,
    summary {text} NOT NULL
);
CREATE UNIQUE INDEX major_incidents_running ON major_incidents (ticket_id) WHERE ended_at IS NULL;
CREATE INDEX major_incidents_clock ON major_incidents (next_update_at) WHERE ended_at IS NULL;
CREATE INDEX major_incidents_ended ON major_incidents (ended_at);
