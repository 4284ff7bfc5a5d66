"""What people's text may hold before it is stored."""

from __future__ import annotations

import unicodedata

BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
MOST_MARKS = 8  # combining marks on one letter; more is a way to draw over other people's text


def clean(text: str, *, one_line: bool = False) -> str:
    """Text in Unicode's composed form, without control characters or overrides of direction.

    Line breaks and tabs stay unless `one_line`; runs of combining marks are cut at MOST_MARKS.
    """
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")):
        category = unicodedata.category(char)
        if char in "\n\t":
            kept.append(" " if one_line else char)
            marks = 0
            continue
        if category in {"Cc", "Cs"} or char in BIDI_CONTROLS:
            continue
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept).strip()
