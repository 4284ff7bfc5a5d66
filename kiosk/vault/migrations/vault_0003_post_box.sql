-- version 1.2
-- The post box: what leaves with the device while its author is signed out.

-- given: in how many batches and envelopes it may have left this device; after the first one only
-- central can tell.
ALTER TABLE outbox ADD COLUMN given INTEGER NOT NULL DEFAULT 0;
-- boxed: the number of the envelope it was last put into, 0 where it never was.
ALTER TABLE outbox ADD COLUMN boxed INTEGER NOT NULL DEFAULT 0;

-- The number of this vault's newest envelope.
CREATE TABLE post_box (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  counter INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO post_box (one) VALUES (1);
