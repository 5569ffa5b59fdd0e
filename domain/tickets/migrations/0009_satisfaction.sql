-- What the requester thought of the help: offered, good or bad; nothing when nobody asked them.
ALTER TABLE tickets ADD COLUMN satisfaction {text};
