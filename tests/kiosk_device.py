"""A kiosk without a screen, enrolled at the real central, for tests of sessions."""

from __future__ import annotations

import base64
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring.core

from kiosk.device import identity, key_store
from kiosk.device.identity import Enrolled, Identity
from kiosk.session import PinOutcome, Session, SignInOutcome, SignOutReason, make_session
from kiosk.sync.client import Client
from kiosk.sync.protocol import EnrollRequest
from kiosk.tasks import WORKERS, Tasks
from kiosk.vault.database import OpenVault
from kiosk.vault.keys import PinCost
from tests.central_server import CentralServer

CHEAP = PinCost(memory_kib=64, iterations=1, lanes=1)
PIN = "480215"  # an inmate's own
OTHER_PIN = "739164"


class Clock:
    """Time as the test wants it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.ahead = timedelta()

    def running(self) -> float:
        return self.now

    def boot(self) -> str:
        return "boot"

    def wall(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class Kiosk:
    """One device; `session` is made anew by every sign-out, as a fresh process would."""

    def __init__(
        self, central: CentralServer, state: Path, name: str = "Kiosk B", *, tablet: bool = False
    ) -> None:
        self.central, self.tablet = central, tablet
        self.state = state
        self.clock = Clock()
        self.posts: queue.Queue[Callable[[], None]] = queue.Queue()
        self.tasks = Tasks(self.posts.put)
        self.entered: list[OpenVault] = []
        self.replaced = 0
        self.changes = 0
        self.identity = self._enroll(name)
        self.session = self._fresh()

    def _client(self) -> Client:
        return Client(self.central.url, ca=None, app_version="0.1.0")

    def _enroll(self, name: str) -> Identity:
        key_store.open_keyring(self.state, {})
        client = self._client()

        def ask(code: str, public_key: str) -> Enrolled:
            got = client.enroll(EnrollRequest(code, public_key, "kiosk", "0.1.0"))
            key = base64.b64decode(got.central_key)
            return Enrolled(got.device, got.facility_name, got.device_name, key, got.check_digits)

        made = identity.enroll(self.central.seed.device_code(name), ask)
        self.central.seed.confirm_device(made.device)
        client.close()
        return made

    def _fresh(self) -> Session:
        session = make_session(
            identity=self.identity,
            state=self.state,
            make_client=self._client,
            tasks=self.tasks,
            clock=self.clock,
            entered=self.entered.append,
            replace_process=self._replace,
            tablet=self.tablet,
            cost=CHEAP,
        )
        session.on_change(self._changed)
        return session

    def _replace(self) -> None:
        self.replaced += 1
        self.session = self._fresh()

    def _changed(self) -> None:
        self.changes += 1

    def until(self, reached: Callable[[], bool]) -> None:
        """Play the screen's thread until something is so."""
        while not reached():
            self.posts.get(timeout=30)()

    def sign_in(self, number: str = "1001", pin: str = PIN) -> SignInOutcome:
        got: list[SignInOutcome] = []
        self.session.sign_in(number, pin, got.append)
        self.until(lambda: bool(got))
        return got[0]

    def unlock(self, pin: str = PIN) -> SignInOutcome:
        got: list[SignInOutcome] = []
        self.session.unlock(pin, got.append)
        self.until(lambda: bool(got))
        return got[0]

    def choose_pin(self, pin: str) -> SignInOutcome:
        got: list[SignInOutcome] = []
        self.session.choose_pin(pin, got.append)
        self.until(lambda: bool(got))
        return got[0]

    def change_pin(self, old: str, new: str) -> PinOutcome:
        got: list[PinOutcome] = []
        self.session.change_pin(old, new, got.append)
        self.until(lambda: bool(got))
        return got[0]

    def sign_out(self, reason: SignOutReason = SignOutReason.ASKED) -> None:
        before = self.replaced
        self.session.sign_out(reason)
        self.until(lambda: self.replaced > before)

    def poll(self) -> None:
        """Have the device ask central now, and carry out what it says."""
        self.clock.now += 1000
        watch = self.session._watch
        assert watch is not None
        watch.tick()
        self.until(lambda: not watch._asking)
        meeting = threading.Barrier(WORKERS)  # both workers have done what they had before
        met: list[int] = []
        for _ in range(WORKERS):
            self.tasks.run(meeting.wait, met.append)
        self.until(lambda: len(met) == WORKERS)

    def close(self) -> None:
        inside = self.session._inside
        if inside is not None:
            inside.sync.stop()
            inside.mailbox.close()
            inside.opened.vault.close()
        self.tasks.close()


@contextmanager
def kiosk_at(central: CentralServer, state: Path, name: str = "Kiosk B") -> Iterator[Kiosk]:
    made = Kiosk(central, state, name)
    try:
        yield made
    finally:
        made.close()
        keyring.core._keyring_backend = None
