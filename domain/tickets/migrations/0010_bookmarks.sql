-- Tickets that somebody at the desk keeps at hand; nobody else's business.
CREATE TABLE bookmarks (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    created_at BIGINT NOT NULL,
    UNIQUE (person_id, ticket_id)
);
CREATE INDEX bookmarks_ticket ON bookmarks (ticket_id);
