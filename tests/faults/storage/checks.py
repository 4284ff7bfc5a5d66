"""What must be so after a fault: nothing sure is lost, nothing doubled, and it comes to rest."""

from __future__ import annotations

import json
from collections.abc import Callable

from kiosk.vault.keys import DataKey
from tests.faults.campaign import Kind, Violation
from tests.faults.storage.life import Held, Life

CHANGES_DRAFTS = ("type", "send", "sync", "news")
CHANGES_PHOTOS = ("sync", "news", "evict")
SYNCS = 3


def need(met: bool, kind: Kind, about: str) -> None:
    """Raise the violation unless it is met."""
    if not met:
        raise Violation(kind, about)


def nothing_lost(life: Life, before: Held, going: str) -> None:
    """All that was sure before is in the vault now, whatever became of the act `going`."""
    now = life.seen()
    gone = before.queued.keys() - now.queued.keys() - now.receipts.keys()
    need(not gone, Kind.LOST, f"queued commands {sorted(gone)} after {going!r}")
    need(before.receipts.items() <= now.receipts.items(), Kind.LOST, "receipts")
    for tie, text in before.drafts.items():
        if going in CHANGES_DRAFTS:
            written = life.writing.get(tie)
            need(text_kept(life, now, text, written), Kind.LOST, f"draft {text!r}: {now}")
        else:
            need(now.drafts.get(tie) == text, Kind.LOST, f"draft {text!r} after {going!r}")
    if going not in CHANGES_PHOTOS:
        unread = [sha for sha in before.photos if life.photo(sha) is None]
        need(not unread, Kind.LOST, f"photos {unread} after {going!r}")
    need(now.seq >= before.seq, Kind.LOST, "the place in the feed went back")
    nothing_passed_over(life)


def nothing_passed_over(life: Life) -> None:
    """The cursor is not ahead of what was applied, without any help of an audit (invariant I6)."""
    here, reached = life.facts(), life.reached()
    rows = life.central.rows.items()
    passed = [place for place, row in rows if row.seq <= reached and here.get(place) != row.rev]
    need(not passed, Kind.LOST, f"the cursor is ahead of the data: {passed} are not here")


def photos_are_here(life: Life) -> None:
    """What is said to be here can be looked at: the file comes before its row, and goes after."""
    unread = [sha for sha in life.seen().photos if life.photo(sha) is None]
    need(not unread, Kind.LOST, f"rows without their photos: {unread}")


def same(before: Held, now: Held) -> bool:
    """Whether the vault holds just what it did then, as far as nobody but the person knows it."""
    ids = before.queued.keys() | before.receipts.keys()
    return before.drafts == now.drafts and ids <= now.queued.keys() | now.receipts.keys()


def text_kept(life: Life, now: Held, text: str, written: str | None = None) -> bool:
    """A text is there: being written, as an earlier version, on its way, or at central."""
    texts = set(now.drafts.values()) | now.versions
    texts |= {str(json.loads(args).get("body", "")) for args in now.queued.values()}
    texts |= {body for bodies in life.central.texts.values() for body in bodies}
    texts |= life.central.bodies()
    return not text or text in texts or (written is not None and written in texts)


def nothing_wrong_shown(life: Life) -> None:
    """Every picture that can be seen is the one it is said to be."""
    need(not life.shown_wrong(), Kind.LOST, "a wrong picture was shown")


def outside_kept(life: Life) -> None:
    """PINs that were shut out stay out; wrong tries and central's word are not forgotten."""
    sure, maybe = life.outside, life.next
    unlock = life.vaults.unlock
    for pin in sure.shut_out:
        need(not isinstance(unlock(life.folder, pin), DataKey), Kind.LOST, "an old PIN opens")
    for state in (sure, maybe):
        if state.opens == isinstance(unlock(life.folder, state.pin), DataKey):
            break
    else:
        raise Violation(Kind.LOST, f"the PIN does neither what it did nor what it will: {sure}")
    wrong = max((count.wrong for count in life.attempts()._counts.values()), default=0)
    need(wrong in (sure.wrong, maybe.wrong), Kind.LOST, f"wrong tries {wrong} of {sure.wrong}")
    said = life.standing()._said
    version = said.notice.version if said is not None else 0
    versions = (sure.policy_version, maybe.policy_version)
    need(version in versions, Kind.LOST, f"central's word {version} of {versions}")


def comes_to_rest(life: Life) -> None:
    """Within three syncs the device holds what central does, and central all that was queued."""
    before = life.seen()
    sure = {**life.held.queued, **before.queued}
    for _ in range(SYNCS):
        life.clock.advance(1000)
        life.sync()
        if settled(life):
            break
    else:
        raise Violation(Kind.STUCK, f"{life.unsettled()} commands, {len(life.facts())} facts")
    central = life.central
    need(sure.keys() <= central.executed.keys(), Kind.LOST, "a queued command never came")
    twice = [thing for thing, count in central.effects.items() if count > 1]
    need(not twice, Kind.DOUBLE, f"sent twice: {twice}")
    now = life.seen()
    for text in before.drafts.values():
        need(text_kept(life, now, text), Kind.LOST, f"draft {text!r} after a sync")
    nothing_wrong_shown(life)
    withdrawn = now.photos - central.visible()
    need(not withdrawn, Kind.STUCK, "withdrawn pictures stay on the device")


def settled(life: Life) -> bool:
    """Whether both ends say the same."""
    facts = {place: row.rev for place, row in life.central.rows.items()}
    seen = life.seen()
    drafts = {text for text in seen.drafts.values() if text}
    elsewhere = {state.fields["body"] for state in life.central.drafts()} - {""}
    return (
        life.unsettled() == 0
        and life.facts() == facts
        and drafts <= life.central.bodies()
        and elsewhere <= drafts | seen.versions
    )


def expects_failures(work: Callable[[], None], *failures: type[Exception]) -> bool:
    """Whether `work` was done; one of `failures` may say that it was not."""
    try:
        work()
    except failures:
        return False
    return True
