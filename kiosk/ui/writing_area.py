"""A large area to write in, without menus, dropping, pasting or copying."""

from PySide6.QtCore import QCoreApplication, QMimeData, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.button import Button
from kiosk.ui.label import Label
from kiosk.ui.returning import Returning, number_in
from kiosk.ui.theme import RADIUS, S8, S16, S24

ROOMY = 140  # pixels of height at 100 % text: less holds the text and its line only


class PlainArea(QPlainTextEdit):
    """The text itself; refuses what comes from a clipboard or a drag, and more than fits."""

    def __init__(self, limit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = limit
        self.setProperty("bare", "true")
        self.setProperty("ring", "none")  # the box around it shows the focus
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._trim)
        self.textChanged.connect(self._turn)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Nothing is pasted."""

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: ARG002
        return False

    def createMimeDataFromSelection(self) -> QMimeData:
        return QMimeData()

    def _turn(self) -> None:
        """Write from the side from which the script runs."""
        flag = Qt.AlignmentFlag
        side = flag.AlignRight if paint.leftward(self.toPlainText()) else flag.AlignLeft
        option = self.document().defaultTextOption()
        if option.alignment() != side:
            option.setAlignment(side)
            self.document().setDefaultTextOption(option)

    def _trim(self) -> None:
        over = self.document().characterCount() - 1 - self._limit
        if over <= 0:
            return
        cursor = self.textCursor()
        end = cursor.position()
        blocker = QSignalBlocker(self)
        cursor.setPosition(max(end - over, 0))
        cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        rest = self.document().characterCount() - 1 - self._limit
        if rest > 0:
            self.setPlainText(self.toPlainText()[: self._limit])
        blocker.unblock()


class WritingArea(QWidget):
    """The area with a line below it: how it is saved, and how many characters are left."""

    text_edited = Signal(str)
    offer_taken = Signal()

    def __init__(self, limit: int = 5000, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit, self._setting = limit, False
        column = QVBoxLayout(self)
        column.setContentsMargins(S24, S16, S24, S8)
        column.setSpacing(0)
        self.edit = PlainArea(limit)
        self.edit.textChanged.connect(self._edited)
        self.edit.cursorPositionChanged.connect(self.update)
        column.addWidget(self.edit, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, S8 + 4, 0, S8)
        foot.setSpacing(S8)
        self._state_icon = Label("", "small")
        self._state = Label("", "pill", "good", wrap=False)
        self._left = Label("", "small", wrap=False)
        foot.addWidget(self._state_icon)
        foot.addWidget(self._state)
        foot.addStretch(1)
        foot.addWidget(self._left)
        self._foot = foot
        column.addLayout(foot)
        self._note = Label("", "small")
        self._note.hide()
        column.addWidget(self._note)
        self._below = QHBoxLayout()  # the offer stands here where the line above has no room
        column.addLayout(self._below)
        self.offer = self._make_offer()
        self.setFocusProxy(self.edit)
        self._icon_name, self._icon_tone = "", "good"
        theme.theme_signals.changed.connect(self._dress)
        self._dress()
        self._count()

    def text(self) -> str:
        """What was written."""
        return self.edit.toPlainText()

    def spot(self) -> str:
        """Where the cursor is and which line is the first in view, to come back to."""
        return f"{self.edit.textCursor().position()}:{self.edit.verticalScrollBar().value()}"

    def come_back(self, spot: str) -> None:
        """Put the cursor and the view where they were, as far as the text still goes."""
        position, _, line = spot.partition(":")
        cursor = self.edit.textCursor()
        most = self.edit.document().characterCount() - 1
        cursor.setPosition(max(min(number_in(position), most), 0))
        self.edit.setTextCursor(cursor)
        bar = self.edit.verticalScrollBar()
        Returning(bar, lambda: bar.setValue(number_in(line)))

    def set_text(self, text: str) -> None:
        """Put a text in without a signal; the cursor goes to its end."""
        self._setting = True
        self.edit.setPlainText(text[: self._limit])
        self.edit.document().clearUndoRedoStacks()
        cursor = self.edit.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.edit.setTextCursor(cursor)
        self._setting = False
        self._count()

    def left(self) -> int:
        """How many characters may still be written."""
        return self._limit - (self.edit.document().characterCount() - 1)

    def set_left_text(self, text: str) -> None:
        """The words for what is left; until called, the bare number is shown."""
        self._left.setText(text)

    def set_state(self, text: str, icon: str = "circle-check", tone: str = "good") -> None:
        """What has become of the text: saved, not yet saved, full."""
        self._state.setText(text)
        self._state.set_tone(tone)
        self._icon_name, self._icon_tone = icon if text else "", tone
        self._dress()

    def set_offer(self, text: str) -> None:
        """A quiet button beside what became of the text; none without words."""
        if text != self.offer.text():
            self.offer.setText(text)
            self._fit()

    def set_note(self, text: str) -> None:
        """A quiet line below; none without words."""
        if text != self._note.full_text():
            self._note.setText(text)
            self._fit()

    def note(self) -> str:
        """The words of the quiet line."""
        return self._note.full_text()

    def set_name(self, name: str, placeholder: str = "") -> None:
        """Its name for read-aloud and the hint while empty."""
        self.edit.setAccessibleName(name)
        self.setAccessibleName(name)
        self.edit.setPlaceholderText(placeholder)

    def _make_offer(self) -> Button:
        offer = Button("", "history", "quiet", parent=self)
        # by a touch the text keeps the focus, else the keys would go and all would move under it
        offer.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        offer.clicked.connect(self.offer_taken)
        offer.hide()
        return offer

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The text goes first: offer and note wait where the keys leave it a line or two."""
        roomy = self.height() >= theme.px(ROOMY)
        self.offer.setVisible(roomy and bool(self.offer.text()))
        self._note.setVisible(roomy and bool(self._note.full_text()))
        parts = (self._state_icon, self._state, self._left, self.offer)
        wide = sum(part.sizeHint().width() for part in parts) + 4 * S8
        beside = wide <= self.width() - 2 * S24
        tight = beside and not self.offer.isHidden()  # the button brings room of its own
        self._foot.setContentsMargins(0, 4 if tight else S8 + 4, 0, 0 if tight else S8)
        if beside and self._foot.indexOf(self.offer) < 0:
            self._below.removeWidget(self.offer)
            self._foot.insertWidget(2, self.offer)
        elif not beside and self._below.indexOf(self.offer) < 0:
            self._foot.removeWidget(self.offer)
            self._below.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)

    def _edited(self) -> None:
        self._count()
        if not self._setting:
            self.text_edited.emit(self.text())

    def _count(self) -> None:
        words = QCoreApplication.translate("WritingArea", "{0} characters left")
        self._left.setText(words.format(f"{self.left():,}"))

    def _dress(self) -> None:
        self.edit.setFont(theme.font(22))
        self.edit.setCursorWidth(theme.px(3))
        self._state_icon.setVisible(bool(self._icon_name))
        if self._icon_name:
            t = theme.tokens()
            colour = {"good": t.good, "waiting": t.waiting, "danger": t.danger}[self._icon_tone]
            self._state_icon.setPixmap(icons.pixmap(self._icon_name, colour, theme.px(22)))
        self._fit()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t, on = theme.tokens(), self.edit.hasFocus()
        border, width = (t.primary, 2) if on else (t.edge, t.border)
        paint.box(painter, QRectF(self.rect()), RADIUS, t.surface, border, width)
        top = self._foot.geometry().top()
        painter.fillRect(S24, top, self.width() - 2 * S24, 1, QColor(t.line))
        painter.end()
