"""A central on paper: it answers in the same process, at once, by the contract's main rules."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain import ConnectionId
from kiosk.sync.client import Client, Transfer
from kiosk.sync.protocol import (
    Audit,
    Change,
    Changes,
    DeviceSelf,
    SessionAnswer,
    SessionRequest,
    StateRequest,
    Token,
    WireCommand,
    WireNotice,
    WireProfile,
    WireServices,
    WireState,
    WireTariff,
    item_hash,
)

START = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
PAGE_ROWS = 4
TIES = (ConnectionId("tie-1"), ConnectionId("tie-2"))
SIZES = {"thumb": 900, "screen": 70_000, "full": 150_000}
SELF = DeviceSelf(
    "d", "active", "Kiosk A", "North", "inmate", WireTariff(message=50, photo=100),
    WireServices(photos=True, messages=True, cod=True), WireNotice(1, "n", "n"), 2000, ["en"],
    60, 600, 15, "0.0.0", [],
)  # fmt: skip


class PaperCentral(Client):
    """Carries each command out once, keeps states, and gives its feed by small pages."""

    def __init__(self, rng: Random) -> None:
        super().__init__("http://127.0.0.1:9", ca=None, app_version="1")
        self.key = Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))
        self.rng = rng
        self.seq = 0
        self.rows: dict[tuple[str, str], Change] = {}
        self.executed: dict[str, tuple[str, msgspec.Raw]] = {}
        self.effects: Counter[tuple[str, str]] = Counter()
        self.texts: dict[str, set[str]] = {}  # every text of a draft that came here
        self.blobs: dict[str, bytes] = {}
        self._put("profile", "inmate-1", WireProfile("1", "A", "B", 5000))
        for tie in TIES:
            fields = {
                "contact": f"contact of {tie}", "name": "Maria", "state": "approved",
                "muted": False, "requested_at": START, "request_text": "",
            }  # fmt: skip
            self._put("connection", tie, fields)

    # --- what happens there ---

    def photo(self) -> None:
        """A photo comes."""
        item, renditions = f"photo-{self.seq}", {}
        for kind, size in SIZES.items():
            data = self.rng.randbytes(size - self.rng.randrange(100))
            sha = hashlib.sha256(data).hexdigest()
            self.blobs[sha] = data
            renditions[kind] = {"sha256": sha, "size": len(data), "width": 8, "height": 8}
        at = START + timedelta(minutes=self.seq)
        fields = {
            "connection": self.rng.choice(TIES), "caption": "a day", "sent_at": at,
            "delivered_at": at, "state": "delivered", "renditions": renditions,
        }  # fmt: skip
        self._put("photo", item, fields)

    def withdraw(self) -> None:
        """A photo is taken back."""
        photos = [row for row in self.rows.values() if row.type == "photo"]
        if photos:
            row = self.rng.choice(photos)
            held: dict[str, Any] = msgspec.json.decode(bytes(row.data))  # type: ignore[arg-type]
            self._put("photo", row.id, {**held, "state": "withdrawn"})

    def message(self) -> None:
        """A message comes."""
        at = START + timedelta(minutes=self.seq)
        fields = {
            "connection": self.rng.choice(TIES), "direction": "in", "payment": "prepaid",
            "price": 50, "state": "delivered", "sent_at": at, "reviewed": True,
            "body": f"hello {self.seq}", "delivered_at": at,
        }  # fmt: skip
        self._put("message", f"message-{self.seq}", fields)

    def draft(self) -> None:
        """A draft is begun, or goes on, on another device."""
        tie = self.rng.choice(TIES)
        unsent = [state for state in self.drafts() if state.fields["connection"] == tie]
        item, rev = (unsent[0].id, unsent[0].rev + 1) if unsent else (f"draft-{self.seq}", 1)
        fields = {"connection": tie, "body": f"from elsewhere {self.seq}", "payment": "cod"}
        state = WireState("draft", item, rev, fields)
        self._put("state", f"draft/{item}", state)

    def drafts(self) -> list[WireState]:
        """The drafts that were not sent."""
        kept = [row for row in self.rows.values() if row.id.startswith("draft/")]
        states = [msgspec.json.decode(bytes(row.data), type=WireState) for row in kept]  # type: ignore[arg-type]
        return [state for state in states if not state.fields.get("sent")]

    def bodies(self) -> set[str]:
        """All texts of messages and drafts that are here."""
        found = [json.loads(bytes(row.data)) for row in self.rows.values()]  # type: ignore[arg-type]
        states = [each.get("fields", {}) for each in found]
        texts = [each.get("body") for each in (*found, *states)]
        texts += [old["body"] for each in states for old in each.get("versions", ())]
        return {text for text in texts if text}

    def unsent(self) -> set[str]:
        """The texts of drafts that are here, with their versions."""
        return {body for bodies in self.texts.values() for body in bodies}

    def visible(self) -> set[str]:
        """The pictures that the inmate may see."""
        photos = [json.loads(bytes(r.data)) for r in self.rows.values() if r.type == "photo"]  # type: ignore[arg-type]
        return {
            rendition["sha256"]
            for photo in photos
            if photo["state"] == "delivered"
            for rendition in photo["renditions"].values()
        }

    def _put(self, kind: str, item: str, data: object) -> None:
        self.seq += 1
        old = self.rows.get((kind, item))
        rev = old.rev + 1 if old else 1
        raw = msgspec.Raw(msgspec.json.encode(data))
        self.rows[kind, item] = Change(self.seq, kind, item, rev, deleted=False, data=raw)

    # --- what the app asks ---

    def device_token(self, assertion: str, *, post_box: bool = False) -> Token:
        return Token("device token", 60)

    def device_self(self, token: str) -> DeviceSelf:
        return SELF

    def sign_in(self, token: str, request: SessionRequest) -> SessionAnswer:
        profile = WireProfile("1", "A", "B", 0)
        return SessionAnswer("session token", 60, "inmate-1", profile, 1, False, 0)  # noqa: FBT003

    def changes(self, token: str, cursor: str) -> Changes:
        since = int(cursor or "0")
        newer = sorted((row for row in self.rows.values() if row.seq > since), key=_place)
        page, more = newer[:PAGE_ROWS], len(newer) > PAGE_ROWS
        audit = None
        if not more:
            shares = [item_hash(row.type, row.id, row.rev) for row in self.rows.values()]
            audit = Audit(len(shares), f"{sum(shares) % 2**64:016x}")
        reached = str(page[-1].seq if page else since)
        return Changes(cursor, reached, more, page, 5.0, audit)

    def commands(
        self, token: str, commands: Sequence[WireCommand], epoch: str
    ) -> list[msgspec.Raw]:
        return [self._carry_out(command) for command in commands]

    def put_state(self, token: str, kind: str, item: str, request: StateRequest) -> WireState:
        place = ("state", f"{kind}/{item}")
        old = self.rows.get(place)
        held = msgspec.json.decode(bytes(old.data), type=WireState) if old else None  # type: ignore[arg-type]
        fields: dict[str, Any] = dict(held.fields) if held else {}
        if kind == "draft":
            self.texts.setdefault(item, set()).add(str(request.fields["body"]))
        if held and kind == "draft" and request.base_rev < held.rev:
            kept = fields.setdefault("versions", [])
            if request.fields["body"] != fields["body"]:
                kept.append({"body": request.fields["body"]})
        else:
            fields.update(request.fields)
        state = WireState(kind, item, held.rev + 1 if held else 1, fields)  # type: ignore[arg-type]
        self._put("state", f"{kind}/{item}", state)
        return state

    @contextmanager
    def blob(self, token: str, sha256: str, size: int, offset: int) -> Iterator[Transfer]:
        data = self.blobs[sha256]
        step = self.rng.choice((5_000, 40_000, 200_000))
        pieces = (data[at : at + step] for at in range(offset, len(data), step))
        yield Transfer(offset, iter(pieces))

    def _carry_out(self, command: WireCommand) -> msgspec.Raw:
        print_ = json.dumps([command.kind, command.args], sort_keys=True)
        if command.id in self.executed:
            before, receipt = self.executed[command.id]
            if before != print_:
                raise AssertionError("one command id for two commands")
            return receipt
        thing = str(command.args.get("message") or command.args.get("connection") or "")
        if command.kind == "message.send":
            self.effects[command.kind, thing] += 1
            self._sent(command)
        else:
            self._put("message", f"notice-{self.seq}", _notice(self.seq))
        self.executed[command.id] = print_, self._signed(command, thing)
        return self.executed[command.id][1]

    def _sent(self, command: WireCommand) -> None:
        item, tie = str(command.args["message"]), str(command.args["connection"])
        old = self.rows.get(("state", f"draft/{item}"))
        if old is not None:
            held = msgspec.json.decode(bytes(old.data), type=WireState)  # type: ignore[arg-type]
            gone = WireState("draft", item, held.rev + 1, {**held.fields, "sent": True})
            self._put("state", f"draft/{item}", gone)
        at = START + timedelta(minutes=self.seq)
        fields = {
            "connection": tie, "direction": "out", "payment": "cod", "price": 50, "state": "sent",
            "sent_at": at, "reviewed": True, "body": command.args["body"],
        }  # fmt: skip
        self._put("message", item, fields)

    def _signed(self, command: WireCommand, thing: str) -> msgspec.Raw:
        fields: dict[str, Any] = {
            "id": command.id, "status": "done", "kind": command.kind, "seq": self.seq,
            "at": "2026-03-01T10:00:00Z", "charged": 0, "balance": 0, "thing": thing, "code": "",
            "missing": 0, "price": 0,
        }  # fmt: skip
        text = json.dumps(fields, sort_keys=True, separators=(",", ":"))
        fields["signature"] = base64.b64encode(self.key.sign(text.encode())).decode()
        return msgspec.Raw(json.dumps(fields).encode())


def _notice(number: int) -> dict[str, Any]:
    at = START + timedelta(minutes=number)
    return {
        "connection": TIES[0], "direction": "in", "payment": "prepaid", "price": 0,
        "state": "delivered", "sent_at": at, "reviewed": True, "body": f"done {number}",
        "delivered_at": at,
    }  # fmt: skip


def _place(row: Change) -> int:
    return row.seq
