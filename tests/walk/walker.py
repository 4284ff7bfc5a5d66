"""Goes everywhere by itself: uses every kind of control that it finds, on every screen it finds.

Nothing here knows which screens there are. The walker looks at what shows, uses the first control
of a kind that it has not used there yet, notes where that led, and goes on from there. Where
nothing is left to try it takes the shortest way that it knows to a screen where something is. So a
new screen is walked as soon as some control leads to it; no list has to be kept.

A *spot* is a screen by the kind of its place, with the sheet over it. A *kind* of control is its
lasting name up to a colon (`thread:rosa` is a `thread`), else its class and words without figures.
A place in practice is a spot of its own, and so is what stands around all screens of practice.
What ends something (a danger button, sending, signing out) is left until nothing else remains.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid

from kiosk.ui.button import Button
from kiosk.ui.keyboard_keys import Key
from kiosk.ui.keypad import Keypad
from kiosk.ui.rail import Rail
from kiosk.ui.sheet import Sheet
from kiosk.ui.status_bar import StatusBar
from kiosk.views.cover import Cover
from tests.fingers import NotThereError
from tests.walk import seeing
from tests.walk.drawn import around
from tests.walk.walked import WalkedKiosk
from tests.walk.ways import CannotError, Way

TWICE = 2  # of rows and tiles that stand for people, photos and messages
MOST_STEPS = 1500
EVERYWHERE = "* "  # what stands around every screen leads to the same from each of them
MORE = (f"{EVERYWHERE}More", f"{EVERYWHERE}Más")
MOST_PAGES = 4
BACK = "back"
LAST = ("send", "send-ticket", "agree", "leave")
OUT = ("stop-account", "other")


@dataclass(frozen=True)
class Spot:
    """Where the walker stands: a kind of place, and what lies over it."""

    place: str
    over: str = ""

    def __str__(self) -> str:
        return f"{self.place} under {self.over!r}" if self.over else self.place


PRACTICE = "practice of "
AROUND, AROUND_PRACTICE = Spot("anywhere"), Spot(f"{PRACTICE}anything")


@dataclass
class Notes:
    """What a walker has seen and done."""

    used: Counter[tuple[Spot, str]] = field(default_factory=Counter)
    seen: dict[Spot, dict[str, int]] = field(default_factory=dict)
    led: dict[Spot, dict[str, Spot]] = field(default_factory=dict)
    states: set[tuple[Spot, frozenset[str]]] = field(default_factory=set)
    faults: dict[str, str] = field(default_factory=dict)  # each told once, with where it was first

    @property
    def places(self) -> set[str]:
        """The kinds of places it has been at."""
        return {spot.place for spot in self.seen}


Check = Callable[[Spot, list[QWidget]], Iterable[str]]


class Walker:
    """Walks one kiosk one way; `check` looks at each new state of a screen."""

    def __init__(self, kiosk: WalkedKiosk, way: Way, check: Check) -> None:
        self.kiosk, self.way, self._check = kiosk, way, check
        self.notes = Notes()
        self.trace: list[str] = []

    def walk(self, rank: int = 0, within: Callable[[Spot], bool] = lambda _spot: True) -> None:
        """Use everything up to a rank, on all spots that are wanted, until nothing is left."""
        for _step in range(MOST_STEPS):
            here = self.look()
            kind = self._next_kind(here, rank) or self._way_on(here, rank, within)
            if kind is None:
                return
            self.use(here, kind)
        raise CannotError("the walk has no end")

    def look(self) -> Spot:
        """Where the walker stands; a state not seen before is checked."""
        self.kiosk.look_again()
        self.kiosk.settle()
        here = self.here()
        found = self.way.found()
        kinds = {self._kind(each): self._rank(each) for each in reversed(found)}
        self.notes.seen.setdefault(here, {}).update(kinds)
        state = (here, frozenset(kinds))
        if state not in self.notes.states:
            self.notes.states.add(state)
            for fault in self._check(here, found):
                self.notes.faults.setdefault(fault, str(here))
        return here

    def here(self) -> Spot:
        """The spot, by the app's own word for the place and what lies over it."""
        over = seeing.layer(self.kiosk.window)
        name = ""
        if isinstance(over, Sheet):
            name = re.sub(r"\d+", "#", over.title.full_text())
        elif isinstance(over, Cover):
            name = "cover"
        practice = PRACTICE if self.kiosk.practising else ""
        return Spot(practice + type(self.kiosk.place).__name__, name)

    def use(self, here: Spot, kind: str) -> Spot:
        """Use a control of this kind, and note where it led."""
        at = self._at(here, kind)
        times = self.notes.used[at, kind]
        self.notes.used[at, kind] += 1
        alike = self._alike(kind)
        if not alike:
            self.notes.seen[here].pop(kind, None)
            self.notes.led.get(here, {}).pop(kind, None)
            return here
        control = alike[min(times, len(alike) - 1)]
        self.trace.append(f"{here}: {kind}")
        if not isValid(control):  # the page was filled anew while it was looked through
            self.notes.used[at, kind] -= 1
            return here
        try:
            self.way.use(control)
        except (CannotError, NotThereError) as fault:
            self.notes.faults.setdefault(str(fault), str(here))
        self.kiosk.settle()
        there = self.here()
        self.notes.led.setdefault(at, {})[kind] = there
        return there

    def _at(self, spot: Spot, kind: str) -> Spot:
        """Where it counts that a control was used."""
        return self._around(spot) if kind.startswith(EVERYWHERE) else spot

    def _around(self, spot: Spot) -> Spot:
        return AROUND_PRACTICE if spot.place.startswith(PRACTICE) else AROUND

    def _alike(self, kind: str) -> list[QWidget]:
        """The controls of a kind; a place that is folded away is brought out."""
        for _page in range(MOST_PAGES):
            found = self.way.found()
            alike = [each for each in found if self._kind(each) == kind]
            more = [each for each in found if self._kind(each) in MORE]
            if alike or not more or not kind.startswith(EVERYWHERE):
                return alike
            self.way.use(more[0])
            self.kiosk.settle()
        return []

    def _leads(self, spot: Spot) -> dict[str, Spot]:
        """What is known to lead on from a spot."""
        around = self.notes.led.get(self._around(spot), {})
        shown = self.notes.seen.get(spot, {})
        known = {kind: there for kind, there in around.items() if kind in shown}
        return known | self.notes.led.get(spot, {})

    # --- what to do next -------------------------------------------------------------------

    def _left(self, spot: Spot, rank: int) -> list[str]:
        """The kinds there that are still to be used."""
        return [
            kind
            for kind, ranked in self.notes.seen.get(spot, {}).items()
            if ranked <= rank
            and self.notes.used[self._at(spot, kind), kind] < (TWICE if ":" in kind else 1)
        ]

    def _next_kind(self, here: Spot, rank: int) -> str | None:
        now = {self._kind(each) for each in self.way.found()}
        wanted = [kind for kind in self._left(here, rank) if kind in now]
        lowest = min((self.notes.seen[here][kind] for kind in wanted), default=0)
        return next((k for k in wanted if self.notes.seen[here][k] == lowest), None)

    def _way_on(self, here: Spot, rank: int, within: Callable[[Spot], bool]) -> str | None:
        """The first step of the shortest known way to a spot with something left."""
        for spot in list(self.notes.seen):
            for kind in self._left(spot, rank):
                if spot == here and kind.startswith(EVERYWHERE):
                    return kind
                if spot == here or not within(spot):
                    self.notes.used[self._at(spot, kind), kind] += (
                        TWICE  # it stood there once, and is gone
                    )
        steps: deque[tuple[Spot, str | None]] = deque([(here, None)])
        known = {here}
        while steps:
            spot, first = steps.popleft()
            if spot != here and self._left(spot, rank):
                return first
            for kind, there in self._leads(spot).items():
                if there not in known and within(there):
                    known.add(there)
                    steps.append((there, first or kind))
        # a page of two steps is one spot, and Back led from the one to the other when it was tried
        stuck = any(within(spot) and self._left(spot, rank) for spot in self.notes.seen)
        return BACK if stuck and BACK in {self._kind(each) for each in self.way.found()} else None

    # --- kinds -----------------------------------------------------------------------------

    def _kind(self, control: QWidget) -> str:
        if isinstance(control, Key):
            return f"key {control.spec.action or 'char'}"
        if any(isinstance(each, Keypad) for each in around(control)):
            return "digit" if seeing.told(control).isdigit() else "keypad"
        if isinstance(control.parentWidget(), Rail | StatusBar):
            action = getattr(control, "action", None)
            words = seeing.told(control) if action is None else str(action.key)
            return EVERYWHERE + words.partition(",")[0]
        name = control.objectName()
        if name:
            return name.partition(":")[0] + (":" if ":" in name else "")
        words = control.text() if isinstance(control, QAbstractButton) else ""
        plain = re.sub(r"\d+", "#", words)
        return f"{type(control).__name__} {plain}".strip()

    def _rank(self, control: QWidget) -> int:
        """0 for what only shows, 1 for what decides something, 2 for what leads out."""
        action = getattr(control, "action", None)
        key = getattr(action, "key", "")
        if key in ("sign_out", "hide") or self._kind(control) in OUT:
            return 2
        if self._kind(control) in LAST:
            return 1
        if isinstance(control, Button) and control._kind.startswith("danger"):
            return 1
        return 0
