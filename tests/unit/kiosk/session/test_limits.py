"""Time: warnings where they belong, an end when it is over, none while a notice is read."""

from kiosk.session.limits import Limits
from kiosk.session.outcomes import SignOutReason, TimeNotice


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_warns_at_two_minutes_and_thirty_seconds_before_the_limit() -> None:
    clock = Clock()
    limits = Limits(clock, 120, 600)
    seen = []
    for _ in range(600):
        clock.now += 1
        limits.activity()
        seen.append((limits.left().notice, limits.over()))
    assert [notice for notice, _ in seen].index(TimeNotice.TWO_MINUTES) == 600 - 120 - 1
    assert [notice for notice, _ in seen].index(TimeNotice.THIRTY_SECONDS) == 600 - 30 - 1
    assert [over for _, over in seen].index(SignOutReason.LIMIT) == 599
    assert TimeNotice.IDLE not in {notice for notice, _ in seen}


def test_warns_thirty_seconds_before_an_idle_end_and_a_touch_stays() -> None:
    clock = Clock()
    limits = Limits(clock, 120, 3600)
    clock.now += 89
    assert limits.left().notice is TimeNotice.NONE
    clock.now += 1
    assert limits.left().notice is TimeNotice.IDLE
    assert limits.left().idle_seconds == 30
    limits.activity()
    assert limits.left().notice is TimeNotice.NONE
    clock.now += 119.5
    assert limits.over() is None
    clock.now += 0.5
    assert limits.over() is SignOutReason.IDLE


def test_a_short_idle_time_does_not_warn_all_the_time() -> None:
    clock = Clock()
    limits = Limits(clock, 40, 3600)
    assert limits.left().notice is TimeNotice.NONE
    clock.now += 20
    assert limits.left().notice is TimeNotice.IDLE


def test_reading_the_notice_takes_as_long_as_it_takes() -> None:
    clock = Clock()
    limits = Limits(clock, 120, 600)
    clock.now += 100
    limits.hold(held=True)
    limits.hold(held=True)
    clock.now += 5000
    assert limits.over() is None
    assert limits.left().notice is TimeNotice.NONE
    assert limits.left().limit_seconds == 500
    limits.hold(held=False)
    limits.hold(held=False)
    assert limits.left().limit_seconds == 500
    assert limits.left().idle_seconds == 120


def test_staying_begins_the_time_anew() -> None:
    clock = Clock()
    limits = Limits(clock, 120, 600)
    clock.now += 590
    assert limits.left().notice is TimeNotice.THIRTY_SECONDS
    limits.stay()
    assert limits.left().limit_seconds == 600
    assert limits.left().idle_seconds == 120
    assert limits.left().notice is TimeNotice.NONE


def test_a_new_policy_holds_at_once() -> None:
    clock = Clock()
    limits = Limits(clock, 120, 600)
    clock.now += 100
    limits.change(120, 90)
    assert limits.over() is SignOutReason.LIMIT
