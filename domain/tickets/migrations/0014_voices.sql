-- Who speaks with the requester while others, to whom a ticket was escalated, work on it.
CREATE TABLE ticket_voices (
    ticket_id BIGINT NOT NULL PRIMARY KEY REFERENCES tickets (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- the team that it came from
    team_id BIGINT REFERENCES teams (id),
    since BIGINT NOT NULL
);
CREATE INDEX ticket_voices_person ON ticket_voices (person_id);
