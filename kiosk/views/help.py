"""Help: how things work, and what the facility has to say; each page of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kiosk.domain import FacilityPage, Policy, Ticket, TicketState, Topic
from kiosk.ui.link_row import LinkRow
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.theme import S8, S12, S16
from kiosk.views.faces import back_button, section_row, title_row
from kiosk.views.how import lesson, lessons
from kiosk.views.language import language, plain, tr
from kiosk.views.reading import page_head, reading
from kiosk.views.router import HelpPage, Place, Tell
from kiosk.views.screen import Hands, Screen, clear, named, set_page_margins
from kiosk.views.tickets import ticket_row

MOST_WIDE = 1280  # pixels


def page_title(page: FacilityPage) -> str:
    """The title in the language in force, or in the other where there is none."""
    return plain(_said(page.title_en, page.title_es))


def page_text(page: FacilityPage) -> tuple[str, ...]:
    """The paragraphs in the language in force, or in the other where there are none."""
    parts = (plain(part).strip() for part in _said(page.text_en, page.text_es).split("\n\n"))
    return tuple(part for part in parts if part)


def _said(english: str, spanish: str) -> str:
    if language() == "es":
        return spanish or english
    return english or spanish


@dataclass(frozen=True, slots=True)
class Link:
    """A row that leads to a page; its name outlives redrawing."""

    name: str
    title: str
    icon: str
    place: Place


def link_grid(links: Sequence[Link], go: Callable[[Place], None], *, wide: bool) -> QWidget:
    """Rows that lead to pages, two side by side where there is room."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(S12)
    columns = 2 if wide else 1
    for index, link in enumerate(links):
        row = named(LinkRow(link.title, icon=link.icon), link.name)
        row.clicked.connect(lambda _on=False, place=link.place: go(place))
        grid.addWidget(row, index // columns, index % columns)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    return holder


class HelpScreen(Screen):
    """What one can do when something is unclear."""

    topics = frozenset({Topic.POLICY, Topic.TICKETS, Topic.OUTBOX})

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self._page = ScrollPage()
        self._page.setMaximumWidth(MOST_WIDE)
        self._around = box = QVBoxLayout(self)
        box.addWidget(self._page)
        self.setAccessibleName(tr("Help"))

    def fill(self) -> None:
        body, policy = self._page.body, self.hands.mailbox.policy()
        clear(body)
        set_page_margins(self._around, self._page, self.wide())
        body.setSpacing(S16)
        body.addLayout(title_row(tr("Help")))
        wrong = LinkRow(
            tr("Something is wrong"), tr("Tell staff. They answer you here."), icon="flag"
        )
        wrong.clicked.connect(lambda: self.hands.go(Tell()))
        body.addWidget(named(wrong, "wrong"))
        if self.hands.practise is not None:
            practice = LinkRow(
                tr("Practice"),
                tr("Try everything with invented people. Nothing is sent, no credits are used."),
                icon="book-open",
            )
            practice.clicked.connect(self.hands.practise)
            body.addWidget(named(practice, "practice"))
        near, earlier = self._tickets()
        for ticket in near:
            body.addWidget(ticket_row(self.hands, ticket))
        body.addSpacing(S8)
        if policy.pages:
            body.addLayout(section_row(plain(policy.facility_name)))
            links = [
                Link(f"page:{page.id}", page_title(page), "info", HelpPage(f"page:{page.id}"))
                for page in policy.pages
            ]
            body.addWidget(link_grid(links, self.hands.go, wide=self.wide()))
            body.addSpacing(S8)
        body.addLayout(section_row(tr("How things work")))
        links = [
            Link(f"how:{each.key}", each.title, each.icon, HelpPage(f"how:{each.key}"))
            for each in lessons(policy)
        ]
        body.addWidget(link_grid(links, self.hands.go, wide=self.wide()))
        if earlier:
            body.addSpacing(S8)
            body.addLayout(section_row(tr("What you told staff before")))
        for ticket in earlier:
            body.addWidget(ticket_row(self.hands, ticket))
        body.addStretch(1)

    def _tickets(self) -> tuple[list[Ticket], list[Ticket]]:
        """Those that matter now, and those that are answered and were read."""
        held = self.hands.mailbox.tickets()
        near = [each for each in held if each.unread or each.state is not TicketState.ANSWERED]
        return near, [each for each in held if each not in near]


def told(policy: Policy, key: str) -> tuple[str, tuple[str, ...]] | None:
    """Title and paragraphs of one page of help; None where it is there no more."""
    kind, _, item = key.partition(":")
    if kind == "how":
        found = lesson(policy, item)
        return None if found is None else (found.title, found.text)
    page = next((each for each in policy.pages if each.id == item), None)
    return None if page is None else (page_title(page), page_text(page))


class HelpPageScreen(Screen):
    """One page, to be read at one's own pace."""

    topics = frozenset({Topic.POLICY})

    def __init__(self, hands: Hands, key: str) -> None:
        super().__init__(hands)
        self._key = key
        self._page = ScrollPage()
        self._page.setMaximumWidth(MOST_WIDE)
        self._around = box = QVBoxLayout(self)
        box.addWidget(self._page)
        self.setAccessibleName(tr("Help"))

    def fill(self) -> None:
        body = self._page.body
        clear(body)
        set_page_margins(self._around, self._page, self.wide())
        body.setSpacing(S16)
        back = back_button(tr("Help"))
        back.clicked.connect(self.hands.back)
        title, text = told(self.hands.mailbox.policy(), self._key) or (
            tr("This page is no longer here"),
            (tr("The facility took it away."),),
        )
        self.setAccessibleName(title)
        page_head(body, back, title)
        reading(body, text, title, self.hands.aloud)
