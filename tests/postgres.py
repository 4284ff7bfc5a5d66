"""A PostgreSQL of our own for tests: started from nothing, gone afterwards.

    python -m tests.postgres COMMAND ...     # the command's central runs on PostgreSQL

Debian's binaries serve over a socket in a temporary folder, to whoever may enter that folder.
PostgreSQL refuses to run as root, so root hands it to the user that Debian's package made.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from urllib.parse import quote

BINARIES = Path("/usr/lib/postgresql")
SERVANT = "postgres"  # who runs the server where root starts it
OWNER = "central"
PATIENCE = 30.0  # seconds for the server to answer
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For tests that cut no power: nothing waits for the disk."""


class MissingServerError(Exception):
    """No PostgreSQL server is installed (Debian: the package `postgresql`)."""


def binaries() -> Path:
    """Where the newest installed server's programs lie."""
    found = [path.parent for path in BINARIES.glob("*/bin/initdb")]
    if not found:
        raise MissingServerError(f"nothing in {BINARIES}: apt-get install postgresql")
    return max(found, key=lambda path: float(path.parent.name))


def address(folder: Path, database: str) -> str:
    """The setting that names a database of the server in `folder`."""
    return f"postgresql://{OWNER}@/{database}?host={quote(str(folder), safe='')}"


@contextmanager
def server(settings: dict[str, str] = QUICK) -> Iterator[Path]:
    """A fresh server with one empty database, `central`; yields the folder of its socket."""
    programs, servant = binaries(), SERVANT if os.getuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="central-pg-") as name:
        folder = Path(name)
        if servant is not None:
            shutil.chown(folder, servant)
        data = folder / "data"
        make = [str(programs / "initdb"), "--no-sync", "--auth=trust", f"--username={OWNER}"]
        _run([*make, "--encoding=UTF8", "--locale=C.UTF-8", "--pgdata", str(data)], servant)
        given = {**settings, "listen_addresses": "", "unix_socket_directories": str(folder)}
        options = [part for name, value in given.items() for part in ("-c", f"{name}={value}")]
        with (folder / "server.log").open("w") as log:
            process = subprocess.Popen(
                [programs / "postgres", "-D", data, *options],
                stdout=log,
                stderr=log,
                cwd=folder,
                user=servant,
                group=servant,
                extra_groups=[] if servant is not None else None,
                start_new_session=True,  # an interrupt is for the tests, and they stop it
            )
        try:
            _await(programs, folder, process)
            _run([str(programs / "createdb"), "-h", name, "-U", OWNER, "central"], servant)
            yield folder
        finally:
            process.send_signal(signal.SIGINT)  # cuts connections, and ends in good order
            process.wait(PATIENCE)


def _run(command: list[str], servant: str | None) -> None:
    subprocess.run(
        command,
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        user=servant,
        group=servant,
        extra_groups=[] if servant is not None else None,
    )


def _await(programs: Path, folder: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    ask = [str(programs / "pg_isready"), "-q", "-h", str(folder), "-U", OWNER, "-d", "postgres"]
    while subprocess.run(ask, check=False).returncode != 0:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"no server: {(folder / 'server.log').read_text()[-2000:]}")
        time.sleep(0.05)


def environment(folder: Path) -> dict[str, str]:
    """The settings by which central runs on the server in `folder`."""
    return {
        "CENTRAL_DATABASE": address(folder, "central"),
        "CENTRAL_PROCESSOR_DATABASE": address(folder, "processor"),
    }


def end_in_order() -> None:
    """Let SIGTERM unwind this process, so that no server outlives it."""
    signal.signal(signal.SIGTERM, _stop)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(1)


def main(command: list[str]) -> int:
    """Run a command whose central is on a PostgreSQL of its own."""
    end_in_order()
    with server() as folder, suppress(KeyboardInterrupt):
        return subprocess.run(
            command, check=False, env={**os.environ, **environment(folder)}
        ).returncode
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
