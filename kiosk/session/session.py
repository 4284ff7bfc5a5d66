"""Who is signed in: signs people in and out, and minds idle and session time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.domain import Policy
from kiosk.session.outcomes import SignInOutcome, SignOutReason, TimeLeft

if TYPE_CHECKING:
    from kiosk.mailbox import Mailbox

Unsubscribe = Callable[[], None]


class Session:
    """The one signed-in person, or nobody; used on the UI thread only.

    Key derivation and HTTP run through `Tasks`, every `done` is called on the UI thread.
    """

    mailbox: Mailbox | None
    time_left: TimeLeft | None

    def sign_in(self, number: str, pin: str, done: Callable[[SignInOutcome], None]) -> None:
        """Try number and PIN; the network is not waited for when this device has the vault."""
        raise NotImplementedError

    def choose_pin(self, new_pin: str, done: Callable[[SignInOutcome], None]) -> None:
        """After `NeedsNewPin`: replace the one-time PIN; answers like `sign_in`, or `WeakPin`."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Forget a sign-in that has not come to `SignedIn` (the person turned back)."""
        raise NotImplementedError

    def sign_out(self, reason: SignOutReason) -> None:
        """Save, stop syncing, close the vault, drop the keys, replace the process."""
        raise NotImplementedError

    def before_sign_out(self, save: Callable[[], None]) -> Unsubscribe:
        """Have `save` called first at sign-out, while the mailbox still takes acts."""
        raise NotImplementedError

    def activity(self) -> None:
        """The person touched something: the idle time starts anew."""
        raise NotImplementedError

    def hold(self, held: bool) -> None:
        """Stop the clocks while the monitoring notice is read; start them again."""
        raise NotImplementedError

    def tick(self) -> None:
        """Call once a second: updates `time_left`, signs out when time is up, polls the policy."""
        raise NotImplementedError

    def on_change(self, callback: Callable[[], None]) -> Unsubscribe:
        """Have `callback` called when `time_left.notice`, the policy or the mailbox changed."""
        raise NotImplementedError

    def device_policy(self) -> Policy | None:
        """The facility's policy for this device, as last heard; None before the first contact."""
        raise NotImplementedError
