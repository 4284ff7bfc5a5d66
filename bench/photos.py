"""How soon photos come to the screen: the grid among 100 and among 50,000, scrolling, the next."""

from __future__ import annotations

import argparse
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication

from kiosk.domain import PhotoId
from kiosk.ui.photo_canvas import PhotoCanvas
from kiosk.ui.photo_grid import PhotoGrid
from kiosk.vault.connection import SqlValue, Store, Transaction
from kiosk.views import router
from kiosk.views.shell import Shell
from tests.pictures import story
from tests.pictures.stage import Stage, go

FEW, MANY = 100, 50_000
OPENED = 15  # times
FRAMES = 600
SWIPES = 60
BETWEEN = 84 * 60 * 1_000_000  # microseconds from one photo to the next: 50,000 in eight years
PEOPLE = tuple(story.PEOPLE)
COLUMNS = """id, connection, caption, sent_at, delivered_at, state, note, removed,
  thumb_sha, thumb_size, thumb_width, thumb_height, screen_sha, screen_size, screen_width,
  screen_height, full_sha, full_size, full_width, full_height, seen, favourite"""


def main() -> None:
    """Fill two vaults, open the same screens over both, and print what each costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=MANY)
    many = parser.parse_args().photos
    app = QApplication(["bench"])
    print(f"{platform.machine()}, Python {platform.python_version()}; {FEW:,} and {many:,} photos")
    found = [_measure(app, count) for count in (FEW, many)]
    print(f"{'ms of the screen’s own thread':30} {FEW:>9,} {many:>9,}   ratio")
    for name, few in found[0].items():
        print(f"{name:30} {few:9.2f} {found[1][name]:9.2f} {found[1][name] / few:7.2f}")


def _measure(app: QApplication, count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        made = Stage(app, Path(folder))
        try:
            made.vault.write(Store.CACHE, lambda t: _fill(t, count)).result()
            made.open()
            made.sign_in()
            go(made, router.Photos())
            return _open(made) | _scroll(made) | _next(made)
        finally:
            made.close()


def _fill(transaction: Transaction, count: int) -> None:
    """Photos of all people, newest first, over the pictures of the story."""
    transaction.run("DELETE FROM photo")
    pictures = list(story.files().by_file.values())
    newest = int(story.NOW.timestamp()) * 1_000_000
    rows: list[tuple[SqlValue, ...]] = []
    for number in range(count):
        sizes, at = pictures[number % len(pictures)], newest - number * BETWEEN
        files: list[SqlValue] = []
        for name in ("thumb", "screen", "full"):
            one = sizes[name]
            files += [one.sha256, one.size, one.width, one.height]
        rows.append(
            (f"photo-{number:06}", PEOPLE[number % len(PEOPLE)], "A caption", at, at, "delivered",
             "", 0, *files, int(number > 5), int(number % 50 == 0))
        )  # fmt: skip
    marks = ", ".join("?" * len(rows[0]))
    transaction.each(f"INSERT INTO photo ({COLUMNS}) VALUES ({marks})", rows)  # noqa: S608


def _shell(made: Stage) -> Shell:
    return cast(Shell, made.shell)  # it was opened


def _timed(work: Callable[[], object]) -> float:
    begun = time.thread_time()  # the screen's own thread: others may use the machine meanwhile
    work()
    return (time.thread_time() - begun) * 1000


def _open(made: Stage) -> dict[str, float]:
    """From the touch on Photos to the grid on the screen."""
    shell, app = _shell(made), made.app

    def come() -> None:
        shell.go(router.Photos())
        app.processEvents()
        shell.frame.grab()

    taken = []
    for _ in range(OPENED):
        go(made, router.HOME)
        taken.append(_timed(come))
    made.settle()
    return {"grid open, median": statistics.median(taken)}


def _scroll(made: Stage) -> dict[str, float]:
    """Frames while the grid moves by a tenth of a view each, there and back again."""
    grid = cast(PhotoGrid, _shell(made).frame.findChild(PhotoGrid))
    bar, view, taken = grid.verticalScrollBar(), grid.viewport(), []

    def frame(to: int) -> None:
        bar.setValue(to)
        made.app.processEvents()
        view.repaint()

    step = view.height() // 10
    for number in range(FRAMES):
        if bar.value() >= bar.maximum() or (number and bar.value() == 0):
            step = -step
        to = bar.value() + step
        taken.append(_timed(lambda to=to: frame(to)))  # type: ignore[misc]
    made.settle()
    return {
        "scrolling, frame median": statistics.median(taken),
        "scrolling, frame p99": statistics.quantiles(taken, n=100)[-1],
    }


def _next(made: Stage) -> dict[str, float]:
    """From the swipe to the next photo on the stage, its neighbour decoded before."""
    go(made, router.PhotoAt(PhotoId("photo-000010")))
    canvas = cast(PhotoCanvas, _shell(made).frame.findChild(PhotoCanvas))
    taken = []
    for _ in range(SWIPES):

        def swipe() -> None:
            canvas.next_requested.emit()
            made.app.processEvents()
            canvas.repaint()

        taken.append(_timed(swipe))
        made.settle()
    return {
        "next photo, median": statistics.median(taken),
        "next photo, p99": statistics.quantiles(taken, n=100)[-1],
    }


if __name__ == "__main__":
    main()
