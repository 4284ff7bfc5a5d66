"""Central's answers, recorded once from the real one and given again from memory."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter

JSON = {"Content-Type": "application/json"}
Answer = tuple[int, Mapping[str, str], bytes]


class Recorder(HTTPAdapter):
    """Passes requests on and keeps the answers."""

    def __init__(self, kept: dict[tuple[str, str], Answer], receipts: dict[str, Any]) -> None:
        super().__init__()
        self._kept = kept
        self._receipts = receipts

    def send(self, request: requests.PreparedRequest, *args: Any, **named: Any) -> Any:
        answer = super().send(request, *args, **named)
        told = {name: answer.headers.get(name, "") for name in ("Content-Type", "Date")}
        kept = (answer.status_code, told, answer.content)
        self._kept[_key(request)] = kept
        if str(request.path_url).startswith("/v1/commands"):
            for receipt in json.loads(answer.content).get("receipts", []):
                self._receipts[receipt["id"]] = receipt
        return _response(self, request, kept)


class Memory(HTTPAdapter):
    """Answers like the recorded central, whatever was asked before; `spoil` may change that."""

    def __init__(self, kept: dict[tuple[str, str], Answer], receipts: dict[str, Any]) -> None:
        super().__init__()
        self._kept = kept
        self._receipts = receipts
        self.expired = False  # whether the next cursor is said to be too old
        self.asked: list[tuple[str, str]] = []
        self.watch: Callable[[], None] = _nothing
        self.spoil: Callable[[str, Answer], Answer] = as_it_is
        self.given: Answer = (0, {}, b"")

    def send(self, request: requests.PreparedRequest, *args: Any, **named: Any) -> Any:
        self.watch()
        key = _key(request)
        self.asked.append(key)
        self.given = self.spoil(key[1], self._answer(key, request))
        return _response(self, request, self.given)

    def _answer(self, key: tuple[str, str], request: requests.PreparedRequest) -> Answer:
        path = key[1]
        body = request.body if isinstance(request.body, bytes) else b""
        if path.startswith("/v1/commands"):
            ids = [command["id"] for command in json.loads(body)["commands"]]
            written = {"receipts": [self._receipts[item] for item in ids]}
            return 200, JSON, json.dumps(written).encode()
        if path.startswith("/v1/state/"):
            _, _, _, kind, item = path.split("/")
            asked = json.loads(body)
            state = {
                "kind": kind, "id": item, "rev": asked["base_rev"] + 1, "fields": asked["fields"],
            }  # fmt: skip
            return 200, JSON, json.dumps(state).encode()
        if path.startswith("/v1/changes?") and self.expired:
            self.expired = False
            return _problem("cursor-expired", 410)
        if key not in self._kept and path.startswith("/v1/changes"):
            return _problem("bad-cursor", 400)
        return self._kept.get(key) or _problem("not-found", 404)


def _response(adapter: HTTPAdapter, request: requests.PreparedRequest, answer: Answer) -> Any:
    status, headers, body = answer
    raw = urllib3.HTTPResponse(
        io.BytesIO(body),
        headers={**headers, "Content-Length": str(len(body))},
        status=status,
        preload_content=False,
        request_method=request.method,
    )
    return adapter.build_response(request, raw)


def _problem(code: str, status: int) -> Answer:
    body = json.dumps({"code": code, "status": status}).encode()
    return status, {"Content-Type": "application/problem+json"}, body


def _key(request: requests.PreparedRequest) -> tuple[str, str]:
    return str(request.method), str(request.path_url)


def _nothing() -> None:
    """Nobody looks."""


def as_it_is(_path: str, answer: Answer) -> Answer:
    return answer
