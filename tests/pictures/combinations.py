"""Which pictures there are of each screen: every state once, and every two settings together."""

from __future__ import annotations

import zlib
from typing import Any

from allpairspy import AllPairs

from tests.pictures.drawing import SIZES, Appearance, scenes

THEMES, LANGUAGES, PERCENTS = ("light", "dark", "contrast"), ("en", "es"), (100, 125, 150, 200)
Shot = tuple[str, Appearance]  # a scene and how it is drawn
# Scenes of one screen begin with one word; these are called otherwise.
SCREENS = {"first": "pin", "change": "pin", "sign": "sign-in", "unlock": "sign-in"}


def screen_of(scene: str) -> str:
    """The screen of a scene: home-empty is of home."""
    word = scene.partition("-")[0]
    return SCREENS.get(word, word)


def screens() -> dict[str, list[str]]:
    """The states of each screen, the plain one first."""
    found: dict[str, list[str]] = {}
    for scene in scenes():
        found.setdefault(screen_of(scene), []).append(scene)
    return {screen: sorted(found[screen], key=lambda each: each != screen) for screen in found}


def appearances(screen: str) -> list[Appearance]:
    """Few enough that any two settings meet in one of them; other triples on every screen."""
    turn = zlib.crc32(screen.encode())
    values = [_turned(each, turn) for each in (tuple(SIZES), LANGUAGES, THEMES, PERCENTS)]
    made = [Appearance(*row) for row in AllPairs(values)]
    return sorted(
        (each for each in made if each != Appearance()),
        key=lambda each: (each.size == "800", each.size, each.name),
    )


def _turned(values: tuple[Any, ...], turn: int) -> list[Any]:
    at = turn % len(values)
    return [*values[at:], *values[:at]]


def shots(screen: str) -> list[Shot]:
    """All pictures of a screen: its states in the base setting, then they take turns."""
    states = screens()[screen]
    base = [(state, Appearance()) for state in states]
    others = appearances(screen)
    return base + [(states[at % len(states)], look) for at, look in enumerate(others)]
