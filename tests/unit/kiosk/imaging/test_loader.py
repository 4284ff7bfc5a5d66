"""Pictures for the screen: order, cache, prefetch, and a typed answer for what cannot be shown."""

import io
import queue
import subprocess
import threading
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from PySide6.QtGui import QImage

from kiosk.domain import KnownFailure, Rendition, Sha256
from kiosk.imaging import child
from kiosk.imaging.child import Decoder, DecoderGone
from kiosk.imaging.loader import PictureLoader, Priority, Reason, Unshowable
from kiosk.vault.connection import VaultClosedError, VaultFailureError
from kiosk.vault.files import FileDamagedError, FileMissingError

Got = QImage | Unshowable


def jpeg(colour: tuple[int, int, int] = (200, 60, 20), size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


class Folder:
    """Pictures in memory; `gate` holds the reading thread until a test lets it go on."""

    def __init__(self) -> None:
        self.held: dict[str, bytes | Exception] = {}
        self.read_order: list[str] = []
        self.gate = threading.Event()
        self.gate.set()

    def read(self, sha256: Sha256) -> bytes:
        self.gate.wait(10)
        self.read_order.append(sha256)
        content = self.held[sha256]
        if isinstance(content, Exception):
            raise content
        return content


class Desk:
    """The loader with its UI thread played by the test."""

    def __init__(self, cache_bytes: int = 1 << 20) -> None:
        self.posts: queue.Queue[Callable[[], None]] = queue.Queue()
        self.folder = Folder()
        self.missing: list[str] = []
        self.loader = PictureLoader(
            Decoder(), self.posts.put, missing=self.missing.append, cache_bytes=cache_bytes
        )
        self.loader.open(self.folder)

    def turn(self, count: int = 1) -> None:
        for _ in range(count):
            self.posts.get(timeout=20)()

    def ask(self, name: str, size: tuple[int, int] | None = None) -> Got:
        got: list[Got] = []
        self.loader.request(Sha256(name), size, got.append)
        while not got:
            self.turn()
        [only] = got
        return only


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.loader.close()


def test_gives_the_picture_at_the_size_asked(desk: Desk) -> None:
    desk.folder.held["a"] = jpeg()
    got = desk.ask("a", (32, 32))
    assert isinstance(got, QImage)
    assert (got.width(), got.height()) == (32, 24)
    pixel = got.pixelColor(10, 10)
    assert abs(pixel.red() - 200) < 12
    assert abs(pixel.blue() - 20) < 12


def test_a_cached_picture_comes_at_once_and_is_read_once(desk: Desk) -> None:
    desk.folder.held["a"] = jpeg()
    rendition = Rendition(Sha256("a"), 1, 64, 48)
    desk.ask("a")
    got: list[Got] = []
    desk.loader.request(rendition, None, got.append)
    assert len(got) == 1
    assert desk.loader.cached(rendition, None) is not None
    assert desk.loader.cached(rendition, (9, 9)) is None
    assert desk.folder.read_order == ["a"]


def test_two_requests_share_one_decoding(desk: Desk) -> None:
    desk.folder.held["a"] = jpeg()
    desk.folder.gate.clear()
    got: list[Got] = []
    desk.loader.request(Sha256("a"), None, got.append)
    desk.loader.request(Sha256("a"), None, got.append)
    desk.folder.gate.set()
    desk.turn()
    assert len(got) == 2
    assert desk.folder.read_order == ["a"]


def busy(desk: Desk) -> None:
    """Have the thread wait inside a first picture, so that what follows queues up."""
    desk.folder.held["first"] = jpeg()
    desk.folder.gate.clear()
    desk.loader.request(Sha256("first"), None, lambda _: None)
    while desk.loader._queue:
        pass


def test_the_visible_goes_before_the_near_and_the_cancelled_not_at_all(desk: Desk) -> None:
    for name in "abcd":
        desk.folder.held[name] = jpeg()
    busy(desk)
    got: list[str] = []
    desk.loader.request(Sha256("a"), None, lambda _: got.append("a"), Priority.NEAR)
    stale = desk.loader.request(Sha256("b"), None, lambda _: got.append("b"))
    desk.loader.request(Sha256("c"), None, lambda _: got.append("c"))
    desk.loader.request(Sha256("d"), None, lambda _: got.append("d"), Priority.NEAR)
    desk.loader.request(Sha256("d"), None, lambda _: got.append("d again"))
    stale.cancel()
    desk.folder.gate.set()
    desk.turn(4)
    assert desk.folder.read_order == ["first", "c", "d", "a"]
    assert got == ["c", "d", "d again", "a"]


def test_a_picture_cancelled_while_decoded_is_kept_but_not_delivered(desk: Desk) -> None:
    busy(desk)
    got: list[Got] = []
    ticket = desk.loader.request(Sha256("first"), None, got.append)
    ticket.cancel()
    desk.folder.gate.set()
    desk.turn()
    assert got == []
    assert desk.loader.cached(Sha256("first"), None) is not None


def test_a_cancelled_request_can_be_made_again(desk: Desk) -> None:
    desk.folder.held["a"] = jpeg()
    busy(desk)
    desk.loader.request(Sha256("a"), None, lambda _: None).cancel()
    got: list[Got] = []
    desk.loader.request(Sha256("a"), None, got.append)
    desk.folder.gate.set()
    desk.turn(2)
    assert len(got) == 1


def test_prefetch_decodes_the_newest_wish_only(desk: Desk) -> None:
    for name in "abc":
        desk.folder.held[name] = jpeg()
    busy(desk)
    desk.loader.prefetch([Sha256("a"), Sha256("b")], (32, 32))
    desk.loader.prefetch([Sha256("b"), Sha256("c")], (32, 32))
    desk.folder.gate.set()
    desk.turn(3)
    assert desk.folder.read_order == ["first", "b", "c"]
    assert desk.loader.cached(Sha256("c"), (32, 32)) is not None


def test_the_cache_is_bounded_in_bytes_and_keeps_the_newest() -> None:
    one = 64 * 48 * 4
    desk = Desk(cache_bytes=2 * one)
    for name in "abc":
        desk.folder.held[name] = jpeg()
    desk.ask("a")
    desk.ask("b")
    desk.loader.cached(Sha256("a"), None)  # looked at again
    desk.ask("c")
    assert desk.loader.cached(Sha256("a"), None) is not None
    assert desk.loader.cached(Sha256("b"), None) is None
    assert desk.loader._held == 2 * one
    desk.loader.close()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (FileMissingError("x"), Reason.NOT_HERE_YET),
        (FileDamagedError("x"), Reason.NOT_HERE_YET),
        (VaultClosedError(), Reason.NOT_HERE_YET),
        (VaultFailureError(KnownFailure.STORAGE_BROKEN), Reason.DAMAGED),
        (jpeg()[:200], Reason.DAMAGED),
        (b"<svg/>", Reason.REFUSED),
    ],
    ids=["missing", "damaged on disk", "person left", "disk broken", "cut off", "no jpeg"],
)
def test_what_cannot_be_shown_says_why(
    desk: Desk, content: bytes | Exception, reason: Reason
) -> None:
    desk.folder.held["x"] = content
    assert desk.ask("x") == Unshowable(reason)
    assert desk.missing == (["x"] if reason is Reason.NOT_HERE_YET else [])


