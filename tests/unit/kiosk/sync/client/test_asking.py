"""The client against all that may answer in central's place."""

from __future__ import annotations

import datetime as dt
import json
import socket
import threading
from contextlib import suppress

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.sync import client as module
from kiosk.sync import plausible, receipts, translate
from kiosk.sync.client import Client
from kiosk.sync.failures import (
    NotCentralError,
    OfflineError,
    ProblemError,
    UnreachedError,
)
from kiosk.sync.protocol import Change, StateRequest
from kiosk.sync.wire import Sockets
from tests.unit.kiosk.sync.client.ground import TOKEN, Answer, http, problem, reset, stub


def test_a_right_answer_is_read() -> None:
    with stub(http(json.dumps(TOKEN).encode(), kind="application/json; charset=utf-8")) as (c, s):
        assert c.device_token("assertion").token == "t"
        assert s.requests[0].startswith(b"POST /v1/devices/token HTTP/1.1")
        assert b"User-Agent: kiosk/1.2.3" in s.requests[0]


@pytest.mark.parametrize(
    "answer",
    [
        http(b"<html>Sign in to our network</html>", kind="text/html"),
        http(b"<html>Sign in to our network</html>"),
        http(b"", "302 Found", extra="Location: http://portal.example/\r\n"),
        http(b'{"token": 7, "expires_in": 60}'),
        http(b'{"token": "t"}'),
        http(b'{"token": "\xff", "expires_in": 60}'),
        http(b"[]"),
        http(b""),
        http(b"{}", "204 No Content"),
        http(b"no", "404 Not Found", "text/plain"),
        http(b"{}", "400 Bad Request", "application/problem+json"),
        http(b" " * (module.ANSWER_BYTES + 1)),
        http(b'{"token": "t", "expires_in": 60, "x": ' + b"[" * 9999 + b"]" * 9999 + b"}"),
        http(b"[" * 9999, "400 Bad Request", "application/problem+json"),
        http(b"", "302 Found", extra="Location: http://\xff/\r\n").replace(b"\xc3", b""),
    ],
)
def test_what_is_not_central_is_a_network_problem(answer: bytes) -> None:
    with stub(answer) as (client, _), pytest.raises(NotCentralError):
        client.device_token("assertion")


@pytest.mark.logs("Failed to parse headers", "urllib3.connection")
@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        http(json.dumps(TOKEN).encode())[:-3],
        b"garbage that is no HTTP\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        http(b"not gzip", extra="Content-Encoding: gzip\r\n"),
        http(b"upstream is away", "502 Bad Gateway", "text/html"),
        reset,
    ],
)
def test_what_breaks_off_is_offline(answer: Answer) -> None:
    """And what was asked may have been heard."""
    with stub(answer) as (client, _), pytest.raises(OfflineError) as caught:
        client.device_token("assertion")
    assert not isinstance(caught.value, UnreachedError)


def test_nobody_there_is_offline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    client = Client(f"http://127.0.0.1:{port}", ca=None, app_version="1")
    with pytest.raises(UnreachedError):
        client.changes("token", "")
    client.close()


def test_a_name_that_is_not_known_was_not_reached() -> None:
    client = Client("https://central.invalid", ca=None, app_version="1")
    with pytest.raises(UnreachedError):
        client.changes("token", "")
    client.close()


def test_nobody_taking_the_call_was_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CONNECT_SECONDS", 0.05)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        port = deaf.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):  # all who may wait do
            client = Client(f"http://127.0.0.1:{port}", ca=None, app_version="1")
            with pytest.raises(UnreachedError):
                client.changes("token", "")
            client.close()


def test_a_trickle_ends_by_the_clock_on_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ANSWER_SECONDS", 0.3)
    ended = threading.Event()

    def trickle(link: socket.socket) -> None:
        link.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not ended.wait(0.02):
            link.sendall(b"x")

    with stub(trickle) as (client, _):
        with pytest.raises(OfflineError):
            client.device_token("assertion")
        ended.set()


def test_another_thread_can_break_off() -> None:
    begun = threading.Event()
    ended = threading.Event()

    def silent(_: socket.socket) -> None:
        begun.set()
        ended.wait(10)

    with stub(silent) as (client, _):

        def cut() -> None:
            begun.wait(10)
            client.cut()
            client.cut()

        cutter = threading.Thread(target=cut)
        cutter.start()
        with pytest.raises(OfflineError):
            client.device_token("assertion")
        ended.set()
        cutter.join()


