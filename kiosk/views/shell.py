"""The shell: shows the screen that the router names, and everything around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.domain import Policy, Topic
from kiosk.imaging.loader import PictureLoader
from kiosk.mailbox import Mailbox
from kiosk.session import NeedsNewPin, Session, SignedIn, SignOutReason, TimeNotice
from kiosk.ui.frame import ScreenFrame
from kiosk.ui.sheet import Sheet
from kiosk.views import chrome, router
from kiosk.views.cover import Cover
from kiosk.views.first_pin import FirstPinPage
from kiosk.views.language import language, tr
from kiosk.views.looks import Looks
from kiosk.views.notice import NoticePage
from kiosk.views.router import Place, Standing, back_of, screen_now
from kiosk.views.screen import Hands, MakeTimer, Now, Page, Screen, qt_timer
from kiosk.views.screens import make_screen, still_there
from kiosk.views.sign_in import SignInPage
from kiosk.views.waiting import Outside, WaitingPage

REST_AFTER = timedelta(seconds=60)  # without a touch, while nobody is signed in
FLUSH_MS = 80  # topics that change together are shown together
_DOWN = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
_UP = frozenset({QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel})
_ACTIVE = _DOWN | {QEvent.Type.KeyPress, QEvent.Type.Wheel}


@dataclass
class _Shown:
    """A page and the place that it stands for; `stale` holds what changed while it was hidden."""

    place: Place
    page: QWidget
    stale: frozenset[Topic] = frozenset()


class Shell(QObject):
    """Owns the window's frame; asks the router, makes screens, tells them what changed."""

    def __init__(
        self,
        session: Session,
        pictures: PictureLoader,
        looks: Looks,
        now: Now,
        timer: MakeTimer = qt_timer,
        frame: ScreenFrame | None = None,
    ) -> None:
        super().__init__()
        self.frame = frame or ScreenFrame()
        self._session, self._pictures, self._looks, self._now = session, pictures, looks, now
        self._make_timer, self._flush_timer = timer, timer(self)
        self._standing = Standing()
        self._chosen: Place = router.Waiting()
        self._reset_pin = False
        self._shown: _Shown | None = None
        self._kept: list[_Shown] = []
        self._due: frozenset[Topic] = frozenset()
        self._finger_down = False
        self._cover: Cover | None = None
        self._notice = TimeNotice.NONE
        self._resting, self._touched = (language(), looks.look), now()
        self._outside = Outside(session, now, looks, self.go, timer)
        self._undo: list[Callable[[], None]] = [session.on_change(self._session_changed)]
        looks.respoken = self._respoken
        self.frame.keyboard.set_home_language(language())
        bar = self.frame.status
        bar.chosen.connect(self._bar)
        self.frame.rail.chosen.connect(lambda key: self.go(chrome.RAIL_PLACES[key]))
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self.show()

    @property
    def place(self) -> Place:
        """Where the person is now."""
        return self._shown.place if self._shown else router.Waiting()

    @property
    def page(self) -> QWidget | None:
        """The screen that shows now."""
        return self._shown.page if self._shown else None

    @property
    def behind(self) -> bool:
        """Whether something has changed that the screen does not show yet."""
        return bool(self._due)

    def go(self, place: Place) -> None:
        """The person chose a place."""
        if isinstance(place, router.Waiting):
            self._standing = replace(self._standing, pin_due=False)  # turned back from a new PIN
        self._chosen = place
        self.show()

    def back(self) -> None:
        """One step back."""
        before = back_of(self.place)
        if before is not None:
            self.go(before)

    def tick(self) -> None:
        """Call once a second."""
        self._session.tick()
        self._rest_when_left()
        self._dress()
        page = self.page
        if isinstance(page, WaitingPage | SignInPage):
            page.tick()

    def _rest_when_left(self) -> None:
        """Somebody went away without signing in: the next person finds all as the device has it."""
        if self._standing.signed_in or self._now() - self._touched < REST_AFTER:
            return
        self._touched = self._now()
        if not isinstance(self.page, WaitingPage):
            self._session.cancel()
            self.go(router.Waiting())
        code, look = self._resting
        self._looks.set_look(look)
        self._looks.speak(code)

    def close(self) -> None:
        """Let go of everything: no callback comes here any more."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._flush_timer.stop()
        for undo in self._undo:
            undo()
        self._undo = []
        if isinstance(self.page, Screen):
            self.page.leave()

    def show(self) -> None:
        """Show what the router says, if it is not shown yet."""
        place = screen_now(self._standing, self._chosen)
        if self._shown is not None and place == self._shown.place:
            return
        self._chosen = place
        before, self._shown = self._shown, self._take_kept(place)
        if before is not None:
            if isinstance(before.page, Screen):
                before.page.leave()
            self._kept.append(before)
        if self._shown is None:
            self._shown = _Shown(place, self._make(place))
        self._session.hold(isinstance(place, router.Notice))
        self._show_page(self._shown)
        self._drop_kept(place)
        self._dress()
        self._remember(place)

    def _show_page(self, shown: _Shown) -> None:
        page = shown.page
        inside = isinstance(page, Screen)
        self.frame.toast.setVisible(self.frame.toast.isVisible() and inside)
        self.frame.show_page(
            page,
            rail=isinstance(page, Screen) and page.with_rail,
            status=not isinstance(page, WaitingPage),
            stage=isinstance(page, Screen) and page.on_stage,
        )
        self.frame.set_auto_keyboard(inside)
        if inside:
            self.frame.status.standard_actions()
            self.frame.rail.set_current(chrome.rail_key(shown.place))
        else:
            self.frame.status.set_actions(chrome.outside_actions())
        if isinstance(page, Page):
            page.take_focus()
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
                self.frame.remove_page(shown.page)

    def _make(self, place: Place) -> QWidget:
        match place:
            case router.Waiting():
                return WaitingPage(self._outside)
            case router.SignIn():
                return SignInPage(self._outside, self._signed_in, self._pin_due)
            case router.FirstPin():
                return FirstPinPage(self._outside, self._reset_pin, self._signed_in)
            case router.Notice():
                return NoticePage(self._policy().notice, self._agreed, self._sign_out)
        return make_screen(place, self._hands(), self._looks)

    def _mailbox(self) -> Mailbox:
        if self._session.mailbox is None:
            raise RuntimeError("nobody is signed in")
        return self._session.mailbox

    def _policy(self) -> Policy:
        return self._mailbox().policy()

    def _hands(self) -> Hands:
        return Hands(
            mailbox=self._mailbox(),
            session=self._session,
            pictures=self._pictures,
            policy=self._policy(),
            now=self._now,
            window=self.frame,
            go=self.go,
            back=self.back,
            stay=self._stay,
            toast=self.frame.toast.show_text,
            trouble=self._trouble,
            timer=self._make_timer,
        )

    def _trouble(self, title: str, text: str) -> None:
        sheet = Sheet(title, self.frame)
        sheet.text(text)
        sheet.back.setText(tr("OK"))
        sheet.open()

    # --- who is here ---------------------------------------------------------------------

    def _pin_due(self, due: NeedsNewPin) -> None:
        self._reset_pin = due.reset
        self._standing = replace(self._standing, pin_due=True)
        self.show()

    def _signed_in(self, how: SignedIn) -> None:
        mailbox = self._mailbox()
        policy, settings = mailbox.policy(), mailbox.settings()
        self._standing = Standing(
            signed_in=True, notice_due=how.notice_due, services=policy.services
        )
        self._undo.append(mailbox.subscribe(self._changed))
        self._undo.append(self._session.before_sign_out(self._leave_screen))
        self._looks.take(settings)
        self.frame.rail.set_items(chrome.rail_items(policy))
        chrome.show_counts(self.frame, mailbox)
        self._chosen = still_there(router.from_text(settings.last_screen), mailbox)
        self.show()

    def _agreed(self) -> None:
        mailbox = self._mailbox()
        settings, version = mailbox.settings(), mailbox.policy().notice.version
        spoken = settings.language or language()  # chosen on the waiting screen: central asks, too
        mailbox.save_settings(replace(settings, notice_version=version, language=spoken), done=None)
        self._standing = replace(self._standing, notice_due=False)
        self._chosen = still_there(router.from_text(settings.last_screen), mailbox)
        self.show()

    def _sign_out(self) -> None:
        self._session.sign_out(SignOutReason.ASKED)

    def _leave_screen(self) -> None:
        if isinstance(self.page, Screen):
            self.page.leave()

    def _remember(self, place: Place) -> None:
        """Keep where the person is, to resume there on any device."""
        text = router.to_text(place)
        if not text or self._session.mailbox is None:
            return
        settings = self._session.mailbox.settings()
        if settings.last_screen != text:
            self._session.mailbox.save_settings(replace(settings, last_screen=text), done=None)

    def _stay(self, place: Place) -> None:
        if self._shown is not None:
            self._shown.place = self._chosen = place
            self._remember(place)

    # --- what changes -----------------------------------------------------------------------

    def _session_changed(self) -> None:
        mailbox = self._session.mailbox
        if mailbox is None and self._standing.signed_in:
            return
        left = self._session.time_left
        notice = left.notice if left else TimeNotice.NONE
        if notice is not self._notice:
            self._notice = notice
            banner = chrome.time_banner(notice)
            if banner is not None:
                banner.acted.connect(self._stay_signed_in)
            self.frame.set_banner(banner)
        self._dress()

    def _stay_signed_in(self) -> None:
        self._session.activity()
        self.frame.set_banner(None)

    def _changed(self, topics: frozenset[Topic]) -> None:
        self._due |= topics
        if not self._finger_down:
            self._flush_timer.start(FLUSH_MS, self._flush)

    def _flush(self) -> None:
        if self._finger_down or self._session.mailbox is None:
            return
        due, self._due = self._due, frozenset()
        if Topic.SETTINGS in due:
            self._looks.take(self._mailbox().settings())
        if Topic.POLICY in due:
            policy = self._policy()
            self._standing = replace(self._standing, services=policy.services)
            self.frame.rail.set_items(chrome.rail_items(policy))
            self.show()
        chrome.show_counts(self.frame, self._mailbox())
        self._dress()
        for shown in self._kept:
            shown.stale |= due
        if isinstance(self.page, Screen):
            self.page.changed(due)

    def _respoken(self) -> None:
        """Another language: everything is made anew, at the same place."""
        shown, self._shown = self._shown, None
        for each in [*self._kept, *([shown] if shown else [])]:
            if isinstance(each.page, Screen):
                each.page.leave()
            self.frame.remove_page(each.page)
        self._kept = []
        self.frame.keyboard.set_home_language(language())
        if self._session.mailbox is not None and self._standing.signed_in:
            self.frame.rail.set_items(chrome.rail_items(self._policy()))
        self.show()

    def _dress(self) -> None:
        mailbox = self._session.mailbox
        if self._standing.signed_in and mailbox is not None:
            left = self._session.time_left
            chrome.show_inside(self.frame, mailbox, mailbox.policy(), left, self._now())
        else:
            chrome.show_outside(self.frame, self._session.device_policy(), self._now())

    # --- the bar --------------------------------------------------------------------------

    def _bar(self, key: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "language": self._next_language,
            "size": self._looks.next_size,
            "theme": self._looks.next_theme,
            "hide": self.hide,
            "sign_out": self._sign_out,
        }
        acts[key]()

    def _next_language(self) -> None:
        policy = self._session.device_policy()
        mailbox = self._session.mailbox
        self._looks.next_language(policy.languages if policy else ())
        if self._standing.signed_in and mailbox is not None:
            mailbox.save_settings(self._looks.give(mailbox.settings()), done=None)

    def hide(self) -> None:
        """Cover everything at once."""
        if self._cover is None:
            self._cover = Cover(self.frame, self._make_timer, self._uncovered, self._sign_out)

    def _uncovered(self) -> None:
        self._cover = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _ACTIVE:
            self._touched = self._now()
            self._session.activity()
        if kind in _DOWN:
            self._finger_down = True
        elif kind in _UP:
            self._finger_down = False
            if self._due:
                self._flush_timer.start(FLUSH_MS, self._flush)
        return False
