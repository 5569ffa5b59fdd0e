-- What a person was told in the app: one row for each thing that happened, whatever the number of reasons.
CREATE TABLE notifications (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    event_id BIGINT NOT NULL,
    -- why this person: 'mentioned', 'assigned', 'yours', 'watching', 'team' or 'mail'
    reason {text} NOT NULL,
    ticket_id BIGINT REFERENCES tickets (id),
    message_id BIGINT REFERENCES messages (id),
    created_at BIGINT NOT NULL,
    read_at BIGINT,
    -- when it is due by mail, and when it left; both empty when it is for the app alone
    mail_at BIGINT,
    mailed_at BIGINT
);
CREATE UNIQUE INDEX notifications_once ON notifications (person_id, event_id);
CREATE INDEX notifications_person ON notifications (person_id, id);
CREATE INDEX notifications_unread ON notifications (person_id, ticket_id) WHERE read_at IS NULL;
CREATE INDEX notifications_due ON notifications (person_id, mail_at) WHERE mail_at IS NOT NULL AND mailed_at IS NULL;
CREATE INDEX notifications_age ON notifications (created_at);

-- Moved by every row that comes, is read or goes; never recounted for a page.
CREATE TABLE notification_counts (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    unread BIGINT NOT NULL,
    -- when the last letter of notifications left for this person
    mailed_at BIGINT
);

-- What a person chose; what they did not choose is the default.
CREATE TABLE notification_choices (
    person_id BIGINT NOT NULL REFERENCES people (id),
    reason {text} NOT NULL,
    -- 'off', 'app', 'mail' or 'digest'
    channel {text} NOT NULL,
    PRIMARY KEY (person_id, reason)
);
