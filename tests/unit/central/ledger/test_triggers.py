"""The triggers that keep the books: laid by migrations, and taken away by going back."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from central.ledger.models import Transfer

immutable = import_module("central.ledger.migrations.0002_immutable")
no_replacing = import_module("central.ledger.migrations.0003_no_replacing")


class Editor:
    """Says at once what a migration would have said to the database."""

    connection = connection

    def execute(self, sql: str, params: Any = ()) -> None:
        connection.check_constraints()  # PostgreSQL lays no trigger while checks are to come
        with connection.cursor() as cursor:
            cursor.execute(sql, params)


def change() -> None:
    with transaction.atomic():
        Transfer.objects.update(thing="x")


def refused() -> Any:
    return pytest.raises(DatabaseError, match="cannot be changed")


def test_going_back_takes_the_triggers_away_and_forward_lays_them_again(
    pair: SimpleNamespace,
) -> None:
    with refused():
        change()
    no_replacing.allow(None, Editor())
    with refused():
        change()
    immutable.allow(None, Editor())
    change()
    assert set(Transfer.objects.values_list("thing", flat=True)) == {"x"}
    immutable.forbid(None, Editor())
    no_replacing.forbid(None, Editor())
    with refused():
        change()


def test_no_books_are_kept_where_they_could_be_changed() -> None:
    other = SimpleNamespace(connection=SimpleNamespace(vendor="mysql"))
    with pytest.raises(NotImplementedError, match="mysql"):
        immutable.forbid(None, other)
