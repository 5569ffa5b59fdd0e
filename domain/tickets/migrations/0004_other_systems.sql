-- What another system calls the ticket, so that it finds it again.
ALTER TABLE tickets ADD COLUMN external_id {text};
CREATE INDEX tickets_external ON tickets (external_id) WHERE external_id IS NOT NULL;
-- Deleted tickets are kept, and there only for whoever may restore them.
ALTER TABLE tickets ADD COLUMN deleted_at BIGINT;
CREATE INDEX tickets_deleted ON tickets (deleted_at, id) WHERE deleted_at IS NOT NULL;
-- Files that a program brought along under one name, before their message is written.
ALTER TABLE attachments ADD COLUMN bundle {text};
CREATE INDEX attachments_bundle ON attachments (bundle) WHERE bundle IS NOT NULL;
