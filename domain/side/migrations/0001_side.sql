-- Conversations beside a ticket, with people who take no part in the ticket itself.
CREATE TABLE side_conversations (
    id {id},
    -- the ticket it was begun from; of a merged one, the ticket that goes on shows it too
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    subject {text} NOT NULL,
    -- 'open' or 'closed'
    state {text} NOT NULL,
    state_since BIGINT NOT NULL,
    begun_by BIGINT REFERENCES people (id),
    begun_at BIGINT NOT NULL,
    -- turns of it, automatic ones counted
    message_count BIGINT NOT NULL DEFAULT 0,
    last_message_at BIGINT NOT NULL,
    -- how the last one begins
    last_excerpt {text} NOT NULL DEFAULT ''
);
CREATE INDEX side_conversations_ticket ON side_conversations (ticket_id, id);

-- Who is written to, by address.
CREATE TABLE side_participants (
    id {id},
    conversation_id BIGINT NOT NULL REFERENCES side_conversations (id),
    -- in the form for comparing; empty once whose it was is erased
    address {text} NOT NULL,
    name {text} NOT NULL,
    added_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX side_participants_once ON side_participants (conversation_id, address) WHERE address <> '';
CREATE INDEX side_participants_address ON side_participants (address) WHERE address <> '';

-- What was said there.
CREATE TABLE side_messages (
    id {id},
    conversation_id BIGINT NOT NULL REFERENCES side_conversations (id),
    -- 'written' at the desk, 'answered' by a participant, 'noted': an automatic answer or a delivery report
    kind {text} NOT NULL,
    -- of 'written'
    author_id BIGINT REFERENCES people (id),
    -- of 'answered', and of a note where it is known whose
    participant_id BIGINT REFERENCES side_participants (id),
    -- of 'noted': what it is, as a sentence of the catalogue
    why {text} NOT NULL DEFAULT '',
    body {text} NOT NULL,
    body_html {text} NOT NULL,
    quoted {text} NOT NULL DEFAULT '',
    at BIGINT NOT NULL
);
CREATE INDEX side_messages_conversation ON side_messages (conversation_id, id);
CREATE INDEX side_messages_author ON side_messages (author_id) WHERE author_id IS NOT NULL;
CREATE INDEX side_messages_participant ON side_messages (participant_id) WHERE participant_id IS NOT NULL;

-- Files that went along or came.
CREATE TABLE side_files (
    id {id},
    message_id BIGINT NOT NULL REFERENCES side_messages (id),
    -- its digest in the file store
    file {text} NOT NULL,
    name {text} NOT NULL,
    media_type {text} NOT NULL,
    bytes BIGINT NOT NULL
);
CREATE INDEX side_files_message ON side_files (message_id, id);
CREATE INDEX side_files_file ON side_files (file);
