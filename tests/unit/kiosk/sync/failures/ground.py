"""What the tests of this folder stand on."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kiosk.domain import Payment
from kiosk.vault.connection import Store
from tests.unit.kiosk.sync.client.ground import Stub

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.sync.protocol import Changes
    from tests.central_server import CentralServer
    from tests.unit.kiosk.world import Person

INTENTIONS = ("draft", "draft_version", "outbox", "receipt")


def intentions(person: Person) -> dict[str, Any]:
    """All that is the person's own, row by row."""
    return {
        table: sorted(person.reader.rows(f"SELECT * FROM main.{table}"), key=repr)  # noqa: S608
        for table in INTENTIONS
    }


def standing(person: Person) -> tuple[str, int]:
    """Cursor and generation."""
    row = person.reader.row("SELECT cursor, generation FROM cache.feed")
    assert row is not None
    return str(row[0]), int(str(row[1]))


def bodies(person: Person, tie: Any) -> list[str | None]:
    return [message.body for message in person.box.messages(tie)]


def work_in_hand(person: Person, tie: Any) -> None:
    """A receipt, an earlier version of a draft and the draft itself."""
    person.act("send", tie, "Sent before", Payment.COD, 50)
    person.sync()
    person.act("save_draft", tie, "A long beginning that was thrown away", Payment.COD)
    person.act("save_draft", tie, "In the making", Payment.COD)
    person.clock.advance(6)
    person.sync()
    held = intentions(person)
    assert held["draft"] and held["draft_version"] and held["receipt"]


class Heard:
    """Every page that central answers, and where each was asked from; the test may answer too."""

    def __init__(self, person: Person) -> None:
        self.pages: list[Changes] = []
        self.asked: list[str] = []
        self.instead: list[Changes | Exception] = []
        self._ask = person.device.client.changes
        person.device.client.changes = self._changes  # type: ignore[method-assign]

    def _changes(self, token: str, cursor: str) -> Changes:
        self.asked.append(cursor)
        if self.instead:
            answer = self.instead.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        page = self._ask(token, cursor)
        self.pages.append(page)
        return page


@contextmanager
def another_answers(
    person: Person, *, context: ssl.SSLContext | None = None, ca: Path | None = None
) -> Iterator[Stub]:
    """The network leads to somebody else than central, who says what the test gives them."""
    client, server = person.device.client, Stub(context)
    base, trusted = client._base, client._http.verify
    scheme = "http" if context is None else "https"
    client._base = f"{scheme}://127.0.0.1:{server.port}/v1/"
    if ca is not None:
        client._http.verify = str(ca)
    try:
        yield server
    finally:
        client._base, client._http.verify = base, trusted
        server.close()


@contextmanager
def put_back(central: CentralServer, away: Path) -> Iterator[None]:
    """What happens inside is lost to central: its folder of before is put back."""
    central.stop()
    shutil.copytree(central.folder, away)
    central.start()
    yield
    central.stop()
    shutil.rmtree(central.folder)
    shutil.copytree(away, central.folder)
    central.start()


def tamper(person: Person, sql: str) -> None:
    """Change facts behind the back of the app, as a bug would."""
    person.vault.write(Store.CACHE, lambda t: t.run(sql)).result()
