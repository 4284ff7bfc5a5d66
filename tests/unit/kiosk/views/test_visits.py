"""Visits on the screen: words for each state, countdown, the answer, what time does meanwhile."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.domain import (
    CommandId,
    CommandKind,
    CommandStatus,
    ConnectionId,
    OutboxEntry,
    Services,
    Visit,
    VisitEnd,
    VisitId,
    VisitState,
)
from kiosk.ui.label import Label
from kiosk.ui.sheet import Sheet
from kiosk.views import router, states, troubles, words
from kiosk.views.language import use_language
from kiosk.views.visits import VisitsScreen
from tests.pictures import story
from tests.pictures.scenes import button
from tests.pictures.stage import Stage, go
from tests.pictures.visits import TODAY, tell

NOW = story.NOW
VISIT = Visit(
    VisitId("v"), ConnectionId("june"), "June", NOW, NOW + timedelta(minutes=30),
    VisitState.APPROVED, 1500,
)  # fmt: skip


def at(when: datetime, **more: object) -> Visit:
    until = when + timedelta(minutes=30)
    return replace(VISIT, starts_at=when, ends_at=until, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "when", "said"),
    [
        ("en", story.at(11, 19, "14:42"), "Today at 14:42, in 35 minutes"),
        ("en", story.at(11, 19, "14:08"), "Today at 14:08, in 1 minute"),
        ("en", story.at(11, 19, "17:10"), "Today at 17:10, in 3 h 3 min"),
        ("en", story.at(11, 20, "09:00"), "Tomorrow at 09:00"),
        ("en", story.at(11, 21, "13:30"), "Saturday 13:30, in 2 days"),
        ("en", story.at(12, 5, "13:30"), "Saturday, December 5 at 13:30, in 16 days"),
        ("en", story.at(11, 19, "14:00"), "It is on now, until 14:30"),
        ("es", story.at(11, 19, "14:42"), "Hoy a las 14:42, en 35 minutos"),
        ("es", story.at(11, 21, "13:30"), "Sábado 13:30, en 2 días"),
    ],
)
def test_when_it_is(language: str, when: datetime, said: str) -> None:
    use_language(language)
    visit = at(when)
    assert words.visit_moment(visit.starts_at, visit.ends_at, NOW) == said


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_state_is_said_in_words(language: str) -> None:
    use_language(language)
    ahead = NOW + timedelta(hours=1)
    said = {states.visit_say(at(ahead, state=state), NOW).text for state in VisitState}
    said.add(states.visit_say(at(ahead, lost=True), NOW).text)
    assert len(said) == len(VisitState) + 1
    for by in VisitEnd:
        gone = at(ahead, state=VisitState.CANCELLED, cancelled_by=by, refunded=1500)
        assert "1500" in states.visit_end(gone, NOW)
    assert states.visit_end(at(ahead, state=VisitState.PAST), NOW) == ""
    assert states.visit_end(at(ahead, lost=True), NOW)


@pytest.mark.parametrize("code", ["too-late", "already-decided", "service-off", "gone"])
def test_a_refused_answer_says_what_about(code: str) -> None:
    entry = OutboxEntry(
        CommandId("c"), CommandKind.VISIT_ACCEPT, CommandStatus.REFUSED, NOW,
        contact_name="June", code=code,
    )  # fmt: skip
    told = troubles.refusal(entry)
    assert told.title == "Your answer about the visit with June was not taken"
    assert "gone out" not in told.text and told.text


def screen(made: Stage) -> VisitsScreen:
    assert made.shell is not None
    page = made.shell.page
    assert isinstance(page, VisitsScreen)
    return page


def texts(made: Stage) -> str:
    return " | ".join(
        each.full_text() for each in screen(made).findChildren(Label) if each.isVisible()
    )


@pytest.fixture
def asked(daniel: Stage) -> Stage:
    daniel.sign_in()
    tell(daniel, TODAY)
    go(daniel, router.Visits())
    return daniel


def test_the_countdown_goes_on_by_itself(asked: Stage) -> None:
    assert "Today at 14:42, in 35 minutes" in texts(asked)
    asked.now += timedelta(minutes=5)
    screen(asked)._tick()
    assert "Today at 14:42, in 30 minutes" in texts(asked)
    asked.now += timedelta(minutes=30)
    screen(asked)._tick()
    asked.settle()
    assert "Not answered in time" in str(
        [states.visit_say(each, asked.now).text for each in asked.mailbox.visits_over()]
    )
    assert "in 1 minute" not in texts(asked)
    assert not screen(asked).findChildren(object, "accept:today")  # type: ignore[type-var]


def test_a_yes_is_kept(asked: Stage) -> None:
    button(asked, "accept:today").click()
    asked.settle()
    assert [entry.kind for entry in asked.mailbox.outbox()] == [CommandKind.VISIT_ACCEPT]
    assert "Mateo knows that you will be there." in texts(asked)


def test_a_no_is_asked_again_first(asked: Stage, qapp: QApplication) -> None:
    button(asked, "decline:today").click()
    assert asked.shell is not None
    sheet = next(each for each in asked.shell.frame.findChildren(Sheet) if each.isVisible())
    assert asked.mailbox.outbox() == ()
    sheet.back.click()
    assert asked.mailbox.outbox() == ()
    button(asked, "decline:today").click()
    sheet = next(each for each in asked.shell.frame.findChildren(Sheet) if each.isVisible())
    sheet._buttons[0].click()
    asked.settle()
    assert [entry.kind for entry in asked.mailbox.outbox()] == [CommandKind.VISIT_DECLINE]


def test_a_visit_that_has_begun_takes_no_answer(asked: Stage) -> None:
    asked.now += timedelta(minutes=40)
    button(asked, "accept:today").click()
    asked.settle()
    assert asked.mailbox.outbox() == ()


def test_the_screen_is_gone_with_the_service(asked: Stage) -> None:
    asked.vault.set_policy(replace(story.POLICY, services=Services(visits=False)))
    asked.settle()
    assert asked.shell is not None
    assert not isinstance(asked.shell.page, VisitsScreen)
    assert asked.mailbox.home().visits == ()
