"""Central in this process: its clock, ids and chance from a seed, a fresh copy a history."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

import requests
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from central import world
from central.backups import restoring
from tests import databases, seed

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADDRESS = "http://127.0.0.1:8000"
PRAGMAS = "PRAGMA journal_mode=MEMORY;PRAGMA synchronous=OFF;PRAGMA foreign_keys=ON;"
NUMBER = "1001"
CONTACTS = ("maria", "tomas", "ana")
Answer = tuple[int, list[tuple[str, str]], bytes]


class SeededWorld(world.World):
    """A clock that only the history moves, and ids in the order they are made."""

    def __init__(self, rng: Random) -> None:
        self.time = BEGIN
        self._rng = rng
        self._made = 0

    def now(self) -> datetime:
        """The history's time; each look is a little later, so that no two rows tie."""
        self.time += timedelta(microseconds=1)
        return self.time

    def new_id(self) -> UUID:
        """A UUIDv7 of the history's time."""
        self._made += 1
        value = int(self.time.timestamp() * 1000) << 80 | self._made << 32
        value |= self._rng.getrandbits(32)
        value = value & ~(0xF << 76) | 7 << 76
        return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)

    def token(self, size: int) -> bytes:
        """Bytes of the seed's."""
        return self._rng.randbytes(size)


@dataclass(frozen=True)
class Family:
    """Someone inside, and three outside: two who are connected and one who asks to be."""

    inmate: str
    pin: str
    contacts: dict[str, str]
    ties: dict[str, str]


def _family() -> Family:
    inmate = seed.inmate(NUMBER, one_time_pin="480215")
    contacts = {name: str(seed.contact(name, name.title())["id"]) for name in CONTACTS}
    ties = {}
    for name, contact in contacts.items():
        state = "requested" if name == "ana" else "approved"
        ties[name] = str(seed.connection(contact, inmate["id"], state)["id"])
        seed.credits(contact, 500)
    return Family(inmate["id"], inmate["pin"], contacts, ties)


class House:
    """One central on SQLite files in `folder`;"""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.world = SeededWorld(Random(0))  # noqa: S311
        self._handler = WSGIHandler()
        for alias in databases.FILES:
            connections[alias].settings_dict["OPTIONS"]["init_command"] = PRAGMAS
        databases.provide()
        with world.replaced(self.world):
            seed.facility(poll_seconds=15)
            self.family = _family()

    def keep_begin(self) -> None:
        """Have each history begin with what central holds now."""
        self._began_at = self.world.time + timedelta(hours=25)  # bought credits can be given away
        self.keep("begin")

    @contextmanager
    def history(self, rng: Random) -> Iterator[None]:
        """Begin anew, for as long as one history takes."""
        self._put_back("begin")
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        self.world = SeededWorld(rng)
        self.world.time = self._began_at
        with world.replaced(self.world):
            yield

    def keep(self, name: str) -> None:
        """Copy the databases as they stand."""
        for alias, file in databases.FILES.items():
            connections[alias].close()
            shutil.copyfile(self.folder / file, self.folder / f"{name}-{file}")

    def restore(self, name: str) -> None:
        """Go back to a copy, as a restore from backup does, at the present time."""
        self._put_back(name)
        restoring.begin_life()

    def _put_back(self, name: str) -> None:
        for alias, file in databases.FILES.items():
            connections[alias].close()
            shutil.copyfile(self.folder / f"{name}-{file}", self.folder / file)

    def answer(self, request: requests.PreparedRequest) -> Answer:
        """Have central answer a request."""
        told: list[Any] = []

        def start(
            status: str, headers: list[tuple[str, str]], _wrong: Any = None, /
        ) -> Callable[[bytes], None]:
            told.extend((int(status.split(maxsplit=1)[0]), headers))
            return lambda _: None

        parts: Iterable[bytes] = self._handler(_environ(request), start)
        body = b"".join(parts)
        parts.close()  # type: ignore[attr-defined]  # Django's answers can be closed
        date = format_datetime(self.world.now(), usegmt=True)
        return told[0], [*told[1], ("Date", date)], body


def _environ(request: requests.PreparedRequest) -> dict[str, Any]:
    url, body = urlsplit(request.url or ""), request.body or b""
    raw = body.encode() if isinstance(body, str) else bytes(body)
    environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(url.path),
        "QUERY_STRING": url.query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "CONTENT_LENGTH": str(len(raw)),
        "wsgi.input": io.BytesIO(raw),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        environ.setdefault(key if key == "CONTENT_TYPE" else f"HTTP_{key}", value)
    return environ
