"""Who is signed in: signs people in and out, and minds idle and session time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from kiosk import log
from kiosk.device.clock import Clock
from kiosk.domain import LastSignIn, NetworkState, Policy, Settings
from kiosk.mailbox import Mailbox
from kiosk.session.entry import Entry, OneTime, Opened, Step, needs_new_pin
from kiosk.session.inside import ENDS, Inside, StartSync
from kiosk.session.limits import Limits
from kiosk.session.lock_note import LockNote
from kiosk.session.outcomes import (
    NeedsNetwork,
    PinChanged,
    PinOutcome,
    SignedIn,
    SignInOutcome,
    SignOutReason,
    TimeLeft,
    TimeNotice,
    Unavailable,
)
from kiosk.session.watch import Watch, closed
from kiosk.sync.engine import Heard
from kiosk.sync.protocol import DeviceSelf, Problem
from kiosk.tasks import Tasks
from kiosk.vault.database import OpenVault

T = TypeVar("T")
Unsubscribe = Callable[[], None]
Done = Callable[[SignInOutcome], None]


class Session:
    """The one signed-in person, or nobody; used on the screen's thread only.

    Key derivation and HTTP run through `Tasks`, every `done` is called on the screen's thread.
    `entry`, `watch` and `lock` are None on a device that is not enrolled. `entered` is given each
    vault that was opened, for what else needs it (pictures); `fill` each that is about to be
    closed, to put what is still queued into the post box.
    """

    def __init__(
        self,
        *,
        tasks: Tasks,
        clock: Clock,
        entry: Entry | None,
        watch: Watch | None,
        lock: LockNote | None,
        start_sync: StartSync,
        fill: Callable[[OpenVault], None],
        entered: Callable[[OpenVault], None],
        replace_process: Callable[[], None],
    ) -> None:
        self._tasks = tasks
        self._clock = clock
        self._entry = entry
        self._watch = watch
        self._lock = lock
        self._start_sync = start_sync
        self._fill = fill
        self._entered = entered
        self._replace_process = replace_process
        self._inside: Inside | None = None
        self._one_time: OneTime | None = None
        self._turn = 0  # of the newest sign-in; an older one's result is thrown away
        self._trying = 0
        self._leaving = False
        self._time_left: TimeLeft | None = None
        self._running: list[Callable[[], bool]] = []
        self._savers: list[Callable[[], None]] = []
        self._listeners: list[Callable[[], None]] = []
        if watch is not None:
            watch.changed = self._heard

    @property
    def mailbox(self) -> Mailbox | None:
        """The signed-in person's door to everything; None while nobody is signed in."""
        return self._inside.mailbox if self._inside else None

    @property
    def time_left(self) -> TimeLeft | None:
        """As of the last tick; None while nobody is signed in."""
        return self._time_left

    @property
    def network(self) -> NetworkState:
        """What the device's own last contact with central was like."""
        return self._watch.network if self._watch else NetworkState.REFUSED

    def device_policy(self) -> Policy | None:
        """The facility's policy for this device, as last heard; None before the first contact."""
        return self._watch.policy if self._watch else None

    @property
    def locked(self) -> Settings | None:
        """How somebody reads the screen who may come back by PIN alone; None if nobody may."""
        absent = self._lock.absent if self._lock else None
        return absent.settings() if absent is not None else None

    @property
    def tablet(self) -> bool:
        """Whether this device is one person's for long: it locks when time is up."""
        return self._lock is not None and self._lock.tablet

    # --- in ---

    def unlock(self, pin: str, done: Done) -> None:
        """Sign in whoever went away for a moment; answers like `sign_in`."""
        if self._lock is None or self._lock.absent is None:
            raise RuntimeError("nobody may come back by PIN alone")
        self.sign_in(self._lock.absent.number, pin, done)

    def forget_lock(self) -> None:
        """Somebody else is here: from now on the number is asked for."""
        if self._lock is not None:
            self._lock.forget()

    def sign_in(self, number: str, pin: str, done: Done) -> None:
        """Try number and PIN; the network is not waited for when this device has the vault."""
        entry = self._entry
        if entry is None:
            self._tasks.post(lambda: done(Unavailable(NetworkState.REFUSED)))
            return
        wanted = number.strip().upper()  # as central keeps numbers
        self._run(lambda: entry.try_pin(wanted, pin), done)

    def choose_pin(self, new_pin: str, done: Done) -> None:
        """After `NeedsNewPin`: replace the one-time PIN; answers like `sign_in`, or `WeakPin`."""
        entry, one_time = self._entry, self._one_time
        if entry is None or one_time is None:
            raise RuntimeError("no one-time PIN was given")
        self._run(lambda: entry.replace_pin(one_time, new_pin), done)

    def cancel(self) -> None:
        """Forget a sign-in that has not come to `SignedIn` (the person turned back)."""
        self._turn += 1
        self._one_time = None
        if self._trying and self._entry is not None:
            self._entry.cut()

    def _run(self, work: Callable[[], Step], done: Done) -> None:
        if self._inside is not None:
            raise RuntimeError("somebody is signed in")
        self._turn += 1
        self._trying += 1
        turn = self._turn
        self._tasks.run(work, lambda step: self._tried(turn, step, done))

    def _tried(self, turn: int, step: Step, done: Done) -> None:
        self._trying -= 1
        if turn != self._turn:
            if isinstance(step, Opened):
                self._tasks.run(step.vault.close, lambda _: None)
            return
        if isinstance(step, OneTime):
            self._one_time = step
            done(needs_new_pin(step))
        elif isinstance(step, Opened):
            done(self._admit(step))
        else:
            done(step)

    def _admit(self, opened: Opened) -> SignedIn:
        policy = self.device_policy()
        if policy is None:
            raise RuntimeError("a vault was opened before the device knew its policy")
        self._one_time = None
        self.forget_lock()
        mailbox = Mailbox(opened.vault, self._tasks, policy)
        limits = Limits(self._clock.running, policy.idle_seconds, policy.session_seconds)
        opened.vault.set_policy(policy)
        heard = Heard(device=self._said_through_sync, refused=self._refused_through_sync)
        sync = self._start_sync(opened.vault, opened.token, heard)
        self._inside = Inside(opened, mailbox, limits, sync)
        self._entered(opened.vault)
        self._time_left = limits.left()
        log.event("session.begin", state="online" if opened.token else "offline")
        last: LastSignIn = mailbox.last_sign_in()
        self._tell()
        return SignedIn(
            first_time=opened.first_time,
            notice_due=mailbox.settings().notice_version < policy.notice.version,
            offline=not opened.token,
            last=last,
        )

    def change_pin(self, old: str, new: str, done: Callable[[PinOutcome], None]) -> None:
        """Replace the present PIN, which needs central; the session goes on."""
        inside, entry = self._inside, self._entry
        if inside is None or entry is None:
            raise RuntimeError("nobody is signed in")
        inside.changing += 1
        self._tasks.run(
            lambda: entry.change_pin(inside.opened, old, new),
            lambda outcome: self._pin_tried(inside, outcome, done),
        )

    def _pin_tried(
        self, inside: Inside, outcome: PinOutcome, done: Callable[[PinOutcome], None]
    ) -> None:
        inside.changing -= 1
        if self._inside is not inside:
            return
        if isinstance(outcome, PinChanged):
            inside.opened = replace(inside.opened, pin_version=outcome.pin_version)
        elif isinstance(outcome, NeedsNetwork | Unavailable):
            inside.sync.sync_now()  # to show it, or to end the session for the same reason
        self._heard()  # what came meanwhile may have told of this very change
        done(outcome)

    def refresh(self) -> None:
        """The person asks whether there is anything new."""
        if self._inside is not None:
            self._inside.sync.sync_now()

    # --- time ---

    def activity(self) -> None:
        """The person touched something: the idle time starts anew."""
        if self._inside is not None:
            self._inside.limits.activity()
            if self._time_left is not None and self._time_left.notice is TimeNotice.IDLE:
                self._measure()

    def stay(self) -> None:
        """The person wants to go on: where the facility allows it, for as long again."""
        policy = self.device_policy()
        if self._inside is not None and policy is not None and policy.stay_allowed:
            self._inside.limits.stay()
            log.event("session.stay")
        self.activity()
        self._measure()

    def active_while(self, running: Callable[[], bool]) -> Unsubscribe:
        """Count something that runs by itself, such as speech, as a touch for as long."""
        return _listed(self._running, running)

    def hold(self, held: bool) -> None:
        """Stop the clocks while the monitoring notice is read; start them again."""
        if self._inside is not None:
            self._inside.limits.hold(held)

    def tick(self) -> None:
        """Call once a second: updates `time_left`, signs out when time is up, polls the policy."""
        if self._watch is not None:
            self._watch.deliver()
            if self._inside is None and not self._trying:
                self._watch.tick()  # while somebody is signed in, sync asks
        if any(running() for running in self._running):
            self.activity()
        self._measure()

    def _measure(self) -> None:
        if self._inside is None or self._leaving:
            return
        before = self._time_left
        self._time_left = self._inside.limits.left()
        reason = self._inside.limits.over()
        if reason is not None:
            self.sign_out(reason)
        elif before is None or before.notice is not self._time_left.notice:
            self._tell()

    # --- out ---

    def sign_out(self, reason: SignOutReason) -> None:
        """Save, stop syncing, close the vault, drop the keys, replace the process."""
        self._leave(reason, wipe=False)

    def _leave(self, reason: SignOutReason, *, wipe: bool) -> None:
        inside = self._inside
        if inside is None or self._leaving:
            return
        self._leaving = True
        log.event("session.end", reason=reason.value)
        for save in tuple(self._savers):
            save()
        if self._lock is not None:
            self._lock.left(reason, inside.opened.number, inside.mailbox.settings())

        def shut() -> None:
            inside.sync.stop()
            self._fill(inside.opened.vault)
            inside.opened.vault.close()  # keeps what was handed in first
            if wipe and self._watch is not None:
                self._watch.wipe(inside.opened.vault.inmate)

        self._tasks.run(shut, lambda _: self._left(inside))

    def _left(self, inside: Inside) -> None:
        inside.mailbox.close()
        self._inside = None
        self._time_left = None
        self._leaving = False
        self._replace_process()

    def shut(self) -> None:
        """The program itself ends: save, stop syncing, close the vault. Blocks until it is done."""
        inside = self._inside
        if inside is None or self._leaving:
            return
        self._leaving = True
        for save in tuple(self._savers):
            save()
        inside.sync.stop()
        inside.mailbox.close()
        self._fill(inside.opened.vault)
        inside.opened.vault.close()
        self._inside = None

    def before_sign_out(self, save: Callable[[], None]) -> Unsubscribe:
        """Have `save` called first at sign-out, while the mailbox still takes acts."""
        return _listed(self._savers, save)

    def on_change(self, callback: Callable[[], None]) -> Unsubscribe:
        """Have `callback` called when `time_left.notice`, the policy or the mailbox changed."""
        return _listed(self._listeners, callback)

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    # --- what central says ---

    def _said_through_sync(self, said: DeviceSelf) -> None:
        """Sync heard the policy; called on sync's thread."""
        watch = self._watch
        if watch is not None:
            self._tasks.post(lambda: watch.heard(said))

    def _refused_through_sync(self, problem: Problem) -> None:
        """Sync heard that this session may not go on; called on sync's thread."""
        self._tasks.post(lambda: self._refused(problem))

    def _refused(self, problem: Problem) -> None:
        inside, watch, reason = self._inside, self._watch, ENDS.get(problem.code)
        if inside is None or watch is None or reason is None:
            return
        if reason is SignOutReason.REVOKED:
            watch.refused()  # comes back through `_heard`
            return
        inmate, version = inside.opened.vault.inmate, inside.opened.pin_version
        if reason is SignOutReason.PIN_CHANGED:
            watch.outdate(inmate, version + 1)
        else:
            watch.shut_out(closed(inmate, version, problem))
        self._leave(reason, wipe=problem.policy == "erase")

    def _heard(self) -> None:
        """The watch heard from central; on the screen's thread."""
        if self._watch is None:
            return
        inside, policy = self._inside, self._watch.policy
        if inside is not None and policy is not None:
            inside.opened.vault.set_policy(policy)
            inside.limits.change(policy.idle_seconds, policy.session_seconds)
            opened = inside.opened
            reason, wipe = self._watch.ends(opened.vault.inmate, opened.pin_version)
            if reason is not None and not inside.changing:
                self._leave(reason, wipe=wipe)
        self._watch.settle(inside.opened.vault.inmate if inside is not None else None)
        self._tell()


def _listed(listeners: list[Callable[[], T]], one: Callable[[], T]) -> Unsubscribe:
    listeners.append(one)

    def stop() -> None:
        if one in listeners:
            listeners.remove(one)

    return stop
