"""Daniel's screens with a voice that notes what it says."""

from __future__ import annotations

import pytest

from kiosk.views.shell import Shell
from tests.pictures.stage import Stage
from tests.unit.kiosk.views.aloud.hearing import Noted


@pytest.fixture
def speaker(daniel: Stage) -> Noted:
    daniel.speaker.close()
    daniel.speaker = made = Noted()
    return made


@pytest.fixture
def shell(daniel: Stage, speaker: Noted) -> Shell:
    made = daniel.open()
    made.frame.activateWindow()
    return made
