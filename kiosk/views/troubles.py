"""Everything that can go wrong, in plain words: what happened, what it means, what you can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain import (
    CommandKind,
    KnownFailure,
    NetworkState,
    OutboxEntry,
    SyncStatus,
)
from kiosk.session import (
    AccountClosed,
    ClosedReason,
    Locked,
    NeedsNetwork,
    PinChanged,
    PinOutcome,
    PinUnknown,
    SignInOutcome,
    StorageFailure,
    Unavailable,
    WeakPin,
    WeakReason,
    WrongPin,
)
from kiosk.views import words
from kiosk.views.language import number, tr

VISIT_ANSWERS = (CommandKind.VISIT_ACCEPT, CommandKind.VISIT_DECLINE)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A short title, and a sentence or two."""

    title: str
    text: str


def sign_in_trouble(outcome: SignInOutcome) -> Trouble:
    """Why a try to sign in did not work."""
    match outcome:
        case WrongPin(wait_seconds=seconds):
            title = tr("That did not match")
            text = tr("The number or the PIN is not right. Check both, and try again.")
            return Trouble(title, text) if seconds <= 0 else locked(seconds)
        case Locked(wait_seconds=seconds):
            return locked(seconds)
        case NeedsNetwork(pin_changed=True):
            return Trouble(
                tr("This device is offline"),
                tr(
                    "Your PIN was changed on another device. Your new PIN works here as soon as "
                    "the network is back. Nothing of yours is lost."
                ),
            )
        case NeedsNetwork():
            return Trouble(
                tr("This device is offline"),
                tr(
                    "You have not signed in on this device before, so it must ask the network "
                    "first. Try again later, or use a device that you have used before."
                ),
            )
        case Unavailable(state=state):
            return _unavailable(state)
        case AccountClosed(reason=reason):
            return _closed(reason)
        case StorageFailure(failure=failure):
            return Trouble(tr("Your things cannot be opened right now"), failure_text(failure))
        case WeakPin(reason=reason):
            return weak(reason)
    raise AssertionError(f"{outcome} is not a trouble")


def pin_trouble(outcome: PinOutcome) -> Trouble:
    """Why a PIN was not changed, or may not have been."""
    match outcome:
        case PinUnknown():
            return Trouble(
                tr("We do not know if your PIN changed"),
                tr(
                    "The answer did not arrive. Try again here with the same PINs. Or, when you "
                    "sign in next, use the new PIN first, then the old one. Nothing is lost."
                ),
            )
        case NeedsNetwork():
            return pin_needs_network()
        case WrongPin(wait_seconds=seconds) if seconds <= 0:
            text = tr("Your present PIN is not right. It was not changed. Try again.")
            return Trouble(tr("That did not match"), text)
        case StorageFailure(failure=failure):
            return Trouble(tr("Your PIN was not changed"), failure_text(failure))
        case PinChanged():
            raise AssertionError("a change is not a trouble")
    return sign_in_trouble(outcome)


def pin_needs_network() -> Trouble:
    """A PIN cannot be changed by this device alone."""
    return Trouble(
        tr("This device is offline"),
        tr(
            "Changing your PIN needs the network. Your old PIN stays as it is. "
            "Try again when the network is back."
        ),
    )


def locked(seconds: float) -> Trouble:
    """Too many wrong tries."""
    return Trouble(
        tr("Too many wrong tries"),
        tr("You can try again in {wait}.").format(wait=words.wait(seconds)),
    )


def not_the_same() -> Trouble:
    """A new PIN was entered in two ways."""
    text = tr("The two were not the same. Choose your PIN again.")
    return Trouble(tr("That did not match"), text)


def weak(reason: WeakReason) -> Trouble:
    """Why a PIN is refused."""
    if reason is WeakReason.SAME:
        return Trouble(tr("That is your old PIN"), tr("Choose a new one that only you know."))
    return Trouble(
        tr("That PIN is easy to guess"),
        tr(
            "Do not use your birth date, your number, the same digit again and again, or a row "
            "like 123456. Choose another one."
        ),
    )


