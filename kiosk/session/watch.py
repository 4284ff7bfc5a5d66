"""Keeps the device's policy and its people in step with central, signed in or not."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

from kiosk import log
from kiosk.domain import NetworkState, Policy
from kiosk.session.counter import Counter
from kiosk.session.delivery import Delivery
from kiosk.session.outcomes import SignOutReason
from kiosk.session.standing import Standing
from kiosk.session.vaults import Vaults
from kiosk.sync.engine import state_after
from kiosk.sync.failures import ProblemError, SyncFailureError
from kiosk.sync.protocol import DeviceSelf, PersonHere, Problem
from kiosk.sync.schedule import Schedule
from kiosk.tasks import Tasks

GONE = ("released", "erased")
LEAVING = ("retired", "revoked")
REFUSED = "device-revoked"


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
        delivery: Delivery,
        erase: Callable[[], None],
        spread: random.Random | None = None,
    ) -> None:
        self._tasks = tasks
        self._running = running
        self._counter = counter
        self._standing = standing
        self._vaults = vaults
        self._delivery = delivery
        self._erase = erase
        self._schedule = Schedule(spread or random.Random())  # noqa: S311 - hides nothing
        self._asking = False
        self._door = threading.Lock()
        self._settled: dict[str, PersonHere] = {}
        self._refused = False  # by one answer within somebody's session
        self._revoked = False  # for good: by two answers in a row to this device itself
        self._wiped = self._erased = False
        self.network = NetworkState.UNKNOWN
        self.changed: Callable[[], None] = lambda: None

    @property
    def policy(self) -> Policy | None:
        """As central last said."""
        return self._standing.policy

    def tick(self) -> None:
        """Ask central if it is time to; or, on a device that has to go, try to end that."""
        if self._asking or self._erased or not self._schedule.due(self._running()):
            return
        if self._revoked:
            self._schedule.failed(self._running())  # until it comes to its end
            self._tasks.run(self._erase_all, lambda _: None)
        else:
            self._asking = True
            self._tasks.run(self._ask, self._answered)

    def deliver(self) -> None:
        """Hand in envelopes if it is time to, whoever is signed in."""
        if not self._revoked:
            self._delivery.tick()

    def ends(self, inmate: str, pin_version: int) -> tuple[SignOutReason | None, bool]:
        """Why this person's session has to end, if it has to, and whether to wipe the vault."""
        if self._refused or self._revoked:
            return SignOutReason.REVOKED, self._revoked
        person = self._standing.person(inmate)
        if person is None:
            return None, False
        if person.status in GONE:
            return SignOutReason.CLOSED, person.to_erase
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
        now = [each for each in fresh if each.inmate != inside or not each.to_erase]
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
            if person.to_erase:
                self._vaults.wipe(person.inmate)
            elif self._vaults.outdate(person.inmate, person.pin_version):
                log.event("vault.pin_outdated")

    def _erase_all(self) -> None:
        """This device has to go: what people have here, once handed in also how it is known.

        The vaults go at once. The device's own keys stay for as long as an envelope lies here, or
        central has not heard that none does, whatever it answers: nobody else can bring those.
        """
        with self._door:
            if self._erased:
                return
            if not self._wiped:
                self._vaults.wipe_all()
                self._wiped = True
            try:
                if not self._delivery.hand_in_all():
                    return
                self._delivery.say_empty()
            except (SyncFailureError, OSError):
                return
            self._erase()
            self._erased = True

    def _ask(self) -> DeviceSelf | SyncFailureError:
        said = self._ask_once()
        # one odd answer must not cost what lies in the vaults
        return self._ask_once() if _has_to_go(said) else said

    def _ask_once(self) -> DeviceSelf | SyncFailureError:
        try:
            return self._counter.device_self()
        except SyncFailureError as error:
            return error

    def _answered(self, said: DeviceSelf | SyncFailureError) -> None:
        self._asking = False
        if _has_to_go(said):
            self._schedule.failed(self._running())
            self._revoke()
            return
        if not isinstance(said, SyncFailureError):
            self.heard(said)
            return
        wait = said.retry_after if isinstance(said, ProblemError) else None
        self._schedule.failed(self._running(), wait)
        if self.network is not state_after(said):
            self.network = state_after(said)
            log.event("device.network", network=self.network.value)
            self.changed()

    def heard(self, said: DeviceSelf) -> None:
        """Central said how this device stands."""
        if _has_to_go(said):
            self.refused()
            return
        self._refused = False
        before, self.network = self.network, NetworkState.ONLINE
        self._schedule.succeeded(self._running(), said.poll_seconds)
        if before is not NetworkState.ONLINE:
            self._delivery.hurry()
        if self._keep(said) or self.network is not before:
            self.changed()

    def refused(self) -> None:
        """Central refused this device in somebody's session: that ends, and central is asked."""
        self._refused = True
        self._schedule.hurry(self._running())
        self.changed()

    def _revoke(self) -> None:
        """Central wants nothing more of this device: it hands in what it has and erases itself."""
        if not self._revoked:
            self._revoked = True
            self.network = NetworkState.REFUSED
            log.event("device.revoked", "error")
            self.changed()

    def outdate(self, inmate: str, pin_version: int) -> None:
        """A PIN was changed: shut out those older than this version."""
        self._tasks.run(lambda: self._vaults.outdate(inmate, pin_version), lambda _: None)

    def shut_out(self, person: PersonHere) -> None:
        """Central refused this account; that holds offline too, until it says more."""
        try:
            self._standing.take_one(person)
        except OSError:
            log.event("device.policy_not_kept", "warning")

    def _keep(self, said: DeviceSelf) -> bool:
        try:
            return self._standing.keep(said)
        except OSError:  # in memory it is right; the file is written with the next change
            log.event("device.policy_not_kept", "warning")
            return True


def _has_to_go(said: DeviceSelf | SyncFailureError) -> bool:
    """Whether central says that this device is retired or revoked."""
    if isinstance(said, DeviceSelf):
        return said.status in LEAVING
    return isinstance(said, ProblemError) and said.code == REFUSED


def closed(inmate: str, pin_version: int, problem: Problem) -> PersonHere:
    """What central's refusal of an account says of the person."""
    if problem.code == "account-frozen":
        return PersonHere(inmate, pin_version, "frozen", "keep")
    erased = problem.reason == "erased"
    policy = problem.policy or "keep"  # devices/self will say whether to erase
    return PersonHere(inmate, pin_version, "erased" if erased else "released", policy)
