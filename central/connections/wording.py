"""The words of a connection request: a template, so that it is no free channel."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from central.connections.models import Connection

RELATIONS = {
    "mother": gettext_lazy("your mother"),
    "father": gettext_lazy("your father"),
    "partner": gettext_lazy("your partner"),
    "child": gettext_lazy("your child"),
    "sibling": gettext_lazy("your brother or sister"),
    "family": gettext_lazy("your family"),
    "friend": pgettext_lazy("relation", "a friend"),
    "other": gettext_lazy("someone you know"),
}


def request_text(connection: Connection, language: str) -> str:
    """What the inmate reads, in their own language where it is known, else the contact's."""
    with translation.override(language):
        relation = RELATIONS[connection.relation]
        return _("{name} would like to connect with you ({relation}).").format(
            name=connection.contact_name, relation=relation
        )
