"""The packaged program, driven from outside: doctor, waiting, sign-in, a photo, a collect reply."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.central_server import CentralServer, central_server
from tests.desk import Desk, NotReachedError, desk, missing_tools
from tests.lockdown.conftest import CONFIG, enroll, only_environment
from tests.tour.remote import RemoteKiosk

ROOT = Path(__file__).parents[2]
PROGRAM = Path(os.environ.get("KIOSK_PACKAGE", ROOT / "dist" / "kiosk" / "kiosk"))
NUMBER, PIN = "1001", "480215"
GUARD = 0.7  # seconds in which a page that has just come takes no touches
ALIKE = 2.0  # mean difference of two pictures of the same screen, of 255; clocks may differ


@dataclass
class Pair:
    """The package on its screen, and its twin on another."""

    central: CentralServer
    program: list[str]
    config: Path
    desk: Desk
    process: subprocess.Popen[bytes]
    twin: RemoteKiosk
    tie: str

    def touch(self, name: str) -> None:
        """Touch a control of the package, then of its twin."""
        self._at(self.twin.call("where", name))
        self.twin.touch(name)

    def digits(self, number: str) -> None:
        for place, digit in enumerate(number):
            self._at(self.twin.call("where_digit", digit), calm=place == 0)
        self.twin.number(number)

    def letters(self, text: str) -> None:
        for place, letter in enumerate(text):
            self._at(self.twin.call("where_key", letter), calm=place == 0)
        self.twin.type_on_keyboard(text)

    def photo(self) -> None:
        self._at(self.twin.call("where_photo"))
        self.twin.touch_photo()

    def _at(self, where: Any, *, calm: bool = True) -> None:
        if calm:
            self.desk.calm()
            time.sleep(GUARD)
        self.desk.touch(*where)

    def alike(self) -> bool:
        """Whether both screens show the same, clock and device's name aside."""
        path = self.config.parent / "twin.png"
        self.twin.screenshot(path)
        here = self.desk.calm().crop((0, 72, 1280, 800))
        there = Image.open(path).convert("RGB").crop((0, 72, 1280, 800))
        difference = ImageStat.Stat(ImageChops.difference(here, there))
        return sum(difference.mean) / 3 < ALIKE

    def waits_alike(self, about: str) -> None:
        try:
            self.desk.wait(self.alike, about, 30)
        except NotReachedError:
            self.desk.picture().save(self.config.parent / "package.png")
            raise


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    assert not missing_tools(), f"install: {missing_tools()}"
    assert PROGRAM.is_file(), f"{PROGRAM} is missing: make package"
    with ExitStack() as stack:
        central = stack.enter_context(central_server())
        tie = filled(central)
        here, there = stack.enter_context(desk()), stack.enter_context(desk())
        config = configured(tmp_path_factory.mktemp("package"), central)
        enroll(config, central, [str(PROGRAM)])
        other = configured(tmp_path_factory.mktemp("twin"), central)
        enroll(other, central, [sys.executable, "-m", "kiosk"])
        with only_environment(there.environ):
            twin = RemoteKiosk(other, {}, other.parent, program="tests.package.twin")
        stack.callback(twin.close)
        process = subprocess.Popen(
            [str(PROGRAM), "run", "--config", str(config)],
            cwd="/",
            env={**here.environ, "PATH": "/usr/bin:/bin"},
        )
        stack.callback(process.wait, 20)
        stack.callback(process.terminate)
        here.wait(lambda: here.windows(process.pid), "the window")
        yield Pair(central, [str(PROGRAM)], config, here, process, twin, tie)


def filled(central: CentralServer) -> str:
    """A facility that sends things on at once, and a mother who wrote and sent a photo."""
    seed = central.seed
    person = seed.inmate(NUMBER, pin=PIN)
    mother = seed.contact()
    seed.credits(mother.id, 5000)
    tie: str = seed.connection(mother.id, person.id).id
    seed.photograph(tie, 3)
    seed.message(tie, "Hello, my son")
    return tie


def configured(folder: Path, central: CentralServer) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(CONFIG.format(url=central.url))
    return path


def test_doctor_finds_nothing_wrong(pair: Pair) -> None:
    done = subprocess.run(
        [*pair.program, "doctor", "--config", str(pair.config)],
        cwd="/",
        env=pair.desk.environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "FAIL" not in done.stdout
    assert "decoded in a sealed process: no files, no network" in done.stdout


def test_it_stands_on_nothing_of_the_project(pair: Pair) -> None:
    mapped = Path(f"/proc/{pair.process.pid}/maps").read_text()
    assert ".venv" not in mapped
    assert sys.prefix not in mapped
    for folder in ("tests", "central", "django"):
        assert not list(PROGRAM.parent.rglob(folder)), folder


def test_waits_signs_in_shows_a_photo_and_sends_a_collect_reply(pair: Pair) -> None:
    pair.twin.wait_for("North Facility")
    pair.waits_alike("the waiting screen")
    pair.touch("begin")
    pair.digits(NUMBER)
    pair.touch("forward")
    pair.digits(PIN)
    pair.touch("forward")
    pair.twin.wait_for("Please read this first")
    pair.waits_alike("the notice")
    pair.touch("agree")
    pair.twin.wait_for("New for you")
    pair.waits_alike("home")

    pair.touch("Photos")
    pair.twin.wait_for("Favorites")
    pair.waits_alike("the grid")
    pair.photo()
    pair.twin.call("wait_picture")
    pair.waits_alike("the photo")
    assert colourful(pair.desk.calm())

    pair.touch("Photos")
    pair.touch("Messages")
    pair.touch("Maria Reyes. ")
    pair.twin.wait_for("Hello, my son")
    pair.touch("write")
    pair.letters("gracias")
    pair.twin.wait_for("Saved")
    pair.touch("collect")
    pair.touch("review")
    before = len(replies(pair))
    at = pair.twin.call("where", "send")
    pair.desk.calm()
    time.sleep(GUARD)
    pair.desk.touch(*at)  # the package alone: its twin would send another
    pair.desk.wait(lambda: len(replies(pair)) == before + 1, "the reply at central", 30)
    [reply] = replies(pair)
    assert reply.body.lower() == "gracias"
    assert reply.payment == "cod"


def test_sign_out_replaces_the_process_in_place(pair: Pair) -> None:
    pid, decoder = pair.process.pid, children(pair.process.pid)
    assert len(decoder) == 1
    pair.twin.touch("Go back")  # the package has sent its reply and left this sheet
    at = pair.twin.call("where", "Sign out")
    pair.desk.calm()
    pair.desk.touch(*at)
    pair.desk.wait(lambda: children(pid) not in ([], decoder), "another program's decoder", 20)
    assert pair.process.poll() is None
    pair.twin.sign_out("Sign out")
    pair.twin.wait_for("North Facility")
    pair.waits_alike("the waiting screen again")


def replies(pair: Pair) -> list[Any]:
    """What central has from him."""
    return [each for each in pair.central.seed.messages(pair.tie) if each.direction == "out"]


def colourful(picture: Image.Image) -> bool:
    """Whether the middle of the screen is a photo and not a plain ground."""
    middle = picture.crop((320, 200, 960, 600)).resize((64, 40))
    return len(middle.getcolors(4096) or range(4096)) > 60


def children(pid: int) -> list[int]:
    """The processes that this one started."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(each) for each in task.read_text().split()]
    return found
