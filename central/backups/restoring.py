"""Putting a backup back: whole, and in a new life that every device notices."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from central import logs, serving
from central.backups import databases, making, manifest
from central.feed.operating import renew_epoch
from central.payments import booking

log = logs.get(__name__)


def restore(folder: Path) -> int:
    """Let the backup be central's data; gives how many captured payments were looked at.

    Interrupted anywhere it is simply run again, and central does not serve in between. Raises
    ServingError, BadBackupError, DatabaseToolError.
    """
    found = manifest.read(folder)
    manifest.check(folder, found)
    missing = _missing(found)
    with serving.stopped():
        unfinished = Path(settings.CENTRAL_DATA) / serving.RESTORING
        unfinished.touch()
        databases.sync_folder(unfinished.parent)
        _put_files_back(folder, found)
        databases.put_back(folder / databases.NAMES[found.vendor])
        if missing:
            call_command("migrate", verbosity=0)
        booked = begin_life()
        unfinished.unlink()
        databases.sync_folder(unfinished.parent)
    log.warning("restored", count=booked)
    return booked


def begin_life() -> int:
    """Have every device notice that the database is an older one, and book what was paid since."""
    renew_epoch()
    return booking.book_all_captured()


def _missing(found: manifest.Manifest) -> set[str]:
    """The migrations that the backup has yet to see.

    Refuses a backup of another kind of database, or of a newer schema than this central's.
    """
    from django.db.migrations.loader import MigrationLoader

    if found.vendor != databases.vendor():
        raise manifest.BadBackupError(f"a backup of {found.vendor}")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = sorted(set(found.schema) - known)
    if newer:
        raise manifest.BadBackupError(f"made by a newer central: {newer[0]}")
    return known - set(found.schema)


def _put_files_back(folder: Path, found: manifest.Manifest) -> None:
    """Pictures are named by their content: those that are here stay, newer ones too."""
    pictures = making.media()
    for name in found.files:
        kind, _, rest = name.partition("/")
        if kind == making.MEDIA and pictures is not None:
            _copy(folder / name, pictures / rest)
        elif kind == making.SECRET:
            _copy(folder / name, Path(settings.CENTRAL_DATA) / making.SECRET)


def _copy(source: Path, target: Path) -> None:
    if target.is_file() and manifest.digest(target) == manifest.digest(source):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    shutil.copy2(source, part)
    databases.sync_file(part)
    part.replace(target)
    databases.sync_folder(target.parent)
