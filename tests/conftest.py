"""What every test obeys: no unexpected log line, no process and no thread left behind."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, settings

# The same cases in every run: what passed before a change fails by that change alone. `make
# properties` looks further, at cases that nobody has seen yet. How long one takes is the machine's.
UNTIMED = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", UNTIMED, derandomize=True)
settings.register_profile("explore", UNTIMED, max_examples=1000, print_blob=True)
settings.load_profile("steady")

LOGS = "logs"  # the marker: names of events, or beginnings of messages, that a test expects
PATIENCE = 5.0  # seconds for a thread or process that was told to end
ALLOWED_CHILDREN = ("multiprocessing.resource_tracker", "tests.central_process", "playwright")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker by which a test expects warnings in the log; give Qt a large screen.

    The offscreen platform's own is 800 pixels wide, and beyond it no touch finds its widget.
    """
    if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        os.environ["QT_QPA_PLATFORM"] = (
            f"offscreen:configfile={Path(__file__).parent}/offscreen.json"
        )
    config.addinivalue_line("markers", f"{LOGS}(*names): log lines of warning or worse to expect")


class Heard:
    """Log records of warning and worse, whoever wrote them and wherever they go."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def record(self, *args: Any, **named: Any) -> logging.LogRecord:
        """The record factory: sees every record before any handler or filter does."""
        made = logging.LogRecord(*args, **named)
        if made.levelno is not None and made.levelno >= logging.WARNING:
            self.lines.append(f"{made.name}: {made.getMessage()}")
        return made

    def event(self, _logger: object, method: str, event: Any) -> Any:
        """Stands in for structlog's output while a test has not configured it."""
        if method in {"warning", "error", "critical", "exception"}:
            self.lines.append(f"structlog: {event.get('event')} {event}")
        raise structlog.DropEvent

    def unexpected(self, expected: tuple[str, ...]) -> list[str]:
        """The lines that no expected name occurs in."""
        return [line for line in self.lines if not any(name in line for name in expected)]


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest) -> Iterator[Heard]:
    """Fail on a log line of warning or worse that the test did not announce with `logs`."""
    heard = Heard()
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(heard.record)
    configured = structlog.is_configured()
    settings = structlog.get_config()
    if not configured:
        structlog.configure(processors=[heard.event], cache_logger_on_first_use=False)
    yield heard
    logging.setLogRecordFactory(before)
    if configured:
        structlog.configure(**settings)
    else:
        structlog.reset_defaults()
    marker = request.node.get_closest_marker(LOGS)
    left = heard.unexpected(marker.args if marker else ())
    assert not left, "unexpected in the log:\n" + "\n".join(left)


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail when a test leaves a thread that holds the program up, or a process, behind."""
    threads, children = set(threading.enumerate()), _children()
    yield
    deadline = time.monotonic() + PATIENCE
    for thread in set(threading.enumerate()) - threads:
        if not thread.daemon:
            thread.join(max(0.0, deadline - time.monotonic()))
    alive = [each for each in set(threading.enumerate()) - threads if not each.daemon]
    names = sorted(each.name for each in alive if each.is_alive())
    assert not names, f"threads left behind: {names}"
    left = {pid: line for pid, line in _children().items() if pid not in children}
    left = {pid: line for pid, line in left.items() if not _allowed(line)}
    assert not left, f"processes left behind: {left}"


def _allowed(line: str) -> bool:
    return not line or any(name in line for name in ALLOWED_CHILDREN)


def _children() -> dict[int, str]:
    """Processes that this one started and that still run, with their command lines."""
    found: dict[int, str] = {}
    for task in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        for pid in _text(task).split():
            found[int(pid)] = _text(Path(f"/proc/{pid}/cmdline")).replace("\0", " ").strip()
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
