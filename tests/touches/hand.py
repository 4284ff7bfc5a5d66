"""A finger on the glass of a real window, that counts how often it touches."""

from __future__ import annotations

from tests.desk import Desk
from tests.tour.remote import RemoteKiosk

PATIENCE = 40.0  # seconds
LOOKS = 4  # in a row that must find a control at the same place: it has come to rest


class Hand:
    """Looks where a control stands, then presses there from outside, as the display's pointer."""

    def __init__(self, desk: Desk, remote: RemoteKiosk) -> None:
        self._desk, self._remote = desk, remote
        self.touches = 0
        self.keys = 0

    def begin(self) -> None:
        """Count from here."""
        self.touches = self.keys = 0

    def touch(self, name: str) -> None:
        """Touch the control of this name once, where it stands: nothing is moved into view."""
        self._press(name)
        self.touches += 1

    def write(self, text: str) -> None:
        """Write on the keys on the glass: small letters and spaces."""
        for char in text:
            self._press("Space" if char == " " else char)
            self.keys += 1

    def number(self, digits: str) -> None:
        """Enter digits on the keypad."""
        self.write(digits)

    def sees(self, text: str) -> None:
        """Words come to stand in sight, whole."""
        self._desk.wait(lambda: self._remote.reads(text), f"{text!r} in sight", PATIENCE)

    def _press(self, name: str) -> None:
        seen: list[tuple[int, int] | None] = []

        def at_rest() -> bool:
            seen.append(self._remote.spot(name))
            last = seen[-LOOKS:]
            return len(last) == LOOKS and last[0] is not None and len(set(last)) == 1

        self._desk.wait(at_rest, f"{name!r} under a finger", PATIENCE)
        spot = seen[-1]
        assert spot is not None
        self._desk.press(*spot)
