-- version 1.4
-- What the person said is wrong, as central has it.
CREATE TABLE ticket (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  about_type TEXT NOT NULL,
  about TEXT NOT NULL,
  state TEXT NOT NULL,                           -- received looked_at answered
  opened_at INTEGER NOT NULL,
  looked_at INTEGER,
  answered_at INTEGER,
  role TEXT NOT NULL,
  answer TEXT NOT NULL
) STRICT, WITHOUT ROWID;
