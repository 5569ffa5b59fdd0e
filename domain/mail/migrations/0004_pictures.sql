-- Messages whose pictures from elsewhere somebody asked for: they are shown to everybody at the desk.
CREATE TABLE pictures_shown (
    message_id BIGINT NOT NULL PRIMARY KEY REFERENCES messages (id),
    person_id BIGINT REFERENCES people (id),
    at BIGINT NOT NULL
);

-- Senders whose pictures a person always wants, where the sender is who it says it is.
CREATE TABLE picture_senders (
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- in the form for comparing
    address {text} NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person_id, address)
);

-- What came of fetching a picture: its sender learns of it once.
CREATE TABLE pictures_fetched (
    message_id BIGINT NOT NULL REFERENCES messages (id),
    -- SHA-256 of its address
    address {text} NOT NULL,
    -- its digest in the file store; empty when there was no picture to be had
    file {text} NOT NULL,
    media_type {text} NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (message_id, address)
);
CREATE INDEX pictures_fetched_file ON pictures_fetched (file) WHERE file <> '';
