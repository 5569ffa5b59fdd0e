-- The desk's rules, asked in the order of their positions.
CREATE TABLE rules (
    id {id},
    name {text} NOT NULL,
    name_key {text} NOT NULL UNIQUE,
    position BIGINT NOT NULL,
    -- the kind of event it hears, or 'time'
    hears {text} NOT NULL,
    -- a sentence of the filter language; empty for every ticket
    filter {text} NOT NULL,
    -- what it does, as JSON
    deeds {text} NOT NULL,
    once BIGINT NOT NULL,
    stops BIGINT NOT NULL,
    -- since when it is on; what happened before is none of its business
    enabled_at BIGINT,
    created_at BIGINT NOT NULL
);

-- What each rule did to which ticket; event 0 is the clock.
CREATE TABLE rule_runs (
    id {id},
    rule_id BIGINT NOT NULL REFERENCES rules (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    event_id BIGINT NOT NULL,
    outcome {text} NOT NULL,
    -- the deeds that were refused, as JSON
    refused {text} NOT NULL,
    at BIGINT NOT NULL,
    UNIQUE (rule_id, ticket_id, event_id)
);
CREATE INDEX rule_runs_rule ON rule_runs (rule_id, id);
CREATE INDEX rule_runs_ticket ON rule_runs (ticket_id);
