"""`manage.py restored`: after the database alone was put back by other means than `restore`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from central.backups import restoring


class Command(BaseCommand):
    """Begins a new life of the database, so that every device notices, and books payments."""

    help = "Begin a new epoch after the database was put back by other means."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Renew the epoch and book what the processor has captured."""
        payments = restoring.begin_life()
        self.stdout.write(
            f"{payments} captured payments looked at. Devices will read their feeds afresh."
        )
