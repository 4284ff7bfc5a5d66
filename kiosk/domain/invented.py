"""What practice is made of: invented people and their words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Invented:
    """Names and texts in the language of whoever practises; empty where a service is off."""

    friend: str  # is connected already
    hello: str  # the friend's message that can be read at once
    sealed: str  # what lies in the friend's envelope
    captions: tuple[str, ...]  # of the friend's photos
    thanks: str  # comes back for each message that is sent
    asker: str  # wants to connect
    request: str
    glad: str  # the asker's message, once approved
    staff: str  # who answers a ticket
    answer: str
