"""Something to read at one's own pace: a title with the way back, and paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui import theme
from kiosk.ui.card import Card
from kiosk.ui.label import Label
from kiosk.ui.theme import S8, S16
from kiosk.views.aloud import Aloud
from kiosk.views.read_button import read_button

COMFORTABLE = 880  # pixels at 100 % text: longer lines are hard to follow


def page_head(body: QVBoxLayout, back: QWidget, title: str) -> None:
    """The way back over the title, which may need more than one line."""
    row = QVBoxLayout()
    row.setSpacing(S8)
    row.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
    row.addWidget(Label(title, "title"))
    body.addLayout(row)


def reading(body: QVBoxLayout, text: Sequence[str], title: str, aloud: Aloud) -> None:
    """Paragraphs to be read, or heard, on a card of a comfortable width."""
    if aloud.able:
        button = read_button(aloud, "text", "\n".join(text), title)
        body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    card = Card()
    card.body.setSpacing(S16)
    card.setMaximumWidth(theme.px(COMFORTABLE))
    for part in text:
        card.body.addWidget(Label(part))
    body.addWidget(card)
    body.addStretch(1)
