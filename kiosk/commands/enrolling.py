"""`kiosk enroll` and `kiosk wipe`: how a device's keys begin and end."""

from __future__ import annotations

import base64
import os
import sys

from keyring.errors import KeyringLocked

from kiosk import __version__
from kiosk.commands.central import make_client
from kiosk.config import Config
from kiosk.device import identity, key_store
from kiosk.device.identity import Enrolled, Identity, KeyMismatch
from kiosk.device.key_store import RootKeyMissing
from kiosk.session.making import VAULTS
from kiosk.session.vaults import Vaults
from kiosk.sync.client import Client
from kiosk.sync.failures import ClockWrongError, ProblemError, SyncFailureError
from kiosk.sync.protocol import EnrollRequest

REFUSALS = {
    "bad-code": "Central does not know this code. It works once, for an hour: ask for another",
    "rate-limited": "Too many tries. Wait a while, then try again",
}


class CommandFailed(Exception):  # noqa: N818 - ends a command with a sentence
    """The command could not be carried out; the text says why and what to do."""


def enroll(settings: Config, code: str) -> int:
    """Make this device known to central, and print the digits that staff compare."""
    client = make_client(settings)
    try:
        enrolled = _enroll(settings, code, client).enrolled
    except CommandFailed as failed:
        return _say_failed(str(failed))
    finally:
        client.close()
    digits = f"{enrolled.check_digits[:4]} {enrolled.check_digits[4:]}"
    print(f"Enrolled: {enrolled.device_name} at {enrolled.facility_name}.")
    print(f"Staff now compare these digits in the console and confirm: {digits}")
    return 0


def wipe(settings: Config, *, sure: bool) -> int:
    """Destroy the device's keys, then everything that they opened."""
    if not sure:
        return _say_failed("This destroys everything kept on this device. To do it: wipe --yes")
    state = settings.device.state
    try:
        key_store.open_keyring(state, os.environ)
        try:
            identity.forget()
        except KeyringLocked:  # nobody can read them any more: all the same they go
            (state / key_store.SECRETS_FILE).unlink()
        Vaults(state / VAULTS, b"").wipe_all()
    except RootKeyMissing:
        return _say_failed("The root key is missing. Run: kiosk doctor")
    except OSError as error:
        return _say_failed(f"Not everything could be destroyed: {error}")
    print("Wiped. Retire the device in the staff console, or enrol it anew.")
    return 0


def _enroll(settings: Config, code: str, client: Client) -> Identity:
    def ask(code: str, public_key: str) -> Enrolled:
        request = EnrollRequest(code, public_key, settings.device.kind, __version__)
        got = client.enroll(request)
        key = base64.b64decode(got.central_key)
        staff_key = base64.b64decode(got.staff_key)
        return Enrolled(
            got.device, got.facility_name, got.device_name, key, got.check_digits, staff_key
        )

    try:
        key_store.open_keyring(settings.device.state, os.environ)
        known = identity.load()
        if known is not None:
            name = known.enrolled.device_name
            raise CommandFailed(f"This device is {name} already. First: kiosk wipe --yes")
        return identity.enroll(code, ask)
    except SyncFailureError as error:
        raise CommandFailed(_refusal(error)) from error
    except KeyMismatch as error:
        text = "Central got another key than this device's. Check the network in between"
        raise CommandFailed(text) from error
    except (RootKeyMissing, KeyringLocked) as error:
        raise CommandFailed("The device's keys cannot be read. Run: kiosk doctor") from error
    except OSError as error:
        text = f"Nothing can be kept in {settings.device.state}: {error.strerror}"
        raise CommandFailed(text) from error


def _refusal(error: SyncFailureError) -> str:
    if isinstance(error, ProblemError):
        return REFUSALS.get(error.code, f"Central refused: {error.code}")
    if isinstance(error, ClockWrongError):
        return "This device's clock is wrong. Set it, then try again"
    return "Central cannot be reached. Run: kiosk doctor"


def _say_failed(text: str) -> int:
    print(f"kiosk: {text}.", file=sys.stderr)
    return 1
