"""Rights at the console, and the reasons a facility gives most often."""

from __future__ import annotations

from django.db import models

from central import world
from central.facilities.models import Facility
from central.mail.models import Reason


class Desk(models.Model):
    """No table: carries the rights of the console's pages, which groups are given."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [
            ("review", "Review photos, messages and names"),
            ("oversee", "Decide appeals, take back, forbid contact, correct"),
            ("house", "Admit inmates, print PINs, change their status"),
            ("equip", "Enrol, retire and revoke devices"),
            ("govern", "Change what a facility has decided, appoint staff"),
            ("inspect", "Read ledger and audit trail"),
        ]


class PresetReason(models.Model):
    """A reason worded by a facility, in both languages of the people it is given to."""

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="preset_reasons")
    reason = models.CharField(max_length=20, choices=Reason.choices, default=Reason.OTHER)
    text_en = models.CharField("in English", max_length=300)
    text_es = models.CharField("in Spanish", max_length=300)
    order = models.PositiveSmallIntegerField(default=10)

    class Meta:
        ordering = ["order", "text_en"]

    def __str__(self) -> str:
        return self.text_en

    def text(self, language: str) -> str:
        """The wording in a person's language."""
        return self.text_es if language == "es" else self.text_en
