"""No screen says anything that a translator was not given: walked in a language of no one."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QLocale
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from kiosk.ui import assets
from kiosk.ui.keyboard import Keyboard
from kiosk.ui.keyboard_keys import Key
from kiosk.views import language
from tests.pictures import pseudo
from tests.pictures.drawing import scenes
from tests.pictures.stage import stage

HERE = Path(__file__).resolve().parent
PLAIN = re.compile(r"[A-Za-z]")
RUN = re.compile(r"[A-Za-z' ]+")  # what stands between accented letters, figures and points
TEXT = "{http://www.w3.org/2000/svg}text"
LOCALE = QLocale(QLocale.Language.Spanish, QLocale.Country.Mexico)


@pytest.fixture(scope="module")
def nobodys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The app finds this language where it looks for Spanish."""
    folder = tmp_path_factory.mktemp("pseudo")
    pseudo.write(folder)

    def resource(*parts: str) -> Path:
        return folder / "es.qm" if parts[-1] == "es.qm" else assets.resource(*parts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "resource", resource)
        yield
    language.use_language("en")


def painted(frame: QWidget) -> set[str]:
    """Every text that is drawn, whoever draws it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    paper = QSvgGenerator()
    paper.setOutputDevice(buffer)
    paper.setSize(frame.size())
    frame.render(paper)
    root = ET.fromstring(bytes(buffer.data().data()))  # noqa: S314 - Qt wrote it here
    return {"".join(each.itertext()) for each in root.iter(TEXT)}


def said(frame: QWidget) -> set[str]:
    """Every text that a control holds or that is read aloud."""
    found: set[str] = set()
    for widget in frame.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, Key):
            continue
        found |= {widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()}
        if isinstance(widget, QAbstractButton | QLabel):
            found.add(widget.text())
        if isinstance(widget, QLineEdit):
            found.add(widget.placeholderText())
    return found - {""}


def of_the_story() -> str:
    """All that people and the facility wrote: the texts of the story and of its scenes."""
    parts = ["Aa", *language.LANGUAGES.values()]  # letters of each size; the languages' own names
    for path in sorted(HERE.glob("[!t_]*.py")):  # no tests
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                parts.append(" ".join(node.value.split()))
    for form in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat):
        parts += [LOCALE.monthName(month, form) for month in range(1, 13)]
        parts += [LOCALE.dayName(day, form) for day in range(1, 8)]
    return "\n".join(parts).casefold()


STORY = of_the_story()


def untranslated(texts: set[str]) -> list[str]:
    """The texts with letters that are neither accented nor from the story."""
    return sorted(text for text in texts if any(map(_strange, RUN.findall(text))))


def _strange(run: str) -> bool:
    phrase = " ".join(run.split())
    if not PLAIN.search(phrase) or (len(phrase) <= 2 and phrase.isupper()):  # initials of a name
        return False
    return phrase.casefold() not in STORY


def keys(frame: QWidget) -> set[str]:
    """The letters on the keys, which stand for themselves."""
    boards = [each for each in frame.findChildren(Keyboard) if each.isVisible()]
    return {key.spec.char for board in boards for key in board.findChildren(Key)}


def own_texts() -> list[str]:
    """The scenes; not those that are full of what others wrote to do harm, or without an end."""
    return sorted(
        name for name in scenes() if not name.startswith("harm") and not name.endswith("-full")
    )


@pytest.mark.parametrize("name", own_texts())
def test_every_text_went_through_a_translator(nobodys: None, qapp: QApplication, name: str) -> None:
    with stage(qapp, empty=name.endswith("-empty")) as made:
        made.wear("es")
        made.open()
        scenes()[name](made)
        made.settle()
        assert made.shell is not None
        frame = made.shell.frame
        texts = (painted(frame) | said(frame)) - keys(frame)
    assert any("⟦" in text for text in texts)
    assert untranslated(texts) == []


def test_a_text_that_no_translator_saw_is_found(nobodys: None, qapp: QApplication) -> None:
    language.use_language("es")
    assert untranslated({language.tr("Sign out"), "Rosa", "5/3"}) == []
    assert untranslated({"Sign out now", "Log off"}) == ["Log off", "Sign out now"]
