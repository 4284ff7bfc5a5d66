"""Dates, counts and states in English and Spanish."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from kiosk.domain import (
    CommandId,
    CommandKind,
    CommandStatus,
    ConnectionId,
    Direction,
    ItemState,
    KnownFailure,
    LedgerKind,
    LedgerLine,
    Message,
    MessageId,
    NetworkState,
    OutboxEntry,
    Payment,
    SyncStatus,
)
from kiosk.session import Locked, NeedsNetwork, Unavailable, WrongPin
from kiosk.views import conversation_items, envelope, states, troubles, words
from kiosk.views.language import plain, use_language

HERE = timezone(timedelta(hours=-6))
NOW = datetime(2026, 11, 19, 14, 7, tzinfo=HERE)


def ago(**delta: float) -> datetime:
    return NOW - timedelta(**delta)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Thursday, November 19", "November 2026", "Nov", "Today", "Yesterday", "Monday")),
        ("es", ("Jueves, 19 de noviembre", "Noviembre de 2026", "Nov", "Hoy", "Ayer", "Lunes")),
    ],
)
def test_days_in_words(language: str, said: tuple[str, ...]) -> None:
    use_language(language)
    assert said == (
        words.long_date_title(NOW, NOW),
        words.month_title(2026, 11),
        words.month_stop(2026, 11),
        words.day_heading(NOW, NOW),
        words.day_heading(ago(days=1), NOW),
        words.day_heading(ago(days=3), NOW),
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("11:05", "Wed", "Nov 12", "Mar 2025", "today 12:40", "Tuesday 14:07", "Nov 30")),
        ("es", ("11:05", "Mié", "12 nov", "Mar 2025", "hoy 12:40", "martes 14:07", "30 nov")),
    ],
)
def test_times_in_words(language: str, said: tuple[str, ...]) -> None:
    use_language(language)
    assert said == (
        words.row_time(NOW.replace(hour=11, minute=5), NOW),
        words.row_time(ago(days=1), NOW),
        words.row_time(ago(days=7), NOW),
        words.row_time(datetime(2025, 3, 2, tzinfo=HERE), NOW),
        words.moment(NOW.replace(hour=12, minute=40), NOW),
        words.moment(ago(days=2), NOW),
        words.day_only(NOW + timedelta(days=11), NOW),
    )


def test_the_day_is_the_kiosks_own() -> None:
    late = datetime(2026, 11, 20, 3, 0, tzinfo=timezone(timedelta(0)))  # 21:00 the day before, here
    assert words.day_heading(late, NOW) == "Today"


@pytest.mark.parametrize(
    ("language", "one", "more"),
    [("en", "1 photo", "4,827 photos"), ("es", "1 foto", "4,827 fotos")],
)
def test_counts_have_their_plural(language: str, one: str, more: str) -> None:
    use_language(language)
    assert words.photos(1) == one
    assert words.photos(4827) == more


@pytest.mark.parametrize(("seconds", "said"), [(0.2, "1 second"), (59, "59 seconds"),
                                               (61, "2 minutes"), (300, "5 minutes")])  # fmt: skip
def test_waits_are_rounded_up(seconds: float, said: str) -> None:
    assert words.wait(seconds) == said


def test_names_cannot_turn_a_sentence_round() -> None:
    assert plain("Rosa\u202e\u2066 evil\u200f") == "Rosa evil"
    assert plain("o" + "\u0301" * 40) == "o" + "\u0301" * 4
    assert words.person("  ") == "a contact"


MINE = Message(
    MessageId("m"), ConnectionId("rosa"), "Rosa", Direction.OUT, Payment.PREPAID, 50,
    ItemState.WAITING, "Hello", ago(minutes=4),
)  # fmt: skip


@pytest.mark.parametrize(
    ("state", "reviewed", "steps"),
    [
        (ItemState.KEPT, True, ("Kept on this device: now|Sent: todo|Review: todo|Delivered: todo|"
                               "Opened: todo")),
        (ItemState.WAITING, True, ("Sent 14:03: done|Waiting for review: now|Delivered: todo|"
                                  "Opened: todo")),
        (ItemState.DELIVERED, True, "Sent 14:03: done|Approved: done|Delivered: good|Opened: todo"),
        (ItemState.OPENED, False, "Sent 14:03: done|Delivered: done|Opened: good"),
        (ItemState.NOT_DELIVERED, True, "Sent 14:03: done|Not delivered: failed"),
    ],
)  # fmt: skip
def test_the_way_of_a_message(state: ItemState, reviewed: bool, steps: str) -> None:
    made = states.timeline(replace(MINE, state=state, reviewed=reviewed), NOW)
    assert "|".join(f"{step.text}: {step.state}" for step in made) == steps


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Held back", "The service has to confirm that it was not sent.")),
        ("es", ("Retenido", "El servicio tiene que confirmar que no se envió.")),
    ],
)
def test_a_message_asked_back_says_what_it_waits_for(language: str, said: tuple[str, str]) -> None:
    use_language(language)
    asked_back = replace(MINE, state=ItemState.KEPT, taking_back=True)
    assert said == (
        states.timeline(asked_back, NOW)[0].text,
        conversation_items.meta(asked_back),
    )


SEALED = replace(MINE, direction=Direction.IN, payment=Payment.COD, body=None)


@pytest.mark.parametrize(
    ("balance", "network", "opening", "button", "told"),
    [
        (120, NetworkState.ONLINE, False, "Open for 50 credits", "you will have 70"),
        (20, NetworkState.ONLINE, False, "", "You need **30 more**"),
        (120, NetworkState.OFFLINE, False, "Open later for 50 credits", "you will have 70"),
        (120, NetworkState.ONLINE, True, "", "It is opening."),
        (120, NetworkState.OFFLINE, True, "", "as soon as the network is back"),
    ],
)
def test_every_envelope_says_what_it_costs(
    balance: int, network: NetworkState, opening: bool, button: str, told: str
) -> None:
    said = envelope.sealed(replace(SEALED, opening=opening), balance, network, NOW)
    assert said.button == button
    assert told in said.detail
    assert bool(said.note) == (button != "Open for 50 credits")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", list(CommandKind))
def test_every_refusal_is_a_sentence(language: str, kind: CommandKind) -> None:
    use_language(language)
    codes = (
        "too-few-credits price-changed not-connected blocked no-contact service-off too-long empty "
        "gone already-decided too-many-unopened appeal-closed not-allowed unknown-command "
        "cancelled too-late"
    )
    for code in codes.split():
        entry = OutboxEntry(
            CommandId("c"), kind, CommandStatus.REFUSED, NOW, ConnectionId("rosa"),
            contact_name="Rosa", code=code, missing=30, price=60,
        )  # fmt: skip
        said = troubles.refusal(entry)
        assert said.title
        assert said.text.endswith((".", "."))
        assert "{" not in said.title + said.text


@pytest.mark.parametrize("failure", list(KnownFailure))
def test_every_failure_is_a_sentence(failure: KnownFailure) -> None:
    assert troubles.failure_text(failure).endswith(".")


def test_sign_in_says_when_the_next_try_is_allowed() -> None:
    assert "5 minutes" in troubles.sign_in_trouble(Locked(290)).text
    assert "5 minutes" in troubles.sign_in_trouble(WrongPin(290)).text
    assert "Check both" in troubles.sign_in_trouble(WrongPin()).text
    assert "offline" in troubles.sign_in_trouble(NeedsNetwork()).title
    for state in NetworkState:
        assert troubles.sign_in_trouble(Unavailable(state)).text


def test_the_network_in_words() -> None:
    synced = NOW.replace(hour=14, minute=5)
    online = SyncStatus(NetworkState.ONLINE, synced)
    assert troubles.network_words(online, NOW) == ("Online", "Synced 14:05", False)
    offline = SyncStatus(NetworkState.OFFLINE, synced)
    assert troubles.network_words(offline, NOW) == ("Offline", "Last synced 14:05", True)
    queued = SyncStatus(NetworkState.OFFLINE, synced, queued=2)
    assert troubles.network_words(queued, NOW)[1] == "2 waiting to go out"


@pytest.mark.parametrize("kind", list(LedgerKind))
def test_every_ledger_line_is_plain(kind: LedgerKind) -> None:
    line = LedgerLine("l", kind, -50, 120, NOW, "Rosa", about_state=ItemState.OPENED)
    assert "Rosa" in states.ledger_title(line) or kind is LedgerKind.CORRECTION
    assert states.ledger_icon(line)
    assert states.ledger_detail(line, NOW).startswith("Today 14:07")
    assert states.amount(line.amount) == "\u221250"
    assert states.amount(100) == "+100"
