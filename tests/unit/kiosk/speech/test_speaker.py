"""The app's end of its voice, with the voice's real process over Qt's own engine for tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.speech import Pace, SpeechState, Utterance
from kiosk.speech import Speaker

LONG = "one two three four five six seven eight nine ten " * 20


@pytest.fixture
def speaker(qtbot: QtBot) -> Iterator[Speaker]:
    made = Speaker("mock", present=True)
    made.pace = Pace.FASTEST
    yield made
    made.close()


def ready(speaker: Speaker, qtbot: QtBot) -> None:
    speaker.start()
    qtbot.waitUntil(lambda: speaker.state is SpeechState.READY, timeout=30_000)


def alive(pid: int) -> bool:
    """Whether a process runs, and is not only waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except FileNotFoundError:
        return False


def test_what_is_asked_before_it_is_ready_is_said_then_in_order(
    speaker: Speaker, qtbot: QtBot
) -> None:
    states = [speaker.state]
    speaker.start()
    states.append(speaker.state)
    assert states == [SpeechState.RESTING, SpeechState.STARTING]
    speaker.say([Utterance("one", "en"), Utterance("two", "fi")])
    speaker.add([Utterance("three", "en")])
    assert speaker.speaking
    qtbot.waitUntil(lambda: speaker.state is SpeechState.READY, timeout=30_000)
    assert "en" in speaker.languages
    qtbot.waitUntil(lambda: not speaker.speaking)


def test_nothing_is_said_by_a_voice_that_nobody_started(speaker: Speaker) -> None:
    speaker.say([Utterance("one", "en")])
    assert not speaker.speaking
    assert speaker.pid is None


def test_stop_is_at_once_and_another_text_may_follow(speaker: Speaker, qtbot: QtBot) -> None:
    ready(speaker, qtbot)
    speaker.say([Utterance(LONG, "en"), Utterance(LONG, "en")])
    states = [speaker.speaking]
    speaker.stop()
    states.append(speaker.speaking)
    speaker.say([Utterance("one", "en")])
    states.append(speaker.speaking)
    assert states == [True, False, True]
    qtbot.waitUntil(lambda: not speaker.speaking)


def test_a_new_text_takes_the_place_of_the_old(speaker: Speaker, qtbot: QtBot) -> None:
    ready(speaker, qtbot)
    speaker.say([Utterance(LONG, "en"), Utterance(LONG, "en")])
    speaker.say([Utterance("one", "en")])
    qtbot.waitUntil(lambda: not speaker.speaking)  # the old would go on for minutes


def test_resting_ends_the_process_and_leaves_no_file(speaker: Speaker, qtbot: QtBot) -> None:
    ready(speaker, qtbot)
    pid, folder = speaker.pid, Path(speaker._folder)
    assert pid is not None
    assert folder.is_dir()
    speaker.say([Utterance(LONG, "en")])
    speaker.rest()
    assert not alive(pid)
    assert not folder.exists()
    assert speaker.state is SpeechState.RESTING
    assert not speaker.speaking
    ready(speaker, qtbot)  # and it can be had again


def test_a_voice_that_dies_is_no_voice_any_more(speaker: Speaker, qtbot: QtBot) -> None:
    ready(speaker, qtbot)
    speaker.say([Utterance(LONG, "en")])
    assert speaker.pid is not None
    os.kill(speaker.pid, 9)
    qtbot.waitUntil(lambda: speaker.state is SpeechState.NO_ENGINE)
    assert not speaker.speaking
    speaker.say([Utterance("one", "en")])
    assert not speaker.speaking


def test_a_voice_that_hears_nothing_is_given_up_and_never_waited_for(
    speaker: Speaker, qtbot: QtBot
) -> None:
    ready(speaker, qtbot)
    assert speaker.pid is not None
    os.kill(speaker.pid, 19)  # SIGSTOP
    for _ in range(200):  # more than a pipe holds
        speaker.say([Utterance(LONG, "en")])
    assert speaker.state is SpeechState.NO_ENGINE


def test_an_engine_that_is_not_there_is_said_so(qtbot: QtBot) -> None:
    speaker = Speaker("no-such-engine", present=True)
    speaker.start()
    qtbot.waitUntil(lambda: speaker.state is SpeechState.NO_ENGINE, timeout=30_000)
    assert speaker.pid is None
    speaker.close()


def test_a_device_without_the_program_has_no_voice_and_starts_nothing(qtbot: QtBot) -> None:
    speaker = Speaker(present=False)
    assert speaker.state is SpeechState.NO_ENGINE
    speaker.start()
    assert speaker.pid is None
    speaker.rest()
    assert speaker.state is SpeechState.NO_ENGINE
