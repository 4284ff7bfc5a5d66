"""The engine against a central that is scripted, for what the real one does not do on demand."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from kiosk.domain import (
    KnownFailure,
    NetworkState,
    Sha256,
    Topic,
)
from kiosk.session.syncing import Sync
from kiosk.sync import journal as handing
from kiosk.sync import pull
from kiosk.sync import worker as worker_module
from kiosk.sync.failures import (
    ProblemError,
)
from kiosk.sync.protocol import Changes, HandedReceipt, ReceiptsAnswer, Token
from kiosk.sync.tokens import CentralClock, DeviceTokens
from kiosk.sync.worker import Worker
from kiosk.vault import database, journal, shelf
from kiosk.vault.connection import Store, VaultClosedError, VaultFailureError
from tests.unit.kiosk.sync.engine.ground import Rig, Scripted, Stepped, refusal


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


def test_a_token_that_another_thread_renewed_is_not_thrown_away(rig: Rig) -> None:
    given = iter(["first", "second", "third"])
    rig.client.device_token = lambda *_args, **_more: Token(next(given), 60)  # type: ignore[method-assign]
    devices = DeviceTokens(rig.client, lambda _: "assertion", CentralClock(rig.clock.now))

    def ask(token: str) -> str:
        if token == "first":
            raise refusal("token-expired", 401)
        return token

    def ask_late(token: str) -> str:
        assert devices.using(ask) == "second"  # meanwhile, in another thread
        return ask(token)

    assert devices.using(lambda token: token) == "first"
    assert devices.using(ask_late) == "second"
    assert devices.using(lambda token: token) == "second"


def test_receipts_that_central_cannot_take_now_stay_due(rig: Rig) -> None:
    rig.queue()
    rig.engine.step()
    rig.vault.write(Store.VAULT, journal.begin).result()
    taken: list[int] = []

    def away(token: str, handed: Sequence[HandedReceipt]) -> ReceiptsAnswer:
        raise refusal("server-error", 500)

    def take(token: str, handed: Sequence[HandedReceipt]) -> ReceiptsAnswer:
        taken.append(len(handed))
        return ReceiptsAnswer("e", [])

    rig.client.receipts = away  # type: ignore[method-assign]
    rig.clock.advance(16)
    rig.engine.step()
    assert rig.vault.network is NetworkState.OFFLINE
    assert journal.due(rig.reader) is not None
    rig.client.receipts = take  # type: ignore[method-assign]
    rig.clock.advance(61)
    rig.engine.step()
    assert taken == [1]
    assert journal.due(rig.reader) is None


@pytest.mark.logs("receipt_not_read")
@pytest.mark.parametrize("odd", [{0}, {1}, {2}, {0, 1, 2}])
@pytest.mark.parametrize("at_once", [1, 2, 50])
def test_receipts_that_central_cannot_read_are_passed_over_once(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, odd: set[int], at_once: int
) -> None:
    """Also by a central that was restored since its epoch was heard of."""
    monkeypatch.setattr(handing, "BATCH", at_once)
    rows = [(f"r{number}", json.dumps({"id": number, "at": str(number)})) for number in range(3)]
    sql = "INSERT INTO receipt (id, status, seq, signed, received_at) VALUES (?, 'done', 1, ?, 1)"
    rig.vault.write(Store.VAULT, lambda t: t.each(sql, rows)).result()
    asked: list[list[int]] = []

    def take(token: str, handed: Sequence[HandedReceipt]) -> ReceiptsAnswer:
        asked.append([int(str(one.receipt["id"])) for one in handed])
        assert len(asked) < 20, "it goes round for ever"
        if odd & set(asked[-1]):
            raise refusal("invalid", 422)
        return ReceiptsAnswer("restored again", [])

    rig.client.receipts = take  # type: ignore[method-assign]
    rig.vault.write(Store.VAULT, lambda t: journal.meet(t, "restored")).result()
    handing.hand_in(rig.line)
    assert journal.due(rig.reader) is None
    if len(odd) < len(rows):
        assert journal.epoch(rig.reader) == "restored again"
    assert set(range(3)) - odd <= {number for each in asked for number in each}


@pytest.mark.logs("receipt_not_read")
def test_the_only_receipt_is_not_handed_in_for_ever_where_central_cannot_read_it(rig: Rig) -> None:
    rig.queue()
    rig.engine.step()
    asked: list[str] = []

    def take(token: str, handed: Sequence[HandedReceipt]) -> ReceiptsAnswer:
        asked.extend(str(one.receipt["id"]) for one in handed)
        raise refusal("invalid", 422)

    def nothing_new(token: str, cursor: str) -> Changes:
        return Changes(cursor, cursor, more=False, changes=[], poll_after=15.0, epoch="restored")

    rig.client.receipts = take  # type: ignore[method-assign]
    rig.client.changes = nothing_new  # type: ignore[method-assign]
    for _ in range(5):
        rig.clock.advance(61)
        rig.engine.step()
    assert asked == ["c1"]
    assert journal.due(rig.reader) is None
    assert journal.epoch(rig.reader) == "restored"
    assert rig.vault.network is NetworkState.ONLINE


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


def test_what_happens_during_a_step_is_looked_at_right_after_it(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Stepped()
    worker = Worker(engine, rig.vault, crashed=lambda error: None)  # type: ignore[arg-type]
    step = engine.step

    def busy(*, asked: bool = False) -> float:
        if not engine.steps:
            worker.wake()
        return step(asked=asked)

    monkeypatch.setattr(engine, "step", busy)
    worker.start()
    engine.wait()
    engine.wait()
    worker.stop()
    assert engine.steps == [False, False]


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
    monkeypatch.setattr(worker_module, "STOP_SECONDS", 10)  # now it ends, however busy the machine
    sync.stop()
    with pytest.raises(VaultClosedError):
        reader.number("SELECT 7")


def test_a_worker_that_never_began_can_be_stopped(rig: Rig) -> None:
    Worker(rig.engine, rig.vault, lambda error: None).stop()
    assert rig.engine.step() >= 0
