"""No screen shows what others wrote in a way that turns, hides or covers what stands beside it."""

import unicodedata
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from kiosk.domain import ConnectionId, PhotoId
from kiosk.domain.harmless import FIRST_STRONG, MOST_MARKS, POP
from kiosk.ui.paragraph import Paragraph
from kiosk.views import router
from tests.pictures.scripts import HARM, people
from tests.pictures.stage import Stage, go, stage
from tests.pictures.visits import tell

PLACES = (
    router.HOME,
    router.Photos(),
    router.Messages(),
    router.People(),
    router.Credits(),
    *(router.PhotoAt(PhotoId(f"photo-{key}")) for key in HARM),
    *(router.Conversation(ConnectionId(key)) for key in HARM),
    *(router.Write(ConnectionId(key)) for key in HARM),
)


def said(made: Stage) -> Iterator[str]:
    """Everything that the window shows or that read-aloud would say."""
    assert made.shell is not None
    for part in made.shell.frame.findChildren(QWidget):
        yield part.accessibleName()
        if isinstance(part, QLabel | Paragraph):
            yield part.text()


@pytest.fixture(scope="module")
def harmed(qapp: QApplication) -> Iterator[Stage]:
    with stage(qapp) as made:
        made.open()
        made.sign_in()
        tell(made, *people(HARM))
        yield made


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_no_screen_lets_text_do_harm(harmed: Stage, place: router.Place) -> None:
    go(harmed, place)
    shown = set(said(harmed))
    assert len(shown) > 10
    for text in shown:
        hidden = [char for char in text if unicodedata.category(char) in ("Cf", "Cs", "Zl", "Zp")]
        assert not set(hidden) - {FIRST_STRONG, POP, "\u200d", "\u200c"}, text
        marks = 0
        for char in text:
            marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
            assert marks <= MOST_MARKS, text
