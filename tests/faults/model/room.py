"""The disk under both devices' folders, which may be full for either."""

from __future__ import annotations

import errno
from pathlib import Path

from tests.faults.storage.image import Content, Folder
from tests.faults.storage.medium import Medium


class Room(Medium):
    """Refuses writes for want of room; keeps no image of what a power cut would leave."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.full: set[str] = set()  # names of devices; their folders begin so
        self.refuse = self._without_room

    def _without_room(self, kind: str, path: Path) -> int:
        if kind != "write" or path == self.root:
            return 0
        name = path.relative_to(self.root).parts[0].partition("-")[0]
        return errno.ENOSPC if name in self.full else 0

    def created(self, path: Path, new: Content | Folder) -> None:
        """No image."""

    def changed(self, path: Path, at: int, data: bytes | None) -> None:
        """No image."""

    def synced(self, path: Path) -> None:
        """No image."""

    def renamed(self, old: Path, new: Path) -> None:
        """No image."""

    def removed(self, path: Path) -> None:
        """No image."""

    def known(self, path: Path) -> bool:
        """As if all there is had been there from the start."""
        return True
