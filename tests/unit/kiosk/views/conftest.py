"""Screens are tested offscreen, in English, in the plain look, over a real vault."""

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.ui import theme
from kiosk.views.language import use_language
from tests.pictures.stage import Stage, stage


@pytest.fixture(autouse=True)
def plain(qapp: QApplication) -> Iterator[QApplication]:
    """English, light, 100 %, nothing moves; and so again afterwards."""
    use_language("en")
    wanted = theme.Look(reduce_motion=True)
    if theme.current() != wanted or not qapp.styleSheet():
        theme.apply_theme(qapp, wanted)
    yield qapp
    use_language("en")
    theme.apply_theme(qapp, wanted)


@pytest.fixture
def daniel(qapp: QApplication) -> Iterator[Stage]:
    """Daniel's vault with the shell before it; nobody is signed in yet."""
    with stage(qapp) as made:
        made.open()
        yield made
