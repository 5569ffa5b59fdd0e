-- Whether somebody has something to read is asked of every row of a list: from this index alone, without the messages.
CREATE INDEX messages_shown ON messages (ticket_id, id, author_id, audience) WHERE withdrawn_at IS NULL AND held_until = 0;
