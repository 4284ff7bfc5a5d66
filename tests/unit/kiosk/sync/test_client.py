"""The client against all that may answer in central's place."""

from __future__ import annotations

import datetime as dt
import json
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.sync import client as module
from kiosk.sync.client import Client
from kiosk.sync.failures import (
    ClockWrongError,
    NotCentralError,
    OfflineError,
    ProblemError,
    SyncFailureError,
)
from kiosk.sync.protocol import SessionRequest, StateRequest

Answer = bytes | Callable[[socket.socket], None]
TOKEN = {"token": "t", "expires_in": 60}
SHA = "ab" * 32


def received(link: socket.socket) -> bytes:
    """All of a request: what is left unread when a socket is closed resets the connection."""
    request = b""
    while piece := link.recv(65536):
        request += piece
        head, end, body = request.partition(b"\r\n\r\n")
        length = re.search(rb"Content-Length: (\d+)", head)
        if end and len(body) >= (int(length[1]) if length else 0):
            break
    return request


class Stub:
    """A server that says what it is told to, byte by byte."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.answers: list[Answer] = []
        self.requests: list[bytes] = []
        self._context = context
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                link, _ = self._server.accept()
            except OSError:
                return
            try:
                if self._context is not None:
                    link = self._context.wrap_socket(link, server_side=True)
                request = received(link)
                if request:
                    self.requests.append(request)
                    answer = self.answers.pop(0)
                    if callable(answer):
                        answer(link)
                    else:
                        link.sendall(answer)
            except OSError:
                pass
            finally:
                link.close()

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()


@contextmanager
def stub(*answers: Answer) -> Iterator[tuple[Client, Stub]]:
    server = Stub()
    server.answers = list(answers)
    client = Client(f"http://127.0.0.1:{server.port}/", ca=None, app_version="1.2.3")
    try:
        yield client, server
    finally:
        client.close()
        server.close()


def http(
    body: bytes, status: str = "200 OK", kind: str = "application/json", extra: str = ""
) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return (head + "Connection: close\r\n" + extra + "\r\n").encode() + body


def problem(code: str, status: str, extra: str = "", **more: object) -> bytes:
    body = json.dumps({"code": code, "status": int(status[:3]), **more}).encode()
    return http(body, status, "application/problem+json", extra)


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


def reset(link: socket.socket) -> None:
    link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


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
    with stub(answer) as (client, _), pytest.raises(OfflineError):
        client.device_token("assertion")


def test_nobody_there_is_offline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    client = Client(f"http://127.0.0.1:{port}", ca=None, app_version="1")
    with pytest.raises(OfflineError):
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


def test_the_body_of_a_redirect_is_not_taken_in() -> None:
    """However long it is; the library would read all of it before it says so."""
    sent = []

    def endless(link: socket.socket) -> None:
        link.sendall(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Type: text/html\r\n\r\n")
        with suppress(OSError):
            while len(sent) < 1000:
                link.sendall(bytes(1 << 16))
                sent.append(1)

    with stub(endless) as (client, _), pytest.raises(NotCentralError):
        client.device_token("assertion")
    assert len(sent) < 1000


@pytest.mark.parametrize(
    "more",
    [
        {"last_sign_in": {"at": "2024-01-01T00:00:00", "place": "A"}},
        {"last_sign_in": {"at": "9999-12-31T23:59:59-14:00", "place": "A"}},
        {"pin_reset_at": "0001-01-01T00:00:00+14:00"},
        {"pin_version": 2**70},
    ],
)
def test_a_session_of_impossible_times_or_numbers_is_none(more: dict[str, object]) -> None:
    profile = {"number": "1", "first_name": "A", "last_name": "B", "balance": 0}
    session = TOKEN | {"inmate": "i", "profile": profile, "pin_version": 1}
    session |= {"must_change_pin": False, "failed_tries": 0} | more
    with stub(http(json.dumps(session).encode())) as (client, _), pytest.raises(NotCentralError):
        client.sign_in("token", SessionRequest("1", "2"))


def test_names_are_quoted_in_addresses() -> None:
    state = {"kind": "mark", "id": "x", "rev": 1, "fields": {}}
    empty = {"since": "a b", "cursor": "c", "more": False, "changes": [], "poll_after": 1}
    with stub(http(json.dumps(state).encode()), http(json.dumps(empty).encode())) as (client, s):
        client.put_state("token", "mark", "../x?y", StateRequest(0, {}))
        client.changes("token", "a b&c")
        assert s.requests[0].startswith(b"PUT /v1/state/mark/..%2Fx%3Fy HTTP/1.1")
        assert s.requests[1].startswith(b"GET /v1/changes?cursor=a%20b%26c HTTP/1.1")


@pytest.mark.parametrize(
    "address", ["http://central.example", "ftp://127.0.0.1", "http://127.0.0.1.example", "central"]
)
def test_only_https_or_loopback(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        Client(address, ca=None, app_version="1")


def blob(client: Client, size: int, offset: int) -> tuple[int, bytes]:
    with client.blob("token", SHA, size, offset) as transfer:
        return transfer.offset, b"".join(transfer.pieces)


def test_photo_bytes_whole_in_part_and_from_the_start() -> None:
    part = "Content-Range: bytes 4-9/10\r\n"
    with stub(
        http(b"0123456789", kind="image/jpeg"),
        http(b"456789", "206 Partial Content", "image/jpeg", part),
        http(b"0123456789", kind="image/jpeg"),
    ) as (client, server):
        assert blob(client, 10, 0) == (0, b"0123456789")
        assert blob(client, 10, 4) == (4, b"456789")
        assert blob(client, 10, 4) == (0, b"0123456789")  # 200: start over
        assert b"Range" not in server.requests[0]
        assert b"Range: bytes=4-" in server.requests[1]
        assert f'If-Range: "{SHA}"'.encode() in server.requests[1]
        assert b"Accept-Encoding: identity" in server.requests[1]


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (
            http(b"x", "206 Partial Content", extra="Content-Range: bytes 3-9/10\r\n"),
            NotCentralError,
        ),
        (
            http(b"x", "206 Partial Content", extra="Content-Range: bytes 4-9/11\r\n"),
            NotCentralError,
        ),
        (http(b"x", "206 Partial Content"), NotCentralError),
        (http(b"", "416 Range Not Satisfiable"), NotCentralError),
        (http(b"no", "500 Internal Server Error", "text/plain"), OfflineError),
        (problem("not-found", "404 Not Found"), ProblemError),
        (http(b"0123456789")[:-2], OfflineError),
    ],
)
def test_wrong_photo_answers(answer: bytes, failure: type[Exception]) -> None:
    with stub(answer) as (client, _), pytest.raises(failure):
        blob(client, 10, 4)


@given(noise=st.binary(max_size=200), cut=st.integers(0, 400), at=st.integers(0, 400))
@settings(max_examples=60, deadline=None)
@pytest.mark.logs("Failed to parse headers", "urllib3.connection")
def test_no_noise_raises_anything_but_a_known_failure(noise: bytes, cut: int, at: int) -> None:
    answer = http(json.dumps(TOKEN).encode())
    mutated = answer[:at] + noise + answer[min(at, cut) :]
    with stub(mutated) as (client, _), suppress(SyncFailureError):
        assert client.device_token("assertion").token


def certificate(folder: Path, begins: dt.timedelta) -> Path:
    """A self-signed certificate for 127.0.0.1, valid for a day from now + `begins`."""
    import ipaddress

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "central")])
    start = dt.datetime.now(dt.UTC) + begins
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "central.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.mark.parametrize(
    ("begins", "failure"),
    [
        (dt.timedelta(hours=-1), None),
        (dt.timedelta(days=400), ClockWrongError),
        (dt.timedelta(days=-400), ClockWrongError),
    ],
)
def test_a_wrong_clock_is_told_from_a_wrong_network(
    tmp_path: Path, begins: dt.timedelta, failure: type[Exception] | None
) -> None:
    pem = certificate(tmp_path, begins)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = Stub(context)
    server.answers = [http(json.dumps(TOKEN).encode())]
    client = Client(f"https://127.0.0.1:{server.port}", ca=pem, app_version="1")
    try:
        if failure is None:
            assert client.device_token("assertion").token == "t"
        else:
            with pytest.raises(failure):
                client.device_token("assertion")
    finally:
        client.close()
        server.close()


def test_another_authority_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    theirs, ours = (
        certificate(tmp_path / "a", -dt.timedelta(hours=1)),
        certificate(tmp_path / "b", -dt.timedelta(hours=1)),
    )
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(theirs))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(theirs)
    server = Stub(context)
    client = Client(f"https://127.0.0.1:{server.port}", ca=ours, app_version="1")
    try:
        with pytest.raises(OfflineError):
            client.device_token("assertion")
        assert server.requests == []
    finally:
        client.close()
        server.close()
