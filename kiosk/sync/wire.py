"""HTTP connections to one address that can be broken off from another thread."""

from __future__ import annotations

import http.client
import socket
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection


class Sockets:
    """The open sockets of one client; `cut` breaks off whatever goes over them.

    A socket's own time-out starts anew with every byte, so only this bounds a whole transfer.
    """

    def __init__(self) -> None:
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._door = threading.Lock()
        self._exchanges = 0
        self._cut = False  # the exchange that goes on, whatever socket it gets

    @contextmanager
    def exchange(self) -> Iterator[None]:
        """Something goes on that `cut` breaks off, even before it has a socket."""
        with self._door:
            self._exchanges += 1
        try:
            yield
        finally:
            with self._door:
                self._exchanges -= 1
                self._cut = self._cut and self._exchanges > 0

    def add(self, opened: socket.socket) -> None:
        """Remember an open socket."""
        with self._door:
            self._sockets.add(opened)
            late = self._cut
        if late:
            _shut(opened)

    def cut(self) -> None:
        """Break off every transfer; the next one connects anew."""
        with self._door:
            sockets = list(self._sockets)
            self._sockets.clear()
            self._cut = self._exchanges > 0
        for opened in sockets:
            _shut(opened)


def _shut(opened: socket.socket) -> None:
    with suppress(OSError):  # it was closed already
        opened.shutdown(socket.SHUT_RDWR)


class _Response(http.client.HTTPResponse):
    """An answer none of whose chunks has a length below nothing.

    The library takes such a length for what Python makes of it: all that comes, however long.
    """

    def _safe_read(self, amt: int) -> bytes:
        if amt < 0:
            raise http.client.HTTPException("a chunk of negative length")
        return super()._safe_read(amt)  # type: ignore[misc, no-any-return]


def pools(opened: Sockets) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    """Connection pools whose sockets `opened` knows, by scheme."""

    class PlainConnection(HTTPConnection):
        response_class = _Response

        def connect(self) -> None:
            super().connect()
            _note(opened, self)

    class SecureConnection(HTTPSConnection):
        response_class = _Response

        def connect(self) -> None:
            super().connect()
            _note(opened, self)

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = PlainConnection

    class SecurePool(urllib3.HTTPSConnectionPool):
        ConnectionCls = SecureConnection

    return {"http": PlainPool, "https": SecurePool}


def _note(opened: Sockets, connection: Any) -> None:
    opened.add(connection.sock)
