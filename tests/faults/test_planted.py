"""Every bug that is to be planted still can be: a patch that no longer fits proves nothing."""

from __future__ import annotations

import importlib.util

from tests.faults.planted import __main__ as planted

LEAST = 45


def test_there_are_enough_and_each_can_be_planted() -> None:
    found = planted.plants()
    assert len(found) >= LEAST
    against = {plant.path.name: planted.applies(plant) for plant in found}
    assert not {name: why for name, why in against.items() if why}


def test_each_names_a_suite_that_there_is() -> None:
    for plant in planted.plants():
        assert importlib.util.find_spec(f"tests.faults.{plant.suite}"), plant.path.name
