"""Cards: a box for content, and a row that opens something."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui import icons, paint, theme
from kiosk.ui.label import Avatar, Label, Pill
from kiosk.ui.theme import RADIUS, S8, S16, S24
from kiosk.ui.touch_button import TouchButton

TIGHT = 400  # pixels of width at 100 % text: with less, a row's time stands under its words


class Card(QWidget):
    """A box on the paper; put content in `body`. The shadow shows in the light theme only."""

    def __init__(
        self,
        padding: int = S24,
        shadow: bool = False,
        tone: str = "surface",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone, self._shadow = tone, shadow
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(S8)
        theme.theme_signals.changed.connect(self._theme_changed)
        self._theme_changed()

    def set_tone(self, tone: str) -> None:
        """The fill: surface, strong, danger, waiting, kraft or tint."""
        self._tone = tone
        self.update()

    def colours(self) -> tuple[str, str, int]:
        """Fill, border and its width."""
        t = theme.tokens_for(self)
        plain = (t.line, t.border)
        return {
            "surface": (t.surface, *plain),
            "strong": (t.strong, "", 0),
            "danger": (t.danger_tint, t.danger, 2),
            "waiting": (t.waiting_tint, t.waiting if t.high else "", t.border if t.high else 0),
            "kraft": (t.kraft, t.kraft_edge, 2),
            "tint": (t.tint, t.on_tint if t.high else "", t.border if t.high else 0),
        }[self._tone]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, border, width = self.colours()
        paint.box(painter, QRectF(self.rect()), RADIUS, fill, border, width)
        painter.end()

    def _theme_changed(self) -> None:
        wanted = self._shadow and theme.current().theme is theme.Theme.LIGHT
        if wanted:
            effect = QGraphicsDropShadowEffect(self)
            effect.setBlurRadius(16)
            effect.setOffset(0, 4)
            effect.setColor(QColor(theme.SHADOW))
            self.setGraphicsEffect(effect)
        elif self._shadow:
            self.setGraphicsEffect(None)  # type: ignore[arg-type,unused-ignore]
        self.update()


class RowCard(TouchButton):
    """A row one touches to open: face, name and line, then time, pills or a chevron."""

    def __init__(
        self,
        title: str,
        detail: str = "",
        *,
        time: str = "",
        pills: Sequence[Pill] = (),
        avatar: Avatar | None = None,
        chevron: bool = False,
        unread: bool = False,
        padding: int = S24,
        detail_role: str = "body",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._upright = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(padding, S8, padding, S8)
        self._row.setSpacing(S16)
        self._avatar = avatar
        if avatar:
            self._row.addWidget(avatar)
        self._title = Label(title, "name", elide=True)
        self._detail = Label(
            detail,
            "semibold" if unread else ("secondary" if detail_role == "secondary" else "body"),
            "ink" if unread else "quiet",
            elide=True,
        )
        self._time = Label(time, "small", wrap=False)
        self._pills = list(pills)
        self._chevron = QLabel() if chevron else None
        self._build()
        self._name(title, detail, time)
        theme.theme_signals.changed.connect(self._draw_chevron)
        self._draw_chevron()

    def _build(self) -> None:
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        self._words.addStretch(1)
        self._words.addWidget(self._title)
        self._words.addWidget(self._detail)
        self._pill_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pill_row.setSpacing(S8)
        for pill in self._pills:
            self._pill_row.addWidget(pill, 0, Qt.AlignmentFlag.AlignLeft)
        self._words.addStretch(1)
        self._row.addLayout(self._words, 1)
        self._ends = QVBoxLayout()
        self._ends.setSpacing(0)
        self._ends.addStretch(1)
        self._ends.addWidget(self._time, 0, Qt.AlignmentFlag.AlignRight)
        if self._pills:
            self._ends.addLayout(self._pill_row)
        self._ends.addStretch(1)
        self._row.addLayout(self._ends)
        if self._chevron is not None:
            self._row.addWidget(self._chevron)
        self._time.setVisible(bool(self._time.full_text()))
        self._detail.setVisible(bool(self._detail.full_text()))
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_upright(self, upright: bool) -> None:
        """Set the pills under the text, where the row is narrow."""
        if upright == self._upright or not self._pills:
            return
        self._upright = upright
        if upright:
            self._ends.removeItem(self._pill_row)
            self._words.insertLayout(3, self._pill_row)
            self._pill_row.addStretch(1)
        else:
            self._words.removeItem(self._pill_row)
            self._pill_row.takeAt(self._pill_row.count() - 1)
            self._ends.insertLayout(2, self._pill_row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_upright(self.width() < theme.px(560))
        self._set_tight(self.width() < theme.px(TIGHT))
        pills = sum(pill.sizeHint().width() + S8 for pill in self._pills)
        way = QBoxLayout.Direction
        beside = not self._upright or pills <= self.width() - self._beside() - S16
        self._pill_row.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def _set_tight(self, tight: bool) -> None:
        """Set the time under the words, where it would take their room."""
        at = self._words.indexOf(self._time)
        if tight and at < 0:
            self._ends.removeWidget(self._time)
            self._words.insertWidget(3, self._time)
        elif not tight and at >= 0:
            self._words.removeWidget(self._time)
            self._ends.insertWidget(1, self._time, 0, Qt.AlignmentFlag.AlignRight)

    def _beside(self) -> int:
        """The width that words, and pills and time below them, cannot have."""
        margins = self._row.contentsMargins()
        parts = [self._avatar, self._chevron]
        shown = [part.sizeHint().width() + S16 for part in parts if part and not part.isHidden()]
        return margins.left() + margins.right() + sum(shown)

    def set_lines(self, title: str, detail: str = "", time: str = "") -> None:
        """Other words."""
        self._title.setText(title)
        self._detail.setText(detail)
        self._time.setText(time)
        self._time.setVisible(bool(time))
        self._detail.setVisible(bool(detail))
        self._name(title, detail, time)

    def _name(self, title: str, detail: str, time: str) -> None:
        said = [title, detail, time, *(pill.text() for pill in self._pills)]
        self.setText(title)
        self.setAccessibleName(". ".join(part for part in said if part))

    def _draw_chevron(self) -> None:
        if self._chevron is not None:
            image = icons.pixmap("chevron-right", theme.tokens_for(self).quiet, theme.px(24))
            self._chevron.setPixmap(image)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), theme.half(92)))

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        least = layout.minimumSize() if layout else QSize()
        wide = max((pill.sizeHint().width() for pill in self._pills), default=theme.px(80))
        wide = min(least.width(), wide + self._beside())  # the pills may go below each other
        return QSize(wide, max(least.height(), theme.half(92)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = theme.tokens_for(self)
        fill = t.well if self.isDown() else t.surface
        paint.box(painter, QRectF(self.rect()), RADIUS, fill, t.line, t.border)
        painter.end()
