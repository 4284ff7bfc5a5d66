"""Things to choose with: chips, radio cards, choices side by side, switches."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.label import Avatar
from kiosk.ui.theme import RADIUS, S4, S8, S12, S16
from kiosk.ui.touch_button import TouchButton

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Chip(TouchButton):
    """A round filter with a count, checkable; an icon, or a person's initials, before the word."""

    def __init__(
        self,
        text: str,
        count: int | None = None,
        icon: str = "",
        avatar: str = "",
        trailing_icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._count, self._icon, self._trailing = count, icon, trailing_icon
        self._face: Avatar | None = None
        super().__init__(text, parent)
        self.setCheckable(True)
        if avatar:
            self._face = Avatar(avatar, 40, avatar, parent=self)
            self._face.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(count)

    def set_count(self, count: int | None) -> None:
        """Show another count; None for none."""
        self._count = count
        self.setAccessibleName(self.text() if count is None else f"{self.text()}, {count}")
        self.updateGeometry()
        self.update()

    def _parts(self) -> tuple[int, int, int, int]:
        """Widths: what stands before, the word, the count, the icon after."""
        before = theme.px(20) + S8 if self._icon else 0
        if self._face:
            before = theme.px(40) + S8 - 6
        word = QFontMetrics(theme.font(20, 600)).horizontalAdvance(self.text())
        count = 0
        if self._count is not None:
            count = QFontMetrics(theme.font(20)).horizontalAdvance(str(self._count)) + S8
        after = theme.px(20) + S8 if self._trailing else 0
        return before, word, count, after

    def sizeHint(self) -> QSize:
        return QSize(max(sum(self._parts()) + 2 * S16 + 2, theme.target()), theme.target())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t, rect = theme.tokens_for(self), QRectF(self.rect())
        on = self.isChecked()
        fill = t.ink if on else (t.well if self.isDown() else t.surface)
        ink, quiet = (t.paper, t.paper) if on else (t.ink, t.quiet)
        paint.box(painter, rect, 999, fill, t.ink if on else t.edge, t.border)
        before, word, count, _after = self._parts()
        left, tall = S16 + 1, self.height()
        if self._face:
            self._face.resize(self._face.sizeHint())
            self._face.move(left - 6, (tall - self._face.height()) // 2)
        elif self._icon:
            side = theme.px(20)
            painter.drawPixmap(left, (tall - side) // 2, icons.pixmap(self._icon, ink, side))
        left += before
        box = QRectF(left, 0, word + 2, tall)
        paint.words(painter, box, self.text(), theme.font(20, 600), ink, _LEFT, wrap=False)
        left += word
        if self._count is not None:
            box = QRectF(left + S8, 0, count, tall)
            number = theme.font(20)
            paint.words(painter, box, str(self._count), number, quiet, _LEFT, wrap=False)
            left += count
        if self._trailing:
            side = theme.px(20)
            image = icons.pixmap(self._trailing, ink, side)
            painter.drawPixmap(left + S8, (tall - side) // 2, image)
        painter.end()


class ChoiceCard(TouchButton):
    """A radio button as a card: a title and what it means."""

    def __init__(self, title: str, detail: str = "", parent: QWidget | None = None) -> None:
        self._detail = detail
        super().__init__(title, parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(title, detail)

    def set_text(self, title: str, detail: str = "") -> None:
        """Other words."""
        self._detail = detail
        self.setText(title)
        self.setAccessibleName(f"{title}. {detail}" if detail else title)
        self.update()

    def _left(self) -> int:
        return S16 + 4 + theme.px(28) + S16

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = width - self._left() - S16
        tall = paint.text_size(self.text(), theme.font(20, 700), room).height()
        tall += paint.text_size(
            self._shown_detail(), theme.font(theme.secondary_size()), room
        ).height()
        return max(theme.half(92), tall + 2 * S16)

    def _shown_detail(self) -> str:
        return self._reason or self._detail

    def sizeHint(self) -> QSize:
        first = paint.text_size(self.text(), theme.font(20, 700)).width()
        second = paint.text_size(self._shown_detail(), theme.font(theme.secondary_size())).width()
        wide = min(max(first, second), theme.px(340)) + self._left() + S16
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        word = max(
            paint.longest_word(self.text(), theme.font(20, 700)),
            paint.longest_word(self._shown_detail(), theme.font(theme.secondary_size())),
        )
        return QSize(word + self._left() + S16, theme.target())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, rect, on = theme.tokens_for(self), QRectF(self.rect()), self.isChecked()
        usable = self.usable()
        if not usable:
            paint.box(painter, rect, RADIUS, "", t.edge, 2, dashed=True)
        elif on:
            paint.box(painter, rect, RADIUS, t.tint, t.primary, 3)
        else:
            paint.box(painter, rect, RADIUS, t.well if self.isDown() else t.surface, t.edge, 2)
        self._paint_dot(painter, t, on and usable)
        room = self.width() - self._left() - S16
        title, small = theme.font(20, 700), theme.font(theme.secondary_size())
        first = paint.text_size(self.text(), title, room).height()
        second = paint.text_size(self._shown_detail(), small, room).height()
        top = (self.height() - first - second) // 2
        box = QRectF(self._left(), top, room, first)
        paint.words(painter, box, self.text(), title, t.ink if usable else t.quiet, _LEFT)
        box = QRectF(self._left(), top + first, room, second)
        detail = t.ink if on and usable else t.quiet
        paint.words(painter, box, self._shown_detail(), small, detail, _LEFT)
        painter.end()

    def _paint_dot(self, painter: QPainter, t: theme.Tokens, on: bool) -> None:
        side = theme.px(28)
        rect = QRectF(S16 + 2, (self.height() - side) / 2, side, side)
        if not on:
            paint.box(painter, rect, 999, "", t.edge, 2)
            return
        paint.box(painter, rect, 999, t.primary)
        hole = side * 0.32
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.on_primary))
        painter.drawEllipse(rect.center(), hole / 2, hole / 2)


class _Option(TouchButton):
    """One of the choices side by side."""

    def __init__(self, text: str, sample: float = 0, picture: QPixmap | None = None) -> None:
        self._sample, self._picture = sample, picture
        super().__init__(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # a radio button to read-aloud; its group sees to the rest
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    def _sample_font_px(self) -> int:
        return round(20 * self._sample)

    def sizeHint(self) -> QSize:
        wide = paint.text_size(self.text(), theme.font(20, 600)).width()
        extra = theme.px(24) + S12 + 2 * S16
        return QSize(wide + extra + self._sample_font_px() * 2, theme.half(72))

    def minimumSizeHint(self) -> QSize:
        word = paint.longest_word(self.text(), theme.font(20, 600))
        wide = word + theme.px(24) + S8 + 2 * S8 + round(self._sample_font_px() * 1.4)
        return QSize(max(wide, theme.target()), theme.half(72))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t, rect, on = theme.tokens_for(self), QRectF(self.rect()), self.isChecked()
        fill = t.ink if on else (t.well if self.isDown() else t.surface)
        paint.box(painter, rect, RADIUS, fill, t.ink if on else t.edge, t.border)
        ink, side = t.paper if on else t.ink, theme.px(24)
        font = theme.font(16 if self._sample else 20, 600)
        sample = theme.font(1, 600)
        sample.setPixelSize(max(self._sample_font_px(), 1))
        sample_wide = QFontMetrics(sample).horizontalAdvance("Aa") + S12 if self._sample else 0
        tick = side + S12 if on else 0
        room = self.width() - 2 * S8 - tick - sample_wide
        wide = min(paint.text_size(self.text(), font, room).width(), room)
        left = (self.width() - wide - tick - sample_wide) // 2
        if on:
            painter.drawPixmap(left, (self.height() - side) // 2, icons.pixmap("check", ink, side))
            left += tick
        if self._sample:
            box = QRectF(left, 0, sample_wide, self.height())
            paint.words(painter, box, "Aa", sample, ink, _LEFT, wrap=False)
            left += sample_wide
        box = QRectF(left, 0, wide, self.height())
        paint.words(painter, box, self.text(), font, ink, Qt.AlignmentFlag.AlignCenter)
        painter.end()


class Choice(QWidget):
    """Choices side by side (below each other when narrow), exactly one chosen.

    Options are (key, words); with `samples` each shows "Aa" that much larger (1.0 is body size).
    """

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        current: str = "",
        samples: Sequence[float] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._keys = [key for key, _words in options]
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(S8)
        for number, (_key, words) in enumerate(options):
            option = _Option(words, samples[number] if samples else 0)
            self._group.addButton(option, number)
            self._row.addWidget(option, 1)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._keys[number]))
        if current:
            self.choose(current)

    def choose(self, key: str) -> None:
        """Mark a choice without a signal; unknown keys raise ValueError."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def current(self) -> str:
        """The key chosen, or an empty text."""
        number = self._group.checkedId()
        return self._keys[number] if number >= 0 else ""

    def set_upright(self, upright: bool) -> None:
        """Put the choices below each other, or side by side."""
        way = QVBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if upright else way.LeftToRight)


class Switch(TouchButton):
    """On or off, with its word."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        wide = paint.text_size(self.text(), theme.font(20, 600)).width()
        return QSize(theme.half(72) + S16 + wide + S8, theme.target())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, on = theme.tokens_for(self), self.isChecked()
        wide, tall = theme.half(72), theme.half(40)
        rect = QRectF(0, (self.height() - tall) / 2, wide, tall)
        border = "" if on else t.edge
        paint.box(painter, rect, 999, t.primary if on else t.surface, border, 2)
        knob = tall - 2 * S4
        left = rect.right() - knob - S4 if on else rect.left() + S4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.on_primary if on else t.edge))
        painter.drawEllipse(QRectF(left, rect.top() + S4, knob, knob))
        box = QRectF(wide + S16, 0, self.width() - wide - S16, self.height())
        paint.words(painter, box, self.text(), theme.font(20, 600), t.ink, _LEFT, wrap=False)
        painter.end()
