"""Holding the ledger against itself."""

from __future__ import annotations

from django.db.models import Sum

from central.ledger.models import Account, Entry, Transfer, TransferKind


def faults() -> list[str]:
    """What is wrong with the ledger, one sentence each; empty when all is well."""
    found: list[str] = []
    total = Account.objects.aggregate(total=Sum("balance"))["total"] or 0
    if total != 0:
        found.append(f"all accounts together make {total}, not 0")
    unequal = Transfer.objects.annotate(total=Sum("entries__amount")).exclude(total=0)
    found += [f"transfer {transfer.pk} does not sum to zero" for transfer in unequal]
    lines = dict(Entry.objects.values_list("account").annotate(total=Sum("amount")))
    for account in Account.objects.all():
        if lines.get(account.pk, 0) != account.balance:
            found.append(f"account {account.pk} says {account.balance}, its lines differ")
    below = Account.objects.filter(kind__in=["contact", "inmate"], balance__lt=0, rebooked=False)
    found += [
        f"account {account.pk} is below zero without a chargeback"
        for account in below.exclude(entries__kind=TransferKind.CHARGEBACK)
    ]
    return found
