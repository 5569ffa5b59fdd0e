-- People who are being erased or were: by number, without anything about them.
CREATE TABLE erasures (
    id {id},
    person_id BIGINT NOT NULL UNIQUE REFERENCES people (id),
    -- none when it was begun by a command on the server
    asked_by BIGINT REFERENCES people (id),
    -- how the person and their tickets are called afterwards
    person_called {text} NOT NULL,
    ticket_called {text} NOT NULL,
    -- 'tickets', 'messages', 'letters', 'rest' or 'done'
    step {text} NOT NULL,
    -- the last ticket and the last message that had their turn
    ticket_after BIGINT NOT NULL DEFAULT 0,
    message_after BIGINT NOT NULL DEFAULT 0,
    tickets BIGINT NOT NULL DEFAULT 0,
    messages BIGINT NOT NULL DEFAULT 0,
    asked_at BIGINT NOT NULL,
    ended_at BIGINT
);
