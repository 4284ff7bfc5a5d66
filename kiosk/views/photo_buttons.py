"""Where the buttons of the stage stand, where they do not fit into one line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.ui.even_flow import EvenFlow
from kiosk.ui.theme import S8


def in_two_columns(buttons: Sequence[QWidget]) -> QWidget:
    """Beside the photo: large letters leave no height below it."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, S8, 0)
    grid.setSpacing(S8)
    for index, button in enumerate(buttons):
        grid.addWidget(button, index // 2, index % 2)
    return holder


def in_lines(buttons: Sequence[QWidget]) -> QWidget:
    """Below an upright screen's photo."""
    holder = QWidget()
    flow = EvenFlow(holder, S8)
    for button in buttons:
        flow.addWidget(button)
    return holder
