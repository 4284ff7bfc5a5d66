"""The process that `tests.central_server` starts: central, steered over standard input."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from tests import databases

LOG = "central.log"
SEEDING = ("tests.seed", "tests.operating", "tests.visiting", "tests.helping")


def main(folder: Path, port: int) -> None:
    """Start central in `folder` as often as a line orders it, until input ends.

    Each start is a process of its own, forked from this one, which has the whole program loaded and
    has served nothing: loading it anew takes a second each time.
    """
    port = prepare(folder, port)
    load()
    for line in sys.stdin:
        order = json.loads(line)
        if order["verb"] == "start":
            _say({"ended": in_a_fork(partial(_start, folder, port, order["backup"]))})


def load() -> None:
    """Import what serving takes, and leave no connection that a fork would share."""
    from django.conf import settings
    from django.db import connections

    import_module(settings.ROOT_URLCONF)
    for name in SEEDING:
        import_module(name)
    connections.close_all()


def in_a_fork(work: Callable[[], None]) -> int:
    """How a process ended that did this; by a signal below zero."""
    process = os.fork()
    if process == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001  (whatever it is, it is told)
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _start(folder: Path, port: int, backup: str) -> None:
    """Serve, on 127.0.0.1; a `backup` is restored first."""
    with (folder / LOG).open("ab") as log:  # a test may have put another folder in its place
        os.dup2(log.fileno(), sys.stderr.fileno())
    if backup:
        from central.backups import restoring

        restoring.restore(Path(backup))
    serve(port)


def prepare(folder: Path, port: int) -> int:
    """Set Django up, with databases in `folder`; the port to serve on, which it knows of."""
    port = port or _free_port()
    os.environ.update(
        {
            "CENTRAL_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "DJANGO_SETTINGS_MODULE": "central.settings",
            "CENTRAL_DATA": str(folder),
            "CENTRAL_SECRET": "a secret for tests",
            **databases.settings(folder),
        }
    )
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    import django

    django.setup()
    databases.provide()
    return port


def serve(port: int) -> None:
    """Serve, and obey one JSON line at a time until one says to stop, or input ends."""
    clock = _Clock()
    server = _serve(port, clock)
    _say({"port": server.server_address[1], "pid": os.getpid()})
    for line in sys.stdin:
        order = json.loads(line)
        if order["verb"] == "stop":
            break
        _say(_obey(order, clock))
    server.shutdown()
    server.server_close()


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _free_port() -> int:
    """A port to be known before Django reads its settings: e-mails carry central's address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Clock:
    """The real clock, which a test may push ahead."""

    def __init__(self) -> None:
        from central import world

        self.ahead = timedelta(0)
        outer = self

        class Ahead(world.World):
            def now(self) -> datetime:
                return super().now() + outer.ahead

        self.real = world.replaced(Ahead())
        self.real.__enter__()


def _serve(port: int, clock: _Clock) -> Any:
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    from central import world
    from central.wsgi import application

    def dated(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        def start_dated(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            when = format_datetime(world.now(), usegmt=True)
            return start(status, [*headers, ("Date", when)], *rest)

        return application(environ, start_dated)

    server = ThreadedWSGIServer(("127.0.0.1", port), WSGIRequestHandler)
    server.daemon_threads = True
    server.set_app(dated)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server


def _obey(order: dict[str, Any], clock: _Clock) -> dict[str, Any]:
    from central.refusals import Refused

    verb = order["verb"]
    try:
        if verb == "advance":
            clock.ahead += timedelta(seconds=order["seconds"])
            return {"result": None}
        rooms = [room for room in map(import_module, SEEDING) if hasattr(room, verb)]
        run = getattr(rooms[0], verb)
        return {"result": run(*order["args"], **order["named"])}
    except Refused as refusal:
        return {"refused": refusal.code, "details": refusal.details}
    except Exception as error:  # noqa: BLE001  (told to the test, which raises it)
        return {"error": f"{verb}: {error!r}"}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
