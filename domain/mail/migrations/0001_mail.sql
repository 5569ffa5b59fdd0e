-- The addresses the desk is written to, and writes from.
CREATE TABLE mailboxes (
    id {id},
    -- lower case, without a sub-address
    address {text} NOT NULL UNIQUE,
    -- what the desk calls it
    name {text} NOT NULL,
    -- what recipients see beside the address
    sender_name {text} NOT NULL,
    team_id BIGINT REFERENCES teams (id),
    category_id BIGINT REFERENCES categories (id),
    -- Markdown, below every answer
    signature {text} NOT NULL DEFAULT '',
    -- does the mail system keep `support+anything@` in the same mailbox?
    sub_addresses BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    archived_at BIGINT
);

-- Every letter that came in, once, whatever became of it.
CREATE TABLE letters (
    id {id},
    -- digest of Message-ID, sender and content: the same letter twice is one row
    identity {text} NOT NULL UNIQUE,
    -- the header, without angle brackets; empty when there was none
    rfc_message_id {text} NOT NULL,
    mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id),
    envelope_from {text},
    envelope_to {text} NOT NULL,
    from_email {text} NOT NULL,
    from_name {text} NOT NULL,
    subject {text} NOT NULL,
    excerpt {text} NOT NULL,
    -- the letter as it came, in the file store
    raw {text} NOT NULL,
    raw_bytes BIGINT NOT NULL,
    -- 'opened', 'joined', 'held' or 'ignored'
    outcome {text} NOT NULL,
    -- a sentence of the catalogue and its arguments as JSON
    why {text} NOT NULL,
    why_args {text} NOT NULL DEFAULT '{}',
    -- why it counts as written by a program, if it does
    automatic {text},
    person_id BIGINT REFERENCES people (id),
    ticket_id BIGINT REFERENCES tickets (id),
    message_id BIGINT REFERENCES messages (id),
    -- what is needed to open or join later, as JSON; empty once it did
    content {text} NOT NULL DEFAULT '',
    received_at BIGINT NOT NULL,
    decided_by BIGINT REFERENCES people (id),
    decided_at BIGINT
);
CREATE INDEX letters_outcome ON letters (outcome, id);
CREATE INDEX letters_message ON letters (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX letters_ticket ON letters (ticket_id, id) WHERE ticket_id IS NOT NULL;

-- Which Message-IDs speak of which ticket.
CREATE TABLE threads (
    rfc_message_id {text} NOT NULL,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    -- 'sent' by us, 'received' by us, or an 'ancestor' that a received letter names
    tie {text} NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (rfc_message_id, ticket_id)
);
CREATE INDEX threads_ticket ON threads (ticket_id, at);

-- Every letter that goes out; nothing leaves that is not a row here.
CREATE TABLE outgoing (
    id {id},
    -- 'answer', 'acknowledgement', 'notification', 'digest' or 'account'
    kind {text} NOT NULL,
    -- the occasion: the same occasion twice makes one letter
    occasion {text} NOT NULL UNIQUE,
    -- without angle brackets
    rfc_message_id {text} UNIQUE,
    mailbox_id BIGINT REFERENCES mailboxes (id),
    -- lists of addresses, as JSON
    to_addresses {text} NOT NULL,
    cc_addresses {text} NOT NULL DEFAULT '[]',
    person_id BIGINT REFERENCES people (id),
    subject {text} NOT NULL,
    -- text, HTML, threading and files, as JSON
    content {text} NOT NULL,
    -- 'queued', 'held', 'sent', 'kept_in_outbox', 'bounced' or 'given_up'
    state {text} NOT NULL,
    -- why it is held, as a sentence of the catalogue
    why {text},
    ticket_id BIGINT REFERENCES tickets (id),
    message_id BIGINT REFERENCES messages (id),
    -- the letter as it left, in the file store
    raw {text},
    raw_bytes BIGINT NOT NULL DEFAULT 0,
    attempts BIGINT NOT NULL DEFAULT 0,
    last_error {text},
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX outgoing_state ON outgoing (state, id);
CREATE INDEX outgoing_message ON outgoing (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX outgoing_ticket ON outgoing (ticket_id, id) WHERE ticket_id IS NOT NULL;
