"""One step of the sync loop: no threads and no Qt; time, chance and central are handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import structlog

from kiosk.domain import FacilityPage, NetworkState, Notice, Policy, Services, Tariff, VisitRules
from kiosk.sync import downloads, journal, pull, push
from kiosk.sync.downloads import Fetched
from kiosk.sync.failures import (
    ClockWrongError,
    InterruptedTransferError,
    NotCentralError,
    ProblemError,
    SyncFailureError,
)
from kiosk.sync.line import Line
from kiosk.sync.protocol import DeviceSelf, Problem, WirePage, WireVisitRules
from kiosk.sync.schedule import SHORTEST_POLL, Schedule
from kiosk.sync.tokens import DeviceTokens
from kiosk.vault import drafts, marks, outbox, shelf
from kiosk.vault.connection import Store, VaultFailureError
from kiosk.vault.feed import Resync

log = structlog.get_logger("sync")

SELF_SECONDS = 60.0  # between two looks at the policy
COPY_SECONDS = 60.0  # between two copies of vault.db, if anything in it changed
FETCH_AGAIN_SECONDS = 60.0  # after pictures that could not be had
DISK_SECONDS = 300.0  # before pictures are fetched again onto a full disk
QUOTA_BYTES = 2 * 1024**3
REFUSED = frozenset(
    {
        "account-closed",
        "account-frozen",
        "bad-assertion",
        "device-pending",
        "device-revoked",
        "must-change-pin",
        "vault-key-old",
        "vault-key-unknown",
    }
)


@dataclass(frozen=True, slots=True)
class Heard:
    """Who is told what central says; called on the thread that steps.

    `device` gets the answer of devices/self; `refused` the problem with which central refused the
    device or the account.
    """

    device: Callable[[DeviceSelf], None]
    refused: Callable[[Problem], None]


class Engine:
    """Brings one vault and central in step."""

    def __init__(
        self,
        line: Line,
        devices: DeviceTokens,
        heard: Heard,
        *,
        monotonic: Callable[[], float],
        rng: Random,
        quota: int = QUOTA_BYTES,
    ) -> None:
        self._line = line
        self._devices = devices
        self._heard = heard
        self._monotonic = monotonic
        self._schedule = Schedule(rng)
        self._quota = quota
        self._begun = False
        self._caught_up = False
        self._stopping = False
        self._self_due = float("-inf")
        self._copy_due = monotonic() + COPY_SECONDS
        self._fetch_due = float("-inf")
        self._disk_due = float("-inf")

    def step(self, *, asked: bool = False) -> float:
        """Do what is most useful now; answers after how many seconds to step again.

        `asked`: somebody wants news at once. Known failures end in a state that the screen shows;
        VaultClosedError goes through.
        """
        try:
            return self._step(asked)
        except VaultFailureError as failure:
            self._storage_failed(failure)
            self._schedule.failed(self._monotonic())
            return max(SHORTEST_POLL, self._schedule.wait(self._monotonic()))

    def _step(self, asked: bool) -> float:
        if not self._begun:
            self._begin()
        if not self._caught_up:
            pull.catch_up(self._line)
            self._caught_up = True
        now = self._monotonic()
        if asked:
            self._schedule.hurry(now)
        self._look(now)
        if self._schedule.due(now):
            self._converse()
        elif self._may_fetch(now):
            self._fetch()
        self._copy()
        return self._rest()

    def stop(self) -> None:
        """Have the step that is going on end soon; may be called from any thread."""
        self._stopping = True
        self._line.client.cut()

    def _begin(self) -> None:
        """After whatever ended the last run, once."""
        line, now = self._line, self._line.now()
        line.vault.write(Store.VAULT, outbox.requeue).result()
        line.vault.write(Store.VAULT, lambda t: drafts.forget_old_versions(t, now)).result()
        shelf.tidy(line.vault, line.reader)
        self._begun = True

    def _look(self, now: float) -> None:
        """See whether the person did something for central since the last step."""
        if outbox.any_to_send(self._line.reader):
            self._schedule.hurry(now)
        elif marks.unsynced(self._line.reader):
            self._schedule.soon(now)

    def _converse(self) -> None:
        """Push, then pull at once: what was just done shows by the feed."""
        line = self._line
        try:
            self._ask_self()
            journal.hand_in(line)
            self._push_commands()
            taken = push.push_states(line)
            poll_after = pull.pull(line, lambda: self._stopping, self._pictures_came)
            if not taken:  # what goes on from central's text, which is known by now
                push.push_states(line)
        except SyncFailureError as failure:
            self._failed(failure)
        except VaultFailureError as failure:
            self._storage_failed(failure)
            self._schedule.failed(self._monotonic())
        else:
            self._schedule.succeeded(self._monotonic(), poll_after)
            line.vault.set_network(NetworkState.ONLINE)

    def _ask_self(self) -> None:
        now = self._monotonic()
        if now < self._self_due:
            return
        answer = self._devices.using(self._line.client.device_self)
        self._self_due = now + SELF_SECONDS
        self._line.vault.set_policy(policy_of(answer))
        self._heard.device(answer)

    def _push_commands(self) -> None:
        """A restored central takes none before its feed was read and it has the receipts."""
        try:
            settled = push.push_commands(self._line)
        except ProblemError as problem:
            if problem.code != Resync.EPOCH:
                raise
            return  # they are sent at the next step
        if settled:
            self._learn_prices()

    def _learn_prices(self) -> None:
        """A refusal because of the price asks again, which needs the price of now."""
        if any(entry.code == "price-changed" for entry in outbox.refusals(self._line.reader)):
            self._self_due = float("-inf")
            self._ask_self()

    def _pictures_came(self) -> None:
        """What the feed has just brought waits out no look that found nothing before it came."""
        self._fetch_due = self._disk_due

    def _may_fetch(self, now: float) -> bool:
        if self._line.vault.network is not NetworkState.ONLINE or self._stopping:
            return False
        return now >= self._fetch_due or self._line.vault.files.wanted_first() is not None

    def _fetch(self) -> None:
        line = self._line
        try:
            fetched = downloads.fetch_one(line, self._quota, self._monotonic, self._more_urgent)
        except InterruptedTransferError:
            return
        except SyncFailureError as failure:
            self._failed(failure)
            return
        except VaultFailureError as failure:
            self._storage_failed(failure)
            self._fetch_due = self._disk_due = self._monotonic() + DISK_SECONDS
            return
        if fetched is not Fetched.HERE:
            self._fetch_due = self._monotonic() + FETCH_AGAIN_SECONDS

    def _more_urgent(self) -> bool:
        self._look(self._monotonic())
        return self._stopping or self._schedule.due(self._monotonic())

    def _failed(self, failure: SyncFailureError) -> None:
        if self._stopping:  # we cut the line ourselves: that says nothing of the network
            return
        retry_after = failure.retry_after if isinstance(failure, ProblemError) else None
        self._schedule.failed(self._monotonic(), retry_after)
        state = state_after(failure)
        code = failure.code if isinstance(failure, ProblemError) else type(failure).__name__
        if state is not self._line.vault.network:
            log.info("sync_failed", state=state.value, code=code)
        self._line.vault.set_network(state)
        if isinstance(failure, ProblemError) and state is NetworkState.REFUSED:
            self._heard.refused(failure.problem)

    def _copy(self) -> None:
        now = self._monotonic()
        if now >= self._copy_due:
            self._copy_due = now + COPY_SECONDS
            try:
                self._line.vault.copy().result()
            except VaultFailureError as failure:  # there is the copy before
                self._storage_failed(failure)

    def _storage_failed(self, failure: VaultFailureError) -> None:
        self._caught_up = False  # a page may be kept whose settling is not
        log.warning("storage_failed", code=failure.failure.value)

    def _rest(self) -> float:
        now = self._monotonic()
        wait = min(self._schedule.wait(now), max(0.0, self._copy_due - now))
        if self._line.vault.network is NetworkState.ONLINE:
            wait = min(wait, max(0.0, self._fetch_due - now))
        return wait


def state_after(failure: SyncFailureError) -> NetworkState:
    """What the status bar says after a failure."""
    if isinstance(failure, ClockWrongError):
        return NetworkState.CLOCK_WRONG
    if isinstance(failure, NotCentralError):
        return NetworkState.NETWORK_PROBLEM
    if not isinstance(failure, ProblemError):
        return NetworkState.OFFLINE
    if failure.code in REFUSED:
        return NetworkState.REFUSED
    if failure.code == "upgrade-required":
        return NetworkState.UPGRADE_REQUIRED
    return NetworkState.OFFLINE if failure.passing else NetworkState.NETWORK_PROBLEM


def policy_of(answer: DeviceSelf) -> Policy:
    """The facility's policy out of central's answer."""
    return Policy(
        facility_name=answer.facility_name,
        device_name=answer.device_name,
        inmate_noun=answer.inmate_noun,
        tariff=Tariff(answer.tariff.message, answer.tariff.photo),
        services=Services(
            answer.services.photos,
            answer.services.messages,
            answer.services.cod,
            answer.services.visits,
        ),
        notice=Notice(answer.notice.version, answer.notice.en, answer.notice.es),
        message_limit=answer.message_limit,
        languages=tuple(answer.languages),
        idle_seconds=answer.idle_seconds,
        session_seconds=answer.session_seconds,
        stay_allowed=answer.stay_allowed,
        poll_seconds=answer.poll_seconds,
        minimum_version=answer.minimum_version,
        visits=_visit_rules(answer.visits),
        pages=tuple(_page(page) for page in answer.pages),
    )


def _visit_rules(told: WireVisitRules | None) -> VisitRules:
    if told is None:
        return VisitRules()
    return VisitRules(told.minute_price, told.cancel_hours, told.rules_en, told.rules_es)


def _page(told: WirePage) -> FacilityPage:
    return FacilityPage(
        told.id, told.title_en, told.text_en, told.title_es, told.text_es, told.public
    )
