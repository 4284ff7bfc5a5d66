"""The attempts work where nobody has locked anything: else the tests of the app prove nothing."""

import subprocess

import pytest

from tests.desk import Desk
from tests.lockdown import attempts

Naive = tuple[Desk, subprocess.Popen[bytes]]


def test_closing_closes(naive: Naive) -> None:
    desk, process = naive
    attempts.CLOSING["Alt+F4"](desk, desk.windows(process.pid)[0], lambda: None)
    desk.wait(lambda: process.poll() is not None, "the end of the program")


@pytest.mark.parametrize("name", ["the menu key", "right click", "right press held"])
def test_menus_open(naive: Naive, name: str) -> None:
    desk, process = naive
    seen = 0

    def look() -> bool:
        nonlocal seen
        seen = max(seen, len(desk.windows(process.pid)))
        return seen > 1

    desk.touch(300, 100)
    attempts.MENUS[name](desk, desk.windows(process.pid)[0], look)
    desk.wait(look, "a menu")


@pytest.mark.parametrize("name", ["Super+D", "minimise"])
def test_windows_disappear(naive: Naive, name: str) -> None:
    desk, process = naive
    attempts.WINDOWS[name](desk, desk.windows(process.pid)[0], lambda: None)
    desk.wait(lambda: not desk.windows(process.pid), "the window to go")


def test_windows_move(naive: Naive) -> None:
    desk, process = naive
    [window] = desk.windows(process.pid)
    before = desk.size(window)
    attempts.WINDOWS["move and resize"](desk, window, lambda: None)
    desk.wait(lambda: desk.size(window) != before, "another size")


def test_the_clipboard_carries_text_over(naive: Naive) -> None:
    desk, _process = naive
    before = desk.calm()
    desk.keys("ctrl+a", "ctrl+c", "End", "ctrl+v")
    assert desk.calm().tobytes() != before.tobytes()
