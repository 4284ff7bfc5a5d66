"""The real thing: speech-dispatcher and espeak-ng speak into a file, in English and in Spanish."""

import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.speech import SpeechState, Utterance
from kiosk.speech import Speaker
from kiosk.speech.dispatcher import Dispatcher

ALSA = """\
pcm.!default {{ type file slave.pcm "null" file "{}" format raw }}
pcm.null {{ type null }}
ctl.!default {{ type null }}
"""


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """Where the sound card of this test writes what it is given."""
    (tmp_path / "alsa.conf").write_text(ALSA.format(tmp_path / "sound.raw"))
    return tmp_path / "sound.raw"


@pytest.fixture
def speaker(sound: Path, qtbot: QtBot) -> Iterator[Speaker]:
    environ = {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "ALSA_CONFIG_PATH": str(sound.parent / "alsa.conf"),
    }
    made = Speaker(environ=environ)
    made.start()
    qtbot.waitUntil(lambda: made.state is not SpeechState.STARTING, timeout=60_000)
    assert made.state is SpeechState.READY
    yield made
    made.close()


def heard(sound: Path) -> float:
    """How many samples were not silent."""
    samples = array.array("h", sound.read_bytes()[: sound.stat().st_size // 2 * 2])
    return sum(abs(sample) > 300 for sample in samples)


def test_it_is_heard_in_both_languages_of_the_screens(
    speaker: Speaker, sound: Path, qtbot: QtBot
) -> None:
    assert {"en", "es", "ar", "ht", "vi"} <= speaker.languages
    speaker.say([Utterance("Hello Daniel, this is a new message.", "en")])
    qtbot.waitUntil(lambda: not speaker.speaking, timeout=60_000)
    english = heard(sound)
    assert english > 1000
    speaker.say([Utterance("Hola Daniel, este es un mensaje nuevo.", "es")])
    qtbot.waitUntil(lambda: not speaker.speaking, timeout=60_000)
    assert heard(sound) > english + 1000


def test_what_was_said_is_in_no_file_and_nothing_of_it_runs_on(
    speaker: Speaker, sound: Path, qtbot: QtBot
) -> None:
    speaker.say([Utterance("Only Rosa knows the word pomegranate.", "en")])
    qtbot.waitUntil(lambda: not speaker.speaking, timeout=60_000)
    folder = Path(speaker._folder)
    kept = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert kept  # its own configuration, at least
    assert not [path for path in kept if b"pomegranate" in path.read_bytes()]
    group = speaker.pid
    assert group is not None
    speaker.close()
    left = [
        stat
        for stat in Path("/proc").glob("[0-9]*/stat")
        if (fields := _fields(stat)) and fields[2] == str(group) and fields[0] != "Z"
    ]
    assert left == []


def _fields(stat: Path) -> list[str]:
    """State, parent and group of a process, and more; nothing when it has just ended."""
    try:
        return stat.read_text().rpartition(") ")[2].split()
    except OSError:
        return []


def test_where_the_program_cannot_start_there_is_no_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.speech.dispatcher.PLACES", str(tmp_path))
    assert not Dispatcher(tmp_path, {}).start()
    program = tmp_path / "speech-dispatcher"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    dispatcher = Dispatcher(tmp_path, {})
    assert not dispatcher.start()
    dispatcher.stop()
