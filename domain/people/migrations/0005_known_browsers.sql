-- Browsers in which somebody signed in before: a guesser next door cannot use up their tries.
CREATE TABLE known_browsers (
    token_hash {bytes} PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    signed_in_at BIGINT NOT NULL
);
CREATE INDEX known_browsers_person ON known_browsers (person_id);
CREATE INDEX known_browsers_end ON known_browsers (signed_in_at);
