"""Our own on-screen keyboard: it can only write, delete, break lines and move the cursor."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from kiosk.ui import keyboard_layout, theme, touch
from kiosk.ui.keyboard_keys import GAP, Accents, Key, key_height
from kiosk.ui.keyboard_layout import KeySpec, Rows
from kiosk.ui.timers import QtTimer, Timer

NARROW = 1000  # pixels of width below which keys are set in five rows
SENDS = {
    "delete": Qt.Key.Key_Backspace,
    "enter": Qt.Key.Key_Return,
    "left": Qt.Key.Key_Left,
    "right": Qt.Key.Key_Right,
}
_REPEATS = ("delete", "left", "right")


class Keyboard(QWidget):
    """Sits at the bottom of the window and writes into whatever has the focus.

    Text goes as an input-method commit; the only key events it can send are those in SENDS.
    """

    hide_requested = Signal()
    language_changed = Signal(str)

    def __init__(
        self,
        languages: Sequence[str] = ("en", "es"),
        parent: QWidget | None = None,
        timers: Callable[[], Timer] = QtTimer,
    ) -> None:
        super().__init__(parent)
        self._languages = tuple(languages)
        self._home = self._languages[0]
        self._layout = keyboard_layout.load(self._home)
        self._page, self._shift, self._dead, self._narrow = "letters", "off", "", False
        self._one_line = False
        self._keys: list[Key] = []
        self._rows: Rows = ()
        self._repeat, self._press = timers(), timers()
        self._accents: Accents | None = None
        self._accents_for: Key | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(QCoreApplication.translate("Keyboard", "Keyboard"))
        theme.theme_signals.changed.connect(self.updateGeometry)
        self._build()

    def set_language(self, language: str) -> None:
        """Show the keys of a language, or `num` for digits alone."""
        self._layout = keyboard_layout.load(language)
        self._page, self._shift, self._dead = "letters", "off", ""
        self._build()

    def language(self) -> str:
        """The language whose keys are shown."""
        return self._layout.language

    def set_home_language(self, language: str) -> None:
        """The language that reset goes back to."""
        self._home = language
        self.set_language(language)

    def set_one_line(self, one_line: bool) -> None:
        """Whether what is written into has no second line: Enter is done with it there."""
        if one_line != self._one_line:
            self._one_line = one_line
            self._label()

    def page(self) -> str:
        """letters, symbols or more."""
        return self._page

    def reset(self) -> None:
        """Forget everything: language, page, shift, half-typed accents."""
        self._repeat.stop()
        self._press.stop()
        self._close_accents()
        self._one_line = False
        self.set_language(self._home)

    def key(self, name: str) -> Key:
        """The key with this character or action; a missing one raises KeyError."""
        for key in self._keys:
            if name in (key.label, key.spec.char, key.spec.action):
                return key
        raise KeyError(name)

    def all_keys(self) -> list[Key]:
        """All keys shown."""
        return list(self._keys)

    def accents(self) -> Accents | None:
        """The strip of accents, when it is open."""
        return self._accents if self._accents and not self._accents.isHidden() else None

    def sizeHint(self) -> QSize:
        rows = len(self._rows)
        return QSize(theme.px(600), 2 * 16 + rows * key_height() + (rows - 1) * GAP)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._build()
        self._arrange()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._close_accents()
        event.accept()

    def hideEvent(self, _event: QEvent) -> None:
        self._close_accents()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the strip of accents when something else is touched."""
        if event.type() == QEvent.Type.MouseButtonPress and self.accents():
            inside = isinstance(watched, QWidget) and (
                watched is self._accents
                or (self._accents is not None and self._accents.isAncestorOf(watched))
            )
            if not inside and isinstance(watched, QWidget):
                self._close_accents()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = theme.tokens()
        painter.fillRect(self.rect(), QColor(t.well))
        painter.fillRect(QRect(0, 0, self.width(), t.border), QColor(t.line))
        painter.end()

    def _build(self) -> None:
        self._close_accents()
        for key in self._keys:
            key.hide()
            key.deleteLater()
        self._keys = []
        self._rows = self._layout.rows(self._page, self._narrow)
        for row in self._rows:
            for spec in row:
                if not spec.gap:
                    self._keys.append(self._make(spec))
        self._label()
        self._arrange()
        self.updateGeometry()

    def _make(self, spec: KeySpec) -> Key:
        key = Key(spec, self)
        key.pressed.connect(lambda: self._pressed(key))
        key.released.connect(self._released)
        key.lifted.connect(lambda: self._lifted(key))
        key.clicked.connect(lambda: self._clicked(key))
        key.moved.connect(lambda at: self._moved(key, at))
        key.show()
        return key

    def _label(self) -> None:
        up = self._shift != "off"
        for key in self._keys:
            char = key.spec.char
            if char:
                label = char.upper() if up and char.isalpha() else char
                said = self._layout.said(label)
                if label.isupper():
                    said = QCoreApplication.translate("Keyboard", "capital {0}").format(said)
                key.show_as(label, said, on=char == self._dead)
            else:
                words, said = self._words(key.spec)
                key.show_as(words, said, on=key.spec.action == "shift" and up)

    def _words(self, spec: KeySpec) -> tuple[str, str]:
        """The label of an action key and what read-aloud says for it."""
        say = QCoreApplication.translate
        words = {
            "delete": say("Keyboard", "Delete"),
            "enter": say("Keyboard", "Done") if self._one_line else say("Keyboard", "New line"),
            "shift": say("Keyboard", "Shift"),
            "space": say("Keyboard", "Space"),
            "left": say("Keyboard", "Left"),
            "right": say("Keyboard", "Right"),
            "hide": say("Keyboard", "Hide keys"),
        }
        if spec.action == "language":
            name = keyboard_layout.load(self._next_language()).name
            return name, say("Keyboard", "Keys in {0}").format(name)
        if spec.action == "page":
            pages = {"letters": "ABC", "symbols": "123", "more": "#+="}
            said = {
                "letters": say("Keyboard", "Letters"),
                "symbols": say("Keyboard", "Numbers and signs"),
                "more": say("Keyboard", "More signs"),
            }
            return pages[spec.page], said[spec.page]
        label = words[spec.action]
        if spec.action == "shift" and self._shift == "lock":
            return label, say("Keyboard", "Shift, locked")
        if spec.action == "shift" and self._shift == "once":
            return label, say("Keyboard", "Shift, on")
        return label, label

    def _next_language(self) -> str:
        now = self._layout.language
        if now not in self._languages:
            return self._languages[0]
        return self._languages[(self._languages.index(now) + 1) % len(self._languages)]

    def _arrange(self) -> None:
        pad = 24 if self.width() >= NARROW else 8
        tall, top = key_height(), 16
        keys = iter(self._keys)
        for row in self._rows:
            count = sum(not spec.gap for spec in row)
            gaps = (count - 1) * GAP
            unit = (self.width() - 2 * pad - gaps) / sum(spec.width for spec in row)
            left = float(pad)
            for spec in row:
                wide = spec.width * unit
                if not spec.gap:
                    right = round(left + wide)
                    next(keys).setGeometry(round(left), top, right - round(left), tall)
                    left += GAP
                left += wide
            top += tall + GAP

    def _pressed(self, key: Key) -> None:
        if key.spec.action in _REPEATS:
            self._send(SENDS[key.spec.action])
            self._repeat.start(touch.REPEAT_DELAY_MS, lambda: self._again(key))
        elif self._layout.offers(key.label):
            self._press.start(touch.LONG_PRESS_MS, lambda: self._offer(key))

    def _again(self, key: Key) -> None:
        if key.isDown():
            self._send(SENDS[key.spec.action])
            self._repeat.start(touch.REPEAT_EVERY_MS, lambda: self._again(key))

    def _released(self) -> None:
        self._repeat.stop()
        self._press.stop()

    def _lifted(self, key: Key) -> None:
        """The press that opened the strip ends: on an accent it takes it, else the strip stays."""
        if self._accents_for is not key:
            return
        self._accents_for = None
        if self._accents is not None and self._accents.hot():
            self._picked(self._accents.hot())

    def _clicked(self, key: Key) -> None:
        if self._accents_for is key:  # this press opened the strip
            return
        self._close_accents()
        if key.spec.char:
            self._type(key.label)
        else:
            self._act(key.spec)

    def _moved(self, key: Key, at: QPoint) -> None:
        if self._accents_for is key and self._accents is not None:
            self._accents.hover(at)

    def _act(self, spec: KeySpec) -> None:
        action = spec.action
        if action == "space":
            self._type(" ")
        elif action == "enter":
            self._send(SENDS["enter"])
            if self._one_line:
                self.hide_requested.emit()
        elif action == "shift":
            self._shift = {"off": "once", "once": "lock", "lock": "off"}[self._shift]
            self._label()
        elif action == "page":
            self._page, self._dead = spec.page, ""
            self._build()
        elif action == "language":
            self.set_language(self._next_language())
            self.language_changed.emit(self.language())
        elif action == "hide":
            self.hide_requested.emit()

    def _type(self, text: str) -> None:
        if text in self._layout.dead and not self._dead:
            self._dead = text
            self._label()
            return
        if self._dead:
            table, self._dead = self._layout.dead[self._dead], ""
            accented = table.get(text.lower(), text)
            text = accented.upper() if text.isupper() else accented
        self._commit(text)
        if self._shift == "once":
            self._shift = "off"
        self._label()

    def _offer(self, key: Key) -> None:
        options = self._layout.offers(key.label)
        if not options or not key.isDown():
            return
        if self._accents is None:
            self._accents = Accents(self.window())
            self._accents.picked.connect(self._picked)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._accents_for = key
        place = QRect(key.mapTo(self.window(), QPoint(0, 0)), key.size())
        self._accents.offer(options, self._layout, place)

    def _picked(self, char: str) -> None:
        self._close_accents()
        self._commit(char)
        if self._shift == "once":
            self._shift = "off"
            self._label()

    def _close_accents(self) -> None:
        self._accents_for = None
        if self._accents is not None:
            self._accents.clear()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def _commit(self, text: str) -> None:
        target = QApplication.focusWidget()
        if target is None or not target.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(target, event)

    def _send(self, key: Qt.Key) -> None:
        target = QApplication.focusWidget()
        if target is None:
            return
        text = {Qt.Key.Key_Backspace: "\b", Qt.Key.Key_Return: "\r"}.get(key, "")
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(target, event)
