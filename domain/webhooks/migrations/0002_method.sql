-- How a receiver is asked; events are told by POST.
ALTER TABLE webhooks ADD COLUMN method {text} NOT NULL DEFAULT 'POST';
