"""What many histories share: central with people prepared in it, a device, certificates."""

from __future__ import annotations

import base64
import itertools
from enum import StrEnum
from pathlib import Path
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain import ConnectionId
from tests.central_server import CentralServer
from tests.faults.kill.seat import enrol
from tests.faults.network import certificates

PIN = "493817"
SMALL, LARGE = (64, 48), (5600, 4200)  # the file of a large one has several chunks
LATER = 450  # rows of the feed that this app passes over: three pages


class Sort(StrEnum):
    """What there is of a family to be fetched."""

    PLAIN = "plain"
    LONG = "long"  # a feed of several pages
    LARGE = "large"  # a photo of several chunks


STOCK = {Sort.PLAIN: 3, Sort.LONG: 1, Sort.LARGE: 1}  # prepared
WEIGHTS = {Sort.PLAIN: 5, Sort.LONG: 2, Sort.LARGE: 3}


class Family:
    """An inmate with a contact, credits and mail at central."""

    numbers = itertools.count(1001)

    def __init__(self, central: CentralServer, sort: Sort) -> None:
        seed, number = central.seed, next(self.numbers)
        self.number = str(number)
        self.id = seed.inmate(self.number, pin=PIN).id
        contact = seed.contact(f"maria{number}").id
        seed.credits(contact, 5000)
        seed.credits(self.id, 180)
        self.tie = ConnectionId(seed.connection(contact, self.id).id)
        other = seed.contact(f"ana{number}", "Ana", "Diaz").id
        self.asked = ConnectionId(seed.connection(other, self.id, state="requested").id)
        for text in ("One", "Two"):
            seed.message(self.tie, text, payment="cod")
        width, height = LARGE if sort is Sort.LARGE else SMALL
        seed.photo(self.tie, width=width, height=height, seed=number)
        if sort is Sort.LONG:
            seed.later(self.id, LATER)


class Ground:
    """One central; each history goes on with a copy of what it holds at the start."""

    def __init__(self, central: CentralServer, folder: Path) -> None:
        self.central = central
        self.place = enrol(central)
        self.trusted, self.contexts = certificates.contexts(folder)
        self._stock = {
            sort: [Family(central, sort) for _ in range(count)] for sort, count in STOCK.items()
        }
        public = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
        self.other_key = base64.b64encode(public).decode()
        self._source: str = central.seed.go_on().id

    def family(self, rng: Random) -> Family:
        """Somebody to whom nothing has happened yet."""
        self.central.seed.go_on(self._source)
        (sort,) = rng.choices(list(WEIGHTS), list(WEIGHTS.values()))
        return rng.choice(self._stock[sort])
