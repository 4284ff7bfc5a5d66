"""While one writes, the choice of who pays stands in sight wherever it has room."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from kiosk.domain import ConnectionId
from kiosk.views import router
from tests.pictures.stage import Stage, go

UPRIGHT, LYING = (800, 1280), (1280, 800)


def controls(made: Stage) -> dict[str, bool]:
    """Which of these are to be seen, whole."""
    made.settle()
    assert made.shell is not None
    frame = made.shell.frame
    assert frame.keyboard.isVisible()
    found = {name: frame.findChild(QWidget, name) for name in ("collect", "review", "done")}
    return {
        name: widget is not None and widget.visibleRegion().boundingRect() == widget.rect()
        for name, widget in found.items()
    }


@pytest.mark.parametrize("size", [UPRIGHT, LYING])
def test_with_room_below_or_beside_nothing_has_to_be_put_away(
    daniel: Stage, size: tuple[int, int]
) -> None:
    daniel.open(size)
    daniel.sign_in()
    go(daniel, router.Write(ConnectionId("rosa")))
    assert controls(daniel) == {"collect": True, "review": True, "done": False}


def test_with_larger_letters_the_text_goes_first(daniel: Stage) -> None:
    daniel.wear(percent=150)
    daniel.open(UPRIGHT)
    daniel.sign_in()
    go(daniel, router.Write(ConnectionId("rosa")))
    assert controls(daniel) == {"collect": False, "review": False, "done": True}


def test_the_keys_gone_the_choice_comes_back(daniel: Stage) -> None:
    daniel.wear(percent=150)
    daniel.open(UPRIGHT)
    daniel.sign_in()
    go(daniel, router.Write(ConnectionId("rosa")))
    assert daniel.shell is not None
    daniel.shell.frame.keyboard.hide_requested.emit()
    daniel.settle()
    review = daniel.shell.frame.findChild(QWidget, "review")
    assert review is not None
    assert review.isVisible()
