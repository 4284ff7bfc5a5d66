"""The app's screens over a real vault, without central: for looking at them one by one."""

import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kiosk.device.attempts import Attempts
from kiosk.device.clock import SystemClock
from kiosk.device.staff_door import StaffDoor
from kiosk.domain import (
    ConnectionId,
    InmateId,
    LastSignIn,
    NetworkState,
    Payment,
    Policy,
    Settings,
    Sha256,
)
from kiosk.imaging.child import Decoder
from kiosk.imaging.loader import PictureLoader
from kiosk.mailbox import Mailbox
from kiosk.practice import PracticeRoom
from kiosk.session import (
    NeedsNewPin,
    PinChanged,
    PinOutcome,
    SignedIn,
    SignInOutcome,
    SignOutReason,
    StaffDesk,
    TimeLeft,
    TimeNotice,
)
from kiosk.speech import Speaker
from kiosk.sync import translate
from kiosk.sync.client import Client
from kiosk.sync.protocol import Changes
from kiosk.tasks import Tasks
from kiosk.ui.assets import resource
from kiosk.ui.frame import ScreenFrame
from kiosk.ui.theme import Look, TextSize, Theme
from kiosk.ui.timers import QtTimer
from kiosk.vault import feed, people
from kiosk.vault.connection import Store
from kiosk.vault.database import OpenVault, create_vault
from kiosk.vault.keys import PinCost
from kiosk.views.looks import Looks
from kiosk.views.router import Place
from kiosk.views.shell import Shell
from tests.pictures import story

STAFF_KEY = bytes(range(32))
LAST = LastSignIn(story.at(11, 17, "14:10"), "Kiosk B", 0)


class StandIn:
    """Plays the session: signs in at once, with the vault handed in."""

    def __init__(self, policy: Policy | None = None) -> None:
        self.mailbox: Mailbox | None = None
        self.time_left: TimeLeft | None = None
        self.waiting: Mailbox | None = None
        self.outcome: SignInOutcome | None = None
        self.ended: SignOutReason | None = None
        self.stayed = 0
        self.locked: Settings | None = None
        self.tablet = False
        self.holds: list[bool] = []
        self.policy = policy or story.POLICY
        self.pin_outcome: PinOutcome = PinChanged(2)
        self.changed_pins: list[tuple[str, str]] = []
        self._listeners: list[Callable[[], None]] = []
        self._savers: list[Callable[[], None]] = []

    @property
    def network(self) -> NetworkState:
        return NetworkState.ONLINE

    def sign_in(self, number: str, pin: str, done: Callable[[SignInOutcome], None]) -> None:
        outcome = self.outcome or SignedIn(
            first_time=False, notice_due=False, offline=False, last=LAST
        )
        if isinstance(outcome, SignedIn):
            self.mailbox = self.waiting
            self.tell(TimeLeft(23 * 60 + 20, 120, TimeNotice.NONE))
        done(outcome)

    def unlock(self, pin: str, done: Callable[[SignInOutcome], None]) -> None:
        self.sign_in("", pin, done)

    def forget_lock(self) -> None:
        self.locked = None

    def choose_pin(self, new_pin: str, done: Callable[[SignInOutcome], None]) -> None:
        self.sign_in("", new_pin, done)

    def change_pin(self, old: str, new: str, done: Callable[[PinOutcome], None]) -> None:
        self.changed_pins.append((old, new))
        done(self.pin_outcome)

    def refresh(self) -> None:
        """There is nothing new."""

    def cancel(self) -> None:
        """Nothing to forget."""

    def sign_out(self, reason: SignOutReason) -> None:
        for save in self._savers:
            save()
        self.ended = reason

    def before_sign_out(self, save: Callable[[], None]) -> Callable[[], None]:
        self._savers.append(save)
        return lambda: self._savers.remove(save)

    def stay(self) -> None:
        self.stayed += 1

    def activity(self) -> None:
        """The idle time starts anew."""

    def active_while(self, running: Callable[[], bool]) -> Callable[[], None]:
        return lambda: None

    def hold(self, held: bool) -> None:
        if not self.holds or self.holds[-1] is not held:
            self.holds.append(held)

    def tick(self) -> None:
        """A second has passed."""

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def device_policy(self) -> Policy | None:
        return self.policy

    def tell(self, left: TimeLeft) -> None:
        """Time goes on."""
        self.time_left = left
        for listener in self._listeners:
            listener()


class HeldTimer(QtTimer):
    """Short waits pass by themselves; those of a second and more only when a test says so."""

    def start(self, ms: int, action: Callable[[], object]) -> None:
        if ms < 1000:
            super().start(ms, action)


class Loader(PictureLoader):
    """Knows whether anything is still on its way."""

    @property
    def busy(self) -> bool:
        return bool(self._jobs)


