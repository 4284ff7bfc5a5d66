"""A language that nobody speaks: every text of the screens accented, bracketed and a third longer.

What stands on a screen in plain letters meanwhile was not translated, or is somebody's own text.
"""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = ROOT / "resources" / "translations" / "es.ts"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "äƀçďéƒğĥïĵķļɱñöþqřšţüṽŵẋýžÄƁÇĎÉƑĞĤÏĴĶĻṀÑÖÞQŘŠŢÜṼŴẊÝŽ".replace("q", "ʠ").replace(
    "Q", "Ɋ"
)
KEPT = re.compile(r"\{\w*\}|%n|\*\*")  # figures, names and marks stand as they are
LONGER = 0.35


def accented(text: str) -> str:
    """The text as it reads in this language."""
    said, at = "", 0
    for kept in KEPT.finditer(text):
        said += _letters(text[at : kept.start()]) + kept[0]
        at = kept.end()
    said += _letters(text[at:])
    return f"⟦{said}{'·' * round(len(text) * LONGER)}⟧"


def _letters(text: str) -> str:
    return text.translate(str.maketrans(PLAIN, ACCENTED))


def write(folder: Path) -> None:
    """`es.qm` in a folder, with every text that the app has for a translator."""
    tree = ET.parse(WRITTEN)  # noqa: S314 - our own file
    for message in tree.getroot().iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        assert translation is not None
        dates = message.findtext("comment") == "date format"
        for form in translation.findall("numerusform") or [translation]:
            form.text = source if dates else accented(source)  # day and month are the locale's
    tree.write(folder / "pseudo.ts", encoding="utf-8", xml_declaration=True)
    tool = Path(sys.executable).parent / "pyside6-lrelease"
    words = [str(tool), "-silent", str(folder / "pseudo.ts"), "-qm", str(folder / "es.qm")]
    subprocess.run(words, check=True)
