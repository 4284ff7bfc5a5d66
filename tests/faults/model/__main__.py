"""The command of the model: SEED, CASES, MINUTES and CASE as for every class of faults."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from pathlib import Path

from tests import databases
from tests.faults import campaign

IN_MEMORY = Path("/dev/shm")  # noqa: S108  (no power is cut here: a disk would only be slower)

# what is for pages only would make up a quarter of the time
CARRIED = ("central.devices.compression.JsonGzip", "django.middleware.common.CommonMiddleware")


def main() -> int:
    """Set central up in this process, and live histories."""
    where = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="model-", dir=where) as folder:
        os.environ.pop("CENTRAL_DATABASE", None)  # histories are lived on copies of files
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "central.settings",
            "CENTRAL_DATA": folder,
            "CENTRAL_SECRET": "a secret for histories",
            **databases.settings(Path(folder)),
        }
        from django.conf import settings

        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        settings.CENTRAL_MAIL_DELIVERY = "nobody"  # e-mails are told of, and not sent
        import django

        django.setup()
        logging.disable(logging.CRITICAL)  # faults are told of on every line otherwise
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name in CARRIED]
        from tests.faults.model.driver import Driver
        from tests.faults.model.house import House

        return campaign.main("model", Driver(House(Path(folder))).case)


if __name__ == "__main__":
    sys.exit(main())
