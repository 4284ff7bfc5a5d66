"""What the tests of this folder stand on."""

from __future__ import annotations

import datetime as dt
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kiosk.sync.client import Client

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

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


def reset(link: socket.socket) -> None:
    link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def blob(client: Client, size: int, offset: int) -> tuple[int, bytes]:
    with client.blob("token", SHA, size, offset) as transfer:
        return transfer.offset, b"".join(transfer.pieces)


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
