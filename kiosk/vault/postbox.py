"""What of the outbox goes into envelopes at a sign-out, and under which numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import cast

import msgspec

from kiosk.domain import CommandKind
from kiosk.vault.connection import Row, Transaction

# Not the opening of a collect message, whose price was shown for now, nor the freezing of the
# account, after which nothing else would be done.
BOXED = frozenset(CommandKind) - {CommandKind.MESSAGE_OPEN, CommandKind.ACCOUNT_FREEZE}
MOST = 50  # commands in one envelope, as in one batch
MOST_BYTES = 256 * 1024  # of their arguments; one command may be larger by itself


@dataclass(frozen=True, slots=True)
class Content:
    """The commands of one envelope, as JSON: a list of {id, kind, args}."""

    counter: int
    ids: tuple[str, ...]
    commands: bytes


class _Command(msgspec.Struct):
    id: str
    kind: str
    args: msgspec.Raw


def take(transaction: Transaction, lying: Collection[int]) -> tuple[Content, ...]:
    """Give what must not wait for its author, and number the envelopes it goes into.

    `lying` are the numbers of envelopes that still lie on this device: what is in them stays
    there. From now on only central can tell whether these were done, and nobody can take back
    what the screen still offered to. They stay in the outbox until there is a receipt.
    """
    transaction.run("UPDATE outbox SET held = 0 WHERE held")
    kinds = ", ".join("?" * len(BOXED))
    rows = transaction.rows(
        "SELECT id, kind, args, boxed FROM outbox"  # noqa: S608
        f" WHERE status IN ('queued', 'sending') AND kind IN ({kinds})"
        " ORDER BY kind <> 'command.cancel', position",
        tuple(sorted(BOXED)),
    )
    counter = transaction.number("SELECT counter FROM post_box")
    contents = []
    for part in _parts([row for row in rows if row[3] not in lying]):
        counter += 1
        commands = [
            _Command(cast(str, row[0]), cast(str, row[1]), msgspec.Raw(cast(str, row[2])))
            for row in part
        ]
        ids = tuple(command.id for command in commands)
        contents.append(Content(counter, ids, msgspec.json.encode(commands)))
    transaction.run("UPDATE post_box SET counter = ?", (counter,))
    transaction.each(
        "UPDATE outbox SET given = given + 1 WHERE id = ?",
        [(item,) for each in contents for item in each.ids],
    )
    return tuple(contents)


def boxed(transaction: Transaction, content: Content) -> None:
    """Note that an envelope is written and will not be lost."""
    transaction.each(
        "UPDATE outbox SET boxed = ? WHERE id = ?",
        [(content.counter, item) for item in content.ids],
    )


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    part: list[Row] = []
    size = 0
    for row in rows:
        length = len(cast(str, row[2]).encode())
        if part and (len(part) == MOST or size + length > MOST_BYTES):
            yield part
            part, size = [], 0
        part.append(row)
        size += length
    if part:
        yield part
