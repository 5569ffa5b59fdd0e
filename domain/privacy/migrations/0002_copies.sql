-- What is kept about a person, put together for them: an archive in the file store for some days.
CREATE TABLE copies (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    asked_by BIGINT REFERENCES people (id),
    -- 'being_made' or 'ready'
    state {text} NOT NULL,
    -- its digest, once it is ready
    file {text} NOT NULL DEFAULT '',
    bytes BIGINT NOT NULL DEFAULT 0,
    asked_at BIGINT NOT NULL,
    -- when it is gone
    ends_at BIGINT NOT NULL
);
CREATE INDEX copies_person ON copies (person_id, id);
CREATE INDEX copies_end ON copies (ends_at);
