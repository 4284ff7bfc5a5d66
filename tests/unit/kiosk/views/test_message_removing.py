"""A message is taken out of its conversation behind one question, and comes back with Undo."""

from PySide6.QtWidgets import QWidget

from kiosk.domain import ConnectionId, Direction, ItemState, Message, Payment
from kiosk.ui.button import IconButton
from kiosk.views import router
from kiosk.views.conversation import ConversationScreen
from tests.pictures.scenes import button
from tests.pictures.stage import Stage, go

ROSA = ConnectionId("rosa")


def conversation(daniel: Stage) -> ConversationScreen:
    daniel.sign_in()
    go(daniel, router.Conversation(ROSA))
    return here(daniel)


def here(daniel: Stage) -> ConversationScreen:
    assert daniel.shell is not None
    page = daniel.shell.page
    assert isinstance(page, ConversationScreen)
    return page


def messages(daniel: Stage) -> tuple[Message, ...]:
    return daniel.mailbox.messages(ROSA)


def more(page: QWidget, message: Message) -> IconButton | None:
    found = page.findChild(IconButton, f"more:{message.id}")
    return found if isinstance(found, IconButton) else None


def test_removed_behind_a_question_and_back_with_undo(daniel: Stage) -> None:
    page = conversation(daniel)
    gone = next(each for each in messages(daniel) if each.body and each.direction is Direction.IN)
    asked = more(page, gone)
    assert asked is not None
    asked.click()
    assert gone in messages(daniel)
    button(daniel, "remove-message").click()
    daniel.settle()
    assert gone not in messages(daniel)
    assert more(here(daniel), gone) is None
    assert daniel.shell is not None
    daniel.shell.frame.toast.undo()
    daniel.settle()
    assert gone in messages(daniel)
    assert more(here(daniel), gone) is not None


def test_the_button_stands_beside_the_bubble_and_covers_nothing(daniel: Stage) -> None:
    page = conversation(daniel)
    for message in messages(daniel):
        beside = more(page, message)
        if beside is None:
            continue
        assert beside.height() >= 56
        holder = beside.parentWidget() or page
        for other in holder.findChildren(QWidget):
            if other.parentWidget() is holder and other is not beside and other.isVisible():
                assert not other.geometry().intersects(beside.geometry())


def test_what_central_does_not_have_yet_cannot_be_removed(daniel: Stage) -> None:
    conversation(daniel)
    daniel.mailbox.send(ROSA, "Wait for me.", Payment.PREPAID, 50)
    daniel.settle()
    kept = messages(daniel)[-1]
    assert kept.state is ItemState.KEPT
    assert more(here(daniel), kept) is None
