"""Something answers that is not central: the screen says so plainly, and nothing is stored."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily

PAGE = (
    b"<html><body>Welcome to Harbor Free WiFi. <a href='/login'>Accept the terms</a></body></html>"
)


@contextmanager
def portal(port: int, body: bytes, kind: str) -> Iterator[None]:
    """A captive portal in central's place: 200 to everything."""

    class Answer(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = answer  # noqa: N815 - http.server's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PAGE, "text/html"),
        (b'{"since": "x", "cursor": 7}', "application/json"),
        (b"", "application/json"),
        (b"\xff\xfe\x00garbage", "application/octet-stream"),
    ],
    ids=["portal", "wrong-schema", "empty", "garbage"],
)
def test_garbage_is_a_network_problem_and_nothing_is_lost(
    body: bytes,
    kind: str,
    central: CentralServer,
    kiosk: KioskUnderTest,
    make_family: MakeFamily,
) -> None:
    family = make_family(contact_credits=500, inmate_credits=100)
    central.seed.message(family.connection, "Still here")
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("Still here")
    kiosk.wait_synced()
    kiosk.lose_network()
    with portal(central.port, body, kind):
        kiosk.sync_now()
        kiosk.wait_for("Network problem")
        assert kiosk.sees("Still here")
        assert not kiosk.sees("WiFi")
        kiosk.write_to("Rosa Reyes", "Can you read me?")
        kiosk.touch("Pay 50 credits")
        kiosk.touch("Review and send")
        kiosk.touch("Send for 50 credits")
        kiosk.wait_for("Kept on this device")
        kiosk.sync_now()
        kiosk.breathe(0.3)
    kiosk.network_returns()
    kiosk.sync_now()
    kiosk.wait_for("Waiting for review", patience=30)
    bodies = [each.body for each in central.seed.messages(family.connection)]
    assert bodies == ["Still here", "Can you read me?"]


def test_signing_in_through_a_portal_says_what_is_wrong(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    kiosk.wait_ready()
    kiosk.lose_network()
    with portal(central.port, PAGE, "text/html"):
        kiosk.enter(family.number, family.pin)
        kiosk.wait_for("The network does not answer right")
