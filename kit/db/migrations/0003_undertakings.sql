-- Long deeds whose progress is looked at while they are done: who asked, how far they are, what came of each part.
CREATE TABLE undertakings (
    -- a name that nobody guesses
    name {text} PRIMARY KEY,
    -- who may look: as in events.actor
    owner {text} NOT NULL,
    kind {text} NOT NULL,
    total BIGINT NOT NULL,
    done BIGINT NOT NULL DEFAULT 0,
    -- 'queued', 'working', 'completed', 'failed'
    state {text} NOT NULL,
    -- what is to be done, as JSON; empty once it is done
    parts {text} NOT NULL,
    -- what came of each part, as a JSON list
    results {text} NOT NULL DEFAULT '[]',
    began_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX undertakings_owner ON undertakings (owner, began_at);
CREATE INDEX undertakings_began ON undertakings (began_at);
