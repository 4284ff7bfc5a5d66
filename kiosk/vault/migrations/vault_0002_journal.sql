-- version 1.1
-- What central needs to bring a lost command back: the arguments it came with, JSON.
ALTER TABLE receipt ADD COLUMN args TEXT;

-- Handing the receipts in after a restore of central: to which life of its database, and how far.
CREATE TABLE journal (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch TEXT NOT NULL DEFAULT '',
  due INTEGER NOT NULL DEFAULT 0,
  at TEXT NOT NULL DEFAULT '',                   -- of the last receipt handed in
  id TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO journal (one) VALUES (1);
