"""Plain text set with a line pitch of our own, with bold words where the app wrote them so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui import paint, theme

_BOLD = re.compile(r"\*\*(.+?)\*\*")


def split_bold(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its `**` marks, and where the bold parts start and how long they are."""
    plain, spans, at = "", [], 0
    for match in _BOLD.finditer(text):
        plain += text[at : match.start()]
        spans.append((len(plain), len(match.group(1))))
        plain += match.group(1)
        at = match.end()
    return plain + text[at:], spans


def _units(text: str) -> int:
    """How long a text is as Qt counts."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True)
class _Shape:
    """A text laid out for a width: its paragraphs, how wide and how high it came out."""

    width: int
    blocks: list[QTextLayout]
    wide: int
    high: int


def _lay(layout: QTextLayout, width: int, pitch: int, top: float) -> tuple[float, float]:
    """Set the lines of a paragraph from `top` down; how high and how wide they are."""
    down = wide = 0.0
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, top + down + (pitch - line.height()) / 2))
        wide = max(wide, line.naturalTextWidth())
        down += pitch
    layout.endLayout()
    return down or pitch, wide


class Paragraph(QWidget):
    """Wrapped plain text; `markup` makes `**words**` bold and is for the app's own words only."""

    def __init__(
        self,
        text: str = "",
        tone: str = "ink",
        size: int = 20,
        pitch: int = 28,
        markup: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone, self._size, self._pitch, self._markup = tone, size, pitch, markup
        self._plain, self._bold = "", list[tuple[int, int]]()
        self._underlined = False
        self._shape: _Shape | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.theme_signals.changed.connect(self._forget)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Other words."""
        self._plain, self._bold = split_bold(text) if self._markup else (text, [])
        self.setAccessibleName(self._plain)
        self._forget()

    def mark(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        """Other words, with some of them, as (begin, end), bold and underlined."""
        self._plain = text
        places = [(_units(text[:begin]), _units(text[begin:end])) for begin, end in spans]
        self._bold, self._underlined = places, True
        self.setAccessibleName(text)
        self._forget()

    def text(self) -> str:
        """The words, without marks."""
        return self._plain

    def natural_width(self) -> int:
        """How wide the text is when nothing wraps, in pixels."""
        return self._laid(100_000).wide

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._laid(width).high

    def sizeHint(self) -> QSize:
        wide = min(self.natural_width(), theme.px(560))
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(self._pitch))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = theme.tokens_for(self)
        colours = {
            "ink": t.ink, "quiet": t.quiet, "mine": t.on_mine, "kraft": t.kraft_ink,
            "danger": t.danger, "tint": t.on_tint, "strong": t.on_strong,
        }  # fmt: skip
        painter.setPen(QColor(colours[self._tone]))
        for block in self._laid(self.width()).blocks:
            block.draw(painter, QPointF(0, 0))
        painter.end()

    def _forget(self) -> None:
        self._shape = None
        self.updateGeometry()
        self.update()

    def _laid(self, width: int) -> _Shape:
        """The layouts for a width, kept until the next."""
        if self._shape is not None and self._shape.width == width:
            return self._shape
        pitch, top, wide = theme.px(self._pitch), 0.0, 0.0
        blocks, begin = list[QTextLayout](), 0
        for piece in self._plain.split("\n"):
            end = begin + _units(piece)
            blocks.append(self._block(piece, begin, end))
            down, across = _lay(blocks[-1], width, pitch, top)
            top, wide, begin = top + down, max(wide, across), end + 1
        self._shape = _Shape(width, blocks, int(wide) + 2, round(top))
        return self._shape

    def _block(self, text: str, begin: int, end: int) -> QTextLayout:
        """One paragraph: each runs from right to left or from left to right by itself."""
        layout = QTextLayout(text, theme.font(self._size))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        side = Qt.AlignmentFlag.AlignRight if paint.leftward(text) else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        layout.setFormats(
            [
                self._range(max(at, begin) - begin, min(at + length, end) - max(at, begin))
                for at, length in self._bold
                if at < end and at + length > begin
            ]
        )
        return layout

    def _range(self, start: int, length: int) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        made.start, made.length = start, length  # type: ignore[misc,assignment,unused-ignore]
        style = QTextCharFormat()
        style.setFontWeight(QFont.Weight.Bold)
        style.setFontUnderline(self._underlined)
        made.format = style  # type: ignore[misc,assignment,unused-ignore]
        return made
