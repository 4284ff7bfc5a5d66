"""Coming in, going about, being interrupted: the shell with real screens over a real vault."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget

from kiosk.domain import (
    CommandKind,
    ConnectionId,
    ConnectionState,
    ItemState,
    Payment,
    PhotoFilter,
    PhotoId,
)
from kiosk.session import NeedsNewPin, SignedIn, SignOutReason
from kiosk.ui.label import Label
from kiosk.ui.sheet import Sheet
from kiosk.views import router
from kiosk.views.conversation import ConversationScreen
from kiosk.views.home import HomeScreen
from kiosk.views.people import PeopleScreen
from kiosk.views.photo import PhotoScreen
from kiosk.views.write import WriteScreen
from kiosk.views.write_keeping import SAVE_MS
from tests.pictures.stage import LAST, Stage, go

ROSA, TERESA = ConnectionId("rosa"), ConnectionId("teresa")


def page(made: Stage) -> QWidget:
    assert made.shell is not None
    assert made.shell.page is not None
    return made.shell.page


def control(made: Stage, name: str) -> QWidget:
    assert made.shell is not None
    found = [each for each in made.shell.frame.findChildren(QWidget, name) if each.isVisible()]
    assert found, f"{name} is not on the screen"
    return found[0]


def press(made: Stage, name: str) -> None:
    found = control(made, name)
    assert isinstance(found, QAbstractButton)
    found.click()
    made.settle()


def texts(made: Stage) -> str:
    assert made.shell is not None
    labels = made.shell.frame.findChildren(QWidget)
    return "\n".join(each.accessibleName() for each in labels if each.isVisible())


def text_area(made: Stage) -> QPlainTextEdit:
    found = control(made, "text")
    assert isinstance(found, QPlainTextEdit)
    return found


def test_signing_in_resumes_at_the_last_screen(daniel: Stage) -> None:
    daniel.sign_in()
    assert isinstance(page(daniel), HomeScreen)
    go(daniel, router.Conversation(ROSA))
    daniel.open()
    daniel.sign_in()
    assert isinstance(page(daniel), ConversationScreen)


def test_a_place_that_is_gone_resumes_at_home(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.PhotoAt(PhotoId("photo-99")))
    daniel.open()
    daniel.sign_in()
    assert isinstance(page(daniel), HomeScreen)


def test_the_notice_comes_first_and_holds_the_clock(daniel: Stage) -> None:
    daniel.sign_in(SignedIn(first_time=True, notice_due=True, offline=False, last=LAST))
    assert daniel.shell is not None
    assert daniel.shell.place == router.Notice()
    assert daniel.session.holds[-1:] == [True]
    press(daniel, "agree")
    assert isinstance(page(daniel), HomeScreen)
    assert daniel.session.holds[-1:] == [False]
    assert daniel.mailbox.settings().notice_version == 1


def test_the_language_of_the_waiting_screen_is_kept_until_another_is_chosen(daniel: Stage) -> None:
    daniel.sign_in(SignedIn(first_time=True, notice_due=True, offline=False, last=LAST))
    assert daniel.mailbox.settings().language == ""
    press(daniel, "agree")
    assert daniel.mailbox.settings().language == "en"


def test_a_one_time_pin_leads_to_a_new_one(daniel: Stage) -> None:
    daniel.sign_in(NeedsNewPin(reset=False))
    assert daniel.shell is not None
    assert daniel.shell.place == router.FirstPin()


def test_turning_back_from_a_new_pin_leads_to_the_waiting_screen(daniel: Stage) -> None:
    daniel.sign_in(NeedsNewPin(reset=True))
    press(daniel, "back")
    assert daniel.shell is not None
    assert daniel.shell.place == router.Waiting()


def test_a_sign_in_left_alone_ends_and_all_is_as_the_device_has_it(daniel: Stage) -> None:
    assert daniel.shell is not None
    daniel.shell.go(router.SignIn())
    daniel.settle()
    daniel.shell.frame.status.chosen.emit("language")
    daniel.shell.frame.status.chosen.emit("theme")
    daniel.settle()
    assert "Escribe tu número" in texts(daniel)
    daniel.now += timedelta(seconds=61)
    daniel.shell.tick()
    daniel.settle()
    assert daniel.shell.place == router.Waiting()
    assert "Touch to begin" in texts(daniel)
    assert daniel.looks.look.theme == "light"


def test_what_is_typed_is_kept_and_found_again(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.Write(ROSA))
    QTest.keyClicks(text_area(daniel), "!")
    assert SAVE_MS < 300
    assert "Saving" in texts(daniel)
    QTest.qWait(SAVE_MS + 20)
    daniel.settle()
    assert "Saved" in texts(daniel)
    kept = daniel.mailbox.draft(ROSA)
    assert kept is not None
    assert kept.body.endswith("until I can see it!")


class CountedTimer:
    """Fires when the test says so; a start while it runs would put it off."""

    def __init__(self) -> None:
        self.started = 0
        self.action: Callable[[], object] = self.stop

    def start(self, _ms: int, action: Callable[[], object]) -> None:
        self.started, self.action = self.started + 1, action

    def stop(self) -> None:
        self.started = 0


def test_keys_that_follow_one_another_fast_do_not_put_the_keeping_off(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.Write(ROSA))
    screen, timer = page(daniel), CountedTimer()
    assert isinstance(screen, WriteScreen)
    screen._keeping._timer = timer
    for rounds in (1, 2):
        for _ in range(5):
            QTest.keyClicks(text_area(daniel), "!")
        assert timer.started == rounds
        timer.action()
        daniel.settle()
        kept = daniel.mailbox.draft(ROSA)
        assert kept is not None
        assert kept.body.endswith("!" * 5 * rounds)


def test_leaving_keeps_the_last_key_too(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.Write(ROSA))
    QTest.keyClicks(text_area(daniel), "?")
    daniel.session.sign_out(SignOutReason.IDLE)
    daniel.settle()
    kept = daniel.mailbox.draft(ROSA)
    assert kept is not None
    assert kept.body.endswith("?")


def test_sending_collect_shows_price_and_leaves_a_receipt(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.Write(ROSA))
    press(daniel, "collect")
    press(daniel, "review")
    assert "You pay: Nothing" in texts(daniel)
    press(daniel, "send")
    assert isinstance(page(daniel), ConversationScreen)
    assert "On its way to Rosa. You pay nothing." in texts(daniel)
    newest = daniel.mailbox.messages(ROSA)[-1]
    assert (newest.state, newest.payment) == (ItemState.KEPT, Payment.COD)
    assert daniel.mailbox.draft(ROSA) is None


def test_sending_twice_while_it_is_being_kept_sends_once(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.Write(ROSA))
    screen = page(daniel)
    assert isinstance(screen, WriteScreen)
    screen._sending._send(50)
    screen._sending._send(50)
    screen._sending.ask()
    daniel.settle()
    assert [entry.kind for entry in daniel.mailbox.outbox()] == [CommandKind.MESSAGE_SEND]


def test_opening_an_envelope_queues_it_once(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.Conversation(ROSA))
    press(daniel, "leave:m05")
    assert "It stays sealed" in texts(daniel)
    press(daniel, "open:m05")
    assert "It is opening." in texts(daniel)
    assert [entry.about for entry in daniel.mailbox.outbox()] == ["m05"]


def test_an_undone_decision_leaves_no_trace(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.People())
    assert daniel.shell is not None
    press(daniel, f"decline:{TERESA}")
    assert "Declined. Teresa Whitfield is not told." in texts(daniel)
    daniel.shell.frame.toast.undo()
    daniel.settle()
    assert daniel.mailbox.outbox() == ()
    assert control(daniel, f"approve:{TERESA}")


def test_a_decision_is_kept_and_shown_at_once(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.People())
    assert isinstance(page(daniel), PeopleScreen)
    press(daniel, f"approve:{TERESA}")
    daniel.settle()
    assert [entry.connection for entry in daniel.mailbox.outbox()] == [TERESA]
    assert control(daniel, f"person:{TERESA}")
    go(daniel, router.Home())
    tied = daniel.mailbox.connection(TERESA)
    assert tied is not None
    assert tied.state is ConnectionState.APPROVED


def test_a_removed_photo_comes_back_by_undo(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.PhotoAt(PhotoId("photo-08")))
    assert isinstance(page(daniel), PhotoScreen)
    press(daniel, "remove")
    assert daniel.shell is not None
    assert daniel.shell.place == router.PhotoAt(PhotoId("photo-09"))
    assert len(daniel.mailbox.photo_cells(PhotoFilter(removed=True))) == 1
    daniel.shell.frame.toast.undo()
    daniel.settle()
    assert len(daniel.mailbox.photo_cells(PhotoFilter(removed=True))) == 0


def test_removing_the_last_but_one_shows_the_last(daniel: Stage) -> None:
    daniel.sign_in()
    cells = daniel.mailbox.photo_cells(PhotoFilter())
    last_but_one, last = cells[-2].id, cells[-1].id
    go(daniel, router.PhotoAt(last_but_one))
    screen = page(daniel)
    assert isinstance(screen, PhotoScreen)
    screen._read()  # as after any change of the photos: nothing of them is read ahead
    press(daniel, "remove")
    daniel.settle()
    assert daniel.shell is not None
    assert daniel.shell.place == router.PhotoAt(last)


def test_a_photo_looked_at_is_no_longer_new(daniel: Stage) -> None:
    daniel.sign_in()
    before = daniel.mailbox.photo_counts().new
    go(daniel, router.PhotoAt(PhotoId("photo-00"), PhotoFilter(new=True)))
    assert daniel.mailbox.photo_counts().new == before - 1
    press(daniel, "arrow:1")
    assert daniel.shell is not None
    assert daniel.shell.place == router.PhotoAt(PhotoId("photo-01"), PhotoFilter(new=True))


def test_nothing_moves_under_a_finger(daniel: Stage) -> None:
    daniel.sign_in()
    assert daniel.shell is not None
    cards = control(daniel, "credits")
    QTest.mousePress(cards, Qt.MouseButton.LeftButton)
    daniel.mailbox.mute(ROSA)
    for _ in range(20):
        QTest.qWait(10)
    assert daniel.shell.behind
    assert control(daniel, "credits") is cards
    QTest.mouseRelease(cards, Qt.MouseButton.LeftButton)
    daniel.settle()
    assert not daniel.shell.behind


def test_a_redrawn_screen_keeps_the_focus(daniel: Stage) -> None:
    daniel.sign_in()
    control(daniel, "thread:mateo").setFocus(Qt.FocusReason.TabFocusReason)
    daniel.mailbox.mute(ROSA)
    daniel.settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "thread:mateo"


def test_hide_covers_everything_and_a_touch_lifts_it(daniel: Stage) -> None:
    daniel.sign_in()
    assert daniel.shell is not None
    frame = daniel.shell.frame
    daniel.shell.hide()
    top = frame.childAt(frame.rect().center())
    assert top is not None
    assert "Daniel" not in "\n".join(
        each.full_text() for each in (top.window().findChildren(Label)) if top.isAncestorOf(each)
    )
    QTest.mouseClick(top, Qt.MouseButton.LeftButton)
    daniel.settle()
    assert isinstance(page(daniel), HomeScreen)
    assert frame.childAt(frame.rect().center()) is not top


def test_another_language_is_spoken_at_once_and_kept(daniel: Stage) -> None:
    daniel.sign_in()
    assert daniel.shell is not None
    daniel.shell.frame.status.chosen.emit("language")
    daniel.settle()
    assert "Nuevo para ti" in texts(daniel)
    assert daniel.mailbox.settings().language == "es"


def test_the_clock_goes_on_in_the_bar(daniel: Stage) -> None:
    daniel.sign_in()
    assert daniel.shell is not None
    daniel.now += timedelta(minutes=3)
    daniel.shell.tick()
    assert "14:10" in texts(daniel)


def test_a_sheet_is_left_by_escape(daniel: Stage) -> None:
    daniel.sign_in()
    press(daniel, "not-you")
    assert daniel.shell is not None
    sheet = daniel.shell.frame.findChild(Sheet)
    assert sheet is not None
    assert sheet.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_control_of_every_screen_has_a_name(daniel: Stage, language: str) -> None:
    daniel.wear(language)
    daniel.sign_in()
    for place in (
        router.Home(), router.Photos(), router.PhotoAt(PhotoId("photo-08")), router.Messages(),
        router.Conversation(ROSA), router.Write(ROSA), router.People(), router.Credits(),
        router.SettingsPlace(), router.ChangePin(),
    ):  # fmt: skip
        go(daniel, place)
        assert daniel.shell is not None
        for each in daniel.shell.frame.findChildren(QAbstractButton):
            assert not each.isVisible() or each.accessibleName(), (place, each)


def test_writing_keeps_its_screen_when_the_account_changes(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.Write(ROSA))
    area = text_area(daniel)
    daniel.mailbox.mute(ROSA)
    daniel.settle()
    assert text_area(daniel) is area
    assert isinstance(page(daniel), WriteScreen)
