"""Work off the screen's thread, results on it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from queue import Queue

import pytest
from pytestqt.qtbot import QtBot

from kiosk.tasks import Tasks

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SECONDS = 10


def test_results_come_by_the_way_that_was_handed_in() -> None:
    posted: Queue[Callable[[], None]] = Queue()
    tasks = Tasks(posted.put)
    answers: list[tuple[int, bool]] = []
    here = threading.current_thread()
    tasks.run(lambda: 7, lambda n: answers.append((n, threading.current_thread() is here)))
    posted.get(timeout=SECONDS)()
    assert answers == [(7, True)]
    tasks.close()


def test_a_bug_in_the_work_raises_where_its_result_would_come() -> None:
    posted: Queue[Callable[[], None]] = Queue()
    tasks = Tasks(posted.put)

    def bug() -> int:
        raise LookupError("a bug")

    tasks.run(bug, lambda _: None)
    with pytest.raises(LookupError):
        posted.get(timeout=SECONDS)()
    tasks.close()


def test_work_that_never_began_is_dropped_at_the_end() -> None:
    posted: Queue[Callable[[], None]] = Queue()
    tasks = Tasks(posted.put)
    hold = threading.Event()
    for _ in range(2):
        tasks.run(lambda: hold.wait(SECONDS), lambda _: None)
    tasks.run(lambda: False, lambda _: None)
    tasks.close()
    hold.set()
    assert [posted.get(timeout=SECONDS) for _ in range(2)]
    assert posted.empty()


def test_qt_brings_results_to_the_screens_thread(qtbot: QtBot) -> None:
    tasks = Tasks()
    threads: list[threading.Thread] = []
    tasks.run(threading.current_thread, threads.append)
    tasks.run(lambda: None, lambda _: threads.append(threading.current_thread()))
    qtbot.waitUntil(lambda: len(threads) == 2, timeout=SECONDS * 1000)
    here = threading.current_thread()
    assert here in threads
    assert any(thread is not here for thread in threads)
    assert threads[0] is not threads[1]
    tasks.close()
