"""Signing in and out against the real central: online, offline, and what lies between."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain import KnownFailure, NetworkState
from kiosk.mailbox import Mailbox
from kiosk.session import (
    AccountClosed,
    ClosedReason,
    Locked,
    NeedsNetwork,
    NeedsNewPin,
    SignedIn,
    SignOutReason,
    StorageFailure,
    TimeNotice,
    Unavailable,
    WeakPin,
    WeakReason,
    WrongPin,
)
from kiosk.session.vaults import Vaults
from kiosk.vault import keys
from tests.central_server import CentralServer, central_server
from tests.kiosk_device import OTHER_PIN, PIN, Kiosk, kiosk_at


@pytest.fixture(scope="module")
def server() -> Iterator[CentralServer]:
    with central_server() as central:
        yield central


@pytest.fixture
def central(server: CentralServer) -> CentralServer:
    server.start()
    return server


@pytest.fixture
def kiosk(central: CentralServer, tmp_path: Path) -> Iterator[Kiosk]:
    with kiosk_at(central, tmp_path / "kiosk") as made:
        yield made
        central.start()  # a test may have left it stopped


numbers = iter(range(2001, 9999))


@pytest.fixture
def number(central: CentralServer) -> str:
    """A new inmate with a PIN already chosen."""
    made = str(next(numbers))
    central.seed.inmate(made, "Daniel", "Reyes", pin=PIN)
    return made


def known(kiosk: Kiosk, number: str) -> None:
    """Sign in and out once, so that the device has the vault."""
    assert isinstance(kiosk.sign_in(number), SignedIn)
    kiosk.sign_out()


def mailbox_of(kiosk: Kiosk) -> Mailbox:
    assert kiosk.session.mailbox is not None
    return kiosk.session.mailbox


# --- online --------------------------------------------------------------------------------


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


# --- offline -------------------------------------------------------------------------------


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


# --- a PIN that changed --------------------------------------------------------------------


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


# --- an account that ends ------------------------------------------------------------------


def test_a_frozen_account_stays_on_the_device_but_shut(
    kiosk: Kiosk, central: CentralServer
) -> None:
    number = str(next(numbers))
    person = central.seed.inmate(number, "Daniel", "Reyes", pin=PIN)
    known(kiosk, number)
    kiosk.sign_in(number)
    central.seed.set_status(person.id, "frozen")
    kiosk.poll()
    kiosk.until(lambda: kiosk.session.mailbox is None)
    assert kiosk.sign_in(number) == AccountClosed(ClosedReason.FROZEN)
    central.stop()
    assert kiosk.sign_in(number) == AccountClosed(ClosedReason.FROZEN)
    assert kiosk.sign_in(number, "111999") == WrongPin(0.0)
    central.start()
    central.seed.set_status(person.id, "active")
    assert isinstance(kiosk.sign_in(number), SignedIn)


def test_a_refusal_as_frozen_holds_offline_too(kiosk: Kiosk, central: CentralServer) -> None:
    number = str(next(numbers))
    central.seed.inmate(number, "Daniel", "Reyes", pin=PIN)
    known(kiosk, number)
    kiosk.sign_in(number)
    central.stop()
    kiosk.session._refused_through_sync("account-frozen")
    kiosk.until(lambda: kiosk.session.mailbox is None)
    assert kiosk.sign_in(number) == AccountClosed(ClosedReason.FROZEN)


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.logs("vault.wiped")
def test_a_released_person_s_vault_is_wiped(
    kiosk: Kiosk, central: CentralServer, inside: bool
) -> None:
    number = str(next(numbers))
    person = central.seed.inmate(number, "Daniel", "Reyes", pin=PIN)
    known(kiosk, number)
    if inside:
        kiosk.sign_in(number)
    central.seed.set_status(person.id, "released")
    kiosk.poll()
    kiosk.until(lambda: kiosk.session.mailbox is None)
    assert list((kiosk.state / "vaults").iterdir()) == []
    assert kiosk.sign_in(number) == AccountClosed(ClosedReason.RELEASED)
    assert kiosk.sign_in(number, "111999") == WrongPin(0.0)


@pytest.mark.logs("device.revoked", "vault.wiped_all")
def test_a_revoked_device_forgets_everything(
    central: CentralServer, tmp_path: Path, number: str
) -> None:
    with kiosk_at(central, tmp_path / "lost", "Kiosk L") as lost:
        known(lost, number)
        lost.sign_in(number)
        central.seed.revoke_device(lost.identity.device)
        lost.poll()
        lost.until(lambda: lost.session.mailbox is None)
        assert list((lost.state / "vaults").iterdir()) == []
        from kiosk.device import identity

        assert identity.load() is None
        assert lost.sign_in(number) == Unavailable(NetworkState.REFUSED)


# --- what breaks ---------------------------------------------------------------------------


@pytest.mark.logs("vault.set_aside")
def test_a_damaged_header_is_set_aside_and_the_vault_made_anew(
    kiosk: Kiosk, number: str, central: CentralServer
) -> None:
    known(kiosk, number)
    folder = next((kiosk.state / "vaults").iterdir())
    (folder / keys.HEADER_NAME).write_bytes(b"{}")
    central.stop()
    assert kiosk.sign_in(number) == NeedsNetwork()
    central.start()
    got = kiosk.sign_in(number)
    assert isinstance(got, SignedIn)
    assert got.first_time


@pytest.mark.logs("vault.set_aside")
def test_databases_beyond_repair_are_set_aside_and_fetched_again(kiosk: Kiosk, number: str) -> None:
    known(kiosk, number)
    folder = next((kiosk.state / "vaults").iterdir())
    for name in ("vault.db", "vault.copy"):
        (folder / name).write_bytes(b"x" * 8192)
    got = kiosk.sign_in(number)
    assert isinstance(got, SignedIn)
    assert (got.first_time, got.offline) == (True, False)


def test_a_count_that_cannot_be_kept_is_a_storage_failure(
    kiosk: Kiosk, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.device import storage

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(storage, "write_whole", full)
    assert kiosk.sign_in(number) == StorageFailure(KnownFailure.DISK_FULL)


def test_turning_back_leaves_nothing_open(kiosk: Kiosk, number: str) -> None:
    got: list[object] = []
    kiosk.session.sign_in(number, PIN, got.append)
    kiosk.session.cancel()
    kiosk.until(lambda: kiosk.session._trying == 0)
    assert got == []
    assert kiosk.session.mailbox is None
    assert isinstance(kiosk.sign_in(number), SignedIn)


# --- time and sign-out ---------------------------------------------------------------------


def notice(kiosk: Kiosk) -> TimeNotice:
    assert kiosk.session.time_left is not None
    return kiosk.session.time_left.notice


def test_idle_warns_then_signs_out(kiosk: Kiosk, number: str) -> None:
    kiosk.sign_in(number)
    policy = kiosk.session.device_policy()
    assert policy is not None
    kiosk.clock.now += policy.idle_seconds - 30
    before = kiosk.changes
    kiosk.session.tick()
    assert notice(kiosk) is TimeNotice.IDLE
    assert kiosk.changes > before
    kiosk.session.activity()
    assert notice(kiosk) is TimeNotice.NONE
    kiosk.clock.now += policy.idle_seconds
    kiosk.session.tick()
    kiosk.until(lambda: kiosk.replaced == 1)
    assert kiosk.session.time_left is None


def test_what_is_saved_at_sign_out_is_kept(kiosk: Kiosk, number: str) -> None:
    from dataclasses import replace

    kiosk.sign_in(number)
    mailbox = kiosk.session.mailbox
    assert mailbox is not None
    kiosk.session.before_sign_out(
        lambda: mailbox.save_settings(replace(mailbox.settings(), text_percent=150))
    )
    forgotten = kiosk.session.before_sign_out(lambda: pytest.fail("unsubscribed"))
    forgotten()
    kiosk.session.sign_out(SignOutReason.ASKED)
    kiosk.session.sign_out(SignOutReason.LIMIT)  # a second touch changes nothing
    kiosk.until(lambda: kiosk.replaced == 1)
    kiosk.sign_in(number)
    assert kiosk.session.mailbox is not None
    assert kiosk.session.mailbox.settings().text_percent == 150


def test_central_can_end_a_session_through_sync(kiosk: Kiosk, number: str) -> None:
    kiosk.sign_in(number)
    kiosk.session._refused_through_sync("no-such-reason")
    kiosk.session._refused_through_sync("vault-key-old")
    kiosk.until(lambda: kiosk.replaced == 1)
    got = kiosk.sign_in(number)  # the PIN is right after all: central says so
    assert isinstance(got, SignedIn)
    assert not got.offline


def network(kiosk: Kiosk) -> NetworkState:
    return kiosk.session.network


def test_the_policy_is_there_before_anybody_signs_in_and_without_network(
    kiosk: Kiosk, central: CentralServer
) -> None:
    kiosk.poll()
    assert network(kiosk) is NetworkState.ONLINE
    central.seed.change_facility(idle_seconds=77)
    kiosk.poll()
    policy = kiosk.session.device_policy()
    assert policy is not None
    assert policy.idle_seconds == 77
    central.stop()
    kiosk.poll()
    assert network(kiosk) is NetworkState.OFFLINE
    kiosk._replace()
    assert kiosk.session.device_policy() == policy
    central.start()
    central.seed.change_facility(idle_seconds=120)


def test_nothing_readable_lies_on_the_disk(kiosk: Kiosk, number: str) -> None:
    known(kiosk, number)
    for path in kiosk.state.rglob("*"):
        assert number not in path.name
        if path.is_file():
            content = path.read_bytes()
            for word in (number, PIN, "Daniel", "Reyes"):
                assert word.encode() not in content, path
