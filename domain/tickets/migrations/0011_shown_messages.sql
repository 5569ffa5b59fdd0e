-- Whether somebody has something to read is asked of every row of a list: from this index alone, without the messages;
-- its last two columns say the same of each, but SQLite looks them up in the message when the index does not have them.
CREATE INDEX messages_shown ON messages (ticket_id, id, author_id, audience, withdrawn_at, held_until)
    WHERE withdrawn_at IS NULL AND held_until = 0;
