-- A business calendar; its hours are a row of their own, so that what was counted by them can be explained for ever.
CREATE TABLE sla_calendars (
    id {id},
    name {text} NOT NULL,
    name_key {text} NOT NULL UNIQUE,
    -- the hours in force; 0 only while the calendar is being made
    hours_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    archived_at BIGINT
);

-- Zone, week, holidays as JSON; never changed. The digest is what processes know them by.
CREATE TABLE sla_hours (
    id {id},
    calendar_id BIGINT NOT NULL REFERENCES sla_calendars (id),
    definition {text} NOT NULL,
    digest {text} NOT NULL,
    since BIGINT NOT NULL
);
CREATE INDEX sla_hours_calendar ON sla_hours (calendar_id, id);

-- Agreements are asked in the order of their positions; the first whose condition holds is the ticket's.
CREATE TABLE sla_agreements (
    id {id},
    name {text} NOT NULL,
    name_key {text} NOT NULL UNIQUE,
    position BIGINT NOT NULL,
    -- a sentence of the filter language; empty for every ticket
    filter {text} NOT NULL,
    calendar_id BIGINT NOT NULL REFERENCES sla_calendars (id),
    -- percentage of a target at which people are warned; 0 for never
    warn_percent BIGINT NOT NULL,
    -- targets by metric and priority, and steps of escalation, as JSON
    targets {text} NOT NULL,
    steps {text} NOT NULL,
    -- rises with every change of what is promised
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    archived_at BIGINT
);
CREATE INDEX sla_agreements_position ON sla_agreements (position, id);

-- What an agreement promised for a priority at some time; never changed.
CREATE TABLE sla_terms (
    id {id},
    agreement_id BIGINT NOT NULL REFERENCES sla_agreements (id),
    version BIGINT NOT NULL,
    hours_id BIGINT NOT NULL REFERENCES sla_hours (id),
    priority BIGINT NOT NULL,
    terms {text} NOT NULL,
    UNIQUE (agreement_id, version, hours_id, priority)
);

-- What clocks were told, in order; clocks are a function of it. Only ever added to.
CREATE TABLE sla_facts (
    id {id},
    ticket_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    fact {text} NOT NULL
);
CREATE INDEX sla_facts_ticket ON sla_facts (ticket_id, id);

-- The latest run of each clock of a ticket.
CREATE TABLE sla_clocks (
    ticket_id BIGINT NOT NULL,
    metric {text} NOT NULL,
    cycle BIGINT NOT NULL,
    stage {text} NOT NULL,
    agreement_id BIGINT NOT NULL REFERENCES sla_agreements (id),
    terms_id BIGINT NOT NULL REFERENCES sla_terms (id),
    started_at BIGINT NOT NULL,
    target_ms BIGINT NOT NULL,
    spent_ms BIGINT NOT NULL,
    due_at BIGINT,
    ended_at BIGINT,
    breached_at BIGINT,
    next_at BIGINT,
    -- percentages of the target that were reached and noted, with commas
    rung {text} NOT NULL DEFAULT '',
    PRIMARY KEY (ticket_id, metric)
);
CREATE INDEX sla_clocks_next ON sla_clocks (next_at, ticket_id) WHERE next_at IS NOT NULL;
CREATE INDEX sla_clocks_agreement ON sla_clocks (agreement_id, stage);
