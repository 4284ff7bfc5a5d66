"""PINs: which are too easy, how one-time PINs are drawn, how they are kept."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.contrib.auth.hashers import check_password, get_hasher, make_password

from central import world
from central.refusals import Refused

LENGTH = 6
RUNS = ("01234567890", "09876543210")


def weakness(pin: str, *, number: str, birth_date: date | None) -> str | None:
    """Why a PIN cannot be had: not-six-digits, repeated, sequence, number, birth-date; or None."""
    if len(pin) != LENGTH or not pin.isascii() or not pin.isdigit():
        return "not-six-digits"
    if len(set(pin)) <= 2 or pin[:2] * 3 == pin or pin[:3] * 2 == pin:
        return "repeated"
    if any(pin in run for run in RUNS):
        return "sequence"
    digits = "".join(char for char in number if char.isascii() and char.isdigit())
    if digits and (pin in digits or digits in pin or digits.zfill(LENGTH)[-LENGTH:] == pin):
        return "number"
    if birth_date is not None and pin in _dates(birth_date):
        return "birth-date"
    return None


def _dates(born: date) -> set[str]:
    year, month, day = born.isoformat().split("-")
    short = year[2:]
    return {
        month + day + short,
        day + month + short,
        short + month + day,
        short + day + month,
        year + month,
        month + year,
        year + day,
        day + year,
    }


def check_strength(pin: str, *, number: str, birth_date: date | None) -> None:
    """Refuse `weak-pin` (reason)."""
    reason = weakness(pin, number=number, birth_date=birth_date)
    if reason is not None:
        raise Refused("weak-pin", reason=reason)


def draw(*, number: str, birth_date: date | None) -> str:
    """A random one-time PIN for staff to print."""
    while True:
        drawn = int.from_bytes(world.token(8), "big") % 10**LENGTH
        pin = f"{drawn:0{LENGTH}d}"
        if weakness(pin, number=number, birth_date=birth_date) is None:
            return pin


def keep(pin: str) -> str:
    """The slow, salted hash under which a PIN is kept."""
    return make_password(pin)


@lru_cache(maxsize=4)
def _nobody(_algorithm: str) -> str:
    return make_password("no PIN has letters")


def matches(pin: str, pin_hash: str | None) -> bool:
    """Whether the PIN is right; takes as long for a person who does not exist (None)."""
    if pin_hash is None:
        check_password(pin, _nobody(get_hasher().algorithm))
        return False
    return check_password(pin, pin_hash)
