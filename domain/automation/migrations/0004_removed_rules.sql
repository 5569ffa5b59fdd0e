-- A removed rule keeps what it did and how it came to be; its name is free again.
ALTER TABLE rules ADD COLUMN removed_at BIGINT;
