"""Who is here: how far somebody has come in, and where they chose to be."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain import Policy
from kiosk.mailbox import Mailbox
from kiosk.session import NeedsNewPin, Session, SignedIn
from kiosk.views import router
from kiosk.views.language import language
from kiosk.views.router import Place, Standing, screen_now
from kiosk.views.screens import still_there


class Here:
    """Knows the place to show; keeps it with the person, to resume there on any device."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._standing = Standing(locked=session.locked is not None)
        self._chosen: Place = router.Waiting()
        self._invented: Mailbox | None = None
        self._left: Place = router.HOME  # where practice began
        self.reset_pin = False

    @property
    def signed_in(self) -> bool:
        """Whether somebody is signed in and their screens are set up."""
        return self._standing.signed_in

    @property
    def mailbox(self) -> Mailbox:
        """The signed-in person's, or that of their practice."""
        if self._invented is not None:
            return self._invented
        if self._session.mailbox is None:
            raise RuntimeError("nobody is signed in")
        return self._session.mailbox

    @property
    def practising(self) -> bool:
        """Whether all that shows is invented."""
        return self._invented is not None

    @property
    def policy(self) -> Policy:
        """The facility's, as the person's vault has it."""
        return self.mailbox.policy()

    def place(self) -> Place:
        """What the router says."""
        self._chosen = screen_now(self._standing, self._chosen)
        return self._chosen

    def choose(self, place: Place) -> None:
        """The person chose a place."""
        if isinstance(place, router.Waiting):
            # turned back from a new PIN, or from coming back by PIN alone
            locked = self._session.locked is not None
            self._standing = replace(self._standing, pin_due=False, locked=locked)
        self._chosen = place

    def pin_due(self, due: NeedsNewPin) -> None:
        """The one-time PIN was right."""
        self.reset_pin = due.reset
        self._standing = replace(self._standing, pin_due=True)

    def enter(self, how: SignedIn) -> None:
        """Somebody has signed in: where they were is chosen."""
        services = self.policy.services
        self._standing = Standing(signed_in=True, notice_due=how.notice_due, services=services)
        self._resume()

    def agree(self) -> None:
        """The facility's notice was read."""
        mailbox = self.mailbox
        settings, version = mailbox.settings(), mailbox.policy().notice.version
        spoken = settings.language or language()  # chosen on the waiting screen: central asks, too
        mailbox.save_settings(replace(settings, notice_version=version, language=spoken), done=None)
        self._standing = replace(self._standing, notice_due=False)
        self._resume()

    def policy_changed(self) -> None:
        """The facility may have switched a service on or off."""
        self._standing = replace(self._standing, services=self.policy.services)

    def practise(self, invented: Mailbox) -> None:
        """From now on all is invented, from home on."""
        self._invented, self._left = invented, self._chosen
        self._standing = replace(self._standing, practising=True)
        self.policy_changed()
        self._chosen = router.HOME

    def practised(self) -> None:
        """Back to the person's own, where practice began."""
        self._invented = None
        self._standing = replace(self._standing, practising=False)
        self.policy_changed()
        self._chosen = still_there(self._left, self.mailbox)

    def remember(self, place: Place) -> None:
        """Keep where the person is; in practice, where it began stays kept."""
        text = router.to_text(place)
        if not text or self._session.mailbox is None or self.practising:
            return
        settings = self._session.mailbox.settings()
        if settings.last_screen != text:
            wanted = replace(settings, last_screen=text, last_spot="")
            self._session.mailbox.save_settings(wanted, done=None)

    def spot(self) -> str:
        """Where in the screen that is resumed the person was."""
        settings = self.mailbox.settings()
        return settings.last_spot if settings.last_screen == router.to_text(self._chosen) else ""

    def keep_spot(self, spot: str) -> None:
        """Keep where in the screen the person is."""
        mailbox = self._session.mailbox
        if mailbox is None or self.practising:
            return
        settings = mailbox.settings()
        there = settings.last_screen == router.to_text(self._chosen)
        if there and settings.last_spot != spot:
            mailbox.save_settings(replace(settings, last_spot=spot), done=None)

    def _resume(self) -> None:
        mailbox = self.mailbox
        self._chosen = still_there(router.from_text(mailbox.settings().last_screen), mailbox)
