"""The test cards, and what the bank behind each of them answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Behaviour(StrEnum):
    """What happens when a test card is charged."""

    CAPTURE = "capture"
    DECLINE = "decline"
    NO_FUNDS = "no_funds"
    TIME_OUT = "time_out"
    TWICE = "twice"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True)
class TestCard:
    """A number that may be printed on the page, because no bank has issued it."""

    __test__ = False

    number: str
    behaviour: Behaviour

    @property
    def spaced(self) -> str:
        """The number in groups of four, as on a card."""
        return " ".join(self.number[i : i + 4] for i in range(0, len(self.number), 4))


CARDS = (
    TestCard("4242424242424242", Behaviour.CAPTURE),
    TestCard("4000000000000002", Behaviour.DECLINE),
    TestCard("4000000000009995", Behaviour.NO_FUNDS),
    TestCard("4000000000000077", Behaviour.TIME_OUT),
    TestCard("4000000000000101", Behaviour.TWICE),
    TestCard("4000000000000259", Behaviour.DISPUTE),
)


def behaviour_of(number: str) -> Behaviour | None:
    """Look a typed number up, blanks and dashes aside; None for any other card."""
    digits = number.replace(" ", "").replace("-", "")
    return next((card.behaviour for card in CARDS if card.number == digits), None)
