"""`manage.py restored`: to be run once after the database was restored from a backup."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from central.feed.operating import renew_epoch


class Command(BaseCommand):
    """Begins a new life of the database, so that every device notices the restore."""

    help = "Begin a new epoch after a restore from backup."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Renew the epoch."""
        renew_epoch()
        self.stdout.write("Devices will read their feeds afresh.")
