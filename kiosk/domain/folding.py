"""Folding text for search: no accents, no capitals, words of any script apart from each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_SKIN_TONES = range(0x1F3FB, 0x1F400)  # so that a hand is found whatever its colour
# Scripts that set no spaces between words: there each character counts as a word of its own.
_NO_SPACES = (
    range(0x0E00, 0x0F00),  # Thai, Lao
    range(0x1000, 0x10A0),  # Burmese
    range(0x1780, 0x1800),  # Khmer
    range(0x19E0, 0x1A00),
    range(0x3040, 0x3100),  # Hiragana, Katakana
    range(0x3100, 0x3130),
    range(0x31A0, 0x31C0),
    range(0x31F0, 0x3200),
    range(0x3400, 0x4DC0),  # Chinese characters
    range(0x4E00, 0xA000),
    range(0xA9E0, 0xAA00),
    range(0xAA60, 0xAA80),
    range(0xF900, 0xFB00),
    range(0x1B000, 0x1B170),
    range(0x20000, 0x40000),
)
_DROPPED = frozenset({"Mn", "Me", "Cf"})  # accents and vowel points; joiners and turning marks


class _Folding(dict[int, str]):
    """What becomes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = "" if code in _SKIN_TONES else "".join(map(_piece, _simplest(chr(code))))
        self[code] = folded
        return folded


def _simplest(char: str) -> str:
    small = unicodedata.normalize("NFKD", char).casefold()
    return unicodedata.normalize("NFKD", small)


def _piece(char: str) -> str:
    """What one simple character adds: itself, itself between spaces, a space, or nothing."""
    kind = unicodedata.category(char)
    if kind in _DROPPED:
        return ""
    if kind in ("So", "Cn"):  # emoji, also those that came after this table of characters
        return f" {char} "
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind[0] not in "LMN" and kind != "Co":
        return " "
    return f" {char} " if any(ord(char) in each for each in _NO_SPACES) else char


_FOLDING = _Folding()


def folded_words(text: str) -> list[str]:
    """The words of a text, each without capitals and accents."""
    return text.translate(_FOLDING).split()


def placed_words(text: str) -> list[tuple[str, int, int]]:
    """The same words with where each begins and ends in the text as it was written."""
    found: list[tuple[str, int, int]] = []
    word, first, last = "", 0, 0
    for at, char in enumerate(text):
        piece = _FOLDING[ord(char)]
        parts = piece.split(" ")
        if not piece and word:
            last = at + 1  # an accent belongs to the letter before it
        elif not piece and found and found[-1][2] == at:
            found[-1] = (*found[-1][:2], at + 1)  # and a colour to its emoji
        for number, part in enumerate(parts):
            if number and word:
                found.append((word, first, last))
                word = ""
            if part:
                first = first if word else at
                word, last = word + part, at + 1
    if word:
        found.append((word, first, last))
    return found


def joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Stretches of a text as (begin, end), in order, those that meet made one."""
    kept: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if kept and begin <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((begin, end))
    return tuple(kept)
