"""A list that can only be read, by those with the right, and only of their facilities."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.decorators import action

from central.accounts.models import User
from central.console.access import may
from central.facilities.models import Facility
from central.facilities.staff import facilities_of

Act = TypeVar("Act", bound=Callable[..., Any])


def door(description: Any, *, url_path: str, icon: str) -> Callable[[Act], Act]:
    """A button at the head of a page; unfold's decorator, whose own types say too little."""
    decorate: Any = action
    made: Callable[[Act], Act] = decorate(description=description, url_path=url_path, icon=icon)
    return made


class ReadOnlyAdmin(ModelAdmin):
    """Nobody adds, changes or deletes here, whatever their rights; `right` opens it to read.

    `place` is the lookup from the model to its facility; empty where there is none to ask for.
    """

    right = ""
    place = ""
    actions = None
    actions_list: Any = ()
    actions_detail: Any = ()
    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show it in the admin's list to those who may read it."""
        return may(request.user, self.right)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        """Reading needs the right."""
        return may(request.user, self.right)

    def has_add_permission(self, request: HttpRequest, *_args: Any) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Only what belongs to the user's facilities."""
        rows: QuerySet[Any] = super().get_queryset(request)
        user = request.user
        if not isinstance(user, User):
            return rows.none()
        mine = self.limit(rows, facilities_of(user))
        return mine.distinct()

    def limit(self, rows: QuerySet[Any], places: QuerySet[Facility]) -> QuerySet[Any]:
        """Those of `rows` that belong to one of the places."""
        return rows.filter(**{f"{self.place}__in": places}) if self.place else rows
