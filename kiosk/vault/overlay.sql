-- What the person did (main: vault.db), laid over the facts (cache: cache.db).
-- TEMP views, since SQLite stores no view across two files.

CREATE TEMP VIEW intent AS
  SELECT * FROM main.outbox WHERE status <> 'refused';

-- The newest word on each removed or restored item.
CREATE TEMP VIEW removal AS
  SELECT about AS item, kind = 'item.remove' AS removed, max(position) AS position
  FROM intent WHERE kind IN ('item.remove', 'item.restore') GROUP BY about;

CREATE TEMP VIEW opening AS
  SELECT about AS item FROM intent WHERE kind = 'message.open';

CREATE TEMP VIEW decision AS
  SELECT connection,
    CASE kind WHEN 'connection.decline' THEN 'declined' WHEN 'connection.block' THEN 'blocked'
      ELSE 'approved' END AS state,
    max(position) AS position
  FROM intent
  WHERE kind IN ('connection.approve', 'connection.decline', 'connection.block',
    'connection.unblock')
  GROUP BY connection;

CREATE TEMP VIEW muting AS
  SELECT connection, kind = 'connection.mute' AS muted, max(position) AS position
  FROM intent WHERE kind IN ('connection.mute', 'connection.unmute') GROUP BY connection;

CREATE TEMP VIEW connection_now AS
  SELECT c.id, c.contact, c.name, coalesce(d.state, c.state) AS state,
    coalesce(m.muted, c.muted) AS muted, c.requested_at, c.decided_at, c.request_text,
    coalesce(t.photos, 0) AS photos, coalesce(t.messages, 0) AS messages,
    (d.connection IS NOT NULL OR m.connection IS NOT NULL) AS pending
  FROM cache.connection c
  LEFT JOIN cache.tally t ON t.connection = c.id
  LEFT JOIN decision d ON d.connection = c.id
  LEFT JOIN muting m ON m.connection = c.id;

CREATE TEMP VIEW photo_now AS
  SELECT p.key, p.id, p.connection, p.caption, p.sent_at, p.delivered_at, p.state, p.note,
    coalesce((SELECT removed FROM removal r WHERE r.item = p.id), p.removed) AS removed,
    p.thumb_sha, p.thumb_size, p.thumb_width, p.thumb_height,
    p.screen_sha, p.screen_size, p.screen_width, p.screen_height,
    p.full_sha, p.full_size, p.full_width, p.full_height,
    coalesce(m.seen, p.seen) AS seen, coalesce(m.favourite, p.favourite) AS favourite,
    coalesce(m.rotation, p.rotation) AS rotation,
    coalesce((SELECT orphaned FROM cache.item i WHERE i.type = 'photo' AND i.id = p.id), 0)
      AS lost,
    coalesce(c.name, '') AS contact_name
  FROM cache.photo p
  LEFT JOIN main.pending_mark m ON m.item = p.id
  LEFT JOIN cache.connection c ON c.id = p.connection;

CREATE TEMP VIEW message_now AS
  SELECT f.key, f.id, f.connection, f.direction, f.payment, f.price, f.state, f.body, f.at,
    f.sent_at, f.reviewed, f.approved_at, f.delivered_at, f.opened_at, f.rejection, f.note,
    coalesce((SELECT removed FROM removal r WHERE r.item = f.id), f.removed) AS removed,
    coalesce(m.seen, f.seen) AS seen,
    f.id IN (SELECT item FROM opening) AS opening,
    coalesce((SELECT orphaned FROM cache.item i WHERE i.type = 'message' AND i.id = f.id), 0)
      AS lost,
    coalesce(c.name, '') AS contact_name
  FROM cache.message f
  LEFT JOIN main.pending_mark m ON m.item = f.id
  LEFT JOIN cache.connection c ON c.id = f.connection;

-- Messages that exist on this device only, or whose fact has not come yet.
CREATE TEMP VIEW kept_message AS
  SELECT o.position, o.about AS id, o.connection, o.status, o.created_at, o.boxed,
    EXISTS (SELECT 1 FROM main.outbox b WHERE b.kind = 'command.cancel' AND b.about = o.id
      AND b.status IN ('queued', 'sending')) AS taking_back,
    json_extract(o.args, '$.body') AS body, json_extract(o.args, '$.payment') AS payment,
    json_extract(o.args, '$.expected_price') AS price,
    coalesce(c.name, '') AS contact_name
  FROM intent o
  LEFT JOIN cache.connection c ON c.id = o.connection
  WHERE o.kind = 'message.send'
    AND NOT EXISTS (SELECT 1 FROM cache.message f WHERE f.id = o.about);

