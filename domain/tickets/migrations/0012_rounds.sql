-- One deed to every ticket of a list, part by part.
CREATE TABLE rounds (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- what is done to each, as JSON
    deed {text} NOT NULL,
    -- the address of the list it was begun from
    list {text} NOT NULL,
    state {text} NOT NULL,
    total BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    -- of those that were changed: as they were again, and those that could not be
    taken_back BIGINT NOT NULL,
    kept BIGINT NOT NULL,
    began_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX rounds_person ON rounds (person_id, id);
CREATE INDEX rounds_ended ON rounds (ended_at);

-- Its tickets, as the list had them when it was begun.
CREATE TABLE round_tickets (
    round_id BIGINT NOT NULL REFERENCES rounds (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    outcome {text} NOT NULL,
    -- what changed it
    event_id BIGINT,
    -- why it was not changed, or not changed back: a sentence, as JSON
    why {text},
    PRIMARY KEY (round_id, ticket_id)
);
CREATE INDEX round_tickets_outcome ON round_tickets (round_id, outcome, ticket_id);
