"""Puts a session together from what the device and the app hand in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.device import identity as device_identity
from kiosk.device.attempts import Attempts
from kiosk.device.clock import Clock
from kiosk.device.identity import Identity
from kiosk.device.staff_door import StaffDoor
from kiosk.session.counter import Counter
from kiosk.session.delivery import Delivery
from kiosk.session.entry import Entry
from kiosk.session.inside import StartSync, Sync
from kiosk.session.lock_note import LockNote
from kiosk.session.postbox import PostBox
from kiosk.session.session import Session
from kiosk.session.staff import StaffDesk
from kiosk.session.standing import Standing
from kiosk.session.syncing import Syncing
from kiosk.session.vaults import Vaults
from kiosk.session.watch import Watch
from kiosk.sync.client import Client
from kiosk.sync.engine import Heard
from kiosk.tasks import Tasks
from kiosk.vault.database import OpenVault
from kiosk.vault.keys import PIN_COST, PinCost

VAULTS = "vaults"
ATTEMPTS = "attempts"
STANDING = "standing.json"
POST_BOX = "postbox"
LOCK = "lock"
STAFF = "staff-attempts"


def make_session(
    *,
    identity: Identity | None,
    state: Path,
    make_client: Callable[[], Client],
    tasks: Tasks,
    clock: Clock,
    entered: Callable[[OpenVault], None],
    replace_process: Callable[[], None],
    tablet: bool = False,
    cost: PinCost = PIN_COST,
) -> Session:
    """A session over the vaults in the device's state folder; raises OSError.

    `identity` is None on a device that is not enrolled: then nobody can sign in. Each part that
    talks to central gets a client of its own, so that a person who waits is not queued behind the
    device's own polls.
    """
    entry, watch, lock = None, None, None
    start_sync: StartSync = _nobody
    fill: Callable[[OpenVault], None] = _nothing
    if identity is not None:
        vaults = Vaults(state / VAULTS, identity.device_secret, cost)
        standing = Standing(state / STANDING, identity.derive("standing"))
        attempts = Attempts(state / ATTEMPTS, identity.derive("attempts"), clock)
        lock = LockNote(state / LOCK, identity.derive("lock"), tablet=tablet)
        counter, carrier = (Counter(make_client(), identity, clock.wall) for _ in range(2))
        box = PostBox(state / POST_BOX, standing.post_box_key)
        start_sync, fill = Syncing(identity, make_client, clock, tasks).start, box.fill
        entry = Entry(vaults, attempts, counter, standing, clock.wall)
        watch = Watch(
            tasks=tasks,
            running=clock.running,
            counter=Counter(make_client(), identity, clock.wall),
            standing=standing,
            vaults=vaults,
            delivery=Delivery(box, carrier, tasks, clock.running),
            erase=device_identity.forget,
        )
    return Session(
        tasks=tasks,
        clock=clock,
        entry=entry,
        watch=watch,
        lock=lock,
        start_sync=start_sync,
        fill=fill,
        entered=entered,
        replace_process=replace_process,
    )


def make_staff_desk(
    *,
    identity: Identity | None,
    state: Path,
    log_file: Path | None,
    make_client: Callable[[], Client],
    tasks: Tasks,
    clock: Clock,
    end: Callable[[int], None],
) -> StaffDesk:
    """The staff screen's desk; wrong answers there are none of the PINs' counts."""
    door = None
    if identity is not None and identity.enrolled.staff_key:
        attempts = Attempts(state / STAFF, identity.derive("staff attempts"), clock)
        door = StaffDoor(identity.enrolled.staff_key, attempts, clock)
    return StaffDesk(
        identity=identity,
        door=door,
        state=state,
        log_file=log_file,
        make_client=make_client,
        tasks=tasks,
        clock=clock,
        end=end,
    )


def _nothing(_vault: OpenVault) -> None:
    """No vault is ever opened on a device that is not enrolled."""


def _nobody(_vault: OpenVault, _token: str, _heard: Heard) -> Sync:
    raise RuntimeError("nobody can sign in on a device that is not enrolled")