-- The newest answer to each visit; what ended otherwise meanwhile stays ended.
CREATE TEMP VIEW answer AS
  SELECT about AS visit, kind = 'visit.accept' AS accepted,
    status IN ('queued', 'sending') AS pending, max(position) AS position
  FROM intent WHERE kind IN ('visit.accept', 'visit.decline') GROUP BY about;

CREATE TEMP VIEW visit_now AS
  SELECT v.id, v.connection, v.starts_at, v.ends_at,
    CASE WHEN a.visit IS NULL OR v.state NOT IN ('approved', 'accepted') THEN v.state
      WHEN a.accepted THEN 'accepted' ELSE 'declined' END AS state,
    v.price, v.refunded, v.answered_at, v.cancelled_by, v.reason,
    coalesce(a.pending, 0) AS pending,
    coalesce((SELECT orphaned FROM cache.item i WHERE i.type = 'visit' AND i.id = v.id), 0)
      AS lost,
    coalesce(c.name, '') AS contact_name
  FROM cache.visit v
  LEFT JOIN answer a ON a.visit = v.id
  LEFT JOIN cache.connection c ON c.id = v.connection;

-- Tickets, with those that exist on this device only or that central did not take.
CREATE TEMP VIEW ticket_now AS
  SELECT t.id, t.kind, t.text, t.about_type, t.about, t.state, t.opened_at, t.looked_at,
    t.answered_at, t.role, t.answer,
    (t.state = 'answered' AND NOT coalesce(p.seen, m.seen, 0)) AS unread,
    '' AS command, '' AS code
  FROM cache.ticket t
  LEFT JOIN main.pending_mark p ON p.item = t.id
  LEFT JOIN cache.mark m ON m.item = t.id
  UNION ALL
  SELECT o.about, json_extract(o.args, '$.kind'), json_extract(o.args, '$.text'),
    json_extract(o.args, '$.about_type'), json_extract(o.args, '$.about'),
    CASE o.status WHEN 'refused' THEN 'refused' ELSE 'kept' END, o.created_at, NULL,
    NULL, '', '', 0, o.id, o.code
  FROM main.outbox o
  WHERE o.kind = 'ticket.open' AND NOT EXISTS (SELECT 1 FROM cache.ticket t WHERE t.id = o.about)
  UNION ALL  -- brought by an envelope, refused, and put aside nowhere
  SELECT r.id, 'other', r.text, '', '', 'refused', r.at, NULL, NULL, '', '', 0, r.id, r.code
  FROM cache.refusal r
  WHERE r.kind = 'ticket.open' AND r.id NOT IN (SELECT id FROM main.receipt)
    AND r.id NOT IN (SELECT item FROM cache.mark WHERE seen)
    AND r.id NOT IN (SELECT item FROM main.pending_mark WHERE seen);

-- Photos that were put into albums (inside 1) or taken out, as central does not show yet.
CREATE TEMP VIEW placing AS
  SELECT m.item AS photo, j.key AS album, j.value AS inside
  FROM main.pending_mark m, json_each(m.albums) j WHERE m.albums IS NOT NULL;

CREATE TEMP VIEW album_photo_now AS
  SELECT f.album, f.photo FROM cache.album_photo f WHERE NOT EXISTS
    (SELECT 1 FROM placing p WHERE p.photo = f.photo AND p.album = f.album)
  UNION ALL
  SELECT album, photo FROM placing WHERE inside;

CREATE TEMP VIEW album_now AS
  SELECT w.id, w.fields ->> 'name' AS name, coalesce(w.fields ->> 'removed', 0) AS removed
  FROM (
    SELECT id, json_patch(coalesce(max(fact), '{}'), coalesce(max(here), '{}')) AS fields FROM (
      SELECT id, json_object('name', name, 'removed', removed) AS fact, NULL AS here
        FROM cache.album
      UNION ALL SELECT id, NULL, fields FROM main.pending_album
    ) GROUP BY id
  ) w;
