-- A rota: who is called when. Its plan is a row of its own, so that who was on duty stays known when the plan changes.
CREATE TABLE rotas (
    id {id},
    name {text} NOT NULL,
    name_key {text} NOT NULL UNIQUE,
    -- whose rota it is; none for the whole desk
    team_id BIGINT REFERENCES teams (id),
    -- the plan in force; 0 only while the rota is being made
    plan_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    archived_at BIGINT
);

-- Zone, layers, holidays and who is called in which order, as JSON; never changed.
CREATE TABLE rota_plans (
    id {id},
    rota_id BIGINT NOT NULL REFERENCES rotas (id),
    definition {text} NOT NULL,
    since BIGINT NOT NULL
);
CREATE INDEX rota_plans_rota ON rota_plans (rota_id, since, id);

-- Somebody in place of whom the plan names; of two at one time the later one holds.
CREATE TABLE rota_overrides (
    id {id},
    rota_id BIGINT NOT NULL REFERENCES rotas (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL,
    -- the swap that made it
    swap_id BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX rota_overrides_time ON rota_overrides (to_at, rota_id);
CREATE INDEX rota_overrides_swap ON rota_overrides (swap_id) WHERE swap_id IS NOT NULL;

-- One gives a stretch of duty to another, and may take one of theirs for it.
CREATE TABLE rota_swaps (
    id {id},
    rota_id BIGINT NOT NULL REFERENCES rotas (id),
    giver_id BIGINT NOT NULL REFERENCES people (id),
    taker_id BIGINT NOT NULL REFERENCES people (id),
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL,
    back_from_at BIGINT,
    back_to_at BIGINT,
    -- 'asked', 'agreed', 'declined' or 'withdrawn'
    state {text} NOT NULL,
    created_at BIGINT NOT NULL,
    answered_at BIGINT
);
CREATE INDEX rota_swaps_open ON rota_swaps (rota_id, id) WHERE state = 'asked';

-- When somebody is off; the reason is theirs and their leads'.
CREATE TABLE absences (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL,
    reason {text} NOT NULL,
    cover_id BIGINT REFERENCES people (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX absences_time ON absences (to_at, person_id);

-- The secret link by which a person's calendar program fetches their duty; only its digest is kept.
CREATE TABLE rota_feeds (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    digest {text} NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);
