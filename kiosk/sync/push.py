"""Outbox, drafts, albums, marks and settings on their way to central."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.domain import CommandStatus
from kiosk.sync import plausible, receipts
from kiosk.sync.failures import NotCentralError, ProblemError, UnreachedError
from kiosk.sync.line import Line
from kiosk.sync.protocol import StateRequest, WireCommand, WireState
from kiosk.vault import albums, drafts, journal, marks, outbox
from kiosk.vault.connection import Store, Transaction
from kiosk.vault.drafts import UnsyncedDraft
from kiosk.vault.marks import UnsyncedState
from kiosk.vault.outbox import Command, Settled

MARKS_AT_ONCE = 50
SETTINGS_ID = "main"
# what central says of one command or state that it will never take, however often it is sent
HOPELESS = frozenset({"invalid", "not-found", "fingerprint-differs"})


def push_commands(line: Line) -> int:
    """Have central carry out what waits, in order; answers how many commands were settled.

    A command that central refuses to read at all is refused on the screen, too, and does not hold
    up those behind it. Raises SyncFailureError: then the same commands are sent again. Where
    central was not even reached, they count as not given out by this try.
    """
    settled = 0
    while batch := line.vault.write(Store.VAULT, outbox.take_batch).result():
        try:
            settled += _send(line, batch)
        except UnreachedError:
            _not_given(line, batch)
            raise
        except ProblemError as problem:
            if problem.code not in HOPELESS:
                raise
            settled += _one_by_one(line, batch)
    return settled


def push_states(line: Line) -> bool:
    """Bring drafts, albums, marks, settings to central; answers whether all was taken as it stands.

    A draft of which central has a newer text is not: the next page tells that text.
    """
    taken = [_push_draft(line, draft) for draft in drafts.unsynced(line.reader)]
    for item, fields, base_rev, edits in albums.unsynced(line.reader):
        _push_album(line, UnsyncedState(item, fields, base_rev, edits))
    for mark in marks.unsynced_marks(line.reader, MARKS_AT_ONCE):
        _push_mark(line, mark)
    settings = marks.unsynced_settings(line.reader)
    if settings is not None:
        _push_settings(line, settings)
    return all(taken)


def _send(line: Line, batch: Sequence[Command]) -> int:
    commands = [WireCommand(command.id, command.kind, dict(command.args)) for command in batch]
    epoch = journal.epoch(line.reader)
    written = line.tokens.using(lambda token: line.client.commands(token, commands, epoch))
    found = [receipts.read(receipt, line.central_key) for receipt in written]
    if [receipt.id for receipt in found] != [command.id for command in batch]:
        raise NotCentralError("receipts for other commands than were sent")
    _settle(line, found)
    return len(found)


def _one_by_one(line: Line, batch: Sequence[Command]) -> int:
    for command in batch:
        try:
            _send(line, [command])
        except ProblemError as problem:
            if problem.code not in HOPELESS:
                raise
            refused = Settled(command.id, CommandStatus.REFUSED, 0, problem.code, 0, 0, signed=None)
            _settle(line, [refused])
    return len(batch)


def _not_given(line: Line, batch: Sequence[Command]) -> None:
    now = line.now()
    line.vault.write(Store.VAULT, lambda t: outbox.not_given(t, batch, now)).result()


def _settle(line: Line, found: Sequence[Settled]) -> None:
    now = line.now()

    def work(transaction: Transaction) -> None:
        for receipt in found:
            outbox.settle(transaction, receipt, now)

    line.vault.write(Store.VAULT, work).result()


def _push_draft(line: Line, draft: UnsyncedDraft) -> bool:
    fields: dict[str, object] = {
        "connection": draft.connection,
        "body": draft.body,
        "payment": draft.payment.value,
    }
    answer = _put(line, "draft", draft.id, draft.base_rev, fields)
    if answer is not None and answer.fields.get("body") != draft.body:
        return False  # central has a newer text and kept this one beside it: the next page tells
    rev = draft.base_rev if answer is None else answer.rev
    line.vault.write(Store.VAULT, lambda t: drafts.synced(t, draft, rev)).result()
    return True


def _push_mark(line: Line, mark: UnsyncedState) -> None:
    answer = _put(line, "mark", mark.id, mark.base_rev, mark.fields)
    if answer is None:
        gone = [(mark.id, mark.edits)]
        line.vault.write(Store.VAULT, lambda t: marks.forget_shown(t, gone, None)).result()
    else:
        rev = answer.rev
        line.vault.write(Store.VAULT, lambda t: marks.mark_synced(t, mark, rev)).result()


def _push_album(line: Line, album: UnsyncedState) -> None:
    answer = _put(line, "album", album.id, album.base_rev, album.fields)
    if answer is None:
        gone = [(album.id, album.edits)]
        line.vault.write(Store.VAULT, lambda t: albums.forget_shown(t, gone)).result()
    else:
        rev = answer.rev
        line.vault.write(
            Store.VAULT, lambda t: albums.synced(t, album.id, album.edits, rev)
        ).result()


def _push_settings(line: Line, settings: UnsyncedState) -> None:
    answer = _put(line, "settings", SETTINGS_ID, settings.base_rev, settings.fields)
    rev = settings.base_rev if answer is None else answer.rev
    line.vault.write(Store.VAULT, lambda t: marks.settings_synced(t, settings, rev)).result()


def _put(
    line: Line, kind: str, item: str, base_rev: int, fields: dict[str, object]
) -> WireState | None:
    """Put one state; None where central will never take it (the thing is gone, or too long)."""
    request = StateRequest(base_rev, fields)
    try:
        answer = line.tokens.using(lambda token: line.client.put_state(token, kind, item, request))
    except ProblemError as problem:
        if problem.code not in HOPELESS:
            raise
        return None
    plausible.numbers(answer.rev)
    # of a draft's text central may have a newer one; all else is as the last writer put it
    written = {name: value for name, value in fields.items() if (kind, name) != ("draft", "body")}
    if (answer.kind, answer.id) != (kind, item) or any(
        answer.fields.get(name) != value for name, value in written.items()
    ):
        raise NotCentralError("an answer about another state than was sent")
    return answer
