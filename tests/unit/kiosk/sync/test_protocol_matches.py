"""The app's wire types held against central's description of its API."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from kiosk.sync import protocol

PROJECT = Path(__file__).resolve().parents[4]
DOCUMENT = json.loads((PROJECT / "docs" / "protocol" / "openapi.json").read_text("utf-8"))
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
STRUCTS = {
    name: value
    for name, value in vars(protocol).items()
    if isinstance(value, type) and issubclass(value, msgspec.Struct) and value is not msgspec.Struct
}
SENT = {  # what the app sends: here central may ask for no more than the app gives
    "EnrollRequest",
    "TokenRequest",
    "SessionRequest",
    "PinRequest",
    "StateRequest",
    "CommandsRequest",
    "ReceiptsRequest",
    "HandedReceipt",
    "WireCommand",
    "EnvelopeRequest",
}


def described(schema: dict[str, Any]) -> Any:
    """A schema of central in a form that can be compared: names, kinds, enums and limits."""
    if "$ref" in schema:
        return ("object", schema["$ref"].rsplit("/", 1)[-1])
    if "anyOf" in schema:
        return ("any", frozenset(described(one) for one in schema["anyOf"]))
    if "enum" in schema or "const" in schema:
        return ("enum", frozenset(schema.get("enum", [schema.get("const")])))
    if schema["type"] == "array":
        return ("list", described(schema["items"]))
    if schema["type"] == "object":
        return _described_map(schema)
    return {"date-time": "time"}.get(schema.get("format", ""), schema["type"])


def _described_map(schema: dict[str, Any]) -> Any:
    values = schema.get("additionalProperties")
    inner = described(values) if isinstance(values, dict) else "anything"
    keys = schema.get("propertyNames", {})
    return ("map", frozenset(keys["enum"]) if "enum" in keys else "string", inner)


def known(kind: inspect.Type) -> Any:
    """A type of the app in the same form."""
    simple: list[tuple[type[inspect.Type], str]] = [
        (inspect.StrType, "string"),
        (inspect.BoolType, "boolean"),
        (inspect.IntType, "integer"),
        (inspect.FloatType, "number"),
        (inspect.NoneType, "null"),
        (inspect.DateTimeType, "time"),
        (inspect.AnyType, "anything"),
        (inspect.RawType, "anything"),
    ]
    for type_, name in simple:
        if isinstance(kind, type_):
            return name
    if isinstance(kind, inspect.StructType):
        return ("object", kind.cls.__name__)
    if isinstance(kind, inspect.LiteralType):
        return ("enum", frozenset(kind.values))
    if isinstance(kind, inspect.ListType):
        return ("list", known(kind.item_type))
    if isinstance(kind, inspect.DictType):
        keys = known(kind.key_type)
        return ("map", keys[1] if isinstance(keys, tuple) else keys, known(kind.value_type))
    if isinstance(kind, inspect.UnionType):
        return ("any", frozenset(known(one) for one in kind.types))
    raise TypeError(f"{kind} has no counterpart")


def fields(name: str) -> dict[str, inspect.Field]:
    kind = inspect.type_info(STRUCTS[name])
    assert isinstance(kind, inspect.StructType)
    return {field.encode_name: field for field in kind.fields}


def test_both_sides_know_the_same_types() -> None:
    assert set(STRUCTS) == set(SCHEMAS)


@pytest.mark.parametrize("name", sorted(STRUCTS))
def test_same_fields_of_the_same_kinds(name: str) -> None:
    ours, theirs = fields(name), SCHEMAS[name]["properties"]
    assert set(ours) == set(theirs)
    for field, kind in ours.items():
        if (name, field) == ("Change", "data"):
            continue  # kept raw by the app, and checked by type below
        if (name, field) == ("Receipt", "at"):
            assert described(theirs[field]) == "string"  # verbatim, as it is signed
            assert known(kind.type) in {"time", "string"}
            continue
        assert known(kind.type) == described(theirs[field]), field


@pytest.mark.parametrize("name", sorted(STRUCTS))
def test_what_one_side_needs_the_other_gives(name: str) -> None:
    needed_here = {field for field, kind in fields(name).items() if kind.required}
    needed_there = set(SCHEMAS[name].get("required", []))
    if name in SENT:
        assert needed_there <= needed_here
    else:
        assert needed_here <= needed_there


@pytest.mark.parametrize("name", sorted(STRUCTS))
def test_limits_are_no_narrower_here(name: str) -> None:
    """What central may send by its description, the app must accept."""
    for field, kind in fields(name).items():
        theirs = SCHEMAS[name]["properties"][field]
        inner = kind.type
        if isinstance(inner, inspect.IntType):
            assert (inner.ge, inner.le) == (theirs.get("minimum"), theirs.get("maximum")), field
        if isinstance(inner, inspect.StrType) and name not in SENT:
            assert inner.pattern == theirs.get("pattern"), field
            assert inner.max_length == theirs.get("maxLength"), field


def test_the_feeds_types_are_those_that_a_change_may_hold() -> None:
    held = SCHEMAS["Change"]["properties"]["data"]["anyOf"]
    named = {one["$ref"].rsplit("/", 1)[-1] for one in held if "$ref" in one}
    assert named == {struct.__name__ for struct in protocol.FEED_TYPES.values()}


def test_every_call_of_the_protocol_is_described() -> None:
    assert {
        (path, method) for path, methods in DOCUMENT["paths"].items() for method in methods
    } == {
        ("/v1/devices/enroll", "post"),
        ("/v1/devices/token", "post"),
        ("/v1/devices/self", "get"),
        ("/v1/sessions", "post"),
        ("/v1/sessions/pin", "post"),
        ("/v1/changes", "get"),
        ("/v1/commands", "post"),
        ("/v1/postbox", "post"),
        ("/v1/postbox/empty", "post"),
        ("/v1/receipts", "post"),
        ("/v1/state/{kind}/{item}", "put"),
        ("/v1/blobs/{sha256}", "get"),
    }


def test_a_time_of_central_reads_and_writes_back_alike() -> None:
    """A receipt's signature is over the text of its time."""
    for text in ("2026-03-01T12:00:00Z", "2026-03-01T12:00:00.000042Z"):
        read = msgspec.json.decode(f'"{text}"'.encode(), type=datetime)
        assert msgspec.json.encode(read).decode() == f'"{text}"'
