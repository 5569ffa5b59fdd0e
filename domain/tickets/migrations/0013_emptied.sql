-- When a ticket's words were taken out for good. A closed ticket stays closed, so that it is emptied once.
ALTER TABLE tickets ADD COLUMN emptied_at BIGINT;
CREATE INDEX tickets_with_words ON tickets (closed_at, id) WHERE closed_at IS NOT NULL AND emptied_at IS NULL;
