"""Databases for central under test: copies of a migrated, empty template.

They are SQLite files in central's folder; or, where CENTRAL_DATABASE names a PostgreSQL (as under
`python -m tests.postgres`), databases of that server, named after the folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
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
        return files(folder)
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:20]
    return {SETTINGS[alias]: given._replace(path=f"/{alias}_{name}").geturl() for alias in SETTINGS}


def files(folder: Path) -> dict[str, str]:
    """The settings of a central on SQLite in that folder."""
    return {SETTINGS[alias]: str(folder / file) for alias, file in FILES.items()}


def provide() -> None:
    """Make the databases that Django's settings name, where they are not there yet."""
    from django.db import connections

    for alias in SETTINGS:
        connection = connections[alias]
        if connection.vendor == "sqlite":
            _provide_file(alias, Path(connection.settings_dict["NAME"]))
        else:
            _provide_database(alias, connection)


def provide_afresh() -> None:
    """Go on with an empty database of another name; no other connection may be open."""
    from django.db import connection

    connection.close()
    named = connection.settings_dict
    stem, _, number = named["NAME"].partition("+")
    named["NAME"] = f"{stem}+{int(number or 0) + 1}"
    provide()


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
    import psycopg
    from psycopg import sql

    name, kept = connection.settings_dict["NAME"], f"template_{alias}_{_digest()}"
    where = connection.get_connection_params() | {"dbname": "postgres", "autocommit": True}
    with psycopg.connect(**where) as server:

        def do(words: str, *names: str) -> None:
            server.execute(sql.SQL(words).format(*map(sql.Identifier, names)))

        def missing(database: str) -> bool:
            found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
            return found.fetchone() is None

        server.execute("SELECT pg_advisory_lock(1)")  # a template is made by one of us
        if missing(kept):
            part = f"{kept}_part"
            do("DROP DATABASE IF EXISTS {}", part)
            do("CREATE DATABASE {}", part)
            _migrate(alias, part)
            do("ALTER DATABASE {} RENAME TO {}", part, kept)
        if missing(name):
            do("CREATE DATABASE {} TEMPLATE {}", name, kept)


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
