"""What the app and its voice say to each other: one JSON object a line."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

LONGEST_LINE = 65_536  # bytes; more without an end of line is not ours


@dataclass(frozen=True, slots=True)
class Say:
    """To the voice: say this and then tell; whatever is being said ends."""

    number: int
    text: str
    language: str
    rate: float


@dataclass(frozen=True, slots=True)
class Hush:
    """To the voice: be silent at once."""


@dataclass(frozen=True, slots=True)
class Voices:
    """To the app, once: the languages that can be read; none where there is no engine."""

    languages: tuple[str, ...]
    engine: bool


@dataclass(frozen=True, slots=True)
class Said:
    """To the app: the piece of that number has ended."""

    number: int


Line = Say | Hush | Voices | Said
_KINDS: dict[str, type[Line]] = {
    "say": Say,
    "hush": Hush,
    "voices": Voices,
    "said": Said,
}


def encode(line: Line) -> bytes:
    """One line for a pipe."""
    name = next(name for name, kind in _KINDS.items() if isinstance(line, kind))
    return json.dumps({"is": name, **asdict(line)}).encode() + b"\n"


def decode(raw: bytes) -> Line:
    """What a line says; raises ValueError for anything that is none of ours."""
    try:
        fields: dict[str, Any] = json.loads(raw)
        kind = _KINDS[fields.pop("is")]
        if kind is Voices:
            fields["languages"] = tuple(fields["languages"])
        return kind(**fields)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a line of ours") from error


class Lines:
    """Puts the bytes of a pipe together to whole lines."""

    def __init__(self) -> None:
        self._rest = b""

    def take(self, data: bytes) -> list[Line]:
        """The lines that are whole now; raises ValueError for what is none of ours."""
        *whole, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            raise ValueError("a line without end")
        return [decode(raw) for raw in whole]
