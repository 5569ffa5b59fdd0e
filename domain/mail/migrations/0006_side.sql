-- The side conversation a letter joined, or may belong to, and the turn it became.
ALTER TABLE letters ADD COLUMN side_conversation_id BIGINT REFERENCES side_conversations (id);
ALTER TABLE letters ADD COLUMN side_message_id BIGINT REFERENCES side_messages (id);
CREATE INDEX letters_side ON letters (side_message_id) WHERE side_message_id IS NOT NULL;

-- The turn of a side conversation that a letter out carries.
ALTER TABLE outgoing ADD COLUMN side_message_id BIGINT REFERENCES side_messages (id);
CREATE INDEX outgoing_side ON outgoing (side_message_id) WHERE side_message_id IS NOT NULL;

-- Which Message-IDs speak of which side conversation; apart from those of tickets, so that neither is ever taken for the other.
CREATE TABLE side_threads (
    rfc_message_id {text} NOT NULL,
    conversation_id BIGINT NOT NULL REFERENCES side_conversations (id),
    -- 'sent' by us or 'received' by us
    tie {text} NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (rfc_message_id, conversation_id)
);
CREATE INDEX side_threads_conversation ON side_threads (conversation_id, at);
