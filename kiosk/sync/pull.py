"""The feed on its way into the tables of facts, and what that settles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from kiosk.domain import MessageId
from kiosk.sync import journal, translate
from kiosk.sync.failures import NotCentralError, ProblemError
from kiosk.sync.line import Line
from kiosk.vault import albums, drafts, feed, marks, outbox, shelf
from kiosk.vault import journal as receipts
from kiosk.vault.connection import Store, Transaction
from kiosk.vault.feed import Applied, Resync

log = structlog.get_logger("sync")
RESYNC_CODES = {why.value: why for why in Resync if why not in (Resync.NONE, Resync.AUDIT)}


@dataclass(frozen=True, slots=True)
class Pulled:
    """What one page of the feed brought; poll_after in seconds."""

    more: bool
    poll_after: float = 0.0


def pull(line: Line, stopping: Callable[[], bool], pictures_came: Callable[[], None]) -> float:
    """Read the feed to its end; answers after how many seconds central wants to be asked again.

    Each page is kept whole with its cursor, so that stopping loses nothing. `pictures_came` is
    called for each that names pictures not known before. Raises SyncFailureError.
    """
    resyncs = 0
    while not stopping():
        journal.hand_in(line)
        generation = feed.position(line.reader).generation
        pulled = pull_page(line, pictures_came)
        if not pulled.more:
            return pulled.poll_after
        resyncs += feed.position(line.reader).generation > generation
        if resyncs > len(RESYNC_CODES):
            raise NotCentralError("central asks for one resync after the other")
    return 0.0


def pull_page(line: Line, pictures_came: Callable[[], None]) -> Pulled:
    """Fetch and apply one page, or begin a resync where central asks for one."""
    at = feed.position(line.reader)
    try:
        answer = line.tokens.using(lambda token: line.client.changes(token, at.cursor))
    except ProblemError as problem:
        if problem.code not in RESYNC_CODES:
            raise
        _resync(line, RESYNC_CODES[problem.code])
        return Pulled(more=True)
    if answer.more and answer.cursor == at.cursor:
        raise NotCentralError("a feed that does not go on")
    page = translate.page(answer)
    now = line.now()
    applied = line.vault.write(
        Store.CACHE, lambda t: feed.apply(t, page, at.generation, now)
    ).result()
    if not applied.accepted:
        raise NotCentralError("a page that does not continue what was read")
    if applied.pictures_came:
        pictures_came()
    settle(line, applied)
    if journal.meet(line, answer.epoch):
        return Pulled(more=True)  # once they are handed in, the feed tells what they changed
    if not applied.audit_right:
        return Pulled(more=_resync(line, Resync.AUDIT), poll_after=answer.poll_after)
    return Pulled(answer.more, answer.poll_after)


def settle(line: Line, applied: Applied, *, starting: bool = False) -> None:
    """Let go of intentions that the feed shows by now, and bring drafts in step with central's.

    The facts are durable before this: a power cut in between leaves both, which the overlay hides,
    and `catch_up` settles later.
    """
    reader, now = line.reader, line.now()
    seq = feed.position(reader).seq
    restored = applied.finished.central_lost
    lost = marks.lost(reader) if restored or starting else marks.Lost()
    shown, settings = marks.shown_marks(reader), marks.settings_shown(reader)
    known = albums.shown(reader)
    changed = drafts.out_of_step(reader) if applied.drafts_changed or restored else ()
    shows = shown or known or settings is not None or changed or outbox.any_shown(reader, seq)
    if restored or shows or lost != marks.Lost():

        def work(transaction: Transaction) -> None:
            outbox.forget_shown(transaction, seq)
            marks.forget_shown(transaction, shown, settings)
            albums.forget_shown(transaction, known)
            for fact in changed:
                new_id = MessageId(line.new_id())
                drafts.take_over(transaction, fact, line.opened_at, now, new_id)
            if restored:  # after the drafts: a copy that only fell behind is not one typed here
                outbox.forget_done(transaction)
                marks.push_again(transaction)
            marks.push_lost(transaction, lost)
            drafts.forget_settled(transaction)

        line.vault.write(Store.VAULT, work).result()
    if applied.photos_gone:
        shelf.sweep(line.vault)


def catch_up(line: Line) -> None:
    """Settle what the newest pages brought, whatever came in between: a power cut, a full disk."""
    settle(line, Applied(accepted=True, photos_gone=True, drafts_changed=True), starting=True)


def _resync(line: Line, why: Resync) -> bool:
    now = line.now()
    if why.central_lost:  # before the feed is begun anew, which must not forget why
        line.vault.write(Store.VAULT, receipts.begin).result()
    begun = line.vault.write(Store.CACHE, lambda t: feed.begin_resync(t, why, now)).result()
    log.warning("resync" if begun else "resync_put_off", code=why.value)
    return begun
