"""What is queued at a sign-out reaches central without its author."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from kiosk import durable
from kiosk.device import identity
from kiosk.domain import ConnectionId, Payment
from kiosk.session import SignedIn
from kiosk.session.making import POST_BOX
from kiosk.sync.protocol import EnvelopeRequest
from tests.central_server import CentralServer
from tests.kiosk_device import PIN, Kiosk, kiosk_at
from tests.unit.kiosk.session.signing_in.ground import mailbox_of, numbers

PRICE = 50


@pytest.fixture
def tie(central: CentralServer, kiosk: Kiosk) -> SimpleNamespace:
    """An inmate with a vault at the kiosk, a contact, their connection, and 1000 credits."""
    number = str(next(numbers))
    inmate = central.seed.inmate(number, "Daniel", "Reyes", pin=PIN)
    contact = central.seed.contact(f"maria{number}", "Maria", "Reyes")
    connection = central.seed.connection(contact.id, inmate.id)
    central.seed.credits(inmate.id, 1000)
    settle_in(kiosk, number)
    return SimpleNamespace(number=number, inmate=inmate.id, connection=connection.id)


def settle_in(kiosk: Kiosk, number: str) -> None:
    """Sign in and out once, so that the device knows whom one may write to."""
    kiosk.sign_in(number)
    kiosk.until(lambda: bool(mailbox_of(kiosk).threads()))
    kiosk.sign_out()


def write(kiosk: Kiosk, tie: SimpleNamespace, *bodies: str, price: int = PRICE) -> None:
    """Write at a kiosk that cannot reach central, and sign out."""
    assert isinstance(kiosk.sign_in(tie.number), SignedIn)
    box = mailbox_of(kiosk)
    kept: list[object] = []
    for body in bodies:
        connection = ConnectionId(tie.connection)
        box.send(connection, body, Payment.PREPAID, price, done=kept.append)
    kiosk.until(lambda: len(kept) == len(bodies))
    assert kept == [None] * len(bodies)
    kiosk.sign_out()


def lying(kiosk: Kiosk) -> list[Path]:
    return sorted((kiosk.state / POST_BOX).glob("*.json"))


def deliver(kiosk: Kiosk) -> None:
    """Let the device bring what it has."""
    watch = kiosk.session._watch
    assert watch is not None
    kiosk.clock.now += 1000
    watch.deliver()
    kiosk.until(lambda: not watch._delivery._busy)


def bodies(central: CentralServer, tie: SimpleNamespace) -> list[str]:
    return [row.body for row in central.seed.messages(tie.connection)]


def test_it_is_delivered_with_nobody_signed_in(
    kiosk: Kiosk, central: CentralServer, tie: SimpleNamespace
) -> None:
    central.stop()
    write(kiosk, tie, "one", "two")
    (envelope,) = lying(kiosk)
    assert envelope.stat().st_mode & 0o077 == 0
    assert b"one" not in envelope.read_bytes()
    deliver(kiosk)
    assert lying(kiosk) == [envelope]
    central.start()
    deliver(kiosk)
    assert lying(kiosk) == []
    assert bodies(central, tie) == ["one", "two"]
    kiosk.sign_in(tie.number)
    kiosk.until(lambda: mailbox_of(kiosk).outbox() == ())
    assert bodies(central, tie) == ["one", "two"]
    assert mailbox_of(kiosk).refusals() == ()
    kiosk.sign_out()
    assert lying(kiosk) == []


def test_both_ways_at_once_are_one(
    kiosk: Kiosk, central: CentralServer, tie: SimpleNamespace
) -> None:
    central.stop()
    write(kiosk, tie, "one")
    central.start()
    kiosk.sign_in(tie.number)
    deliver(kiosk)
    kiosk.until(lambda: mailbox_of(kiosk).outbox() == ())
    assert bodies(central, tie) == ["one"]
    assert lying(kiosk) == []


def test_what_lies_in_an_envelope_is_not_put_into_another(
    kiosk: Kiosk, central: CentralServer, tie: SimpleNamespace
) -> None:
    central.stop()
    write(kiosk, tie, "one")
    (first,) = lying(kiosk)
    write(kiosk, tie, "two")
    assert lying(kiosk)[0] == first
    assert len(lying(kiosk)) == 2
    first.unlink()  # lost with the disk: what was in it is put into the next
    write(kiosk, tie)
    assert len(lying(kiosk)) == 2
    counters = [
        msgspec.json.decode(path.read_bytes(), type=EnvelopeRequest).counter
        for path in lying(kiosk)
    ]
    assert counters == [2, 3]
    central.start()
    deliver(kiosk)
    assert sorted(bodies(central, tie)) == ["one", "two"]


def test_a_refusal_is_shown_once_where_the_outbox_tells_of_it_too(
    kiosk: Kiosk, central: CentralServer, tie: SimpleNamespace
) -> None:
    central.stop()
    write(kiosk, tie, "write back", price=PRICE - 1)
    central.start()
    deliver(kiosk)
    kiosk.sign_in(tie.number)
    kiosk.until(lambda: mailbox_of(kiosk).outbox() == ())
    here = mailbox_of(kiosk)
    kiosk.until(lambda: here.draft(ConnectionId(tie.connection)) is not None)
    assert [entry.code for entry in here.refusals()] == ["price-changed"]  # once, not twice
    here.dismiss_refusal(here.refusals()[0].id)
    kiosk.until(lambda: here.refusals() == ())
    kiosk.sign_out()


@pytest.mark.parametrize("first", ["cancel", "envelope"])
def test_taking_back_what_lies_in_an_envelope(
    kiosk: Kiosk, central: CentralServer, tie: SimpleNamespace, first: str
) -> None:
    connection = ConnectionId(tie.connection)
    central.stop()
    write(kiosk, tie, "wait")
    kiosk.sign_in(tie.number)
    box = mailbox_of(kiosk)
    (shown,) = box.messages(connection)
    assert shown.boxed
    kept: list[object] = []
    box.do_not_send(shown.id, done=kept.append)
    kiosk.until(lambda: bool(kept))
    (shown,) = box.messages(connection)
    assert shown.taking_back
    central.start()
    if first == "envelope":
        deliver(kiosk)
    kiosk.clock.now += 1000
    kiosk.session.refresh()
    kiosk.until(lambda: box.outbox() == ())
    deliver(kiosk)
    assert lying(kiosk) == []
    draft = box.draft(connection)
    if bodies(central, tie):  # central was not asked back in time, and says so
        assert [entry.code for entry in box.refusals()] == ["too-late"]
        assert draft is None
    else:
        assert first == "cancel"
        assert box.refusals() == ()
        assert draft is not None
        assert draft.body == "wait"


@pytest.fixture
def other(central: CentralServer, tmp_path: Path) -> Iterator[Kiosk]:
    with kiosk_at(central, tmp_path / "other", "Kiosk C") as made:
        yield made


def test_a_refusal_is_put_aside_on_every_device(
    kiosk: Kiosk, central: CentralServer, tie: SimpleNamespace, other: Kiosk
) -> None:
    central.stop()
    write(kiosk, tie, "write back", price=PRICE - 1)
    central.start()
    deliver(kiosk)
    other.sign_in(tie.number)
    there = mailbox_of(other)
    other.until(lambda: bool(there.refusals()))
    (refusal,) = there.refusals()
    assert (refusal.code, refusal.price, refusal.contact_name) == (
        "price-changed",
        PRICE,
        "Maria Reyes",
    )
    other.until(lambda: there.draft(ConnectionId(tie.connection)) is not None)
    draft = there.draft(ConnectionId(tie.connection))
    assert draft is not None
    assert draft.body == "write back"
    there.dismiss_refusal(refusal.id)
    other.until(lambda: there.refusals() == ())
    other.until(lambda: there.status().queued == 0)
    other.sign_out()
    kiosk.sign_in(tie.number)
    kiosk.until(lambda: mailbox_of(kiosk).outbox() == ())


@pytest.mark.logs("postbox.not_filled")
def test_a_full_disk_leaves_it_in_the_vault(
    kiosk: Kiosk,
    central: CentralServer,
    tie: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    central.stop()
    real = durable.write_whole

    def full(path: Path, data: bytes) -> None:
        if path.parent.name == POST_BOX:
            raise OSError(28, os.strerror(28))
        real(path, data)

    with monkeypatch.context() as broken:
        broken.setattr(durable, "write_whole", full)
        write(kiosk, tie, "one")
    assert lying(kiosk) == []
    central.start()
    kiosk.sign_in(tie.number)
    kiosk.until(lambda: mailbox_of(kiosk).outbox() == ())
    assert bodies(central, tie) == ["one"]


@pytest.mark.logs("postbox.damaged", "postbox.refused")
def test_an_envelope_that_rotted_holds_up_no_other_and_loses_nothing(
    kiosk: Kiosk, central: CentralServer, tie: SimpleNamespace
) -> None:
    central.stop()
    for body in ("one", "two", "three"):
        write(kiosk, tie, body)
    first, second, _ = lying(kiosk)
    first.write_bytes(b"\x00" * 100)
    envelope = msgspec.json.decode(second.read_bytes(), type=EnvelopeRequest)
    forged = msgspec.structs.replace(envelope, counter=envelope.counter + 40)
    second.write_bytes(msgspec.json.encode(forged))
    central.start()
    deliver(kiosk)
    assert lying(kiosk) == []
    assert bodies(central, tie) == ["three"]
    kiosk.sign_in(tie.number)
    kiosk.until(lambda: mailbox_of(kiosk).outbox() == ())
    assert sorted(bodies(central, tie)) == ["one", "three", "two"]


@pytest.mark.logs("device.revoked", "vault.wiped_all")
@pytest.mark.parametrize("act", ["retire", "revoke"])
@pytest.mark.parametrize("inside", [True, False])
def test_a_device_that_goes_hands_in_first(
    central: CentralServer, tie: SimpleNamespace, other: Kiosk, act: str, inside: bool
) -> None:
    settle_in(other, tie.number)
    central.stop()
    if inside:
        other.sign_in(tie.number)
        kept: list[object] = []
        connection = ConnectionId(tie.connection)
        mailbox_of(other).send(connection, "last", Payment.PREPAID, PRICE, done=kept.append)
        other.until(lambda: bool(kept))
    else:
        write(other, tie, "last")
    central.start()
    getattr(central.seed, f"{act}_device")(other.identity.device)
    other.poll()
    other.until(lambda: other.session.mailbox is None)
    other.poll()
    assert list((other.state / "vaults").iterdir()) == []
    assert lying(other) == []
    assert identity.load() is None
    assert central.seed.device(other.identity.device).erased
    if act == "retire":
        assert bodies(central, tie) == ["last"]
    else:
        assert bodies(central, tie) == []
        central.seed.approve_envelopes()
        assert bodies(central, tie) == ["last"]
