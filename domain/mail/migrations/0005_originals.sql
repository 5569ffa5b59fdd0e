-- Letters whose originals are kept, the oldest first: for whoever keeps them for some time only.
CREATE INDEX letters_with_original ON letters (received_at) WHERE raw <> '';
CREATE INDEX outgoing_with_original ON outgoing (created_at) WHERE raw IS NOT NULL;
