"""Children of the demo: they end with it, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from central.demo.processes import Child, wait_for_any

PARENT = """
import os, signal, sys
from central.demo.processes import Child
child = Child([sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"],
              os.environ, piped=True)
child.output.readline()
print(child.pid, flush=True)
signal.pause()
"""
STUBBORN = """
import signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
inner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(inner.pid, flush=True)
inner.wait()
"""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def until_gone(pid: int) -> None:
    deadline = time.monotonic() + 20
    while alive(pid):
        assert time.monotonic() < deadline
        os.sched_yield()


def test_a_child_dies_with_a_parent_that_was_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    with parent.stdout:
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.kill()
        parent.wait()
    until_gone(child)


def test_ending_a_child_ends_what_it_started_even_if_it_refuses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("central.demo.processes.GRACE", 0.2)
    child = Child([sys.executable, "-c", STUBBORN], os.environ, piped=True)
    inner = int(child.output.readline())
    child.end()
    assert child.ended() == -signal.SIGKILL
    until_gone(inner)


def test_the_first_child_that_ends_is_told(tmp_path: Path) -> None:
    log = tmp_path / "log"
    lasting = Child([sys.executable, "-c", "import time; time.sleep(600)"], os.environ, log=log)
    short = Child([sys.executable, "-c", "print('hello'); raise SystemExit(3)"], {}, log=log)
    try:
        assert wait_for_any([lasting, short]) is short
        assert short.wait() == 3
        assert log.read_text() == "hello\n"
    finally:
        lasting.end()
        short.end()


def test_a_child_without_pipes_says_so(tmp_path: Path) -> None:
    child = Child([sys.executable, "-c", ""], {}, log=tmp_path / "log")
    try:
        with pytest.raises(ValueError, match="not piped"):
            child.say("hello")
        with pytest.raises(ValueError, match="not piped"):
            _ = child.output
    finally:
        child.end()