def test_problems_carry_code_wait_and_date() -> None:
    date = "Date: Sun, 01 Mar 2026 10:00:00 GMT\r\n"
    until = "Retry-After: Sun, 01 Mar 2026 10:00:30 GMT\r\n"
    answers = [
        problem("wrong-pin", "403 Forbidden", tries_left=3),
        problem("rate-limited", "429 Too Many Requests", "Retry-After: 7\r\n"),
        problem("server-error", "503 Service Unavailable", date + until),
        problem("locked", "429 Too Many Requests", retry_after=61.5),
        problem("rate-limited", "429 Too Many Requests", "Retry-After: 99999999\r\n"),
        problem("rate-limited", "429 Too Many Requests", "Retry-After: soon\r\nDate: never\r\n"),
        problem("in-progress", "409 Conflict"),
        problem("locked", "429 Too Many Requests", retry_after=1e300),
        problem("locked", "429 Too Many Requests", "Retry-After: \xb2\r\n", retry_after=-5).replace(
            b"\xc2", b""
        ),
    ]
    found = []
    with stub(*answers) as (client, _):
        for _ in answers:
            with pytest.raises(ProblemError) as caught:
                client.device_self("token")
            found.append(caught.value)
    waits = [None, 7, 30, 61.5, 3600, None, None, 3600, 0]
    assert [problem.retry_after for problem in found] == waits
    assert [problem.passing for problem in found] == [False] + [True] * 8
    assert (found[0].code, found[0].problem.tries_left) == ("wrong-pin", 3)
    assert found[2].date == dt.datetime(2026, 3, 1, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "date", ["Mon, 01 Jan 2024 00:00:00 +99999999999999999", "Fri, 31 Dec 9999 23:59:59 +0000", "x"]
)
def test_a_date_that_cannot_be_is_no_date(date: str) -> None:
    with (
        stub(problem("assertion-expired", "401 Unauthorized", f"Date: {date}\r\n")) as (client, _),
        pytest.raises(ProblemError) as caught,
    ):
        client.device_token("assertion")
    assert caught.value.date is None


def test_cutting_passes_over_what_is_closed_already() -> None:
    sockets, pairs = Sockets(), [socket.socketpair() for _ in range(8)]
    for ours, _ in pairs:
        sockets.add(ours)
    for ours, _ in pairs[::2]:
        ours.close()
    sockets.cut()
    for ours, theirs in pairs:
        assert theirs.recv(1) == b""
        ours.close()
        theirs.close()


def test_an_exchange_that_was_cut_before_it_had_a_socket_gets_none_that_goes_on() -> None:
    sockets, (ours, theirs), (later, other) = Sockets(), socket.socketpair(), socket.socketpair()
    with sockets.exchange():
        sockets.cut()
        sockets.add(ours)
        assert theirs.recv(1) == b""
    with sockets.exchange():
        sockets.add(later)
        later.sendall(b"x")
        assert other.recv(1) == b"x"
    for each in (ours, theirs, later, other):
        each.close()


def test_the_body_of_a_redirect_is_not_taken_in() -> None:
    """However long it is; the library would read all of it before it says so."""
    sent: list[int] = []

    def endless(link: socket.socket) -> None:
        link.sendall(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Type: text/html\r\n\r\n")
        with suppress(OSError):
            while len(sent) < 1000:
                link.sendall(bytes(1 << 16))
                sent.append(1)

    with stub(endless) as (client, _), pytest.raises(NotCentralError):
        client.device_token("assertion")
    assert len(sent) < 1000


def test_an_answer_in_chunks_is_put_together() -> None:
    body = json.dumps(TOKEN).encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in (body[:7], body[7:], b""))
    with stub(head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks) as (client, _):
        assert client.device_token("assertion").token == TOKEN["token"]


@pytest.mark.parametrize("length", [b"-1", b"-5"])
def test_a_chunk_of_negative_length_is_not_taken_in(length: bytes) -> None:
    """However much follows it; the library would read all of that at once."""
    sent: list[int] = []

    def endless(link: socket.socket) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        link.sendall(head + b"Transfer-Encoding: chunked\r\n\r\n" + length + b"\r\n")
        with suppress(OSError):
            while len(sent) < 1000:
                link.sendall(bytes(1 << 16))
                sent.append(1)

    with stub(endless) as (client, _), pytest.raises(OfflineError):
        client.device_token("assertion")
    assert len(sent) < 1000


def test_nothing_becomes_many_objects_that_is_longer_than_any_row() -> None:
    """An empty list takes three bytes on the wire, and twenty times as much in memory."""
    many = b'{"later": [' + b"[]," * (plausible.ROW_BYTES // 3) + b"[]]}"
    state = b'{"kind": "mark", "id": "m", "rev": 1, "fields": ' + many + b"}"
    with stub(http(state)) as (client, _), pytest.raises(NotCentralError):
        client.put_state("token", "mark", "m", StateRequest(0, {}))
    with pytest.raises(NotCentralError, match="longer"):
        translate.row(Change(1, "state", "mark/m", 1, data=msgspec.Raw(many)))
    with pytest.raises(NotCentralError, match="longer"):
        receipts.read(msgspec.Raw(many), Ed25519PrivateKey.generate().public_key())
