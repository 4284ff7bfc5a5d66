"""Which PINs are too easy."""

from __future__ import annotations

WEAK_SEQUENCES = ("0123456789", "9876543210")


def weak_pin(pin: str, *, number: str, birth_date: str = "") -> bool:
    """Say whether a 6-digit PIN is too easy: one digit, a run, pairs, the number, a birth date.

    `birth_date` is ISO 8601, or empty where it is not known (the device never knows it).
    """
    if len(pin) != 6 or not pin.isascii() or not pin.isdigit():
        return True
    if len(set(pin)) <= 2 or pin[:2] * 3 == pin or pin[:3] * 2 == pin:
        return True
    if any(pin in run for run in WEAK_SEQUENCES):
        return True
    digits = "".join(c for c in number if c.isdigit())
    if digits and (pin in digits or digits in pin or digits.zfill(6)[-6:] == pin):
        return True
    if birth_date:
        year, month, day = birth_date.split("-")
        dates = {month + day + year[2:], day + month + year[2:], year[2:] + month + day}
        dates |= {year + month, month + year, year + day}
        return pin in dates
    return False
