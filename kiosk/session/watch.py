"""Keeps the device's policy and its people in step with central, signed in or not."""

from __future__ import annotations

import random
from collections.abc import Callable

from kiosk import log
from kiosk.domain import NetworkState, Policy
from kiosk.session.counter import Counter, network_state
from kiosk.session.outcomes import SignOutReason
from kiosk.session.standing import Standing
from kiosk.session.vaults import Vaults
from kiosk.sync.failures import ProblemError, SyncFailureError
from kiosk.sync.protocol import DeviceSelf, PersonHere
from kiosk.tasks import Tasks

FIRST_WAIT = 2.0  # seconds after a failure, doubled with each one more (SYNC.md "Commands")
LONGEST_WAIT = 900.0
SHORTEST_POLL = 5.0
GONE = ("released", "erased")


class Watch:
    """Asks `devices/self` from time to time; on the screen's thread, the asking itself off it."""

    def __init__(
        self,
        *,
        tasks: Tasks,
        running: Callable[[], float],
        counter: Counter,
        standing: Standing,
        vaults: Vaults,
        erase: Callable[[], None],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._tasks = tasks
        self._running = running
        self._counter = counter
        self._standing = standing
        self._vaults = vaults
        self._erase = erase
        self._chance = chance
        self._asking = False
        self._due = 0.0
        self._failures = 0
        self._settled: dict[str, PersonHere] = {}
        self._revoked = False
        self.network = NetworkState.UNKNOWN
        self.changed: Callable[[], None] = lambda: None

    @property
    def policy(self) -> Policy | None:
        """As central last said."""
        return self._standing.policy

    def tick(self) -> None:
        """Ask central if it is time to."""
        if not self._asking and self._running() >= self._due:
            self._asking = True
            self._tasks.run(self._ask, self._answered)

    def ends(self, inmate: str, pin_version: int) -> tuple[SignOutReason | None, bool]:
        """Why this person's session has to end, if it has to, and whether to wipe the vault."""
        if self._revoked:
            return SignOutReason.REVOKED, True
        person = self._standing.person(inmate)
        if person is None:
            return None, False
        if person.status in GONE:
            return SignOutReason.CLOSED, True
        if person.status == "frozen":
            return SignOutReason.FROZEN, False
        if person.pin_version > pin_version:
            return SignOutReason.PIN_CHANGED, False
        return None, False

    def settle(self, inside: str | None) -> None:
        """Carry out what central said of everybody else's vaults; `inside` is signed in."""
        if self._revoked:
            if inside is None:
                self._tasks.run(self._erase_all, lambda _: None)
            return
        fresh = [each for each in self._standing.people() if self._settled.get(each.inmate) != each]
        now = [each for each in fresh if each.inmate != inside or each.status not in GONE]
        if now:
            self._settled.update({each.inmate: each for each in now})
            self._tasks.run(lambda: self._carry_out(now), lambda _: None)

    def wipe(self, inmate: str) -> None:
        """Destroy a person's vault; off the screen's thread, after it was closed."""
        if self._revoked:
            self._erase_all()
        else:
            self._vaults.wipe(inmate)

    def _carry_out(self, people: list[PersonHere]) -> None:
        for person in people:
            if person.status in GONE:
                self._vaults.wipe(person.inmate)
            elif self._vaults.outdate(person.inmate, person.pin_version):
                log.event("vault.pin_outdated")

    def _erase_all(self) -> None:
        """This device was revoked: its keys go first, then what they opened."""
        self._erase()
        self._vaults.wipe_all()

    def _ask(self) -> DeviceSelf | SyncFailureError:
        try:
            return self._counter.device_self()
        except SyncFailureError as error:
            return error

    def _answered(self, said: DeviceSelf | SyncFailureError) -> None:
        self._asking = False
        before = self.network
        if isinstance(said, SyncFailureError):
            self.network = network_state(said)
            wait = min(LONGEST_WAIT, FIRST_WAIT * 2**self._failures)
            self._failures = min(self._failures + 1, 20)
            self._due = self._running() + max(FIRST_WAIT, self._chance() * wait)
            if isinstance(said, ProblemError) and said.code == "device-revoked":
                self._revoked = True
                log.event("device.revoked", "error")
                self.changed()
            elif self.network is not before:
                log.event("device.network", network=self.network.value)
                self.changed()
            return
        self._failures = 0
        self.network = NetworkState.ONLINE
        self._due = self._running() + max(SHORTEST_POLL, said.poll_seconds)
        news = self._keep(said)
        if news or self.network is not before:
            self.changed()

    def _keep(self, said: DeviceSelf) -> bool:
        try:
            return self._standing.keep(said)
        except OSError:  # in memory it is right; the file is written with the next change
            log.event("device.policy_not_kept", "warning")
            return True
