"""Text being written: saved as it is typed; no send, refusal or other device loses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

import msgspec

from kiosk.domain import ConnectionId, Draft, DraftVersion, MessageId, Payment, Topic
from kiosk.vault.connection import Queries, Reader, Transaction
from kiosk.vault.times import from_micros, to_micros

TYPING_SECONDS = 30  # corrections of a few characters within this time make one version
FEW_CHARACTERS = 3
KEEP_DAYS = 30
KEEP_AT_LEAST = 20


@dataclass(frozen=True, slots=True)
class CentralDraft:
    """A draft as central has it."""

    id: MessageId
    connection: ConnectionId
    body: str
    payment: Payment
    sent: bool
    rev: int
    versions: tuple[str, ...] = ()  # texts that central keeps beside it, newest first


@dataclass(frozen=True, slots=True)
class UnsyncedDraft:
    """A draft that central does not have as it stands here; edits names this state of it."""

    id: MessageId
    connection: ConnectionId
    body: str
    payment: Payment
    base_rev: int
    edits: int


def current(queries: Queries, connection: ConnectionId) -> Draft | None:
    """What is being written to a person; its text may be empty after it was wiped."""
    row = queries.row(
        "SELECT id, connection, body, payment, updated_at FROM main.draft"
        " WHERE connection = ? AND discarded = 0",
        (connection,),
    )
    if row is None:
        return None
    return Draft(
        MessageId(cast(str, row[0])),
        ConnectionId(cast(str, row[1])),
        cast(str, row[2]),
        Payment(cast(str, row[3])),
        from_micros(cast(int, row[4])),
    )


def versions(
    queries: Queries, draft: MessageId, before: int | None = None, limit: int = 50
) -> tuple[DraftVersion, ...]:
    """Earlier texts of a draft other than the present one: the newest, or those before a number."""
    rows = queries.rows(
        "SELECT v.number, v.body, v.saved_at FROM main.draft_version v"
        " WHERE v.draft = ? AND v.number < ifnull(?, 9223372036854775807) AND NOT EXISTS"
        " (SELECT 1 FROM main.draft d WHERE d.id = v.draft AND d.body = v.body)"
        " ORDER BY v.number DESC LIMIT ?",
        (draft, before, limit),
    )
    return tuple(
        DraftVersion(cast(int, row[0]), cast(str, row[1]), from_micros(cast(int, row[2])))
        for row in rows
    )


def save(
    transaction: Transaction,
    connection: ConnectionId,
    body: str,
    payment: Payment,
    now: datetime,
    new_id: MessageId,
) -> None:
    """Keep what is written now; a text that is cut down stays as a version."""
    held = current(transaction, connection)
    if held is None:
        if body:
            _insert(transaction, new_id, connection, body, payment, now)
        return
    if (held.body, held.payment) == (body, payment):
        return
    if _worth_keeping(transaction, held, body, now):
        keep_version(transaction, held.id, held.body, now)
    _update(transaction, held.id, body, payment, now)


def bring_back(
    transaction: Transaction,
    connection: ConnectionId,
    standing: str,
    body: str,
    payment: Payment,
    now: datetime,
    new_id: MessageId,
) -> None:
    """Put `body` in the place of what stands there, which stays as a version of now, whole."""
    save(transaction, connection, standing, payment, now, new_id)
    held = current(transaction, connection)
    if held is None:
        _insert(transaction, new_id, connection, body, payment, now)
        return
    if held.body and held.body != body:
        transaction.run(
            "DELETE FROM draft_version WHERE draft = ? AND body = ?", (held.id, held.body)
        )
        _insert_version(transaction, held.id, held.body, now)
    _update(transaction, held.id, body, payment, now)


def take_for_sending(
    transaction: Transaction,
    connection: ConnectionId,
    body: str,
    payment: Payment,
    now: datetime,
    new_id: MessageId,
) -> MessageId:
    """Turn the draft into a message: answers the id it is sent under. No draft is left."""
    save(transaction, connection, body, payment, now, new_id)
    held = current(transaction, connection)
    if held is None:
        return new_id
    transaction.run("DELETE FROM draft WHERE id = ?", (held.id,))
    transaction.changed(Topic.DRAFTS)
    return held.id


def put_back(
    transaction: Transaction,
    item: MessageId,
    connection: ConnectionId,
    body: str,
    payment: Payment,
    now: datetime,
) -> None:
    """Give a refused message's text back as the draft; what was begun since then follows it."""
    held = current(transaction, connection)
    if held is None or held.id == item:
        if held is not None and held.body != body:
            keep_version(transaction, held.id, held.body, now)
        _insert(transaction, item, connection, body, payment, now)
    elif not held.body:
        _update(transaction, held.id, body, payment, now)
    else:
        keep_version(transaction, held.id, held.body, now)
        _update(transaction, held.id, f"{body}\n\n{held.body}", payment, now)
    transaction.changed(Topic.DRAFTS)


