"""Signing in and out against the real central: online, offline, and what lies between."""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain import NetworkState
from kiosk.session import (
    Locked,
    NeedsNetwork,
    NeedsNewPin,
    SignedIn,
    WeakPin,
    WeakReason,
    WrongPin,
)
from kiosk.session.vaults import Vaults
from kiosk.vault import keys
from tests.central_server import CentralServer
from tests.kiosk_device import OTHER_PIN, PIN, Kiosk, kiosk_at
from tests.unit.kiosk.session.signing_in.ground import known, mailbox_of, numbers


def test_the_first_sign_in_on_a_device_makes_a_vault(kiosk: Kiosk, number: str) -> None:
    got = kiosk.sign_in(number)
    assert isinstance(got, SignedIn)
    assert (got.first_time, got.offline, got.notice_due) == (True, False, True)
    assert kiosk.session.mailbox is not None
    assert kiosk.session.device_policy() is not None
    assert [vault.inmate for vault in kiosk.entered] == [mailbox_of(kiosk).profile().inmate]
    kiosk.sign_out()
    assert kiosk.replaced == 1
    assert kiosk.session.mailbox is None


def test_the_second_is_offline_first_and_says_what_happened_since(
    kiosk: Kiosk, number: str
) -> None:
    assert kiosk.sign_in(number, "111999") == WrongPin(0.0)
    assert kiosk.sign_in(number, "111998") == WrongPin(0.0)
    first = kiosk.sign_in(number)
    assert isinstance(first, SignedIn)
    assert first.last.failed_tries == 2
    assert first.last.at is None
    kiosk.sign_out()
    again = kiosk.sign_in(number)
    assert isinstance(again, SignedIn)
    assert (again.first_time, again.offline) == (False, True)
    assert again.last.at is not None
    assert again.last.failed_tries == 0


def test_a_one_time_pin_is_replaced(kiosk: Kiosk, central: CentralServer) -> None:
    number = str(next(numbers))
    central.seed.inmate(number, "Daniel", "Reyes", one_time_pin=PIN)
    assert kiosk.sign_in(number) == NeedsNewPin(reset=False)
    assert kiosk.choose_pin(PIN) == WeakPin(WeakReason.SAME)
    assert kiosk.choose_pin("123456") == WeakPin(WeakReason.EASY)
    assert kiosk.choose_pin("900101") == WeakPin(
        WeakReason.EASY
    )  # only central knows the birth date
    got = kiosk.choose_pin(OTHER_PIN)
    assert isinstance(got, SignedIn)
    assert got.first_time
    kiosk.sign_out()
    assert isinstance(kiosk.sign_in(number, OTHER_PIN), SignedIn)
    kiosk.sign_out()
    assert kiosk.sign_in(number, PIN) == WrongPin(0.0)


