"""People's own text as it may be shown: nothing in it turns, hides or covers what stands beside it.

What is stored stays as it was written; only what is shown passes through here.
"""

from __future__ import annotations

import unicodedata
from typing import Final

MOST_MARKS: Final = 4  # on one letter: vowel, point, dot and accent; more is scribble, not writing
MOST_TAGS: Final = 7  # the letters of a region's flag and their end
FIRST_STRONG, POP = "\u2068", "\u2069"  # UAX 9: what is between them turns nothing outside
_JOINERS: Final = "\u200c\u200d"  # Persian and Indic letters, families of emoji
_BLACK_FLAG: Final = "\U0001f3f4"
_TAGS: Final = frozenset(map(chr, range(0xE0020, 0xE0080)))
_BREAKS: Final = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_BLANKS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters without any ink
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
_KEEP, _DROP, _MARK, _JOIN, _TAG, _BREAK, _LOST = range(7)


class _Kinds(dict[str, int]):
    """What is done with each character, worked out when it is first met."""

    def __missing__(self, char: str) -> int:
        kind = self[char] = _kind(char)
        return kind


def _kind(char: str) -> int:
    category = unicodedata.category(char)
    if char in _BREAKS:
        return _BREAK
    if char in _JOINERS:
        return _JOIN
    if char in _TAGS:
        return _TAG
    if category in ("Mn", "Me"):
        return _MARK
    if category == "Cs":
        return _LOST
    # turning marks, zero widths and soft hyphens; "shown as an object"; never a character
    hidden = category in ("Cf", "Cc") and char != "\t"
    never = char == "\ufffc" or 0xFDD0 <= ord(char) <= 0xFDEF or ord(char) & 0xFFFE == 0xFFFE
    return _DROP if hidden or never else _KEEP


_KINDS: Final = _Kinds()


def text(written: str) -> str:
    """A text of many lines, harmless: all that is left of it can be seen."""
    if written.isascii() and written.isprintable():
        return written
    kept: list[str] = []
    marks = tags = 0
    for char in written.replace("\r\n", "\n"):
        kind = _KINDS[char]
        if kind == _TAG:
            tags -= 1
            if tags >= 0:
                kept.append(char)
            continue
        tags = MOST_TAGS if char == _BLACK_FLAG else 0
        if kind == _MARK:
            marks += 1
            if marks <= MOST_MARKS:
                kept.append(char)
            continue
        if kind == _DROP:
            continue
        if kind == _JOIN:
            if kept and kept[-1] not in _JOINERS:
                kept.append(char)
            continue
        marks = 0
        kept.append("\n" if kind == _BREAK else "\ufffd" if kind == _LOST else char)
    return "".join(kept)


def line(written: str) -> str:
    """A name or a caption, harmless and on one line; empty where nothing in it can be seen."""
    shown = text(written)
    if _BLANKS.intersection(shown):
        shown = "".join(" " if char in _BLANKS else char for char in shown)
    return " ".join(shown.split()).strip(_JOINERS)


def isolated(shown: str) -> str:
    """Words for the middle of a sentence: of a script from right to left they stay in their place.

    Words from left to right are left as they are, as the app's own sentences go that way.
    """
    if shown.isascii() or not any(map(_turns, shown)):
        return shown
    return f"{FIRST_STRONG}{shown}{POP}"


def _turns(char: str) -> bool:
    return unicodedata.bidirectional(char) in _RIGHT_TO_LEFT
