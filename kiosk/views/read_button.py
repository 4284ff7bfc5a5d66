"""The button beside a text that has it read aloud, and stops that."""

from __future__ import annotations

from PySide6.QtCore import QObject

from kiosk.ui.button import Button, IconButton, Kind
from kiosk.views.aloud import Aloud
from kiosk.views.language import tr

NAMED = "aloud:"  # what the names of these buttons begin with


def read_button(aloud: Aloud, name: str, text: str, about: str, kind: Kind = "quiet") -> Button:
    """ "Read aloud", and "Stop" while its text is being read; `about` tells which text."""
    button = Button(tr("Read aloud"), "volume-2", kind)
    _Reading(button, aloud, name, text, about)
    return button


def small_read_button(aloud: Aloud, name: str, text: str, about: str) -> IconButton:
    """The same, to stand beside a message."""
    button = IconButton("volume-2", tr("Read aloud", "short"), 64, 64)
    _Reading(button, aloud, name, text, about)
    return button


class _Reading(QObject):
    """What such a button does; lives as long as the button."""

    def __init__(
        self, button: Button | IconButton, aloud: Aloud, name: str, text: str, about: str
    ) -> None:
        super().__init__(button)
        self._button, self._aloud = button, aloud
        self._name, self._whole, self._about = name, text, about
        self._words = button.text()
        button.setObjectName(f"{NAMED}{name}")
        button.clicked.connect(self._touched)
        aloud.changed.connect(self._dress)
        self._dress()

    def _touched(self) -> None:
        if self._aloud.reading == self._name:
            self._aloud.stop()
        else:
            self._aloud.read(self._name, self._whole)
        self._dress()

    def _dress(self) -> None:
        reading = self._aloud.reading == self._name
        text = tr("Stop") if reading else self._words
        if text != self._button.text():
            self._button.setText(text)
            self._button.set_icon("volume-x" if reading else "volume-2")
        self._button.setAccessibleName(f"{text}: {self._about}")
