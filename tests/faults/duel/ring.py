"""The duels on one database, which the environment names: run by `python -m tests.faults.duel`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from random import Random
from typing import TYPE_CHECKING

from tests import databases
from tests.faults import campaign

if TYPE_CHECKING:
    from tests.faults.duel.house import House

ROUNDS = 150  # in one database: the books are checked whole after each, so they stay short
SWITCH = 1e-4  # seconds a thread may run before another: an act is cut into many pieces


class Ring:
    """Goes from round to round, and to a new database from time to time."""

    def __init__(self, duels: dict[str, list[Callable[[Random, House], None]]]) -> None:
        self._duels = duels
        self._house = ExitStack()
        self._rounds = 0
        self.fought: Counter[str] = Counter()

    def case(self, rng: Random) -> None:
        """One round of one duel."""
        if self._rounds % ROUNDS == 0:
            self._move()
        self._rounds += 1
        name = rng.choice(sorted(self._duels))
        bout = rng.choice(self._duels[name])
        self.fought[name] += 1
        bout(rng, self._here)

    def _move(self) -> None:
        from tests.faults.duel import house

        self.leave()
        databases.provide_afresh()
        self._here = self._house.enter_context(house.opened())

    def leave(self) -> None:
        """Close the house and its connections."""
        self._house.close()


def main() -> int:
    """Set central up on the database, and fight."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "central.settings"
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CENTRAL_MAIL_DELIVERY = "nobody"  # e-mails are told of, and not sent
    import django

    django.setup()
    databases.provide()
    sys.setswitchinterval(SWITCH)
    from tests.faults.duel import deciding, leaving, paying

    ring = Ring(
        {
            "last credits": [
                paying.same_message,
                paying.open_and_send,
                paying.two_messages,
                paying.same_draft,
                paying.same_command,
            ],
            "approve against reject": [deciding.approve_and_reject],
            "stopped under review": [
                deciding.removed_under_review,
                leaving.stopped_under_review,
                leaving.neighbours,
            ],
            "stopped in flight": [leaving.stopped_in_flight],
            "refund against appeal": [
                deciding.reject_and_appeal,
                deciding.uphold_and_deny,
                deciding.withdraw_and_open,
                leaving.stopped_under_appeal,
            ],
            "two browsers": [
                paying.two_browsers,
                paying.open_and_give,
                paying.captured_and_charged_back,
            ],
        }
    )
    try:
        return campaign.main("duel", ring.case)
    finally:
        ring.leave()
        for name, rounds in sorted(ring.fought.items()):
            sys.stdout.write(f"  {name}: {rounds} rounds\n")


if __name__ == "__main__":
    sys.exit(main())
