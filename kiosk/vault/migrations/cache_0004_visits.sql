-- version 1.3
-- Video visits that the facility approved.
CREATE TABLE visit (
  id TEXT PRIMARY KEY,
  connection TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  state TEXT NOT NULL,                           -- approved accepted declined cancelled lapsed past
  price INTEGER NOT NULL,                        -- credits; the contact's
  refunded INTEGER NOT NULL,
  approved_at INTEGER NOT NULL,
  answered_at INTEGER,
  cancelled_by TEXT NOT NULL,                    -- contact facility connection
  reason TEXT NOT NULL                           -- the facility's, in the person's language
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_starts ON visit (starts_at, id);
