-- When somebody was erased: their row stays for what names its number, without anything about them.
ALTER TABLE people ADD COLUMN erased_at BIGINT;