def discard(transaction: Transaction, connection: ConnectionId, now: datetime) -> None:
    """Throw the draft away, here and on other devices; its text stays as a version."""
    held = current(transaction, connection)
    if held is None:
        return
    keep_version(transaction, held.id, held.body, now)
    transaction.run(
        "UPDATE draft SET body = '', discarded = 1, edits = edits + 1, updated_at = ? WHERE id = ?",
        (to_micros(now), held.id),
    )
    transaction.changed(Topic.DRAFTS)


def unsynced(queries: Queries) -> tuple[UnsyncedDraft, ...]:
    """Drafts that central must be told of."""
    rows = queries.rows(
        "SELECT id, connection, body, payment, base_rev, edits FROM main.draft WHERE edits > pushed"
    )
    return tuple(
        UnsyncedDraft(
            MessageId(cast(str, row[0])),
            ConnectionId(cast(str, row[1])),
            cast(str, row[2]),
            Payment(cast(str, row[3])),
            cast(int, row[4]),
            cast(int, row[5]),
        )
        for row in rows
    )


def out_of_step(reader: Reader) -> tuple[CentralDraft, ...]:
    """Central's drafts that the working copies here do not know yet; a sent one as it was sent."""
    rows = reader.rows(
        "SELECT f.id, f.connection, ifnull(s.body, f.body), f.payment, f.sent, f.rev, f.versions"
        " FROM cache.central_draft f LEFT JOIN main.draft d ON d.id = f.id"
        " LEFT JOIN cache.message s ON s.id = f.id AND f.sent = 1"
        " WHERE d.base_rev < f.rev OR (d.id IS NULL AND f.sent = 0 AND f.body <> ''"
        " AND NOT EXISTS (SELECT 1 FROM cache.message m WHERE m.id = f.id)"
        " AND NOT EXISTS (SELECT 1 FROM intent o WHERE o.about = f.id"
        " AND o.kind = 'message.send'))"
    )
    return tuple(
        CentralDraft(
            MessageId(cast(str, row[0])),
            ConnectionId(cast(str, row[1])),
            cast(str, row[2]),
            Payment(cast(str, row[3])),
            bool(row[4]),
            cast(int, row[5]),
            msgspec.json.decode(cast(str, row[6]), type=tuple[str, ...]),
        )
        for row in rows
    )


def synced(transaction: Transaction, pushed: UnsyncedDraft, rev: int) -> None:
    """Central has this state of a draft, as revision `rev`; what was typed since is yet to go."""
    transaction.run(
        "UPDATE draft SET pushed = ?, base_rev = max(base_rev, ?) WHERE id = ?",
        (pushed.edits, rev, pushed.id),
    )


def take_over(
    transaction: Transaction,
    fact: CentralDraft,
    opened_at: datetime,
    now: datetime,
    new_id: MessageId,
) -> None:
    """Bring the working copy in step with central's draft; of two texts both are kept.

    Where both changed, the one being written here since the vault was opened stays on the screen;
    an older one makes room for central's. The other text becomes a version. `new_id` is for a text
    that goes on after its draft was sent elsewhere.
    """
    for version in reversed(fact.versions):
        keep_version(transaction, fact.id, version, now)
    row = transaction.row(
        "SELECT body, edits > pushed, updated_at, base_rev FROM draft WHERE id = ?",
        (fact.id,),
    )
    if row is None:
        _adopt(transaction, fact, now)
        return
    body, unsent, updated_at, base_rev = row
    if fact.rev <= cast(int, base_rev):
        return
    transaction.run("UPDATE draft SET base_rev = ? WHERE id = ?", (fact.rev, fact.id))
    if fact.sent:
        keep_version(transaction, fact.id, cast(str, body), now)
        transaction.run("DELETE FROM draft WHERE id = ?", (fact.id,))
        if unsent and body and body != fact.body:
            _insert(transaction, new_id, fact.connection, cast(str, body), fact.payment, now)
    elif unsent and cast(int, updated_at) >= to_micros(opened_at):
        keep_version(transaction, fact.id, fact.body, now)
    elif body != fact.body:
        _make_room(transaction, fact, cast(str, body), now)
    transaction.changed(Topic.DRAFTS)


