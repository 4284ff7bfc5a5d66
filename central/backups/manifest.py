"""What a backup holds: its files with sizes and checksums, and the schema it was made from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "manifest.json"
FORMAT = 1
PIECE = 1024 * 1024


class BadBackupError(Exception):
    """The folder holds no whole backup that this central can take; the text says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files` maps each name inside the folder to its size and SHA-256."""

    made_at: str
    vendor: str
    schema: tuple[str, ...]
    files: dict[str, tuple[int, str]]

    def write(self, folder: Path) -> None:
        """Put it into the backup's folder."""
        told = {
            "format": FORMAT,
            "made_at": self.made_at,
            "database": self.vendor,
            "schema": list(self.schema),
            "files": {
                name: {"size": size, "sha256": sha256}
                for name, (size, sha256) in sorted(self.files.items())
            },
        }
        (folder / NAME).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises BadBackupError."""
    try:
        told: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            raise BadBackupError(f"a backup of format {told['format']}")
        files = {
            str(name): (int(file["size"]), str(file["sha256"]))
            for name, file in told["files"].items()
        }
        return Manifest(str(told["made_at"]), str(told["database"]), tuple(told["schema"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadBackupError(f"{NAME} cannot be read") from error


def check(folder: Path, manifest: Manifest) -> None:
    """Hold every file against the manifest. Raises BadBackupError."""
    for name, (size, sha256) in manifest.files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise BadBackupError(f"{name} lies outside the backup")
        if not path.is_file() or path.stat().st_size != size or digest(path) != sha256:
            raise BadBackupError(f"{name} is not as it was written")


def digest(path: Path) -> str:
    """SHA-256 of a file in hexadecimal."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            found.update(piece)
    return found.hexdigest()
