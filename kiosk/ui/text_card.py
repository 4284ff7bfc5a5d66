"""A card one touches to take a text: a heading, what a touch does, and how the text begins."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.label import Label
from kiosk.ui.theme import RADIUS, S8, S16, S24
from kiosk.ui.touch_button import TouchButton


class Beginning(QWidget):
    """As much of a text as so many lines hold, the last one shortened."""

    def __init__(self, text: str, lines: int) -> None:
        super().__init__()
        self._text, self._most = text, lines
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def lines(self, width: int) -> list[str]:
        """The lines for a width in pixels."""
        font = theme.font(20)
        layout = QTextLayout(self._text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        starts: list[int] = []
        while len(starts) < self._most:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width, 1))
            starts.append(line.textStart())
        layout.endLayout()
        if not starts:
            return []
        ends = [*starts[1:], len(self._text)]
        found = [self._text[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]
        elide = QFontMetrics(font).elidedText
        found[-1] = elide(found[-1], Qt.TextElideMode.ElideRight, max(width, 1))
        return found

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return theme.px(28) * len(self.lines(width))

    def sizeHint(self) -> QSize:
        wide = theme.px(560)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        pitch, colour = theme.px(28), theme.tokens_for(self).quiet
        side = (
            Qt.AlignmentFlag.AlignRight
            if paint.leftward(self._text)
            else Qt.AlignmentFlag.AlignLeft
        )
        align = side | Qt.AlignmentFlag.AlignVCenter
        for at, line in enumerate(self.lines(self.width())):
            box = QRectF(0, at * pitch, self.width(), pitch)
            paint.words(painter, box, line, theme.font(20), colour, align, wrap=False)
        painter.end()


class TextCard(TouchButton):
    """Offers one text; the whole card is the button."""

    def __init__(self, title: str, act: str, icon: str, text: str, lines: int = 3) -> None:
        super().__init__(title)
        self._icon = icon
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(S24, S16, S24, S16)
        column.setSpacing(S8)
        head = QHBoxLayout()
        head.setSpacing(S8)
        self._mark = QLabel()
        head.addWidget(Label(title, "name"), 1)
        head.addWidget(self._mark)
        head.addWidget(Label(act, "semibold", "primary", wrap=False))
        column.addLayout(head)
        column.addWidget(Beginning(text, lines))
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(f"{act}: {title}. {text}")
        theme.theme_signals.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        colour = theme.tokens_for(self).primary
        self._mark.setPixmap(icons.pixmap(self._icon, colour, theme.px(24)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return max(layout.heightForWidth(width) if layout else 0, theme.target())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = theme.tokens_for(self)
        fill = t.well if self.isDown() else t.surface
        paint.box(painter, QRectF(self.rect()), RADIUS, fill, t.edge, t.border)
        painter.end()
