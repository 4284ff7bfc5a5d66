"""Handing in the receipts that this vault holds to a central that may have lost them."""

from __future__ import annotations

import json
from collections.abc import Sequence

import structlog

from kiosk.sync.failures import ProblemError
from kiosk.sync.line import Line
from kiosk.sync.protocol import HandedReceipt
from kiosk.sync.push import HOPELESS
from kiosk.vault import journal
from kiosk.vault.connection import Store
from kiosk.vault.journal import Kept, Place

log = structlog.get_logger("sync")
BATCH = 50


def hand_in(line: Line) -> None:
    """Hand in what is due, to its end; how far is kept, so that a break loses nothing.

    Handing in again is harmless. Where central is restored once more in between, it begins anew.
    Raises SyncFailureError.
    """
    while (place := journal.due(line.reader)) is not None:
        kept = journal.page(line.reader, place, BATCH)
        if not kept:
            line.vault.write(Store.VAULT, journal.finish).result()
            return
        epoch = _send(line, kept, place.epoch)
        if place.id and epoch != place.epoch:
            meet(line, epoch)
            continue
        _note(line, Place(epoch, kept[-1].at, kept[-1].id))


def meet(line: Line, epoch: str) -> bool:
    """Hear of the epoch of a page; answers whether it has receipts to be handed in to it."""
    if not epoch or epoch == journal.epoch(line.reader):
        return False
    return line.vault.write(Store.VAULT, lambda t: journal.meet(t, epoch)).result()


def _note(line: Line, place: Place) -> None:
    line.vault.write(Store.VAULT, lambda t: journal.advance(t, place)).result()


def _send(line: Line, kept: Sequence[Kept], before: str) -> str:
    """Hand in some; gives central's epoch. One that central will never read is passed over.

    Where central read none, it is the epoch known `before`.
    """
    handed = [
        HandedReceipt(json.loads(one.signed), json.loads(one.args) if one.args else {})
        for one in kept
    ]
    try:
        answer = line.tokens.using(lambda token: line.client.receipts(token, handed))
    except ProblemError as problem:
        if problem.code not in HOPELESS:
            raise
        if len(kept) > 1:
            for one in kept:
                before = _send(line, [one], before)
            return before
        log.warning("receipt_not_read", code=problem.code)
        return before
    for told in answer.answers:
        if told.answer != "known":
            log.info("receipt_handed_in", code=told.answer)
    return answer.epoch
