"""Time that runs out: the warnings, and who may stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.session import TimeLeft, TimeNotice
from kiosk.ui.banner import Banner
from kiosk.ui.label import Label
from tests.pictures.stage import Stage


def texts(made: Stage) -> str:
    assert made.shell is not None
    shown = [each for each in made.shell.frame.findChildren(Label) if each.isVisible()]
    return "\n".join(each.full_text() for each in shown)


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        (TimeNotice.IDLE, "Are you still here?"),
        (TimeNotice.TWO_MINUTES, "2 minutes left"),
        (TimeNotice.THIRTY_SECONDS, "30 seconds left"),
    ],
)
def test_time_warns_before_it_ends(daniel: Stage, notice: TimeNotice, said: str) -> None:
    daniel.sign_in()
    daniel.session.tell(TimeLeft(110, 25, notice))
    assert said in texts(daniel)
    daniel.session.tell(TimeLeft(1000, 120, TimeNotice.NONE))
    assert said not in texts(daniel)


@pytest.mark.parametrize(
    ("notice", "allowed", "button", "stayed"),
    [
        (TimeNotice.IDLE, False, "Stay", 0),
        (TimeNotice.TWO_MINUTES, False, "OK", 1),  # which the session does not heed then
        (TimeNotice.TWO_MINUTES, True, "Stay", 1),
        (TimeNotice.THIRTY_SECONDS, True, "Stay", 1),
    ],
)
def test_who_may_stay_is_offered_to(
    daniel: Stage, notice: TimeNotice, allowed: bool, button: str, stayed: int
) -> None:
    daniel.session.policy = replace(daniel.session.policy, stay_allowed=allowed)
    daniel.sign_in()
    daniel.session.tell(TimeLeft(110, 25, notice))
    assert daniel.shell is not None
    banner = daniel.shell.frame.findChild(Banner)
    assert banner is not None
    assert banner.button is not None
    assert banner.button.text() == button
    banner.button.click()
    assert daniel.session.stayed == stayed
    daniel.settle()
    assert daniel.shell.frame.findChild(Banner) is None


def test_a_tablet_says_that_it_locks(daniel: Stage) -> None:
    for tablet, said in ((True, "this tablet locks"), (False, "you are signed out")):
        daniel.session.tablet = tablet
        daniel.sign_in()
        daniel.session.tell(TimeLeft(600, 25, TimeNotice.IDLE))
        assert said in texts(daniel)
        daniel.session.tell(TimeLeft(600, 120, TimeNotice.NONE))
