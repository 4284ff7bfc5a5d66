"""Drawing one screen in one appearance."""

from dataclasses import dataclass

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.pictures import visits  # noqa: F401  (its scenes are drawn under their names)
from tests.pictures.scenes import scene
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


def draw(app: QApplication, name: str, look: Appearance) -> QImage:
    """The scene of this name."""
    with stage(app, empty=name.endswith("-empty")) as made:
        made.wear(look.language, look.theme, look.percent)
        made.open(SIZES[look.size])
        scene(name)(made)
        return made.grab()
