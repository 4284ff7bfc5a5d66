"""The page that shows, and those behind it that Back leads through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from kiosk.domain import Topic
from kiosk.ui.frame import ScreenFrame
from kiosk.views import chrome, router
from kiosk.views.router import Place, back_of
from kiosk.views.screen import Page, Screen
from kiosk.views.waiting import WaitingPage


@dataclass
class _Shown:
    """A page and the place that it stands for; `stale` holds what changed while it was hidden."""

    place: Place
    page: QWidget
    stale: frozenset[Topic] = frozenset()


class PageStack:
    """Shows one page in the frame, made by `make`; keeps those that hold a scroll position."""

    def __init__(self, frame: ScreenFrame, make: Callable[[Place], QWidget]) -> None:
        self._frame, self._make = frame, make
        self._shown: _Shown | None = None
        self._kept: list[_Shown] = []

    @property
    def place(self) -> Place:
        """Where the person is now."""
        return self._shown.place if self._shown else router.Waiting()

    @property
    def page(self) -> QWidget | None:
        """What shows now."""
        return self._shown.page if self._shown else None

    def show(self, place: Place) -> bool:
        """Show the page of a place; whether another one showed before."""
        if self._shown is not None and place == self._shown.place:
            return False
        before, self._shown = self._shown, self._take_kept(place)
        if before is not None:
            if isinstance(before.page, Screen):
                before.page.leave()
            self._kept.append(before)
        if self._shown is None:
            self._shown = _Shown(place, self._make(place))
        self._put_up(self._shown)
        self._drop_kept(place)
        return True

    def rename(self, place: Place) -> None:
        """The page that shows stands for another place now."""
        if self._shown is not None:
            self._shown.place = place

    def changed(self, topics: frozenset[Topic]) -> None:
        """Tell the page that shows what has changed, and the others once they show again."""
        for shown in self._kept:
            shown.stale |= topics
        if isinstance(self.page, Screen):
            self.page.changed(topics)

    def leave(self) -> None:
        """The session may end: what stands on the page is to be kept."""
        if isinstance(self.page, Screen):
            self.page.leave()

    def make_room(self, bottom: int) -> None:
        """A toast hides so much of the page's bottom."""
        if isinstance(self.page, Screen):
            self.page.make_room(bottom)

    def spot(self) -> str:
        """Where in the page the person is."""
        return self.page.spot() if isinstance(self.page, Screen) else ""

    def come_back(self, spot: str) -> None:
        """Be there again, in a page made anew."""
        if spot and isinstance(self.page, Screen):
            self.page.come_back(spot)

    def forget(self) -> None:
        """Take every page down; the next is made anew."""
        shown, self._shown = self._shown, None
        for each in [*self._kept, *([shown] if shown else [])]:
            if isinstance(each.page, Screen):
                each.page.leave()
            self._frame.remove_page(each.page)
        self._kept = []

    def _put_up(self, shown: _Shown) -> None:
        page, frame = shown.page, self._frame
        inside = isinstance(page, Screen)
        frame.toast.setVisible(frame.toast.isVisible() and inside)
        frame.show_page(
            page,
            rail=isinstance(page, Screen) and page.with_rail,
            status=not isinstance(page, WaitingPage),
            stage=isinstance(page, Screen) and page.on_stage,
        )
        frame.set_auto_keyboard(inside)
        if inside:
            frame.status.standard_actions()
            frame.rail.set_current(chrome.rail_key(shown.place))
        else:
            frame.status.set_actions(chrome.outside_actions())
        if isinstance(page, Page):
            page.take_focus()
        self.make_room(frame.toast.covered())
        if isinstance(page, Screen) and shown.stale:
            stale, shown.stale = shown.stale, frozenset()
            page.changed(stale)

    def _take_kept(self, place: Place) -> _Shown | None:
        for shown in self._kept:
            if shown.place == place:
                self._kept.remove(shown)
                return shown
        return None

    def _drop_kept(self, place: Place) -> None:
        """Keep only the screens that Back leads through: they hold their scroll position."""
        chain: list[Place] = []
        at = back_of(place)
        while at is not None:
            chain.append(at)
            at = back_of(at)
        for shown in list(self._kept):
            if shown.place not in chain or not isinstance(shown.page, Screen):
                self._kept.remove(shown)
                self._frame.remove_page(shown.page)
