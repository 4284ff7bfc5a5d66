"""Search: one field; people, photos and messages that fit what was typed, as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain import Cursor, Found, KnownFailure, SearchScope, Topic
from kiosk.domain.question import understand
from kiosk.imaging.loader import Ticket
from kiosk.ui import theme
from kiosk.ui.button import Button
from kiosk.ui.choice import Chip
from kiosk.ui.field import TextField
from kiosk.ui.flow import FlowLayout
from kiosk.ui.scroll import PagedList, ScrollPage
from kiosk.ui.states import EmptyState, ErrorState, LoadingState
from kiosk.ui.theme import S8, S16
from kiosk.views.faces import back_button
from kiosk.views.language import plain, tr
from kiosk.views.router import Search
from kiosk.views.screen import Hands, Screen, clear, named, set_margins
from kiosk.views.search_results import PAGE, Results
from kiosk.views.troubles import failure_text

PAUSE_MS = 120  # between the last letter and the look for it
SLOW_MS = 500  # after which the screen says that it is still looking
MOST_WIDE = 1280  # pixels
MOST_LETTERS = 120
LEAST_FOR_CHIPS, LEAST_FOR_BACK = 320, 150  # pixels of height


class SearchScreen(Screen):
    """Looks among everything on this device; nothing that was typed is kept anywhere."""

    topics = frozenset({Topic.MESSAGES, Topic.PHOTOS, Topic.PEOPLE, Topic.DRAFTS, Topic.OUTBOX})

    def __init__(self, hands: Hands, place: Search) -> None:
        super().__init__(hands)
        self._scope = SearchScope.ALL
        self._answer: Found | KnownFailure | None = None
        self._waiting = False
        self._tickets: list[Ticket] = []
        self._results = Results(hands, place, self._choose, self._tickets)
        self._typing, self._slow = hands.timer(self), hands.timer(self)
        self._box = QVBoxLayout(self)
        self._box.setSpacing(S8)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(S8)
        self._back = back_button(_origin(place))
        self._back.clicked.connect(hands.back)
        self._field = TextField(tr("Word, name or date"), "search", MOST_LETTERS)
        self._field.text_changed.connect(self._typed)
        self._field.submitted.connect(lambda _text: self.setFocus())  # and the keyboard goes
        self._wipe = named(Button(tr("Clear"), "x", "quiet"), "clear")
        self._wipe.clicked.connect(self._begin_anew)
        row = QHBoxLayout()
        row.setSpacing(S8)
        row.addWidget(self._field, 1)
        row.addWidget(self._wipe)
        self._top.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self._top.addLayout(row, 1)
        self._chips = QWidget()
        self._chip_row = FlowLayout(self._chips, S8)
        self._page = PagedList()
        self._page.more_wanted.connect(self._more)
        self._rest = ScrollPage()
        self._box.addLayout(self._top)
        self._box.addWidget(self._chips)
        self._box.addWidget(self._page, 1)
        self._box.addWidget(self._rest, 1)
        self.setAccessibleName(tr("Search"))
        self._make_chips()

    def first_focus(self) -> QWidget:
        return self if self._answer is not None else self._field.edit

    def leave(self) -> None:
        self._typing.stop()
        self._slow.stop()
        self.hands.mailbox.stop_search()

    def changed(self, topics: frozenset[Topic]) -> None:
        if topics & self.topics and self._asks():
            self._ask(again=True)

    def fill(self) -> None:
        set_margins(self._box, self.wide())
        way = QBoxLayout.Direction
        self._top.setDirection(way.LeftToRight if self.wide() else way.TopToBottom)
        for part in (self._page, self._chips):
            part.setMaximumWidth(MOST_WIDE)
        self._show()

    @property
    def answered(self) -> bool:
        """Whether what stands in the field has its answer on the screen."""
        return not self._waiting

    # --- asking ---------------------------------------------------------------------------

    def _asks(self) -> bool:
        return bool(understand(self._field.text()).terms)

    def _typed(self) -> None:
        if self._asks():
            self._waiting = True
            self._typing.start(PAUSE_MS, self._ask)
            return
        self.leave()
        self._answer, self._waiting = None, False
        self._show()

    def _begin_anew(self) -> None:
        self._field.set_text("")
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, scope: SearchScope) -> None:
        self._scope = scope
        for chip in self._chips.findChildren(Chip):
            chip.setChecked(chip.objectName() == f"chip:{scope}")
        if self._asks():
            self._ask()

    def _ask(self, *, again: bool = False) -> None:
        """Look for what stands in the field; `again`: for as much as shows, at the same place."""
        limit = max(PAGE, self._results.count) if again else PAGE

        def answered(found: Found | KnownFailure) -> None:
            self._slow.stop()
            self._answer, self._waiting = found, False
            self._show()
            if not again:
                self._page.to_top()

        self._waiting = True
        self.hands.mailbox.search(self._field.text(), self._scope, answered, limit=limit)
        if self._answer is None:
            self._slow.start(SLOW_MS, self._say_looking)

    def _more(self) -> None:
        answer = self._answer
        if not isinstance(answer, Found):
            return
        photos = self._scope is SearchScope.PHOTOS
        scope = SearchScope.PHOTOS if photos else SearchScope.MESSAGES
        after: Cursor | None = answer.more_photos if photos else answer.more_messages

        def answered(found: Found | KnownFailure) -> None:
            if isinstance(found, Found):
                self._answer = found
                self._page.add_rows(self._results.further(found), self._goes_on(found))

        self.hands.mailbox.search(self._field.text(), scope, answered, after=after, limit=PAGE)

    def _goes_on(self, found: Found) -> bool:
        photos = self._scope is SearchScope.PHOTOS
        return (found.more_photos if photos else found.more_messages) is not None

    # --- showing --------------------------------------------------------------------------

    def _make_chips(self) -> None:
        scopes = {
            SearchScope.ALL: (tr("All"), ""),
            SearchScope.MESSAGES: (tr("Messages"), "message-circle"),
            SearchScope.PHOTOS: (tr("Photos"), "images"),
            SearchScope.PEOPLE: (tr("People"), "users"),
        }
        if not self.hands.policy.services.photos:
            del scopes[SearchScope.PHOTOS]
        for scope, (text, icon) in scopes.items():
            chip = named(Chip(text, icon=icon), f"chip:{scope}")
            chip.setChecked(scope is self._scope)
            chip.clicked.connect(lambda _on=False, each=scope: self._choose(each))
            self._chip_row.addWidget(chip)

    def _show(self) -> None:
        """What was answered; before that, what one can do here."""
        answer = self._answer
        asks = self._asks()
        self._wipe.setVisible(bool(self._field.text()))
        self._fit_chips()
        if isinstance(answer, Found) and not answer.nothing:
            for ticket in self._tickets:
                ticket.cancel()
            self._tickets.clear()
            rows = self._results.rows(answer, self._field.text(), self._scope, self._room())
            bar = self._page.area.verticalScrollBar()
            place = bar.value()
            self.setUpdatesEnabled(False)
            self._rest.hide()
            self._page.show()
            self._page.set_rows(rows, self._goes_on(answer))
            self._page.content.adjustSize()  # else its end would seem near until it is laid out
            bar.setValue(place)
            self.setUpdatesEnabled(True)
            return
        if asks and answer is None:
            return  # what was there stays until the answer comes
        self._say(self._state(answer))

    def _room(self) -> int:
        """How wide the rows are, beside the buttons that scroll."""
        margins = self._box.contentsMargins()
        room = min(self.width() - margins.left() - margins.right(), MOST_WIDE)
        return room - self._page.buttons.sizeHint().width() - S16

    def _fit_chips(self) -> None:
        """Beside large keys the answers need the room more."""
        self._chips.setVisible(self._asks() and self.height() >= theme.px(LEAST_FOR_CHIPS))
        low = self.height() < theme.px(LEAST_FOR_BACK)  # it comes back when the keys go
        self._back.setHidden(low)
        for page in (self._page, self._rest):
            page.lend_buttons(low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_chips()

    def _say_looking(self) -> None:
        self._say(LoadingState(tr("One moment. Looking through everything.")))

    def _say(self, state: QWidget) -> None:
        clear(self._rest.body)
        self._rest.body.addWidget(state, 1)
        self._page.hide()
        self._rest.show()

    def _state(self, answer: Found | KnownFailure | None) -> QWidget:
        if isinstance(answer, KnownFailure):
            return ErrorState(tr("The search did not work"), failure_text(answer))
        if answer is None:
            tips = tr(
                "Type part of a message, a name or a date. For example: birthday, Rosa, "
                "March 2025. It works without the network."
            )
            return EmptyState("search", tr("What are you looking for?"), tips)
        text = plain(self._field.text()).strip()
        hint = tr("Try fewer letters or another word.")
        if not answer.complete:
            hint += " " + _not_all()
        narrowed = self._scope is not SearchScope.ALL
        state = EmptyState(
            "search",
            tr("Nothing found for “{text}”").format(text=text),
            hint,
            tr("Look everywhere") if narrowed else "",
        )
        state.acted.connect(lambda: self._choose(SearchScope.ALL))
        return state


def _origin(place: Search) -> str:
    return {"photos": tr("Photos"), "messages": tr("Messages")}.get(place.origin, tr("Home"))


def _not_all() -> str:
    return tr("Older messages are still being made ready. Look again in a few minutes.")
