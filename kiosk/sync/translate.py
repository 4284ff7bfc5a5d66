"""From the feed's rows to rows of the tables of facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec

from kiosk.sync import plausible
from kiosk.sync.failures import NotCentralError
from kiosk.sync.protocol import (
    FEED_TYPES,
    Change,
    Changes,
    WireConnection,
    WireLedgerLine,
    WireMessage,
    WirePhoto,
    WireProfile,
    WireRefusal,
    WireState,
    WireTicket,
    WireVisit,
    item_hash,
)
from kiosk.vault.connection import SqlValue
from kiosk.vault.feed import FeedRow, Page, table_of
from kiosk.vault.marks import IN_ALBUM
from kiosk.vault.times import to_micros

Fields = dict[str, SqlValue]
RENDITIONS = ("thumb", "screen", "full")
HEX = 64  # digits of a sha256; the pattern alone lets a line's end follow them


def page(answer: Changes) -> Page:
    """Make one page of the feed ready to be applied.

    Raises NotCentralError where a row of a known type has another shape than agreed.
    """
    audit = None if answer.audit is None else (answer.audit.count, answer.audit.digest)
    rows = tuple(row(change) for change in answer.changes)
    return Page(answer.since, answer.cursor, answer.more, rows, audit)


def row(change: Change) -> FeedRow:
    """Make one row ready; what this version does not know is kept as it was sent."""
    plausible.numbers(change.seq, change.rev)
    share = item_hash(change.type, change.id, change.rev)
    table, key = table_of(change.type, change.id)
    bare = FeedRow(
        change.type, change.id, change.seq, change.rev, change.deleted, share, table, key
    )
    if change.deleted:
        return bare
    raw = b"" if isinstance(change.data, msgspec.UnsetType) else bytes(change.data)
    plausible.size(raw)
    if not table:
        return replace(bare, raw=raw)
    try:
        wire = msgspec.json.decode(raw, type=FEED_TYPES[change.type])
        fields = TRANSLATIONS[table](key, change, wire)
        known = _knows(wire, msgspec.json.decode(raw))
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError, RecursionError) as error:
        raise NotCentralError(f"a {change.type} of another shape than agreed") from error
    plausible.numbers(*fields.values())
    return replace(bare, fields=fields, raw=None if known else raw)


def _profile(key: str, _change: Change, wire: WireProfile) -> Fields:
    return {
        "id": key,
        "number": wire.number,
        "first_name": wire.first_name,
        "last_name": wire.last_name,
        "balance": wire.balance,
        "frozen": int(wire.frozen),
    }


def _connection(key: str, _change: Change, wire: WireConnection) -> Fields:
    return {
        "id": key,
        "contact": wire.contact,
        "name": wire.name,
        "state": wire.state,
        "muted": int(wire.muted),
        "requested_at": _micros(wire.requested_at),
        "decided_at": _micros(wire.decided_at),
        "request_text": wire.request_text,
    }


def _photo(key: str, _change: Change, wire: WirePhoto) -> Fields:
    fields: Fields = {
        "id": key,
        "connection": wire.connection,
        "caption": wire.caption,
        "sent_at": _micros(wire.sent_at),
        "delivered_at": _micros(wire.delivered_at),
        "state": wire.state,
        "note": wire.note,
        "removed": int(wire.removed),
    }
    for name in RENDITIONS:
        rendition = wire.renditions[name]  # type: ignore[index]
        if len(rendition.sha256) != HEX:
            raise NotCentralError("a photo's name that is no sha256")
        fields |= {
            f"{name}_sha": rendition.sha256,
            f"{name}_size": rendition.size,
            f"{name}_width": rendition.width,
            f"{name}_height": rendition.height,
        }
    return fields


def _message(key: str, _change: Change, wire: WireMessage) -> Fields:
    incoming = wire.direction == "in"
    at = wire.delivered_at if incoming and wire.delivered_at else wire.sent_at
    rejection = wire.rejection
    if rejection is not None:
        plausible.time(rejection.decided_at)
        plausible.time(rejection.appeal_until)
    return {
        "id": key,
        "connection": wire.connection,
        "direction": wire.direction,
        "payment": wire.payment,
        "price": wire.price,
        "state": wire.state,
        "body": wire.body,
        "at": _micros(at),
        "sent_at": _micros(wire.sent_at),
        "reviewed": int(wire.reviewed),
        "approved_at": _micros(wire.approved_at),
        "delivered_at": _micros(wire.delivered_at),
        "opened_at": _micros(wire.opened_at),
        "rejection": None if rejection is None else msgspec.json.encode(rejection).decode(),
        "note": wire.note,
        "removed": int(wire.removed),
    }


def _visit(key: str, _change: Change, wire: WireVisit) -> Fields:
    return {
        "id": key,
        "connection": wire.connection,
        "starts_at": _micros(wire.starts_at),
        "ends_at": _micros(wire.ends_at),
        "state": wire.state,
        "price": wire.price,
        "refunded": wire.refunded,
        "approved_at": _micros(wire.approved_at),
        "answered_at": _micros(wire.answered_at),
        "cancelled_by": wire.cancelled_by,
        "reason": wire.reason,
    }


def _ticket(key: str, _change: Change, wire: WireTicket) -> Fields:
    return {
        "id": key,
        "kind": wire.kind,
        "text": wire.text,
        "about_type": wire.about_type,
        "about": wire.about,
        "state": wire.state,
        "opened_at": _micros(wire.opened_at),
        "looked_at": _micros(wire.looked_at),
        "answered_at": _micros(wire.answered_at),
        "role": wire.role,
        "answer": wire.answer,
    }


def _ledger(key: str, change: Change, wire: WireLedgerLine) -> Fields:
    return {
        "id": key,
        "kind": wire.kind,
        "amount": wire.amount,
        "balance_after": wire.balance_after,
        "at": _micros(wire.at),
        "contact_name": wire.contact_name,
        "about_type": wire.about_type,
        "about": wire.about,
        "seq": change.seq,
    }


def _refusal(key: str, _change: Change, wire: WireRefusal) -> Fields:
    return {
        "id": key,
        "kind": wire.kind,
        "code": wire.code,
        "connection": wire.connection,
        "text": wire.text,
        "missing": wire.missing,
        "price": wire.price,
        "at": _micros(wire.at),
    }


class _Mark(msgspec.Struct, frozen=True):
    seen: bool = False
    favourite: bool = False
    rotation: int = 0


class _Album(msgspec.Struct, frozen=True):
    name: str = ""
    removed: bool = False


class _Draft(msgspec.Struct, frozen=True):
    connection: str
    body: str = ""
    payment: str = "prepaid"
    sent: bool = False
    versions: list[dict[str, str]] = []


def _mark(key: str, _change: Change, wire: WireState) -> Fields:
    mark = msgspec.convert(wire.fields, _Mark)
    return {
        "item": key,
        "seen": int(mark.seen),
        "favourite": int(mark.favourite),
        "rotation": mark.rotation % 360,
        "rev": wire.rev,
        "albums": msgspec.json.encode(_albums(wire.fields)).decode(),
    }


def _albums(fields: Mapping[str, Any]) -> dict[str, bool]:
    """Which albums a mark says to hold the photo or not."""
    return {
        name.removeprefix(IN_ALBUM): held
        for name, held in fields.items()
        if name.startswith(IN_ALBUM) and isinstance(held, bool)
    }


def _album(key: str, _change: Change, wire: WireState) -> Fields:
    album = msgspec.convert(wire.fields, _Album)
    return {"id": key, "name": album.name, "removed": int(album.removed), "rev": wire.rev}


def _draft(key: str, _change: Change, wire: WireState) -> Fields:
    draft = msgspec.convert(wire.fields, _Draft)
    bodies = [version["body"] for version in draft.versions if version.get("body")]
    return {
        "id": key,
        "connection": draft.connection,
        "body": draft.body,
        "payment": draft.payment if draft.payment in ("prepaid", "cod") else "prepaid",
        "sent": int(draft.sent),
        "rev": wire.rev,
        "versions": msgspec.json.encode(bodies).decode(),
    }


def _settings(key: str, _change: Change, wire: WireState) -> Fields:
    return {"id": key, "fields": msgspec.json.encode(wire.fields).decode(), "rev": wire.rev}


TRANSLATIONS: Mapping[str, Callable[[str, Change, Any], Fields]] = {
    "profile": _profile,
    "connection": _connection,
    "photo": _photo,
    "message": _message,
    "visit": _visit,
    "ticket": _ticket,
    "ledger": _ledger,
    "refusal": _refusal,
    "mark": _mark,
    "album": _album,
    "central_draft": _draft,
    "settings": _settings,
}


def _knows(wire: Any, sent: Any) -> bool:
    """Whether every field that was sent, at any depth, has a place in the decoded value."""
    if isinstance(wire, msgspec.Struct):
        names = wire.__struct_fields__
        return all(name in names and _knows(getattr(wire, name), sent[name]) for name in sent)
    if isinstance(wire, dict):
        return all(_knows(wire[name], sent[name]) for name in sent)
    return True


def _micros(at: datetime | None) -> int | None:
    plausible.time(at)
    return None if at is None else to_micros(at)
