"""Writing: the text kept as it is typed, who pays, then review, send and receipt."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain import ConnectionId, Payment, Topic
from kiosk.ui import theme
from kiosk.ui.button import Button
from kiosk.ui.label import Label
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.theme import S8, S16, S24
from kiosk.ui.writing_area import WritingArea
from kiosk.views import words
from kiosk.views.faces import back_button, face
from kiosk.views.language import tr
from kiosk.views.router import Search
from kiosk.views.screen import Hands, Screen, clear, named
from kiosk.views.write_keeping import Keeping
from kiosk.views.write_paying import PayChoice, possible
from kiosk.views.write_sending import Sending

CHOICE = 424  # width of the choice who pays
MOST_WIDE = 1400
ROOMY = 320  # pixels of height: with less the text goes first
TEXT = 360  # pixels of height that the text and its head need above the choices


class WriteScreen(Screen):
    """One text to one person."""

    topics = frozenset({Topic.PROFILE, Topic.CREDITS, Topic.POLICY, Topic.PEOPLE})
    with_rail = False

    def __init__(
        self, hands: Hands, connection: ConnectionId, search: Search | None = None
    ) -> None:
        super().__init__(hands)
        self._connection = connection
        self._done: Button | None = None
        self._area = WritingArea(hands.mailbox.policy().message_limit)
        self._area.edit.setObjectName("text")
        self._area.edit.installEventFilter(self)
        self._area.set_name(tr("Your message"), tr("Write here"))
        self._keeping = Keeping(hands, connection, self._area, self._look, self.refill)
        self._sending = Sending(hands, connection, self._keeping, search)
        self._side = ScrollPage()
        self._side.content.installEventFilter(self)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S16)
        self._head_row = QHBoxLayout()
        column.addLayout(self._head_row)
        column.addWidget(self._area, 1)
        self._box.addWidget(self._left, 1)
        self._box.addWidget(self._side)
        self.setAccessibleName(tr("Write"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind, typing = QEvent.Type, watched is self._area.edit
        moved = (kind.FocusIn, kind.FocusOut) if typing else (kind.LayoutRequest,)
        if event.type() in moved:  # choices made anew are known by their height only then
            self._make_room()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()  # the keys have come or gone

    def _make_room(self) -> None:
        """Where keys and choices do not fit together, only one of them shows."""
        fits = self.wide() or self._fits_below()
        typing = self._area.edit.hasFocus() and not fits
        self._side.setVisible(not typing)
        if self._done is not None:
            self._done.setVisible(typing)

    def _fits_below(self) -> bool:
        """Whether text and choices have room below each other; if so, the choices keep theirs."""
        side = self._side
        need = max(
            side.body.totalHeightForWidth(self.width() - 2 * S24),
            side.content.minimumSizeHint().height(),  # an area asks for this much in any case
        )
        fits = self.height() - need >= theme.half(TEXT)
        side.setMinimumHeight(need if fits else 0)
        most = max(theme.target() * 2, round(self.height() * 0.5))
        side.setMaximumHeight(need if fits else most)
        return fits

    def first_focus(self) -> QWidget:
        return self._area.edit

    def leave(self) -> None:
        self._keeping.leave()

    def make_room(self, bottom: int) -> None:
        self.setContentsMargins(0, 0, 0, bottom if self.height() > theme.half(ROOMY) else 0)

    def spot(self) -> str:
        return self._area.spot()

    def come_back(self, spot: str) -> None:
        self._area.come_back(spot)

    def changed(self, topics: frozenset[Topic]) -> None:
        super().changed(topics)
        if Topic.DRAFTS in topics:
            self._keeping.take_in()

    def fill(self) -> None:
        wide = self.wide()
        way = QBoxLayout.Direction
        self._box.setDirection(way.LeftToRight if wide else way.TopToBottom)
        side = max(S24 + S8, (self.width() - MOST_WIDE) // 2) if wide else S24
        self._box.setContentsMargins(side, S8, side, S16)
        self._box.setSpacing(S24 if wide else S16)
        clear(self._head_row)
        self._fill_head()
        body = self._side.body
        clear(body)
        body.setSpacing(S8 if wide else S16)
        if wide:
            self._side.setMinimumWidth(theme.half(CHOICE))
            self._side.setMaximumWidth(theme.half(CHOICE))
            self._side.setMinimumHeight(0)
            self._side.setMaximumHeight(16_777_215)
            title = Label(tr("Who pays?"), "heading")
            title.setMinimumHeight(theme.target())
            body.addWidget(title)
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
        self._fill_choices(body)
        body.addStretch(1)
        self._look()

    def _fill_head(self) -> None:
        connection = self.hands.mailbox.connection(self._connection)
        back = back_button(tr("Back"))
        back.clicked.connect(self.hands.back)
        self._head_row.setSpacing(S16)
        self._head_row.addWidget(back)
        if connection is not None:
            name = words.person(connection.name)
            self._head_row.addWidget(face(connection, 48))
            title = tr("Write to {name}").format(name=name)
            self._head_row.addWidget(Label(title, "heading", elide=True), 1)
        self._done = named(Button(tr("Done"), "check"), "done")
        self._done.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the text keeps it until the touch ends
        self._done.clicked.connect(self._area.edit.clearFocus)
        self._head_row.addWidget(self._done)
        self._make_room()

    def _fill_choices(self, body: QVBoxLayout) -> None:
        payment = self._keeping.payment = possible(self.hands, self._keeping.payment)
        connection = self.hands.mailbox.connection(self._connection)
        name = words.person(connection.name if connection else "")
        body.addWidget(PayChoice(self.hands, name, payment, self._choose, wide=self.wide()))
        self._review = named(Button(tr("Review and send"), "chevron-right"), "review")
        self._review.set_place("after")
        self._review.set_size(20, 72)
        self._review.clicked.connect(self._sending.ask)
        body.addWidget(self._review)
        if self.hands.amounts.hidden:
            body.addWidget(self.hands.amounts.button())

    def _look(self) -> None:
        """Say how much room is left, and on the button what is still missing."""
        self._area.set_left_text(words.characters_left(self._area.left()))
        mailbox, reason = self.hands.mailbox, ""
        balance, price = mailbox.profile().balance, mailbox.policy().tariff.message
        if not self._area.text().strip():
            reason = tr("Review and send: write something first")
        elif self._keeping.payment is Payment.PREPAID and balance < price:
            reason = tr("Not enough credits")
        self._review.set_disabled_reason(reason)

    def _choose(self, payment: Payment) -> None:
        self._keeping.choose(payment)
        self._look()
