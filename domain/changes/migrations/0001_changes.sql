-- Work that can break something: planned, approved, done in its window, or backed out.
CREATE TABLE changes (
    id {id},
    name {text} NOT NULL,
    about {text} NOT NULL,
    -- 'low', 'medium' or 'high'
    risk {text} NOT NULL,
    plan {text} NOT NULL,
    -- how to get back when it goes wrong
    back_out {text} NOT NULL,
    -- 'planned', 'approved', 'in_progress', 'done', 'backed_out' or 'dropped'
    state {text} NOT NULL,
    owner_id BIGINT NOT NULL REFERENCES people (id),
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    -- the number of the problem it is to fix; problems are a slice beside this one
    problem_id BIGINT,
    -- how it went, once it is over
    outcome {text} NOT NULL,
    opened_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX changes_window ON changes (starts_at, ends_at);
CREATE INDEX changes_state ON changes (state, id);

CREATE TABLE change_approvals (
    change_id BIGINT NOT NULL REFERENCES changes (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- 'waiting', 'approved' or 'declined'
    decision {text} NOT NULL,
    note {text} NOT NULL,
    decided_at BIGINT,
    PRIMARY KEY (change_id, person_id)
);
CREATE INDEX change_approvals_person ON change_approvals (person_id, change_id) WHERE decision = 'waiting';

CREATE TABLE change_tickets (
    change_id BIGINT NOT NULL REFERENCES changes (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    PRIMARY KEY (change_id, ticket_id)
);
CREATE INDEX change_tickets_ticket ON change_tickets (ticket_id, change_id);

-- Times in which nothing is to be changed.
CREATE TABLE change_freezes (
    id {id},
    name {text} NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX change_freezes_window ON change_freezes (starts_at, ends_at);