def _closed(reason: ClosedReason) -> Trouble:
    match reason:
        case ClosedReason.FROZEN:
            return Trouble(
                tr("This account is stopped"),
                tr("Nobody can sign in to it now. Nothing is lost. Ask staff to open it again."),
            )
        case ClosedReason.RELEASED | ClosedReason.ERASED:
            return Trouble(
                tr("This account is closed"), tr("If that is a mistake, ask staff for help.")
            )


def _unavailable(state: NetworkState) -> Trouble:
    match state:
        case NetworkState.CLOCK_WRONG:
            return Trouble(
                tr("The clock of this device is wrong"),
                tr("Please tell staff. They can set it right. Then you can sign in."),
            )
        case NetworkState.UPGRADE_REQUIRED:
            return Trouble(
                tr("This device needs an update"),
                tr("Please tell staff, and use another device until it is done."),
            )
        case NetworkState.REFUSED:
            return Trouble(
                tr("This device is not in use"), tr("Please tell staff, and use another device.")
            )
        case NetworkState.NETWORK_PROBLEM:
            return Trouble(
                tr("The network does not answer right"),
                tr(
                    "Something is between this device and the service. Please tell staff, "
                    "and try again later."
                ),
            )
    return Trouble(
        tr("The service does not answer"),
        tr("It may be back in a few minutes. Please try again then."),
    )


def cannot_read_aloud() -> tuple[str, str]:
    """There is nothing on this device that speaks: a title, and what one can do."""
    return (
        tr("This device cannot read aloud"),
        tr("There is no voice on it. Ask staff for a device that has one."),
    )


def network_words(status: SyncStatus, now: datetime) -> tuple[str, str, bool]:
    """The network in words: a word, a line under it, and whether it is a warning."""
    synced = words.stamp(status.last_synced, now) if status.last_synced else ""
    queued = tr("%n waiting to go out", "", status.queued) if status.queued else ""
    match status.network:
        case NetworkState.ONLINE:
            first = tr("Online")
            return first, queued or _synced(synced), False
        case NetworkState.UNKNOWN:
            return tr("Connecting"), queued or _synced(synced), False
        case NetworkState.CLOCK_WRONG:
            return tr("Clock is wrong"), tr("Tell staff"), True
        case NetworkState.UPGRADE_REQUIRED:
            return tr("Update needed"), tr("Tell staff"), True
        case NetworkState.REFUSED:
            return tr("Not in use"), tr("Tell staff"), True
        case NetworkState.NETWORK_PROBLEM:
            return tr("Network problem"), queued or _last(synced), True
    return tr("Offline"), queued or _last(synced), True


def device_words(network: NetworkState, known: bool, now: datetime) -> tuple[str, str]:
    """The network in a few words, and its icon, while nobody is signed in.

    `known`: central has told this device what it is for.
    """
    if not known and network is NetworkState.REFUSED:
        return tr("Not set up yet. Staff can do that."), "wrench"
    first, second, warn = network_words(SyncStatus(network), now)
    words_ = first if not warn or network is NetworkState.OFFLINE else f"{first}. {second}"
    return words_, "wifi-off" if warn else "wifi"


def _synced(when: str) -> str:
    return tr("Synced {when}").format(when=when) if when else ""


def _last(when: str) -> str:
    return tr("Last synced {when}").format(when=when) if when else tr("Not synced yet")


def failure_text(failure: KnownFailure) -> str:
    """What a known failure means and what can be done."""
    return {
        KnownFailure.DISK_FULL: tr(
            "This device has no room left. What was saved before is safe. Please tell staff."
        ),
        KnownFailure.STORAGE_BROKEN: tr(
            "The storage of this device has a fault. Please use another device, and tell staff."
        ),
        KnownFailure.OFFLINE: tr("This needs the network. Try again when it is back."),
        KnownFailure.TOO_LONG: tr("This text is too long. Make it shorter, then try again."),
        KnownFailure.EMPTY: tr("There is nothing written yet."),
        KnownFailure.NOT_CONNECTED: tr("You are not connected with this person now."),
        KnownFailure.TOO_FEW_CREDITS: tr("You do not have enough credits. Nothing was charged."),
        KnownFailure.SERVICE_OFF: tr("The facility has switched this off for now."),
        KnownFailure.GONE: tr("This is no longer here."),
    }[failure]


