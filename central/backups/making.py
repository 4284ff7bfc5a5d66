"""Making a backup while central serves: whole, or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.storage.filesystem import FileSystemStorage

from central import world
from central.backups import databases, manifest
from central.wire import stamp

MEDIA = "media"
SECRET = "secret"  # noqa: S105  (the file's name)


def make(folder: Path) -> manifest.Manifest:
    """Write a backup to a new folder. Raises FileExistsError, DatabaseToolError, OSError.

    The database is copied first: every picture that the copy names was on disk before it. Pictures
    in an object store are not copied, for the store keeps them.
    """
    if folder.exists():
        raise FileExistsError(folder)
    part = folder.with_name(f".{folder.name}.part")
    if part.exists():  # of a backup that was interrupted
        shutil.rmtree(part)
    part.mkdir(mode=0o700, parents=True)
    schema = databases.schema()
    databases.copy_out(part / databases.NAMES[databases.vendor()])
    for name, source in _files().items():
        target = part / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
    made = manifest.Manifest(
        stamp(world.now()),
        databases.vendor(),
        tuple(schema),
        {
            str(path.relative_to(part)): (path.stat().st_size, manifest.digest(path))
            for path in part.rglob("*")
            if path.is_file()
        },
    )
    made.write(part)
    _sync_all(part)
    part.rename(folder)
    databases.sync_folder(folder.parent)
    return made


def media() -> Path | None:
    """The folder of the pictures; None where they lie in an object store."""
    if isinstance(default_storage, FileSystemStorage):
        return Path(default_storage.location)
    return None


def _files() -> dict[str, Path]:
    """What lies beside the database, by its name in the backup."""
    found = {}
    pictures = media()
    if pictures is not None:
        for path in pictures.glob("??/*"):
            if "." not in path.name:  # not one that is being written
                found[f"{MEDIA}/{path.relative_to(pictures)}"] = path
    secret = Path(settings.CENTRAL_DATA) / SECRET
    if secret.exists():
        found[SECRET] = secret
    return found


def _sync_all(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
