-- Another program that is told what happens here.
CREATE TABLE webhooks (
    id {id},
    name {text} NOT NULL,
    name_key {text} NOT NULL,
    description {text} NOT NULL,
    address {text} NOT NULL,
    -- sealed: what signatures are made with
    secret {text} NOT NULL,
    -- sealed: headers of the receiver's own as JSON, for they may carry its password; empty for none
    headers {text} NOT NULL,
    -- kinds of events as JSON; none for what rules and pages of people on duty send
    wants {text} NOT NULL,
    active BIGINT NOT NULL,
    -- attempts in a row that failed, and until when none is made because of that
    failures BIGINT NOT NULL,
    paused_until BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    removed_at BIGINT
);
CREATE UNIQUE INDEX webhooks_name ON webhooks (name_key) WHERE removed_at IS NULL;

-- One thing told, or to be told.
CREATE TABLE webhook_deliveries (
    id {id},
    webhook_id BIGINT NOT NULL REFERENCES webhooks (id),
    -- what makes it this delivery and no second one: the event, a try by hand, what it repeats
    key {text} NOT NULL,
    kind {text} NOT NULL,
    body {text} NOT NULL,
    -- 'waiting', 'delivered' or 'given_up'
    state {text} NOT NULL,
    attempts BIGINT NOT NULL,
    status BIGINT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    UNIQUE (webhook_id, key)
);
CREATE INDEX webhook_deliveries_of ON webhook_deliveries (webhook_id, id);
CREATE INDEX webhook_deliveries_old ON webhook_deliveries (created_at);

-- Each time it was tried.
CREATE TABLE webhook_attempts (
    id {id},
    delivery_id BIGINT NOT NULL REFERENCES webhook_deliveries (id),
    at BIGINT NOT NULL,
    took_ms BIGINT NOT NULL,
    -- what was answered; none when nothing was
    status BIGINT,
    answer {text} NOT NULL,
    error {text} NOT NULL
);
CREATE INDEX webhook_attempts_of ON webhook_attempts (delivery_id, id);
