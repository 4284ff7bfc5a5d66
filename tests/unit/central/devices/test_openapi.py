from __future__ import annotations

import json
from types import SimpleNamespace

from central.devices.feed_schemas import FEED_SCHEMAS
from central.devices.openapi import PLACE, describe
from central.devices.problems import STATUS
from tests import helping, seed, visiting
from tests.unit.central import sealing
from tests.unit.central.device_client import Device


def test_the_kept_description_is_the_codes() -> None:
    kept = PLACE.read_text(encoding="utf-8")
    assert kept == describe(), "run: python -m central.manage export_openapi"


def test_every_problem_is_described() -> None:
    paths = json.loads(describe())["paths"]
    answers = paths["/v1/changes"]["get"]["responses"]
    assert {str(status) for status in STATUS.values()} <= set(answers)
    assert "application/problem+json" in answers["410"]["content"]


def test_what_the_feed_serves_has_the_described_shapes(
    pair: SimpleNamespace, others: SimpleNamespace
) -> None:
    device = Device()
    device.sign_in()
    photo = seed.photo(pair.connection, "The dog")
    seed.withdraw(seed.photo(pair.connection, seed=2)["id"])
    seed.message(pair.connection, "prepaid")
    seed.message(pair.connection, "collect", payment="cod")
    seed.reject(seed.message(pair.connection, "no", direction="out", approve=False)["id"])
    visiting.visit(pair.connection)
    helping.ticket(pair.inmate)
    unpaid = sealing.message(pair.connection, "Write back", expected_price=1)
    sealing.hand_in(device, sealing.envelope(device, unpaid))
    device.put(f"state/mark/{photo['id']}", {"base_rev": 0, "fields": {"seen": True}})
    shapes = dict(
        zip(
            (
                "profile",
                "connection",
                "photo",
                "message",
                "visit",
                "ticket",
                "ledger",
                "refusal",
                "state",
            ),
            FEED_SCHEMAS,
            strict=True,
        )
    )
    seen = set()
    for (kind, _), data in device.feed().items():
        seen.add(kind)
        shape = shapes[kind]
        assert set(data) == set(shape.model_fields), kind
        shape.model_validate(data)
    assert seen == set(shapes)
