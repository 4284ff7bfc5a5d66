"""`kiosk doctor`: gathers what the device room looks at, and prints the report."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime

from kiosk.commands.central import make_client
from kiosk.config import Config
from kiosk.device import health, key_store, lockdown
from kiosk.device.display import open_display
from kiosk.device.health import Probes, Reach
from kiosk.device.identity import Identity
from kiosk.device.key_store import Strength
from kiosk.imaging.child import Decoder, DecoderGone
from kiosk.imaging.sealing import Seal
from kiosk.sync.client import Client
from kiosk.sync.failures import (
    ClockWrongError,
    NotCentralError,
    ProblemError,
    SyncFailureError,
)

SEALS = {
    Seal.LIMITS: "resource limits",
    Seal.NO_NEW_PRIVILEGES: "no new privileges",
    Seal.FILES: "Landlock",
    Seal.SYSCALLS: "seccomp",
}


def doctor(settings: Config) -> int:
    """Print the report; 1 if anything failed."""
    probes = Probes(
        reach=lambda known: _reach(settings, known),
        display=open_display,
        unsealed=_unsealed,
        forbidden=lambda: lockdown.forbidden(os.environ, lockdown.bundle()),
    )

    def open_keys() -> Strength:
        return key_store.open_keyring(settings.device.state, os.environ).strength

    print(f"OK    configuration: {settings.path}.")
    locked = settings.screen.window == "locked"
    found = health.examine(settings.device.state, locked, open_keys, probes)
    for finding in found:
        print(finding.line())
    return health.exit_code(found)


def _reach(settings: Config, known: Identity | None) -> Reach:
    """Ask central something that it has to refuse: its answer carries its clock."""
    client = make_client(settings)
    now, skew = datetime.now(UTC), None
    try:
        client.device_self("none")
    except ProblemError as problem:
        if problem.date is not None:
            skew = (now - problem.date).total_seconds()
            now = problem.date
        return Reach(skew=skew, status=_status(client, known, now))
    except SyncFailureError as error:
        return Reach(*_unreached(error, settings))
    finally:
        client.close()
    return Reach("answers without asking who we are", f"Check {settings.central.url}")


def _unreached(error: SyncFailureError, settings: Config) -> tuple[str, str]:
    """What is wrong with the way to central, and the remedy."""
    if isinstance(error, ClockWrongError):
        remedy = "Set the clock (timedatectl), or look when the certificate ends"
        return "its certificate is not valid at this device's time", remedy
    if isinstance(error, NotCentralError):
        return "something else answers at its address", f"Check {settings.central.url}"
    if str(error) == "SSLError":
        remedy = f"Put the certificate of central's authority into {settings.central.ca_file}"
        return "its certificate is not vouched for", remedy
    return "cannot be reached", f"Check the network, and {settings.central.url}"


def _status(client: Client, known: Identity | None, now: datetime) -> str:
    if known is None:
        return ""
    try:
        token = client.device_token(known.assertion(now)).token
        return client.device_self(token).status
    except ProblemError as problem:
        return problem.code.removeprefix("device-")
    except SyncFailureError:
        return ""


def _unsealed() -> Sequence[str] | None:
    decoder = Decoder()
    try:
        got = decoder.start()
    except DecoderGone:
        return None
    finally:
        decoder.close()
    return [name for seal, name in SEALS.items() if seal not in got]
