"""The shell: shows the screen that the router names, and everything around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.domain import Topic
from kiosk.imaging.loader import PictureLoader
from kiosk.session import NeedsNewPin, Session, SignedIn, SignOutReason, StaffDesk, TimeNotice
from kiosk.speech import Speaker
from kiosk.ui.frame import ScreenFrame
from kiosk.ui.sheet import Sheet
from kiosk.views import chrome, router
from kiosk.views.aloud import OFF, Aloud
from kiosk.views.amounts import Amounts
from kiosk.views.cover import Cover
from kiosk.views.first_pin import FirstPinPage
from kiosk.views.here import Here
from kiosk.views.information import InformationPage
from kiosk.views.language import language, tr
from kiosk.views.looks import Looks
from kiosk.views.news import News
from kiosk.views.not_you import tell_last_sign_in
from kiosk.views.notice import NoticePage
from kiosk.views.practising import PracticeRoom, Practising
from kiosk.views.router import Place, back_of
from kiosk.views.screen import Hands, MakeTimer, Now, qt_timer
from kiosk.views.screens import make_screen
from kiosk.views.sign_in import SignInPage
from kiosk.views.stack import PageStack
from kiosk.views.staff import StaffPage
from kiosk.views.staff_door import StaffDoorPage
from kiosk.views.troubles import cannot_read_aloud
from kiosk.views.unlock import UnlockPage
from kiosk.views.waiting import Outside, WaitingPage

TICKING = WaitingPage | SignInPage | InformationPage | StaffDoorPage | StaffPage
REST_AFTER = timedelta(seconds=60)  # without a touch, while nobody is signed in
REST_READING = timedelta(minutes=5)  # the same where there is a page to read


class Shell(QObject):
    """Owns the window's frame; asks the router, makes screens, tells them what changed."""

    def __init__(
        self,
        session: Session,
        pictures: PictureLoader,
        looks: Looks,
        now: Now,
        staff: StaffDesk,
        timer: MakeTimer = qt_timer,
        frame: ScreenFrame | None = None,
        speaker: Speaker | None = None,
        *,
        practice: PracticeRoom | None = None,
    ) -> None:
        super().__init__()
        self.frame = frame or ScreenFrame()
        self._session, self._pictures, self._looks, self._now = session, pictures, looks, now
        self._make_timer, self._staff = timer, staff
        self._here = Here(session)
        self._pages = PageStack(self.frame, self._make)
        self._practice = Practising(
            practice, self._here, self._pages, self.frame, self._changed_mailbox, self._trouble
        )
        self._news = News(timer, self._show_news, self._active)
        self._cover: Cover | None = None
        self._amounts: Amounts | None = None
        self._notice = TimeNotice.NONE
        self._resting, self._touched = (language(), looks.look), now()
        self.aloud = Aloud(speaker or Speaker(present=False), lambda: self.page, timer)
        self.aloud.changed.connect(self._aloud_changed)
        self.aloud.unable.connect(self._cannot_read_aloud)
        self._outside = Outside(session, now, looks, self.aloud, self.go, timer)
        self._undo: list[Callable[[], None]] = [
            session.on_change(self._session_changed),
            session.active_while(lambda: self.aloud.speaking),
        ]
        looks.respoken = self._respoken
        self.frame.keyboard.set_home_language(language())
        self.frame.status.chosen.connect(self._bar)
        self.frame.toast.covers.connect(self._pages.make_room)
        self.frame.rail.chosen.connect(lambda key: self.go(chrome.RAIL_PLACES[key]))
        if session.locked is not None:
            looks.take(session.locked)  # whoever comes back reads on as before
            self.aloud.take(session.locked)
        self.show()

    @property
    def place(self) -> Place:
        """Where the person is now."""
        return self._pages.place

    @property
    def page(self) -> QWidget | None:
        """The screen that shows now."""
        return self._pages.page

    @property
    def behind(self) -> bool:
        """Whether something has changed that the screen does not show yet."""
        return self._news.due

    def go(self, place: Place) -> None:
        """The person chose a place."""
        self._here.choose(place)
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
        if isinstance(page, TICKING):
            page.tick()

    def close(self) -> None:
        """Let go of everything: no callback comes here any more."""
        self._news.close()
        for undo in self._undo:
            undo()
        self._undo = []
        self._leave()
        self.aloud.close()

    def show(self) -> None:
        """Show what the router says, if it is not shown yet."""
        place = self._here.place()
        if self._pages.show(place):
            self._session.hold(isinstance(place, router.Notice))
            self._dress()
            self._aloud_changed()
            self.aloud.page_shown()
            self._here.remember(place)

    def _rest_when_left(self) -> None:
        """Somebody went away without signing in: the next person finds all as the device has it."""
        if self.aloud.speaking:
            self._touched = self._now()  # somebody listens
        rest = REST_READING if isinstance(self.page, InformationPage) else REST_AFTER
        if self._here.signed_in or self._now() - self._touched < rest:
            return
        self._touched = self._now()
        if isinstance(self.page, UnlockPage) and self._session.tablet:
            return
        if not isinstance(self.page, WaitingPage):
            self._session.cancel()
            self._session.forget_lock()
            self.go(router.Waiting())
        code, look = self._resting
        self._looks.set_look(look)
        self._looks.speak(code)
        self.aloud.rest()

    # --- pages -----------------------------------------------------------------------------

    def _make(self, place: Place) -> QWidget:
        match place:
            case router.Waiting():
                return WaitingPage(self._outside)
            case router.Information():
                return InformationPage(self._outside)
            case router.InformationAt(id=item):
                return InformationPage(self._outside, item)
            case router.SignIn():
                return SignInPage(self._outside, self._signed_in, self._pin_due)
            case router.StaffInside() if self._staff.open:
                return StaffPage(self._outside, self._staff)
            case router.Staff() | router.StaffInside():
                return StaffDoorPage(self._outside, self._staff)
            case router.Unlock():
                return UnlockPage(self._outside, self._signed_in, self._pin_due)
            case router.FirstPin():
                return FirstPinPage(self._outside, self._here.reset_pin, self._signed_in)
            case router.Notice():
                notice = self._here.policy.notice
                return NoticePage(notice, self.aloud, self._agreed, self._sign_out)
        return make_screen(place, self._hands(), self._looks)

    def _hands(self) -> Hands:
        return Hands(
            mailbox=self._here.mailbox,
            session=self._session,
            pictures=self._pictures,
            policy=self._here.policy,
            amounts=self._amounts or self._make_amounts(),
            now=self._now,
            window=self.frame,
            go=self.go,
            back=self.back,
            stay=self._stay,
            toast=self.frame.toast.show_text,
            trouble=self._trouble,
            aloud=self.aloud,
            timer=self._make_timer,
            practise=self._practice.offered,
            practising=self._here.practising,
        )

    def _make_amounts(self) -> Amounts:
        """One for all screens of the person: touched on one, they show on all."""
        again = frozenset({Topic.PROFILE})
        mailbox = self._here.mailbox
        made = Amounts(mailbox, self._make_timer, lambda: self._pages.changed(again))
        self._amounts = made
        return made

    def _stay(self, place: Place) -> None:
        self._pages.rename(place)
        self._here.choose(place)
        self._here.remember(place)

    def _trouble(self, title: str, text: str) -> None:
        sheet = Sheet(title, self.frame)
        sheet.text(text)
        sheet.back.setText(tr("OK"))
        sheet.open()

    # --- in and out --------------------------------------------------------------------------

    def _pin_due(self, due: NeedsNewPin) -> None:
        self._here.pin_due(due)
        self.show()

    def _signed_in(self, how: SignedIn) -> None:
        self._here.enter(how)
        mailbox = self._here.mailbox
        self._undo.append(mailbox.subscribe(self._news.add))
        self._undo.append(self._session.before_sign_out(self._leave))
        settings = mailbox.settings()
        self._looks.take(settings)
        self.aloud.take(settings)
        if self.aloud.mode != OFF and not settings.read_aloud:  # chosen before signing in
            mailbox.save_settings(replace(settings, read_aloud=self.aloud.mode), done=None)
        self._practice.show_around()
        self._resume()

    def _agreed(self) -> None:
        self._here.agree()
        self._resume()

    def _resume(self) -> None:
        """Show where the person was, down to the place in the screen."""
        spot = self._here.spot()
        self.show()
        self._pages.come_back(spot)
        if self._here.signed_in and not isinstance(self.place, router.Home | router.Notice):
            tell_last_sign_in(self._hands(), self.frame.toast)  # home says so by itself

    def _leave(self) -> None:
        """The session may end now: keep what was typed, and where."""
        self._practice.close()
        self.aloud.rest()
        spot = self._pages.spot()
        self._pages.leave()
        self._here.keep_spot(spot)

    def _changed_mailbox(self) -> None:
        """Practice has begun or ended: nothing of what showed before belongs here."""
        self.frame.reset()
        self._amounts = None
        mailbox = self._here.mailbox
        if self._here.practising:
            mailbox.subscribe(self._news.add)  # until it is closed
        self._looks.take(mailbox.settings())
        self.aloud.take(mailbox.settings())
        self._notice = TimeNotice.NONE
        self._session_changed()
        self._practice.show_around()
        self.show()

    def _sign_out(self) -> None:
        self._session.sign_out(SignOutReason.ASKED)

    # --- what changes -----------------------------------------------------------------------

    def _active(self) -> None:
        self._touched = self._now()
        self._session.activity()

    def _session_changed(self) -> None:
        if self._session.mailbox is None and self._here.signed_in:
            return
        left = self._session.time_left
        notice = left.notice if left else TimeNotice.NONE
        if notice is not self._notice:
            self._notice = notice
            policy = self._session.device_policy()
            may_stay = policy is not None and policy.stay_allowed
            banner = chrome.time_banner(notice, may_stay=may_stay, tablet=self._session.tablet)
            if banner is not None:
                banner.acted.connect(self._stay_signed_in)
            self.frame.set_banner(banner)
        self._dress()

    def _stay_signed_in(self) -> None:
        if self._notice is TimeNotice.IDLE:
            self._session.activity()
        else:
            self._session.stay()
        self.frame.set_banner(None)

    def _show_news(self, topics: frozenset[Topic]) -> None:
        if self._session.mailbox is None:
            return
        if Topic.SETTINGS in topics:
            self._looks.take(self._here.mailbox.settings())
            self.aloud.take(self._here.mailbox.settings())
        if Topic.POLICY in topics:
            self._here.policy_changed()
            self._practice.show_around()
            self.show()
        chrome.show_counts(self.frame, self._here.mailbox)
        self._dress()
        self._pages.changed(topics)

    def _respoken(self) -> None:
        """Another language: everything is made anew, at the same place."""
        spot = self._pages.spot()
        self._pages.forget()
        self.frame.keyboard.set_home_language(language())
        if self._session.mailbox is not None and self._here.signed_in:
            self._practice.show_around()
        self.show()
        self._pages.come_back(spot)

    def _dress(self) -> None:
        mailbox = self._session.mailbox
        if self._here.signed_in and mailbox is not None:
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
            "aloud": self._read_or_stop,
        }
        acts[key]()

    def _read_or_stop(self) -> None:
        if self.aloud.reading:
            self.aloud.stop()
        elif self.aloud.on:
            self.aloud.read_page()
        else:
            self.aloud.next_mode()

    def _aloud_changed(self) -> None:
        chrome.show_aloud(self.frame, self.aloud, inside=self._here.signed_in)
        page = self.page
        if isinstance(page, WaitingPage):
            page.show_aloud()

    def _cannot_read_aloud(self) -> None:
        self._trouble(*cannot_read_aloud())

    def _next_language(self) -> None:
        policy = self._session.device_policy()
        self._looks.next_language(policy.languages if policy else ())
        if self._here.signed_in and self._session.mailbox is not None:
            mailbox = self._here.mailbox
            mailbox.save_settings(self._looks.give(mailbox.settings()), done=None)

    def hide(self) -> None:
        """Cover everything at once; practice is over."""
        self._practice.end()
        self.aloud.cover(covered=True)
        if self._cover is None:
            self._cover = Cover(self.frame, self._make_timer, self._uncovered, self._hidden)

    def _uncovered(self) -> None:
        self._cover = None
        self.aloud.cover(covered=False)

    def _hidden(self) -> None:
        self._session.sign_out(SignOutReason.HIDDEN)
