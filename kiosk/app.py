"""The composition root: makes every object of the running app and joins them."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from keyring.errors import KeyringLocked
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from kiosk import __version__, log
from kiosk.device import identity, key_store, lockdown
from kiosk.device.clock import Clock, SystemClock
from kiosk.device.key_store import RootKeyMissing
from kiosk.device.liveness import Liveness
from kiosk.imaging.child import Decoder
from kiosk.imaging.loader import PictureLoader
from kiosk.practice import PracticeRoom
from kiosk.session import StaffDesk, make_session, make_staff_desk
from kiosk.speech import Speaker
from kiosk.tasks import Tasks
from kiosk.ui import accessible
from kiosk.ui.assets import resource
from kiosk.ui.lockdown_filter import LockdownFilter
from kiosk.ui.theme import Look, Theme
from kiosk.vault.keys import PIN_COST, PinCost
from kiosk.views.looks import Looks
from kiosk.views.shell import Shell
from kiosk.views.window import Window

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.sync.client import Client
    from kiosk.vault.database import OpenVault
    from kiosk.vault.files import PhotoFiles

TICK_MS = 1000
PRACTICE = "practice"  # of the state folder, and of what the program brings


class App:
    """Everything between one start and one sign-out.

    `replace_process` is called once a person has left and everything of theirs is closed; the
    product's own becomes a fresh process. Raises OSError where the state folder cannot be used.
    """

    _own: PhotoFiles | None = None  # of whoever is signed in

    def __init__(
        self,
        settings: Config,
        *,
        clock: Clock,
        replace_process: Callable[[], None],
        cost: PinCost = PIN_COST,
        speaker: Speaker | None = None,
    ) -> None:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            raise RuntimeError("the app needs a QApplication")
        self._settings, self._clock = settings, clock
        self._ending = False
        self._replace_process = replace_process
        self.tasks = Tasks()
        self.pictures = PictureLoader(Decoder(), self.tasks.post)
        known = _identity(settings)
        self.session = make_session(
            identity=known,
            state=settings.device.state,
            make_client=self._client,
            tasks=self.tasks,
            clock=clock,
            entered=self._entered,
            replace_process=self._left,
            tablet=settings.device.kind == "tablet",
            cost=cost,
        )
        screen = settings.screen
        look = Look(Theme(screen.theme), screen.text_percent, touch=settings.device.kind)
        self.looks = Looks(application, screen.language, look)
        locked = screen.window == "locked"
        self.window = Window(locked=locked, asked_to_close=self.end)
        self.speaker = speaker or Speaker()
        self.shell = Shell(
            self.session, self.pictures, self.looks, self._now, self._staff_desk(known, clock),
            frame=self.window, speaker=self.speaker, practice=self._practice_room(),
        )  # fmt: skip
        self._filter = self._lock(application, locked=locked)
        accessible.install()
        gc.disable()  # a collection on another thread would destroy widgets there, which crashes
        self._liveness = Liveness()
        self._timer = QTimer(self.window)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)
        QGuiApplication.clipboard().clear()
        self.window.open(screen.width, screen.height)
        self.shell.tick()
        self._liveness.ready()

    def _practice_room(self) -> PracticeRoom:
        """Where people practise; nothing of an earlier time is left in it."""
        room = PracticeRoom(
            self._settings.device.state / PRACTICE, resource(PRACTICE), self.tasks,
            self._clock.wall, self._show_pictures,
        )  # fmt: skip
        room.sweep()
        return room

    def _lock(self, application: QApplication, *, locked: bool) -> LockdownFilter:
        made = LockdownFilter(self.window.guard, may_close=lambda: not locked, parent=self.window)
        made.install(application)
        return made

    def _tick(self) -> None:
        self._liveness.alive()
        self.shell.tick()
        self._collect()

    def _collect(self) -> None:
        """Collect garbage on this thread, in the generation that is due."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [index for index in range(3) if counts[index] > limits[index]]
        if due:
            gc.collect(due[-1])

    def end(self, code: int = 0) -> None:
        """Save, close everything and leave the event loop with an exit code."""
        self._ending = True
        self.close()
        QApplication.exit(code)

    def close(self) -> None:
        """Let go of everything at once; what was typed is kept."""
        self._timer.stop()
        self.shell.close()
        self.speaker.close()
        self.session.shut()
        self.pictures.close()
        self.tasks.close()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self._filter)
        self.window.hide()
        self.window.deleteLater()
        gc.enable()

    def _staff_desk(self, known: identity.Identity | None, clock: Clock) -> StaffDesk:
        settings = self._settings
        log_file = settings.log.target if isinstance(settings.log.target, Path) else None
        return make_staff_desk(
            identity=known,
            state=settings.device.state,
            log_file=log_file,
            make_client=self._client,
            tasks=self.tasks,
            clock=clock,
            end=self.end,
        )

    def _now(self) -> datetime:
        return self._clock.wall().astimezone()

    def _client(self) -> Client:
        from kiosk.sync.client import Client  # HTTP is not needed for the first frame

        central = self._settings.central
        return Client(central.url, ca=central.ca_file, app_version=__version__)

    def _entered(self, vault: OpenVault) -> None:
        """Somebody's vault is open: their pictures may be shown."""
        QGuiApplication.clipboard().clear()
        self._own = vault.files
        self._show_pictures(None)

    def _show_pictures(self, invented: PhotoFiles | None) -> None:
        """Those of practice, or the person's own."""
        files = invented or self._own
        if files is not None:
            self.pictures.prefetch((), None)  # what the others were about to show
            self.pictures.open(files, files.want)

    def _left(self) -> None:
        """Somebody has left, and all that was theirs is closed."""
        if not self._ending:
            QGuiApplication.clipboard().clear()
            self._replace_process()


def _identity(settings: Config) -> identity.Identity | None:
    """Who this device is; None where nobody has enrolled it, or its keys cannot be read."""
    try:
        key_store.open_keyring(settings.device.state, os.environ)
        return identity.load()
    except (RootKeyMissing, KeyringLocked) as error:
        log.event("device.keys_unreadable", "error", error=type(error).__name__)
        return None


def run(settings: Config, *, opened: Callable[[App], object] | None = None) -> int:
    """Show the screen until the process is replaced or told to end; answers the exit code.

    `opened` is given the app once its window shows.
    """
    application = QApplication(["kiosk"])  # never the command line: Qt would obey it
    application.setQuitOnLastWindowClosed(False)
    log.take_qt_messages()
    apps: list[App] = []

    def replace() -> None:
        for app in apps:
            app.pictures.close()  # a new process would never wait for the decoder
            app.speaker.close()
        lockdown.replace_process(lockdown.command_line(), os.environ)

    apps.append(App(settings, clock=SystemClock(), replace_process=replace))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: apps[0].end())
    if opened is not None:
        opened(apps[0])
    return application.exec()
