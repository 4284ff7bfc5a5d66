"""`manage.py backup DIR`: a whole backup into a new folder, while central serves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from central.backups import making
from central.backups.databases import DatabaseToolError


class Command(BaseCommand):
    """Makes a backup of database, pictures and secret; keep it as safe as central itself."""

    help = "Write a backup into a new folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        """Make it and say how many files it has."""
        try:
            made = making.make(folder.absolute())
        except FileExistsError as error:
            raise CommandError(f"{folder} is there already") from error
        except (DatabaseToolError, OSError) as error:
            raise CommandError(f"no backup was made: {error}") from error
        self.stdout.write(f"{len(made.files)} files of {made.made_at} in {folder}")
