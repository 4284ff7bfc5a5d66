"""The media store: bytes under the name of their own SHA-256."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.core.files.storage.filesystem import FileSystemStorage

from central import world
from central.mail.models import Photo


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def store(data: bytes) -> str:
    """Keep the bytes, safely on disk before returning; returns their SHA-256 in hexadecimal."""
    sha256 = hashlib.sha256(data).hexdigest()
    name = _name(sha256)
    storage: Storage = default_storage
    if storage.exists(name):
        return sha256
    if isinstance(default_storage, FileSystemStorage):
        _write(Path(default_storage.path(name)), data)
    else:
        storage.save(name, ContentFile(data))
    return sha256


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{world.token(8).hex()}")
    with part.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read(sha256: str, start: int = 0, end: int | None = None) -> bytes:
    """The bytes from `start` up to and without `end`; who may read is decided by the caller."""
    with default_storage.open(_name(sha256), "rb") as file:
        file.seek(start)
        return bytes(file.read() if end is None else file.read(end - start))


def original(photo: Photo) -> bytes:
    """The bytes as uploaded, with their metadata: for review only."""
    return read(photo.original)
