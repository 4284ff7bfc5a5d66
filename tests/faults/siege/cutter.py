"""A wire between apps and central that can be cut: SIGUSR1 cuts it, SIGUSR2 mends it."""

from __future__ import annotations

import asyncio
import signal
import socket
from contextlib import suppress

PIECE = 64 * 1024


class Cutter:
    """Carries bytes both ways, until it is cut."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cut = False
        self._ends: set[asyncio.StreamWriter] = set()

    async def serve(self, listening: socket.socket) -> None:
        """Serve until the process ends."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGUSR1, self._sever)
        loop.add_signal_handler(signal.SIGUSR2, self._mend)
        server = await asyncio.start_server(self._carry, sock=listening)
        await server.serve_forever()

    def _sever(self) -> None:
        self._cut = True
        for end in self._ends:
            end.transport.abort()

    def _mend(self) -> None:
        self._cut = False

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ends = [writer]
        with suppress(OSError):
            if not self._cut:
                beyond, end = await asyncio.open_connection("127.0.0.1", self._port)
                ends.append(end)
                self._ends.update(ends)
                await asyncio.gather(self._copy(reader, end), self._copy(beyond, writer))
        self._ends.difference_update(ends)
        for each in ends:
            each.transport.abort()

    @staticmethod
    async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await reader.read(PIECE):
                writer.write(piece)
                await writer.drain()
        writer.transport.close()


def cut_and_mend(listening: socket.socket, port: int) -> None:
    """Be the wire to 127.0.0.1:`port`, for as long as this process lives."""
    asyncio.run(Cutter(port).serve(listening))
