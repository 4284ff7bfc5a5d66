"""Visits and gifts of the demonstration do not get in each other's way at any hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from central.demo import meetings, people, ties
from central.demo.timing import on_day


@pytest.mark.parametrize("hour", range(24))
def test_no_visit_is_paid_for_while_bought_credits_wait_to_be_given(hour: int) -> None:
    now = datetime(2026, 11, 24, hour, 59, tzinfo=UTC)
    hold = timedelta(hours=settings.GIFT_HOLD_HOURS)
    for present in people.PRESENTS:
        given = on_day(now, present.days, ties.GIVEN_AT)
        for meeting in meetings.MEETINGS:
            booked = now - timedelta(hours=meeting.booked)
            if meeting.username == present.username:
                assert not given - max(hold, ties.SAVED_UP_BEFORE) <= booked <= given
