"""What the tests of this folder stand on."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain import (
    ConnectionId,
    Sha256,
)
from kiosk.sync.client import Client, Transfer
from kiosk.sync.engine import Engine, Heard
from kiosk.sync.failures import (
    ProblemError,
    SyncFailureError,
)
from kiosk.sync.line import Line
from kiosk.sync.protocol import (
    Audit,
    Change,
    Changes,
    DeviceSelf,
    Problem,
    SessionAnswer,
    SessionRequest,
    StateRequest,
    Token,
    WireCommand,
    WireNotice,
    WirePhoto,
    WireProfile,
    WireRendition,
    WireServices,
    WireState,
    WireTariff,
)
from kiosk.sync.tokens import CentralClock, DeviceTokens, SessionTokens, vault_claim
from kiosk.vault import outbox
from kiosk.vault.connection import Store
from kiosk.vault.outbox import Command
from tests.unit.kiosk.world import Clock, Desk, Ids, make_vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TIE = ConnectionId("tie")


KEY = Ed25519PrivateKey.generate()


SELF = DeviceSelf(
    "d", "active", "Kiosk A", "North", "inmate", WireTariff(message=50, photo=100),
    WireServices(photos=True, messages=True, cod=True), WireNotice(1, "n", "n"), 2000, ["en"],
    60, 600, 15, "0.0.0", [],
)  # fmt: skip


def refusal(code: str, status: int = 400, **more: Any) -> ProblemError:
    return ProblemError(Problem(code, status), status, **more)


def signed(command: WireCommand, code: str = "", key: Ed25519PrivateKey = KEY) -> msgspec.Raw:
    fields: dict[str, Any] = {
        "id": command.id, "status": "refused" if code else "done", "kind": command.kind,
        "seq": 1, "at": "2026-03-01T10:00:00Z", "charged": 0, "balance": 0, "thing": "",
        "code": code, "missing": 0, "price": 0, "new": "a later field",
    }  # fmt: skip
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    fields["signature"] = base64.b64encode(key.sign(text.encode())).decode()
    return msgspec.Raw(json.dumps(fields).encode())


def altered(written: msgspec.Raw, old: bytes, new: bytes) -> msgspec.Raw:
    assert old in bytes(written)
    return msgspec.Raw(bytes(written).replace(old, new))


class Scripted(Client):
    """Answers as told; by default it has nothing new and does what it is asked."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:9", ca=None, app_version="1")
        self.failures: list[SyncFailureError] = []
        self.pages: list[Changes | SyncFailureError] = []
        self.seen: list[str] = []
        self.on_commands: Callable[[list[WireCommand]], list[msgspec.Raw]] = lambda commands: [
            signed(command) for command in commands
        ]
        self.on_state: Callable[[str, StateRequest], WireState] = lambda kind, request: WireState(
            kind,  # type: ignore[arg-type]
            "",
            request.base_rev + 1,
            request.fields,
        )
        self.blobs: dict[str, bytes] = {}

    def _note(self, what: str) -> None:
        self.seen.append(what)
        if self.failures:
            raise self.failures.pop(0)

    def device_token(self, assertion: str, *, post_box: bool = False) -> Token:
        self._note("token")
        return Token("device token", 60)

    def device_self(self, token: str) -> DeviceSelf:
        self._note("self")
        return SELF

    def sign_in(self, token: str, request: SessionRequest) -> SessionAnswer:
        self._note("sign in")
        profile = WireProfile("1", "A", "B", 0)
        return SessionAnswer("session token", 60, "inmate-1", profile, 1, False, 0)  # noqa: FBT003

    def changes(self, token: str, cursor: str) -> Changes:
        self._note(f"changes {cursor}")
        if self.pages:
            page = self.pages.pop(0)
            if isinstance(page, SyncFailureError):
                raise page
            return page
        return Changes(cursor, cursor or "c0", more=False, changes=[], poll_after=15.0)

    def commands(self, token: str, commands: Any, epoch: str) -> list[msgspec.Raw]:
        self._note(f"commands {len(commands)}")
        return self.on_commands(list(commands))

    def put_state(self, token: str, kind: str, item: str, request: StateRequest) -> WireState:
        self._note(f"state {kind}")
        answer = self.on_state(kind, request)
        return msgspec.structs.replace(answer, id=answer.id or item)

    @contextmanager
    def blob(self, token: str, sha256: str, size: int, offset: int) -> Iterator[Transfer]:
        self._note("blob")
        yield Transfer(0, iter([self.blobs[sha256]]))


