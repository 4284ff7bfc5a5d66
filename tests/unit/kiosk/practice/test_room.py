"""Practice is a vault of its own, carried out on the spot, and gone at the end."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from kiosk.domain import (
    About,
    ConnectionId,
    ConnectionState,
    ItemState,
    KnownFailure,
    MessageId,
    NetworkState,
    Payment,
    PhotoFilter,
    PhotoId,
    Policy,
    Settings,
    TicketDraft,
    TicketKind,
    TicketState,
)
from kiosk.domain.invented import Invented
from kiosk.mailbox import Mailbox
from kiosk.practice import PracticeRoom
from kiosk.practice.rows import ASKER, FRIEND, PHOTOGRAPHS, PLAY_CREDITS, SEALED
from kiosk.tasks import Tasks
from kiosk.ui.assets import resource
from kiosk.vault import keys
from kiosk.vault.files import PhotoFiles
from tests.pictures import story

NOW = datetime(2026, 11, 19, 20, 7, tzinfo=UTC)
ANA, BEN = ConnectionId(FRIEND), ConnectionId(ASKER)
INVENTED = Invented(
    "Ana", "Hello", "In the envelope", ("One", "Two", "Three"), "Thanks", "Ben", "May I?", "Glad",
    "Practice", "Nobody reads this",
)  # fmt: skip
PRICE = story.POLICY.tariff.message
PATIENCE = 20.0  # seconds


class Ground:
    """A room in a folder, and what came of it, on one thread as the screen's is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "practice"
        self._calls: queue.Queue[Callable[[], None]] = queue.Queue()
        self.tasks = Tasks(self._calls.put)
        self.pictures: list[PhotoFiles | None] = []
        self.results: list[Mailbox | KnownFailure] = []
        self.room = PracticeRoom(
            self.folder, resource("practice"), self.tasks, lambda: NOW, self.pictures.append
        )

    def begin(self, invented: Invented = INVENTED, policy: Policy = story.POLICY) -> None:
        settings = Settings(notice_version=1, hide_amounts=True)
        self.room.begin(invented, policy, settings, self.results.append)

    def until(self, there: Callable[[], object]) -> None:
        """Run what comes back to the screen until something is so."""
        while not there():
            self._calls.get(timeout=PATIENCE)()

    def practise(self, invented: Invented = INVENTED) -> Mailbox:
        self.begin(invented)
        self.until(lambda: self.results)
        (made,) = self.results
        assert isinstance(made, Mailbox)
        return made

    def left(self) -> list[Path]:
        """Every file that lies in the room."""
        return [path for path in self.folder.rglob("*") if path.is_file()]


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    made = Ground(tmp_path)
    yield made
    made.room.end()
    made.tasks.close()


def test_invented_people_photos_and_play_credits_are_there(ground: Ground) -> None:
    mailbox = ground.practise()
    assert mailbox.profile().balance == PLAY_CREDITS
    assert mailbox.settings().hide_amounts
    assert mailbox.status().network is NetworkState.ONLINE
    (asks,) = mailbox.connections(ConnectionState.REQUESTED)
    assert (asks.name, asks.request_text) == ("Ben", "May I?")
    assert len(mailbox.photo_cells(PhotoFilter())) == len(PHOTOGRAPHS)
    hello, sealed = mailbox.messages(ANA)
    assert (hello.body, sealed.sealed, sealed.body) == ("Hello", True, None)


def test_each_photo_is_what_the_feed_says(ground: Ground) -> None:
    mailbox = ground.practise()
    (files,) = ground.pictures
    assert files is not None
    for number, (name, width, height) in enumerate(PHOTOGRAPHS):
        photo = mailbox.photo(PhotoId(f"photo-{number}"))
        assert photo is not None
        assert files.read(photo.screen.sha256) == (resource("practice") / name).read_bytes()
        with Image.open(resource("practice") / name) as image:
            assert image.size == (width, height) == (photo.screen.width, photo.screen.height)


def test_an_envelope_opens_for_play_credits(ground: Ground) -> None:
    mailbox = ground.practise()
    mailbox.open_message(MessageId(SEALED), PRICE)
    ground.until(lambda: mailbox.profile().balance == PLAY_CREDITS - PRICE)
    opened = mailbox.message(MessageId(SEALED))
    assert opened is not None
    assert (opened.body, opened.state) == ("In the envelope", ItemState.OPENED)
    (line,) = mailbox.ledger()
    assert (line.amount, line.balance_after, line.contact_name) == (
        -PRICE, PLAY_CREDITS - PRICE, "Ana",
    )  # fmt: skip
    ground.until(lambda: not mailbox.status().queued)
    assert mailbox.outbox() == ()


