-- version 1.2
-- Finding messages and photos by what stands in them. What changed waits in search_due, for the
-- code that folds text; triggers use SQLite's own means alone, so that the version before this one
-- can still write here.

CREATE TABLE search_due (
  kind TEXT NOT NULL CHECK (kind IN ('message', 'photo')),
  key INTEGER NOT NULL,                          -- of message or photo
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

-- Where an item stands in the indexes: the later it came, the higher, so that they answer in order.
CREATE TABLE search_place (
  place INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  key INTEGER NOT NULL,
  UNIQUE (kind, key)
) STRICT;

-- Words, folded and set apart by spaces: the categories leave nothing else to divide by. marks says
-- of whom and of when.
CREATE VIRTUAL TABLE search_words USING fts5(
  message, photo, marks, content='', contentless_delete=1, prefix='1 2 3',
  tokenize="unicode61 remove_diacritics 2 categories 'L* M* N* P* S* C*'"
);

-- Parts of words, from three letters on.
CREATE VIRTUAL TABLE search_parts USING fts5(
  words, content='', contentless_delete=1, detail=none, tokenize='trigram'
);

CREATE TRIGGER message_to_search AFTER INSERT ON message BEGIN
  INSERT INTO search_due (kind, key) VALUES ('message', new.key) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER message_to_search_again AFTER UPDATE OF connection, body, at, state ON message
  WHEN new.body IS NOT old.body OR new.at <> old.at OR new.state <> old.state
    OR new.connection <> old.connection
BEGIN
  INSERT INTO search_due (kind, key) VALUES ('message', new.key) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER message_not_searched AFTER DELETE ON message BEGIN
  DELETE FROM search_due WHERE kind = 'message' AND key = old.key;
  DELETE FROM search_place WHERE kind = 'message' AND key = old.key;
END;

CREATE TRIGGER photo_to_search AFTER INSERT ON photo BEGIN
  INSERT INTO search_due (kind, key) VALUES ('photo', new.key) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER photo_to_search_again AFTER UPDATE OF connection, caption, delivered_at, state
  ON photo
  WHEN new.caption <> old.caption OR new.delivered_at <> old.delivered_at
    OR new.state <> old.state OR new.connection <> old.connection
BEGIN
  INSERT INTO search_due (kind, key) VALUES ('photo', new.key) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER photo_not_searched AFTER DELETE ON photo BEGIN
  DELETE FROM search_due WHERE kind = 'photo' AND key = old.key;
  DELETE FROM search_place WHERE kind = 'photo' AND key = old.key;
END;

CREATE TRIGGER search_place_gone AFTER DELETE ON search_place BEGIN
  DELETE FROM search_words WHERE rowid = old.place;
  DELETE FROM search_parts WHERE rowid = old.place;
END;

-- What came before this version.
INSERT INTO search_due (kind, key) SELECT 'message', key FROM message;
INSERT INTO search_due (kind, key) SELECT 'photo', key FROM photo;
