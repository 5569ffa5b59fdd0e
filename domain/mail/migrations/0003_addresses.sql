-- What is known of addresses letters go to and come from.
CREATE TABLE mail_addresses (
    -- in the form for comparing
    address {text} PRIMARY KEY,
    -- why the last letter to it did not arrive, as a word; empty once one came from there again
    trouble {text} NOT NULL DEFAULT '',
    -- 'hard' or 'soft'
    trouble_kind {text} NOT NULL DEFAULT '',
    trouble_at BIGINT,
    -- who does not want letters from it any more
    refused_by BIGINT REFERENCES people (id),
    refused_at BIGINT
);

-- Appointments that letters propose, change or call off.
CREATE TABLE proposals (
    letter_id BIGINT PRIMARY KEY REFERENCES letters (id),
    -- 'request', 'cancel', 'reply'…
    method {text} NOT NULL,
    uid {text} NOT NULL,
    summary {text} NOT NULL,
    -- a date or a time, with Z or its zone in square brackets
    starts {text} NOT NULL,
    ends {text} NOT NULL,
    duration {text} NOT NULL,
    place {text} NOT NULL,
    organizer_name {text} NOT NULL,
    organizer_email {text} NOT NULL
);
CREATE INDEX proposals_uid ON proposals (uid);

-- How often a letter out came back for now and was sent again.
ALTER TABLE outgoing ADD COLUMN returns BIGINT NOT NULL DEFAULT 0;
