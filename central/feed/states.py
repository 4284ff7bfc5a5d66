"""State that follows a person to any device: drafts, marks, settings, albums."""

from __future__ import annotations

from typing import Any, TypedDict
from uuid import UUID

from django.db import transaction

from central import world
from central.accounts.models import Inmate
from central.connections.models import Connection
from central.feed import publishing
from central.feed.models import DraftVersion, FeedItem, State
from central.refusals import Refused
from central.wire import stamp

LONGEST_BODY = 40_000  # characters; a draft may be longer than what can be sent
LONGEST_VALUE = 200
MOST_FIELDS = 20
MOST_MARKED = 220  # fields of a mark: a photo may lie in any album
MOST_ALBUMS = 200  # of one person, deleted ones included
MOST_VERSIONS = 10
IN_ALBUM = "in:"  # before an album's id: whether it holds the marked photo
MARKED = ("message", "photo", "refusal", "ticket")  # what a mark may be on
TYPES: dict[str, dict[str, type]] = {
    "draft": {"connection": str, "body": str, "payment": str, "sent": bool},
    "mark": {"seen": bool, "favourite": bool, "rotation": int},
    "album": {"name": str, "removed": bool},
    "settings": {
        "language": str,
        "theme": str,
        "text_percent": int,
        "reduce_motion": bool,
        "hide_amounts": bool,
        "read_aloud": str,
        "slide_seconds": int,
        "notice_version": int,
        "last_screen": str,
        "last_spot": str,
    },
}


class StateData(TypedDict):
    """The feed's `state`."""

    kind: str
    id: str
    rev: int
    fields: dict[str, Any]


@transaction.atomic
def put(
    inmate: Inmate, kind: str, item: str, *, base_rev: int, fields: dict[str, Any]
) -> StateData:
    """Replace the fields that are given; the last writer of each wins.

    A draft's body that was written from an older revision than central's does not replace the
    newer one: it is kept as a version beside it. Fields that this central does not know are kept
    as they are, within limits. Refuses `invalid` (reason: the field) and `not-found`.
    """
    _check(inmate, kind, item, fields)
    publishing.lock(inmate.pk)
    state = _row(inmate, kind, item)
    given = {name: value for name, value in fields.items() if name != "versions"}
    if kind == "draft":
        _settle_draft(state, base_rev, given)
    merged = {**state.fields, **given}
    if len(merged) > _most_fields(kind):
        raise Refused("invalid", reason="fields")
    if merged != state.fields or state.rev == 0:
        state.fields = merged
        state.rev += 1
        state.updated_at = world.now()
        state.save()
    return _show(state)


def _most_fields(kind: str) -> int:
    return MOST_MARKED if kind == "mark" else MOST_FIELDS


def _row(inmate: Inmate, kind: str, item: str) -> State:
    held = State.objects.filter(inmate=inmate, kind=kind, item=item).first()
    if held is None:
        held = State(inmate=inmate, kind=kind, item=item, updated_at=world.now())
        held.save()
    return held


def _settle_draft(state: State, base_rev: int, given: dict[str, Any]) -> None:
    if state.fields.get("sent"):
        given["sent"] = True  # a draft is sent once, from whatever device
    newer, body = state.fields.get("body", ""), given.get("body")
    if body is None or body == newer or base_rev >= state.rev:
        return
    del given["body"]
    if not body.strip() or state.versions.filter(body=body).exists():
        return
    DraftVersion.objects.create(state=state, body=body, saved_at=world.now())
    for old in state.versions.order_by("-saved_at", "-pk")[MOST_VERSIONS:]:
        old.delete()
    state.rev += 1
    state.save()


def _show(state: State) -> StateData:
    fields = dict(state.fields)
    if state.kind == "draft":
        fields["versions"] = [
            {"body": version.body, "saved_at": stamp(version.saved_at)}
            for version in state.versions.order_by("-saved_at", "-pk")
        ]
    data: StateData = {
        "kind": state.kind,
        "id": state.item,
        "rev": state.rev,
        "fields": fields,
    }
    publishing.publish(state.inmate_id, "state", f"{state.kind}/{state.item}", dict(data))
    return data


def mark_sent(inmate: Inmate, message: UUID, connection: UUID, payment: str) -> None:
    """Note that a draft became the message of the same id, on every device."""
    state = _row(inmate, "draft", str(message))
    state.fields = {
        **state.fields,
        "connection": str(connection),
        "body": "",
        "payment": payment,
        "sent": True,
    }
    state.rev += 1
    state.updated_at = world.now()
    state.save()
    _show(state)


def give_back(inmate: Inmate, item: str, connection: str, body: str, payment: str) -> None:
    """Let the text of a message that was not sent be a draft again, beside what is there."""
    fields = {"connection": connection, "body": body, "payment": payment}
    try:
        put(inmate, "draft", item, base_rev=0, fields=fields)
    except Refused as refusal:  # no draft can have this id or payment: the text stands elsewhere
        if refusal.code != "invalid":
            raise


def _check(inmate: Inmate, kind: str, item: str, fields: dict[str, Any]) -> None:
    if kind not in TYPES:
        raise Refused("not-found")
    if len(fields) > _most_fields(kind):
        raise Refused("invalid", reason="fields")
    for name, value in fields.items():
        _check_value(kind, name, value)
    if not _storable(item):
        raise Refused("invalid", reason="id")
    if kind == "settings":
        return
    try:
        UUID(item)
        connection = UUID(fields["connection"]) if "connection" in fields else None
    except ValueError as error:
        raise Refused("invalid", reason="id") from error
    if kind == "mark":
        _check_marked(inmate, item)
    elif kind == "album":
        _check_albums(inmate, item)
    elif connection is None:
        if not State.objects.filter(inmate=inmate, kind=kind, item=item).exists():
            raise Refused("invalid", reason="connection")
    elif not Connection.objects.filter(pk=connection, inmate=inmate).exists():
        raise Refused("not-found")


def _check_marked(inmate: Inmate, item: str) -> None:
    marked = FeedItem.objects.filter(inmate=inmate, item=item, type__in=MARKED)
    if not marked.filter(deleted=False).exists():
        raise Refused("not-found")


def _check_albums(inmate: Inmate, item: str) -> None:
    albums = State.objects.filter(inmate=inmate, kind="album")
    if albums.count() >= MOST_ALBUMS and not albums.filter(item=item).exists():
        raise Refused("invalid", reason="albums")


def _check_value(kind: str, name: str, value: Any) -> None:
    wanted = TYPES[kind].get(name)
    longest = LONGEST_BODY if name == "body" else LONGEST_VALUE
    wrong = (
        not 0 < len(name) <= 40
        or not _storable(name)
        or (name == "versions" and kind != "draft")
        or (wanted is not None and type(value) is not wanted)
        or (wanted is None and name != "versions" and not isinstance(value, str | int | bool))
        or (isinstance(value, str) and (len(value) > longest or not _storable(value)))
        or (type(value) is int and abs(value) > 2**31)
        or (name == "rotation" and value not in {0, 90, 180, 270})
        or (kind == "mark" and name.startswith(IN_ALBUM) and type(value) is not bool)
        or (name == "payment" and value not in {"prepaid", "cod"})
    )
    if wrong:
        raise Refused("invalid", reason=name[:40] if _storable(name) else "fields")


def _storable(text: str) -> bool:
    """Whether any database and reader takes it: no zero character, no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)
