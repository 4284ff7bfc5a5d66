"""Doctor: everything this device needs, looked at and said in one line each, with the remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from keyring.errors import KeyringLocked

from kiosk import durable
from kiosk.device import identity, key_store, storage
from kiosk.device.identity import Identity, NotOurKeyring
from kiosk.device.key_store import RootKeyMissing, Strength

LEAST_FREE = 200 * 1024 * 1024  # bytes; below it drafts are safe, but photos are not fetched
ENOUGH_FREE = 2 * 1024**3
CLOCK_TOLERANCE = 120.0  # seconds; TLS and the times on screen suffer from more
OLDEST_YEAR = 2025  # a device whose battery died thinks it is 1970 or the day it was made


class Level(StrEnum):
    """How a finding counts."""

    OK = "OK"
    WARN = "WARN"
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; the remedy is empty when all is well."""

    level: Level
    about: str
    text: str
    remedy: str = ""

    def line(self) -> str:
        """As it is printed."""
        line = f"{self.level.value:<4}  {self.about}: {self.text}."
        return f"{line} {self.remedy}." if self.remedy else line


@dataclass(frozen=True, slots=True)
class Reach:
    """How a try to talk to central ended; `skew` is our clock less central's, in seconds."""

    problem: str = ""  # empty: central answered
    remedy: str = ""
    skew: float | None = None
    status: str = ""  # pending, active, retired, revoked; empty before enrolment


@dataclass(frozen=True, slots=True)
class Display:
    """What a short-lived process found when it opened the screen."""

    problem: str = ""
    platform: str = ""
    screens: tuple[str, ...] = ()
    fonts: int = 0  # of our own
    missing: tuple[str, ...] = ()  # icons or fonts that could not be drawn


@dataclass(frozen=True, slots=True)
class Probes:
    """What doctor looks at beyond this room; handed in by the command line."""

    reach: Callable[[Identity | None], Reach]
    display: Callable[[], Display]
    unsealed: Callable[[], Sequence[str] | None]  # what the decoder lacks; None: it does not start
    forbidden: Callable[[], Sequence[str]]  # variables that would keep the app from starting


def examine(
    state: Path, locked: bool, open_keys: Callable[[], Strength], probes: Probes
) -> list[Finding]:
    """Look at everything, in the order in which things depend on each other."""
    found = [*_environment(probes.forbidden(), locked), _clock_year(datetime.now(UTC))]
    storage_ok, findings = _storage(state)
    found += findings
    known: Identity | None = None
    if storage_ok:
        known, findings = _keys(open_keys, locked)
        found += findings
    found += _central(probes.reach(known), known)
    found += _decoder(probes.unsealed())
    found += _display(probes.display())
    return found


def exit_code(found: Iterable[Finding]) -> int:
    """0 if the device can be used, warnings or not; 1 if anything failed."""
    return int(any(each.level is Level.FAIL for each in found))


def _environment(forbidden: Sequence[str], locked: bool) -> list[Finding]:
    if not forbidden:
        return [Finding(Level.OK, "environment", "nothing that could change the program is set")]
    names = ", ".join(forbidden)
    level = Level.FAIL if locked else Level.WARN
    return [
        Finding(level, "environment", f"{names} set", "Unset it; the app refuses to start with it")
    ]


def _clock_year(now: datetime) -> Finding:
    if now.year < OLDEST_YEAR:
        remedy = "Set the clock, and let it be set over the network (timedatectl set-ntp true)"
        return Finding(Level.FAIL, "clock", f"it is {now:%Y-%m-%d} by this device", remedy)
    return Finding(Level.OK, "clock", f"{now:%Y-%m-%d %H:%M:%S} UTC")


def _storage(state: Path) -> tuple[bool, list[Finding]]:
    try:
        durable.make_folder(state)
        durable.write_whole(state / ".doctor", b"doctor")
        (state / ".doctor").unlink()
        free = storage.free_bytes(state)
    except OSError as error:
        remedy = f"Make it a folder that this user may write to: {state}"
        return False, [Finding(Level.FAIL, "storage", f"{error.strerror or error}", remedy)]
    found = []
    if not storage.private(state):
        remedy = f"chmod 700 {state}"
        found.append(
            Finding(Level.WARN, "storage", "others may look into the state folder", remedy)
        )
    size = f"{free // 1024**2} MB free in {state}"
    if free < LEAST_FREE:
        found.append(Finding(Level.FAIL, "storage", size, "Free some space"))
    elif free < ENOUGH_FREE:
        found.append(Finding(Level.WARN, "storage", size, "Free some space: photos need it"))
    else:
        found.append(Finding(Level.OK, "storage", size))
    return True, found