@pytest.mark.parametrize(("payment", "paid"), [(Payment.PREPAID, PRICE), (Payment.COD, 0)])
def test_a_message_is_sent_and_answered(ground: Ground, payment: Payment, paid: int) -> None:
    mailbox = ground.practise()
    mailbox.send(ANA, "My first message", payment, PRICE)
    ground.until(lambda: mailbox.messages(ANA)[-1].body == "Thanks")
    sent = mailbox.messages(ANA)[-2]
    assert (sent.body, sent.payment, sent.state) == (
        "My first message", payment, ItemState.DELIVERED,
    )  # fmt: skip
    assert mailbox.profile().balance == PLAY_CREDITS - paid


def test_whoever_is_approved_writes_once(ground: Ground) -> None:
    mailbox = ground.practise()
    mailbox.approve(BEN, held=True)
    mailbox.let_go(BEN)
    ground.until(lambda: mailbox.messages(BEN))
    for act, state in (
        (mailbox.block, ConnectionState.BLOCKED),
        (mailbox.unblock, ConnectionState.APPROVED),
    ):
        act(BEN)
        ground.until(
            lambda wanted=state: mailbox.connections(wanted) and not mailbox.status().queued  # type: ignore[misc]
        )
    assert [each.body for each in mailbox.messages(BEN)] == ["Glad"]


def test_what_is_removed_comes_back_and_who_is_muted_is_heard_again(ground: Ground) -> None:
    mailbox = ground.practise()
    item = PhotoId("photo-0")
    removed = PhotoFilter(removed=True)
    mailbox.remove_photo(item)
    ground.until(lambda: mailbox.photo_cells(removed) and not mailbox.status().queued)
    mailbox.restore_photo(item)
    ground.until(lambda: not mailbox.photo_cells(removed) and not mailbox.status().queued)
    mailbox.mute(ANA)
    mailbox.unmute(ANA)
    ground.until(lambda: not mailbox.status().queued)
    friend = mailbox.connection(ANA)
    assert friend is not None
    assert not friend.muted


def test_a_ticket_says_that_nobody_got_it(ground: Ground) -> None:
    mailbox = ground.practise()
    mailbox.open_ticket(TicketDraft(TicketKind.BROKEN, "It is cold", About()))
    ground.until(lambda: mailbox.tickets() and mailbox.tickets()[0].state is TicketState.ANSWERED)
    assert mailbox.tickets()[0].answer == "Nobody reads this"


def test_what_central_alone_decides_changes_nothing(ground: Ground) -> None:
    mailbox = ground.practise()
    mailbox.freeze_account()
    mailbox.mute(ANA)
    ground.until(lambda: (who := mailbox.connection(ANA)) is not None and who.muted)
    ground.until(lambda: not mailbox.status().queued)
    assert mailbox.profile().balance == PLAY_CREDITS


def test_services_that_are_off_leave_their_things_out(ground: Ground) -> None:
    bare = replace(INVENTED, hello="", sealed="", captions=(), glad="")
    mailbox = ground.practise(bare)
    assert not mailbox.photo_cells(PhotoFilter())
    assert not mailbox.messages(ANA)
    mailbox.approve(BEN)
    ground.until(lambda: not mailbox.connections(ConnectionState.REQUESTED))
    ground.until(lambda: not mailbox.status().queued)
    assert not mailbox.messages(BEN)


def test_at_the_end_nothing_is_left_and_the_own_pictures_show(ground: Ground) -> None:
    mailbox = ground.practise()
    assert ground.left()
    mailbox.send(ANA, "Gone at once", Payment.PREPAID, PRICE)
    ground.room.end()
    assert ground.left() == []
    assert ground.pictures[-1] is None
    ground.room.end()
    assert len(ground.pictures) == 2


def test_a_second_one_begins_only_after_the_first(ground: Ground) -> None:
    ground.begin()
    ground.practise()
    ground.begin()
    assert len(list(ground.folder.iterdir())) == 1
    ground.room.end()
    ground.results.clear()
    assert ground.practise().profile().balance == PLAY_CREDITS


def test_ended_before_it_began_it_is_never_shown(ground: Ground) -> None:
    ground.begin()
    ground.room.end()
    ground.practise()
    ground.room.end()
    ground.until(lambda: ground.left() == [])
    assert len(ground.results) == 1


def test_what_a_crash_left_opens_with_no_key_and_goes_at_the_next_start(ground: Ground) -> None:
    ground.practise()
    (folder,) = ground.folder.iterdir()
    whole = b"".join(path.read_bytes() for path in ground.left())
    assert b"In the envelope" not in whole
    with pytest.raises(keys.HeaderDamagedError):  # signed under a secret that nobody knows
        keys.read_header(folder, bytes(32))
    ground.room.end()
    folder.mkdir()
    (folder / "vault.db").write_bytes(b"half")
    ground.room.sweep()
    assert list(ground.folder.iterdir()) == []


def test_where_nothing_can_be_kept_practice_says_so(ground: Ground) -> None:
    ground.folder.write_bytes(b"a file in the way")
    ground.begin()
    ground.until(lambda: ground.results)
    assert ground.results == [KnownFailure.STORAGE_BROKEN]
