"""Central's answers, recorded once from the real one and given again from memory."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter

from kiosk.sync.client import Client

JSON = {"Content-Type": "application/json"}
BLOBS = "/v1/blobs/"
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
        self._kept[str(request.method), str(request.path_url)] = kept
        if str(request.path_url).startswith("/v1/commands"):
            for receipt in json.loads(answer.content).get("receipts", []):
                self._receipts[receipt["id"]] = receipt
        return self.build_response(request, _body(kept))


class Memory:
    """Answers like the recorded central, whatever was asked before."""

    def __init__(self, kept: dict[tuple[str, str], Answer], receipts: dict[str, Any]) -> None:
        self._kept = kept
        self._receipts = receipts
        self.expired = False  # whether the next cursor is said to be too old
        self.asked: list[str] = []
        self.watch: Callable[[], None] = _nothing  # before each request
        self.given: Answer = (0, {}, b"")

    def ask(self, path: str) -> None:
        """A request begins."""
        self.watch()
        self.asked.append(path)

    def answer(self, method: str, path: str, first_byte: int, body: bytes) -> Answer:
        """What central says; of a photo from `first_byte` on."""
        self.given = self._answer(method, path, body)
        if first_byte and path.startswith(BLOBS) and self.given[0] == 200:
            self.given = part(self.given, first_byte)
        return self.given

    def body(self, path: str) -> bytes:
        """All of a photo; nothing where that is none."""
        return self._kept["GET", path][2] if path.startswith(BLOBS) else b""

    def size(self, path: str) -> int:
        """Bytes of a photo; 0 where that is none."""
        return len(self.body(path))

    def _answer(self, method: str, path: str, body: bytes) -> Answer:
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
        if (method, path) not in self._kept and path.startswith("/v1/changes"):
            return _problem("bad-cursor", 400)
        return self._kept.get((method, path)) or _problem("not-found", 404)


class Direct(Client):
    """The app's client without its sockets: what is read out of an answer comes from memory.

    `spoil` may make another answer of the one that central gave.
    """

    def __init__(self, memory: Memory) -> None:
        super().__init__("http://127.0.0.1:9", ca=None, app_version="1")
        self._memory = memory
        self.spoil: Callable[[Answer], Answer] = as_it_is

    @contextmanager
    def _answer(
        self, method: str, path: str, headers: dict[str, str], data: bytes | None, seconds: float
    ) -> Iterator[requests.Response]:
        self._memory.ask(f"/v1/{path}")
        begins = first_byte(headers.get("Range", ""))
        right = self._memory.answer(method, f"/v1/{path}", begins, data or b"")
        self._memory.given = given = self.spoil(right)
        answer = requests.Response()
        answer.status_code = given[0]
        answer.headers = requests.structures.CaseInsensitiveDict(given[1])
        answer.raw = _body(given)
        yield answer


def first_byte(header: str) -> int:
    """Where the range that was asked for begins."""
    return int(header.removeprefix("bytes=").removesuffix("-") or 0)


def part(answer: Answer, begins: int) -> Answer:
    """The rest of a photo, as central gives it."""
    _, told, body = answer
    told = {**told, "Content-Range": f"bytes {begins}-{len(body) - 1}/{len(body)}"}
    return 206, told, body[begins:]


def as_it_is(answer: Answer) -> Answer:
    return answer


def _body(answer: Answer) -> urllib3.HTTPResponse:
    status, headers, body = answer
    told = {**headers, "Content-Length": str(len(body))}
    return urllib3.HTTPResponse(io.BytesIO(body), told, status, preload_content=False)


def _problem(code: str, status: int) -> Answer:
    body = json.dumps({"code": code, "status": status}).encode()
    return status, {"Content-Type": "application/problem+json"}, body


def _nothing() -> None:
    """Nobody looks."""
