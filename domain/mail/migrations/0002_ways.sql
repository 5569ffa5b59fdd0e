-- How a mailbox's letters come to us: 'door' (SMTP or LMTP), 'imap' (we fetch them) or 'pipe' (`firstline deliver`).
ALTER TABLE mailboxes ADD COLUMN way_in {text} NOT NULL DEFAULT 'door';

-- The servers a mailbox is fetched from ('in') and leaves by ('out', instead of the desk's relay).
CREATE TABLE mailbox_servers (
    mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id),
    side {text} NOT NULL,
    host {text} NOT NULL,
    port BIGINT NOT NULL,
    -- 'tls', 'start_tls' or 'plain' (this machine only)
    security {text} NOT NULL,
    -- 'password', 'grant' (OAuth) or 'nothing'
    sign_in {text} NOT NULL,
    user_name {text} NOT NULL,
    -- sealed with the key outside the database
    password {text} NOT NULL,
    -- certificates (PEM) trusted besides the system's
    authority {text} NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (mailbox_id, side)
);

-- Where the fetching of a mailbox stands.
CREATE TABLE mailbox_fetches (
    mailbox_id BIGINT NOT NULL PRIMARY KEY REFERENCES mailboxes (id),
    folder {text} NOT NULL,
    -- where letters go once they are kept; marked as read where they are when empty
    processed_folder {text} NOT NULL,
    -- are letters fetched that lay there before?
    old_letters BIGINT NOT NULL,
    -- the folder's UIDVALIDITY, and the last UID that was dealt with (RFC 9051, 2.3.1.1); nothing yet when 0
    uid_validity BIGINT NOT NULL DEFAULT 0,
    uid BIGINT NOT NULL DEFAULT 0,
    -- UIDs up to this one lay there before: nobody is told that we have their letter
    old_uid BIGINT NOT NULL DEFAULT 0,
    -- the stretch under way: letters in all, letters done, since when; no stretch when `total` is 0
    total BIGINT NOT NULL DEFAULT 0,
    done BIGINT NOT NULL DEFAULT 0,
    started_at BIGINT NOT NULL DEFAULT 0,
    -- 'idle' (the server tells us) or 'poll' (we ask)
    waits_by {text} NOT NULL DEFAULT '',
    looked_at BIGINT,
    letter_at BIGINT,
    failing_since BIGINT,
    -- the administrators were told of this failure
    told BIGINT NOT NULL DEFAULT 0,
    last_error {text} NOT NULL DEFAULT '',
    changed_at BIGINT NOT NULL
);

-- Letters that could not be fetched: tried again, and after the last try shown to people.
CREATE TABLE mailbox_stuck (
    id {id},
    mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id),
    uid_validity BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    last_error {text} NOT NULL,
    first_at BIGINT NOT NULL,
    try_at BIGINT NOT NULL,
    UNIQUE (mailbox_id, uid_validity, uid)
);

-- What a provider allowed us to do with a mailbox (OAuth 2.0), and how to ask for it.
CREATE TABLE mailbox_grants (
    mailbox_id BIGINT NOT NULL PRIMARY KEY REFERENCES mailboxes (id),
    -- 'microsoft', 'google' or 'other'
    provider {text} NOT NULL,
    authorize_url {text} NOT NULL,
    token_url {text} NOT NULL,
    device_url {text} NOT NULL,
    scope {text} NOT NULL,
    client_id {text} NOT NULL,
    -- sealed; empty for a public client
    client_secret {text} NOT NULL,
    client_secret_ends_at BIGINT,
    authority {text} NOT NULL,
    -- 'unasked', 'asked', 'given', 'failing' or 'ended'
    state {text} NOT NULL,
    access_token {text} NOT NULL DEFAULT '',
    access_ends_at BIGINT NOT NULL DEFAULT 0,
    refresh_token {text} NOT NULL DEFAULT '',
    refresh_ends_at BIGINT,
    given_at BIGINT,
    renewed_at BIGINT,
    failing_since BIGINT,
    told_of BIGINT NOT NULL DEFAULT 0,
    last_error {text} NOT NULL DEFAULT '',
    -- the asking under way: a digest of `state`, the verifier and the code (sealed), where the answer comes to
    visit {text} NOT NULL DEFAULT '',
    visit_ends_at BIGINT NOT NULL DEFAULT 0,
    verifier {text} NOT NULL DEFAULT '',
    code {text} NOT NULL DEFAULT '',
    redirect_url {text} NOT NULL DEFAULT '',
    -- the asking by a second device (RFC 8628)
    device_code {text} NOT NULL DEFAULT '',
    user_code {text} NOT NULL DEFAULT '',
    user_url {text} NOT NULL DEFAULT '',
    poll_s BIGINT NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL
);

-- What the connection doctor found, the last time it was asked.
CREATE TABLE mailbox_checkups (
    mailbox_id BIGINT NOT NULL PRIMARY KEY REFERENCES mailboxes (id),
    asked_at BIGINT NOT NULL,
    ended_at BIGINT,
    -- as JSON
    steps {text} NOT NULL DEFAULT '[]'
);

-- What SPF, DKIM and DMARC said, as JSON; empty when nobody asked.
ALTER TABLE letters ADD COLUMN verdicts {text} NOT NULL DEFAULT '';
-- It lay in the mailbox before we did: its writer is not told that we have it.
ALTER TABLE letters ADD COLUMN old BIGINT NOT NULL DEFAULT 0;
