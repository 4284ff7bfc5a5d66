"""SQLite's side of a medium: a VFS below the cipher, through which every act on a file goes."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import apsw

from tests.faults.storage.image import Content

if TYPE_CHECKING:
    from tests.faults.storage.medium import Medium

BELOW, ABOVE = "plate", "multipleciphers-plate"  # names of the VFS and of the cipher over it
SYNCS_ITS_FOLDER = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL


class Connection(apsw.Connection):
    """Closes as SQLite does, which takes no refusal then; apsw tells of one by a VFS in Python."""

    def close(self, force: bool = False) -> None:
        with suppress(apsw.Error):
            super().close(force)


class Vfs(apsw.VFS):
    """SQLite's side: opens files that the medium hears of, and deletes them."""

    def __init__(self, at: Callable[[Any], tuple[Medium | None, Path]]) -> None:
        self._at = at
        super().__init__(BELOW, "unix")

    def xOpen(self, name: Any, flags: list[int]) -> Any:
        path = None if name is None else Path(name if isinstance(name, str) else name.filename())
        medium = self._at(path)[0] if path is not None else None
        if medium is None or path is None:
            return apsw.VFSFile("unix", name, flags)
        with _in_its_words(apsw.CantOpenError):
            medium.before("open", path)
        file = _File(medium, path, name, flags)
        if not medium.known(path):
            medium.created(path, Content())
            file.named = not flags[0] & SYNCS_ITS_FOLDER
        return file

    def xDelete(self, name: str, sync_folder: bool) -> None:
        path = Path(name)
        medium = self._at(path)[0]
        if medium is not None and path.exists():
            with _in_its_words(apsw.IOError):
                medium.before("unlink", path)
        super().xDelete(name, sync_folder)
        if medium is not None:
            medium.removed(path)
            if sync_folder:
                medium.synced(path.parent)

    def excepthook(self, etype: Any, evalue: Any, etraceback: Any) -> bool:
        """What is raised where SQLite takes no answer is known: the case made it."""
        return True


class _File(apsw.VFSFile):
    def __init__(self, medium: Medium, path: Path, name: Any, flags: list[int]) -> None:
        self._medium, self._path = medium, path
        self.named = True  # its name needs no sync of the folder of its own
        super().__init__("unix", name, flags)

    def xWrite(self, data: bytes, at: int) -> None:
        with _in_its_words(apsw.IOError):
            self._medium.before("write", self._path)
        self._medium.changed(self._path, at, bytes(data))
        super().xWrite(data, at)

    def xTruncate(self, size: int) -> None:
        with _in_its_words(apsw.IOError):
            self._medium.before("write", self._path)
        self._medium.changed(self._path, size, None)
        super().xTruncate(size)

    def xSync(self, _flags: int) -> None:
        with _in_its_words(apsw.IOError):
            self._medium.before("fsync", self._path)
        self._medium.synced(self._path)
        if not self.named:  # as SQLite's own unix VFS does for a new journal or log
            self._medium.synced(self._path.parent)
            self.named = True

    def excepthook(self, etype: Any, evalue: Any, etraceback: Any) -> bool:
        """What is raised where SQLite takes no answer is known: the case made it."""
        return True


@contextmanager
def _in_its_words(usual: type[apsw.Error]) -> Iterator[None]:
    """Say to SQLite what the disk said, as its own VFS would."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC and usual is apsw.IOError:
            raise apsw.FullError(error.strerror) from None
        if error.errno == errno.EROFS and usual is apsw.IOError:
            raise apsw.ReadOnlyError(error.strerror) from None
        raise usual(error.strerror) from None
