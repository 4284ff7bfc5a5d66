"""Buttons for fingers: labels that wrap, slips forgiven, and a disabled look that says why."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.choice import Chip, Choice, ChoiceCard, Switch
from kiosk.ui.theme import RADIUS, S8, S12, S24, S40
from kiosk.ui.touch_button import TouchButton

__all__ = ["Button", "Chip", "Choice", "ChoiceCard", "IconButton", "Switch", "TouchButton"]

Kind = Literal["primary", "secondary", "danger", "quiet", "danger_quiet", "outline"]
Place = Literal["beside", "above", "after"]


class Button(TouchButton):
    """A labelled button; kinds: primary, secondary, danger, quiet, danger_quiet, outline."""

    def __init__(
        self,
        text: str,
        icon: str = "",
        kind: Kind = "primary",
        second_line: str = "",
        parent: QWidget | None = None,
        place: Place = "beside",
    ) -> None:
        self._icon, self._kind, self._second, self._place = icon, kind, second_line, place
        self._least_height = 64
        self._size = 20
        super().__init__(text, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_second_line(second_line)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: Kind) -> None:
        """Show as another kind."""
        self._kind = kind
        self.update()

    def set_second_line(self, text: str) -> None:
        """Smaller words under the label."""
        self._second = text
        self.setAccessibleName(f"{self.text()}, {text}" if text else self.text())
        self.updateGeometry()
        self.update()

    def set_size(self, text_size: int, least_height: int) -> None:
        """Use larger letters and a higher box, in unscaled pixels."""
        self._size, self._least_height = text_size, least_height
        self.updateGeometry()

    def set_place(self, place: Place) -> None:
        """Where the icon stands: beside the words, above them or after them."""
        self._place = place
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        return theme.font(16 if self._place == "above" else self._size, 600)

    def _second_font(self) -> QFont:
        return theme.font(theme.secondary_size())

    def _icon_size(self) -> int:
        return theme.px(24 if self._size <= 20 else 32) if self._icon else 0

    def _pad(self) -> int:
        if self._place == "above":
            return S8
        if self._least_height > 72:
            return S40
        return S12 if self._kind in ("quiet", "danger_quiet") else S24

    def _beside(self) -> int:
        """Pixels of width that are not for words."""
        across = self._icon and self._place != "above"
        return 2 * self._pad() + (self._icon_size() + S12 if across else 0)

    def _height_for(self, words_width: int) -> int:
        tall = paint.text_size(self.shown_text(), self._font(), words_width).height()
        tall += paint.text_size(self._second, self._second_font(), words_width).height()
        if self._place == "above" and self._icon:
            tall += self._icon_size() + 4
        pad = 2 * (S8 if self._least_height <= 72 else S12)
        return max(theme.half(self._least_height), theme.target(), tall + pad)

    def sizeHint(self) -> QSize:
        wide = max(
            paint.text_size(self.shown_text(), self._font()).width(),
            paint.text_size(self._second, self._second_font()).width(),
        )
        wide += self._beside()
        return QSize(max(wide, theme.target()), self._height_for(100_000))

    def minimumSizeHint(self) -> QSize:
        word = max(
            paint.longest_word(self.shown_text(), self._font()),
            paint.longest_word(self._second, self._second_font()),
        )
        wide = min(max(word + self._beside(), theme.target()), self.sizeHint().width())
        return QSize(wide, max(theme.half(self._least_height), theme.target()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height_for(width - self._beside())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._paint_box(painter)
        if self._place == "above":
            self._paint_above(painter, ink)
        else:
            self._paint_beside(painter, ink)
        painter.end()

    def _paint_box(self, painter: QPainter) -> str:
        """Draw the box and return the colour of the words."""
        t, rect, down = theme.tokens_for(self), QRectF(self.rect()), self.isDown()
        if not self.usable():
            paint.box(painter, rect, RADIUS, "", t.edge, 2, dashed=True)
            return t.quiet
        well = t.well if down else t.surface
        if self._kind == "primary":
            paint.box(painter, rect, RADIUS, t.primary_press if down else t.primary)
            return t.on_primary
        if self._kind == "secondary":
            paint.box(painter, rect, RADIUS, well, t.edge, 2)
            return t.ink
        if self._kind == "danger":
            paint.box(painter, rect, RADIUS, well, t.danger, 2)
            return t.danger
        if self._kind == "outline":
            paint.box(painter, rect, RADIUS, t.well if down else "", t.ink, 2)
            return t.ink
        if down or self.isChecked():
            paint.box(painter, rect, RADIUS, t.well)
        return t.danger if self._kind == "danger_quiet" else t.primary

    def _paint_beside(self, painter: QPainter, ink: str) -> None:
        side, room = self._icon_size(), self.width() - self._beside()
        first = paint.text_size(self.shown_text(), self._font(), room)
        second = paint.text_size(self._second, self._second_font(), room)
        wide = min(first.width(), room)
        top = (self.height() - first.height() - second.height()) // 2
        left = (self.width() - wide - (side + S12 if side else 0)) // 2
        words_left = left
        if side:
            at = left + wide + S12 if self._place == "after" else left
            middle = top + (first.height() - side) // 2
            painter.drawPixmap(at, middle, icons.pixmap(self._icon, ink, side))
            words_left = left if self._place == "after" else left + side + S12
        box = QRectF(words_left, top, wide, first.height())
        align = Qt.AlignmentFlag.AlignLeft if side else Qt.AlignmentFlag.AlignHCenter
        align |= Qt.AlignmentFlag.AlignVCenter
        paint.words(painter, box, self.shown_text(), self._font(), ink, align)
        if self._second:
            quiet = theme.tokens_for(self).quiet if self._kind == "secondary" else ink
            inner = self.width() - 2 * self._pad()
            under = QRectF(self._pad(), top + first.height(), inner, second.height())
            paint.words(painter, under, self._second, self._second_font(), quiet)

    def _paint_above(self, painter: QPainter, ink: str) -> None:
        side, room = self._icon_size(), self.width() - 2 * self._pad()
        tall = paint.text_size(self.shown_text(), self._font(), room).height()
        top = (self.height() - tall - (side + 4 if side else 0)) // 2
        if side:
            at = (self.width() - side) // 2
            painter.drawPixmap(at, top, icons.pixmap(self._icon, ink, side))
            top += side + 4
        box = QRectF(self._pad(), top, room, tall)
        paint.words(painter, box, self.shown_text(), self._font(), ink)


class IconButton(TouchButton):
    """An icon above its word, as around a photo; checkable if wanted."""

    def __init__(
        self, icon: str, text: str, width: int = 92, height: int = 88, parent: QWidget | None = None
    ) -> None:
        self._icon, self._checked_icon = icon, ""
        self._least = (width, height)
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)

    def set_icon(self, name: str, checked: str = "") -> None:
        """Show another icon, and another one still while checked."""
        self._icon, self._checked_icon = name, checked
        self.update()

    def _font(self) -> QFont:
        return theme.font(16, 600 if self.isChecked() else 500)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(16, 600))
        wide = max(metrics.horizontalAdvance(self.text()) + 8, theme.half(self._least[0]))
        tall = max(metrics.height() + theme.half(28) + 12, theme.half(self._least[1]))
        return QSize(max(wide, theme.target()), max(tall, theme.target()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t, rect = theme.tokens_for(self), QRectF(self.rect())
        ink = t.ink if self.usable() else t.quiet
        if not self.usable():
            paint.box(painter, rect, RADIUS, "", t.edge, 2, dashed=True)
        elif self.isDown() or self.isChecked():
            paint.box(painter, rect, RADIUS, t.well)
        font, side = self._font(), theme.half(28)
        tall = QFontMetrics(font).height()
        top = (self.height() - side - 4 - tall) // 2
        name = self._checked_icon if self.isChecked() and self._checked_icon else self._icon
        painter.drawPixmap((self.width() - side) // 2, top, icons.pixmap(name, ink, side))
        box = QRectF(0, top + side + 4, self.width(), tall)
        paint.words(painter, box, self.shown_text(), font, ink, wrap=False)
        painter.end()
