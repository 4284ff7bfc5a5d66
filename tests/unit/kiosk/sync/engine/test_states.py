"""Answers to states that are not answers to what was sent."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.domain import Payment, PhotoId, Settings
from kiosk.sync import push
from kiosk.sync.failures import NotCentralError, ProblemError
from kiosk.sync.protocol import Problem, StateRequest, WireState
from kiosk.vault import marks
from tests.unit.kiosk.sync.engine.ground import TIE, Rig

FIELDS = {"language": "es", "text_percent": 150}


@pytest.mark.parametrize(
    "answer",
    [
        WireState("mark", "main", 1, FIELDS),
        WireState("settings", "other", 1, FIELDS),
        WireState("settings", "main", 1, {**FIELDS, "language": "en"}),
        WireState("settings", "main", 1, {}),
        WireState("settings", "main", 2**70, FIELDS),
    ],
)
def test_an_answer_about_another_state_leaves_this_one_to_be_sent(
    rig: Rig, answer: WireState
) -> None:
    rig.desk.act("save_settings", Settings(language="es", text_percent=150))
    rig.client.on_state = lambda _kind, _request: answer
    with pytest.raises(NotCentralError):
        push.push_states(rig.line)
    rig.client.on_state = lambda _kind, request: WireState("settings", "main", 1, request.fields)
    assert push.push_states(rig.line)
    assert not marks.unsynced(rig.reader)


def test_an_album_that_central_will_not_have_is_told_no_more(rig: Rig) -> None:
    def refuse(_kind: str, _request: StateRequest) -> WireState:
        raise ProblemError(Problem("invalid"), 422)

    rig.desk.act("make_album", "Garden")
    rig.client.on_state = refuse
    assert push.push_states(rig.line)
    assert not marks.unsynced(rig.reader)
    assert rig.desk.box.albums() == ()


@pytest.mark.parametrize("fields", [{"seen": True}, {"favourite": False}, {"rotation": 90}])
def test_a_mark_says_no_more_than_what_was_marked(rig: Rig, fields: dict[str, Any]) -> None:
    told: list[object] = []

    def take(_kind: str, request: StateRequest) -> WireState:
        told.append(request.fields)
        return WireState("mark", "", 1, request.fields)

    rig.desk.act("mark_photo", PhotoId("p1"), **fields)
    rig.client.on_state = take
    assert push.push_states(rig.line)
    assert told == [fields]


def test_a_draft_of_other_payment_is_not_the_one_that_was_sent(rig: Rig) -> None:
    rig.desk.act("save_draft", TIE, "mine", Payment.COD)
    rig.client.on_state = lambda _kind, request: WireState(
        "draft", "", 1, {**request.fields, "payment": "prepaid"}
    )
    with pytest.raises(NotCentralError):
        push.push_states(rig.line)