def test_a_new_pin_that_reached_central_while_its_answer_was_lost_is_taken(
    kiosk: Kiosk, central: CentralServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.session.counter import Counter
    from kiosk.sync.failures import OfflineError

    number = str(next(numbers))
    central.seed.inmate(number, "Daniel", "Reyes", one_time_pin=PIN)
    kiosk.sign_in(number)
    real = Counter.change_pin

    def lost(*args: str) -> None:
        real(*args)  # type: ignore[arg-type]
        raise OfflineError

    with monkeypatch.context() as patched:
        patched.setattr(Counter, "change_pin", lost)
        assert kiosk.choose_pin(OTHER_PIN) == NeedsNetwork()
    assert isinstance(kiosk.choose_pin(OTHER_PIN), SignedIn)


def test_an_unknown_number_and_a_wrong_pin_answer_alike(kiosk: Kiosk, number: str) -> None:
    assert kiosk.sign_in(number, "111999") == kiosk.sign_in("NOBODY", "111999") == WrongPin(0.0)


def test_six_wrong_tries_lock_this_number_here_and_nowhere_else(
    kiosk: Kiosk, number: str, central: CentralServer, tmp_path: Path
) -> None:
    for _ in range(4):
        assert kiosk.sign_in(number, "111999") == WrongPin(0.0)
    assert kiosk.sign_in(number, "111999") == WrongPin(60.0)
    assert kiosk.sign_in(number) == Locked(60.0)
    with kiosk_at(central, tmp_path / "other", "Kiosk C") as other:
        assert isinstance(other.sign_in(number), SignedIn)


def test_without_network_the_vault_opens_all_the_same(
    kiosk: Kiosk, number: str, central: CentralServer
) -> None:
    known(kiosk, number)
    central.stop()
    got = kiosk.sign_in(number)
    assert isinstance(got, SignedIn)
    assert got.offline
    kiosk.sign_out()
    for _ in range(4):
        assert kiosk.sign_in(number, "111999") == WrongPin(0.0)
    assert kiosk.sign_in(number, "111999") == WrongPin(60.0)
    assert isinstance(kiosk.sign_in(number), Locked)
    kiosk.clock.now += 60
    assert isinstance(kiosk.sign_in(number), SignedIn)


def test_a_person_new_to_the_device_needs_the_network_once(
    kiosk: Kiosk, number: str, central: CentralServer
) -> None:
    central.stop()
    for _ in range(8):  # nobody looked at these PINs: they do not lock
        assert kiosk.sign_in(number) == NeedsNetwork(pin_changed=False)
    central.start()
    assert isinstance(kiosk.sign_in(number), SignedIn)


def test_a_vault_survives_the_process_and_the_clock(
    kiosk: Kiosk, number: str, central: CentralServer
) -> None:
    known(kiosk, number)
    central.stop()
    kiosk.clock.ahead = timedelta(days=-4000)
    assert isinstance(kiosk.sign_in(number), SignedIn)


def test_a_wrong_clock_does_not_keep_an_online_sign_in_out(kiosk: Kiosk, number: str) -> None:
    kiosk.clock.ahead = timedelta(days=400)
    assert isinstance(kiosk.sign_in(number), SignedIn)


def test_an_offline_sign_in_goes_on_online_by_itself(kiosk: Kiosk, central: CentralServer) -> None:
    number = str(next(numbers))
    person = central.seed.inmate(number, "Daniel", "Reyes", pin=PIN)
    known(kiosk, number)
    sender = central.seed.contact(f"maria{number}")
    central.seed.credits(sender.id, 5000)
    tie = central.seed.connection(sender.id, person.id)
    central.seed.message(tie.id, "Hello, my son")
    got = kiosk.sign_in(number)
    assert isinstance(got, SignedIn)
    assert got.offline
    kiosk.until(lambda: mailbox_of(kiosk).status().network is NetworkState.ONLINE)
    assert [each.name for each in mailbox_of(kiosk).connections()] == ["Maria Reyes"]


def test_a_pin_changed_elsewhere_opens_the_old_vault_with_everything_in_it(
    kiosk: Kiosk, central: CentralServer, tmp_path: Path
) -> None:
    number = str(next(numbers))
    person = central.seed.inmate(number, "Daniel", "Reyes", pin=PIN)
    known(kiosk, number)
    folder = next((kiosk.state / "vaults").iterdir())
    one_time = central.seed.reset_pin(person.id).pin
    with kiosk_at(central, tmp_path / "other", "Kiosk C") as other:
        assert other.sign_in(number, one_time) == NeedsNewPin(reset=True)
        assert isinstance(other.choose_pin(OTHER_PIN), SignedIn)
    from kiosk.device import key_store

    key_store.open_keyring(kiosk.state, {})
    got = kiosk.sign_in(number, OTHER_PIN)
    assert isinstance(got, SignedIn)
    assert (got.first_time, got.offline) == (False, False)
    kiosk.sign_out()
    assert [each.name for each in (kiosk.state / "vaults").iterdir()] == [folder.name]
    central.stop()
    assert isinstance(kiosk.sign_in(number, OTHER_PIN), SignedIn)
    kiosk.sign_out()
    assert kiosk.sign_in(number, PIN) == WrongPin(0.0)


def test_the_device_hears_of_a_new_pin_and_shuts_the_old_one_out(
    kiosk: Kiosk, central: CentralServer
) -> None:
    number = str(next(numbers))
    person = central.seed.inmate(number, "Daniel", "Reyes", pin=PIN)
    known(kiosk, number)
    central.seed.reset_pin(person.id)
    kiosk.poll()
    [header] = keys.vault_headers(kiosk.state / "vaults", kiosk.identity.device_secret).values()
    assert header.pin_wrap is None
    central.stop()
    assert kiosk.sign_in(number) == NeedsNetwork(pin_changed=True)


def test_an_old_pin_stays_out_though_the_power_went_before_the_vault_was_shut_to_it(
    kiosk: Kiosk, central: CentralServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = str(next(numbers))
    person = central.seed.inmate(number, "Daniel", "Reyes", pin=PIN)
    known(kiosk, number)
    central.seed.reset_pin(person.id)
    with monkeypatch.context() as power:
        power.setattr(Vaults, "outdate", lambda *_: False)
        kiosk.poll()
    central.stop()
    assert kiosk.sign_in(number) == NeedsNetwork(pin_changed=True)


def test_whoever_is_signed_in_with_the_old_pin_is_signed_out(
    kiosk: Kiosk, central: CentralServer
) -> None:
    number = str(next(numbers))
    person = central.seed.inmate(number, "Daniel", "Reyes", pin=PIN)
    known(kiosk, number)
    kiosk.sign_in(number)
    central.seed.reset_pin(person.id)
    kiosk.poll()
    kiosk.until(lambda: kiosk.replaced == 2)
    assert kiosk.session.mailbox is None
