-- version 1.1
-- Commands out of envelopes that central refused, for any device to show.
CREATE TABLE refusal (
  id TEXT PRIMARY KEY,                           -- the command's
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  connection TEXT NOT NULL,
  text TEXT NOT NULL,
  missing INTEGER NOT NULL,
  price INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
