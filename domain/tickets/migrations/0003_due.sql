-- When the first running clock of a ticket is due, and which one; kept by every change, so that lists need not ask the clocks.
ALTER TABLE tickets ADD COLUMN due_at BIGINT;
ALTER TABLE tickets ADD COLUMN due_metric {text};
-- The expression is written as queue/key.rs writes it.
CREATE INDEX tickets_unfinished_due ON tickets ((COALESCE(due_at, 9000000000000000)), id) WHERE resolved_at IS NULL AND closed_at IS NULL;
