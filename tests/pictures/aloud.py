"""Reading aloud: switched on, in the midst of a text, and where there is no voice."""

from dataclasses import replace

from kiosk.domain import ConnectionId
from kiosk.domain.speech import SpeechState
from kiosk.speech import Speaker
from kiosk.ui.button import IconButton
from kiosk.views import router
from kiosk.views.read_button import NAMED
from kiosk.views.router import Place
from tests.pictures.scenes import drawn
from tests.pictures.stage import Stage, go


@drawn
def waiting_without_voice(made: Stage) -> None:
    assert made.shell is not None
    made.speaker = Speaker(present=False)
    made.open((made.shell.frame.width(), made.shell.frame.height()))


class Reading(Speaker):
    """A voice in the midst of a text, without a process."""

    def start(self) -> None:
        self.state = SpeechState.READY

    @property
    def speaking(self) -> bool:
        return True


def _read_aloud(made: Stage, place: Place) -> None:
    assert made.shell is not None
    made.speaker = Reading("mock", present=True)
    made.open((made.shell.frame.width(), made.shell.frame.height()))
    made.mailbox.save_settings(replace(made.mailbox.settings(), read_aloud="fast"), done=None)
    made.settle()
    made.sign_in()
    go(made, place)


@drawn
def conversation_read_aloud(made: Stage) -> None:
    _read_aloud(made, router.Conversation(ConnectionId("rosa")))
    assert made.shell is not None
    buttons = made.shell.frame.findChildren(IconButton)
    [*_, last] = [each for each in buttons if each.objectName().startswith(NAMED)]
    last.click()


@drawn
def settings_read_aloud(made: Stage) -> None:
    _read_aloud(made, router.SettingsPlace())
