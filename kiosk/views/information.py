"""Information: the facility's public pages, for anybody, before signing in."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from kiosk.domain import FacilityPage
from kiosk.ui.label import Label
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.theme import S16
from kiosk.views.faces import back_button
from kiosk.views.help import (
    MOST_WIDE,
    Link,
    link_grid,
    page_text,
    page_title,
)
from kiosk.views.language import plain, tr
from kiosk.views.reading import page_head, reading
from kiosk.views.router import Information, InformationAt, Waiting
from kiosk.views.screen import Page, clear, set_page_margins
from kiosk.views.waiting import Outside, public_pages


class InformationPage(Page):
    """The list of public pages, or the one of this id."""

    def __init__(self, outside: Outside, item: str = "") -> None:
        super().__init__()
        self._outside, self._item = outside, item
        self._told: object = None
        self._page = ScrollPage()
        self._page.setMaximumWidth(MOST_WIDE)
        self._around = box = QVBoxLayout(self)
        box.addWidget(self._page)
        self.setAccessibleName(tr("Information"))

    def tick(self) -> None:
        """A second has passed: staff may have changed a page."""
        if self._told != self._pages():
            self.refill()

    def fill(self) -> None:
        body, pages = self._page.body, self._pages()
        self._told = pages
        clear(body)
        set_page_margins(self._around, self._page, self.wide())
        body.setSpacing(S16)
        shown = next((page for page in pages if page.id == self._item), None)
        back = back_button(tr("Back") if shown is None else tr("Information"))
        goal = Waiting() if shown is None else Information()
        back.clicked.connect(lambda: self._outside.go(goal))
        if shown is not None:
            page_head(body, back, page_title(shown))
            reading(body, page_text(shown), page_title(shown), self._outside.aloud)
            return
        page_head(body, back, tr("Information"))
        policy = self._outside.policy()
        if policy is not None:
            body.addWidget(Label(plain(policy.facility_name), "body", "quiet"))
        links = [
            Link(f"page:{page.id}", page_title(page), "info", InformationAt(page.id))
            for page in pages
        ]
        body.addWidget(link_grid(links, self._outside.go, wide=self.wide()))
        body.addStretch(1)

    def _pages(self) -> tuple[FacilityPage, ...]:
        return public_pages(self._outside.policy())
