"""`manage.py restore DIR`: put a backup back while central is stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from central.backups import databases, restoring
from central.backups.databases import DatabaseToolError
from central.backups.manifest import BadBackupError
from central.serving import ServingError


class Command(BaseCommand):
    """Replaces central's data by a backup. Interrupted, it is run again."""

    help = "Put a backup back; central must be stopped on every machine."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, and that one means it."""
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--yes", action="store_true", help="replace the database that is there now"
        )

    def handle(self, *_args: Any, folder: Path, yes: bool, **_options: Any) -> None:
        """Restore, and say what happens next."""
        if databases.filled() and not yes:
            raise CommandError("this replaces the database that is there now; add --yes")
        try:
            payments = restoring.restore(folder.absolute())
        except ServingError as error:
            raise CommandError("central is being served; stop it first") from error
        except (BadBackupError, DatabaseToolError, OSError) as error:
            raise CommandError(f"not restored: {error}") from error
        self.stdout.write(
            f"Restored; {payments} captured payments looked at. Devices will hand in their "
            "receipts and read their feeds afresh."
        )
