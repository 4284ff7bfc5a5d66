"""Pictures are drawn offscreen, and leave the plain look behind."""

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.ui import theme


@pytest.fixture(autouse=True)
def plain(qapp: QApplication) -> Iterator[None]:
    """The look of a device at rest, before and after."""
    theme.apply_theme(qapp, theme.Look(reduce_motion=True))
    yield
    theme.apply_theme(qapp, theme.Look(reduce_motion=True))
