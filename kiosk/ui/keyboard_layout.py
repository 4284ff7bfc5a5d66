"""Reads the on-screen keyboard's layouts: which keys, how wide, what a long press offers."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kiosk.ui.assets import resource

ACTIONS = ("delete", "enter", "shift", "page", "language", "space", "left", "right", "hide")


@dataclass(frozen=True)
class KeySpec:
    """One key: a character, an action, or an empty gap; width in units of a letter key."""

    char: str = ""
    action: str = ""
    page: str = ""
    width: float = 1.0

    @property
    def gap(self) -> bool:
        """Whether nothing stands here."""
        return not self.char and not self.action


Rows = tuple[tuple[KeySpec, ...], ...]


@dataclass(frozen=True)
class Layout:
    """The keys of one language."""

    language: str
    name: str
    wide: dict[str, Rows]
    narrow: dict[str, Rows]
    accents: dict[str, str]
    dead: dict[str, dict[str, str]]
    names: dict[str, str]

    def rows(self, page: str, narrow: bool) -> Rows:
        """The rows of a page."""
        return (self.narrow if narrow else self.wide)[page]

    def offers(self, char: str) -> str:
        """What a long press on a key offers, in the same case as the key."""
        options = self.accents.get(char.lower(), "")
        return options.upper() if char.isupper() else options

    def said(self, char: str) -> str:
        """The name of a character for read-aloud."""
        return self.names.get(char.lower(), char)


def _key(entry: Any) -> KeySpec:
    if isinstance(entry, str):
        return KeySpec(char=entry)
    if "gap" in entry:
        return KeySpec(width=float(entry["gap"]))
    if entry["do"] not in ACTIONS:
        raise ValueError(f"no such key action: {entry['do']!r}")
    return KeySpec("", entry["do"], entry.get("page", ""), float(entry.get("width", 1)))


def _pages(raw: dict[str, Any]) -> dict[str, Rows]:
    return {page: tuple(tuple(map(_key, row)) for row in rows) for page, rows in raw.items()}


@lru_cache(maxsize=8)
def load(language: str) -> Layout:
    """The layout `resources/keyboards/<language>.json`; a missing one raises FileNotFoundError."""
    raw = json.loads(resource("keyboards", f"{language}.json").read_text(encoding="utf-8"))
    return Layout(
        language=raw["language"],
        name=raw["name"],
        wide=_pages(raw["wide"]),
        narrow=_pages(raw["narrow"]),
        accents=raw["accents"],
        dead=raw["dead"],
        names=raw["names"],
    )
