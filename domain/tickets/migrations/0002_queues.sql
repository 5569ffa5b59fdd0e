-- What queues walk along: unfinished tickets only, a few thousand of however many there are, in the order they are shown.
-- The condition is written as queue/list.rs writes it, so that both engines see that the index fits.
CREATE INDEX tickets_unfinished ON tickets (updated_at, id) WHERE resolved_at IS NULL AND closed_at IS NULL;
CREATE INDEX tickets_unfinished_opened ON tickets (opened_at, id) WHERE resolved_at IS NULL AND closed_at IS NULL;
CREATE INDEX tickets_unfinished_priority ON tickets (priority, id) WHERE resolved_at IS NULL AND closed_at IS NULL;
CREATE INDEX tickets_unfinished_number ON tickets (id) WHERE resolved_at IS NULL AND closed_at IS NULL;
CREATE INDEX tickets_mine ON tickets (assignee_id, updated_at, id) WHERE resolved_at IS NULL AND closed_at IS NULL;
CREATE INDEX tickets_of_team ON tickets (team_id, updated_at, id) WHERE resolved_at IS NULL AND closed_at IS NULL;
CREATE INDEX tickets_unassigned ON tickets (updated_at, id) WHERE assignee_id IS NULL AND resolved_at IS NULL AND closed_at IS NULL;
CREATE INDEX tickets_opened ON tickets (opened_at, id);
-- What one person or one organization asked for, last touched first.
CREATE INDEX tickets_asked_by ON tickets (requester_id, updated_at, id);
CREATE INDEX tickets_asked_for ON tickets (organization_id, updated_at, id);
-- What was about one thing.
CREATE INDEX tickets_about ON tickets (category_id, updated_at, id);
