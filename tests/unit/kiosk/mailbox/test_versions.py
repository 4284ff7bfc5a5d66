"""Earlier texts of a draft, through the mailbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain import ConnectionId, Payment
from tests.unit.kiosk.world import Clock, Desk, Ids, make_vault

TIE = ConnectionId("tie")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    vault = make_vault(tmp_path / "vault")
    desk = Desk(vault, Clock(), Ids())
    yield desk
    desk.box.close()
    vault.close()


def test_an_earlier_text_comes_back_and_can_be_turned_round_again(desk: Desk) -> None:
    desk.act("save_draft", TIE, "the first words", Payment.COD)
    desk.act("save_draft", TIE, "", Payment.COD)
    draft = desk.box.draft(TIE)
    assert draft is not None
    (version,) = desk.box.draft_versions(draft.id)
    assert desk.act("bring_back", TIE, "other", version.body, Payment.COD) is None
    draft = desk.box.draft(TIE)
    assert draft is not None and draft.body == "the first words"
    (version,) = desk.box.draft_versions(draft.id)
    assert version.body == "other"
    assert desk.box.draft_versions(draft.id, before=version.number) == ()
    desk.act("bring_back", TIE, draft.body, version.body, Payment.COD)
    draft = desk.box.draft(TIE)
    assert draft is not None and draft.body == "other"
    assert [each.body for each in desk.box.draft_versions(draft.id)] == ["the first words"]