def test_a_missing_picture_is_asked_for_again_and_a_hopeless_one_is_not(desk: Desk) -> None:
    desk.folder.held["m"] = FileMissingError("m")
    desk.folder.held["h"] = b"no picture"
    desk.ask("m")
    desk.ask("h")
    desk.folder.held["m"] = jpeg()
    assert isinstance(desk.ask("m"), QImage)
    assert desk.ask("h", (10, 10)) == Unshowable(Reason.REFUSED)
    assert desk.folder.read_order == ["m", "h", "m"]


def test_without_a_decoder_pictures_are_refused_and_nothing_crashes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(child, "command", lambda _: ["/bin/false"])
    desk = Desk()
    desk.folder.held["a"] = jpeg()
    assert desk.ask("a") == Unshowable(Reason.REFUSED)
    monkeypatch.undo()
    desk.posts.put(lambda: None)
    assert isinstance(desk.ask("a"), QImage)  # it was no word on this picture
    desk.loader.close()


def test_no_process_to_be_had_is_no_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(subprocess, "Popen", none)
    decoder = Decoder()
    with pytest.raises(DecoderGone):
        decoder.start()
    decoder.close()


def test_before_a_vault_is_open_no_picture_is_here() -> None:
    posts: queue.Queue[Callable[[], None]] = queue.Queue()
    loader = PictureLoader(Decoder(), posts.put)
    got: list[Got] = []
    loader.request(Sha256("a"), None, got.append)
    posts.get(timeout=20)()
    assert got == [Unshowable(Reason.NOT_HERE_YET)]
    loader.close()


def test_after_closing_nothing_is_delivered(desk: Desk) -> None:
    desk.folder.held["a"] = jpeg()
    got: list[Got] = []
    desk.loader.request(Sha256("a"), None, got.append)
    late = desk.posts.get(timeout=20)
    desk.loader.close()
    late()
    assert got == []
