"""The demo itself: filled once, ended without a trace, going on where it was."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from central.demo import serving

PROJECT = Path(__file__).resolve().parents[4]
SHEET_ENDS = "To end it:"


def command(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "central.demo", "--folder", str(folder), *words]


def start(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """The demo without its app, once it has printed its sheet; with what it printed."""
    demo = subprocess.Popen(
        command(folder, "--no-app"), cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert demo.stdout is not None
    printed = ""
    for line in demo.stdout:
        printed += line
        if SHEET_ENDS in line:
            return demo, printed
    demo.communicate()
    raise AssertionError(printed)


def end(demo: subprocess.Popen[str]) -> int:
    """Ctrl-C; gives the exit code once nothing of it is left."""
    everyone = family(demo.pid)
    assert len(everyone) >= 3  # the demo, central, its worker
    demo.send_signal(signal.SIGINT)
    assert demo.stdout is not None
    with demo.stdout:
        demo.stdout.read()
    code = demo.wait(60)
    deadline = time.monotonic() + 5  # a killed process takes a moment to go
    while any(runs(pid) for pid in everyone):
        assert time.monotonic() < deadline
        os.sched_yield()
    return code


def runs(pid: int) -> bool:
    """Whether it is a process still; one that only waits for its exit code to be read is not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def family(pid: int) -> list[int]:
    """The process and all that came of it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in family(int(child)))]


def answers(url: str) -> bool:
    with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310
        return bool(answer.status == 200)


@pytest.mark.timeout(600)  # eighteen months of a facility, on a busy machine
def test_the_demo_is_filled_once_ends_cleanly_and_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    demo, printed = start(folder)
    assert "once" in printed
    url = re.search(r"Family pages +(http://127\.0\.0\.1:(\d+))/", printed)
    assert url is not None
    assert "204471    739150" in printed
    assert answers(f"{url[1]}/")
    assert answers(f"{url[1]}/demo/mail/")
    refused = subprocess.run(
        command(folder), cwd=PROJECT, check=False, capture_output=True, text=True
    )
    assert (refused.returncode, "running already" in refused.stdout) == (1, True)
    assert end(demo) == 0
    with socket.socket() as probe, pytest.raises(ConnectionRefusedError):
        probe.connect(("127.0.0.1", int(url[2])))
    check_content(folder / "central" / "central.db")

    with sqlite3.connect(folder / "central" / "central.db") as database:
        database.execute("UPDATE facilities_facility SET name = 'Elm Street'")
    database.close()
    demo, again = start(folder)
    assert "Filling" not in again
    assert url[0] in again
    assert end(demo) == 0
    assert one(folder, "SELECT name FROM facilities_facility") == "Elm Street"

    reset = subprocess.run(
        [*command(folder), "--reset"], cwd=PROJECT, check=False, capture_output=True
    )
    assert (reset.returncode, folder.exists()) == (0, False)


def test_a_filling_that_was_cut_short_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    demo = subprocess.Popen(
        command(folder, "--no-app"), cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert demo.stdout is not None
    for line in demo.stdout:
        if "10 %" in line:
            break
    assert end(demo) == 0
    assert (folder / "filling").exists()
    assert not (folder / "central").exists()


@pytest.mark.parametrize(
    ("named", "linked", "zone"),
    [
        ("America/Denver", "Europe/Rome", "America/Denver"),
        (":America/Denver", "", "America/Denver"),
        ("", "Europe/Rome", "Europe/Rome"),
        ("EST5EDT,M3.2.0,M11.1.0", "Europe/Rome", "Europe/Rome"),
        ("../etc/passwd", "", "UTC"),
        ("", "", "UTC"),
    ],
)
def test_the_pages_tell_this_computers_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, linked: str, zone: str
) -> None:
    monkeypatch.setenv("TZ", named)
    link = tmp_path / "localtime"
    link.symlink_to(f"/usr/share/zoneinfo/{linked}" if linked else tmp_path / "none")
    assert serving.time_zone(link) == zone


def one(folder: Path, query: str) -> Any:
    database = sqlite3.connect(folder / "central" / "central.db")
    try:
        return database.execute(query).fetchone()[0]
    finally:
        database.close()


def check_content(path: Path) -> None:
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def rows(query: str) -> list[Any]:
        return database.execute(query).fetchall()

    assert rows("SELECT sum(balance) FROM ledger_account") == [(0,)]
    assert rows("SELECT sum(amount) FROM ledger_entry") == [(0,)]
    assert rows(
        "SELECT count(*) FROM (SELECT sum(amount) AS total FROM ledger_entry GROUP BY transfer_id)"
        " WHERE total <> 0"
    ) == [(0,)]
    assert dict(
        rows(
            "SELECT i.number, a.balance FROM accounts_inmate i"
            " JOIN ledger_account a ON a.inmate_id = i.id"
        )
    ) == {"204471": 120, "318206": 30, "402918": 0}
    photos = dict(rows("SELECT state, count(*) FROM mail_photo GROUP BY state"))
    assert photos["delivered"] >= 200
    assert (photos["rejected"], photos["withdrawn"]) == (1, 1)
    assert photos["waiting"] >= 3
    messages = dict(rows("SELECT state, count(*) FROM mail_message GROUP BY state"))
    assert messages["opened"] >= 180
    assert messages["rejected"] == 3
    assert messages["waiting"] >= 2
    assert rows(
        "SELECT count(*) FROM mail_message WHERE payment = 'cod' AND direction = 'in'"
        " AND state = 'delivered'"
    ) == [(2,)]
    assert rows("SELECT refunded FROM mail_photo WHERE state = 'rejected'") == [(100,)]
    visits = dict(rows("SELECT state, count(*) FROM visits_visit GROUP BY state"))
    assert visits == {"past": 1, "accepted": 1, "approved": 2, "requested": 1}
    purchases = dict(rows("SELECT state, count(*) FROM ledger_purchase GROUP BY state"))
    assert purchases["captured"] >= 30
    assert purchases["charged_back"] == 1
    (span,) = rows("SELECT julianday(max(sent_at)) - julianday(min(sent_at)) FROM mail_photo")[0]
    assert span >= 500
    database.close()


def test_without_a_display_it_says_so_and_runs_the_tour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from central.demo import __main__ as demo

    told: list[Any] = []

    class Tour:
        def __init__(self, line: list[str], environ: Any) -> None:
            told.append(line[1:])

        def wait(self) -> int:
            return 7

        def end(self) -> None:
            told.append("ended")

    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(demo, "Child", Tour)
    monkeypatch.setattr(demo, "raise_at_endings", lambda: None)
    assert demo.main(["--folder", str(tmp_path / "demo")]) == 7
    assert told == [["-m", "tests.tour"], "ended"]
