"""What synced settings say about a person that central's own words should follow."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from central.feed.models import State

SPOKEN = frozenset(code for code, _ in settings.LANGUAGES)


def language_of(inmate_id: UUID, otherwise: str) -> str:
    """The language that the person chose on a device; `otherwise` until they have."""
    for state in State.objects.filter(inmate_id=inmate_id, kind="settings").order_by("-updated_at"):
        chosen = state.fields.get("language")
        if chosen in SPOKEN:
            return str(chosen)
    return otherwise
