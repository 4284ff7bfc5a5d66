"""The families' letters, read from the plain text files beside this module.

A file holds one connection's letters, oldest first. Each begins with a line

    @ <when> <in|out> [words]

`when` is "12d 19:40" (so many days before the demo's day, at that local time) or "3h5", "4m"
(so long before the demo is filled). Words: `collect`; one fate of `waiting` (for review),
`delivered` (and not opened by who gets it), `sealed` (collect, not opened), `new` (delivered, not
seen), `rejected:<reason>`; `review=` and `open=`, how long until it was reviewed and opened.
Without a fate a letter was opened. A line that begins with "! " is what the reviewer wrote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

FOLDER = Path(__file__).with_name("letters")
WAYS = {"in": True, "out": False}
FATES = frozenset({"waiting", "delivered", "sealed", "new", "rejected"})


@dataclass(frozen=True, slots=True)
class When:
    """A moment told from the day and minute in which the demo is filled."""

    days: int | None  # None: `back` is from the minute itself
    back: timedelta

    def at(self, now: datetime) -> datetime:
        """The moment, for a local `now`."""
        if self.days is None:
            return now - self.back
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight - timedelta(days=self.days) + self.back


@dataclass(frozen=True, slots=True)
class Letter:
    """One message of a file, and what became of it."""

    when: When
    incoming: bool
    collect: bool
    body: str
    fate: str = ""
    reason: str = ""
    reason_text: str = ""
    review: timedelta | None = None
    open: timedelta | None = None


class LetterError(ValueError):
    """A letter's first line cannot be read."""


def duration(text: str) -> timedelta:
    """Read "50m", "3h", "3h5"."""
    match = re.fullmatch(r"(?:(\d+)h)?(?:(\d+)m?)?", text)
    if match is None or not text:
        raise LetterError(text)
    return timedelta(hours=int(match[1] or 0), minutes=int(match[2] or 0))


def moment(words: list[str]) -> When:
    """Take the moment off the front of `words`."""
    first = words.pop(0)
    if not first.endswith("d"):
        return When(None, duration(first))
    hour, minute = words.pop(0).split(":")
    return When(int(first[:-1]), timedelta(hours=int(hour), minutes=int(minute)))


def _letter(head: str, text: str) -> Letter:
    words = head.split()
    try:
        when, incoming = moment(words), WAYS[words.pop(0)]
    except (LookupError, ValueError) as error:
        raise LetterError(head) from error
    fate = reason = ""
    times: dict[str, timedelta] = {}
    for word in words:
        name, _, value = word.partition("=")
        if name in {"review", "open"}:
            times[name] = duration(value)
        elif word.partition(":")[0] in FATES:
            fate, _, reason = word.partition(":")
        elif word != "collect":
            raise LetterError(head)
    lines = text.strip().splitlines()
    said = [line[2:] for line in lines if line.startswith("! ")]
    return Letter(
        when=when,
        incoming=incoming,
        collect="collect" in words,
        body="\n".join(line for line in lines if not line.startswith("! ")),
        fate=fate,
        reason=reason,
        reason_text=" ".join(said),
        review=times.get("review"),
        open=times.get("open"),
    )


def read(name: str, folder: Path = FOLDER) -> list[Letter]:
    """The letters of one file, as it orders them; raises LetterError."""
    text = (folder / f"{name}.txt").read_text("utf-8")
    parts = re.split(r"^@ (.*)$", text, flags=re.MULTILINE)[1:]
    return [_letter(head, body) for head, body in zip(parts[::2], parts[1::2], strict=True)]
