"""What is said aloud: in which language, how fast, in which pieces, and whether it can be."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, StrEnum

from kiosk.domain.tongues import language_of

MOST_AT_ONCE = 240  # characters handed to the voice together: stopping leaves no more behind
_SENTENCE = re.compile(r"(?<=[.!?…。！？؟।])\s+|\n+")


class Pace(StrEnum):
    """How fast one is read to."""

    SLOW = "slow"
    NORMAL = "normal"
    FAST = "fast"
    FASTEST = "fastest"


class SpeechState(Enum):
    """Whether this device can read aloud."""

    RESTING = "resting"  # nobody has asked for it yet
    STARTING = "starting"
    READY = "ready"
    NO_ENGINE = "no-engine"  # nothing here that speaks, or it has failed
    NO_VOICE = "no-voice"  # it speaks, but no language of the screens

    @property
    def hopeless(self) -> bool:
        """Whether the person has to be told that nothing will be heard."""
        return self in (SpeechState.NO_ENGINE, SpeechState.NO_VOICE)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One piece of what is said, short enough to be stopped within."""

    text: str
    language: str


def utterances(text: str, screen: str, *, guess: bool = False) -> list[Utterance]:
    """A text in pieces; `guess`: its language is looked for, `screen` only where nothing tells."""
    whole = language_of(text, screen) if guess else screen
    pieces: list[Utterance] = []
    for paragraph in text.split("\n"):
        language = language_of(paragraph, whole) if guess else screen
        pieces += [Utterance(piece, language) for piece in pieces_of(paragraph)]
    return pieces


def pieces_of(text: str) -> list[str]:
    """Whole sentences together as far as they fit; a longer one is divided between words."""
    pieces: list[str] = []
    for sentence in _SENTENCE.split(speakable(text)):
        for part in _divided(sentence):
            if pieces and len(pieces[-1]) + len(part) < MOST_AT_ONCE:
                pieces[-1] += " " + part
            else:
                pieces.append(part)
    return pieces


def speakable(text: str) -> str:
    """Without signs that have no sound: control and turning marks; white space as one blank."""
    kept = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") and sign != "\n" else sign
        for sign in text
        if unicodedata.category(sign) not in ("Cf", "Cs", "Co", "Cn")
    )
    return "\n".join(" ".join(line.split()) for line in kept.split("\n")).strip()


def _divided(sentence: str) -> list[str]:
    parts: list[str] = []
    rest = sentence.strip()
    while len(rest) > MOST_AT_ONCE:
        at = rest.rfind(" ", 1, MOST_AT_ONCE)
        at = at if at > 0 else MOST_AT_ONCE
        parts.append(rest[:at].strip())
        rest = rest[at:].strip()
    return [*parts, rest] if rest else parts
