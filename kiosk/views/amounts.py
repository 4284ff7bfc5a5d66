"""Figures of the person's money: shown, or dots until they are touched, where others may look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from kiosk.mailbox import Mailbox
from kiosk.ui.button import Button, Kind
from kiosk.ui.timers import Timer
from kiosk.views.language import number, tr

SHOWN_MS = 10_000  # how long a touch shows them
DOTS = "•••"


class Amounts(QObject):
    """What the person has, as far as it may be seen now; `changed` is called when that changes."""

    def __init__(
        self, mailbox: Mailbox, timer: Callable[[QObject], Timer], changed: Callable[[], None]
    ) -> None:
        super().__init__()
        self._mailbox, self._changed = mailbox, changed
        self._touched = False
        self._timer = timer(self)

    @property
    def hidden(self) -> bool:
        """Whether dots stand in place of figures now."""
        return not self._touched and self._mailbox.settings().hide_amounts

    def figure(self, value: int) -> str:
        """A sum of the person's, or dots."""
        return DOTS if self.hidden else number(value)

    def show(self) -> None:
        """The person wants to see them: for some seconds they show."""
        self._touched = True
        self._timer.start(SHOWN_MS, self._hide)
        self._changed()

    def button(self, kind: Kind = "quiet") -> Button:
        """A control that shows them."""
        button = Button(tr("Touch to show"), "eye", kind)
        button.setObjectName("show-amounts")
        button.clicked.connect(self.show)
        return button

    def _hide(self) -> None:
        self._touched = False
        self._changed()
