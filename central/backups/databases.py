"""Copying central's database out while it serves, and putting a copy back whole, for each kind."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

SIDE_FILES = ("-wal", "-shm", "-journal")
NAMES = {"sqlite": "central.db", "postgresql": "central.dump"}


class DatabaseToolError(Exception):
    """The database's own tool failed; the text is what it said."""


def vendor() -> str:
    """`sqlite` or `postgresql`."""
    return str(connection.vendor)


def schema() -> list[str]:
    """The migrations applied to the database at hand, as "app.name"."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def filled() -> bool:
    """Whether there is a database that a restore would replace."""
    if vendor() == "sqlite":
        return _file().exists()
    return bool(connection.introspection.table_names())


def copy_out(path: Path) -> None:
    """Write a copy of one moment to `path`; serving goes on. Raises DatabaseToolError."""
    if vendor() == "sqlite":
        with closing(_connect(_file())) as source, closing(_connect(path)) as copy:
            source.backup(copy)
    else:
        _tool("pg_dump", "--format=custom", "--no-owner", f"--file={path}", _address())
    sync_file(path)


def put_back(path: Path) -> None:
    """Let the copy be the database; whole, or as it was. Nobody may be using it.

    Raises DatabaseToolError.
    """
    connections.close_all()
    if vendor() == "sqlite":
        target = _file()
        new = target.with_name(f"{target.name}.new")
        shutil.copyfile(path, new)
        sync_file(new)
        for suffix in SIDE_FILES:  # a log of the old database must never meet the new one
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        new.replace(target)
        sync_folder(target.parent)
    else:
        flags = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
        _tool("pg_restore", *flags, f"--dbname={_address()}", str(path))


def sync_file(path: Path) -> None:
    """Have a file's bytes outlive a power cut."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=30)


def _settings() -> dict[str, Any]:
    return dict(connection.settings_dict)


def _address() -> str:
    """The database as libpq names it; the password goes by the environment."""
    known = _settings()
    parts = {"dbname": known["NAME"], "user": known["USER"], "host": known["HOST"]}
    parts |= {"port": known["PORT"], **known["OPTIONS"]}
    quoted = {
        name: str(value).replace("\\", "\\\\").replace("'", "\\'") for name, value in parts.items()
    }
    return " ".join(f"{name}='{value}'" for name, value in quoted.items() if value)


def _tool(program: str, *arguments: str) -> None:
    environment = {**os.environ, "PGPASSWORD": str(_settings()["PASSWORD"] or "")}
    try:
        run = subprocess.run(  # noqa: S603
            [program, *arguments], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise DatabaseToolError(f"{program} is not installed") from error
    if run.returncode:
        raise DatabaseToolError(run.stderr.strip()[-2000:])
