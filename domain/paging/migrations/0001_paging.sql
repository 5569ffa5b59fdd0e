-- A page: people are called about a ticket, step by step, until one of them acknowledges.
CREATE TABLE pages (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    -- what made it: the same cause again makes no second page
    cause {text} NOT NULL UNIQUE,
    -- who is called in which order and how long each has, as JSON
    chain {text} NOT NULL,
    -- how many steps were taken
    taken BIGINT NOT NULL,
    -- 'open', 'acknowledged', 'unanswered' or 'over'
    state {text} NOT NULL,
    answered_by BIGINT REFERENCES people (id),
    created_at BIGINT NOT NULL,
    -- when the next step is due; none once it is no longer open
    next_at BIGINT,
    ended_at BIGINT
);
CREATE INDEX pages_due ON pages (next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX pages_ticket ON pages (ticket_id, id);
CREATE INDEX pages_state ON pages (state, id);

-- Who was called by which step; nobody where a step found nobody.
CREATE TABLE page_calls (
    id {id},
    page_id BIGINT NOT NULL REFERENCES pages (id),
    step BIGINT NOT NULL,
    -- whom the step calls: 'on_duty', 'next', 'leads', ..
    whom {text} NOT NULL,
    person_id BIGINT REFERENCES people (id),
    called_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX page_calls_once ON page_calls (page_id, step, person_id);
