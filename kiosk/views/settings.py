"""Settings: how the person likes the screen; they follow them to any device."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.domain import Topic
from kiosk.domain.speech import Pace
from kiosk.ui import icons, theme
from kiosk.ui.button import Button
from kiosk.ui.card import Card
from kiosk.ui.choice import Choice, Switch
from kiosk.ui.label import Label
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.theme import S16, S24, TextSize, Theme
from kiosk.views.aloud import OFF, mode_word
from kiosk.views.faces import title_row
from kiosk.views.language import LANGUAGES, language, tr
from kiosk.views.looks import Looks, percent_word, theme_word
from kiosk.views.router import ChangePin
from kiosk.views.screen import Hands, Screen, clear, named, set_page_margins

MOST_WIDE = 1280  # pixels
TIGHT = 560  # pixels at 100 % text


class SettingsScreen(Screen):
    """Text size, colours, language, motion; each takes effect at once and is kept."""

    topics = frozenset({Topic.POLICY})

    def __init__(self, hands: Hands, looks: Looks) -> None:
        super().__init__(hands)
        self._looks = looks
        self._page = ScrollPage()
        self._page.setMaximumWidth(MOST_WIDE)
        self._around = box = QVBoxLayout(self)
        box.addWidget(self._page)
        self.setAccessibleName(tr("Settings"))

    def fill(self) -> None:
        body = self._page.body
        clear(body)
        set_page_margins(self._around, self._page, self.wide())
        body.setSpacing(S16)
        body.addLayout(title_row(tr("Settings"), tr("They follow you to any kiosk or tablet.")))
        card = Card(padding=0)
        card.body.setSpacing(0)
        lines = (
            ("a-large-small", tr("Text size"), tr("For every screen"), self._sizes()),
            ("contrast", tr("Contrast"), tr("Colors on screen"), self._themes()),
            ("globe", tr("Language"), tr("For words and keys"), self._languages()),
            ("volume-2", tr("Read aloud"), self._aloud_words(), self._aloud()),
            ("wind", tr("Less motion"), tr("Nothing slides or grows"), self._motion()),
            ("eye-off", tr("Hide amounts"), tr("Dots until you touch them"), self._amounts()),
            ("key-round", tr("PIN"), tr("To sign in"), self._pin()),
        )
        for index, (icon, title, detail, control) in enumerate(lines):
            if index:
                card.body.addWidget(_Rule())
            card.body.addWidget(self._line(icon, title, detail, control))
        body.addWidget(card)
        body.addStretch(1)

    def _tight(self) -> bool:
        """Whether choices stand below each other."""
        return self.width() * 100 / theme.current().text_percent < TIGHT

    def _line(self, icon: str, title: str, detail: str, control: QWidget) -> QWidget:
        holder = QWidget()
        wide = self.wide()
        way = QBoxLayout.Direction
        row = QBoxLayout(way.LeftToRight if wide else way.TopToBottom, holder)
        row.setContentsMargins(S24, S24, S24, S24)
        row.setSpacing(S16)
        head = QWidget()
        inner = QHBoxLayout(head)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(S16)
        mark = QLabel()
        mark.setPixmap(icons.pixmap(icon, theme.tokens().quiet, theme.px(28)))
        inner.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addStretch(1)
        text.addWidget(Label(title, "name"))
        text.addWidget(Label(detail, "secondary"))
        text.addStretch(1)
        inner.addLayout(text, 1)
        if wide:
            head.setFixedWidth(theme.half(260))
        row.addWidget(head)
        fixed = isinstance(control, Switch | Button)
        row.addWidget(control, 1, Qt.AlignmentFlag.AlignLeft if fixed else Qt.AlignmentFlag(0))
        return holder

    def _sizes(self) -> QWidget:
        sizes = [int(size) for size in TextSize]
        choice = Choice(
            [(str(size), percent_word(size)) for size in sizes],
            str(self._looks.look.text_percent),
            [size / 100 for size in sizes],
        )
        choice.set_upright(self._tight())
        choice.chosen.connect(
            lambda key: self._keep(lambda: self._look_with(text_percent=int(key)))
        )
        choice.setAccessibleName(tr("Text size"))
        return named(choice, "sizes")

    def _themes(self) -> QWidget:
        options = [(each.value, theme_word(each)) for each in Theme]
        choice = Choice(options, self._looks.look.theme.value)
        choice.set_upright(self._tight())
        choice.chosen.connect(lambda key: self._keep(lambda: self._look_with(theme=Theme(key))))
        choice.setAccessibleName(tr("Contrast"))
        return named(choice, "themes")

    def _aloud_words(self) -> str:
        if self.hands.aloud.able:
            return tr("A voice reads screens to you")
        return tr("Not on this device")

    def _aloud(self) -> QWidget:
        now = self.hands.mailbox.settings().read_aloud or self.hands.aloud.mode
        choice = Choice([(mode, mode_word(mode)) for mode in (OFF, *Pace)], now)
        choice.set_upright(self._tight())
        choice.setAccessibleName(tr("Read aloud"))
        choice.chosen.connect(self._read_aloud)
        return named(choice, "aloud")

    def _read_aloud(self, mode: str) -> None:
        mailbox, aloud = self.hands.mailbox, self.hands.aloud
        mailbox.save_settings(replace(mailbox.settings(), read_aloud=mode), self.hands.kept)
        if aloud.able:
            aloud.set_mode(mode)

    def _languages(self) -> QWidget:
        offered = [code for code in self.hands.policy.languages if code in LANGUAGES]
        choice = Choice([(code, LANGUAGES[code]) for code in offered or LANGUAGES], language())
        choice.set_upright(self._tight())
        choice.chosen.connect(lambda code: self._keep(lambda: self._looks.speak(code)))
        choice.setAccessibleName(tr("Language"))
        return named(choice, "languages")

    def _motion(self) -> Switch:
        less = self._looks.look.reduce_motion
        switch = named(Switch(tr("On") if less else tr("Off")), "motion")
        switch.setChecked(less)
        switch.setAccessibleName(tr("Less motion"))
        switch.clicked.connect(lambda on: self._keep(lambda: self._still(on, switch)))
        return switch

    def _amounts(self) -> Switch:
        hide = self.hands.mailbox.settings().hide_amounts
        switch = named(Switch(tr("On") if hide else tr("Off")), "amounts")
        switch.setChecked(hide)
        switch.setAccessibleName(tr("Hide amounts"))
        switch.clicked.connect(lambda on: self._hide_amounts(on, switch))
        return switch

    def _hide_amounts(self, hide: bool, switch: Switch) -> None:
        mailbox = self.hands.mailbox
        mailbox.save_settings(replace(mailbox.settings(), hide_amounts=hide), self.hands.kept)
        switch.setText(tr("On") if hide else tr("Off"))
        switch.setAccessibleName(tr("Hide amounts"))

    def _pin(self) -> Button:
        button = named(Button(tr("Change"), kind="secondary"), "change-pin")
        button.setAccessibleName(tr("Change your PIN"))
        button.clicked.connect(lambda: self.hands.go(ChangePin()))
        return button

    def _still(self, less: bool, switch: Switch) -> None:
        self._look_with(reduce_motion=less)
        switch.setText(tr("On") if less else tr("Off"))
        switch.setAccessibleName(tr("Less motion"))

    def _look_with(
        self,
        *,
        text_percent: int | None = None,
        theme: Theme | None = None,
        reduce_motion: bool | None = None,
    ) -> None:
        look = self._looks.look
        self._looks.set_look(
            replace(
                look,
                text_percent=look.text_percent if text_percent is None else text_percent,
                theme=look.theme if theme is None else theme,
                reduce_motion=look.reduce_motion if reduce_motion is None else reduce_motion,
            )
        )

    def _keep(self, change: Callable[[], None]) -> None:
        """Make a change on the screen, and keep it for every other device."""
        mailbox = self.hands.mailbox
        change()
        mailbox.save_settings(self._looks.give(mailbox.settings()), done=self.hands.kept)


class _Rule(QWidget):
    """A hairline between two settings."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme.tokens().border)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().line))
        painter.end()
