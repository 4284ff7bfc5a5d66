"""The command line: run, enroll, doctor, wipe, version."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import __version__, config
from kiosk.device import lockdown

if TYPE_CHECKING:
    from kiosk.config import Config

BAD_CONFIG = 78  # EX_CONFIG of sysexits.h
REFUSED = 77  # EX_NOPERM
RUNS_ALREADY = 75  # EX_TEMPFAIL
PRIVATE = (
    "sealed-decoder",
    "probe-display",
    "voice",
)  # how the packaged program starts its own helpers


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; answers the exit code."""
    if arguments and arguments[0] in PRIVATE:
        return _private(arguments)
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.command == "version":
        print(f"kiosk {__version__}")
        return 0
    try:
        settings = config.load(asked.config, os.environ)
    except config.ConfigError as error:
        print(error, file=sys.stderr)
        return BAD_CONFIG
    lockdown.close_process()
    return _run(settings) if asked.command == "run" else _other(settings, asked)


def _other(settings: Config, asked: argparse.Namespace) -> int:
    """The commands without a window; they bring HTTP and keys, which `run` needs only later."""
    from kiosk.commands import doctor, enrolling

    if asked.command == "enroll":
        return enrolling.enroll(settings, asked.code)
    if asked.command == "wipe":
        return enrolling.wipe(settings, sure=asked.yes)
    return doctor.doctor(settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kiosk", description="Photos and messages from their family, for people in custody."
    )
    parser.add_argument(
        "--config",
        type=Path,
        default=config.DEFAULT_PATH,
        metavar="FILE",
        help=f"the configuration file (default: {config.DEFAULT_PATH})",
    )
    verbs = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    verbs.add_parser("run", help="show the screen")
    enroll = verbs.add_parser("enroll", help="make this device known to central")
    enroll.add_argument("code", metavar="CODE", help="the one-time code from the staff console")
    verbs.add_parser("doctor", help="check everything this device needs, with the remedies")
    wipe = verbs.add_parser("wipe", help="destroy the keys and everything kept on this device")
    wipe.add_argument("--yes", action="store_true", help="yes, destroy it")
    verbs.add_parser("version", help="print the version")
    for verb in verbs.choices.values():  # --config may stand before or after the command
        verb.add_argument("--config", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return parser


def _run(settings: Config) -> int:
    """Show the screen until the process is replaced or told to end."""
    forbidden = lockdown.forbidden(os.environ, lockdown.bundle())
    if forbidden and settings.screen.window == "locked":
        names = ", ".join(forbidden)
        print(f"kiosk: refused to start: {names} set. Unset it.", file=sys.stderr, flush=True)
        os._exit(REFUSED)  # not by returning: PYTHONINSPECT would open a Python prompt
    for name in forbidden:  # trying it out on somebody's desktop: go on without them
        del os.environ[name]
    from kiosk import log
    from kiosk.device import storage

    try:
        settings.device.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        log.configure(settings.log.target, settings.log.level)
        claimed = storage.claim(settings.device.state)
    except OSError as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return BAD_CONFIG
    if claimed is None:
        print(f"kiosk: it runs already, on {settings.device.state}", file=sys.stderr)
        return RUNS_ALREADY
    # The theme keeps its drawn icons under HOME; a service's user may have none to write to.
    os.environ["HOME"] = str(settings.device.state.absolute())
    log.end_on_failure(os._exit)
    from kiosk import app

    return app.run(settings)


def _private(arguments: Sequence[str]) -> int:
    if arguments[0] == "sealed-decoder":
        from kiosk.imaging import decoder

        decoder.main(int(arguments[1]))
        return 0
    if arguments[0] == "voice":
        lockdown.close_process()
        from kiosk.speech import child

        return child.main(arguments[1], Path(arguments[2]))
    from kiosk.commands import probe

    return probe.main()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