class Stage:
    """One person's vault and the shell in front of it."""

    def __init__(
        self, app: QApplication, folder: Path, *, empty: bool = False, now: datetime = story.NOW
    ) -> None:
        self.app, self._folder = app, folder
        gc.disable()  # as in the app: widgets are destroyed on this thread only
        self.now = now
        self.tasks = Tasks()
        self.vault = make_vault(folder, empty=empty)
        self.mailbox = Mailbox(self.vault, self.tasks, story.POLICY, now=lambda: self.now)
        self.session = StandIn()
        self.session.waiting = self.mailbox
        self.loader = Loader(Decoder(), self.tasks.post)
        self.loader.open(self.vault.files)
        self.practice = PracticeRoom(
            folder / "practice", resource("practice"), self.tasks, lambda: self.now,
            lambda invented: self.loader.open(invented or self.vault.files),
        )  # fmt: skip
        self.looks = Looks(app, "en", Look(reduce_motion=True))
        self.speaker = Speaker("mock", present=True)  # no process before it is asked to speak
        self.ended: list[int] = []
        self.staff = self._make_staff()
        self.shell: Shell | None = None

    def _make_staff(self) -> StaffDesk:
        """The staff screen's desk of a device that central gave a key, far from any central."""
        clock = SystemClock()
        attempts = Attempts(self._folder / "staff-attempts", bytes(32), clock)
        return StaffDesk(
            identity=None,
            door=StaffDoor(STAFF_KEY, attempts, clock, draw=lambda most: 204_471 % most),
            state=self._folder,
            log_file=None,
            make_client=lambda: Client("http://127.0.0.1:9", ca=None, app_version="0.1.0"),
            tasks=self.tasks,
            clock=clock,
            end=self.ended.append,
        )

    def open(self, size: tuple[int, int] = (1280, 800)) -> Shell:
        """A new shell, as after the start of the app."""
        self.shut()
        self.session.mailbox = None
        self.shell = Shell(
            self.session,  # type: ignore[arg-type]
            self.loader,
            self.looks,
            lambda: self.now,
            self.staff,
            timer=HeldTimer,
            frame=ScreenFrame(toast_timer=HeldTimer()),
            speaker=self.speaker,
            practice=self.practice,
        )
        self.shell.frame.resize(*size)
        self.shell.frame.show()
        self.settle()
        return self.shell

    def sign_in(self, outcome: SignInOutcome | None = None) -> Shell:
        """Come in as Daniel."""
        shell = self.shell or self.open()
        self.session.outcome = outcome
        found: list[SignInOutcome] = []
        self.session.sign_in("204471", "730518", found.append)
        if isinstance(found[0], SignedIn):
            shell._signed_in(found[0])
        elif isinstance(found[0], NeedsNewPin):
            shell._pin_due(found[0])
        self.settle()
        return shell

    def settle(self, limit: float = 20.0) -> None:
        """Until everything that was begun has come to the screen."""
        until = time.monotonic() + limit
        quiet = 0
        while quiet < 3 and time.monotonic() < until:
            self.vault.write(Store.VAULT, lambda _transaction: None).result()
            for _ in range(3):
                self.app.processEvents()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            pending = self.shell is not None and self.shell.behind
            busy = self.loader.busy or pending
            quiet = 0 if busy else quiet + 1
            if busy:
                time.sleep(0.002)

    def grab(self) -> QImage:
        """What the window shows."""
        assert self.shell is not None
        self.settle()
        return self.shell.frame.grab().toImage()

    def wear(self, language: str = "en", theme: str = "light", percent: int = 100) -> None:
        """Another language, theme or text size."""
        self.looks.speak(language)
        self.looks.set_look(Look(Theme(theme), int(TextSize(percent)), reduce_motion=True))

    def shut(self) -> None:
        if self.shell is not None:
            self.shell.close()
            self.shell.frame.hide()
            self.shell.frame.deleteLater()
            self.shell = None
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def close(self) -> None:
        self.shut()
        self.speaker.close()
        self.loader.close()
        self.mailbox.close()
        self.vault.close()
        self.tasks.close()
        gc.collect()
        gc.enable()


def make_vault(folder: Path, *, empty: bool = False) -> OpenVault:
    """Daniel's vault, filled through the very functions that sync uses."""
    vault = create_vault(
        folder / "vault",
        inmate=InmateId(story.INMATE),
        pin="730518",
        pin_version=1,
        recovery_share=bytes(32),
        device_secret=bytes(32),
        signing_key=Ed25519PrivateKey.generate(),
        cost=PinCost(8, 1, 1),
    )
    made = story.files() if not empty else story.Files({}, {})
    changes = story.story(made) if not empty else story.nothing()
    page = translate.page(Changes("", "c1", more=False, changes=changes, poll_after=15.0))
    vault.write(Store.CACHE, lambda t: feed.apply(t, page, 1, story.at(11, 19, "14:05"))).result()
    vault.write(Store.VAULT, lambda t: people.keep_last_sign_in(t, LAST)).result()
    for sha, data in made.by_hash.items():
        vault.files.write(Sha256(sha), len(data), [data])
    vault.set_network(NetworkState.ONLINE)
    if not empty:
        mailbox = Mailbox(vault, Tasks(lambda _callback: None), story.POLICY)
        mailbox.save_draft(
            ConnectionId("elena"), "Thank you for coming all this way. I have been",
            Payment.PREPAID)  # fmt: skip
        mailbox.save_draft(
            ConnectionId("rosa"),
            "Tell Sofia I am saving my best story for Saturday. Does she still want the one about "
            "the raccoon and the apple pie? And tell her to leave that tooth alone until I can "
            "see it",
            Payment.PREPAID,
        )
        mailbox.save_settings(Settings(notice_version=1))
        vault.write(Store.VAULT, lambda _t: None).result()
        mailbox.close()
    return vault


@contextmanager
def stage(app: QApplication, *, empty: bool = False) -> Iterator[Stage]:
    """A stage in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="stage-") as folder:
        made = Stage(app, Path(folder), empty=empty)
        try:
            yield made
        finally:
            made.close()


def go(made: Stage, place: Place) -> None:
    """To a place, and wait until it is complete."""
    assert made.shell is not None
    made.shell.go(place)
    made.settle()
