-- What was learned from the desk's own history: a row for each thing that is proposed, and one to compare tickets by.
CREATE TABLE triage_learned (
    -- 'category', 'team', 'assignee', 'impact', or 'tickets'
    part {text} PRIMARY KEY,
    -- names the bytes; a process keeps what it has read by it
    digest {text} NOT NULL,
    bytes {bytes} NOT NULL,
    examples BIGINT NOT NULL,
    learned_at BIGINT NOT NULL
);

-- What was set by rule. It is not learned from until the ticket is resolved with it, or a person says otherwise.
CREATE TABLE triage_applied (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    target {text} NOT NULL,
    -- the id or word that was set
    value {text} NOT NULL,
    -- how sure it was, from 0 to 100
    percent BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (ticket_id, target)
);
