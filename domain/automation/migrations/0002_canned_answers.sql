-- Texts for what is asked again and again; of one person, of a team, or of everybody at the desk where neither is named.
CREATE TABLE canned_answers (
    id {id},
    name {text} NOT NULL,
    name_key {text} NOT NULL,
    owner_id BIGINT REFERENCES people (id),
    team_id BIGINT REFERENCES teams (id),
    -- what it says, by language, as JSON
    texts {text} NOT NULL,
    -- how often it was inserted
    uses BIGINT NOT NULL,
    archived_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX canned_answers_name ON canned_answers (name_key);
