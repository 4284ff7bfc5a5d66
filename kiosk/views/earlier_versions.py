"""Earlier versions of what is being written: whether there are any, and the sheet with them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kiosk.domain import ConnectionId, Draft, DraftVersion, MessageId
from kiosk.mailbox import Mailbox
from kiosk.ui.scroll import PagedList
from kiosk.ui.sheet import Sheet
from kiosk.ui.text_card import TextCard
from kiosk.views import words
from kiosk.views.language import one_line, tr
from kiosk.views.screen import Hands, named

PAGE = 20  # versions read at once
NEWEST = 5  # versions looked at to see what came from elsewhere
WIDE = 760
BEGINNING = 400  # characters: more than three lines hold


class Origin:
    """Tells texts that this screen wrote or showed from those of other devices."""

    def __init__(self, mailbox: Mailbox, draft: Draft | None) -> None:
        self._mailbox = mailbox
        self._ours: set[int] = set()
        newest = mailbox.draft_versions(draft.id, limit=1) if draft else ()
        self._seen = newest[0].number if newest else 0
        if draft is not None:
            self.ours(draft.body)

    def ours(self, body: str) -> None:
        """This text stood on this screen."""
        self._ours.add(hash(body))

    def came(self, draft: MessageId) -> bool:
        """Whether a text of another device has become a version since this was last asked."""
        newest = self._mailbox.draft_versions(draft, limit=NEWEST)
        fresh = [version for version in newest if version.number > self._seen]
        self._seen = max([self._seen, *(version.number for version in fresh)])
        return any(hash(version.body) not in self._ours for version in fresh)


def open_versions(
    hands: Hands, connection: ConnectionId, bring_back: Callable[[str], object]
) -> None:
    """Show the earlier versions, newest first; a touch brings one back."""
    draft = hands.mailbox.draft(connection)
    if draft is None:
        return
    sheet = Sheet(tr("Earlier versions"), hands.window, WIDE)
    sheet.text(tr("The text you have now stays here too. You can change back."), secondary=True)
    rows = PagedList()
    read: list[DraftVersion] = []

    def take(version: DraftVersion) -> None:
        sheet.close_sheet()
        bring_back(version.body)

    def more() -> None:
        found = hands.mailbox.draft_versions(draft.id, read[-1].number if read else None, PAGE)
        cards: list[QWidget] = [_card(hands, version, take) for version in found]
        read.extend(found)
        rows.add_rows(cards, has_more=len(found) == PAGE)

    rows.more_wanted.connect(more)
    more()
    sheet.set_list(rows)
    sheet.open()


def _card(hands: Hands, version: DraftVersion, take: Callable[[DraftVersion], None]) -> TextCard:
    when = words.kept_at(version.saved_at, hands.now())
    card = TextCard(when, tr("Bring back"), "undo-2", one_line(version.body, BEGINNING))
    card.clicked.connect(lambda: take(version))
    return named(card, f"version:{version.number}")
