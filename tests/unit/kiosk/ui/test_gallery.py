"""The gallery shows every part of ui/."""

import importlib
import inspect
import pkgutil
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

import kiosk.ui
from kiosk.ui import theme
from kiosk.ui.gallery.__main__ import SECTIONS, build, shown_on, write


def public_parts() -> set[str]:
    found = set()
    for module in pkgutil.iter_modules(kiosk.ui.__path__):
        if module.name == "gallery":
            continue
        made = importlib.import_module(f"kiosk.ui.{module.name}")
        for name, kind in inspect.getmembers(made, inspect.isclass):
            own = kind.__module__ == made.__name__ and not name.startswith("_")
            if own and issubclass(kind, QWidget):
                found.add(name)
    return found


def test_every_public_part_is_in_the_gallery(qapp: QApplication) -> None:
    shown = set()
    for fill in SECTIONS.values():
        page = build(fill)
        shown |= {kind.__name__ for kind in shown_on(page)}
        page.hide()
        page.deleteLater()
    missing = public_parts() - shown
    assert not missing, f"put {missing} on a page of kiosk/ui/gallery, then make gallery"


def test_the_page_tells_and_shows_all_of_it(qapp: QApplication, tmp_path: Path) -> None:
    before = theme.current()
    write(tmp_path)
    told = (tmp_path / "design-system.md").read_text("utf-8")
    assert all(f".{name}`: " in told for name in public_parts())
    pictures = list((tmp_path / "pictures" / "gallery").iterdir())
    assert len(pictures) == 3 * len(SECTIONS)
    assert all(picture.name in told for picture in pictures)
    theme.apply_theme(qapp, before)
