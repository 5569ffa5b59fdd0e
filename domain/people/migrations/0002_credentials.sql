-- What proves who somebody is. Of every secret only its SHA-256 is kept, of passwords only argon2id;
-- the shared secret of a TOTP app alone must be kept as it is.

-- One row: the token that lets the first administrator in, while there is none.
CREATE TABLE set_up (
    id BIGINT PRIMARY KEY,
    token_hash {bytes} NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE passwords (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    -- a PHC string
    hash {text} NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    id {id},
    token_hash {bytes} NOT NULL UNIQUE,
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- 'open', or 'second_factor' while a code is still owed
    state {text} NOT NULL,
    -- how it was opened: 'password', 'mail_link', 'passkey', 'invitation', 'set_up'
    method {text} NOT NULL,
    user_agent {text} NOT NULL,
    -- the network it was opened from, not the machine: 203.0.113.0/24
    network {text} NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    -- the end, however much it is used
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id);
CREATE INDEX sessions_end ON sessions (expires_at);

CREATE TABLE invitations (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    token_hash {bytes} NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE sign_in_links (
    token_hash {bytes} PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- the address the link went to: whoever redeems it has proved to read letters there
    email {text},
    -- of the browser that asked; NULL where a command on the server printed the link
    browser_hash {bytes},
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sign_in_links_person ON sign_in_links (person_id);
CREATE INDEX sign_in_links_end ON sign_in_links (expires_at);
