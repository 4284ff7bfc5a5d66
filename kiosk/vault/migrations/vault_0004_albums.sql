-- version 1.3
-- Albums of one's own on their way to central: fields that were changed here, as of settings.
CREATE TABLE pending_album (
  id TEXT PRIMARY KEY,
  fields TEXT NOT NULL,                          -- JSON
  edits INTEGER NOT NULL DEFAULT 1,
  pushed INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX pending_album_waiting ON pending_album (id) WHERE edits > pushed;

-- Which albums a photo was put into or taken out of.
ALTER TABLE pending_mark ADD COLUMN albums TEXT; -- JSON: album, and whether it is in it
