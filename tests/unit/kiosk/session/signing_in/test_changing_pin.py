"""A signed-in person changes their PIN against the real central, and what may go wrong."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain import KnownFailure, NetworkState
from kiosk.session import (
    AccountClosed,
    ClosedReason,
    Locked,
    NeedsNetwork,
    PinChanged,
    PinUnknown,
    SignedIn,
    StorageFailure,
    WeakPin,
    WeakReason,
    WrongPin,
)
from kiosk.session.counter import Counter
from kiosk.session.vaults import Vaults
from kiosk.sync.failures import OfflineError
from kiosk.vault import keys
from tests.central_server import CentralServer
from tests.kiosk_device import OTHER_PIN, PIN, Kiosk, kiosk_at
from tests.unit.kiosk.session.signing_in.ground import known, mailbox_of, numbers

THIRD_PIN = "582047"
WRONG = "111999"


@pytest.fixture
def inside(kiosk: Kiosk, number: str) -> Kiosk:
    """The person is signed in, and this device has met central."""
    assert isinstance(kiosk.sign_in(number), SignedIn)
    return kiosk


@pytest.fixture
def lost_answers() -> Iterator[pytest.MonkeyPatch]:
    """Central takes a new PIN, and its answer does not arrive."""
    real = Counter.change_pin

    def lost(*words: str) -> None:
        real(*words)  # type: ignore[arg-type]
        raise OfflineError

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Counter, "change_pin", lost)
        yield patched


def header(kiosk: Kiosk) -> keys.Header:
    [found] = keys.vault_headers(kiosk.state / "vaults", kiosk.identity.device_secret).values()
    return found


def test_the_new_pin_opens_offline_and_the_old_one_nowhere(
    inside: Kiosk, number: str, central: CentralServer
) -> None:
    changed = inside.change_pin(PIN, OTHER_PIN)
    assert changed == PinChanged(header(inside).pin_version)
    inside.sign_out()
    assert inside.sign_in(number, PIN) == WrongPin(0.0)
    central.stop()
    assert inside.sign_in(number, PIN) == WrongPin(0.0)
    again = inside.sign_in(number, OTHER_PIN)
    assert isinstance(again, SignedIn)
    assert (again.offline, again.first_time) == (True, False)


def test_the_session_goes_on_and_may_change_it_again(inside: Kiosk) -> None:
    for old, new in ((PIN, OTHER_PIN), (OTHER_PIN, THIRD_PIN), (THIRD_PIN, PIN)):
        assert isinstance(inside.change_pin(old, new), PinChanged)
        inside.poll()
        assert inside.session.mailbox is not None
    inside.until(lambda: mailbox_of(inside).status().network is NetworkState.ONLINE)
    assert inside.replaced == 0


def test_central_telling_of_the_change_before_it_is_done_here_ends_nothing(
    inside: Kiosk, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Counter.change_pin
    watch = inside.session._watch
    assert watch is not None

    def told_first(counter: Counter, *words: str) -> object:
        answer = real(counter, *words)
        said = counter.device_self()
        assert [each.pin_version for each in said.people] == [answer.pin_version]
        inside.tasks.post(lambda: watch.heard(said))
        return answer

    with monkeypatch.context() as patched:
        patched.setattr(Counter, "change_pin", told_first)
        assert isinstance(inside.change_pin(PIN, OTHER_PIN), PinChanged)
    inside.poll()
    assert inside.session.mailbox is not None
    inside.sign_out()
    assert isinstance(inside.sign_in(number, OTHER_PIN), SignedIn)


def test_a_change_on_another_device_still_ends_the_session(
    inside: Kiosk, number: str, central: CentralServer, tmp_path: Path
) -> None:
    assert isinstance(inside.change_pin(PIN, OTHER_PIN), PinChanged)
    with kiosk_at(central, tmp_path / "other", "Kiosk C") as other:
        assert isinstance(other.sign_in(number, OTHER_PIN), SignedIn)
        assert isinstance(other.change_pin(OTHER_PIN, THIRD_PIN), PinChanged)
    inside.poll()
    inside.until(lambda: inside.replaced == 1)


@pytest.mark.parametrize("weak", ["123456", "777777", "900101"])
def test_a_weak_pin_is_refused_and_nothing_changes(inside: Kiosk, weak: str) -> None:
    before = header(inside)
    assert inside.change_pin(PIN, weak) == WeakPin(WeakReason.EASY)  # the last is a birth date
    assert inside.change_pin(PIN, PIN) == WeakPin(WeakReason.SAME)
    assert header(inside) == before
    for _ in range(6):  # the present PIN was right: that counts as no try
        assert inside.change_pin(PIN, "900101") == WeakPin(WeakReason.EASY)


def test_a_wrong_present_pin_counts_here_and_at_central(
    inside: Kiosk, number: str, central: CentralServer, tmp_path: Path
) -> None:
    for _ in range(4):
        assert inside.change_pin(WRONG, OTHER_PIN) == WrongPin(0.0)
    assert inside.change_pin(WRONG, OTHER_PIN) == WrongPin(60.0)
    assert inside.change_pin(PIN, OTHER_PIN) == Locked(60.0)
    inside.sign_out()
    assert inside.sign_in(number, PIN) == Locked(60.0)
    with kiosk_at(central, tmp_path / "other", "Kiosk C") as other:
        told = other.sign_in(number, PIN)
        assert isinstance(told, SignedIn)
        assert told.last.failed_tries == 5


def test_without_a_network_nothing_changes_and_nothing_is_counted(
    inside: Kiosk, number: str, central: CentralServer
) -> None:
    central.stop()
    for _ in range(8):
        assert inside.change_pin(WRONG, OTHER_PIN) == NeedsNetwork()
    assert inside.change_pin(PIN, OTHER_PIN) == NeedsNetwork()
    inside.sign_out()
    assert isinstance(inside.sign_in(number, PIN), SignedIn)
    central.start()
    assert isinstance(inside.change_pin(PIN, OTHER_PIN), PinChanged)


def test_a_count_that_cannot_be_kept_lets_nothing_be_tried(
    inside: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> float:
        raise OSError(28, "full")

    with monkeypatch.context() as patched:
        patched.setattr("kiosk.device.attempts.Attempts.begin", full)
        assert inside.change_pin(PIN, OTHER_PIN) == StorageFailure(KnownFailure.DISK_FULL)
    assert isinstance(inside.change_pin(PIN, OTHER_PIN), PinChanged)


def test_a_stopped_account_is_told_so(kiosk: Kiosk, central: CentralServer) -> None:
    number = str(next(numbers))
    person = central.seed.inmate(number, "Daniel", "Reyes", pin=PIN)
    assert isinstance(kiosk.sign_in(number), SignedIn)
    central.seed.set_status(person.id, "frozen")
    assert kiosk.change_pin(PIN, OTHER_PIN) == AccountClosed(ClosedReason.FROZEN)


def test_signing_out_while_it_is_changed_loses_nothing(inside: Kiosk, number: str) -> None:
    inside.session.change_pin(PIN, OTHER_PIN, lambda _outcome: None)
    inside.sign_out()
    inside.poll()  # what was under way has come to its end
    again = inside.sign_in(number, OTHER_PIN)
    assert isinstance(again, SignedIn)
    assert not again.first_time


def test_after_a_lost_answer_the_same_again_finds_it_done(
    inside: Kiosk, number: str, lost_answers: pytest.MonkeyPatch
) -> None:
    assert inside.change_pin(PIN, OTHER_PIN) == PinUnknown()
    lost_answers.undo()
    assert isinstance(inside.change_pin(PIN, OTHER_PIN), PinChanged)
    inside.poll()
    inside.sign_out()
    again = inside.sign_in(number, OTHER_PIN)
    assert isinstance(again, SignedIn)
    assert again.offline


def test_after_a_lost_answer_another_new_pin_is_not_taken_for_the_first(
    inside: Kiosk, number: str, lost_answers: pytest.MonkeyPatch
) -> None:
    assert inside.change_pin(PIN, OTHER_PIN) == PinUnknown()
    lost_answers.undo()
    assert inside.change_pin(PIN, THIRD_PIN) == WrongPin(0.0)  # it is OTHER_PIN by now
    assert isinstance(inside.change_pin(OTHER_PIN, THIRD_PIN), PinChanged)
    inside.sign_out()
    assert isinstance(inside.sign_in(number, THIRD_PIN), SignedIn)


def test_after_a_lost_answer_the_new_pin_opens_the_vault_by_centrals_share(
    inside: Kiosk, number: str, central: CentralServer, lost_answers: pytest.MonkeyPatch
) -> None:
    vault = header(inside).vault_key
    assert inside.change_pin(PIN, OTHER_PIN) == PinUnknown()
    inside.sign_out()
    assert inside.replaced == 1
    again = inside.sign_in(number, OTHER_PIN)
    assert isinstance(again, SignedIn)
    assert (again.first_time, again.offline) == (False, False)
    assert header(inside).vault_key == vault
    inside.sign_out()
    central.stop()
    assert isinstance(inside.sign_in(number, OTHER_PIN), SignedIn)


def test_once_it_has_heard_of_a_lost_change_the_device_opens_to_the_old_pin_no_more(
    inside: Kiosk, number: str, central: CentralServer, lost_answers: pytest.MonkeyPatch
) -> None:
    assert inside.change_pin(PIN, OTHER_PIN) == PinUnknown()
    inside.poll()
    inside.until(lambda: inside.replaced == 1)
    central.stop()
    assert inside.sign_in(number, PIN) == NeedsNetwork(pin_changed=True)
    central.start()
    assert isinstance(inside.sign_in(number, OTHER_PIN), SignedIn)


@pytest.mark.logs("session.pin_not_kept")
def test_power_lost_before_the_vault_knew_the_new_pin_loses_nothing(
    kiosk: Kiosk, number: str, central: CentralServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(kiosk, number)
    assert isinstance(kiosk.sign_in(number), SignedIn)
    settings = replace(mailbox_of(kiosk).settings(), language="es")
    kept: list[KnownFailure | None] = []
    mailbox_of(kiosk).save_settings(settings, done=kept.append)
    kiosk.until(lambda: kept == [None])

    def broken(*_: object) -> None:
        raise OSError(5, "power")

    with monkeypatch.context() as power:
        power.setattr(Vaults, "recover", broken)
        assert kiosk.change_pin(PIN, OTHER_PIN) == PinUnknown()
    kiosk.sign_out()
    again = kiosk.sign_in(number, OTHER_PIN)
    assert isinstance(again, SignedIn)
    assert not again.first_time
    assert mailbox_of(kiosk).settings() == settings
