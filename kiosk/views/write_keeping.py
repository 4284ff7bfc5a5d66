"""Keeping a text as it is typed, and taking in what other devices did to it."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain import ConnectionId, Direction, Draft, KnownFailure, Payment
from kiosk.ui.writing_area import WritingArea
from kiosk.views.earlier_versions import Origin, open_versions
from kiosk.views.language import tr
from kiosk.views.screen import Hands, named

SAVE_MS = 250  # after the first key that is not kept, however fast others follow


class Keeping:
    """The draft behind the area.

    `edited` is called when another text stands there, `renewed` when another device's text and
    choice have come and the whole screen has to show them.
    """

    def __init__(
        self,
        hands: Hands,
        connection: ConnectionId,
        area: WritingArea,
        edited: Callable[[], None],
        renewed: Callable[[], None],
    ) -> None:
        self._hands, self._connection, self._area = hands, connection, area
        self._tell_edited, self._renewed = edited, renewed
        kept = hands.mailbox.draft(connection)
        self.payment = kept.payment if kept else Payment.PREPAID
        self._dirty, self._sent = False, False
        self._origin = Origin(hands.mailbox, kept)
        self._known = kept.body if kept else ""  # the vault's text as this screen last had it
        self._theirs: str | None = None  # another device's, in the vault in place of this one
        self._written = False  # by the person, since the screen came
        self._keeping = 0  # texts on their way into the vault
        self._due = False  # whether the timer runs
        self._timer = hands.timer(area)
        area.set_text(self._known)
        area.text_edited.connect(self._edited)
        named(area.offer, "versions")
        area.offer_taken.connect(self._open_versions)
        if kept is not None:
            self._say_saved()
        self._offer_versions(kept)

    @property
    def sent(self) -> bool:
        """Whether the text is handed over to be sent."""
        return self._sent

    def choose(self, payment: Payment) -> None:
        """Who pays; kept with the text."""
        self.payment = payment
        self._dirty = True
        self._save_soon()

    def reviewed(self) -> str:
        """The text, which is now the person's own word: what is reviewed is what is sent."""
        self._written = True
        return self._area.text()

    def hand_over(self) -> str:
        """The text to be sent; nothing of it is kept as a draft any more."""
        self._timer.stop()
        self._due, self._sent = False, True
        return self._area.text()

    def not_sent(self) -> None:
        """It could not be kept for sending: it is a draft as before."""
        self._sent = False

    def leave(self) -> None:
        """Nothing that was typed may be lost."""
        self._timer.stop()
        self._due = False
        if self._dirty and not self._sent:
            self.save()

    def _edited(self, _text: str) -> None:
        self._dirty = self._written = True
        self._area.set_state(tr("Saving"), "loader", "waiting")
        self._save_soon()
        self._tell_edited()

    def _save_soon(self) -> None:
        if not self._due:
            self._due = True
            self._timer.start(SAVE_MS, self.save)

    def save(self, done: Callable[[KnownFailure | None], None] | None = None) -> None:
        """Keep the text now."""
        self._due, self._dirty = False, False
        text, theirs, done = self._area.text(), self._theirs, done or self._saved
        if theirs is None:
            self._handing_in(text)
            self._hands.mailbox.save_draft(self._connection, text, self.payment, done=done)
        else:
            self._bring(theirs, text, done)

    def _handing_in(self, text: str) -> None:
        self._keeping += 1
        self._known, self._theirs = text, None
        self._origin.ours(text)

    def _bring(self, standing: str, text: str, done: Callable[[KnownFailure | None], None]) -> None:
        """Have a text kept in the place of another, which stays as a version."""
        self._handing_in(text)
        self._hands.mailbox.bring_back(self._connection, standing, text, self.payment, done=done)

    def _saved(self, failure: KnownFailure | None) -> None:
        self._keeping -= 1
        if failure is None:
            if not self._dirty:
                self._say_saved()
            self.take_in()
            return
        self._dirty = True
        self._area.set_state(tr("Not saved"), "triangle-alert", "danger")
        self._hands.kept(failure)

    def _say_saved(self) -> None:
        self._area.set_state(tr("Saved"), "circle-check", "good")

    # --- other texts: of other devices, and earlier ones -------------------------------------

    def take_in(self) -> None:
        """See what other devices did to the draft; nothing changes under who is writing."""
        if self._sent or self._dirty or self._keeping:
            return
        draft = self._hands.mailbox.draft(self._connection)
        body = draft.body if draft else ""
        shown = body != self._known and self._arrived(draft, body)
        came = draft is not None and self._origin.came(draft.id)
        if not shown and (came or self._theirs is not None):
            self._area.set_note(tr("Text from another device is under Earlier versions"))
        self._offer_versions(draft)

    def _arrived(self, draft: Draft | None, body: str) -> bool:
        """Another text is the draft now: whether it shows here at once."""
        if self._written and draft is not None:
            # it goes below what stands here with the next key; until then the newest text of all
            # devices is the draft, so that two open screens do not outdo each other for ever
            self._known, self._theirs = body, body
            return False
        if self._written and not self._sent_elsewhere():
            self.save()
            return False
        self._known, self._written, self._theirs = body, False, None
        self._origin.ours(body)
        self._area.set_text(body)
        self._area.set_note("")
        if draft is not None:
            self.payment = draft.payment
            self._say_saved()
        else:
            self._area.set_state("")
        self._renewed()
        return True

    def _sent_elsewhere(self) -> bool:
        """Whether what stands here has gone to the person already."""
        text = self._area.text()
        newest = self._hands.mailbox.messages(self._connection, limit=10)
        return any(each.direction is Direction.OUT and each.body == text for each in newest)

    def _offer_versions(self, draft: Draft | None) -> None:
        some = draft is not None and self._hands.mailbox.draft_versions(draft.id, limit=1)
        self._area.set_offer(tr("Earlier versions") if some or self._theirs is not None else "")

    def _open_versions(self) -> None:
        """Show them, once what stands on the screen is kept: so the sheet has all the others."""
        self._timer.stop()

        def kept(failure: KnownFailure | None) -> None:
            self._saved(failure)
            if failure is None and self._area.isVisible():
                self._area.set_note("")
                open_versions(self._hands, self._connection, self._bring_back)

        self.save(kept)

    def _bring_back(self, body: str) -> None:
        """Write on with an earlier text."""
        self._timer.stop()
        self._due, self._dirty, self._written = False, False, True
        standing = self._area.text()

        def kept(failure: KnownFailure | None) -> None:
            if failure is not None:
                self._area.set_text(standing)
            else:
                self._area.set_note(tr("The earlier text is back."))
            self._saved(failure)
            self._tell_edited()

        self._area.set_text(body)
        self._bring(standing, body, kept)
