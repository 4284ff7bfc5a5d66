"""A server of raw sockets in central's place, and the app's own client that talks to it."""

from __future__ import annotations

import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from random import Random

import requests

from kiosk.sync.client import Client
from tests.faults.answers.memory import Answer, Memory, first_byte

Pieces = Iterator[bytes]
HEAD = re.compile(rb"(\w+) (\S+) HTTP/1\.1\r\n")
LENGTH = re.compile(rb"\r\nContent-Length: (\d+)", re.IGNORECASE)
RANGE = re.compile(rb"\r\nRange: (bytes=\d+-)", re.IGNORECASE)
CHOSEN = "X-Chosen"  # which choice a request stands for: it may come late, after it was cut
NUMBER = re.compile(rb"\r\nX-Chosen: (\d+)")
OK = "200 OK"
RESET = struct.pack("ii", 1, 0)
MOST_BYTES = 48 * 1024 * 1024  # of one answer: whoever takes all of that has no bound
GUARD_SECONDS = 60.0  # a client that is still there by then never breaks off
SLOW_SECONDS = 0.05  # the deadline of an answer that does not come to an end by itself


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for, and what central says to it."""

    first_byte: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Deed:
    """How a request is answered; `worthless` where nothing may come of it.

    `stays`: the connection is left open afterwards. `resets`: it ends by a reset. `slow`: it does
    not end by itself.
    """

    name: str
    pieces: Callable[[Asked], Pieces]
    worthless: bool = False
    stays: bool = False
    resets: bool = False
    slow: bool = False


Made = Callable[[Random], Deed]


class Server:
    """Answers each request by the deed that was chosen for it, or as central does."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._chosen: dict[int, Deed] = {}
        self._requests = 0
        self.unbounded = ""  # the deed that was taken in without a bound
        self.failed: list[BaseException] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def expect(self, deed: Deed | None) -> str:
        """Answer a request so; answers the number that it comes with."""
        self._requests += 1
        if deed is not None:
            self._chosen[self._requests] = deed
        return str(self._requests)

    def close(self) -> None:
        """Stop listening."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                link, _ = self._listening.accept()
            except OSError:
                return
            link.settimeout(GUARD_SECONDS)
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(link,), daemon=True).start()

    def _serve(self, link: socket.socket) -> None:
        try:
            with closing(link), suppress(ConnectionError, BrokenPipeError):
                while self._answer(link):
                    pass
        except Exception as error:  # noqa: BLE001  (told by the case)
            self.failed.append(error)

    def _answer(self, link: socket.socket) -> bool:
        request = _request(link)
        if request is None:
            return False
        method, path, begins, number, body = request
        deed = self._chosen.pop(number, None)
        right = self._memory.answer(method, path, begins, body)
        if deed is None:
            link.sendall(polite(right))
            return True
        sent = 0
        for piece in deed.pieces(Asked(begins, right)):
            if not _taken(link, piece):
                return False
            sent += len(piece)
            if sent > MOST_BYTES:
                self.unbounded = deed.name
                return False
        if deed.slow and link.recv(1):  # nobody sends any more: it waits for the other to end it
            raise AssertionError("a request while one is going on")
        if deed.resets:
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        return deed.stays


class Wired(Client):
    """The app's client as it is; before each request somebody chooses how that is answered."""

    def __init__(self, memory: Memory, server: Server) -> None:
        super().__init__(f"http://127.0.0.1:{server.port}", ca=None, app_version="1")
        self._memory = memory
        self._server = server
        self.choose: Callable[[str, int], Deed | None] = as_central_does

    @contextmanager
    def _answer(
        self, method: str, path: str, headers: dict[str, str], data: bytes | None, seconds: float
    ) -> Iterator[requests.Response]:
        self._memory.ask(f"/v1/{path}")
        begins = first_byte(headers.get("Range", ""))
        deed = self.choose(f"/v1/{path}", begins)
        headers = {**headers, CHOSEN: self._server.expect(deed)}
        if deed is not None and deed.slow:
            seconds = SLOW_SECONDS
        with super()._answer(method, path, headers, data, seconds) as answer:
            yield answer


def as_central_does(_path: str, _first_byte: int) -> None:
    """No deed."""


def head(status: str, told: dict[str, str]) -> bytes:
    """Status line and headers."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1")


def polite(answer: Answer) -> bytes:
    """An answer as central writes it."""
    status, told, body = answer
    return head(f"{status} Said", {**told, "Content-Length": str(len(body))}) + body


def page(status: str, kind: str, body: bytes) -> bytes:
    """An answer of that type."""
    return head(status, {"Content-Type": kind, "Content-Length": str(len(body))}) + body


def _taken(link: socket.socket, piece: bytes) -> bool:
    """Send; False where the other has gone. What it left unread may keep the line full for long."""
    try:
        link.sendall(piece)
    except TimeoutError:
        if link.recv(1, socket.MSG_PEEK):
            raise
        return False
    return True


def _request(link: socket.socket) -> tuple[str, str, int, int, bytes] | None:
    """One request, read to its end; None where the other has gone."""
    read = b""
    while b"\r\n\r\n" not in read:
        piece = link.recv(65536)
        if not piece:
            return None
        read += piece
    start, _, body = read.partition(b"\r\n\r\n")
    length = LENGTH.search(start)
    while length and len(body) < int(length[1]):
        piece = link.recv(65536)
        if not piece:
            return None
        body += piece
    found = HEAD.match(start)
    if found is None:
        raise AssertionError("the client wrote no request")
    asked = RANGE.search(start)
    begins = first_byte(asked[1].decode()) if asked else 0
    number = NUMBER.search(start)
    chosen = int(number[1]) if number else 0
    return found[1].decode(), found[2].decode(), begins, chosen, body
