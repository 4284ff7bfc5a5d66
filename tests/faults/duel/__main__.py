"""The command of the duels: DATABASE=sqlite or postgresql, both in turn unless given.

CASES= is a number for each database; TALLY= names a file to add the bouts to.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import databases, postgres

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
            yield mine | databases.files(Path(folder))
        else:
            raise SystemExit(f"DATABASE is one of: {', '.join(DATABASES)}")


def main() -> int:
    """Fight on each database asked for; non-zero on any violation."""
    asked = os.environ.get("DATABASE")
    seed = os.environ.get("SEED") or str(secrets.randbelow(10**9))
    wrong = 0
    for database in [asked] if asked else DATABASES:
        with settings(database) as given:
            environment = {**os.environ, **given, "SEED": f"{seed}-{database}"}
            ring = [sys.executable, "-m", "tests.faults.duel.ring"]
            wrong |= subprocess.run(ring, check=False, env=environment).returncode
    return int(wrong != 0)


if __name__ == "__main__":
    sys.exit(main())
