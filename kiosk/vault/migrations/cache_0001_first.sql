-- version 1.0
-- Facts from central and how far the feed was read: all of it can be fetched again.
-- Times are microseconds since 1970 UTC.

-- How far the feed was read. While resync is not empty a new generation is being read.
CREATE TABLE feed (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  cursor TEXT NOT NULL DEFAULT '',
  generation INTEGER NOT NULL DEFAULT 1,
  resync TEXT NOT NULL DEFAULT '',               -- why
  seq INTEGER NOT NULL DEFAULT 0,                -- the newest applied
  live INTEGER NOT NULL DEFAULT 0,               -- audit: live items of this generation
  digest TEXT NOT NULL DEFAULT '0000000000000000',
  synced_at INTEGER,
  repaired_at INTEGER                            -- the last resync for an audit that did not match
) STRICT;
INSERT INTO feed (one) VALUES (1);

-- Every row of the feed, known to this version of the app or not.
CREATE TABLE item (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  share INTEGER NOT NULL,                        -- of the audit's digest, as a signed number
  orphaned INTEGER NOT NULL DEFAULT 0,           -- central lost it in a restore
  raw BLOB,                                      -- as sent, where this version does not know all of it
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE profile (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  balance INTEGER NOT NULL,
  frozen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE connection (
  id TEXT PRIMARY KEY,
  contact TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  muted INTEGER NOT NULL,
  requested_at INTEGER NOT NULL,
  decided_at INTEGER,
  request_text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- seen, favourite and rotation repeat the rows of mark, so that one index answers a grid.
CREATE TABLE photo (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  connection TEXT NOT NULL,
  caption TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  delivered_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  note TEXT NOT NULL,
  removed INTEGER NOT NULL,
  thumb_sha TEXT NOT NULL,
  thumb_size INTEGER NOT NULL,
  thumb_width INTEGER NOT NULL,
  thumb_height INTEGER NOT NULL,
  screen_sha TEXT NOT NULL,
  screen_size INTEGER NOT NULL,
  screen_width INTEGER NOT NULL,
  screen_height INTEGER NOT NULL,
  full_sha TEXT NOT NULL,
  full_size INTEGER NOT NULL,
  full_width INTEGER NOT NULL,
  full_height INTEGER NOT NULL,
  seen INTEGER NOT NULL DEFAULT 0,
  favourite INTEGER NOT NULL DEFAULT 0,
  rotation INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX photo_newest ON photo (delivered_at DESC, key DESC, id) WHERE removed = 0;
CREATE INDEX photo_person ON photo (connection, delivered_at DESC, key DESC, id) WHERE removed = 0;
CREATE INDEX photo_new ON photo (delivered_at DESC, key DESC, id)
  WHERE removed = 0 AND seen = 0 AND state = 'delivered';
CREATE INDEX photo_favourite ON photo (delivered_at DESC, key DESC, id)
  WHERE removed = 0 AND favourite = 1;
CREATE INDEX photo_removed ON photo (delivered_at DESC, key DESC, id) WHERE removed = 1;

-- at is where the message stands in its conversation: delivered, or sent by the inmate.
CREATE TABLE message (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  connection TEXT NOT NULL,
  direction TEXT NOT NULL,
  payment TEXT NOT NULL,
  price INTEGER NOT NULL,
  state TEXT NOT NULL,
  body TEXT,
  at INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,
  reviewed INTEGER NOT NULL,
  approved_at INTEGER,
  delivered_at INTEGER,
  opened_at INTEGER,
  rejection TEXT,                                -- JSON
  note TEXT NOT NULL,
  removed INTEGER NOT NULL,
  seen INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX message_thread ON message (connection, at DESC, key DESC) WHERE removed = 0;
CREATE INDEX message_unread ON message (connection, id)
  WHERE removed = 0 AND direction = 'in' AND seen = 0 AND state IN ('delivered', 'opened');
CREATE INDEX message_sealed ON message (connection, id)
  WHERE removed = 0 AND direction = 'in' AND payment = 'cod' AND body IS NULL
    AND state = 'delivered';

CREATE TABLE ledger (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  amount INTEGER NOT NULL,
  balance_after INTEGER NOT NULL,
  at INTEGER NOT NULL,
  contact_name TEXT NOT NULL,
  about_type TEXT NOT NULL,
  about TEXT NOT NULL,
  seq INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_newest ON ledger (at DESC, seq DESC);

-- The person's marks on photos and messages, as central has them.
CREATE TABLE mark (
  item TEXT PRIMARY KEY,
  seen INTEGER NOT NULL,
  favourite INTEGER NOT NULL,
  rotation INTEGER NOT NULL,
  rev INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER mark_new AFTER INSERT ON mark BEGIN
  UPDATE photo SET seen = new.seen, favourite = new.favourite, rotation = new.rotation
    WHERE id = new.item;
  UPDATE message SET seen = new.seen WHERE id = new.item;
END;
CREATE TRIGGER mark_changed AFTER UPDATE ON mark BEGIN
  UPDATE photo SET seen = new.seen, favourite = new.favourite, rotation = new.rotation
    WHERE id = new.item;
  UPDATE message SET seen = new.seen WHERE id = new.item;
END;
CREATE TRIGGER mark_gone AFTER DELETE ON mark BEGIN
  UPDATE photo SET seen = 0, favourite = 0, rotation = 0 WHERE id = old.item;
  UPDATE message SET seen = 0 WHERE id = old.item;
END;

-- Drafts as central has them; the working copies lie in vault.db.
CREATE TABLE central_draft (
  id TEXT PRIMARY KEY,
  connection TEXT NOT NULL,
  body TEXT NOT NULL,
  payment TEXT NOT NULL,
  sent INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  versions TEXT NOT NULL                         -- JSON: texts that central keeps beside it
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  id TEXT PRIMARY KEY,
  fields TEXT NOT NULL,                          -- JSON
  rev INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How many photos and messages each person sent or got, kept by the triggers below.
CREATE TABLE tally (
  connection TEXT PRIMARY KEY,
  photos INTEGER NOT NULL DEFAULT 0,
  messages INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TRIGGER photo_added AFTER INSERT ON photo WHEN new.removed = 0 BEGIN
  INSERT INTO tally (connection, photos) VALUES (new.connection, 1)
    ON CONFLICT DO UPDATE SET photos = photos + 1;
END;
CREATE TRIGGER photo_taken AFTER DELETE ON photo WHEN old.removed = 0 BEGIN
  UPDATE tally SET photos = photos - 1 WHERE connection = old.connection;
END;
CREATE TRIGGER photo_moved AFTER UPDATE OF removed, connection ON photo
  WHEN old.removed <> new.removed OR old.connection <> new.connection
BEGIN
  UPDATE tally SET photos = photos - 1 WHERE connection = old.connection AND old.removed = 0;
  INSERT INTO tally (connection, photos) VALUES (new.connection, 1 - new.removed)
    ON CONFLICT DO UPDATE SET photos = photos + 1 - new.removed;
END;
CREATE TRIGGER message_added AFTER INSERT ON message WHEN new.removed = 0 BEGIN
  INSERT INTO tally (connection, messages) VALUES (new.connection, 1)
    ON CONFLICT DO UPDATE SET messages = messages + 1;
END;
CREATE TRIGGER message_taken AFTER DELETE ON message WHEN old.removed = 0 BEGIN
  UPDATE tally SET messages = messages - 1 WHERE connection = old.connection;
END;
CREATE TRIGGER message_moved AFTER UPDATE OF removed, connection ON message
  WHEN old.removed <> new.removed OR old.connection <> new.connection
BEGIN
  UPDATE tally SET messages = messages - 1 WHERE connection = old.connection AND old.removed = 0;
  INSERT INTO tally (connection, messages) VALUES (new.connection, 1 - new.removed)
    ON CONFLICT DO UPDATE SET messages = messages + 1 - new.removed;
END;

-- Photo files: wanted, here, dropped (evicted; fetched again when asked for), or bad (central's
-- bytes are not what the feed promised). name is random; held counts bytes of a partial file.
CREATE TABLE file (
  sha256 TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('thumb', 'screen', 'full')),
  size INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'wanted' CHECK (state IN ('wanted', 'here', 'dropped', 'bad')),
  name TEXT,
  newest INTEGER NOT NULL,                       -- when its photo was delivered
  seen_at INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX file_wanted ON file (kind, newest DESC) WHERE state = 'wanted';
CREATE INDEX file_here ON file (kind, seen_at, size) WHERE state = 'here';
