-- version 1.5
-- The person's own albums, as central has them; which photos are in them is told with their marks.
CREATE TABLE album (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  removed INTEGER NOT NULL,
  rev INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE mark ADD COLUMN albums TEXT NOT NULL DEFAULT '{}';  -- JSON: album, and whether it is in it

CREATE TABLE album_photo (
  album TEXT NOT NULL,
  photo TEXT NOT NULL,
  PRIMARY KEY (album, photo)
) STRICT, WITHOUT ROWID;
CREATE INDEX album_photo_of ON album_photo (photo);

CREATE TRIGGER mark_albums_new AFTER INSERT ON mark WHEN new.albums <> '{}' BEGIN
  INSERT INTO album_photo (album, photo)
    SELECT key, new.item FROM json_each(new.albums) WHERE value;
END;
CREATE TRIGGER mark_albums_changed AFTER UPDATE OF albums ON mark WHEN new.albums <> old.albums BEGIN
  DELETE FROM album_photo WHERE photo = old.item;
  INSERT INTO album_photo (album, photo)
    SELECT key, new.item FROM json_each(new.albums) WHERE value;
END;
CREATE TRIGGER mark_albums_gone AFTER DELETE ON mark BEGIN
  DELETE FROM album_photo WHERE photo = old.item;
END;
