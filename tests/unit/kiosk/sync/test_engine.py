"""The engine against a central that is scripted, for what the real one does not do on demand."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain import (
    CommandStatus,
    ConnectionId,
    KnownFailure,
    NetworkState,
    Payment,
    Sha256,
    Topic,
)
from kiosk.session.syncing import Sync
from kiosk.sync import pull, push
from kiosk.sync import worker as worker_module
from kiosk.sync.client import Client, Transfer
from kiosk.sync.engine import Engine, Heard, state_after
from kiosk.sync.failures import (
    ClockWrongError,
    NotCentralError,
    OfflineError,
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
    WireProfile,
    WireServices,
    WireState,
    WireTariff,
    item_hash,
)
from kiosk.sync.tokens import CentralClock, DeviceTokens, SessionTokens, vault_claim
from kiosk.sync.worker import Worker
from kiosk.vault import database, outbox, shelf
from kiosk.vault.connection import Store, VaultClosedError, VaultFailureError
from kiosk.vault.outbox import Command
from tests.unit.kiosk.world import Clock, Desk, Ids, make_vault

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

    def device_token(self, assertion: str) -> Token:
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

    def commands(self, token: str, commands: Any) -> list[msgspec.Raw]:
        self._note(f"commands {len(commands)}")
        return self.on_commands(list(commands))

    def put_state(self, token: str, kind: str, item: str, request: StateRequest) -> WireState:
        self._note(f"state {kind}")
        return self.on_state(kind, request)

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
            Heard(self.heard.append, self.refused.append),
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
        import hashlib

        sha = Sha256(hashlib.sha256(data).hexdigest())
        self.client.blobs[sha] = data
        row = (sha, kind, len(data))
        sql = "INSERT INTO file (sha256, kind, size, newest) VALUES (?, ?, ?, 1)"
        self.vault.write(Store.CACHE, lambda t: t.run(sql, row)).result()
        return sha

    def close(self) -> None:
        self.desk.box.close()
        self.reader.close()
        self.vault.close()
        self.client.close()


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path / "vault")
    yield rig
    rig.close()


def test_a_conversation_is_self_then_push_then_pull(rig: Rig) -> None:
    rig.queue()
    rig.desk.act("save_draft", TIE, "draft", Payment.COD)
    rig.engine.step()
    assert rig.client.seen == [
        "token", "self", "sign in", "commands 1", "state draft", "changes ",
    ]  # fmt: skip
    assert rig.vault.network is NetworkState.ONLINE
    assert rig.heard == [SELF]
    assert rig.vault.policy is not None and rig.vault.policy.tariff.message == 50
    assert len(rig.sessions) == 1
    wait = rig.engine.step()
    assert 10 < wait <= 15 and len(rig.client.seen) == 6
    rig.clock.advance(16)
    rig.engine.step()
    assert rig.client.seen[6:] == ["changes c0"]
    rig.clock.advance(60)
    rig.engine.step()
    assert rig.client.seen[7:] == ["self", "changes c0"]


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (OfflineError(), NetworkState.OFFLINE),
        (NotCentralError(), NetworkState.NETWORK_PROBLEM),
        (ClockWrongError(), NetworkState.CLOCK_WRONG),
        (refusal("upgrade-required", 426), NetworkState.UPGRADE_REQUIRED),
        (refusal("account-closed", 403), NetworkState.REFUSED),
        (refusal("device-revoked", 403), NetworkState.REFUSED),
        (refusal("server-error", 500), NetworkState.OFFLINE),
        (refusal("rate-limited", 429), NetworkState.OFFLINE),
        (refusal("invalid", 400), NetworkState.NETWORK_PROBLEM),
    ],
)
def test_every_failure_has_its_state_and_passes(
    rig: Rig, failure: SyncFailureError, state: NetworkState
) -> None:
    rig.queue()
    rig.client.failures.append(failure)
    assert rig.engine.step() > 0
    assert rig.vault.network is state is state_after(failure)
    told = isinstance(failure, ProblemError) and state is NetworkState.REFUSED
    assert rig.refused == ([failure.code] if told and isinstance(failure, ProblemError) else [])
    assert outbox.unsettled(rig.reader) == 1
    rig.clock.advance(20)
    rig.engine.step()
    assert rig.vault.network is NetworkState.ONLINE
    assert outbox.unsettled(rig.reader) == 0


def test_a_busy_central_is_not_asked_before_it_said(rig: Rig) -> None:
    rig.client.failures.append(refusal("rate-limited", 429, retry_after=100.0))
    assert rig.engine.step() >= 60
    rig.queue()
    rig.clock.advance(95)
    seen = len(rig.client.seen)
    rig.engine.step(asked=True)
    assert len(rig.client.seen) == seen
    rig.clock.advance(40)
    rig.engine.step(asked=True)
    assert len(rig.client.seen) > seen


def test_commands_that_were_being_sent_are_sent_again_after_a_start(rig: Rig) -> None:
    rig.queue()
    rig.vault.write(Store.VAULT, outbox.take_batch).result()
    assert outbox.entries(rig.reader)[0].status is CommandStatus.SENDING
    rig.engine.step()
    assert outbox.unsettled(rig.reader) == 0


@pytest.mark.parametrize("code", ["invalid", "fingerprint-differs"])
def test_one_command_that_central_will_not_read_holds_up_no_other(rig: Rig, code: str) -> None:
    for item in ("good", "bad", "better"):
        rig.queue(item, item)

    def answer(commands: list[WireCommand]) -> list[msgspec.Raw]:
        if any(command.id == "bad" for command in commands):
            raise refusal(code, 422)
        return [signed(command) for command in commands]

    rig.client.on_commands = answer
    assert push.push_commands(rig.line) == 3
    (refused,) = outbox.refusals(rig.reader)
    assert (refused.id, refused.code) == ("bad", code)
    assert outbox.unsettled(rig.reader) == 0


def test_one_by_one_stops_where_central_is_away(rig: Rig) -> None:
    for item in ("bad", "next"):
        rig.queue(item, item)
    answers = [refusal("invalid"), refusal("invalid"), refusal("server-error", 500)]

    def answer(_: list[WireCommand]) -> list[msgspec.Raw]:
        raise answers.pop(0)

    rig.client.on_commands = answer
    with pytest.raises(ProblemError):
        push.push_commands(rig.line)
    assert [entry.id for entry in outbox.entries(rig.reader)] == ["next"]


def test_more_than_a_batch_goes_out_in_batches(rig: Rig) -> None:
    for number in range(120):
        rig.queue(f"text {number}", f"c{number}")
    assert push.push_commands(rig.line) == 120
    assert [seen for seen in rig.client.seen if seen.startswith("commands")] == [
        "commands 50", "commands 50", "commands 20",
    ]  # fmt: skip


FOREIGN = Ed25519PrivateKey.generate()


@pytest.mark.parametrize(
    "answer",
    [
        lambda commands: [],
        lambda commands: [signed(commands[0], key=FOREIGN)],
        lambda commands: [signed(WireCommand("other", "message.send", {}))],
        lambda commands: [signed(commands[0]), signed(commands[0])],
        lambda commands: [altered(signed(commands[0]), b'"balance": 0', b'"balance": 9')],
        lambda commands: [msgspec.Raw(b"{}")],
        lambda commands: [msgspec.Raw(b"7")],
        lambda commands: [altered(signed(commands[0]), b"==", b"!!")],
    ],
)  # fmt: skip
def test_receipts_that_are_not_centrals_settle_nothing(rig: Rig, answer: Any) -> None:
    rig.queue()
    rig.client.on_commands = answer
    with pytest.raises(NotCentralError):
        push.push_commands(rig.line)
    assert outbox.unsettled(rig.reader) == 1
    assert rig.reader.rows("SELECT * FROM main.receipt") == []


def test_state_that_central_will_never_take_is_not_sent_for_ever(rig: Rig) -> None:
    from kiosk.domain import PhotoId, Settings

    rig.desk.act("save_draft", TIE, "draft", Payment.COD)
    rig.desk.act("mark_photo", PhotoId("gone"), seen=True)
    rig.desk.act("save_settings", Settings(language="es"))

    def never(kind: str, request: StateRequest) -> WireState:
        raise refusal("not-found", 404)

    rig.client.on_state = never
    assert push.push_states(rig.line)
    assert not push.push_states(rig.line)
    assert rig.desk.box.draft(TIE) is not None
    assert rig.desk.box.settings().language == "es"


def test_a_draft_that_central_kept_beside_a_newer_one_stays_unsynced(rig: Rig) -> None:
    rig.desk.act("save_draft", TIE, "mine", Payment.COD)
    rig.client.on_state = lambda kind, request: WireState("draft", "", 9, {"body": "newer"})
    assert push.push_states(rig.line)
    rig.client.on_state = lambda kind, request: WireState("draft", "", 10, request.fields)
    assert push.push_states(rig.line)
    assert not push.push_states(rig.line)


def test_state_passes_on_failures_that_pass(rig: Rig) -> None:
    rig.desk.act("save_draft", TIE, "mine", Payment.COD)

    def away(kind: str, request: StateRequest) -> WireState:
        raise refusal("server-error", 500)

    rig.client.on_state = away
    with pytest.raises(ProblemError):
        push.push_states(rig.line)


def page(since: str, cursor: str, seq: int, more: bool, audit: Audit | None = None) -> Changes:
    data = msgspec.json.encode(WireProfile("1", f"name {seq}", "B", seq))
    change = Change(seq, "profile", "i", seq, deleted=False, data=msgspec.Raw(data))
    return Changes(since, cursor, more, [change], 5.0, audit)


def changed(answer: Changes, **fields: Any) -> Changes:
    (change,) = answer.changes
    return msgspec.structs.replace(answer, changes=[msgspec.structs.replace(change, **fields)])


@pytest.mark.parametrize(
    "wrong",
    [
        page("elsewhere", "c2", 2, more=False),
        page("", "", 2, more=True),
        changed(page("", "c1", 1, more=False), data=msgspec.Raw(b"{}")),
        changed(page("", "c1", 1, more=False), data=msgspec.UNSET),
    ],
)  # fmt: skip
def test_pages_that_cannot_be_change_nothing(rig: Rig, wrong: Changes) -> None:
    rig.client.pages.append(wrong)
    with pytest.raises(NotCentralError):
        pull.pull(rig.line, lambda: False)
    assert rig.reader.rows("SELECT * FROM cache.profile") == []
    assert rig.reader.text("SELECT cursor FROM cache.feed") == ""


@pytest.mark.logs("resync")
def test_an_audit_that_does_not_match_is_repaired_and_then_put_off(rig: Rig) -> None:
    wrong = Audit(7, "0" * 16)
    right = Audit(1, f"{item_hash('profile', 'i', 1):016x}")
    rig.client.pages += [
        page("", "c1", 1, more=False, audit=wrong),
        page("", "c1", 1, more=False, audit=right),
    ]
    assert pull.pull(rig.line, lambda: False) == 5.0
    assert rig.reader.number("SELECT generation FROM cache.feed") == 2
    rig.client.pages.append(page("c1", "c2", 2, more=False, audit=wrong))
    assert pull.pull(rig.line, lambda: False) == 5.0
    assert rig.reader.number("SELECT generation FROM cache.feed") == 2


@pytest.mark.logs("resync")
def test_a_central_that_only_asks_for_resyncs_is_a_network_problem(rig: Rig) -> None:
    rig.client.pages += [refusal("epoch-changed", 410)] * 20
    rig.engine.step()
    assert rig.vault.network is NetworkState.NETWORK_PROBLEM
    assert len(rig.client.pages) > 10


def test_stopping_between_pages_keeps_what_was_read(rig: Rig) -> None:
    rig.client.pages += [page("", "c1", 1, more=True), page("c1", "c2", 2, more=False)]
    stops = [False, True]
    assert pull.pull(rig.line, lambda: stops.pop(0)) == 0.0
    assert rig.reader.text("SELECT cursor FROM cache.feed") == "c1"
    pull.pull(rig.line, lambda: False)
    assert rig.reader.text("SELECT first_name FROM cache.profile") == "name 2"


def test_pictures_come_between_polls_and_yield_to_a_person(rig: Rig) -> None:
    rig.engine.step()
    first, second = rig.file(b"first"), rig.file(b"second", "screen")
    assert rig.engine.step() == 0.0
    assert rig.vault.files.read(first) == b"first"
    rig.queue()
    rig.engine.step()
    assert outbox.unsettled(rig.reader) == 0
    assert not rig.vault.files.has(second)
    rig.engine.step()
    assert rig.vault.files.has(second)
    assert rig.engine.step() > 1


def test_a_transfer_is_left_for_a_person_and_built_upon(rig: Rig) -> None:
    rig.engine.step()
    data = bytes(200_000)
    sha = rig.file(data)

    @contextmanager
    def blob(token: str, sha256: str, size: int, offset: int) -> Iterator[Transfer]:
        def pieces() -> Iterator[bytes]:
            yield data[offset : offset + 70_000]
            rig.queue(item=f"c{offset}")
            yield data[offset + 70_000 : offset + 80_000]
            yield data[offset + 80_000 :]

        yield Transfer(offset, pieces())

    rig.client.blob = blob  # type: ignore[method-assign]
    rig.engine.step()
    assert not rig.vault.files.has(sha)
    assert rig.vault.files.partial_size(sha) == 65536
    rig.engine.step()
    assert outbox.unsettled(rig.reader) == 0
    rig.engine.step()
    rig.engine.step()
    assert rig.vault.files.partial_size(sha) == 2 * 65536
    rig.engine.step()
    assert rig.vault.files.has(sha)  # the last bytes were on the way when a person came


def test_wrong_and_withdrawn_pictures_hold_up_nothing(rig: Rig) -> None:
    rig.engine.step()
    wrong, gone = rig.file(b"wrong"), rig.file(b"gone!")
    rig.client.blobs[wrong] = b"other"
    rig.vault.files.want(wrong)
    rig.clock.advance(1)
    rig.engine.step()
    assert not rig.vault.files.has(wrong)
    assert rig.vault.files.wanted_first() is None  # it would be fetched for ever, before all others
    rig.client.failures.append(refusal("not-found", 404))
    rig.vault.files.want(gone)
    rig.engine.step()
    assert not rig.vault.files.has(gone)
    assert rig.vault.network is NetworkState.ONLINE
    assert rig.vault.files.wanted_first() is None


def test_a_slow_transfer_ends(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    rig.engine.step()
    sha = rig.file(bytes(100_000))

    @contextmanager
    def blob(token: str, sha256: str, size: int, offset: int) -> Iterator[Transfer]:
        def pieces() -> Iterator[bytes]:
            while True:
                rig.clock.ticks += 3.0  # the poll comes due at 15: not before the rate is judged
                yield b"x"

        yield Transfer(0, pieces())

    rig.client.blob = blob  # type: ignore[method-assign]
    monkeypatch.setattr(rig.engine, "_more_urgent", lambda: False)
    rig.engine.step()
    assert rig.vault.network is NetworkState.OFFLINE
    assert not rig.vault.files.has(sha)


@pytest.mark.logs("storage_failed")
def test_a_full_disk_stops_pictures_but_not_words(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig.engine.step()
    rig.file(b"picture")

    def full(*_: object) -> None:
        raise VaultFailureError(KnownFailure.DISK_FULL)

    monkeypatch.setattr(rig.vault.files, "write", full)
    assert rig.engine.step() > 1
    rig.queue()
    rig.engine.step()
    assert outbox.unsettled(rig.reader) == 0


@pytest.mark.logs("storage_failed")
def test_a_disk_that_fails_in_a_pull_is_tried_again(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise VaultFailureError(KnownFailure.DISK_FULL)

    monkeypatch.setattr(pull, "pull", full)
    assert rig.engine.step() > 0
    monkeypatch.undo()
    rig.clock.advance(10)
    rig.engine.step()
    assert rig.vault.network is NetworkState.ONLINE


@pytest.mark.logs("storage_failed")
def test_a_disk_too_full_for_a_copy_or_a_beginning_ends_nothing(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise VaultFailureError(KnownFailure.DISK_FULL)

    monkeypatch.setattr(shelf, "tidy", full)
    assert rig.engine.step() >= 1
    assert rig.client.seen == []
    monkeypatch.undo()
    rig.clock.advance(61)
    rig.queue()
    monkeypatch.setattr(database, "_sync_file", lambda _: (_ for _ in ()).throw(OSError(28, "")))
    rig.engine.step()
    assert rig.vault.network is NetworkState.ONLINE
    monkeypatch.undo()
    rig.clock.advance(61)
    rig.engine.step()
    assert not (rig.vault.folder / "vault.copy.new").exists()


def test_vault_db_is_copied_from_time_to_time(rig: Rig) -> None:
    rig.engine.step()
    copy = rig.vault.folder / "vault.copy"
    before = copy.stat().st_mtime_ns
    rig.queue()
    rig.clock.advance(61)
    rig.engine.step()
    assert copy.stat().st_mtime_ns > before


def test_tokens_are_asked_for_once_more_where_central_wants_that(rig: Rig) -> None:
    rig.line.tokens.using(lambda token: rig.client.changes(token, ""))
    rig.client.seen.clear()
    rig.client.failures += [refusal("token-expired", 401)]
    rig.line.tokens.using(lambda token: rig.client.changes(token, ""))
    assert rig.client.seen == ["changes ", "sign in", "changes "]
    rig.client.seen.clear()
    rig.client.failures += [refusal("token-expired", 401), refusal("vault-key-old", 401)]
    with pytest.raises(ProblemError) as caught:
        rig.line.tokens.using(lambda token: rig.client.changes(token, ""))
    assert caught.value.code == "vault-key-old"


def test_an_assertion_of_a_wrong_clock_is_made_again_by_centrals(rig: Rig) -> None:
    times = []
    ahead = CentralClock(rig.clock.now)
    right = rig.clock.now() + timedelta(days=3)

    def ask(now: Any) -> str:
        times.append(now)
        if abs(now - right) > timedelta(minutes=1):
            raise refusal("assertion-expired", 401, date=right)
        return "token"

    assert ahead.asserting(ask) == "token"
    assert ahead.asserting(ask) == "token"
    assert times == [rig.clock.now(), right, right]

    def never(now: Any) -> str:
        raise refusal("bad-assertion", 401)

    with pytest.raises(ProblemError):
        ahead.asserting(never)


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


def test_the_thread_sleeps_until_something_happens(rig: Rig) -> None:
    engine = Stepped()
    worker = Worker(engine, rig.vault, crashed=lambda error: None)  # type: ignore[arg-type]
    worker.start()
    engine.wait()
    rig.queue()
    engine.wait()
    rig.vault.files.want(Sha256("a"))
    engine.wait()
    worker.sync_now()
    engine.wait()
    assert engine.steps[-1] is True
    rig.vault.publish(frozenset({Topic.FILES}))
    worker.stop()
    rig.queue(item="later")
    assert engine.stopped
    assert not engine.stepped.acquire(blocking=False)


@pytest.mark.parametrize("ending", [VaultClosedError(), LookupError("a bug")])
def test_the_thread_ends_with_the_vault_and_tells_of_bugs(rig: Rig, ending: Exception) -> None:
    engine = Stepped(ending)
    crashed: list[Exception] = []
    told = threading.Event()
    worker = Worker(engine, rig.vault, lambda error: (crashed.append(error), told.set()))  # type: ignore[arg-type,func-returns-value]
    worker.start()
    engine.wait()
    if isinstance(ending, LookupError):
        assert told.wait(10)
    worker.stop()
    assert crashed == ([ending] if isinstance(ending, LookupError) else [])


def test_a_thread_that_does_not_end_is_not_waited_for(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "STOP_SECONDS", 0.01)
    engine, go_on = Stepped(), threading.Event()
    monkeypatch.setattr(engine, "step", lambda *, asked: float(go_on.wait(10)))
    worker = Worker(engine, rig.vault, crashed=lambda error: None)  # type: ignore[arg-type]
    client, reader = Scripted(), rig.vault.reader()
    sync = Sync(worker, client, reader)
    worker.start()
    sync.stop()
    assert reader.number("SELECT 7") == 7  # closing it under a thread that reads would raise
    go_on.set()
    sync.stop()
    with pytest.raises(VaultClosedError):
        reader.number("SELECT 7")


def test_a_worker_that_never_began_can_be_stopped(rig: Rig) -> None:
    Worker(rig.engine, rig.vault, lambda error: None).stop()
    assert rig.engine.step() >= 0
