"""Drawing one screen in one appearance."""

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests import pictures
from tests.pictures.scenes import SCENES, Scene
from tests.pictures.stage import stage

SIZES = {"1280": (1280, 800), "1920": (1920, 1080), "800": (800, 1280)}


@dataclass(frozen=True)
class Appearance:
    """Window size, language, theme, text size in percent."""

    size: str = "1280"
    language: str = "en"
    theme: str = "light"
    percent: int = 100

    @property
    def name(self) -> str:
        """For a file's name."""
        return f"{self.size}-{self.language}-{self.theme}-{self.percent}"


@cache
def scenes() -> dict[str, Scene]:
    """All scenes by name: each module beside this one may add its own."""
    for module in pkgutil.iter_modules(pictures.__path__):
        if not module.name.startswith(("test_", "__", "conftest")):
            importlib.import_module(f"{pictures.__name__}.{module.name}")
    return SCENES


def draw(app: QApplication, name: str, look: Appearance) -> QImage:
    """The scene of this name."""
    with stage(app, empty=name.endswith("-empty")) as made:
        made.wear(look.language, look.theme, look.percent)
        made.open(SIZES[look.size])
        scenes()[name](made)
        return made.grab()
