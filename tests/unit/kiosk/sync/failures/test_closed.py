"""The row of the failure table about an account that was moved or closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain import ConnectionId, Payment
from kiosk.session import AccountClosed, ClosedReason, SignedIn, WrongPin
from tests.kiosk_device import Kiosk, kiosk_at
from tests.unit.kiosk.world import PIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.central_server import CentralServer

WRITTEN = "Half a letter"


@pytest.fixture
def kiosk(central: CentralServer, family: Any, tmp_path: Path) -> Iterator[Kiosk]:
    """A kiosk at which the person signed in and began a letter."""
    with kiosk_at(central, tmp_path / "kiosk", f"Kiosk {family.number}") as made:
        assert isinstance(made.sign_in(family.number, PIN), SignedIn)
        box = made.session.mailbox
        assert box is not None
        made.until(lambda: bool(box.connections()))
        kept: list[object] = []
        box.save_draft(ConnectionId(family.tie), WRITTEN, Payment.COD, done=kept.append)
        made.until(lambda: bool(kept))
        yield made
        central.start()
        central.seed.change_facility(keep_released=False)


def vaults(kiosk: Kiosk) -> list[Path]:
    return list((kiosk.state / "vaults").iterdir())


def refuse_through_sync(kiosk: Kiosk) -> None:
    """The next thing that the open session asks of central is refused."""
    kiosk.session.refresh()
    kiosk.until(lambda: kiosk.session.mailbox is None)


@pytest.mark.parametrize("heard_by", ["sync", "poll"])
@pytest.mark.logs("vault.wiped")
@pytest.mark.parametrize(
    ("status", "keep_released"), [("released", False), ("erased", False), ("erased", True)]
)
def test_account_moved_or_closed(
    kiosk: Kiosk,
    central: CentralServer,
    family: Any,
    status: str,
    keep_released: bool,
    heard_by: str,
) -> None:
    """The policy is to erase: sync stops, and nothing of the person stays here."""
    central.seed.change_facility(keep_released=keep_released)
    central.seed.set_status(family.id, status)
    if heard_by == "sync":
        refuse_through_sync(kiosk)
    else:
        kiosk.poll()
        kiosk.until(lambda: kiosk.session.mailbox is None)
    assert vaults(kiosk) == []
    assert kiosk.sign_in(family.number, PIN) == AccountClosed(ClosedReason(status))
    assert isinstance(kiosk.sign_in(family.number, "111999"), WrongPin)


@pytest.mark.parametrize("heard_by", ["sync", "poll"])
def test_account_moved_or_closed_and_kept(
    kiosk: Kiosk, central: CentralServer, family: Any, heard_by: str
) -> None:
    """The policy is to keep: shut, also offline; all is there if the person comes back."""
    central.seed.change_facility(keep_released=True)
    central.seed.set_status(family.id, "released")
    if heard_by == "sync":
        refuse_through_sync(kiosk)
    else:
        kiosk.poll()
        kiosk.until(lambda: kiosk.session.mailbox is None)
    central.stop()
    assert kiosk.sign_in(family.number, PIN) == AccountClosed(ClosedReason.RELEASED)
    central.start()
    kiosk.poll()
    assert len(vaults(kiosk)) == 1
    assert kiosk.sign_in(family.number, PIN) == AccountClosed(ClosedReason.RELEASED)
    central.seed.set_status(family.id, "active")
    assert isinstance(kiosk.sign_in(family.number, PIN), SignedIn)
    box = kiosk.session.mailbox
    assert box is not None
    draft = box.draft(ConnectionId(family.tie))
    assert draft is not None and draft.body == WRITTEN
