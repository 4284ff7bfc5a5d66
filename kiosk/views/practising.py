"""Practice: from the person's own mailbox to an invented one and back, and the words for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from kiosk.domain import KnownFailure, Policy, Settings
from kiosk.domain.invented import Invented
from kiosk.mailbox import Mailbox
from kiosk.ui.banner import Banner
from kiosk.ui.frame import ScreenFrame
from kiosk.views import chrome
from kiosk.views.here import Here
from kiosk.views.language import tr
from kiosk.views.screen import named
from kiosk.views.stack import PageStack
from kiosk.views.troubles import failure_text


class PracticeRoom(Protocol):
    """Where the invented mailbox comes from: `kiosk.practice.PracticeRoom`."""

    def begin(
        self,
        invented: Invented,
        policy: Policy,
        settings: Settings,
        done: Callable[[Mailbox | KnownFailure], None],
    ) -> None:
        """Make one; `done` is given it, unless practice was ended before."""
        ...

    def end(self) -> None:
        """Destroy it, if there is one."""
        ...


class Practising:
    """Begins and ends practice; `changed` is called once the other mailbox is in its place."""

    def __init__(
        self,
        room: PracticeRoom | None,
        here: Here,
        pages: PageStack,
        frame: ScreenFrame,
        changed: Callable[[], None],
        trouble: Callable[[str, str], None],
    ) -> None:
        self._room, self._here, self._pages, self._frame = room, here, pages, frame
        self._changed, self._trouble = changed, trouble
        self._spot = ""

    @property
    def offered(self) -> Callable[[], None] | None:
        """How to begin; None in practice, and where there is no room for it."""
        return None if self._room is None or self._here.practising else self._begin

    def end(self) -> None:
        """Wipe what was practised, and be again where it began."""
        if self._room is None:
            return
        if not self._here.practising:
            self._room.end()  # it may be about to begin
            return
        self._pages.forget()
        self._here.practised()
        self._room.end()
        self._changed()
        self._pages.come_back(self._spot)

    def close(self) -> None:
        """End it, and begin none any more: the session ends."""
        self.end()
        self._room = None

    def show_around(self) -> None:
        """The rail with its counts; on every screen of practice a banner says that it is one."""
        here, banner = self._here, None
        self._frame.rail.set_items(chrome.rail_items(here.policy, practising=here.practising))
        chrome.show_counts(self._frame, here.mailbox)
        if here.practising:
            text = tr("Nothing is sent, no credits are used.")
            banner = Banner(tr("Practice"), text, "book-open", "tint", tr("End practice"))
            named(banner.button, "end-practice")
            banner.acted.connect(self.end)
        self._frame.set_standing_banner(banner)

    def _begin(self) -> None:
        if self._room is None:
            return
        own = self._here.mailbox
        real = own.policy()
        policy = replace(real, pages=(), services=replace(real.services, visits=False))
        settings = replace(own.settings(), last_screen="", last_spot="")
        self._room.begin(invented(policy), policy, settings, self._made)

    def _made(self, made: Mailbox | KnownFailure) -> None:
        if isinstance(made, KnownFailure):
            self._trouble(tr("That did not work"), failure_text(made))
            return
        self._spot = self._pages.spot()
        self._pages.forget()
        self._here.practise(made)
        self._changed()


def invented(policy: Policy) -> Invented:
    """The people of practice and their words, as far as the facility's services go."""
    services = policy.services
    hello = [tr("Hello! I am not real. You can try everything with me.")]
    if services.photos:
        hello.append(tr("Touch Photos and look at one of my photos."))
    if services.cod:
        hello.append(tr("I also sent you a closed envelope. Open it: the credits are not real."))
    hello.append(tr("Then touch Write, and send me a message. You find a request under People."))
    captions = (tr("An otter in the sun"), tr("Evening in the field"), tr("From my garden"))
    return Invented(
        friend=tr("Ana Example"),
        hello=" ".join(hello) if services.messages else "",
        sealed=_sealed() if services.messages and services.cod else "",
        captions=captions if services.photos else (),
        thanks=tr("I got your message. You did that well! You can write to me again."),
        asker=tr("Ben Example"),
        request=tr("Hello, I am not real either. Touch Approve, and I can write to you."),
        glad=tr("Thank you for saying yes! You can write to me, too.") if services.messages else "",
        staff=tr("Practice"),
        answer=tr(
            "This was practice: staff did not get it. To tell staff, first touch End practice."
        ),
    )


def _sealed() -> str:
    return tr(
        "You opened the envelope! With a real one you pay credits, one time only. Then you can "
        "read it as often as you like."
    )
