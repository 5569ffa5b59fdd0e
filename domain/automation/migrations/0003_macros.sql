-- Several deeds that belong together; of one person, of a team, or of everybody at the desk where neither is named.
CREATE TABLE macros (
    id {id},
    name {text} NOT NULL,
    name_key {text} NOT NULL,
    description {text} NOT NULL,
    position BIGINT NOT NULL,
    owner_id BIGINT REFERENCES people (id),
    team_id BIGINT REFERENCES teams (id),
    -- a sentence of the filter language; empty for every ticket
    filter {text} NOT NULL,
    -- what it does, as JSON
    deeds {text} NOT NULL,
    -- how often it was used
    uses BIGINT NOT NULL,
    archived_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX macros_position ON macros (position);
