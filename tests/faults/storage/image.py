"""What would be on a disk if the power went now: what was synced, and some of the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SECTOR = 512
PRIVATE_FOLDER = 0o700


@dataclass(slots=True)
class Change:
    """One change of a file's content that no sync made sure yet: bytes at a place, or a length."""

    at: int
    data: bytes | None  # None: the file ends at `at`

    def onto(self, content: bytearray) -> None:
        """Make it."""
        if self.data is None:
            del content[self.at :]
            content.extend(bytes(self.at - len(content)))
            return
        content.extend(bytes(max(0, self.at - len(content))))
        content[self.at : self.at + len(self.data)] = self.data


@dataclass(slots=True)
class Content:
    """A file: the bytes that are sure, and what was changed since."""

    sure: bytearray = field(default_factory=bytearray)
    changes: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        """Make all changes sure."""
        for change in self.changes:
            change.onto(self.sure)
        self.changes.clear()

    def after_power_cut(self, rng: Random) -> bytes:
        """The bytes that are found then: of the unsure changes none, some, torn, or all."""
        kept = bytearray(self.sure)
        for change in _survivors(self.changes, rng):
            change.onto(kept)
        return bytes(kept)


@dataclass(slots=True)
class NameChange:
    """A name that came, went (`new` is None), or moved from `old`; all of it or nothing."""

    name: str
    new: Content | Folder | None
    old: str = ""

    def onto(self, names: dict[str, Content | Folder]) -> None:
        """Make it."""
        if self.old:
            names.pop(self.old, None)
        if self.new is None:
            names.pop(self.name, None)
        else:
            names[self.name] = self.new


@dataclass(slots=True)
class Folder:
    """A folder: its names now, those that are sure, and what was changed since."""

    names: dict[str, Content | Folder] = field(default_factory=dict)
    sure: dict[str, Content | Folder] = field(default_factory=dict)
    changes: list[NameChange] = field(default_factory=list)

    def change(self, change: NameChange) -> None:
        """Change a name, not surely yet."""
        change.onto(self.names)
        self.changes.append(change)

    def sync(self) -> None:
        """Make all names sure."""
        self.sure = dict(self.names)
        self.changes.clear()

    def after_power_cut(self, path: Path, rng: Random) -> None:
        """Write what is found then to `path`."""
        path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        names = dict(self.sure)
        for change in _surviving_names(self.changes, rng):
            change.onto(names)
        for name, held in names.items():
            if isinstance(held, Folder):
                held.after_power_cut(path / name, rng)
            else:
                (path / name).write_bytes(held.after_power_cut(rng))


def _survivors(changes: list[Change], rng: Random) -> list[Change]:
    """Which changes of one file reach the disk, in their order; the last of them may be torn."""
    way = rng.choice(("none", "all", "first", "some"))
    if way == "none" or not changes:
        return []
    if way == "all":
        return changes
    if way == "first":
        kept = changes[: rng.randint(0, len(changes))]
    else:
        kept = [change for change in changes if rng.random() < 0.5]
    if kept and rng.random() < 0.5:
        kept[-1] = _torn(kept[-1], rng)
    return kept


def _torn(change: Change, rng: Random) -> Change:
    if change.data is None or len(change.data) < 2:
        return change
    step = SECTOR if len(change.data) > SECTOR else 1
    whole = rng.randrange(1, -(-len(change.data) // step) + 1) * step
    return Change(change.at, change.data[:whole])


def _surviving_names(changes: list[NameChange], rng: Random) -> list[NameChange]:
    """Which changes of one folder reach the disk: the first so many, or any whose names agree."""
    if rng.random() < 0.5:
        return changes[: rng.randint(0, len(changes))]
    kept: list[NameChange] = []
    lost: set[str] = set()
    for change in changes:
        touched = {change.name, change.old} - {""}
        if touched & lost or rng.random() < 0.5:
            lost |= touched
        else:
            kept.append(change)
    return kept
