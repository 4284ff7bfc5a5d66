"""A conversation's parts: bubbles, a refused message with its appeal, a sealed envelope."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.button import Button
from kiosk.ui.flow import FlowLayout
from kiosk.ui.label import Label
from kiosk.ui.paragraph import Paragraph
from kiosk.ui.theme import RADIUS, RADIUS_TAIL, S4, S8, S16
from kiosk.ui.timeline import Step, Timeline

__all__ = ["Bubble", "DayMark", "Envelope", "RejectedCard", "Step", "Timeline"]

BUBBLE_WIDTH, REJECTED_WIDTH, ENVELOPE_WIDTH = 560, 744, 680
PAD_X, PAD_Y = 16, 12


class _Shape(QWidget):
    """The bubble itself: a paragraph in a box with one small corner."""

    def __init__(self, text: str, mine: bool) -> None:
        super().__init__()
        self._mine = mine
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD_X, PAD_Y, PAD_X, PAD_Y)
        self.words = Paragraph(text, "mine" if mine else "ink")
        column.addWidget(self.words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.tokens_for(self)
        tail = RADIUS_TAIL
        radii = (RADIUS, RADIUS, tail if self._mine else RADIUS, RADIUS if self._mine else tail)
        border = t.line if not self._mine or t.high else ""
        half = t.border / 2 if border else 0
        path = paint.corners(QRectF(self.rect()).adjusted(half, half, -half, -half), radii)
        painter.fillPath(path, QColor(t.mine if self._mine else t.surface))
        if border:
            painter.strokePath(path, QPen(QColor(border), t.border))
        painter.end()


class Bubble(QWidget):
    """One message: mine on the right, with its timeline below; theirs on the left."""

    def __init__(
        self,
        text: str,
        mine: bool,
        meta: str = "",
        timeline: Timeline | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mine, self._meta, self._timeline = mine, None, timeline
        self._aside: QWidget | None = None
        self._shape = _Shape(text, mine)
        self._shape.setParent(self)
        self._meta = Label(meta, "small", parent=self) if meta else None
        if timeline is not None:
            timeline.setParent(self)
        if self._meta and mine:
            self._meta.setAlignment(Qt.AlignmentFlag.AlignRight)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        who = QCoreApplication.translate("Bubble", "You wrote") if mine else ""
        state = timeline.accessibleName() if timeline is not None else ""
        self.setAccessibleName(". ".join(part for part in (who, text, state, meta) if part))
        theme.theme_signals.changed.connect(self._again)

    def text(self) -> str:
        """What it says."""
        return self._shape.words.text()

    def timeline(self) -> Timeline | None:
        """The steps below, if any."""
        return self._timeline

    def set_aside(self, widget: QWidget) -> None:
        """Something small that stands beside the bubble, towards the middle."""
        self._aside = widget
        widget.setParent(self)
        self._again()

    def _bubble_width(self, room: int) -> int:
        aside = self._aside.sizeHint().width() + S8 if self._aside else 0
        most = min(theme.px(BUBBLE_WIDTH), room - aside)
        return min(self._shape.words.natural_width() + 2 * PAD_X, most)

    def _shape_height(self, room: int) -> int:
        inner = self._bubble_width(room) - 2 * PAD_X
        return self._shape.words.heightForWidth(inner) + 2 * PAD_Y

    def _heights(self, room: int) -> tuple[int, int, int]:
        bubble = self._shape_height(room)
        bubble = max(bubble, self._aside.sizeHint().height() if self._aside else 0)
        steps = self._timeline.heightForWidth(room) + S4 if self._timeline else 0
        meta = self._meta.heightForWidth(room) + S4 if self._meta else 0
        return bubble, steps, meta

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._heights(width))

    def sizeHint(self) -> QSize:
        wide = theme.px(BUBBLE_WIDTH)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._again()

    def _again(self) -> None:
        room = self.width()
        bubble, steps, meta = self._heights(room)
        wide = self._bubble_width(room)
        tall = max(self._shape_height(room), min(bubble, theme.target()))
        self._shape.setGeometry(room - wide if self._mine else 0, 0, wide, tall)
        if self._aside is not None:
            size = self._aside.sizeHint()
            left = room - wide - S8 - size.width() if self._mine else wide + S8
            self._aside.setGeometry(left, 0, size.width(), size.height())
        if self._timeline is not None:
            self._timeline.setGeometry(0, bubble + S4, room, steps - S4)
        if self._meta is not None:
            self._meta.setGeometry(0, bubble + steps + S4, room, meta - S4)
        self.updateGeometry()


class DayMark(Label):
    """The day, between the messages."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "secondary_strong", "quiet", parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)


class _Bounded(QWidget):
    """A card that is as wide as it may be: add it to a layout with AlignLeft or AlignRight."""

    most = 0  # pixels before scaling

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        if layout is None:
            return super().heightForWidth(width)
        return layout.totalHeightForWidth(min(width, theme.px(self.most)))

    def sizeHint(self) -> QSize:
        wide = theme.px(self.most)
        return QSize(wide, self.heightForWidth(wide))


