"""What a screen draws: every text and picture with its place, its colour and what cuts it.

The screen is drawn once more onto a device that keeps no pixels but a list. Nothing in the product
has to say where its words stand, so that a part which paints them itself is seen like any label.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintDevice, QPaintEngine, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QGraphicsEffect, QScrollArea, QWidget

_Metric = QPaintDevice.PaintDeviceMetric
_FLAT = {_Metric.PdmNumColors: 1 << 24, _Metric.PdmDepth: 32, _Metric.PdmDevicePixelRatio: 1}


@dataclass(frozen=True)
class Text:
    """A run of letters: the ink's rectangle and that of what cuts it, on the widget."""

    text: str
    ink: QRectF
    cut: QRectF | None
    colour: QColor
    pixels: int
    weight: int
    widget: QWidget

    def on(self, above: QWidget) -> QRectF:
        """The ink's rectangle on a widget around this one."""
        return self.ink.translated(QPointF(self.widget.mapTo(above, QPoint(0, 0))))


class _Lister(QPaintEngine):
    """Takes down what is drawn, by whichever widget was asked to paint last."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.texts: list[Text] = []
        self.widget: QWidget | None = None

    def begin(self, _device: QPaintDevice) -> bool:
        self.setActive(True)
        return True

    def end(self) -> bool:
        self.setActive(False)
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, _state: object) -> None:
        """The painter is asked for its state when letters come."""

    def drawPixmap(self, *_where: object) -> None:
        """Not looked at."""

    def drawImage(self, *_where: object) -> None:
        """Not looked at."""

    def drawPath(self, _path: object) -> None:
        """Not looked at."""

    def drawPolygon(self, *_points: object) -> None:
        """Not looked at."""

    def drawRects(self, *_rects: object) -> None:
        """Not looked at."""

    def drawLines(self, *_lines: object) -> None:
        """Not looked at."""

    def drawTextItem(self, at: Any, item: Any) -> None:
        painter = self.painter()
        text: str = item.text()
        if not text.strip() or self.widget is None:
            return
        font = QFont(item.font())
        ink = QFontMetricsF(font).tightBoundingRect(text.rstrip())
        ink.translate(painter.transform().map(at))
        cut = painter.clipBoundingRect() if painter.hasClipping() else None
        colour = QColor(painter.pen().color())
        pixels, weight = font.pixelSize(), int(font.weight())
        self.texts.append(Text(text, ink, cut, colour, pixels, weight, self.widget))


class _List(QPaintDevice):
    """A device as large as the widget drawn on it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.lister = _Lister()
        self._sides = {
            _Metric.PdmWidth: widget.width(),
            _Metric.PdmHeight: widget.height(),
            _Metric.PdmWidthMM: widget.width() // 4,
            _Metric.PdmHeightMM: widget.height() // 4,
        }

    def paintEngine(self) -> QPaintEngine:
        return self.lister

    def metric(self, which: QPaintDevice.PaintDeviceMetric) -> int:
        if which == _Metric.PdmDevicePixelRatioScaled:
            return round(QPaintDevice.devicePixelRatioFScale())
        return self._sides.get(which, _FLAT.get(which, 96))


class _Asked(QObject):
    """Tells the lister which widget is about to paint."""

    def __init__(self, lister: _Lister) -> None:
        super().__init__()
        self._lister = lister

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self._lister.widget = watched
        return False


def texts(layer: QWidget) -> list[Text]:
    """All that is written on a layer, also what has to be scrolled into view."""
    areas = [area for area in layer.findChildren(QScrollArea) if area.isVisible()]
    insides = [inside for area in areas if (inside := area.widget()) is not None]
    found = [each for each in _draw(layer) if not _within(each.widget, insides)]
    for inside in insides:
        inner = [other for other in insides if other is not inside and inside.isAncestorOf(other)]
        found += [each for each in _draw(inside) if not _within(each.widget, inner)]
    return found


def around(widget: QWidget) -> Iterator[QWidget]:
    """Everything that a widget lies in, from the inside out."""
    at = widget.parentWidget()
    while at is not None:
        yield at
        at = at.parentWidget()


def is_view(widget: QWidget) -> bool:
    """Whether this is the part of a scroll area through which its content is seen."""
    area = widget.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is widget


def _within(widget: QWidget, insides: list[QWidget]) -> bool:
    return any(inside is widget or inside.isAncestorOf(widget) for inside in insides)


def _draw(widget: QWidget) -> list[Text]:
    """One drawing; a shadow would have its widget painted elsewhere first."""
    page = _List(widget)
    asked = _Asked(page.lister)
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("there is nothing to draw without an application")
    application.installEventFilter(asked)
    with _without_shadows(widget):
        widget.render(page, QPoint(0, 0), QRegion(), QWidget.RenderFlag.DrawChildren)
    application.removeEventFilter(asked)
    return page.lister.texts


@contextmanager
def _without_shadows(widget: QWidget) -> Iterator[None]:
    lit: list[QGraphicsEffect] = []
    for part in (widget, *widget.findChildren(QWidget)):
        effect = part.graphicsEffect()
        if effect is not None and effect.isEnabled():
            effect.setEnabled(False)
            lit.append(effect)
    yield
    for effect in lit:
        effect.setEnabled(True)