def _keys(open_keys: Callable[[], Strength], locked: bool) -> tuple[Identity | None, list[Finding]]:
    try:
        strength = open_keys()
        known = identity.load()
    except RootKeyMissing:
        remedy = f"Make it: systemd-creds encrypt, named {key_store.CREDENTIAL} (see the unit)"
        return None, [Finding(Level.FAIL, "keys", "the service got no root key", remedy)]
    except KeyringLocked:
        remedy = "Bring the root key back, or wipe and enrol anew"
        return None, [Finding(Level.FAIL, "keys", "the secrets are of another root key", remedy)]
    except (NotOurKeyring, OSError) as error:
        return None, [Finding(Level.FAIL, "keys", type(error).__name__, "Check the state folder")]
    found = []
    if strength is Strength.CREDENTIAL:
        found.append(Finding(Level.OK, "keys", "the root key is a system credential"))
    else:
        remedy = "Use a system credential (see the unit)" if locked else "Fine for trying it out"
        text = "weak: the root key lies in a file beside what it protects"
        found.append(Finding(Level.WARN, "keys", text, remedy))
    if known is None:
        remedy = "Get a code from the staff console, then: kiosk enroll CODE"
        found.append(Finding(Level.FAIL, "enrolment", "this device is not enrolled", remedy))
    else:
        name = f"{known.enrolled.device_name} at {known.enrolled.facility_name}"
        found.append(Finding(Level.OK, "enrolment", f"{name}, device {known.device}"))
    return known, found


def _central(reach: Reach, known: Identity | None) -> list[Finding]:
    if reach.problem:
        # Delivered photos and messages open all the same.
        return [Finding(Level.WARN, "central", reach.problem, reach.remedy)]
    found = [Finding(Level.OK, "central", "answers, and its certificate is right")]
    if reach.status == "pending" and known is not None:
        digits = known.enrolled.check_digits
        remedy = f"Staff compare these digits in the console, then confirm: {digits}"
        found.append(Finding(Level.WARN, "central", "this device waits to be confirmed", remedy))
    elif reach.status in ("retired", "revoked"):
        remedy = "Enrol it anew, or take it out of use"
        found.append(Finding(Level.FAIL, "central", f"this device is {reach.status}", remedy))
    if reach.skew is not None and abs(reach.skew) > CLOCK_TOLERANCE:
        text = f"{abs(reach.skew):.0f} seconds {'ahead of' if reach.skew > 0 else 'behind'} central"
        found.append(Finding(Level.WARN, "clock", text, "Let it be set over the network"))
    return found


def _decoder(unsealed: Sequence[str] | None) -> list[Finding]:
    if unsealed is None:
        remedy = "Run the program from a folder that its user may read and execute"
        return [Finding(Level.FAIL, "pictures", "the decoder does not start", remedy)]
    if unsealed:
        remedy = "Use a kernel with Landlock and seccomp, and install libseccomp2"
        text = f"the decoder is not fully sealed: {', '.join(unsealed)}"
        return [Finding(Level.WARN, "pictures", text, remedy)]
    return [Finding(Level.OK, "pictures", "decoded in a sealed process: no files, no network")]


def _display(display: Display) -> list[Finding]:
    if display.problem:
        remedy = "Start it in the kiosk's session, or with DISPLAY or WAYLAND_DISPLAY set"
        return [Finding(Level.FAIL, "screen", display.problem, remedy)]
    screens = ", ".join(display.screens)
    found = [Finding(Level.OK, "screen", f"{display.platform}, {screens}")]
    if display.missing:
        names = ", ".join(display.missing)
        found.append(
            Finding(Level.FAIL, "resources", f"cannot be drawn: {names}", "Install it anew")
        )
    else:
        found.append(Finding(Level.OK, "resources", f"{display.fonts} fonts and the icons load"))
    return found