def _make_room(transaction: Transaction, fact: CentralDraft, body: str, now: datetime) -> None:
    """Put central's text in the place of `body`, which stays as a version."""
    held = current(transaction, fact.connection)
    if held is not None and held.id != fact.id:
        # thrown away here for another, which goes on; central's text stays within reach of that
        keep_version(transaction, held.id, fact.body, now)
        return
    keep_version(transaction, fact.id, body, now)
    transaction.run(
        "UPDATE draft SET body = ?, payment = ?, updated_at = ?, pushed = edits,"
        " discarded = 0 WHERE id = ?",
        (fact.body, fact.payment, to_micros(now), fact.id),
    )


def forget_settled(transaction: Transaction) -> None:
    """Let go of thrown-away drafts that central knows to be thrown away."""
    transaction.run("DELETE FROM draft WHERE discarded = 1 AND edits = pushed")


def forget_old_versions(transaction: Transaction, now: datetime) -> None:
    """Let go of versions older than 30 days, but never of a draft's newest twenty."""
    limit = to_micros(now) - KEEP_DAYS * 86_400 * 1_000_000
    transaction.run(
        "DELETE FROM draft_version WHERE saved_at < ? AND number NOT IN (SELECT number FROM ("
        " SELECT number, row_number() OVER (PARTITION BY draft ORDER BY number DESC) AS place"
        " FROM draft_version) WHERE place <= ?)",
        (limit, KEEP_AT_LEAST),
    )


def keep_version(transaction: Transaction, draft: MessageId, body: str, now: datetime) -> None:
    """Keep an earlier text, unless it is empty or a later version already holds it."""
    known = transaction.rows("SELECT body FROM draft_version WHERE draft = ?", (draft,))
    if not body or any(cast(str, row[0]).startswith(body) for row in known):
        return
    _insert_version(transaction, draft, body, now)


def _insert_version(transaction: Transaction, draft: MessageId, body: str, now: datetime) -> None:
    transaction.run(
        "INSERT INTO draft_version (draft, body, saved_at) VALUES (?, ?, ?)",
        (draft, body, to_micros(now)),
    )


def _worth_keeping(transaction: Transaction, held: Draft, body: str, now: datetime) -> bool:
    lost = _characters_lost(held.body, body)
    if lost == 0:
        return False
    last = transaction.number(
        "SELECT saved_at FROM draft_version WHERE draft = ? ORDER BY number DESC LIMIT 1",
        (held.id,),
    )
    recent = 0 <= to_micros(now) - last < TYPING_SECONDS * 1_000_000
    return lost > FEW_CHARACTERS or not recent


def _characters_lost(old: str, new: str) -> int:
    """How many characters between the common beginning and end of two texts were taken out."""
    start = _in_common(old, new)
    return len(old) - start - _in_common(old[start:][::-1], new[start:][::-1])


def _in_common(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    shorter = min(len(one), len(other))
    if one[:shorter] == other[:shorter]:
        return shorter
    return next(at for at in range(shorter) if one[at] != other[at])


def _insert(
    transaction: Transaction,
    item: MessageId,
    connection: ConnectionId,
    body: str,
    payment: Payment,
    now: datetime,
) -> None:
    transaction.run(
        "INSERT INTO draft (id, connection, body, payment, updated_at, edits)"
        " VALUES (?, ?, ?, ?, ?, 1)"
        " ON CONFLICT (id) DO UPDATE SET body = excluded.body, payment = excluded.payment,"
        " updated_at = excluded.updated_at, edits = edits + 1, discarded = 0",
        (item, connection, body, payment, to_micros(now)),
    )
    transaction.changed(Topic.DRAFTS)


def _update(
    transaction: Transaction, item: MessageId, body: str, payment: Payment, now: datetime
) -> None:
    transaction.run(
        "UPDATE draft SET body = ?, payment = ?, updated_at = ?, edits = edits + 1 WHERE id = ?",
        (body, payment, to_micros(now), item),
    )
    transaction.changed(Topic.DRAFTS)


def _adopt(transaction: Transaction, fact: CentralDraft, now: datetime) -> None:
    if fact.sent or not fact.body:
        return
    held = current(transaction, fact.connection)
    if held is not None:
        # begun on two devices: this one goes on, and the other's text stays within reach
        keep_version(transaction, held.id, fact.body, now)
        transaction.changed(Topic.DRAFTS)
        return
    transaction.run(
        "INSERT INTO draft (id, connection, body, payment, updated_at, base_rev)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (fact.id, fact.connection, fact.body, fact.payment, to_micros(now), fact.rev),
    )
    transaction.changed(Topic.DRAFTS)
