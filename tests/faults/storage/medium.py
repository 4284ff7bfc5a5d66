"""A disk under the real app: every act on files of one folder passes here, and may fail.

Acts come from two sides: SQLite's, through a VFS below the cipher, and Python's, through `os` and
`io`, exchanged while a medium is in use. What lies outside the folder is left alone.
"""

from __future__ import annotations

import gc
import io
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Self, cast

import apsw

from tests.faults.storage.image import Change, Content, Folder, NameChange
from tests.faults.storage.vfs import ABOVE, Connection, Vfs

# Where a case's files lie: in memory, since what is lost is decided here, not by a real disk.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
UNTRACKED = ("-shm",)  # memory shared between connections: SQLite makes it anew after a cut
KINDS = ("open", "write", "fsync", "rename", "unlink")
USUAL = "multipleciphers-unix"

Refuse = Callable[[str, Path], int]  # kind of act and path; an errno, or 0


class PowerCutError(BaseException):
    """The power went; nothing that runs may go on."""


class Medium:
    """The disk that holds one folder, as long as the `with` lasts.

    `acts` counts what was done; at act number `cut_at` the power goes. `refuse` is asked before
    each act. The image keeps what a power cut would leave.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.acts = 0
        self.cut_at = -1
        self.dead = False
        self.refuse: Refuse | None = None
        self._top = Folder()
        self._door = threading.RLock()
        self._fds: dict[int, Path] = {}

    def __enter__(self) -> Self:
        _machine.use(self)
        return self

    def __exit__(self, *_: object) -> None:
        _machine.leave()

    def image(self, to: Path, rng: Random) -> None:
        """Write what the power cut left to the folder `to`."""
        with self._door:
            self._top.after_power_cut(to, rng)

    # --- what may happen to an act ---

    def before(self, kind: str, path: Path) -> None:
        """Count an act; raises PowerCutError, or OSError where the disk refuses."""
        with self._door:
            if self.dead:
                raise PowerCutError
            if self.acts == self.cut_at:
                self.dead = True
                raise PowerCutError
            if self.refuse is not None and (number := self.refuse(kind, path)):
                raise OSError(number, os.strerror(number), str(path))
            self.acts += 1

    # --- what becomes of the image ---

    def inside(self, path: Path) -> bool:
        return path.is_relative_to(self.root) and not path.name.endswith(UNTRACKED)

    def created(self, path: Path, new: Content | Folder) -> None:
        with self._door:
            if path != self.root:
                self._folder(path.parent).change(NameChange(path.name, new))

    def changed(self, path: Path, at: int, data: bytes | None) -> None:
        with self._door:
            self._content(path).changes.append(Change(at, data))

    def synced(self, path: Path) -> None:
        with self._door:
            self._find(path).sync()

    def renamed(self, old: Path, new: Path) -> None:
        with self._door:
            folder = self._folder(old.parent)
            if old.parent != new.parent:
                raise ValueError("a rename out of its folder is not foreseen")
            folder.change(NameChange(new.name, folder.names[old.name], old.name))

    def removed(self, path: Path) -> None:
        with self._door:
            folder = self._folder(path.parent)
            if path.name in folder.names:
                folder.change(NameChange(path.name, None))

    def known(self, path: Path) -> bool:
        with self._door:
            try:
                self._find(path)
            except KeyError:
                return False
            return True

    def _find(self, path: Path) -> Content | Folder:
        found: Content | Folder = self._top
        for name in path.relative_to(self.root).parts:
            if not isinstance(found, Folder):
                raise KeyError(name)
            found = found.names[name]
        return found

    def _folder(self, path: Path) -> Folder:
        found = self._find(path)
        if not isinstance(found, Folder):
            raise TypeError(path.name)
        return found

    def _content(self, path: Path) -> Content:
        found = self._find(path)
        if not isinstance(found, Content):
            raise TypeError(path.name)
        return found

    # --- Python's side ---

    def opened(self, fd: int, path: Path) -> None:
        self._fds[fd] = path

    def path_of(self, fd: int) -> Path | None:
        return self._fds.get(fd)

    def forget(self, fd: int) -> None:
        self._fds.pop(fd, None)


class WrittenFile:
    """An open file whose writes the medium hears of."""

    def __init__(self, medium: Medium, path: Path, file: Any) -> None:
        self._medium, self._path, self._file = medium, path, file

    def write(self, data: bytes) -> int:
        self._medium.before("write", self._path)
        self._medium.changed(self._path, self._file.tell(), bytes(data))
        return int(self._file.write(data))

    def truncate(self, size: int) -> int:
        self._medium.before("write", self._path)
        self._medium.changed(self._path, size, None)
        return int(self._file.truncate(size))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> WrittenFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


class _Machine:
    """Where the acts of this process pass: one medium at a time."""

    def __init__(self) -> None:
        self.medium: Medium | None = None
        self._vfs: Vfs | None = None
        self._real = {
            name: getattr(os, name)
            for name in ("open", "fdopen", "fsync", "replace", "rename", "unlink", "mkdir", "rmdir")
        }
        self._io_open = io.open

    def use(self, medium: Medium) -> None:
        if self.medium is not None:
            raise RuntimeError("one medium at a time")
        if self._vfs is None:
            self._vfs = Vfs(self.at)
            apsw.Connection(":memory:", vfs=ABOVE).close()  # makes the cipher's own over it
        self.medium = medium
        self._unraisable = sys.unraisablehook
        sys.unraisablehook = self._heard
        apsw.set_default_vfs(ABOVE)
        apsw.Connection = Connection  # type: ignore[misc]
        for name in self._real:
            setattr(os, name, getattr(self, f"_{name}"))
        io.open = cast("Any", self._open_file)

    def leave(self) -> None:
        for name, real in self._real.items():
            setattr(os, name, real)
        io.open = self._io_open
        apsw.set_default_vfs(USUAL)
        apsw.Connection = _PLAIN  # type: ignore[misc]
        gc.collect()  # a connection that a fault left behind ends within the medium
        sys.unraisablehook = self._unraisable
        self.medium = None

    def _heard(self, said: sys.UnraisableHookArgs) -> None:
        """What the disk refused where nobody takes an answer is no news."""
        if not isinstance(said.exc_value, PowerCutError | apsw.Error):
            self._unraisable(said)

    def at(self, path: Any, dir_fd: int | None = None) -> tuple[Medium | None, Path]:
        """The medium that holds a path, and the path in full."""
        medium = self.medium
        if isinstance(path, int) or medium is None:
            return None, Path()
        full = Path(os.fsdecode(path))
        if dir_fd is not None:
            base = medium.path_of(dir_fd)
            full = base / full if base is not None else full
        return (medium if medium.inside(full) else None), full

    def _open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        medium, full = self.at(path, dir_fd)
        if medium is not None:
            medium.before("open", full)
        fd = int(self._real["open"](path, flags, mode, dir_fd=dir_fd))
        if medium is None:
            if self.medium is not None:
                self.medium.forget(fd)
            return fd
        medium.opened(fd, full)
        if flags & os.O_CREAT and not medium.known(full):
            medium.created(full, Content())
        elif flags & os.O_TRUNC:
            medium.changed(full, 0, None)
        return fd

    def _fdopen(self, fd: int, mode: str = "r", *args: Any, **named: Any) -> Any:
        file = self._real["fdopen"](fd, mode, *args, **named)
        medium = self.medium
        path = medium.path_of(fd) if medium is not None else None
        if medium is None or path is None or mode == "rb":
            return file
        return WrittenFile(medium, path, file)

    def _open_file(self, path: Any, mode: str = "r", *args: Any, **named: Any) -> Any:
        medium, full = self.at(path)
        if medium is not None:
            medium.before("open", full)
        file = self._io_open(path, mode, *args, **named)
        if medium is None:
            return file
        medium.opened(file.fileno(), full)
        if "r" in mode and "+" not in mode:
            return file
        if not medium.known(full):
            medium.created(full, Content())
        return WrittenFile(medium, full, file)

    def _fsync(self, fd: int) -> None:
        medium = self.medium
        path = medium.path_of(fd) if medium is not None else None
        if medium is not None and path is not None:
            medium.before("fsync", path)
            medium.synced(path)

    def _rename(self, old: Any, new: Any, **named: Any) -> None:
        medium, full = self.at(old)
        if medium is not None:
            medium.before("rename", full)
        self._real["rename"](old, new, **named)
        if medium is not None:
            medium.renamed(full, self.at(new)[1])

    _replace = _rename

    def _unlink(self, path: Any, *, dir_fd: int | None = None) -> None:
        self._away("unlink", path, dir_fd)

    def _rmdir(self, path: Any, *, dir_fd: int | None = None) -> None:
        self._away("rmdir", path, dir_fd)

    def _away(self, how: str, path: Any, dir_fd: int | None) -> None:
        medium, full = self.at(path, dir_fd)
        if medium is not None:
            medium.before("unlink", full)
        self._real[how](path, dir_fd=dir_fd)
        if medium is not None:
            medium.removed(full)

    def _mkdir(self, path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
        medium, full = self.at(path, dir_fd)
        if medium is not None:
            medium.before("open", full)
        self._real["mkdir"](path, mode, dir_fd=dir_fd)
        if medium is not None:
            medium.created(full, Folder())


_PLAIN: Any = Connection.__mro__[1]
_machine = _Machine()
