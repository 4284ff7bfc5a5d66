"""Central's device API over HTTP: typed answers, typed failures, a bound on every transfer."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import msgspec
import requests
import urllib3
from requests.adapters import HTTPAdapter

from kiosk.sync import plausible
from kiosk.sync.failures import (
    ClockWrongError,
    NotCentralError,
    OfflineError,
    ProblemError,
    UnreachedError,
)
from kiosk.sync.protocol import (
    Changes,
    CommandsRequest,
    DeviceSelf,
    EnrollAnswer,
    EnrollRequest,
    EnvelopeAnswer,
    EnvelopeRequest,
    HandedReceipt,
    PinRequest,
    Problem,
    ReceiptsAnswer,
    ReceiptsRequest,
    SessionAnswer,
    SessionRequest,
    StateRequest,
    Token,
    TokenRequest,
    WireCommand,
    WireState,
)
from kiosk.sync.wire import Sockets, pools

T = TypeVar("T")

CONNECT_SECONDS = 5.0
SILENCE_SECONDS = 15.0  # without a single byte
ANSWER_SECONDS = 30.0  # for a whole answer in JSON
ANSWER_BYTES = 8 * 1024 * 1024
SLOWEST = 4 * 1024  # bytes a second a transfer of a photo must reach
PIECE_BYTES = 16 * 1024
LONGEST_WAIT = 3600.0  # the most that central may ask for by Retry-After
# what decoding raises for an answer that is not as agreed, or nested beyond all reason
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
CLOCK_ERRORS = (9, 10)  # OpenSSL: certificate not yet valid, certificate has expired


@dataclass(frozen=True, slots=True)
class Transfer:
    """The bytes of a photo from `offset` on."""

    offset: int
    pieces: Iterator[bytes]


class _Session(requests.Session):
    """A session that looks at no redirect.

    With `allow_redirects=False` the library still parses where a redirect points, which may raise,
    and reads its body to the end, however long that is.
    """

    def get_redirect_target(self, resp: requests.Response) -> None:
        """No answer redirects."""


class _RawReceipts(msgspec.Struct, frozen=True):
    """`CommandsAnswer`, with each receipt left as it was written."""

    receipts: list[msgspec.Raw]


class Client:
    """Talks to one central; used by one thread at a time, broken off by any with `cut`."""

    def __init__(
        self,
        base_url: str,
        *,
        ca: Path | None,
        app_version: str,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        parts = urlsplit(base_url)
        plain = parts.scheme == "http" and parts.hostname == "127.0.0.1"
        if not plain and parts.scheme != "https":
            raise ValueError("central is reached by https, or by http at 127.0.0.1")
        self._base = base_url.rstrip("/") + "/v1/"
        self._monotonic = monotonic
        self._sockets = Sockets()
        self._http = _Session()
        self._http.trust_env = False  # no variable may exchange the proxy or the authority
        self._http.verify = str(ca) if ca is not None else True
        self._http.headers.update({"User-Agent": f"kiosk/{app_version}"})
        adapter = HTTPAdapter(pool_connections=1, pool_maxsize=2, max_retries=0)
        adapter.poolmanager.pool_classes_by_scheme = pools(self._sockets)
        self._http.mount("https://", adapter)
        self._http.mount("http://", adapter)

    def enroll(self, request: EnrollRequest) -> EnrollAnswer:
        """Make this device known to central by a one-time code."""
        return self._call("POST", "devices/enroll", None, request, EnrollAnswer)

    def device_token(self, assertion: str, *, post_box: bool = False) -> Token:
        """Get a token for a signed assertion, or one that is good for the post box alone."""
        request = TokenRequest(assertion, "postbox" if post_box else "")
        return self._call("POST", "devices/token", None, request, Token)

    def device_self(self, token: str) -> DeviceSelf:
        """Get the policy, and what to know of the people with a vault here."""
        return self._call("GET", "devices/self", token, None, DeviceSelf)

    def sign_in(self, token: str, request: SessionRequest) -> SessionAnswer:
        """Sign a person in by number and PIN, or by the vault's key; `token` is the device's."""
        return _sane(self._call("POST", "sessions", token, request, SessionAnswer))

    def change_pin(self, token: str, request: PinRequest) -> SessionAnswer:
        """Replace the PIN; `token` is the session's."""
        return _sane(self._call("POST", "sessions/pin", token, request, SessionAnswer))

    def changes(self, token: str, cursor: str) -> Changes:
        """Get the page of the feed after `cursor`; the first of all where it is empty."""
        query = f"changes?cursor={quote(cursor, safe='')}" if cursor else "changes"
        return self._call("GET", query, token, None, Changes)

    def commands(
        self, token: str, commands: Sequence[WireCommand], epoch: str
    ) -> list[msgspec.Raw]:
        """Have up to 50 commands carried out; sending the same again changes nothing.

        A central of another epoch carries out none (`epoch-changed`).

        Answers the receipts as they were written, since each is signed (`receipts.read`).
        """
        request = CommandsRequest(list(commands), epoch)
        return self._call("POST", "commands", token, request, _RawReceipts).receipts

    def receipts(self, token: str, handed: Sequence[HandedReceipt]) -> ReceiptsAnswer:
        """Hand in up to 50 receipts; handing in the same again changes nothing."""
        request = ReceiptsRequest(list(handed))
        return self._call("POST", "receipts", token, request, ReceiptsAnswer)

    def put_state(self, token: str, kind: str, item: str, request: StateRequest) -> WireState:
        """Bring a draft, mark or setting to central."""
        path = f"state/{quote(kind, safe='')}/{quote(item, safe='')}"
        return self._call("PUT", path, token, request, WireState, plausible.ROW_BYTES)

    def hand_in(self, token: str, envelope: EnvelopeRequest) -> EnvelopeAnswer:
        """Hand in an envelope; the same again gets the same answer. `token`: the post box's."""
        return self._call("POST", "postbox", token, envelope, EnvelopeAnswer)

    def emptied(self, token: str) -> EnvelopeAnswer:
        """Say that a retired or revoked device has nothing left; `token`: the post box's."""
        return self._call("POST", "postbox/empty", token, None, EnvelopeAnswer)

    @contextmanager
    def blob(self, token: str, sha256: str, size: int, offset: int) -> Iterator[Transfer]:
        """Fetch a photo's bytes, from `offset` if central agrees, else from the start.

        Whether the bytes are the right ones is for the receiver to check (size and sha256).
        """
        headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        if offset:
            headers |= {"Range": f"bytes={offset}-", "If-Range": f'"{sha256}"'}
        seconds = ANSWER_SECONDS + size / SLOWEST
        with self._answer("GET", f"blobs/{sha256}", headers, None, seconds) as answer:
            if answer.status_code == 206:
                _check_range(answer.headers.get("Content-Range", ""), offset, size)
            elif answer.status_code == 200:
                offset = 0
            elif answer.status_code == 416:
                raise NotCentralError("a range within the photo was refused")
            else:
                self._raise_problem(answer, _read(answer, ANSWER_BYTES))
            yield Transfer(offset, _pieces(answer, size - offset))

    def cut(self) -> None:
        """Break off what is going on; whoever waits for it gets OfflineError."""
        self._sockets.cut()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _call(
        self,
        method: str,
        path: str,
        token: str | None,
        body: Any,
        expected: type[T],
        limit: int = ANSWER_BYTES,
    ) -> T:
        headers = {"Accept": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = msgspec.json.encode(body)
        with self._answer(method, path, headers, data, ANSWER_SECONDS) as answer:
            content = _read(answer, limit)
            if answer.status_code != 200:
                self._raise_problem(answer, content)
            if _media_type(answer) != "application/json":
                raise NotCentralError("the answer is not JSON")
        try:
            return msgspec.json.decode(content, type=expected)
        except UNREADABLE as error:
            raise NotCentralError("the answer has another shape than central's") from error

    @contextmanager
    def _answer(
        self, method: str, path: str, headers: dict[str, str], data: bytes | None, seconds: float
    ) -> Iterator[requests.Response]:
        """One exchange, broken off after `seconds` whatever trickles in."""
        timer = threading.Timer(seconds, self._sockets.cut)
        timer.daemon = True
        with self._sockets.exchange():
            timer.start()
            try:
                with _failures():
                    answer = self._http.request(
                        method,
                        self._base + path,
                        headers=headers,
                        data=data,
                        timeout=(CONNECT_SECONDS, SILENCE_SECONDS),
                        allow_redirects=False,
                        stream=True,
                    )
                with closing(answer):
                    yield answer
            finally:
                timer.cancel()

    def _raise_problem(self, answer: requests.Response, content: bytes) -> None:
        if _media_type(answer) != "application/problem+json":
            if answer.status_code >= 500:
                raise OfflineError(f"status {answer.status_code}")
            raise NotCentralError(f"status {answer.status_code}")
        try:
            problem = msgspec.json.decode(content, type=Problem)
        except UNREADABLE as error:
            raise NotCentralError("the problem has another shape than central's") from error
        date = _date(answer.headers.get("Date"))
        wait = _retry_after(answer.headers.get("Retry-After"), date)
        if wait is None and problem.retry_after is not None:
            wait = _bounded(problem.retry_after)
        raise ProblemError(problem, answer.status_code, wait, date)


@contextmanager
def _failures() -> Iterator[None]:
    """Turn what the HTTP library raises into the app's own failures."""
    try:
        yield
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        if _about_clock(error):
            raise ClockWrongError from error
        failure = UnreachedError if _unreached(error) else OfflineError
        raise failure(type(error).__name__) from error


def _unreached(error: OSError | urllib3.exceptions.HTTPError) -> bool:
    """Whether it ended before there was a connection: refused, no such name, no way, no answer.

    The library wraps that in a failure of its own, with the one before it as `reason`.
    """
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(
        reason, urllib3.exceptions.NewConnectionError | urllib3.exceptions.ConnectTimeoutError
    )


def _about_clock(error: BaseException) -> bool:
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        cause = waiting.pop()
        if not isinstance(cause, BaseException) or id(cause) in seen:
            continue
        seen.add(id(cause))
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_code in CLOCK_ERRORS
        waiting += [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args]
    return False


def _read(answer: requests.Response, limit: int) -> bytes:
    """All of an answer, decoded, but no more than `limit` bytes."""
    content = bytearray()
    with _failures():
        for piece in answer.iter_content(PIECE_BYTES):
            content += piece
            if len(content) > limit:
                raise NotCentralError("the answer is too long")
    return bytes(content)


def _pieces(answer: requests.Response, expected: int) -> Iterator[bytes]:
    """The bytes as they come; a body without a length may end early, which nobody else notices."""
    taken = 0
    with _failures():
        for piece in answer.raw.stream(PIECE_BYTES, decode_content=False):
            taken += len(piece)
            yield piece
    if taken < expected:
        raise OfflineError("the photo broke off")


def _check_range(header: str, offset: int, size: int) -> None:
    if header != f"bytes {offset}-{size - 1}/{size}":
        raise NotCentralError("another range than asked for")


def _media_type(answer: requests.Response) -> str:
    """What the answer says it is. An answer that does not was cut within its headers."""
    if "Content-Type" not in answer.headers:
        raise OfflineError("the answer broke off")
    return answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _date(header: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(header or "")
        plausible.time(found)
    except (ValueError, OverflowError, NotCentralError):
        return None
    return found


def _retry_after(header: str | None, now: datetime | None) -> float | None:
    """Seconds to wait, from either form of the header, an hour at most."""
    if header is None:
        return None
    digits = header.strip()
    if digits.isascii() and digits.isdigit():
        return _bounded(float(digits))
    until = _date(header)
    if until is None or now is None:
        return None
    return _bounded((until - now).total_seconds())


def _bounded(seconds: float) -> float:
    return min(max(seconds, 0.0), LONGEST_WAIT)


def _sane(answer: SessionAnswer) -> SessionAnswer:
    """The times and numbers of a session within reason: they are shown, and kept in the vault."""
    plausible.time(answer.last_sign_in.at if answer.last_sign_in else None)
    plausible.time(answer.pin_reset_at)
    plausible.numbers(answer.pin_version, answer.failed_tries, answer.profile.balance)
    return answer
