"""Log lines: the whitelist holds, failures are told without their words."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from kiosk import log

ROOT = Path(__file__).parents[3]
CANARY = "Dear Marcus, the garden is green"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    yield
    structlog.reset_defaults()
    logger = logging.getLogger("kiosk")
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)
        handler.close()


def written(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_an_event_is_one_line_of_json(tmp_path: Path) -> None:
    log.configure(tmp_path / "logs" / "kiosk.log", "info")
    log.event("sync.done", count=3, seconds=0.5)
    [line] = written(tmp_path / "logs" / "kiosk.log")
    assert line["event"] == "sync.done"
    assert (line["count"], line["seconds"], line["level"]) == (3, 0.5, "info")
    assert "timestamp" in line
    assert (tmp_path / "logs" / "kiosk.log").stat().st_mode & 0o077 == 0


@pytest.mark.logs("kiosk:", "urllib3:")
def test_what_is_not_on_the_list_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.log"
    log.configure(path, "info")
    structlog.get_logger().warning("mail.sent", body=CANARY, name="Rosa", pin="480217", count=1)
    structlog.get_logger("sync").error(CANARY, what=["480217", CANARY], reason=None)
    logging.getLogger("urllib3").error("GET %s", CANARY)
    text = path.read_text()
    assert "garden" not in text
    assert "480217" not in text
    assert "Rosa" not in text
    first, second = written(path)
    assert first["event"] == "mail.sent"
    assert second["event"] == "unnamed"
    assert second["what"] == "list"


@pytest.mark.logs("kiosk:")
def test_the_level_is_respected(tmp_path: Path) -> None:
    log.configure(tmp_path / "kiosk.log", "warning")
    log.event("a")
    log.event("b", "error")
    assert [line["event"] for line in written(tmp_path / "kiosk.log")] == ["b"]


@pytest.mark.parametrize(
    "failing",
    [
        f"raise ValueError({CANARY!r})",
        (
            f"import threading\ndef bug(): raise ValueError({CANARY!r})\n"
            "threading.Thread(target=bug).start()\nimport time\ntime.sleep(20)"
        ),
    ],
    ids=["main thread", "another thread"],
)
def test_a_bug_ends_the_process_and_says_where_but_not_what(failing: str) -> None:
    program = (
        "import os\nfrom kiosk import log\nlog.configure('stderr', 'info')\n"
        f"log.end_on_failure(os._exit)\n{failing}"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=15,
        check=False,
    )
    assert done.returncode == log.FAILED
    assert "garden" not in done.stderr
    line = json.loads(done.stderr)
    assert line["error"] == "ValueError"
    assert "<string>:" in line["where"]


def test_qt_messages_are_told_without_their_text(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path\nfrom kiosk import log\n"
        f"log.configure(Path({str(tmp_path / 'k.log')!r}), 'info')\nlog.take_qt_messages()\n"
        f"from PySide6.QtCore import qWarning\nqWarning({CANARY!r})"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=30, check=True)
    [line] = written(tmp_path / "k.log")
    assert (line["event"], line["level"], line["category"]) == ("qt.message", "warning", "default")
