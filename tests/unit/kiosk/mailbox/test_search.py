"""Searches run beside the screen, one at a time, and only the newest question is answered."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.domain import ConnectionId, Found, KnownFailure, MessageId, SearchScope
from kiosk.vault import indexing
from kiosk.vault.connection import Store, Transaction
from kiosk.vault.database import OpenVault
from tests.unit.kiosk.vault.ground import put
from tests.unit.kiosk.world import Clock, Desk, Ids, make_vault

Answer = Found | KnownFailure
PATIENCE = 30.0


class Asking:
    """A mailbox whose searches are waited for."""

    def __init__(self, folder: Path) -> None:
        self.vault: OpenVault = make_vault(folder / "vault")
        self.vault.write(Store.CACHE, self._fill).result()
        self.desk = Desk(self.vault, Clock(), Ids())
        self.box = self.desk.box
        self.answers: list[tuple[str, Answer]] = []
        self.posted = threading.Semaphore(0)
        self.desk.screen.tasks._deliver = self._deliver

    def _deliver(self, work: Callable[[], None]) -> None:
        self.desk.screen.posted.append(work)
        self.posted.release()

    @staticmethod
    def _fill(t: Transaction) -> None:
        for number in range(400):
            put(t, "message", id=f"m{number}", connection="tie", direction="in", price=50,
                payment="prepaid", state="delivered", body=f"letter {number}", at=number,
                sent_at=number, reviewed=1, note="", removed=0)  # fmt: skip
        indexing.make_findable(t)

    def ask(self, text: str) -> None:
        self.box.search(text, SearchScope.ALL, lambda found: self.answers.append((text, found)))

    def settle(self) -> None:
        """Have what was begun ended, and what that began."""
        while self.box._searches._running:
            assert self.posted.acquire(timeout=PATIENCE)
            self.desk.screen.settle()

    def close(self) -> None:
        self.box.close()
        self.desk.screen.tasks.close()
        self.vault.close()


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Asking]:
    asking = Asking(tmp_path)
    yield asking
    asking.close()


def ids(answer: Answer) -> list[str]:
    assert isinstance(answer, Found)
    return [each.id for each in answer.messages]


def test_an_answer_comes_to_the_screen_and_goes_on_where_it_ended(asking: Asking) -> None:
    asking.ask("letter")
    assert not asking.answers
    asking.settle()
    ((_, first),) = asking.answers
    assert ids(first) == [f"m{number}" for number in range(399, 349, -1)]
    assert isinstance(first, Found)
    asking.box.search(
        "letter",
        SearchScope.MESSAGES,
        lambda found: asking.answers.append(("on", found)),
        after=first.more_messages,
        limit=3,
    )
    asking.settle()
    assert ids(asking.answers[-1][1]) == ["m349", "m348", "m347"]


def test_only_the_newest_question_is_answered(asking: Asking) -> None:
    for number in range(20):
        asking.ask(f"letter {number}")
    asking.settle()
    assert [text for text, _ in asking.answers] == ["letter 19"]
    assert ids(asking.answers[0][1])[-1] == "m19"


def test_a_newer_question_stops_a_search_in_the_middle_of_reading(asking: Asking) -> None:
    asking.ask("letter 1")
    asking.settle()
    reader = asking.box._searches._reader
    assert reader is not None
    reads, stopped = threading.Event(), threading.Event()

    def read() -> bool:
        reads.set()
        return not stopped.wait(PATIENCE)

    reader.connection.set_progress_handler(read, 1)
    asking.ask("letter")
    assert reads.wait(PATIENCE)
    asking.ask("letter 8")
    stopped.set()
    asking.settle()
    assert [text for text, _ in asking.answers] == ["letter 1", "letter 8"]


def test_nobody_is_answered_who_does_not_wait(asking: Asking) -> None:
    asking.ask("letter")
    asking.box.stop_search()
    asking.settle()
    assert asking.answers == []
    asking.ask("letter 7")
    asking.settle()
    assert [text for text, _ in asking.answers] == ["letter 7"]


def test_a_question_taken_back_before_its_turn_is_not_looked_up(asking: Asking) -> None:
    asking.box.stop_search()  # nobody has asked anything yet
    with asking.box._searches._door:  # another's turn
        asking.ask("letter")
        asking.box.stop_search()
    asking.settle()
    assert asking.answers == []
    assert asking.box._searches._reader is None


def test_a_closed_mailbox_answers_no_more(asking: Asking) -> None:
    asking.ask("letter")
    asking.settle()
    asking.ask("letter 8")
    asking.box.close()
    asking.settle()
    assert [text for text, _ in asking.answers] == ["letter"]


def test_a_broken_disk_is_a_known_failure(asking: Asking) -> None:
    path = Store.CACHE.path(asking.vault.folder)
    path.rename(path.with_suffix(".away"))
    asking.ask("letter")
    asking.settle()
    path.with_suffix(".away").rename(path)
    assert [answer for _, answer in asking.answers] == [KnownFailure.STORAGE_BROKEN]


def test_a_conversation_goes_on_from_any_of_its_messages(asking: Asking) -> None:
    box, tie = asking.box, ConnectionId("tie")
    desk = asking.desk
    desk.act("remove_message", MessageId("m398"))
    from_here = [each.id for each in box.messages_from(MessageId("m390"), 4)]
    assert from_here == ["m390", "m391", "m392", "m393"]
    asking.vault.write(Store.VAULT, lambda t: t.run(
        "INSERT INTO outbox (id, kind, args, created_at, connection, about)"
        " VALUES ('c', 'message.send', ?, 1, 'tie', 'kept')",
        ('{"body": "", "payment": "cod", "expected_price": 1}',),
    )).result()  # fmt: skip
    assert [each.id for each in box.messages_from(MessageId("m396"), 50)] == [
        "m396", "m397", "m399", "kept",
    ]  # fmt: skip
    desk.act("restore_message", MessageId("m398"))
    assert [each.id for each in box.messages_from(MessageId("m397"), 2)] == ["m397", "m398"]
    assert box.messages_from(MessageId("kept"), 5) == ()
    assert box.messages(tie, limit=1)[0].id == "kept"