class Rig:
    """A vault, an engine and a scripted central."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.client = Scripted()
        self.vault = make_vault(folder)
        self.reader = self.vault.reader()
        time = CentralClock(self.clock.now)
        self.heard: list[DeviceSelf] = []
        self.refused: list[str] = []
        devices = DeviceTokens(self.client, lambda _: "assertion", time)
        claim = vault_claim(KEY, "inmate-1", "d")
        self.sessions: list[SessionAnswer] = []
        self.line = Line(
            self.vault,
            self.reader,
            self.client,
            SessionTokens(
                self.client, devices, claim, time, token="", renewed=self.sessions.append
            ),
            KEY.public_key(),
            self.clock.now,
            Ids(),
            self.clock.now(),
        )
        self.engine = Engine(
            self.line,
            devices,
            Heard(self.heard.append, lambda problem: self.refused.append(problem.code)),
            monotonic=self.clock.monotonic,
            rng=Random(1),  # noqa: S311
        )
        self.desk = Desk(self.vault, self.clock, Ids())

    def queue(self, text: str = "words", item: str = "c1") -> None:
        args: dict[str, str | int] = {
            "message": f"m-{item}", "connection": TIE, "body": text, "payment": "cod",
            "expected_price": 50,
        }  # fmt: skip
        from kiosk.domain import CommandId, CommandKind

        command = Command(CommandId(item), CommandKind.MESSAGE_SEND, args, TIE, f"m-{item}")
        now = self.clock.now()
        self.vault.write(Store.VAULT, lambda t: outbox.add(t, command, now)).result()

    def file(self, data: bytes, kind: str = "thumb") -> Sha256:
        sha = Sha256(hashlib.sha256(data).hexdigest())
        self.client.blobs[sha] = data
        row = (sha, kind, len(data))
        sql = "INSERT INTO file (sha256, kind, size, newest) VALUES (?, ?, ?, 1)"
        self.vault.write(Store.CACHE, lambda t: t.run(sql, row)).result()
        return sha

    def served(self, *pictures: bytes) -> list[WireRendition]:
        """What central has of some pictures, each of which it gives out from now on."""
        found = []
        for data in pictures:
            sha = hashlib.sha256(data).hexdigest()
            self.client.blobs[sha] = data
            found.append(WireRendition(sha, len(data), 8, 8))
        return found

    def close(self) -> None:
        self.desk.box.close()
        self.reader.close()
        self.vault.close()
        self.client.close()


FOREIGN = Ed25519PrivateKey.generate()


def page(since: str, cursor: str, seq: int, more: bool, audit: Audit | None = None) -> Changes:
    data = msgspec.json.encode(WireProfile("1", f"name {seq}", "B", seq))
    change = Change(seq, "profile", "i", seq, deleted=False, data=msgspec.Raw(data))
    return Changes(since, cursor, more, [change], 5.0, audit)


def photo_page(since: str, cursor: str, pictures: list[WireRendition]) -> Changes:
    """A page with one photo; its pictures are small, middle and large."""
    at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    sizes = dict(zip(("thumb", "screen", "full"), pictures, strict=True))
    data = msgspec.json.encode(WirePhoto(TIE, "", at, at, "delivered", sizes))  # type: ignore[arg-type]
    seq = int(cursor.removeprefix("c"))
    change = Change(seq, "photo", "p1", seq, deleted=False, data=msgspec.Raw(data))
    return Changes(since, cursor, more=False, changes=[change], poll_after=15.0)


def changed(answer: Changes, **fields: Any) -> Changes:
    (change,) = answer.changes
    return msgspec.structs.replace(answer, changes=[msgspec.structs.replace(change, **fields)])


class Stepped:
    """Stands in for the engine where only the thread is looked at."""

    def __init__(self, *endings: Exception) -> None:
        self.endings = list(endings)
        self.steps: list[bool] = []
        self.stepped = threading.Semaphore(0)
        self.stopped = False

    def step(self, *, asked: bool = False) -> float:
        self.steps.append(asked)
        self.stepped.release()
        if self.endings:
            raise self.endings.pop(0)
        return 3600.0

    def stop(self) -> None:
        self.stopped = True

    def wait(self) -> None:
        assert self.stepped.acquire(timeout=10)
