"""Coming back by PIN alone: after "Hide now", and on a tablet after time is up; nobody else may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain import Settings
from kiosk.session import SignedIn, SignOutReason, WrongPin
from tests.central_server import CentralServer
from tests.kiosk_device import OTHER_PIN, Kiosk
from tests.unit.kiosk.session.signing_in.ground import known

BACK = (SignOutReason.HIDDEN, SignOutReason.IDLE, SignOutReason.LIMIT)
SPANISH = Settings(language="es", theme="dark", text_percent=150)


def locked(kiosk: Kiosk) -> Settings | None:
    return kiosk.session.locked


@pytest.mark.parametrize("reason", BACK)
def test_a_tablet_asks_its_person_for_the_pin_alone(
    kiosk: Kiosk, number: str, reason: SignOutReason
) -> None:
    kiosk.tablet = True
    kiosk._replace()
    assert kiosk.session.tablet
    kiosk.sign_in(number)
    mailbox = kiosk.session.mailbox
    assert mailbox is not None
    mailbox.save_settings(replace(SPANISH, last_screen="home", notice_version=1))
    kiosk.sign_out(reason)
    assert locked(kiosk) == SPANISH
    assert isinstance(kiosk.unlock(OTHER_PIN), WrongPin)
    assert locked(kiosk) is not None
    assert isinstance(kiosk.unlock(), SignedIn)
    assert locked(kiosk) is None
    kiosk._replace()
    assert locked(kiosk) is None


def test_a_wall_kiosk_keeps_only_whoever_hid_the_screen(kiosk: Kiosk, number: str) -> None:
    for reason in (SignOutReason.HIDDEN, SignOutReason.IDLE, SignOutReason.LIMIT):
        kiosk.sign_in(number)
        kiosk.sign_out(reason)
        assert (kiosk.session.locked is not None) is (reason is SignOutReason.HIDDEN)


@pytest.mark.parametrize("reason", sorted(set(SignOutReason) - set(BACK)))
def test_no_other_end_leaves_anybody(kiosk: Kiosk, number: str, reason: SignOutReason) -> None:
    kiosk.tablet = True
    kiosk._replace()
    kiosk.sign_in(number)
    kiosk.sign_out(SignOutReason.HIDDEN)
    kiosk.unlock()
    kiosk.sign_out(reason)
    assert kiosk.session.locked is None
    with pytest.raises(RuntimeError):
        kiosk.session.unlock("480215", lambda _: None)


def test_somebody_else_begins_with_their_number(kiosk: Kiosk, number: str) -> None:
    known(kiosk, number)
    kiosk.sign_in(number)
    kiosk.sign_out(SignOutReason.HIDDEN)
    kiosk.session.forget_lock()
    assert kiosk.session.locked is None
    kiosk._replace()
    assert kiosk.session.locked is None


def test_the_note_says_nothing_to_who_reads_the_disk(kiosk: Kiosk, number: str) -> None:
    kiosk.sign_in(number)
    kiosk.sign_out(SignOutReason.HIDDEN)
    note = kiosk.state / "lock"
    held = note.read_bytes()
    assert number.encode() not in held
    for spoilt in (b"", b"short", held[:-1], bytes([held[0] ^ 1]) + held[1:], bytes(60)):
        note.write_bytes(spoilt)
        kiosk._replace()
        assert kiosk.session.locked is None
    note.write_bytes(held)
    kiosk._replace()
    assert kiosk.session.locked is not None


@pytest.mark.logs("session.lock_not_kept")
def test_a_full_disk_costs_the_number_not_the_session(
    kiosk: Kiosk, number: str, central: CentralServer
) -> None:
    kiosk.sign_in(number)
    (kiosk.state / "lock").mkdir()
    kiosk.sign_out(SignOutReason.HIDDEN)
    assert kiosk.session.mailbox is None
    assert kiosk.session.locked is None
    assert isinstance(kiosk.sign_in(number), SignedIn)
