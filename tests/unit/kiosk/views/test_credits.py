"""Every line of the ledger is a target for a finger."""

from __future__ import annotations

from itertools import pairwise

from kiosk.ui import theme
from kiosk.ui.ledger_row import LedgerRow
from kiosk.ui.theme import S8
from kiosk.views import router
from tests.pictures.stage import Stage, go


def test_a_finger_has_room_for_each_line_and_between_them(daniel: Stage) -> None:
    daniel.open((1280, 800))
    daniel.sign_in()
    go(daniel, router.Credits())
    daniel.settle()
    assert daniel.shell is not None
    page = daniel.shell.page
    assert page is not None
    rows = [row.geometry() for row in page.findChildren(LedgerRow)]
    assert len(rows) > 1
    assert all(row.height() >= theme.target() for row in rows)
    assert all(lower.top() - upper.bottom() > S8 for upper, lower in pairwise(rows))
