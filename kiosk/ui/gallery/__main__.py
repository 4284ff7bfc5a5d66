"""Draws every part in three themes and writes docs/design-system.md (`make gallery`)."""

import argparse
import inspect
import os
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.ui import theme
from kiosk.ui.gallery import sections, windows
from kiosk.ui.gallery.page import WIDE, Page
from kiosk.ui.tokens import TOKENS, Tokens

DOCS = Path(__file__).resolve().parents[3] / "docs"
SECTIONS: dict[str, Callable[[Page], None]] = {
    "Words and faces": sections.words,
    "Buttons, chips and pills": sections.buttons,
    "Choices and fields": sections.choices,
    "Rows and conversation": sections.conversation,
    "States and sums": sections.states,
    "Photos": sections.photos,
    "Writing": sections.writing,
    "Window": windows.frame,
    "Over a window": windows.over,
}


def filled(fill: Callable[[Page], None]) -> Page:
    """A page with its parts."""
    page = Page()
    fill(page)
    return page


def build(fill: Callable[[Page], None]) -> Page:
    """A page, shown, with all its parts in place."""
    page = filled(fill)
    page.resize(WIDE, page.heightForWidth(WIDE))
    page.show()
    page.activateWindow()
    QCoreApplication.processEvents()
    for act in page.shown:
        act()
        QCoreApplication.processEvents()
    return page


def shown_on(page: Page) -> list[type[QWidget]]:
    """The public parts on a page, by name."""
    found = {
        kind
        for part in page.findChildren(QWidget)
        for kind in type(part).__mro__
        if issubclass(kind, QWidget)
        and kind.__module__.startswith("kiosk.ui.")
        and not kind.__name__.startswith("_")
    }
    return sorted(found, key=lambda kind: kind.__name__)


def _colours() -> list[str]:
    lines = ["| colour | light | dark | high contrast |", "|---|---|---|---|"]
    for field in fields(Tokens):
        values = [getattr(TOKENS[each], field.name) for each in theme.Theme]
        if all(isinstance(value, str) and value.startswith("#") for value in values):
            lines.append(f"| {field.name} | {' | '.join(value[1:] for value in values)} |")
    return lines


def _told(kind: type[QWidget]) -> str:
    said = (inspect.getdoc(kind) or "").split("\n\n")[0].replace("\n", " ")
    return f"- `{kind.__module__.removeprefix('kiosk.')}.{kind.__name__}`: {said}"


def write(docs: Path) -> None:
    """The page and its pictures."""
    app = QApplication.instance() or QApplication(["gallery"])
    if not isinstance(app, QApplication):
        raise TypeError("the gallery needs a windowed application")
    pictures = docs / "pictures" / "gallery"
    pictures.mkdir(parents=True, exist_ok=True)
    told = [
        "# The design system", "",
        "Written by `make gallery` from the code: every part of `kiosk/ui`, in three themes.",
        "", "## Colours", *_colours(),
    ]  # fmt: skip
    known: set[type[QWidget]] = set()
    for title, fill in SECTIONS.items():
        told += ["", f"## {title}", (inspect.getdoc(fill) or "").strip(), ""]
        for each in theme.Theme:
            theme.apply_theme(app, theme.Look(each, reduce_motion=True))
            page = build(fill)
            name = f"{fill.__name__}-{each.value}.webp"
            page.grab().toImage().save(str(pictures / name), None, 85)
            kinds = shown_on(page)
            page.hide()
            page.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            told.append(f"![{title}, {each.value}](pictures/gallery/{name})")
        told += ["", *(_told(kind) for kind in kinds if kind not in known)]
        known.update(kinds)
    (docs / "design-system.md").write_text("\n".join(told) + "\n", "utf-8")


def main() -> None:
    """Write to docs/, or elsewhere."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--docs", type=Path, default=DOCS)
    write(parser.parse_args().docs)


if __name__ == "__main__":
    main()
