"""The line between a device and central, and what may happen to each request on it."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from tests.faults.model.house import Answer, House


class Fault(StrEnum):
    """What becomes of one request."""

    NONE = "none"
    REQUEST_LOST = "request lost"
    ANSWER_LOST = "answer lost"  # central has done it
    TWICE = "twice"  # central gets it twice; the second answer comes
    LATE = "late"  # central gets it after all that follows, and nobody hears the answer
    OLD = "old"  # the answer to an earlier request of the kind
    BUSY = "busy"
    GARBAGE = "garbage"
    CUT = "cut"  # half of the answer
    CRASH_BEFORE = "crash before"
    CRASH_AFTER = "crash after"


class CrashedError(BaseException):
    """The app was killed here; no code of the app may hold this up."""


class Wire(HTTPAdapter):
    """Carries requests to central in this process, and meets each with the next planned fault."""

    def __init__(self, house: House, crash: Callable[[], None]) -> None:
        super().__init__()
        self._house = house
        self._crash = crash
        self._old: dict[str, Answer] = {}
        self._late: list[requests.PreparedRequest] = []
        self.plan: deque[Fault] = deque()
        self.carried = 0

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """One exchange."""
        self.carried += 1
        fault = self.plan.popleft() if self.plan else Fault.NONE
        if fault is Fault.CRASH_BEFORE:
            self._crash()
            raise CrashedError
        if fault is Fault.LATE:
            self._late.append(request)
        if fault in (Fault.REQUEST_LOST, Fault.LATE):
            raise requests.ConnectionError
        if fault is Fault.BUSY:
            return self._response(request, (503, [("Content-Type", "text/html")], b"busy"))
        if fault is Fault.GARBAGE:
            return self._response(request, (200, [("Content-Type", "text/html")], b"<html>"))
        return self._response(request, self._ask(request, fault))

    def _ask(self, request: requests.PreparedRequest, fault: Fault) -> Answer:
        kind = f"{request.method} {urlsplit(request.url or '').path}"
        old = self._old.get(kind)
        answer = self._house.answer(request)
        if fault is Fault.TWICE:
            answer = self._house.answer(request)
        self._old[kind] = answer
        if fault is Fault.ANSWER_LOST:
            raise requests.ConnectionError
        if fault is Fault.CRASH_AFTER:
            self._crash()
            raise CrashedError
        if fault is Fault.OLD and old is not None:
            return old
        if fault is Fault.CUT:
            return answer[0], answer[1], answer[2][: len(answer[2]) // 2]
        return answer

    def deliver_late(self) -> int:
        """Bring central what was held up; answers how many requests that was."""
        late, self._late = self._late, []
        for request in late:
            self._house.answer(request)
        return len(late)

    def _response(self, request: requests.PreparedRequest, answer: Answer) -> requests.Response:
        status, headers, body = answer
        raw = urllib3.HTTPResponse(
            io.BytesIO(body), headers=dict(headers), status=status, preload_content=False
        )
        return self.build_response(request, raw)
