"""From an answer of central's to one that it would never give, or might."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

Path = tuple[str | int, ...]
NUMBERS: tuple[Any, ...] = (
    0, -1, 1, 2**31, 2**53, 2**53 + 1, 2**63 - 1, 2**63, 2**64, 2**70, -(2**63) - 1, 1e308, 0.5,
)  # fmt: skip
TEXTS = (
    "", " ", "\0", "\u202e\u2066", "e\u0301" * 50, "\ufeff", "\U0001f468\u200d\U0001f469",
    "../../etc",
    "'; DROP TABLE item; --", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
    "2026-02-30T00:00:00Z",
    "2026-01-01T00:00:00", "x" * 50_000, "approved", "f" * 64 + "\n",
)  # fmt: skip
RAW = (b"NaN", b"-Infinity", b"1e999", b'"\\ud800"', b'"\xff"', b"[" * 3000 + b"]" * 3000, b"{")
CODES = (
    "cursor-expired", "epoch-changed", "cursor-ahead", "bad-cursor", "token-expired", "invalid",
    "account-closed", "rate-limited", "server-error", "not-found", "no-such-code", "in-progress",
    "assertion-expired", "device-revoked", "upgrade-required",
)  # fmt: skip
MARK = "\u2603here\u2603"  # where raw bytes go


def mutated(rng: Random, body: bytes, others: list[bytes]) -> bytes:
    """The answer, spoilt in one to three places; `others` are answers to other requests."""
    value = json.loads(body)
    raw = b""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        change = rng.choice(CHANGES)
        value, more = change(rng, value, others)
        raw = more or raw
    text = json.dumps(value, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")
    for mark in (json.dumps(MARK).encode(), json.dumps(MARK, ensure_ascii=False).encode()):
        text = text.replace(mark, raw)
    return text[: rng.randrange(len(text))] if rng.random() < 0.02 else text


Changed = tuple[Any, bytes]


def _paths(value: Any, at: Path = ()) -> list[Path]:
    found = [at]
    if isinstance(value, dict):
        for name, inner in value.items():
            found += _paths(inner, (*at, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += _paths(inner, (*at, index))
    return found


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _put(value: Any, path: Path, new: Any) -> Any:
    if not path:
        return new
    _at(value, path[:-1])[path[-1]] = new
    return value


def _replace(rng: Random, value: Any, others: list[bytes]) -> Changed:
    """Anything in the place of anything."""
    new: Any = rng.choice(
        (
            None,
            True,
            rng.choice(NUMBERS),
            rng.choice(TEXTS),
            [],
            {},
            [None] * 5000,
            json.loads(rng.choice(others)),
        )
    )
    return _put(value, rng.choice(_paths(value)), new), b""


def _kindred(rng: Random, value: Any, others: list[bytes]) -> Changed:
    """Another value of the same type."""
    path = rng.choice(_paths(value))
    old = _at(value, path)
    if isinstance(old, bool):
        return _put(value, path, not old), b""
    if isinstance(old, int | float):
        return _put(value, path, rng.choice((*NUMBERS, old + 1, old - 1, -old))), b""
    if isinstance(old, str):
        return _put(value, path, rng.choice((*TEXTS, old[::-1], old[:-1], old + "x"))), b""
    return value, b""


def _drop(rng: Random, value: Any, others: list[bytes]) -> Changed:
    path = rng.choice(_paths(value))
    if path:
        del _at(value, path[:-1])[path[-1]]
    return value, b""


def _rename(rng: Random, value: Any, others: list[bytes]) -> Changed:
    path = rng.choice(_paths(value))
    if path and isinstance(path[-1], str):
        held = _at(value, path[:-1])
        held[rng.choice((path[-1].upper(), path[-1] + "_", "__proto__"))] = held.pop(path[-1])
    return value, b""


def _repeat(rng: Random, value: Any, others: list[bytes]) -> Changed:
    """A row once more, elsewhere; or one that takes another's place."""
    lists = [path for path in _paths(value) if isinstance(_at(value, path), list)]
    if lists:
        rows = _at(value, rng.choice(lists))
        if rows:
            row = json.loads(json.dumps(rng.choice(rows)))
            rows.insert(rng.randrange(len(rows) + 1), row)
            rng.shuffle(rows)
    return value, b""


def _exchange(rng: Random, value: Any, others: list[bytes]) -> Changed:
    """Two values change places."""
    one, two = rng.choice(_paths(value)), rng.choice(_paths(value))
    if one[: len(two)] == two or two[: len(one)] == one:
        return value, b""
    first, second = _at(value, one), _at(value, two)
    return _put(_put(value, one, second), two, first), b""


def _add(rng: Random, value: Any, others: list[bytes]) -> Changed:
    """What a later central might say."""
    tables = [path for path in _paths(value) if isinstance(_at(value, path), dict)]
    if tables:
        _at(value, rng.choice(tables))["later"] = rng.choice((1, "x", None, [], {"a": {}}))
    return value, b""


def _raw(rng: Random, value: Any, others: list[bytes]) -> Changed:
    return _put(value, rng.choice(_paths(value)), MARK), rng.choice(RAW)


CHANGES: tuple[Callable[[Random, Any, list[bytes]], Changed], ...] = (
    _replace, _kindred, _kindred, _kindred, _drop, _rename, _repeat, _exchange, _add, _raw,
)  # fmt: skip


def refusal(rng: Random) -> tuple[int, dict[str, str], bytes]:
    """A problem that central might answer, at a wrong time."""
    status = rng.choice((400, 401, 403, 404, 408, 409, 410, 418, 425, 429, 500, 503))
    body: dict[str, Any] = {"code": rng.choice(CODES), "status": status}
    if rng.random() < 0.3:
        body[rng.choice(("retry_after", "status", "code"))] = rng.choice((*NUMBERS, "x", None))
    headers = {"Content-Type": "application/problem+json"}
    if rng.random() < 0.5:
        headers["Retry-After"] = rng.choice(("1", "-5", "9" * 400, "soon", "\u0663", "1e9"))
        headers["Date"] = rng.choice(("Thu, 01 Jan 1970 00:00:00 GMT", "x", "-1 Jan 99999", ""))
    return status, headers, json.dumps(body).encode()


def other_bytes(rng: Random, body: bytes) -> bytes:
    """What is not the photo."""
    at = rng.randrange(len(body))
    flipped = body[:at] + bytes((body[at] ^ 1 << rng.randrange(8),)) + body[at + 1 :]
    return rng.choice((flipped, bytes(reversed(body)), body[:at], body + b"x", b""))
