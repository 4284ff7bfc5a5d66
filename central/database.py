"""Which database central runs on, from one setting."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

WAL_RESET_BUG = ((3, 7, 0), (3, 51, 2))
"""SQLite versions, first and last, whose WAL can lose a reset (fixed in 3.51.3)."""


def journal_mode(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> str:
    """WAL where the library is sound, else a rollback journal."""
    first, last = WAL_RESET_BUG
    return "TRUNCATE" if first <= version <= last else "WAL"


def configuration(where: str) -> dict[str, Any]:
    """Django's DATABASES entry for a path to an SQLite file, or a postgresql:// address."""
    if where.startswith(("postgresql://", "postgres://")):
        url = urlsplit(where)
        options = dict(parse_qsl(url.query))  # as libpq names them: host (of a socket), sslmode ...
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.lstrip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": options.pop("host", url.hostname or ""),
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,  # the server may have been started anew in between
            "OPTIONS": options,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(Path(where).expanduser()),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # Taking the write lock at BEGIN is what makes "read, decide, write" one act on SQLite.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                f"PRAGMA journal_mode={journal_mode()};"
                "PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            ),
        },
    }
