"""A proxy between app and central that does to each exchange what the schedule says."""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from email.utils import formatdate
from random import Random

from tests.faults.network.certificates import GOOD
from tests.faults.network.faults import AT_CONNECT, AT_TLS, Fault, Kind, endpoint_of
from tests.faults.network.fetches import Fetches
from tests.unit.kiosk.sync.client.ground import http, problem, received, reset

PIECE = 1024  # bytes at once of a slow answer
PASSED_SECONDS = 20.0  # of the fake clock, between two pieces
HELD_SECONDS = 20.0  # the most that an exchange is held


class Proxy:
    """One listening port in front of central."""

    def __init__(
        self,
        central: int,
        pass_time: Callable[[float], None],
        contexts: dict[str, ssl.SSLContext] | None = None,
    ) -> None:
        self.schedule: list[Fault | None] = []
        self.applied: Counter[tuple[Kind, str]] = Counter()
        self.requests: list[str] = []  # what each was for
        self.fetches = Fetches()
        self._central = central
        self._pass_time = pass_time
        self._contexts = contexts
        self.give_up: Callable[[], None] = _wait  # what the app does once its patience ends
        self._old: dict[str, list[bytes]] = defaultdict(list)
        self._door = threading.Lock()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._links: set[threading.Thread] = set()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http{'' if self._contexts is None else 's'}://127.0.0.1:{self.port}"

    def heal(self) -> None:
        """From now on all passes unharmed."""
        with self._door:
            self.schedule.clear()

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()
        for link in list(self._links):
            link.join()

    def _listen(self) -> None:
        while True:
            try:
                link, _ = self._server.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(link,))
            self._links.add(thread)
            thread.start()

    def _serve(self, link: socket.socket) -> None:
        try:
            with suppress(OSError):
                link.settimeout(HELD_SECONDS)
                self._exchange(link)
        finally:
            self._links.discard(threading.current_thread())

    def _exchange(self, link: socket.socket) -> None:
        fault = self._take("", AT_CONNECT | AT_TLS)
        if fault is not None and fault.kind in AT_CONNECT:
            if fault.kind is Kind.REFUSED:
                reset(link)
            link.close()
            return
        if self._contexts is not None:
            if fault is not None and fault.kind is Kind.NOT_TLS:
                link.sendall(http(b"<html>", kind="text/html"))
                link.close()
                return
            context = self._contexts[GOOD if fault is None else fault.kind]
            try:
                link = context.wrap_socket(link, server_side=True)
            except OSError:
                link.close()
                raise
        try:
            request = received(link)
            if request:
                self._answer(link, request)
        finally:
            link.close()

    def _take(self, endpoint: str, only: frozenset[Kind] | None = None) -> Fault | None:
        """The next fault that fits, taken off the schedule; None where this one passes."""
        with self._door:
            if only is not None:
                first = self.schedule[0] if self.schedule else None
                if first is None or first.kind not in only:
                    return None
                self.schedule.pop(0)
                self.applied[first.kind, ""] += 1
                return first
            self.requests.append(endpoint)
            for at, fault in enumerate(self.schedule):
                if fault is not None and fault.kind in AT_CONNECT | AT_TLS:
                    continue
                if fault is None or self._fits(fault, endpoint):
                    self.schedule.pop(at)
                    if fault is not None:
                        self.applied[fault.kind, endpoint] += 1
                    return fault
            return None

    def _fits(self, fault: Fault, endpoint: str) -> bool:
        answered = fault.kind is not Kind.STALE or bool(self._old[_sort(endpoint)])
        return answered and fault.endpoint in ("", endpoint)

    def _answer(self, link: socket.socket, request: bytes) -> None:
        endpoint = endpoint_of(request)
        if endpoint == "blobs":
            self.fetches.asked(request)
        fault = self._take(endpoint)
        if fault is None:
            answer = self._forward(request, endpoint)
            self._send(link, request, None, answer, answer)
            return
        instead = self._instead(fault, endpoint)
        if instead is not None:
            self._send(link, request, fault.kind, b"", instead)
        elif fault.kind is Kind.REQUEST_LOST:
            reset(link)
        elif fault.kind is Kind.REQUEST_HALVED:
            self._half(request, fault)
        else:
            self._spoil(link, fault, endpoint, request)

    def _instead(self, fault: Fault, endpoint: str) -> bytes | None:
        """An answer that did not come from central just now."""
        rng = Random(fault.seed)  # noqa: S311
        answer: bytes | None = None
        match fault.kind:
            case Kind.GARBAGE:
                answer = rng.randbytes(rng.randint(1, 3000))
            case Kind.PORTAL:
                answer = http(b"<html>Welcome! Please sign in.</html>", kind="text/html")
            case Kind.REDIRECT:
                status = rng.choice(("301 Moved", "302 Found", "307 Temporary"))
                answer = http(b"", status, "text/html", "Location: http://portal.invalid/\r\n")
            case Kind.ERROR_PAGE:
                status = rng.choice(("500 Oh", "502 Bad Gateway", "503 Away", "504 Timeout"))
                answer = http(b"<html>Sorry</html>", status, "text/html")
            case Kind.BUSY:
                named = rng.choice(("5", "3000", formatdate(usegmt=True), "soon", ""))
                extra = f"Retry-After: {named}\r\nDate: {formatdate(usegmt=True)}\r\n"
                status = rng.choice(("429 Too Many", "503 Away", "408 Timeout", "425 Early"))
                answer = problem(rng.choice(("rate-limited", "server-error")), status, extra)
            case Kind.STALE:
                answer = rng.choice(self._old[_sort(endpoint)])
        return answer

    def _half(self, request: bytes, fault: Fault) -> None:
        with socket.create_connection(("127.0.0.1", self._central)) as central:
            central.sendall(request[: int(len(request) * fault.share)])

    def _spoil(self, link: socket.socket, fault: Fault, endpoint: str, request: bytes) -> None:
        """Central carries it out; its answer does not come as it was given."""
        if fault.kind is Kind.WHOLE:
            request = re.sub(rb"\r\nRange: [^\r]*", b"", request, count=1)
        whole = answer = self._forward(request, endpoint)
        if fault.kind in (Kind.TWICE, Kind.TWICE_FIRST):
            second = self._forward(request, endpoint)
            answer = second if fault.kind is Kind.TWICE else answer
        head, end, body = answer.partition(b"\r\n\r\n")
        cut = int(len(body) * fault.share)
        match fault.kind:
            case Kind.SWAPPED:
                others = [
                    each[-1] for name, each in self._old.items() if name != _sort(endpoint) and each
                ]
                answer = Random(fault.seed).choice(others or [answer])  # noqa: S311
            case Kind.DROPPED:
                answer = b""
            case Kind.HEAD_CUT:
                answer = head[: int(len(head) * fault.share)]
            case Kind.BODY_CUT | Kind.BODY_RESET:
                answer = head + end + body[:cut]
            case Kind.SHORT:
                answer = re.sub(rb"\r\nContent-Length: \d+", b"", head) + end + body[:cut]
            case Kind.LATE:
                self._pass_time(fault.share * 14)
            case Kind.STALLED:
                part = answer[: int(len(answer) * fault.share)]
                self._send(link, request, fault.kind, whole, part)
                self.give_up()
                return
            case Kind.SLOW:
                self._trickle(link, request, answer)
                return
        self._send(link, request, fault.kind, whole, answer)
        if fault.kind is Kind.BODY_RESET:
            reset(link)

    def _trickle(self, link: socket.socket, request: bytes, answer: bytes) -> None:
        self._send(link, request, Kind.SLOW, answer, answer[:PIECE])
        self._pass_time(PASSED_SECONDS)
        for at in range(PIECE, len(answer), PIECE):
            link.sendall(answer[at : at + PIECE])
            self._pass_time(PASSED_SECONDS)

    def _send(
        self, link: socket.socket, request: bytes, kind: Kind | None, answer: bytes, sent: bytes
    ) -> None:
        """Send what the app is to get for central's `answer`, empty where that did not speak."""
        if endpoint_of(request) == "blobs":
            self.fetches.given(request, kind, answer, sent)
        link.sendall(sent)

    def _forward(self, request: bytes, endpoint: str) -> bytes:
        """Central's whole answer, kept among the old ones."""
        asked = _closing(re.sub(rb"\r\nConnection: [^\r]*", b"", request, count=1))
        answer = b""
        with socket.create_connection(("127.0.0.1", self._central)) as central:
            central.sendall(asked)
            while piece := central.recv(65536):
                answer += piece
        answer = _closing(answer)
        self._old[_sort(endpoint)].append(answer)
        return answer


def _sort(endpoint: str) -> str:
    """Under what an answer is kept: one page of the feed may be taken for any other."""
    return "changes" if endpoint == "afresh" else endpoint


def _closing(message: bytes) -> bytes:
    """One exchange a connection, and either end knows it."""
    return message.replace(b"\r\n", b"\r\nConnection: close\r\n", 1)


def _wait() -> None:
    """Nobody is there to lose patience."""
