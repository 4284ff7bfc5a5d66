"""Databases for central under test: copies of a migrated, empty template.

They are SQLite files in central's folder; or, where CENTRAL_DATABASE names a PostgreSQL (as under
`python -m tests.postgres`), databases of that server, named after the folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parent.parent
FILES = {"default": "central.db", "processor": "processor.db"}
SETTINGS = {"default": "CENTRAL_DATABASE", "processor": "CENTRAL_PROCESSOR_DATABASE"}


def settings(folder: Path) -> dict[str, str]:
    """The settings of a central whose folder this is; asked for once, before Django starts."""
    given = urlsplit(os.environ.get("CENTRAL_DATABASE", ""))
    if given.scheme != "postgresql":
        return {SETTINGS[alias]: str(folder / file) for alias, file in FILES.items()}
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:20]
    return {SETTINGS[alias]: given._replace(path=f"/{alias}_{name}").geturl() for alias in SETTINGS}


def provide() -> None:
    """Make the databases that Django's settings name, where they are not there yet."""
    from django.db import connections

    for alias in SETTINGS:
        if connections[alias].vendor == "sqlite":
            _provide_file(alias, Path(connections[alias].settings_dict["NAME"]))
        else:
            _provide_database(alias, connections[alias])


def go_on(source: str) -> str:
    """Go on with a new database, a copy of `source`; gives its name. No other thread may use one.

    What was gone on with before is thrown away, unless it is the source.
    """
    from django.db import connection

    connection.close()
    named = connection.settings_dict
    before: str = named["NAME"]
    stem, _, number = before.partition("+")
    named["NAME"] = f"{stem}+{int(number or 0) + 1}"
    if connection.vendor == "sqlite":
        shutil.copyfile(source, named["NAME"])
        if before != source:
            Path(before).unlink()
    else:
        with _administered(connection) as do:
            do("CREATE DATABASE {} TEMPLATE {}", named["NAME"], source)
            if before != source:
                do("DROP DATABASE {}", before)
    return str(named["NAME"])


def _digest() -> str:
    """Another one for other migrations or settings: another template."""
    digest = hashlib.sha256()
    for path in sorted((PROJECT / "central").rglob("migrations/*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    digest.update((PROJECT / "central" / "settings.py").read_bytes())
    return digest.hexdigest()[:20]


def _provide_file(alias: str, path: Path) -> None:
    """Copy the template, which is made once and kept in the temporary folder."""
    if path.exists():
        return
    folder = Path(tempfile.gettempdir()) / f"central-template-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    kept = folder / f"{_digest()}-{FILES[alias]}"
    if not kept.exists():
        part = folder / f"{kept.name}.{os.getpid()}"
        _migrate(alias, str(part))
        part.rename(kept)
    shutil.copyfile(kept, path)


def _provide_database(alias: str, connection: Any) -> None:
    """Have the server copy the template, which is made once and kept by the server."""
    name, kept = connection.settings_dict["NAME"], f"template_{alias}_{_digest()}"
    with _administered(connection) as do:
        there = {row[0] for row in do("SELECT datname FROM pg_database")}
        if kept not in there:
            part = f"{kept}_part"
            do("DROP DATABASE IF EXISTS {}", part)
            do("CREATE DATABASE {}", part)
            _migrate(alias, part)
            do("ALTER DATABASE {} RENAME TO {}", part, kept)
        if name not in there:
            do("CREATE DATABASE {} TEMPLATE {}", name, kept)


@contextmanager
def _administered(connection: Any) -> Iterator[Callable[..., Iterable[tuple[Any, ...]]]]:
    """Make and drop databases, one of us at a time, by SQL and the names to put into it."""
    import psycopg
    from psycopg import sql

    where = connection.get_connection_params() | {"dbname": "postgres", "autocommit": True}
    with psycopg.connect(**where) as server:
        server.execute("SELECT pg_advisory_lock(1)")

        def do(words: str, *names: str) -> Iterable[tuple[Any, ...]]:
            done = server.execute(sql.SQL(words).format(*map(sql.Identifier, names)))
            return list(done) if done.description else []

        yield do


def _migrate(alias: str, name: str) -> None:
    """Make all tables in the database of that name."""
    from django.core.management import call_command
    from django.db import connections

    connection = connections[alias]
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", database=alias, verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
