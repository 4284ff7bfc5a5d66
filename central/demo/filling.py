"""Fills an empty central with eighteen months of life: `python -m central.demo.filling`."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from central.demo.agenda import Agenda
    from central.demo.cast import Cast
    from central.demo.darkroom import Darkroom
    from central.demo.people import Insider

LAST_SIGN_IN = {"daniel": (2, 14), "luis": (1, 19)}  # days ago, hour: at the other kiosk
LOOKED_FOR = timedelta(minutes=12)


def fill(now: datetime, told: Callable[[float], None]) -> dict[str, str]:
    """Live through the whole story up to the local `now`; `told` hears how far it is, 0 to 1.

    Everything is done by central's own services, each act at its own time. Returns the one-time
    PINs that nobody has used yet, by inmate.
    """
    from central import world
    from central.demo import cast, people
    from central.demo.agenda import Agenda
    from central.demo.clock import StoryWorld
    from central.demo.darkroom import Darkroom
    from central.demo.timing import on_day

    darkroom = Darkroom(now)
    begin = on_day(now, max(person.admitted for person in people.INSIDERS) + 5, 9)
    story = StoryWorld(begin)
    with world.replaced(story):
        everybody = cast.found()
        agenda = Agenda(story, now)
        _plan(everybody, agenda, darkroom, now)
        agenda.run(lambda moment: told((moment - begin) / (now - begin)))
    return everybody.one_time_pins


def _plan(everybody: Cast, agenda: Agenda, darkroom: Darkroom, now: datetime) -> None:
    from central.demo import (
        album,
        complaints,
        correspondence,
        handbook,
        meetings,
        mishaps,
        people,
        post,
        ties,
    )
    from central.demo.timing import on_day

    agenda.at(on_day(now, 200, 10), lambda: handbook.write(everybody))
    pictures = album.Album(everybody, agenda, darkroom)
    for person in people.INSIDERS:
        _plan_insider(everybody, agenda, person, now)
    for key, (days, hour) in LAST_SIGN_IN.items():
        pictures.last_sign_in[key] = on_day(now, days, hour) + LOOKED_FOR
    for outsider in people.OUTSIDERS:
        ties.plan(everybody, agenda, outsider, now)
    for present in people.PRESENTS:
        ties.plan_present(everybody, agenda, present, now)
    for outsider in people.OUTSIDERS:
        if outsider.letters:
            correspondence.Correspondence(everybody, agenda, outsider).plan(now)
    mishaps.plan(everybody, agenda, now)
    meetings.plan(everybody, agenda, now)
    complaints.plan(everybody, agenda, now)
    pictures.plan()
    agenda.at(now - post.KEPT, post.deliver_at_once)
    drafted = pictures.last_sign_in[people.DRAFT[0]]
    agenda.at(drafted, lambda: correspondence.begin_draft(everybody))


def _plan_insider(everybody: Cast, agenda: Agenda, person: Insider, now: datetime) -> None:
    from central.demo import cast
    from central.demo.timing import on_day

    agenda.at(on_day(now, person.admitted, 11), lambda: cast.admit(everybody, person))
    if not person.pin:
        return
    first = on_day(now, person.admitted - 1, 17)
    agenda.at(first, lambda: cast.first_sign_in(everybody, person))
    days, hour = LAST_SIGN_IN[person.key]
    agenda.at(on_day(now, days, hour), lambda: cast.sign_in(everybody, person))


def _tell(share: float) -> None:
    """One line a percent, for the program that started this one."""
    percent = int(share * 100)
    if percent != _told[-1]:
        _told.append(percent)
        print(percent, flush=True)


_told = [-1]


def main() -> None:
    """Make the database, fill it, write the unused one-time PINs beside it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "central.demo.filling_settings"
    import django
    from django.core.management import call_command

    django.setup()
    from django.conf import settings
    from django.db import connections

    gc.disable()  # nothing is thrown away in circles here, and it is a tenth of the time
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
    pins = fill(datetime.now(UTC).astimezone(), _tell)
    Path(settings.CENTRAL_DATA, "one-time-pins.json").write_text(json.dumps(pins), "utf-8")
    connections.close_all()
    os.sync()  # while filling nothing waited for the disk


if __name__ == "__main__":
    main()
