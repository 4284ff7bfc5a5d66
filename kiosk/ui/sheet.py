"""The sheet: one question at a time over the darkened screen, price first."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from kiosk.ui import theme
from kiosk.ui.button import Button, Kind
from kiosk.ui.card import Card
from kiosk.ui.focus import first_stop, tab_stops
from kiosk.ui.label import Label
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.theme import S8, S12, S16, S24


class PriceLine(QWidget):
    """Words on the left, a figure on the right, a line below."""

    def __init__(self, words: str, figure: str, strong: bool = False) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, S12, 0, S12 + 1)
        row.setSpacing(S16)
        row.addWidget(Label(words, "name" if strong else "body"), 1)
        told = Label(figure, "name")
        told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(told)
        self.setAccessibleName(f"{words}: {figure}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.tokens().line))
        painter.end()


class Sheet(QWidget):
    """A question over the window it is given; opening it closes any other sheet there.

    `left` says that Escape or "Go back" ended it; buttons from `action` have their own signal.
    """

    left = Signal()
    closed = Signal()

    def __init__(self, title: str, window: QWidget, width: int = 560) -> None:
        super().__init__(window)
        self._window, self._wide = window, width
        self._buttons: list[Button] = []
        self._before: QWidget | None = None
        self._list: ScrollPage | None = None
        self.hide()
        self.setProperty("stage", "")  # looks the same over a photo
        self.setAccessibleName(title)
        self._panel = Card(padding=S24, shadow=True, parent=self)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(
            self._scroll.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture
        )
        holder = self._holder = QWidget()
        self.body = QVBoxLayout(holder)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(S8)
        self.title = Label(title, "heading")
        self.body.addWidget(self.title)
        self._scroll.setWidget(holder)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(S8)
        self._panel.body.setSpacing(S16)
        self._panel.body.addWidget(self._scroll, 1)
        self._panel.body.addLayout(self._actions)
        self.back = Button(
            QCoreApplication.translate("Sheet", "Go back"), "", "secondary", parent=self._panel
        )
        self.back.clicked.connect(self.leave)
        self._actions.addWidget(self.back)
        window.installEventFilter(self)
        theme.theme_signals.changed.connect(self._arrange)

    def rows(self, lines: Sequence[tuple[str, str]], strong_last: bool = True) -> None:
        """Price lines: words and a figure each, the last one in bold."""
        for number, (words, figure) in enumerate(lines):
            last = number == len(lines) - 1
            self.body.addWidget(PriceLine(words, figure, last and strong_last))

    def text(self, words: str, secondary: bool = False) -> Label:
        """A paragraph."""
        label = Label(words, "secondary" if secondary else "body")
        self.body.addWidget(label)
        return label

    def add(self, widget: QWidget) -> None:
        """Any other widget."""
        self.body.addWidget(widget)

    def set_list(self, page: ScrollPage) -> None:
        """A list below the rest that scrolls by itself, with its own two buttons."""
        self._list = page
        self._panel.body.setStretch(0, 0)
        self._panel.body.insertWidget(1, page, 1)

    def action(self, text: str, icon: str = "", kind: Kind = "primary") -> Button:
        """A button before "Go back"; connect its `clicked`."""
        button = Button(text, icon, kind, parent=self._panel)
        self._actions.insertWidget(self._actions.count() - 1, button, 1)
        self._buttons.append(button)
        return button

    def open(self) -> None:
        """Show over the window, take the focus and keep it."""
        for other in self._window.findChildren(Sheet):
            if other is not self and other.isVisible():
                other.close_sheet()
        self._before = QApplication.focusWidget()
        self._arrange()
        self.show()
        self.raise_()
        stop = first_stop(self._panel)
        if stop:
            stop.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Close without an answer."""
        self.close_sheet()
        self.left.emit()

    def close_sheet(self) -> None:
        """Close and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        before, self._before = self._before, None
        # The page under the sheet may have been filled anew meanwhile.
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = tab_stops(self._panel)
        if not stops:
            return True
        now = QApplication.focusWidget()
        at = stops.index(now) if now in stops else -1
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._arrange()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.VEIL))
        painter.end()

    def _arrange(self) -> None:
        room = self._window.size()
        self.setGeometry(QRect(0, 0, room.width(), room.height()))
        wide = min(theme.half(self._wide), room.width() - 2 * S24)
        self._turn_actions(wide - 2 * S24)
        holder = self._holder
        inner = wide - 2 * S24
        holder.ensurePolished()
        layout = self.body
        body = layout.heightForWidth(inner) if layout.hasHeightForWidth() else 0
        body = max(body, 0) or layout.sizeHint().height()
        foot = self._actions_height(inner)
        if self._list is None:
            self._scroll.setMinimumHeight(min(body, theme.target()))
        else:
            self._scroll.setFixedHeight(body)
            body += S16 + max(self._list.body.heightForWidth(inner), theme.target())
        tall = min(body + foot + S16 + 2 * S24 + 2, room.height() - 2 * S24)
        size = QSize(wide, tall)
        at = QRect(
            (room.width() - size.width()) // 2,
            (room.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )
        self._panel.setGeometry(at)

    def _turn_actions(self, inner: int) -> None:
        shown = [button for button in (*self._buttons, self.back) if not button.isHidden()]
        wide = sum(button.sizeHint().width() for button in shown)
        upright = wide + S8 * (self._actions.count() - 1) > inner
        way = QBoxLayout.Direction
        self._actions.setDirection(way.TopToBottom if upright else way.LeftToRight)

    def _actions_height(self, inner: int) -> int:
        if self._actions.hasHeightForWidth():
            return self._actions.heightForWidth(inner)
        return self._actions.sizeHint().height()
