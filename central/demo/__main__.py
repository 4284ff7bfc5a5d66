"""The demonstration's command: `python -m central.demo [--reset] [--no-app]`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from central.demo import device, serving
from central.demo.place import PROJECT, Memory, Place, RunningError, free_port
from central.demo.processes import Child, EndingError, raise_at_endings, wait_for_any
from central.demo.serving import FailedError
from central.demo.sheet import sheet

BAR = 40  # characters


def main(arguments: list[str]) -> int:
    """Run the demo until its window closes or somebody ends it; returns the exit code."""
    asked = _parser().parse_args(arguments)
    place = Place(Path(asked.folder).resolve())
    try:
        place.hold()
    except RunningError:
        print("The demo is running already. Close its window, or press Ctrl-C where it runs.")
        return 1
    if asked.reset:
        place.forget()
        print("The demo is forgotten. make demo starts it afresh.")
        return 0
    if not asked.no_app and not _display():
        print("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the app")
        print("cannot open a window. Here is the guided tour instead: the same app and central.")
        return _tour()
    raise_at_endings()
    try:
        return _run(place, app=not asked.no_app)
    except FailedError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except EndingError:
        print("\nEnded. make demo goes on from here.")
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m central.demo", description=__doc__)
    parser.add_argument("--reset", action="store_true", help="forget everything and stop")
    parser.add_argument("--no-app", action="store_true", help="central only, without the kiosk")
    parser.add_argument(
        "--folder",
        default=str(PROJECT / "var" / "demo"),
        help="where everything is kept (default: %(default)s)",
    )
    return parser


def _display() -> bool:
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _tour() -> int:
    raise_at_endings()
    tour = Child([sys.executable, "-m", "tests.tour"], os.environ)
    try:
        return tour.wait()
    except EndingError:
        return 1
    finally:
        tour.end()


def _run(place: Place, *, app: bool) -> int:
    place.make()
    memory = place.recall()
    memory.port = free_port(memory.port)
    _set_up(place, memory)
    children = [serving.serve(place, memory.port)]
    try:
        if app:
            device.configure(place, memory.port, locked=os.environ.get("KIOSK") == "1")
            device.enroll(place, memory)
            place.remember(memory)
            children.append(device.open_window(place))
        print(sheet(f"http://127.0.0.1:{memory.port}", place.one_time_pins()), flush=True)
        return _told(wait_for_any(children), children, place)
    finally:
        for child in reversed(children):
            child.end()


def _set_up(place: Place, memory: Memory) -> None:
    """Fill central once, and keep it in step with the code."""
    if not place.filled:
        print(f"Filling {place.root} with eighteen months of letters and photos (once).")
        serving.fill(place, memory.port, _progress)
        print()
        memory.enrolled, memory.prepared = False, ""
    serving.prepare(place, memory)
    place.remember(memory)


def _progress(percent: int) -> None:
    if sys.stdout.isatty():
        filled = "#" * (percent * BAR // 100)
        print(f"\r  [{filled:<{BAR}}] {percent:3d} %", end="", flush=True)
    elif percent % 10 == 0:
        print(f"  {percent} %", flush=True)


def _told(ended: Child, children: list[Child], place: Place) -> int:
    """Say why it is over; closing the window is the ordinary way."""
    code = ended.wait()
    if ended is children[0]:
        raise FailedError("Central ended by itself.", place.logs / "central.log")
    if code != 0:
        raise FailedError(f"The app ended by itself (code {code}).", place.logs / "app.log")
    print("Closed. make demo goes on from here.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
