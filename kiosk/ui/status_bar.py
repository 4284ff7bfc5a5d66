"""The bar at the top: who is here, how long still, is there a network, and the ways out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.label import Avatar
from kiosk.ui.theme import RADIUS, S4, S8, S12, S16, S24
from kiosk.ui.touch_button import TouchButton

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class BarAction:
    """A button of the bar: `boxed` draws the one that must be found at once."""

    key: str
    text: str
    icon: str
    boxed: bool = False


class _Fact(QWidget):
    """Two short lines beside a face or an icon."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.first, self.second, self.icon, self.warn = "", "", "", False
        self._face: Avatar | None = None
        self._bare = False

    def set_face(self, name: str) -> None:
        if self._face is None:
            self._face = Avatar(name, 44, tone="ink", parent=self)
        self._face.set_person(name)
        self._face.setVisible(bool(name))

    def say(self, first: str, second: str, icon: str = "", warn: bool = False) -> None:
        self.first, self.second, self.icon, self.warn = first, second, icon, warn
        self.setAccessibleName(f"{first}, {second}" if second else first)
        self.setVisible(bool(first))
        self.update()

    def set_bare(self, bare: bool) -> None:
        """Leave the icon away, where room is short."""
        self._bare = bare

    def _lead(self) -> int:
        if self._face is not None:
            return theme.px(44) + S12
        return 0 if self._bare and not self.warn else theme.px(24) + S12

    def _second_font(self) -> QFont:
        return theme.font(theme.secondary_size(), 600 if self.warn else 400)

    def sizeHint(self) -> QSize:
        wide = max(
            paint.text_size(self.first, theme.font(20, 600, tabular=True)).width(),
            paint.text_size(self.second, self._second_font()).width(),
        )
        return QSize(wide + self._lead() + 2, theme.px(38) + theme.px(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t, lead = theme.tokens_for(self), self._lead()
        mid, ink = self.height() // 2, t.waiting if self.warn else t.quiet
        if self._face is not None:
            self._face.resize(self._face.sizeHint())
            self._face.move(0, mid - self._face.height() // 2)
        elif lead and self.icon:
            side = theme.px(24)
            painter.drawPixmap(0, mid - side // 2, icons.pixmap(self.icon, ink, side))
        first, second = theme.font(20, 600, tabular=True), self._second_font()
        tall = paint.text_size(self.first, first).height()
        under = paint.text_size(self.second, second).height() if self.second else 0
        top = mid - (tall + under) // 2
        room = self.width() - lead
        box = QRectF(lead, top, room, tall)
        paint.words(painter, box, self.first, first, t.ink, _LEFT, wrap=False)
        box = QRectF(lead, top + tall - 2, room, under)
        paint.words(painter, box, self.second, second, ink, _LEFT, wrap=False)
        painter.end()


class _BarButton(TouchButton):
    """A button of the bar: in one line, in two, with its icon above, or that on several lines."""

    def __init__(self, action: BarAction, parent: QWidget) -> None:
        self.action, self.mode = action, "line"
        super().__init__(action.text, parent)

    def set_action(self, action: BarAction) -> None:
        """Other words and another icon on the same button."""
        self.action = action
        self.setText(action.text)
        self.update()

    def _above(self) -> bool:
        return self.mode in ("above", "stack")

    def _pad(self) -> int:
        return S16 + 4 if self.action.boxed and not self._above() else S8

    def _word_room(self) -> int:
        """The width the words need in this mode."""
        size = 16 if self._above() else 20
        font = theme.font(size, 600)
        if self.mode == "line":
            return paint.text_size(self.text(), font).width()
        least = paint.longest_word(self.text(), font)
        whole = paint.text_size(self.text(), font).width()
        if self.mode == "stack":
            return least
        if self.mode == "above":
            return min(whole, max(least, theme.px(110)))
        return max(least, min(whole, round(whole * 0.6)))

    def sizeHint(self) -> QSize:
        wide = self._word_room() + 2 * self._pad()
        if not self._above():
            return QSize(wide + theme.px(24) + S8, theme.target())
        font = theme.font(16, 600)
        words = paint.text_size(self.text(), font, self._word_room()).height()
        tall = theme.px(24) + 2 + words + S8
        return QSize(max(wide, theme.target()), max(theme.target(), tall))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t, rect = theme.tokens_for(self), QRectF(self.rect())
        if self.action.boxed:
            inset = max(0.0, (rect.height() - theme.half(52)) / 2) if self.mode == "line" else 0
            box = rect.adjusted(0, inset, 0, -inset)
            paint.box(painter, box, RADIUS, t.well if self.isDown() else "", t.ink, 2)
        elif self.isDown():
            paint.box(painter, rect, RADIUS, t.well)
        side = theme.px(24)
        image = icons.pixmap(self.action.icon, t.ink, side)
        room = self._word_room()
        font = theme.font(16 if self._above() else 20, 600)
        if self._above():
            words = paint.text_size(self.text(), font, room).height()
            top = (self.height() - side - 2 - words) // 2
            painter.drawPixmap((self.width() - side) // 2, top, image)
            box = QRectF((self.width() - room) / 2, top + side + 2, room, words)
            paint.words(painter, box, self.text(), font, t.ink)
        else:
            left = self._pad()
            painter.drawPixmap(left, (self.height() - side) // 2, image)
            box = QRectF(left + side + S8, 0, room, self.height())
            paint.words(painter, box, self.text(), font, t.ink, _LEFT, wrap=self.mode != "line")
        painter.end()


class StatusBar(QWidget):
    """Three facts and the ways out; finds its own arrangement for every width and text size."""

    language = Signal()
    hide_now = Signal()
    sign_out = Signal()
    chosen = Signal(str)  # the key of any button, also of those set with set_actions

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person, self._time, self._network = _Fact(self), _Fact(self), _Fact(self)
        self._buttons: list[_BarButton] = []
        self._extra: BarAction | None = None
        self._language = "English"
        self._standard = True
        self._tall = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_signals.changed.connect(self._fit)
        self.set_time("", "")
        self.set_network("", "")
        self.set_person("", "")
        self.set_language(self._language)

    def set_person(self, name: str, place: str) -> None:
        """Who is signed in, and where; an empty name for nobody."""
        self._person.set_face(name)
        self._person.say(name, place)
        self._fit()

    def set_time(self, clock: str, left: str, low: bool = False) -> None:
        """The clock and how long is left; `low` under two minutes."""
        self._time.say(clock, left, "clock", low)
        self._fit()

    def set_network(self, state: str, detail: str, online: bool = True) -> None:
        """The network in words, and when it last synced."""
        self._network.say(state, detail, "wifi" if online else "wifi-off", warn=False)
        self._network.warn = False
        self._fit()

    def set_language(self, name: str) -> None:
        """The language in use, on the standard three buttons."""
        self._language = name
        say = QCoreApplication.translate
        if self._standard:
            self.set_actions(
                [
                    BarAction("language", name, "globe"),
                    BarAction("hide", say("StatusBar", "Hide now"), "eye-off", boxed=True),
                    BarAction("sign_out", say("StatusBar", "Sign out"), "log-out"),
                ]
            )
            self._standard = True

    def standard_actions(self) -> None:
        """Language, Hide now and Sign out again, after set_actions."""
        self._standard = True
        self.set_language(self._language)

    def set_actions(self, actions: Sequence[BarAction]) -> None:
        """Other buttons, such as those of the sign-in screen."""
        self._standard = False
        wanted = [*([self._extra] if self._extra else []), *actions]
        if [button.action for button in self._buttons] == wanted:
            return  # told every second: a button that is new each time keeps no focus and no finger
        focused = next((button.action.key for button in self._buttons if button.hasFocus()), "")
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for action in wanted:
            self._buttons.append(self._button(action))
        for button in self._buttons:
            if button.action.key == focused:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def _button(self, action: BarAction) -> _BarButton:
        button = _BarButton(action, self)
        button.clicked.connect(lambda _on=False, key=action.key: self._choose(key))
        button.show()
        return button

    def set_extra(self, action: BarAction | None) -> None:
        """A button before all others, None for none; the same one keeps the focus."""
        before, self._extra = self._extra, action
        if action == before:
            return
        if action is not None and before is not None and action.key == before.key:
            self._buttons[0].set_action(action)
        elif before is None and action is not None:
            self._buttons.insert(0, self._button(action))
        elif before is not None:
            gone = self._buttons.pop(0)
            gone.hide()
            gone.deleteLater()
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(600, self._tall or theme.half(72))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = theme.tokens_for(self)
        painter.fillRect(self.rect(), QColor(t.paper))
        painter.fillRect(0, self.height() - t.border, self.width(), t.border, QColor(t.line))
        painter.end()

    def _choose(self, key: str) -> None:
        signals = {"language": self.language, "hide": self.hide_now, "sign_out": self.sign_out}
        if key in signals:
            signals[key].emit()
        self.chosen.emit(key)

    def _facts(self) -> list[_Fact]:
        return [fact for fact in (self._person, self._time, self._network) if fact.first]

    def _least_height(self) -> int:
        percent = theme.current().text_percent
        plain = 80 if self.width() < 1000 else 72
        return round(plain + (percent - 100) * 0.56)

    def _fit(self) -> None:
        """Take the first arrangement that fits: one line, two lines, icons above, two rows."""
        roomy = self.width() >= 1000 and theme.current().text_percent <= 150
        gap = S24 + S16 if roomy else S24
        modes = [("line", False), ("two", False), ("above", False), ("stack", False)]
        modes += [("above", True), ("stack", True)]
        if self.width() < 1000:
            modes = modes[2:]
        for mode, bare in modes:
            for button in self._buttons:
                button.mode = mode
            for fact in self._facts():
                fact.set_bare(bare)
            if self._needed(gap) <= self.width():
                self._place(gap, rows=1)
                return
        for button in self._buttons:
            button.mode = "above"
        for bare in (False, True):
            for fact in self._facts():
                fact.set_bare(bare)
            if self._row_of_facts(gap) <= self.width():
                break
        self._place(gap, rows=2)

    def _row_of_facts(self, gap: int) -> int:
        """The width of the facts in a row of their own."""
        facts = [fact.sizeHint().width() for fact in self._facts()]
        return sum(facts) + gap * max(len(facts) - 1, 0) + 2 * S16

    def _needed(self, gap: int) -> int:
        facts = [fact.sizeHint().width() for fact in self._facts()]
        buttons = [button.sizeHint().width() for button in self._buttons]
        wide = sum(facts) + gap * len(facts)
        wide += sum(buttons) + S12 * max(len(buttons) - 1, 0)
        return wide + 2 * S24 - S8

    def _place(self, gap: int, rows: int) -> None:
        button_tall = max((b.sizeHint().height() for b in self._buttons), default=0)
        fact_tall = max((f.sizeHint().height() for f in self._facts()), default=0)
        one = max(self._least_height(), button_tall + S8, fact_tall + S8)
        self._tall = one if rows == 1 else fact_tall + button_tall + 3 * S8
        first_mid = one // 2 if rows == 1 else S8 + fact_tall // 2
        mid = one // 2 if rows == 1 else 2 * S8 + fact_tall + button_tall // 2
        pad = S24 if self.width() >= 1000 else S16
        left = pad
        for fact in self._facts():
            size = fact.sizeHint()
            wide = min(size.width(), max(self.width() - left - S4, 1))
            fact.setGeometry(left, first_mid - size.height() // 2, wide, size.height())
            left += size.width() + gap
        space = S12 if self.width() < 1000 else S24
        if self._needed(gap) + (space - S12) * 2 > self.width():
            space = S12
        widths = [button.sizeHint().width() for button in self._buttons]
        right = self.width() - pad
        if rows == 2:
            right = min(right, pad + sum(widths) + space * (len(widths) - 1))
        for button, wide in zip(reversed(self._buttons), reversed(widths), strict=True):
            tall = max(button.sizeHint().height(), theme.target())
            button.setGeometry(right - wide, mid - tall // 2, wide, tall)
            right -= wide + space
        if self.height() != self._tall:
            self.setFixedHeight(self._tall)
        self.update()
