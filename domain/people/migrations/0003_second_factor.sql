CREATE TABLE totp_apps (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    secret {bytes} NOT NULL,
    created_at BIGINT NOT NULL,
    -- NULL until the first code proved that the app holds the secret
    confirmed_at BIGINT,
    -- the last time step a code was taken for: no code works twice (RFC 6238, 5.2)
    last_step BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE recovery_codes (
    person_id BIGINT NOT NULL REFERENCES people (id),
    code_hash {bytes} NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (person_id, code_hash)
);

CREATE TABLE passkeys (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    credential_id {bytes} NOT NULL UNIQUE,
    -- a COSE key (RFC 9052), as the authenticator gave it
    public_key {bytes} NOT NULL,
    sign_count BIGINT NOT NULL,
    -- may it be copied to other devices, and is it?
    backup_eligible BIGINT NOT NULL,
    backed_up BIGINT NOT NULL,
    transports {text} NOT NULL,
    name {text} NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE INDEX passkeys_person ON passkeys (person_id);

-- Who a passkey says its person is: random, for authenticators show it to whoever holds them.
CREATE TABLE passkey_users (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    handle {bytes} NOT NULL UNIQUE
);

-- Ceremonies under way; each challenge is answered once.
CREATE TABLE passkey_challenges (
    challenge {bytes} PRIMARY KEY,
    -- NULL where the passkey itself will say who it is
    person_id BIGINT REFERENCES people (id),
    -- 'register' or 'sign_in'
    purpose {text} NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX passkey_challenges_end ON passkey_challenges (expires_at);
