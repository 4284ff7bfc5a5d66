"""The engine against a central that is scripted, for what the real one does not do on demand."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
import pytest

from kiosk.domain import (
    KnownFailure,
    NetworkState,
    Payment,
    Sha256,
)
from kiosk.sync import pull, push
from kiosk.sync.client import Transfer
from kiosk.sync.failures import (
    NotCentralError,
    OfflineError,
    ProblemError,
)
from kiosk.sync.protocol import (
    Changes,
    StateRequest,
    WireState,
)
from kiosk.vault import marks, outbox
from kiosk.vault.chunks import CHUNK_BYTES
from kiosk.vault.connection import VaultFailureError
from tests.unit.kiosk.sync.engine.ground import (
    TIE,
    Rig,
    changed,
    page,
    photo_page,
    refusal,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def not_expected() -> None:
    pytest.fail("none of these pages names pictures")


def test_a_draft_that_central_kept_beside_a_newer_one_stays_unsynced(rig: Rig) -> None:
    rig.desk.act("save_draft", TIE, "mine", Payment.COD)
    rig.client.on_state = lambda kind, request: WireState(
        "draft", "", 9, {**request.fields, "body": "newer"}
    )
    assert not push.push_states(rig.line)
    assert marks.unsynced(rig.reader)
    rig.client.on_state = lambda kind, request: WireState("draft", "", 10, request.fields)
    assert push.push_states(rig.line)
    assert not marks.unsynced(rig.reader)


def test_state_passes_on_failures_that_pass(rig: Rig) -> None:
    rig.desk.act("save_draft", TIE, "mine", Payment.COD)

    def away(kind: str, request: StateRequest) -> WireState:
        raise refusal("server-error", 500)

    rig.client.on_state = away
    with pytest.raises(ProblemError):
        push.push_states(rig.line)


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
        pull.pull(rig.line, lambda: False, not_expected)
    assert rig.reader.rows("SELECT * FROM cache.profile") == []
    assert rig.reader.text("SELECT cursor FROM cache.feed") == ""


@pytest.mark.logs("resync")
def test_a_central_that_only_asks_for_resyncs_is_a_network_problem(rig: Rig) -> None:
    rig.client.pages += [refusal("epoch-changed", 410)] * 20
    rig.engine.step()
    assert rig.vault.network is NetworkState.NETWORK_PROBLEM
    assert len(rig.client.pages) > 10


def test_stopping_between_pages_keeps_what_was_read(rig: Rig) -> None:
    rig.client.pages += [page("", "c1", 1, more=True), page("c1", "c2", 2, more=False)]
    stops = [False, True]
    assert pull.pull(rig.line, lambda: stops.pop(0), not_expected) == 0.0
    assert rig.reader.text("SELECT cursor FROM cache.feed") == "c1"
    pull.pull(rig.line, lambda: False, not_expected)
    assert rig.reader.text("SELECT first_name FROM cache.profile") == "name 2"


def test_pictures_that_the_feed_brings_do_not_wait_out_a_look_that_found_none(rig: Rig) -> None:
    rig.engine.step()
    assert rig.engine.step() > 0  # the look that finds none
    rig.clock.advance(16)
    rig.client.pages.append(photo_page("c0", "c1", rig.served(b"a", b"b", b"c")))
    assert rig.engine.step() == 0.0
    rig.client.seen.clear()
    while rig.engine.step() == 0.0:
        pass
    assert rig.client.seen == ["blob"] * 3
    rig.clock.advance(16)
    rig.client.pages.append(photo_page("c1", "c2", rig.served(b"a", b"b", b"c")))
    assert rig.engine.step() > 0  # all known: nothing to look for


@pytest.mark.logs("storage_failed")
def test_pictures_that_the_feed_brings_wait_for_a_full_disk(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise VaultFailureError(KnownFailure.DISK_FULL)

    rig.engine.step()
    monkeypatch.setattr(rig.vault.files, "write", full)
    rig.file(b"first")
    rig.engine.step()
    rig.client.pages.append(photo_page("c0", "c1", rig.served(b"a", b"b", b"c")))
    rig.clock.advance(16)
    assert rig.engine.step() > 0
    rig.client.seen.clear()
    rig.engine.step()
    assert rig.client.seen == []


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


def test_a_picture_that_central_cannot_give_now_is_asked_for_again(rig: Rig) -> None:
    rig.engine.step()
    sha = rig.file(b"picture")
    rig.client.failures.append(refusal("server-error", 500))
    rig.engine.step()
    assert rig.vault.network is NetworkState.OFFLINE
    rig.clock.advance(61)
    rig.engine.step()
    rig.engine.step()
    assert rig.vault.files.read(sha) == b"picture"


def test_a_picture_on_a_screen_that_is_here_or_unknown_holds_up_no_other(rig: Rig) -> None:
    rig.engine.step()
    here = rig.file(b"here")
    rig.engine.step()
    wanted = rig.file(b"wanted")
    rig.client.seen.clear()
    for name in (wanted, here, Sha256("0" * 64)):
        rig.vault.files.want(name)
    rig.engine.step()
    assert rig.client.seen == ["blob"]
    assert rig.vault.files.read(wanted) == b"wanted"
    assert rig.vault.files.wanted_first() is None


def test_a_picture_that_came_whole_before_a_power_cut_is_not_fetched_again(rig: Rig) -> None:
    rig.engine.step()
    data = bytes(2 * CHUNK_BYTES)
    sha = rig.file(data)

    def pieces() -> Iterator[bytes]:
        yield data
        raise OfflineError

    with pytest.raises(OfflineError):
        rig.vault.files.write(sha, len(data), pieces())
    assert rig.vault.files.partial_size(sha) == len(data)
    rig.client.seen.clear()
    rig.engine.step()
    assert rig.client.seen == []
    assert rig.vault.files.read(sha) == data


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
