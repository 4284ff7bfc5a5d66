"""The command of the duels: DATABASE=sqlite or postgresql, both at once unless given.

CASES= and MINUTES= are for each database, and DUEL= is one of the names that a run ends with. The
seed counts with the name of the database.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests import postgres

DATABASES = ("sqlite", "postgresql")
IN_MEMORY = Path("/dev/shm")  # noqa: S108  (no power is cut here: a disk would only be slower)


@contextmanager
def settings(database: str) -> Iterator[dict[str, str]]:
    """The environment of a central on a fresh database of that kind."""
    where = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="central-duel-", dir=where) as folder:
        mine = {"CENTRAL_DATA": folder, "CENTRAL_SECRET": "a secret for duels"}
        if database == "postgresql":
            with postgres.server() as server:
                yield mine | postgres.environment(server)
        elif database == "sqlite":
            yield mine | {"CENTRAL_DATABASE": ""}
        else:
            raise SystemExit(f"DATABASE is one of: {', '.join(DATABASES)}")


@contextmanager
def _ring(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A ring of its own process, which ends with us."""
    process = subprocess.Popen(command, env=environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def main() -> int:
    """Fight on each database asked for; non-zero on any violation."""
    postgres.end_in_order()
    asked = os.environ.get("DATABASE")
    seed = os.environ.get("SEED") or str(secrets.randbelow(10**9))
    with ExitStack() as stack:
        rings = []
        for database in [asked] if asked else DATABASES:
            given = stack.enter_context(settings(database))
            sys.stdout.write(f"duel: on {database}\n")
            sys.stdout.flush()
            environment = {**os.environ, **given, "SEED": f"{seed}-{database}"}
            command = [sys.executable, "-m", "tests.faults.duel.ring"]
            rings.append(stack.enter_context(_ring(command, environment)))
        return int(any([ring.wait() != 0 for ring in rings]))  # noqa: C419  (wait for all)


if __name__ == "__main__":
    sys.exit(main())
