"""Carry the processor's signed notices to the shop over HTTP, outside the customer's request."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request

from django.conf import settings
from django.db import connections

from central import world
from central.payments.processor import signing
from central.payments.processor.models import Callback
from central.payments.processor.router import ALIAS

TIMEOUT_SECONDS = 10


def send_in_background(callbacks: list[int]) -> None:
    """Deliver on a thread of its own: the customer's page must not wait for the shop."""
    threading.Thread(target=_send_and_close, args=(callbacks,), daemon=True).start()


def _send_and_close(callbacks: list[int]) -> None:
    try:
        for callback in callbacks:
            deliver(callback)
    finally:
        connections[ALIAS].close()


def deliver(callback_id: int) -> bool:
    """Post one notice; gives whether the shop took it. What it did not take can be sent again."""
    callback = Callback.objects.select_related("payment").get(pk=callback_id)
    body = callback.body.encode()
    request = urllib.request.Request(  # noqa: S310  the address is the shop's own, given at opening
        callback.payment.callback_url,
        data=body,
        headers={
            "Content-Type": "application/json",
            "Processor-Signature": signing.sign(settings.PAYMENT_SECRET, body, world.now()),
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            callback.taken = answer.status == 200
    except (urllib.error.URLError, TimeoutError):
        callback.taken = False
    callback.attempts += 1
    callback.save(update_fields=["taken", "attempts"])
    return callback.taken


def deliver_owed() -> int:
    """Send every notice the shop has not taken yet; gives how many it took now."""
    return sum(
        deliver(pk) for pk in Callback.objects.filter(taken=False).values_list("pk", flat=True)
    )
