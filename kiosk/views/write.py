"""Writing: the text kept as it is typed, who pays, then review, send and receipt."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain import ConnectionId, Direction, Draft, KnownFailure, NetworkState, Payment, Topic
from kiosk.ui import theme
from kiosk.ui.button import Button
from kiosk.ui.choice import ChoiceCard
from kiosk.ui.label import Label
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.sheet import Sheet
from kiosk.ui.theme import S8, S16, S24
from kiosk.ui.writing_area import WritingArea
from kiosk.views import words
from kiosk.views.earlier_versions import Origin, open_versions
from kiosk.views.faces import back_button, face
from kiosk.views.language import number, one_line, tr
from kiosk.views.router import Conversation
from kiosk.views.screen import Hands, Screen, clear, named
from kiosk.views.troubles import too_few

SAVE_MS = 250  # after the first key that is not kept, however fast others follow
CHOICE = 424  # width of the choice who pays
MOST_WIDE = 1400


class WriteScreen(Screen):
    """One text to one person."""

    topics = frozenset({Topic.PROFILE, Topic.CREDITS, Topic.POLICY, Topic.PEOPLE})
    with_rail = False

    def __init__(self, hands: Hands, connection: ConnectionId) -> None:
        super().__init__(hands)
        self._connection = connection
        kept = hands.mailbox.draft(connection)
        self._payment = kept.payment if kept else Payment.PREPAID
        self._dirty, self._sent = False, False
        self._origin = Origin(hands.mailbox, kept)
        self._known = kept.body if kept else ""  # the vault's text as this screen last had it
        self._theirs: str | None = None  # another device's, in the vault in place of this one
        self._written = False  # by the person, since the screen came
        self._keeping = 0  # texts on their way into the vault
        self._due = False  # whether the timer runs
        self._done: Button | None = None
        self._timer = hands.timer(self)
        self._area = WritingArea(hands.mailbox.policy().message_limit)
        self._area.edit.setObjectName("text")
        self._area.edit.installEventFilter(self)
        self._area.set_name(tr("Your message"), tr("Write here"))
        self._area.set_text(kept.body if kept else "")
        self._area.text_edited.connect(self._edited)
        named(self._area.offer, "versions")
        self._area.offer_taken.connect(self._open_versions)
        if kept is not None:
            self._say_saved()
        self._offer_versions(kept)
        self._head, self._side = QWidget(), ScrollPage()
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
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._make_room()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        """Where keys and choices do not fit together, only one of them shows."""
        typing = self._area.edit.hasFocus() and not self.wide()
        self._side.setVisible(not typing)
        if self._done is not None:
            self._done.setVisible(typing)

    def first_focus(self) -> QWidget:
        return self._area.edit

    def leave(self) -> None:
        """Nothing that was typed may be lost."""
        self._timer.stop()
        self._due = False
        if self._dirty and not self._sent:
            self._save()

    # --- keeping ---------------------------------------------------------------------------

    def _edited(self, _text: str) -> None:
        self._dirty = self._written = True
        self._area.set_state(tr("Saving"), "loader", "waiting")
        self._count()
        self._save_soon()
        self._look()

    def _save_soon(self) -> None:
        if not self._due:
            self._due = True
            self._timer.start(SAVE_MS, self._save)

    def _save(self, done: Callable[[KnownFailure | None], None] | None = None) -> None:
        self._due, self._dirty = False, False
        text, theirs, done = self._area.text(), self._theirs, done or self._saved
        if theirs is None:
            self._handing_in(text)
            self.hands.mailbox.save_draft(self._connection, text, self._payment, done=done)
        else:
            self._bring(theirs, text, done)

    def _handing_in(self, text: str) -> None:
        self._keeping += 1
        self._known, self._theirs = text, None
        self._origin.ours(text)

    def _bring(self, standing: str, text: str, done: Callable[[KnownFailure | None], None]) -> None:
        """Have a text kept in the place of another, which stays as a version."""
        self._handing_in(text)
        self.hands.mailbox.bring_back(self._connection, standing, text, self._payment, done=done)

    def _saved(self, failure: KnownFailure | None) -> None:
        self._keeping -= 1
        if failure is None:
            if not self._dirty:
                self._say_saved()
            self._take_in()
            return
        self._dirty = True
        self._area.set_state(tr("Not saved"), "triangle-alert", "danger")
        self.hands.kept(failure)

    def _say_saved(self) -> None:
        self._area.set_state(tr("Saved"), "circle-check", "good")

    def _count(self) -> None:
        self._area.set_left_text(words.characters_left(self._area.left()))

    # --- other texts: of other devices, and earlier ones -------------------------------------

    def changed(self, topics: frozenset[Topic]) -> None:
        super().changed(topics)
        if Topic.DRAFTS in topics:
            self._take_in()

    def _take_in(self) -> None:
        """See what other devices did to the draft; nothing changes under who is writing."""
        if self._sent or self._dirty or self._keeping:
            return
        draft = self.hands.mailbox.draft(self._connection)
        body = draft.body if draft else ""
        shown = body != self._known and self._arrived(draft, body)
        came = draft is not None and self._origin.came(draft.id)
        if not shown and (came or self._theirs is not None):
            self._area.set_note(tr("Text from another device is under Earlier versions"))
        self._offer_versions(draft)

    def _arrived(self, draft: Draft | None, body: str) -> bool:
        """Another text is the draft now: whether it shows here at once."""
        if self._written and draft is not None:
            # it goes below what stands here with the next key; until then the newest text of all
            # devices is the draft, so that two open screens do not outdo each other for ever
            self._known, self._theirs = body, body
            return False
        if self._written and not self._sent_elsewhere():
            self._save()
            return False
        self._known, self._written, self._theirs = body, False, None
        self._origin.ours(body)
        self._area.set_text(body)
        self._area.set_note("")
        if draft is not None:
            self._payment = draft.payment
            self._say_saved()
        else:
            self._area.set_state("")
        self.refill()
        return True

    def _sent_elsewhere(self) -> bool:
        """Whether what stands here has gone to the person already."""
        text = self._area.text()
        newest = self.hands.mailbox.messages(self._connection, limit=10)
        return any(each.direction is Direction.OUT and each.body == text for each in newest)

    def _offer_versions(self, draft: Draft | None) -> None:
        some = draft is not None and self.hands.mailbox.draft_versions(draft.id, limit=1)
        self._area.set_offer(tr("Earlier versions") if some or self._theirs is not None else "")

    def _open_versions(self) -> None:
        """Show them, once what stands on the screen is kept: so the sheet has all the others."""
        self._timer.stop()

        def kept(failure: KnownFailure | None) -> None:
            self._saved(failure)
            if failure is None and self.isVisible():
                self._area.set_note("")
                open_versions(self.hands, self._connection, self._bring_back)

        self._save(kept)

    def _bring_back(self, body: str) -> None:
        """Write on with an earlier text."""
        self._timer.stop()
        self._due, self._dirty, self._written = False, False, True
        standing = self._area.text()

        def kept(failure: KnownFailure | None) -> None:
            if failure is not None:
                self._area.set_text(standing)
            else:
                self._area.set_note(tr("The earlier text is back."))
            self._saved(failure)
            self._count()
            self._look()

        self._area.set_text(body)
        self._bring(standing, body, kept)

    # --- the page ---------------------------------------------------------------------------

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
            self._side.setMaximumHeight(16_777_215)
            title = Label(tr("Who pays?"), "heading")
            title.setMinimumHeight(theme.target())
            body.addWidget(title)
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
            self._side.setMaximumHeight(max(theme.target() * 2, round(self.height() * 0.5)))
        self._fill_choices(body)
        body.addStretch(1)
        self._count()
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
        price, balance = self._price(), self.hands.mailbox.profile().balance
        pay = tr("Pay {price}").format(price=words.in_credits(price))
        if balance >= price:
            detail = tr("You have {balance}, you will have {after}.").format(
                balance=number(balance), after=number(balance - price)
            )
            prepaid = ChoiceCard(pay, detail)
        else:
            prepaid = ChoiceCard(pay)
            prepaid.set_disabled_reason(too_few(price, balance))
            self._payment = Payment.COD
        holder = QWidget()  # the two exclude each other within one parent
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8 if self.wide() else S16)
        column.addWidget(named(prepaid, "prepaid"))
        prepaid.clicked.connect(lambda: self._choose(Payment.PREPAID))
        if self.hands.mailbox.policy().services.cod:
            free = tr("Free for you. {name} pays {price} when opening it.").format(
                name=self._name(), price=number(price)
            )
            collect = named(ChoiceCard(tr("Send collect (COD)"), free), "collect")
            collect.clicked.connect(lambda: self._choose(Payment.COD))
            column.addWidget(collect)
            collect.setChecked(self._payment is Payment.COD)
        else:
            self._payment = Payment.PREPAID
        prepaid.setChecked(self._payment is Payment.PREPAID)
        body.addWidget(holder)
        self._review = named(Button(tr("Review and send"), "chevron-right"), "review")
        self._review.set_place("after")
        self._review.set_size(20, 72)
        self._review.clicked.connect(self._ask)
        body.addWidget(self._review)

    def _look(self) -> None:
        """Say on the button what is still missing."""
        balance, reason = self.hands.mailbox.profile().balance, ""
        if not self._area.text().strip():
            reason = tr("Review and send: write something first")
        elif self._payment is Payment.PREPAID and balance < self._price():
            reason = tr("Not enough credits")
        self._review.set_disabled_reason(reason)

    def _price(self) -> int:
        return self.hands.mailbox.policy().tariff.message

    def _name(self) -> str:
        connection = self.hands.mailbox.connection(self._connection)
        return words.person(connection.name if connection else "")

    def _choose(self, payment: Payment) -> None:
        self._payment = payment
        self._dirty = True
        self._save_soon()
        self._look()

    # --- sending --------------------------------------------------------------------------

    def _ask(self) -> None:
        """Price first: what it costs, what is left, then send."""
        if self._sent:
            return
        self._written = True  # what is reviewed here is what is sent
        price, balance = self._price(), self.hands.mailbox.profile().balance
        credits_ = words.in_credits(price)
        sheet = Sheet(tr("Send this to {name}?").format(name=self._name()), self.hands.window)
        sheet.text(words.quoted(one_line(self._area.text(), 160)), secondary=True)
        if self._payment is Payment.PREPAID:
            sheet.rows(
                [
                    (tr("Message"), credits_),
                    (tr("You have"), number(balance)),
                    (tr("You will have"), number(balance - price)),
                ]
            )
            back = tr("If staff do not allow it, your {price} come back.")
            sheet.text(back.format(price=credits_), secondary=True)
            button = tr("Send for {price}").format(price=credits_)
        else:
            later = tr("{name} pays {price} when opening it. You pay nothing.")
            sheet.rows([(tr("You pay"), tr("Nothing")), (tr("You have"), number(balance))])
            sheet.text(later.format(name=self._name(), price=credits_), secondary=True)
            button = tr("Send collect")
        if self._offline():
            text = tr("This device is offline. It is kept here and goes out with the network.")
            sheet.text(text, secondary=True)
        send = named(sheet.action(button, "send"), "send")

        def act() -> None:
            sheet.close_sheet()
            self._send(price)

        send.clicked.connect(act)
        sheet.open()

    def _offline(self) -> bool:
        return self.hands.mailbox.status().network is not NetworkState.ONLINE

    def _send(self, price: int) -> None:
        if self._sent:  # being kept already: a second time would be a second message
            return
        self._timer.stop()
        self._due, self._sent = False, True
        text, payment = self._area.text(), self._payment
        self.hands.mailbox.send(self._connection, text, payment, price, done=self._sent_or_not)

    def _sent_or_not(self, failure: KnownFailure | None) -> None:
        if failure is not None:
            self._sent = False
            self.hands.kept(failure)
            return
        if self._offline():
            said = tr("Kept on this device. It goes out when the network is back.")
        elif self._payment is Payment.COD:
            said = tr("On its way to {name}. You pay nothing.").format(name=self._name())
        else:
            said = tr("On its way to {name}. It costs {price}.").format(
                name=self._name(), price=words.in_credits(self._price())
            )
        self.hands.go(Conversation(self._connection))
        self.hands.toast(said, "send", None)
