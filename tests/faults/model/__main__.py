"""The command of the model: SEED, CASES, MINUTES and CASE as for every class of faults."""

from __future__ import annotations

import gc
import logging
import os
import sys
import tempfile
from pathlib import Path
from random import Random

from tests import databases
from tests.faults import campaign
from tests.faults.campaign import Case

IN_MEMORY = Path("/dev/shm")  # noqa: S108  (no power is cut here: a disk would only be slower)
AT_ONCE = 2

# what is for pages only would make up a quarter of the time
CARRIED = ("central.devices.compression.JsonGzip", "django.middleware.common.CommonMiddleware")


class Histories:
    """The case; the first in a process sets central up in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._case: Case | None = None

    def __call__(self, rng: Random) -> None:
        """One history, lived twice."""
        if self._case is None:
            self._case = _set_up(self._folder / str(os.getpid()))
        self._case(rng)


def _set_up(folder: Path) -> Case:
    folder.mkdir()
    os.environ.pop("CENTRAL_DATABASE", None)  # histories are lived on copies of files
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "central.settings",
        "CENTRAL_DATA": str(folder),
        "CENTRAL_SECRET": "a secret for histories",
        **databases.settings(folder),
    }
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CENTRAL_MAIL_DELIVERY = "nobody"  # e-mails are told of, and not sent
    import django

    django.setup()
    logging.disable(logging.CRITICAL)  # faults are told of on every line otherwise
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name in CARRIED]
    from tests.faults.model.begin import prepare
    from tests.faults.model.driver import Driver

    driver = Driver(prepare(folder))
    gc.freeze()  # what is there by now stays: no history need look through it
    return driver.case


def main() -> int:
    """Live histories."""
    where = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="model-", dir=where) as folder:
        return campaign.main("model", Histories(Path(folder)), at_once=AT_ONCE)


if __name__ == "__main__":
    sys.exit(main())
