"""The real app in this process, enrolled at the real central, with the verbs a person has.

Only what the operating system would do is stood in for: replacing the process starts the app anew
from the same folder, and the clock runs as the real one does but can be pushed ahead.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QTimer

from kiosk import config, log
from kiosk.app import App
from kiosk.commands import enrolling
from kiosk.device.clock import SystemClock
from kiosk.domain import NetworkState, PhotoFilter
from kiosk.mailbox import Mailbox
from kiosk.session.syncing import Sync
from kiosk.speech import Speaker
from kiosk.ui.photo_canvas import PhotoCanvas
from kiosk.vault import marks
from kiosk.vault.keys import PinCost
from kiosk.views.cover import Cover
from tests.central_server import CentralServer
from tests.fingers import Fingers

CHEAP = PinCost(memory_kib=64, iterations=1, lanes=1)
CONFIG = """
[central]
url = "{url}"
[device]
state = "{state}"
kind = "{kind}"
[screen]
window = "window"
"""


class StoryClock(SystemClock):
    """The system's clocks, which a story may push ahead together."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead = timedelta()

    def running(self) -> float:
        return super().running() + self.ahead.total_seconds()

    def wall(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class KioskUnderTest(Fingers):
    """One kiosk: its folder outlives its restarts."""

    def __init__(
        self,
        central: CentralServer,
        folder: Path,
        name: str = "Kiosk B",
        kind: str = "kiosk",
        *,
        screen: Mapping[str, str | int] | None = None,
    ) -> None:
        self.central, self.state = central, folder / "state"
        self.clock = StoryClock()
        self.replaced = 0
        self.voice = True  # whether the device has one: Qt's own for tests
        self._closed = False
        self._log = folder / "kiosk.log"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "kiosk.toml"
        shown = {"size": "1280x800", **(screen or {})}
        lines = [f"{key} = {json.dumps(value)}\n" for key, value in shown.items()]
        text = CONFIG.format(url=central.url, state=self.state, kind=kind)
        path.write_text(text + "".join(lines))
        self.config = config.load(path, {})
        log.configure(self._log, "info")
        assert enrolling.enroll(self.config, central.seed.device_code(name)) == 0
        central.seed.confirm_device()
        self._app = self._start()
        super().__init__(self._app.window)

    # --- the program -----------------------------------------------------------------------

    def _start(self) -> App:
        return App(
            self.config,
            clock=self.clock,
            replace_process=self._replace,
            cost=CHEAP,
            speaker=Speaker("mock", present=self.voice),
        )

    def _replace(self) -> None:
        """What execv does: nothing of the program is left, and another begins."""
        self.replaced += 1
        QTimer.singleShot(0, self.restart)

    def restart(self) -> None:
        """End the program, if it runs, and start it again, as a power switch would."""
        if self._closed:
            log.configure(self._log, "info")
            self._closed = False
        else:
            self._stop()
        self._app = self._start()
        self.window = self._app.window

    def cut_power(self) -> None:
        """The disk as it is at this moment is all that the next start finds."""
        image = self.state.with_name("image")
        shutil.copytree(self.state, image)
        self._stop()
        shutil.rmtree(self.state)
        image.rename(self.state)
        self._app = self._start()
        self.window = self._app.window

    def _stop(self) -> None:
        self._app.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()

    def close(self) -> None:
        """End the program for good; again does nothing."""
        if not self._closed:
            self._closed = True
            self._stop()
            logger = logging.getLogger("kiosk")
            for handler in logger.handlers[:]:
                logger.removeHandler(handler)
                handler.close()

    # --- the world around it ---------------------------------------------------------------

    def lose_network(self) -> None:
        """Central is gone: connections are refused; the next try finds out."""
        self.central.stop()
        self.sync_now()

    def network_returns(self) -> None:
        """Central answers again, on the same port."""
        self.central.start()

    def pass_time(self, seconds: float) -> None:
        """So much time passes with nobody touching anything."""
        self.clock.ahead += timedelta(seconds=seconds)
        self._app.shell.tick()

    def stay_hidden(self) -> None:
        """After "Hide now", nobody touches the screen for ten seconds."""
        self.wait_until(lambda: self.window.findChild(Cover) is not None, "the cover")
        cover = self.window.findChild(Cover)
        assert cover is not None
        cover._close()

    def sync_now(self) -> None:
        """Have the kiosk ask central for news at once."""
        self._app.session.refresh()

    def wait_ready(self) -> None:
        """Until the device knows its facility's policy."""
        self.wait_until(lambda: self._app.session.device_policy() is not None, "the policy")

    def wait_synced(self) -> None:
        """Until central knows all that was done here, and the other way round."""
        for _twice in range(2):
            before = self._talked_at()
            self.sync_now()
            self.wait_until(lambda since=before: self._synced_after(since), "a sync")  # type: ignore[misc]

    def _synced_after(self, before: float) -> bool:
        status = self.mailbox.status()
        if (
            status.network is not NetworkState.ONLINE
            or status.queued
            or self._talked_at() <= before
        ):
            return False
        inside = self._app.session._inside
        assert inside is not None
        with closing(inside.opened.vault.reader()) as reader:
            return not marks.unsynced(reader)

    def _talked_at(self) -> float:
        """When this kiosk and central last talked, on the kiosk's clock."""
        inside = self._app.session._inside
        assert inside is not None
        assert isinstance(inside.sync, Sync)
        return inside.sync._worker._engine._schedule._last

    def wait_downloaded(self, count: int) -> None:
        """Until so many photos lie on the device, large enough for the screen."""
        self.wait_until(lambda: self._downloaded() >= count, f"{count} photos")

    def _downloaded(self) -> int:
        inside = self._app.session._inside
        assert inside is not None
        photos = [self.mailbox.photo(cell.id) for cell in self.mailbox.photo_cells(PhotoFilter())]
        files = inside.opened.vault.files
        return sum(photo is not None and files.has(photo.screen.sha256) for photo in photos)

    @property
    def mailbox(self) -> Mailbox:
        """The signed-in person's."""
        mailbox = self._app.session.mailbox
        assert mailbox is not None, "nobody is signed in"
        return mailbox

    def everything_kept(self) -> str:
        """All names and contents of the kiosk's folder, as one text."""
        files = [path for path in self.state.rglob("*") if path.is_file()]
        return "\n".join(f"{path}\n{path.read_bytes().decode('latin-1')}" for path in files)

    def log(self) -> str:
        """What the app has logged so far."""
        return self._log.read_text(encoding="utf-8")

    # --- what a person does, in one word ---------------------------------------------------

    def enter(self, number: str, pin: str) -> None:
        """From the waiting screen: number, PIN, "Sign in"."""
        self.touch("Touch to begin")
        self.wait_for("Enter your inmate number")
        self.number(number)
        self.touch("Next")
        self.wait_for("Enter your PIN")
        self.pin(pin)
        self.touch("Sign in")

    def try_pin(self, pin: str) -> None:
        """At the PIN, after a try that failed: another one, until it is answered."""
        self.wait_gone("One moment")
        self.pin(pin)
        self.touch("Sign in")
        self.wait_gone("One moment")

    def sign_in(self, number: str, pin: str) -> None:
        """Sign in; the notice is read where it shows."""
        self.enter(number, pin)
        self.come_in()

    def come_in(self) -> None:
        """After the right PIN: to the first screen, past the notice where it shows."""
        self.wait_until(lambda: self._app.session.mailbox is not None, "the sign-in")
        if self.sees("Please read this first"):
            self.agree()

    def agree(self) -> None:
        """Read the facility's notice and go on."""
        self.touch("I have read it. Go on")

    def choose_pin(self, pin: str, again: str = "") -> None:
        """Choose a PIN of one's own, and enter it again."""
        self.wait_for("Choose")
        self.pin(pin)
        self.touch("Next")
        self.wait_for("Enter it once more")
        self.pin(again or pin)
        self.touch("Use this PIN")

    @property
    def speaking(self) -> bool:
        """Whether anything is being read aloud."""
        return self._app.speaker.speaking

    def sign_out(self) -> None:
        """Sign out, and wait for the waiting screen of the next program."""
        self.touch("Sign out")
        self.wait_for("Touch to begin")

    def write_to(self, name: str, text: str) -> None:
        """Open the conversation with somebody and write; not sent yet."""
        self.touch("Messages")
        self.wait_for("New message")
        if self.can_touch(name):
            self.touch(name)
            self.touch(f"Write to {name}")
        else:
            self.touch("New message")
        self.type_on_keyboard(text)

    def stage(self) -> PhotoCanvas:
        """The photo on the screen."""
        return next(each for each in self.window.findChildren(PhotoCanvas) if each.isVisible())

    def photo_count(self) -> int:
        """How many photos the grid has."""
        return self._grid_size()
