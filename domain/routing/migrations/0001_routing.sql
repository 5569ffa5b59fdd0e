-- How a team's tickets find somebody; a team without a row gives none out by itself.
CREATE TABLE routing_teams (
    team_id BIGINT PRIMARY KEY REFERENCES teams (id),
    -- 'off', 'turns', 'load' or 'skill'
    way {text} NOT NULL,
    -- the team's shift: its people are on while this calendar is open
    calendar_id BIGINT REFERENCES sla_calendars (id),
    -- only who is on duty in this rota
    rota_id BIGINT REFERENCES rotas (id),
    -- where tickets go that nobody of the team can have
    overflow_id BIGINT REFERENCES teams (id),
    -- open minutes in which a ticket is to be taken, else it is offered to another
    take_minutes BIGINT,
    -- who had the last turn
    pointer_id BIGINT NOT NULL
);

-- What is said of a person: how many open tickets they can have, and that they take none now.
CREATE TABLE routing_people (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    capacity BIGINT NOT NULL,
    away BIGINT NOT NULL
);

CREATE TABLE routing_skills (
    person_id BIGINT NOT NULL REFERENCES people (id),
    skill {text} NOT NULL,
    level BIGINT NOT NULL,
    PRIMARY KEY (person_id, skill)
);

-- What somebody must know for tickets of a category and those below it.
CREATE TABLE routing_needs (
    category_id BIGINT NOT NULL REFERENCES categories (id),
    skill {text} NOT NULL,
    level BIGINT NOT NULL,
    PRIMARY KEY (category_id, skill)
);

-- Tickets that wait to be taken by whom they were offered to, or for somebody to be there at all.
CREATE TABLE routing_offers (
    ticket_id BIGINT PRIMARY KEY REFERENCES tickets (id),
    team_id BIGINT NOT NULL REFERENCES teams (id),
    -- to whom; nobody while nobody can have it
    person_id BIGINT REFERENCES people (id),
    -- the event after which whatever they do counts as taking it
    event_id BIGINT NOT NULL,
    -- the teams that had it and could not, as JSON
    tried {text} NOT NULL,
    since BIGINT NOT NULL,
    -- when it is looked at again
    next_at BIGINT
);
CREATE INDEX routing_offers_due ON routing_offers (next_at, ticket_id) WHERE next_at IS NOT NULL;
CREATE INDEX routing_offers_stuck ON routing_offers (since, ticket_id) WHERE person_id IS NULL;
