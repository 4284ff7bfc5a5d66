"""One piece at a time on Qt's own engine for tests: said, interrupted, hushed, told as over."""

import pytest
from pytestqt.qtbot import QtBot

from kiosk.speech.engine import Engine
from kiosk.speech.wire import Say

LONG = "one two three four five six seven eight nine ten"


@pytest.fixture
def engine(qtbot: QtBot) -> Engine:
    return Engine("mock")


def said(engine: Engine) -> list[int]:
    numbers: list[int] = []
    engine.said.connect(numbers.append)
    return numbers


def test_it_knows_what_it_can_read(engine: Engine) -> None:
    assert engine.works()
    assert {"en", "fi", "no"} <= set(engine.languages())


def test_a_piece_is_told_as_over_when_it_was_said(engine: Engine, qtbot: QtBot) -> None:
    numbers = said(engine)
    engine.say(Say(1, "hello", "en", 1.0))
    assert numbers == []
    qtbot.waitUntil(lambda: numbers == [1])


def test_another_piece_takes_the_place_of_the_first(engine: Engine, qtbot: QtBot) -> None:
    numbers = said(engine)
    engine.say(Say(1, LONG, "en", -1.0))
    engine.say(Say(2, "hello", "fi", 1.0))
    qtbot.waitUntil(lambda: numbers == [1, 2])


def test_hush_ends_it_at_once_and_forgets_what_would_follow(engine: Engine) -> None:
    numbers = said(engine)
    engine.say(Say(1, LONG, "en", -1.0))
    engine.hush()
    assert numbers == [1]  # the engine for tests stops within the call
    engine.hush()
    assert numbers == [1]


def test_a_language_without_a_voice_is_read_by_the_voice_there_is(
    engine: Engine, qtbot: QtBot
) -> None:
    numbers = said(engine)
    engine.say(Say(1, "hello", "xx", 1.0))
    qtbot.waitUntil(lambda: numbers == [1])


@pytest.mark.qt_log_ignore("is not supported")  # Qt itself says so
def test_without_an_engine_it_works_not_and_reads_nothing(qtbot: QtBot) -> None:
    engine = Engine("no-such-engine")
    assert not engine.works()
    assert engine.languages() == ()
