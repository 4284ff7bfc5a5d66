"""What every history begins with: a family, and two devices in step with central."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random

from central import world
from tests import seed
from tests.faults.model.house import NUMBER, House
from tests.faults.model.room import Room
from tests.faults.model.seat import Seat
from tests.faults.model.station import Station, enroll

NAMES = ("A", "B")
CREDITS = 400
PIN = "493817"


@dataclass(frozen=True)
class Begin:
    """A house whose copy `begin` central's part of it is."""

    house: House
    stations: tuple[Station, ...]
    pin: str
    credits: int


def prepare(folder: Path) -> Begin:
    """Enrol the devices, sign in and sync at each; once a process."""
    house = House(folder)
    with world.replaced(house.world):
        seed.credits(house.family.inmate, CREDITS)
        stations = tuple(enroll(house, name) for name in NAMES)
        pin = house.family.pin
        for station in stations:
            pin = _sync(house, station, pin)
    house.keep_begin()
    return Begin(house, stations, pin, CREDITS)


def _sync(house: House, station: Station, pin: str) -> str:
    with tempfile.TemporaryDirectory(dir=house.folder) as folder, Room(Path(folder)) as room:
        seat = Seat(house, station, room, Random(0), 2**31)  # noqa: S311
        pin = seat.sign_in(NUMBER, pin, lambda: PIN)
        seat.sync()
        seat.close()
        shutil.rmtree(station.folder)
        shutil.copytree(seat.folder, station.folder)
    return pin
