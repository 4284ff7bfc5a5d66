"""The facility's monitoring notice: read at one's own pace, no clock runs meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kiosk.domain import Notice
from kiosk.ui.button import Button
from kiosk.ui.label import Label
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.theme import S8, S16
from kiosk.views.aloud import Aloud
from kiosk.views.language import language, tr
from kiosk.views.read_button import read_button
from kiosk.views.screen import Page, clear, named, set_margins

MOST_WIDE = 900  # pixels at 100 % text: a comfortable line


class NoticePage(Page):
    """The text, and a button that says it was understood."""

    def __init__(
        self,
        notice: Notice,
        aloud: Aloud,
        agreed: Callable[[], None],
        refused: Callable[[], None],
    ) -> None:
        super().__init__()
        self._notice, self._aloud = notice, aloud
        self._agreed, self._refused = agreed, refused
        self._page = ScrollPage()
        self._foot = QHBoxLayout()
        box = QVBoxLayout(self)
        box.setSpacing(S16)
        box.addWidget(self._page, 1)
        box.addLayout(self._foot)
        self._box = box
        self.setAccessibleName(tr("A notice from the facility"))

    def fill(self) -> None:
        set_margins(self._box, self.wide())
        body = self._page.body
        clear(body)
        clear(self._foot)
        body.setSpacing(S16)
        self._page.content.setMaximumWidth(max(MOST_WIDE, self.width() * 3 // 4))
        body.addWidget(Label(tr("Please read this first"), "title"))
        quiet = tr("Take your time. No clock runs while you read.")
        body.addWidget(Label(quiet, "body", "quiet"))
        text = self._notice.es if language() == "es" else self._notice.en
        for part in text.split("\n\n"):
            body.addWidget(Label(part.strip()))
        body.addStretch(1)
        self._foot.setSpacing(S8)
        agree = named(Button(tr("I have read it. Go on"), "check"), "agree")
        agree.clicked.connect(self._agreed)
        leave = named(Button(tr("Sign out"), "log-out", "secondary"), "leave")
        leave.clicked.connect(self._refused)
        self._foot.addWidget(agree)
        self._foot.addWidget(leave)
        if self._aloud.able:
            about = tr("A notice from the facility")
            self._foot.addWidget(read_button(self._aloud, "notice", text, about))
        self._foot.addStretch(1)
