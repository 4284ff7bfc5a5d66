"""What the processor remembers: payments and the callbacks it owes; never a card number."""

from __future__ import annotations

from django.db import models


class CardPayment(models.Model):
    """One payment; `reference` is the shop's own number for it, unique so that a retry is one.

    `customer` is the shop's own number for who pays.
    """

    id = models.CharField(primary_key=True, max_length=40)
    reference = models.CharField(max_length=64, unique=True)
    customer = models.CharField(max_length=64, blank=True)
    cents = models.PositiveIntegerField()
    state = models.CharField(max_length=16)
    decline_reason = models.CharField(max_length=40, blank=True)
    last_four = models.CharField(max_length=4, blank=True)
    return_url = models.CharField(max_length=500)
    callback_url = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["opened_at", "id"]


class Callback(models.Model):
    """One notice to the shop, kept until the shop has taken it; `body` is what gets signed."""

    payment = models.ForeignKey(CardPayment, on_delete=models.CASCADE, related_name="callbacks")
    body = models.TextField()
    made_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    taken = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
