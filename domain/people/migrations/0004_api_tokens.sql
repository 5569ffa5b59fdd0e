CREATE TABLE api_tokens (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    name {text} NOT NULL,
    token_hash {bytes} NOT NULL UNIQUE,
    -- 'full' or 'read_only'
    scope {text} NOT NULL,
    created_at BIGINT NOT NULL,
    -- the day (UTC midnight) of its last use: enough to see what is dead, too little to follow a person
    last_used_on BIGINT,
    revoked_at BIGINT
);
CREATE INDEX api_tokens_person ON api_tokens (person_id);
