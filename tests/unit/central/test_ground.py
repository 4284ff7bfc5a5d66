"""Settings, logs and the moment of two people deciding at once."""

from __future__ import annotations

import importlib
import io
import json
import logging
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import structlog

from central import database, logs, secret, wire
from tests.central_server import central_server

PROJECT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 6, 9), "WAL"),
        ((3, 6, 23), "WAL"),
        ((3, 7, 0), "TRUNCATE"),
        ((3, 40, 1), "TRUNCATE"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
        ((3, 54, 0), "WAL"),
    ],
)
def test_wal_is_refused_where_it_can_lose_data(version: tuple[int, int, int], mode: str) -> None:
    assert database.journal_mode(version) == mode


def test_the_journal_is_one_that_the_library_can_bear(tmp_path: Path) -> None:
    settings = database.configuration(str(tmp_path / "central.db"))
    with closing(sqlite3.connect(settings["NAME"])) as opened:
        opened.executescript(settings["OPTIONS"]["init_command"])
        assert opened.execute("PRAGMA journal_mode").fetchone() == (
            database.journal_mode().lower(),
        )
        assert opened.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


def test_one_setting_names_the_database() -> None:
    assert database.configuration("some/where.db")["NAME"] == "some/where.db"
    postgres = database.configuration("postgresql://me:a%20b@db:5433/central")
    assert postgres["ENGINE"].endswith("postgresql")
    assert (postgres["USER"], postgres["PASSWORD"], postgres["PORT"]) == ("me", "a b", "5433")
    assert (postgres["HOST"], postgres["NAME"], postgres["OPTIONS"]) == ("db", "central", {})


def test_a_postgresql_address_takes_what_libpq_takes() -> None:
    where = "postgresql://central@/central?host=%2Frun%2FMy%20sockets&sslmode=require"
    postgres = database.configuration(where)
    assert postgres["HOST"] == "/run/My sockets"
    assert postgres["OPTIONS"] == {"sslmode": "require"}


def test_a_secret_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CENTRAL_SECRET", raising=False)
    made = secret.read_or_make(tmp_path / "data")
    assert len(made) >= 40
    assert secret.read_or_make(tmp_path / "data") == made
    assert (tmp_path / "data" / "secret").stat().st_mode & 0o077 == 0


def test_times_are_written_in_one_way() -> None:
    from datetime import UTC, datetime

    assert wire.stamp(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)) == "2026-01-02T03:04:05Z"


def test_only_named_fields_are_logged() -> None:
    event: Any = {"event": "x", "code": "y", "name": "Daniel", "body": "planted", "pin": "1"}
    assert logs.only_allowed(None, "info", event) == {"event": "x", "code": "y"}


def test_an_exception_is_logged_without_its_words() -> None:
    try:
        raise ValueError("planted sentence")
    except ValueError as error:
        event = logs.without_content(None, "error", {"event": "x", "exc_info": error})
    assert event["error"] == "ValueError"
    assert event["where"].startswith("test_ground.py:")
    assert "planted" not in str(event)


@pytest.mark.logs("failed for")
def test_what_libraries_log_is_cut_to_its_template() -> None:
    out = io.StringIO()
    logger = logging.getLogger("django.request")
    handler = next(h for h in logging.getLogger("django").handlers)
    assert isinstance(handler, logging.StreamHandler)
    before = handler.setStream(out)
    try:
        raise ValueError("planted sentence")
    except ValueError:
        logger.exception("failed for %s", "planted person")
    finally:
        handler.setStream(before)
    line = json.loads(out.getvalue())
    assert line["event"] == "failed for %s"
    assert line["error"] == "ValueError"
    assert "planted" not in out.getvalue()
    assert structlog.is_configured()


def test_two_reviewers_cannot_decide_twice() -> None:
    with central_server() as central:
        inmate = central.seed.inmate("1001", pin="480215")
        contact = central.seed.contact()
        tie = central.seed.connection(contact.id, inmate.id)
        central.seed.credits(contact.id, 2000)
        for round_ in range(4):
            sent = central.seed.message(tie.id, f"round {round_}", approve=False).id
            photo = central.seed.photo(tie.id, approve=False, seed=round_).id
            for item in (sent, photo):
                orders = [["approve", [item]], ["reject", [item]], ["reject", [item]]]
                outcomes = central.seed.together(orders)
                assert sorted(outcomes) == ["already-decided", "already-decided", "done"]
        refunds = [line for line in central.seed.entries(contact.id) if line.kind == "refund"]
        rejected = [row for row in central.seed.messages(tie.id) if row.state == "rejected"]
        assert len(refunds) >= len(rejected)
        assert len({line.thing for line in refunds}) == len(refunds)
        assert central.seed.ledger_faults() == []


def test_two_openings_at_once_are_one_charge() -> None:
    with central_server() as central:
        inmate = central.seed.inmate("1001", pin="480215")
        contact = central.seed.contact()
        tie = central.seed.connection(contact.id, inmate.id)
        central.seed.credits(contact.id, 500)
        for number in range(3):
            sent = central.seed.message(
                tie.id, f"number {number}", direction="out", payment="cod"
            ).id
            outcomes = central.seed.together([["open_by_contact", [sent]]] * 4)
            assert set(outcomes) <= {"done", "price-changed"}
            assert "done" in outcomes
        assert central.seed.balance(contact.id) == 350
        assert central.seed.ledger_faults() == []


def test_a_locked_row_can_still_be_referred_to() -> None:
    """Else whoever adds a row that refers to it waits, and two who wait for each other fail."""
    found = 0
    for path in (PROJECT / "central").rglob("*.py"):
        for asked in re.findall(r"select_for_update\(([^\n]*)", path.read_text("utf-8")):
            found += 1
            assert "no_key=True" in asked, path.name
    assert found > 20


def test_the_list_of_services_names_what_there_is() -> None:
    page = (PROJECT / "docs" / "central-services.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z.]+)`[^|]*\| (.+) \|$", page, re.MULTILINE)
    assert len(rows) >= 20
    for module, functions in rows:
        room = importlib.import_module(f"central.{module}")
        named = re.findall(r"`([a-z_]+)(?:\(|`)", functions)
        named = [name for name in named if name not in {"side", "by"}]
        assert named, module
        for name in named:
            assert callable(getattr(room, name)), f"{module}.{name}"