def refusal(entry: OutboxEntry) -> Trouble:
    """What central refused, and why."""
    name = words.person(entry.contact_name)
    return Trouble(_refused_title(entry.kind, name), refusal_reason(entry, name))


def _refused_title(kind: CommandKind, name: str) -> str:
    match kind:
        case CommandKind.MESSAGE_SEND:
            return tr("Your message to {name} was not sent").format(name=name)
        case CommandKind.MESSAGE_OPEN:
            return tr("The message from {name} was not opened").format(name=name)
        case CommandKind.VISIT_ACCEPT | CommandKind.VISIT_DECLINE:
            return tr("Your answer about the visit with {name} was not taken").format(name=name)
        case CommandKind.TICKET_OPEN:
            return tr("Staff did not get what you wrote")
        case CommandKind.REJECTION_APPEAL:
            return tr("Your appeal was not taken")
        case CommandKind.ACCOUNT_FREEZE:
            return tr("Your account was not stopped")
        case CommandKind.ITEM_REMOVE | CommandKind.ITEM_RESTORE | CommandKind.COMMAND_CANCEL:
            return tr("That change was not made")
    return tr("Your choice about {name} was not taken").format(name=name)


def refusal_reason(entry: OutboxEntry, name: str) -> str:
    """The reason in words; what was written is always kept."""
    if entry.kind in VISIT_ANSWERS and entry.code in _visit_reasons():
        return _visit_reasons()[entry.code]
    sentence = _reasons().get(entry.code) or tr("The service said no. Nothing was charged.")
    text = sentence.format(
        name=name, missing=words.in_credits(entry.missing), price=words.in_credits(entry.price)
    )
    if entry.kind is CommandKind.MESSAGE_SEND:
        return text + " " + tr("What you wrote is kept as a draft.")
    return text


def _visit_reasons() -> dict[str, str]:
    return {
        "too-late": tr("The visit had already begun."),
        "already-decided": tr("The visit was cancelled or answered before."),
    }


def ticket_refused(code: str) -> Trouble:
    """Why a ticket was not taken."""
    reason = _reasons().get(code) or tr("The service said no.")
    return Trouble(tr("Staff did not get what you wrote"), reason)


def _reasons() -> dict[str, str]:
    return {
        "too-few-credits": tr("You need {missing} more. Nothing was charged."),
        "price-changed": tr(
            "The price is now {price}. Nothing was charged. Look, and choose again."
        ),
        "not-connected": tr("You are not connected with {name} now. Nothing was charged."),
        "blocked": tr("{name} cannot get messages from you now. Nothing was charged."),
        "no-contact": tr("Staff do not allow messages with {name}. Nothing was charged."),
        "service-off": tr("The facility has switched this off for now. Nothing was charged."),
        "too-long": tr("The text is too long. Make it shorter, then send it again."),
        "empty": tr("There was nothing written."),
        "gone": tr("It is no longer there. Nothing was charged."),
        "already-decided": tr("It was already decided before."),
        "too-many-unopened": tr(
            "{name} has 10 collect messages that are not open yet. "
            "Wait until one is opened, or pay for this one."
        ),
        "appeal-closed": tr("The last day to appeal has passed."),
        "not-allowed": tr("The facility does not allow this."),
        "cancelled": tr("It was cancelled before it went out. Nothing was charged."),
        "too-late": tr("It had already gone out."),
        "too-many-tickets": tr("10 of yours wait for an answer. Wait until one is answered."),
        "discarded": tr("Staff did not let it go out. Nothing was charged."),
    }


def too_few(price: int, balance: int) -> str:
    """How much is missing."""
    return tr("You have {balance}. You need {missing} more.").format(
        balance=number(balance), missing=number(price - balance)
    )
