-- version 1.0
-- Intentions, drafts, receipts and keys: small, irreplaceable, copied from time to time.
-- Times are microseconds since 1970 UTC.

CREATE TABLE secret (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE remembered (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL                            -- JSON
) STRICT, WITHOUT ROWID;

-- What the person did and central must carry out, exactly once, in order of position.
CREATE TABLE outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  args TEXT NOT NULL,                            -- JSON
  status TEXT NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sending', 'done', 'refused')),
  held INTEGER NOT NULL DEFAULT 0,               -- 1 while the screen still offers to take it back
  created_at INTEGER NOT NULL,
  connection TEXT NOT NULL DEFAULT '',
  about TEXT NOT NULL DEFAULT '',                -- the message or photo
  seq INTEGER NOT NULL DEFAULT 0,                -- of the receipt: where the feed shows the effect
  code TEXT NOT NULL DEFAULT '',
  missing INTEGER NOT NULL DEFAULT 0,
  price INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outbox_status ON outbox (status, position);
CREATE INDEX outbox_kind ON outbox (kind, about);
CREATE INDEX outbox_connection ON outbox (connection, position);

CREATE TRIGGER outbox_frozen BEFORE UPDATE OF id, kind, args, connection, about ON outbox
BEGIN
  SELECT RAISE(ABORT, 'a queued command is never changed');
END;

-- Central's signed words, kept for ever: after a restore of central they are the proof.
CREATE TABLE receipt (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL,
  seq INTEGER NOT NULL,
  signed TEXT NOT NULL,                          -- the receipt as central wrote it, JSON
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER receipt_kept BEFORE DELETE ON receipt
BEGIN
  SELECT RAISE(ABORT, 'receipts are kept');
END;

-- What is being written. edits counts changes made here; pushed is that count when central last had
-- it; base_rev is the newest revision of central's that this text knows of.
CREATE TABLE draft (
  id TEXT PRIMARY KEY,
  connection TEXT NOT NULL,
  body TEXT NOT NULL,
  payment TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  base_rev INTEGER NOT NULL DEFAULT 0,
  edits INTEGER NOT NULL DEFAULT 0,
  pushed INTEGER NOT NULL DEFAULT 0,
  discarded INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX draft_connection ON draft (connection) WHERE discarded = 0;
CREATE INDEX draft_waiting ON draft (id) WHERE edits > pushed;

CREATE TABLE draft_version (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  draft TEXT NOT NULL,
  body TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_version_of ON draft_version (draft, number);

-- Marks and settings of mine that central's feed does not show yet; rev is what central answered.
CREATE TABLE pending_mark (
  item TEXT PRIMARY KEY,
  seen INTEGER,
  favourite INTEGER,
  rotation INTEGER,
  edits INTEGER NOT NULL DEFAULT 1,
  pushed INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX pending_mark_waiting ON pending_mark (item) WHERE edits > pushed;

CREATE TABLE pending_settings (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  fields TEXT NOT NULL,                          -- JSON
  edits INTEGER NOT NULL DEFAULT 1,
  pushed INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 0
) STRICT;
