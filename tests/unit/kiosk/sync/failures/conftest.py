"""The fixtures of this folder: a person at the real central, and a kiosk with sessions."""

from tests.unit.kiosk.sync.pair.conftest import (
    central,
    clock,
    family,
    shared_central,
    sign_in,
)

__all__ = ["central", "clock", "family", "shared_central", "sign_in"]
