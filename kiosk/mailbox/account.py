"""The person's own account: name, credits, settings, last sign-in."""

from __future__ import annotations

from kiosk.domain import CommandKind, LastSignIn, LedgerLine, Profile, Settings
from kiosk.mailbox.desk import Desk, Done, Kept
from kiosk.vault import people


class Account(Desk):
    """What a person can see and change of the account."""

    _asked: Settings | None = None  # the newest wish, until it is kept

    def profile(self) -> Profile:
        """Who is signed in; empty but for the id until central has said more."""
        return people.profile(self._reader) or Profile(self._vault.inmate, "", "", "", 0)

    def ledger(self, before: str | None = None, limit: int = 50) -> tuple[LedgerLine, ...]:
        """Lines of the account, newest first; those after line `before` where one is given."""
        return people.ledger(self._reader, before, limit)

    def settings(self) -> Settings:
        """How the person likes the screen, with what is being kept at this moment."""
        return self._asked or people.settings(self._reader)

    def save_settings(self, wanted: Settings, done: Done = None) -> None:
        """Keep how the person likes the screen, here and on any other device."""
        now = self.settings()
        self._asked = wanted

        def kept(failure: Kept) -> None:
            if self._asked is wanted:
                self._asked = None
            if done is not None:
                done(failure)

        self._keep(lambda transaction: people.keep_settings(transaction, wanted, now), kept)

    def last_sign_in(self) -> LastSignIn:
        """What central said of earlier use at the last sign-in that reached it."""
        return people.last_sign_in(self._reader)

    def freeze_account(self, done: Done = None) -> None:
        """Stop all spending, because somebody else used the account."""
        self._command(CommandKind.ACCOUNT_FREEZE, {}, done)
