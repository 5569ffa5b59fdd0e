-- Which taking up of a job is the latest: whoever took it up before has lost it.
ALTER TABLE jobs ADD COLUMN claim BIGINT NOT NULL DEFAULT 0;
