"""What read-aloud is told of the widgets that draw themselves: a role, and what they can do."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from kiosk.ui.field import PinBoxes
from kiosk.ui.photo_canvas import PhotoCanvas
from kiosk.ui.photo_grid import PhotoGrid

Role = QAccessible.Role
ROLES: dict[type[QWidget], QAccessible.Role] = {
    PinBoxes: Role.EditableText,
    PhotoCanvas: Role.Graphic,
    PhotoGrid: Role.List,
}
PRESS, NEXT, PREVIOUS = "Press", "Increase", "Decrease"


class _Told(QAccessibleWidget):
    """A widget with the role that it plays."""


class _ToldGrid(QAccessibleWidget):
    """The grid: the photo that the keyboard is on can be opened, and another one taken."""

    def actionNames(self) -> list[str]:
        return [*super().actionNames(), PRESS, NEXT, PREVIOUS]

    def doAction(self, name: str) -> None:
        grid = self.object()
        if isinstance(grid, PhotoGrid) and name == PRESS:
            grid.opened.emit(grid.current_id())
        elif isinstance(grid, PhotoGrid) and name in (NEXT, PREVIOUS):
            grid.step(1 if name == NEXT else -1)
        else:
            super().doAction(name)


class _State:
    """Whether Qt asks here already, and what was answered: Qt owns it only by address."""

    installed = False
    kept: dict[int, QAccessibleWidget] = {}


def install() -> None:
    """From now on read-aloud is told; again does nothing."""
    if not _State.installed:
        _State.installed = True
        QAccessible.installFactory(_tell)


def _tell(_kind: str, asked: QObject) -> QAccessibleWidget | None:
    role = next((role for kind, role in ROLES.items() if isinstance(asked, kind)), None)
    if role is None or not isinstance(asked, QWidget):
        return None
    made = (_ToldGrid if role == Role.List else _Told)(asked, role)
    key = id(made)
    _State.kept[key] = made
    asked.destroyed.connect(lambda: _State.kept.pop(key, None))
    return made
