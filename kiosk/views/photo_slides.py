"""The slideshow: one photo after the other, as slow as wanted, until it is stopped or through.

It does not count as activity: whoever walks away from a wall kiosk must not leave their photos
on it, nor keep it from the next person. Whoever watches touches the screen at the warning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.ui.timers import Timer
from kiosk.views.language import tr
from kiosk.views.screen import Hands

PACES = (3, 5, 8, 12, 20)  # seconds a photo
USUAL = 5


class Slides:
    """Runs, rests and ends; `step` goes on by one and says whether there was another."""

    def __init__(
        self, hands: Hands, timer: Timer, step: Callable[[], bool], told: Callable[[], object]
    ) -> None:
        self._hands, self._timer, self._step, self._told = hands, timer, step, told
        self.open, self.running = False, False

    @property
    def seconds(self) -> int:
        """How long each photo stays."""
        kept = self._hands.mailbox.settings().slide_seconds
        return kept if kept in PACES else USUAL

    def start(self) -> None:
        """Begin, or go on after a rest."""
        self.open = self.running = True
        self._wait()
        self._told()

    def rest(self) -> None:
        """Stay at this photo until it goes on."""
        self.running = False
        self._timer.stop()
        self._told()

    def end(self) -> None:
        """Be an ordinary screen again."""
        self.open = self.running = False
        self._timer.stop()
        self._told()

    def shown(self) -> None:
        """Another photo has come: its time begins."""
        if self.running:
            self._wait()

    def faster(self) -> None:
        """Each photo stays for less."""
        self._pace(-1)

    def slower(self) -> None:
        """Each photo stays for longer."""
        self._pace(1)

    def at_end(self, way: int) -> bool:
        """Whether it cannot go faster (-1) or slower (1)."""
        return self.seconds == (PACES[0] if way < 0 else PACES[-1])

    def words(self) -> str:
        """How it stands."""
        pace = tr("%n seconds a photo", "", self.seconds)
        return pace if self.running else tr("Paused") + " · " + pace

    def _pace(self, way: int) -> None:
        at = min(max(PACES.index(self.seconds) + way, 0), len(PACES) - 1)
        mailbox = self._hands.mailbox
        wanted = replace(mailbox.settings(), slide_seconds=PACES[at])
        mailbox.save_settings(wanted, done=self._hands.kept)
        self.shown()
        self._told()

    def _wait(self) -> None:
        self._timer.start(self.seconds * 1000, self._on)

    def _on(self) -> None:
        if not self._step():
            self.rest()
