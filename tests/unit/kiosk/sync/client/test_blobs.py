"""The client against all that may answer in central's place."""

from __future__ import annotations

import datetime as dt
import json
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.sync.client import Client
from kiosk.sync.failures import (
    ClockWrongError,
    NotCentralError,
    OfflineError,
    ProblemError,
    SyncFailureError,
)
from kiosk.sync.protocol import SessionRequest, StateRequest
from tests.unit.kiosk.sync.client.ground import (
    SHA,
    TOKEN,
    Stub,
    blob,
    certificate,
    http,
    problem,
    stub,
)

if TYPE_CHECKING:
    from pathlib import Path


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
        (http(b"01234567"), OfflineError),
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
