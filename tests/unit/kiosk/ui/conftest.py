"""Every test of the widgets runs offscreen, with the plain look, and puts it back afterwards."""

import os
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from kiosk.ui import theme


@pytest.fixture(autouse=True)
def plain_look(qapp: QApplication) -> Iterator[QApplication]:
    wanted = theme.Look(reduce_motion=True)
    if theme.current() != wanted or not qapp.styleSheet():
        theme.apply_theme(qapp, wanted)
    yield qapp
    if theme.current() != wanted:
        theme.apply_theme(qapp, wanted)
