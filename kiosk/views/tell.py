"""Saying that something is wrong: what it is, then in one's own words; kept as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain import About, KnownFailure, NetworkState, TicketDraft, TicketKind
from kiosk.mailbox.tickets import LONGEST_TICKET
from kiosk.ui import theme
from kiosk.ui.button import Button
from kiosk.ui.label import Label
from kiosk.ui.link_row import LinkRow
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.theme import S8, S12, S16, S24
from kiosk.ui.writing_area import WritingArea
from kiosk.views.faces import back_button
from kiosk.views.language import tr
from kiosk.views.reading import page_head
from kiosk.views.router import Help
from kiosk.views.screen import Hands, Screen, clear, named, set_page_margins
from kiosk.views.tickets import about_words, kind_icon, kind_word

SAVE_MS = 250  # after the first key that is not kept, however fast others follow
MOST_WIDE = 1100  # pixels


class TellScreen(Screen):
    """First what is wrong, by a touch; then the text, over the keys."""

    with_rail = False

    def __init__(self, hands: Hands, about: About) -> None:
        super().__init__(hands)
        kept = hands.mailbox.ticket_draft()
        self._draft = kept if about == About() else TicketDraft(kept.kind, kept.text, about)
        self._due, self._sent = False, False
        self._timer = hands.timer(self)
        self._page = ScrollPage()
        self._page.setMaximumWidth(MOST_WIDE)
        self._write = QWidget()
        self._head = QVBoxLayout()
        self._foot = QHBoxLayout()
        self._area = WritingArea(LONGEST_TICKET)
        self._area.set_name(tr("What is wrong"), tr("Write here"))
        self._area.edit.setObjectName("text")
        self._area.set_text(self._draft.text)
        self._area.text_edited.connect(self._edited)
        column = QVBoxLayout(self._write)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8)
        column.addLayout(self._head)
        column.addWidget(self._area, 1)
        column.addLayout(self._foot)
        self._around = box = QVBoxLayout(self)
        box.addWidget(self._page)
        box.addWidget(self._write)
        self.setAccessibleName(tr("Something is wrong"))

    def first_focus(self) -> QWidget:
        return self if self._draft.kind is None else self._area.edit

    def leave(self) -> None:
        self._timer.stop()
        if self._due and not self._sent:
            self._save()

    def spot(self) -> str:
        return self._area.spot() if self._draft.kind is not None else ""

    def come_back(self, spot: str) -> None:
        if self._draft.kind is not None:
            self._area.come_back(spot)

    def fill(self) -> None:
        writing = self._draft.kind is not None
        self._page.setVisible(not writing)
        self._write.setVisible(writing)
        if writing:
            self._fill_writing()
        else:
            self._fill_kinds()

    def _fill_kinds(self) -> None:
        body = self._page.body
        clear(body)
        set_page_margins(self._around, self._page, self.wide())
        body.setSpacing(S12)
        back = back_button(tr("Back"))
        back.clicked.connect(self.hands.back)
        page_head(body, back, tr("What is wrong?"))
        if about := about_words(self.hands.mailbox, self._draft.about):
            body.addWidget(Label(about, "body", "quiet"))
        for kind in TicketKind:
            row = named(LinkRow(kind_word(kind), icon=kind_icon(kind)), f"kind:{kind}")
            row.clicked.connect(lambda _on=False, kind=kind: self._choose(kind))
            body.addWidget(row)
        body.addStretch(1)

    def _fill_writing(self) -> None:
        side = max(S24, (self.width() - MOST_WIDE) // 2)
        self._around.setContentsMargins(side, S8, side, S16)
        clear(self._head)
        clear(self._foot)
        kind = self._draft.kind
        row = QHBoxLayout()
        row.setSpacing(S16)
        back = back_button(tr("Back"))
        back.clicked.connect(self._to_kinds)
        row.addWidget(back)
        if kind is not None:
            row.addWidget(Label(kind_word(kind), "heading"), 1)
        send = named(Button(tr("Send to staff"), "send"), "send-ticket")
        send.clicked.connect(self._send)
        if self.wide() or self.window().width() > self.window().height():
            row.addWidget(send)  # in a low window the text needs each line below
        else:
            self._foot.addWidget(send)
        self._head.addLayout(row)
        if about := about_words(self.hands.mailbox, self._draft.about):
            self._head.addWidget(Label(about, "body", "quiet"))

    def make_room(self, bottom: int) -> None:
        self.setContentsMargins(0, 0, 0, bottom if self.height() > theme.half(320) else 0)

    def _choose(self, kind: TicketKind) -> None:
        self._keep(TicketDraft(kind, self._draft.text, self._draft.about))
        self.refill()
        self._area.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_kinds(self) -> None:
        self._keep(TicketDraft(None, self._area.text(), self._draft.about))
        self.refill()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self, text: str) -> None:
        self._draft = TicketDraft(self._draft.kind, text, self._draft.about)
        self._area.set_state(tr("Saving"), "loader", "waiting")
        if not self._due:
            self._due = True
            self._timer.start(SAVE_MS, self._save)

    def _keep(self, wanted: TicketDraft) -> None:
        self._draft = wanted
        self._save()

    def _save(self) -> None:
        self._due = False
        self.hands.mailbox.save_ticket_draft(self._draft, done=self._saved)

    def _saved(self, failure: KnownFailure | None) -> None:
        if failure is not None:
            self._area.set_state(tr("Not saved"), "circle-alert", "danger")
            self.hands.kept(failure)
        elif not self._due:
            self._area.set_state(tr("Saved"), "circle-check", "good")

    def _send(self) -> None:
        if self._sent:
            return
        self._timer.stop()
        self._due, self._sent = False, True
        wanted = TicketDraft(self._draft.kind, self._area.text(), self._draft.about)
        online = self.hands.mailbox.status().network is NetworkState.ONLINE

        def kept(failure: KnownFailure | None) -> None:
            self._sent = failure is None  # else it is a draft as before
            if failure is None:
                said = tr("It is on its way to staff.")
                if not online:
                    said = tr("It is kept here. It goes out when the network is back.")
                self.hands.toast(said, "send", None)
                self.hands.go(Help())
            self.hands.kept(failure)

        self.hands.mailbox.open_ticket(wanted, done=kept)