class RejectedCard(_Bounded):
    """A message that was not let through: my words, then why, who, when, and what one can do."""

    appeal = Signal()
    most = REJECTED_WIDTH

    def __init__(
        self,
        text: str,
        title: str,
        who_when: str,
        reason: str,
        refund_text: str = "",
        appeal_text: str = "",
        appeal_until: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        self._mine = QWidget()
        mine = QVBoxLayout(self._mine)
        mine.setContentsMargins(S16, PAD_Y, S16, PAD_Y)
        mine.addWidget(Paragraph(text))
        column.addWidget(self._mine)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setContentsMargins(S16, PAD_Y, S16, PAD_Y)
        row.setSpacing(S16)
        self._icon = QLabel()
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        head = FlowLayout(gap=S8)
        head.addWidget(Label(title, "name", "danger", wrap=False))
        head.addWidget(Label(who_when, "small"))
        words.addLayout(head)
        words.addWidget(Paragraph(reason, pitch=26))
        if refund_text:
            words.addWidget(Label(refund_text, "name"))
        row.addLayout(words, 1)
        self.button: Button | None = None
        if appeal_text:
            self.button = Button(appeal_text, "scale", "secondary", appeal_until)
            self.button.clicked.connect(self.appeal)
            row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row, self._column = row, column
        column.addLayout(row)
        said = (text, title, who_when, reason, refund_text)
        self.setAccessibleName(". ".join(part for part in said if part))
        theme.theme_signals.changed.connect(self._dress)
        self._dress()

    def add_button(self, button: Button) -> None:
        """A further button at the end."""
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        tight = self.width() < theme.px(560)
        self._row.setDirection(way.TopToBottom if tight else way.LeftToRight)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, rect = theme.tokens_for(self), QRectF(self.rect())
        paint.box(painter, rect, RADIUS, t.surface)
        painter.save()
        painter.setClipRect(0, self._mine.geometry().bottom() + 1, self.width(), self.height())
        paint.box(painter, rect, RADIUS, t.danger_tint)
        painter.restore()
        paint.box(painter, rect, RADIUS, "", t.danger, 2)
        painter.end()

    def _dress(self) -> None:
        self.setMaximumWidth(theme.px(REJECTED_WIDTH))
        self._icon.setPixmap(icons.pixmap("circle-x", theme.tokens_for(self).danger, theme.px(28)))
        self.update()


class Envelope(_Bounded):
    """A message that costs something to open: what, from whom, how much; open it or leave it.

    `detail` may hold `**bold**` figures of the app's own; without `primary_text` it cannot be
    opened now, and `note` says what becomes of it.
    """

    most = ENVELOPE_WIDTH
    open_requested = Signal()
    left_sealed = Signal()

    def __init__(
        self,
        title: str,
        detail: str,
        primary_text: str | None = None,
        secondary_text: str = "",
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(S16 + 2, S16 + 2, S16 + 2, S16 + 2)
        self._row.setSpacing(S16)
        self._art = QLabel()
        self._row.addWidget(self._art, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Label(title, "name"))
        self._detail = Paragraph(detail, pitch=26, markup=True)
        words.addWidget(self._detail)
        if note:
            words.addWidget(Label(note, "small", "kraft"))
        self.open_button: Button | None = None
        self.leave_button: Button | None = None
        self._words, self._buttons = words, FlowLayout(gap=S8)
        words.addLayout(self._buttons)
        if primary_text:
            self.open_button = self.add_button(Button(primary_text, "mail-open"))
            self.open_button.clicked.connect(self.open_requested)
        if secondary_text:
            self.leave_button = self.add_button(Button(secondary_text, "", "quiet"))
            self.leave_button.clicked.connect(self.left_sealed)
        words.addStretch(1)
        self._row.addLayout(words, 1)
        said = (title, self._detail.text(), note)
        self.setAccessibleName(". ".join(part for part in said if part))
        theme.theme_signals.changed.connect(self._dress)
        self._dress()

    def add_button(self, button: Button) -> Button:
        """One more thing that can be done with it."""
        if not self._buttons.count():
            self._words.insertSpacing(self._words.indexOf(self._buttons), S8)
        self._buttons.addWidget(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        tight = self.width() < theme.px(480)
        self._row.setDirection(way.TopToBottom if tight else way.LeftToRight)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = theme.tokens_for(self)
        paint.box(painter, QRectF(self.rect()), RADIUS, t.kraft, t.kraft_edge, 2)
        painter.end()

    def _dress(self) -> None:
        self.setMaximumWidth(theme.px(ENVELOPE_WIDTH))
        wide, tall = theme.px(112), theme.px(88)
        self._art.setPixmap(icons.art("envelope", wide, tall, theme.tokens()))
        self.update()
