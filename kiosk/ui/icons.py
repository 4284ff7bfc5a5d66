"""Lucide icons and our own art, tinted from the theme, cached, sharp on every display."""

from functools import lru_cache
from string import Template

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kiosk.ui.assets import resource
from kiosk.ui.tokens import Tokens


def _ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen else 1.0


def _hex(color: QColor | str) -> str:
    return color.name() if isinstance(color, QColor) else color


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    path = resource("icons", f"{name}.svg")
    if not path.is_file():
        raise ValueError(f"no icon {name!r} in resources/icons")
    return path.read_text(encoding="utf-8")


def _render(svg: str, width: float, height: float, ratio: float) -> QPixmap:
    made = QPixmap(QSize(round(width * ratio), round(height * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


@lru_cache(maxsize=1024)
def _icon_pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    return _render(_source(name).replace("currentColor", color), size, size, ratio)


def pixmap(name: str, color: QColor | str, size: int) -> QPixmap:
    """The icon as a pixmap of `size` logical pixels; unknown names raise ValueError."""
    return _icon_pixmap(name, _hex(color), size, _ratio())


def icon(name: str, color: QColor | str, size: int) -> QIcon:
    """The icon as a QIcon of `size` logical pixels; unknown names raise ValueError."""
    return QIcon(pixmap(name, color, size))


def names() -> list[str]:
    """All bundled icons."""
    return sorted(path.stem for path in resource("icons").glob("*.svg"))


@lru_cache(maxsize=16)
def _art_source(name: str) -> Template:
    text = resource("art", f"{name}.svg").read_text(encoding="utf-8")
    return Template(text.replace("{", "${"))


@lru_cache(maxsize=16)
def art(name: str, width: int, height: int, tokens: Tokens) -> QPixmap:
    """A picture of ours (`envelope`, `hills`) in the colours given, in logical pixels."""
    values = {key: str(value) for key, value in vars(tokens).items()}
    return _render(_art_source(name).substitute(values), width, height, _ratio())
