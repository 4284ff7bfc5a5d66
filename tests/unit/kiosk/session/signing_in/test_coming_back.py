"""Signing in and out against the real central: online, offline, and what lies between."""

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain import KnownFailure, NetworkState
from kiosk.session import (
    AccountClosed,
    ClosedReason,
    NeedsNetwork,
    SignedIn,
    SignOutReason,
    StorageFailure,
    TimeNotice,
    Unavailable,
    WrongPin,
)
from kiosk.session.counter import Counter
from kiosk.sync.protocol import Problem
from kiosk.vault import keys
from tests.central_server import CentralServer
from tests.kiosk_device import PIN, Kiosk, kiosk_at
from tests.unit.kiosk.session.signing_in.ground import known, network, notice, numbers


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
    kiosk.session._refused_through_sync(Problem("account-frozen"))
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


@pytest.mark.parametrize("in_session", [False, True])
@pytest.mark.logs("device.revoked", "vault.wiped_all")
def test_a_revoked_device_forgets_everything(
    central: CentralServer, tmp_path: Path, number: str, in_session: bool
) -> None:
    """Whether the device asked how it stands, or a session was refused first."""
    with kiosk_at(central, tmp_path / "lost", "Kiosk L") as lost:
        known(lost, number)
        lost.sign_in(number)
        central.seed.revoke_device(lost.identity.device)
        if in_session:
            assert lost.session._watch is not None
            lost.session._watch.refused()
        else:
            lost.poll()
        lost.until(lambda: lost.session.mailbox is None)
        from kiosk.device import identity

        while identity.load() is not None:
            lost.poll()
        assert list((lost.state / "vaults").iterdir()) == []
        assert lost.sign_in(number) == Unavailable(NetworkState.REFUSED)


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
    from kiosk import durable

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(durable, "write_whole", full)
    assert kiosk.sign_in(number) == StorageFailure(KnownFailure.DISK_FULL)


def test_turning_back_leaves_nothing_open(kiosk: Kiosk, number: str) -> None:
    got: list[object] = []
    kiosk.session.sign_in(number, PIN, got.append)
    kiosk.session.cancel()
    kiosk.until(lambda: kiosk.session._trying == 0)
    assert got == []
    assert kiosk.session.mailbox is None
    assert isinstance(kiosk.sign_in(number), SignedIn)


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


def test_what_runs_by_itself_counts_as_a_touch(kiosk: Kiosk, number: str) -> None:
    kiosk.sign_in(number)
    policy = kiosk.session.device_policy()
    assert policy is not None
    speaking = True
    heard = kiosk.session.active_while(lambda: speaking)
    for _ in range(4):
        kiosk.clock.now += policy.idle_seconds - 1
        kiosk.session.tick()
        assert notice(kiosk) is TimeNotice.NONE
    heard()
    kiosk.clock.now += policy.idle_seconds
    kiosk.session.tick()
    kiosk.until(lambda: kiosk.replaced == 1)


@pytest.mark.parametrize("allowed", [True, False])
def test_staying_is_the_facilitys_to_allow(
    kiosk: Kiosk, central: CentralServer, number: str, allowed: bool
) -> None:
    central.seed.change_facility(stay_allowed=allowed)
    kiosk.poll()
    kiosk.sign_in(number)
    policy = kiosk.session.device_policy()
    assert policy is not None
    for passed in (policy.session_seconds - 110, 90):
        kiosk.clock.now += passed
        kiosk.session.activity()
        kiosk.session.tick()
    assert notice(kiosk) is TimeNotice.THIRTY_SECONDS
    kiosk.session.stay()
    assert notice(kiosk) is (TimeNotice.NONE if allowed else TimeNotice.THIRTY_SECONDS)
    kiosk.clock.now += 20
    kiosk.session.activity()
    kiosk.session.tick()
    if not allowed:
        kiosk.until(lambda: kiosk.replaced == 1)
    assert (kiosk.session.mailbox is not None) is allowed
    central.seed.change_facility(stay_allowed=False)


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
    kiosk.session._refused_through_sync(Problem("no-such-reason"))
    kiosk.session._refused_through_sync(Problem("vault-key-old"))
    kiosk.until(lambda: kiosk.replaced == 1)
    got = kiosk.sign_in(number)  # the PIN is right after all: central says so
    assert isinstance(got, SignedIn)
    assert not got.offline


def test_a_first_sign_in_that_central_hears_late_costs_another_pin(
    kiosk: Kiosk, number: str
) -> None:
    known(kiosk, number)
    key = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    late = Counter(kiosk._client(), kiosk.identity, kiosk.clock.wall)
    late.sign_in(number, PIN, base64.b64encode(key).decode())  # of a try that was cut off
    late.close()
    kiosk.sign_in(number)
    kiosk.until(lambda: kiosk.replaced == 2)  # central does not know this vault's key
    got = kiosk.sign_in(number)
    assert isinstance(got, SignedIn)
    assert not got.offline
    assert not got.first_time
    kiosk.sign_out()
    kiosk.sign_in(number)
    kiosk.until(lambda: network(kiosk) is NetworkState.ONLINE)


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
